//! The only SQL of Tessera: journal, balances, directory, jobs.
