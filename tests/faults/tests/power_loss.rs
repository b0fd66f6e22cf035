//! The disk of SQLite, without a server: a short run of what `cargo xtask faults` does at length.

use std::path::Path;
use std::time::Duration;
use tessera_faults::faults::ALL;

/// Enough for some hundred images on a quick machine and some dozen on a slow one.
const TIME: Duration = Duration::from_secs(4);

#[test]
fn power_fails_at_any_moment_and_nothing_acknowledged_is_lost() {
    let fault = ALL.iter().find(|fault| fault.name == "power-loss").expect("it is on the list");
    let outcome = fault.outcome(Path::new("no server is started"), 7, TIME, false);
    assert_eq!(outcome.failure, None, "{}", outcome.counts);
}
