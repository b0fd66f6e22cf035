//! The stable id of an event: whose entry, which entry, which event of it.
//!
//! It has no full stop, because the specification joins it with others by full stops
//! before it is signed.

use model::Owner;
use std::fmt;
use std::str::FromStr;
use store::webhooks::EventRef;

/// The id of an event as receivers see it: `mem_01j..._17_0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EventId(pub EventRef);

/// A text that names no event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the id of an event")]
pub struct InvalidEventId(String);

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}_{}", self.0.owner, self.0.seq, self.0.index)
    }
}

impl FromStr for EventId {
    type Err = InvalidEventId;

    fn from_str(text: &str) -> Result<Self, InvalidEventId> {
        let read = || {
            let (rest, index) = text.rsplit_once('_')?;
            let (owner, seq) = rest.rsplit_once('_')?;
            let owner: Owner = owner.parse().ok()?;
            let event = EventRef { owner, seq: seq.parse().ok()?, index: index.parse().ok()? };
            // One event has one id: no signs, no zeros in front.
            Some(Self(event)).filter(|id| id.to_string() == text)
        };
        read().ok_or_else(|| InvalidEventId(text.to_owned()))
    }
}

impl serde::Serialize for EventId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::id::{MemberId, time_ordered};

    #[test]
    fn an_id_reads_back_what_it_prints() {
        let owner = Owner::member(MemberId(time_ordered(1_700_000_000_000, [7; 10])));
        let id = EventId(EventRef { owner, seq: 17, index: 3 });
        let text = id.to_string();
        assert_eq!(text.parse(), Ok(id));
        assert!(!text.contains('.'));
        let others = [text.replace("_17_", "_017_"), text.replace("_3", "_+3"), owner.to_string()];
        for other in others {
            assert!(other.parse::<EventId>().is_err(), "{other}");
        }
    }
}
