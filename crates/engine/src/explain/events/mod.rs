//! The sentence for an event, with its fields.

mod between;
mod people;
mod units;

use super::sentences::Fields;
use super::words::Words;
use model::Event;

impl Words<'_> {
    /// The key of the sentence; `None` for events that nobody needs to read.
    pub(super) fn event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
        self.units_event(event, fields)
            .or_else(|| self.standing_event(event, fields))
            .or_else(|| self.own_event(event, fields))
            .or_else(|| self.between_event(event, fields))
    }
}
