//! Decides events from programme, snapshot and activity, and explains why.
