//! The living shop of the demo: a year that was invented, lived through the real service, and
//! then goes on.

mod document;
mod lanes;
mod now;
mod recent;

pub(crate) use now::go_on;

use crate::failure::Failure;
use crate::{database, progress, terminal};
use jiff::ToSpan;
use jiff::tz::TimeZone;
use model::Key;
use model::id::MemberId;
use service::people::demo::{self as doors, House};
use service::stores::{self, Card};
use service::{Ask, Clock, MovableClock, SystemClock, Tessera, jobs, projector};
use simulation::living::{self, Frame, Person, STORES};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Everything follows from it.
const SEED: u64 = 22;

/// The day on which the second version of the programme began, counted back from today.
const SECOND_VERSION: i64 = 58;

/// What people call the stores, in the order of [`STORES`], and where they are.
const CARDS: [(&str, &str); STORES.len()] = [
    ("Blue Cup on Market Square", "Marktplatz 4, Berlin"),
    ("Blue Cup at the Station", "Bahnhofstraße 1, Berlin"),
    ("Blue Cup Riverside", "Uferweg 12, Berlin"),
];

/// A shop that is open.
pub(crate) struct Shop {
    pub(crate) frame: Frame,
    pub(crate) people: Arc<Vec<Person>>,
    pub(crate) members: HashMap<u32, MemberId>,
    pub(crate) house: House,
}

/// Lives the last twelve months, in a database that is made for it.
pub(crate) async fn open(database: &Path) -> Result<(Tessera, Shop), Failure> {
    let until = SystemClock.now();
    let zone = TimeZone::get("Europe/Berlin").map_err(Failure::ours)?;
    let today = zone.to_datetime(until).date();
    let frame = Frame { seed: SEED, today, until, zone };
    let people = Arc::new(living::people(&frame));
    let clock = Arc::new(MovableClock::running());
    let opened =
        database::open_or_create(database, clock.clone(), service::Options::default()).await?;
    let tessera = &opened;
    publish(tessera, &frame, &clock).await?;
    clock.set(SystemClock.now());
    let acts = living::year(&frame, &people);
    let bar = progress::counted("acts", acts.len() as u64);
    let (started, count) = (Instant::now(), acts.len());
    let members = lanes::carry(tessera, acts, &people, &bar).await?;
    bar.finish_and_clear();
    projector::project_now(tessera).await?;
    jobs::run_due(tessera).await?;
    recent::happen(tessera, &people, &members).await?;
    projector::project_now(tessera).await?;
    let face = face(&people, &members)?;
    let house = doors::furnish(tessera, STORES[0].0, face).await?;
    name_stores(tessera).await?;
    terminal::say(format_args!(
        "Blue Cup, a shop that was invented: {} members, {count} acts of a year in {:.1} s",
        members.len(),
        started.elapsed().as_secs_f64()
    ));
    Ok((opened, Shop { frame, people, members, house }))
}

/// People know them by name, not by key.
async fn name_stores(tessera: &Tessera) -> Result<(), Failure> {
    for ((store, _), (name, address)) in STORES.into_iter().zip(CARDS) {
        let card = Card::new(Some(name), Some(address));
        stores::set(tessera, &Ask::by("office"), &Key::new(store), card).await?;
    }
    Ok(())
}

/// Both versions, each published on its day: nobody decides about the past.
async fn publish(tessera: &Tessera, frame: &Frame, clock: &MovableClock) -> Result<(), Failure> {
    let begins = |days: i64| {
        let day = frame.today.saturating_sub(days.days());
        day.to_zoned(frame.zone.clone()).map(|zoned| zoned.timestamp()).map_err(Failure::ours)
    };
    let (first, second) = document::versions(frame.today);
    for (days, document) in [(366, first), (SECOND_VERSION, second)] {
        clock.set(begins(days)?);
        database::publish(tessera, document, None).await?;
    }
    Ok(())
}

/// Somebody with much to show: of those who are still here, the one who comes most and pays with
/// points.
fn face(people: &[Person], members: &HashMap<u32, MemberId>) -> Result<MemberId, Failure> {
    let here = people.iter().zip(0u32..).filter(|(person, _)| person.leaves.is_none());
    let (_, index) = here
        .max_by_key(|(person, index)| (person.liveliness(), std::cmp::Reverse(*index)))
        .ok_or_else(|| Failure::ours("the shop has no members"))?;
    let found = members.get(&index).copied();
    found.ok_or_else(|| Failure::ours("a member did not join"))
}

#[cfg(test)]
mod tests;
