//! Whole-system runs from a seed: the real service on simulated storage, judged by a small
//! independent model.
//!
//! [`run`](run::run) plays one seed: shoppers and tills send the requests of a
//! [`Plan`](simulation::trial::Plan) to one or several nodes; their calls to the storage are
//! let through one at a time, in an order that follows from the seed; some of them fail,
//! some are done without an answer, nodes end and come up again. Every answer and
//! everything that is held afterwards is compared with what the
//! [`Judge`](simulation::trial::Judge) foretold.
//!
//! INVARIANT: the same seed and number of steps give the same run on every machine.
//!
//! COST: about 20 ms for 200 steps; one thread per run.

mod after;
mod client;
mod desk;
mod failure;
mod gallery;
mod mood;
mod node;
mod noting;
mod referee;
mod run;
mod setup;
mod shadow;
mod storage;

pub use failure::{Failure, Report};
pub use gallery::{Programme, gallery};
pub use run::{Settings, run};
