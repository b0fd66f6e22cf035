//! Which events an endpoint wants.

use crate::error::Error;
use crate::projector::TOPICS;
use model::{Code, Key};

/// The topic of a test, which an endpoint gets whatever it wants otherwise.
pub const TEST: &str = "webhook.test";

/// Refuses topics that there are not: they would never come.
pub(super) fn check(topics: &[Key]) -> Result<(), Error> {
    let is_known = |wanted: &&Key| TOPICS.iter().any(|topic| matches(wanted, topic));
    match topics.iter().find(|wanted| !is_known(wanted)) {
        None => Ok(()),
        Some(unknown) => {
            let detail = format!("there is no topic `{unknown}`");
            Err(Error::refused(Code::REQUEST_INVALID, detail))
        }
    }
}

/// Whether events of a topic are wanted.
pub(super) fn is_wanted(wanted: &[Key], topic: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|one| matches(one, topic))
}

fn matches(wanted: &Key, topic: &str) -> bool {
    match wanted.as_str().strip_suffix(".*") {
        Some(noun) => topic.split_once('.').is_some_and(|(first, _)| first == noun),
        None => wanted == topic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_wanted_one_by_one_by_their_noun_or_all() {
        let wanted = [Key::new("units.*"), Key::new("tier.changed")];
        assert!(is_wanted(&wanted, "units.earned") && is_wanted(&wanted, "tier.changed"));
        assert!(!is_wanted(&wanted, "coupon.used") && is_wanted(&[], "coupon.used"));
        assert!(!is_wanted(&[Key::new("unit.*")], "units.earned"));
    }

    #[test]
    fn topics_that_there_are_not_are_refused() {
        assert!(check(&[Key::new("units.earned"), Key::new("member.*")]).is_ok());
        for unknown in ["units", "units.", "*", "units.stolen", "webhook.test"] {
            assert!(check(&[Key::new(unknown)]).is_err(), "{unknown}");
        }
    }
}
