//! The API through its real router, on a store in memory.

mod access;
mod certificates;
mod configuration;
mod coupons;
mod description;
mod holds;
mod hostile;
mod idempotency;
mod members;
mod pages;
mod problems;
mod purchases;
mod returns;
mod rewards;
mod sandbox;
mod shop;
