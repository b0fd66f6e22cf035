//! What the organisation does, kept for audit in its own chain. Changes of the set-up
//! are written there first and carried out after, so that a repeated request finds what
//! it was about.

use crate::commit::{Committed, Order, Start};
use crate::error::{Broken, Error};
use crate::{Ask, Tessera};
use model::activity::Note;
use model::{Activity, Entry, Key};
use serde_json::{Map, Value};

pub(crate) fn activity<const N: usize>(what: &str, details: [(&str, Value); N]) -> Activity {
    let details = details.map(|(name, value)| (name.to_owned(), value));
    Activity::Note(Note { what: Key::new(what), details: Map::from_iter(details) })
}

/// What a note says.
pub(crate) struct Details<'a>(&'a Map<String, Value>);

impl<'a> Details<'a> {
    pub(crate) fn of(entry: &'a Entry) -> Result<Self, Error> {
        match &entry.activity {
            Activity::Note(note) => Ok(Self(&note.details)),
            _ => Err(unreadable("it is no note")),
        }
    }

    pub(crate) fn parse<T: std::str::FromStr>(&self, name: &str) -> Result<T, Error> {
        let text = self.0.get(name).and_then(Value::as_str);
        let parsed = text.and_then(|text| text.parse().ok());
        parsed.ok_or_else(|| unreadable(&format!("`{name}` is missing")))
    }

    pub(crate) fn number(&self, name: &str) -> Result<u32, Error> {
        let number = self.0.get(name).and_then(Value::as_u64);
        let number = number.and_then(|n| u32::try_from(n).ok());
        number.ok_or_else(|| unreadable(&format!("`{name}` is missing")))
    }
}

fn unreadable(reason: &str) -> Error {
    Error::Broken(Broken::Unreadable { what: "note", reason: reason.to_owned() })
}

impl Tessera {
    /// Writes a note of the organisation.
    pub(crate) async fn note<const N: usize>(
        &self,
        ask: &Ask,
        what: &str,
        details: [(&str, Value); N],
    ) -> Result<Committed, Error> {
        let owner = self.organisation_owner();
        let order = Order::new(owner, Start::Any, activity(what, details));
        self.answering(ask, self.commit(ask, order)).await
    }
}
