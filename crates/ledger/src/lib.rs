//! Double-entry book: accounts, movements, lots, holds, reversal and the journal entry.
