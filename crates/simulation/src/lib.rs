//! History replay, demo data and seeded shoppers.
