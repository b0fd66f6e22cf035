//! Moving a history in time.

use crate::history::History;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::Instant;

/// Moves everything by the same number of days, so that the last day becomes `last_day`. Local
/// times of day stay what they are.
pub fn shift(history: &mut History, zone: &TimeZone, last_day: Date) {
    let Some(end) = history.end() else { return };
    let days = last_day - zone.to_datetime(end).date();
    let moved = |at: Instant| {
        let local = zone.to_datetime(at).checked_add(days).ok()?;
        zone.to_ambiguous_timestamp(local).compatible().ok()
    };
    let moved = |at: Instant| moved(at).unwrap_or(at);
    history.members.iter_mut().for_each(|member| member.since = moved(member.since));
    history.sales.iter_mut().for_each(|sale| sale.at = moved(sale.at));
    history.returns.iter_mut().for_each(|back| back.at = moved(back.at));
    history.unmatched.iter_mut().for_each(|row| row.at = moved(row.at));
}
