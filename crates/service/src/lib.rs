//! Use cases: authorise, load the snapshot, decide, book, append; timed jobs.
