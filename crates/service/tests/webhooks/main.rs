//! Events are brought to real receivers on this machine. Time stands still until a test
//! moves it.

mod failing;
mod guard;
mod hooks;
mod nodes;
mod order;
mod receiver;
mod resending;
mod setup;
#[path = "../shop/mod.rs"]
mod shop;
mod short_messages;
