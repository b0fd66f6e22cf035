//! The decision.

use crate::{Decision, Inputs};
use model::{Instant, Snapshot};
use programme::rulebook::Rulebook;

/// Decides what follows from an activity.
pub fn decide(_inputs: &Inputs<'_>) -> Decision {
    Decision::default()
}

pub(crate) fn next_due(_rulebook: &Rulebook, _snapshot: &Snapshot) -> Option<Instant> {
    None
}
