//! What the machine tells about the processes that are measured. Linux only; elsewhere the
//! figures are missing and the rest is measured all the same.

pub mod metrics;
pub mod process;
pub mod watch;

pub use process::{Usage, usage};
pub use watch::{Lag, Watch};
