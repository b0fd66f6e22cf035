//! What entries make due to partners, affiliates and causes, and on which day it counts.
//!
//! It counts on the day when it is written down, not on the day of the receipt: a receipt
//! that arrives late belongs to the period in which it arrives, so a period that is over
//! does not change any more.

use jiff::civil::Date;
use model::calendar::Calendar;
use model::event::Ground;
use model::{Activity, Entry, Event, Key, Money};
use serde_json::Value;

/// The measure of daily totals under which accruals are kept; the subject is
/// [`subject`].
pub(crate) const MEASURE: &str = "accrued";

/// The note by which a decided dispute makes money due.
pub(crate) const DISPUTE_DECIDED: &str = "dispute_decided";

/// All grounds, in the order of reports.
pub(crate) const GROUNDS: [Ground; 5] =
    [Ground::Issuing, Ground::Accepting, Ground::Commission, Ground::Donation, Ground::Dispute];

/// Ground and party as one subject of daily totals.
pub(crate) fn subject(ground: Ground, party: &Key) -> Key {
    Key(smol_str::format_smolstr!("{}:{party}", ground.word()))
}

/// Ground and party behind a subject.
pub(crate) fn parse_subject(subject: &Key) -> Option<(Ground, Key)> {
    let (word, party) = subject.as_str().split_once(':')?;
    Some((ground_of(word)?, Key::new(party)))
}

/// The ground with this word.
pub(crate) fn ground_of(word: &str) -> Option<Ground> {
    GROUNDS.into_iter().find(|ground| ground.word() == word)
}

/// What an entry makes due, and the day on which that counts. `calendar` is that of the
/// version which judged it; none for notes.
pub(crate) fn of_entry(
    entry: &Entry,
    calendar: Option<&Calendar>,
) -> Vec<(Date, Ground, Key, Money)> {
    if let Activity::Note(note) = &entry.activity {
        let decided = (note.what == *DISPUTE_DECIDED).then(|| of_dispute(&note.details)).flatten();
        return decided.into_iter().collect();
    }
    let day = || match calendar {
        Some(calendar) => calendar.day(entry.recorded_at),
        None => Calendar::utc().day(entry.recorded_at),
    };
    let events = entry.events.iter();
    events
        .filter_map(|happening| match &happening.event {
            Event::Accrued { ground, party, amount, .. } => {
                Some((day(), *ground, party.clone(), *amount))
            }
            _ => None,
        })
        .collect()
}

/// A dispute names its day itself: notes are judged by no version, so they have no calendar.
fn of_dispute(details: &serde_json::Map<String, Value>) -> Option<(Date, Ground, Key, Money)> {
    let text = |name: &str| details.get(name).and_then(Value::as_str);
    let amount = details.get("amount").and_then(Value::as_i64)?;
    let day: Date = text("day")?.parse().ok()?;
    Some((day, Ground::Dispute, Key::new(text("party")?), Money(amount)))
}
