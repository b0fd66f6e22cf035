//! The little world of one scenario: a service on a fresh store, a driven clock, and
//! what the scenario calls things.

use super::document::{ScenarioFile, ScenarioSection, StoreSection};
use super::{Stores, scalars};
use crate::error::Error;
use crate::partners::Closed;
use crate::{Ask, MovableClock, Options, Rulebook, SeededEntropy, Tessera, jobs, projector};
use model::id::{
    CertificateId, ClaimId, ExchangeId, GroupId, HoldId, MemberId, ReceiptId, SubmissionId,
};
use model::{Entry, Happening, Instant, Key, Owner};
use model::{basket::Store, outcome::Outcome};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::Page;

/// A wait does at most so many rounds of due work: more would be a job that never ends.
const MOST_ROUNDS: usize = 20_000;

/// Why a step could not be carried out as written.
#[derive(Debug, thiserror::Error)]
pub(super) enum StepError {
    /// The scenario itself is wrong.
    #[error("{0}")]
    Scenario(String),
    /// The service said no, or broke.
    #[error(transparent)]
    Service(#[from] Error),
}

pub(super) fn wrong(what: impl Into<String>) -> StepError {
    StepError::Scenario(what.into())
}

/// What a step did.
#[derive(Debug, Default)]
pub(super) struct Happened {
    pub(super) events: Vec<Happening>,
    pub(super) outcome: Outcome,
    /// The period of settlement that the step closed.
    pub(super) closed: Option<Closed>,
}

impl Happened {
    pub(super) fn entry(entry: Arc<Entry>) -> Self {
        let entry = Arc::unwrap_or_clone(entry);
        Self { events: entry.events, outcome: entry.outcome, closed: None }
    }
}

pub(super) struct World {
    pub(super) tessera: Tessera,
    pub(super) clock: Arc<MovableClock>,
    pub(super) rulebook: Arc<Rulebook>,
    zone: jiff::tz::TimeZone,
    pub(super) store: Store,
    pub(super) locale: String,
    pub(super) members: HashMap<String, MemberId>,
    pub(super) receipts: HashMap<String, ReceiptId>,
    pub(super) claims: HashMap<String, ClaimId>,
    pub(super) holds: HashMap<String, HoldId>,
    pub(super) submissions: HashMap<String, SubmissionId>,
    pub(super) exchanges: HashMap<String, ExchangeId>,
    pub(super) groups: HashMap<String, GroupId>,
    pub(super) certificates: HashMap<String, CertificateId>,
    pub(super) codes: HashMap<String, String>,
    /// The member of the latest step that named one.
    pub(super) latest_member: Option<String>,
    /// Where the journal ended when the step began.
    begun_at: u64,
}

impl World {
    pub(super) async fn new(
        programme: &str,
        rulebook: Arc<Rulebook>,
        file: &ScenarioFile,
        scenario: &ScenarioSection,
        stores: &Stores,
    ) -> Result<Self, StepError> {
        let zone = jiff::tz::TimeZone::get(&rulebook.time_zone)
            .map_err(|error| wrong(error.to_string()))?;
        let starts = scenario.starts.as_ref().unwrap_or(&file.starts);
        let clock = Arc::new(MovableClock::at(moment(&zone, &starts.0)?));
        let store = stores().await.map_err(Error::from)?;
        let options = Options { outbox: false, ..Options::default() };
        let entropy = Arc::new(SeededEntropy::new(&scenario.name));
        let tessera = Tessera::open_with(store, clock.clone(), entropy, options).await?;
        let ask = Ask::by("scenario");
        let draft = crate::programmes::upload(&tessera, &ask, programme.to_owned()).await?;
        let number = draft.version.number;
        crate::programmes::publish(&tessera, &ask, number, None).await?;
        // From the beginning of time, so that receipts may be as late as a scenario likes.
        let from = Some(Instant::UNIX_EPOCH);
        crate::programmes::activate(&tessera, &ask, number, from).await?;
        let locale = scenario.locale.as_ref().or(file.locale.as_ref());
        let first = rulebook.locales.first().map_or("en", Key::as_str);
        Ok(Self {
            locale: locale.map_or(first, String::as_str).to_owned(),
            tessera,
            clock,
            rulebook,
            zone,
            store: place(&file.store),
            members: HashMap::new(),
            receipts: HashMap::new(),
            claims: HashMap::new(),
            holds: HashMap::new(),
            submissions: HashMap::new(),
            exchanges: HashMap::new(),
            groups: HashMap::new(),
            certificates: HashMap::new(),
            codes: HashMap::new(),
            latest_member: None,
            begun_at: 0,
        })
    }

    pub(super) fn ask(&self) -> Ask {
        Ask::by("scenario")
    }

    /// Remembers where the journal ends, before a step.
    pub(super) async fn begin_step(&mut self) -> Result<(), StepError> {
        let head = self.tessera.store().journal_head().await;
        self.begun_at = head.map_err(Error::from)?;
        Ok(())
    }

    /// Everything that was written since the step began, of all owners.
    pub(super) async fn written(&self) -> Result<Vec<Entry>, StepError> {
        let (mut after, mut entries) = (self.begun_at, Vec::new());
        loop {
            let rows = self.tessera.store().journal_after(after, 1_000).await;
            let rows = rows.map_err(Error::from)?;
            let Some(last) = rows.last() else { return Ok(entries) };
            after = last.position;
            for row in &rows {
                entries.push(row.entry().map_err(Error::from)?);
            }
        }
    }

    /// A local time in the programme's zone.
    pub(super) fn moment(&self, text: &str) -> Result<Instant, StepError> {
        moment(&self.zone, text)
    }

    /// Moved by a span of the calendar.
    pub(super) fn after(&self, span: jiff::Span) -> Instant {
        self.rulebook.calendar.plus(self.tessera.now(), span)
    }

    pub(super) fn member(&self, name: &str) -> Result<MemberId, StepError> {
        find(&self.members, name, "member")
    }

    /// Goes to a moment, doing on the way what becomes due, when it becomes due. Gives
    /// what that did to the latest member.
    pub(super) async fn wait_until(&mut self, until: Instant) -> Result<Happened, StepError> {
        if until < self.tessera.now() {
            return Err(wrong("time does not go back"));
        }
        let before = self.latest_entry().await?;
        for _ in 0..MOST_ROUNDS {
            projector::project_now(&self.tessera).await?;
            let due = self.tessera.store().list_due(until, None, 1).await;
            let due = due.map_err(Error::from)?;
            let Some(first) = due.first() else {
                self.clock.set(until);
                return self.since(before).await;
            };
            self.clock.set(first.due_at.max(self.tessera.now()));
            let done = jobs::run_due(&self.tessera).await?;
            if done.owners == 0 {
                let owner = first.owner;
                return Err(wrong(format!("{owner} is due, but nothing comes of it: {done:?}")));
            }
        }
        Err(wrong("time-driven work does not come to an end"))
    }

    async fn latest_entry(&self) -> Result<u64, StepError> {
        let Some(owner) = self.latest_owner() else {
            return Ok(0);
        };
        Ok(self.tessera.exact(owner).await?.seq)
    }

    fn latest_owner(&self) -> Option<Owner> {
        let name = self.latest_member.as_ref()?;
        self.members.get(name).copied().map(Owner::member)
    }

    /// What happened to the latest member after an entry.
    async fn since(&self, seq: u64) -> Result<Happened, StepError> {
        let mut happened = Happened::default();
        let Some(owner) = self.latest_owner() else {
            return Ok(happened);
        };
        let rows = self.tessera.store().list_entries(owner, Page::newest(1_000));
        let rows = rows.await.map_err(Error::from)?;
        for row in rows.items.iter().rev().filter(|row| row.seq > seq) {
            happened.events.extend(row.entry().map_err(Error::from)?.events);
        }
        Ok(happened)
    }
}

pub(super) fn find<T: Copy>(
    known: &HashMap<String, T>,
    name: &str,
    what: &str,
) -> Result<T, StepError> {
    let found = known.get(name).copied();
    found.ok_or_else(|| wrong(format!("no {what} is called `{name}` here")))
}

fn moment(zone: &jiff::tz::TimeZone, text: &str) -> Result<Instant, StepError> {
    let local = scalars::local_time(text).map_err(wrong)?;
    let zoned = local.to_zoned(zone.clone());
    zoned.map(|z| z.timestamp()).map_err(|e| wrong(e.to_string()))
}

pub(super) fn place(section: &StoreSection) -> Store {
    Store {
        id: Key::new(&section.id),
        country: section.country.as_ref().map(Key::new),
        region: section.region.as_ref().map(Key::new),
        brand: section.brand.as_ref().map(Key::new),
        partner: section.partner.as_ref().map(Key::new),
        tags: section.tags.iter().map(Key::new).collect(),
    }
}

/// Values of custom attributes, as they are kept.
pub(super) fn attributes(
    section: &super::document::Attributes,
) -> Result<model::attribute::Attributes, StepError> {
    use model::attribute::Value;
    let values = section.iter().map(|(name, value)| {
        let value = match value {
            serde_json::Value::Bool(truth) => Value::Truth(*truth),
            serde_json::Value::Number(number) => {
                let milli = scalars::number(&number.to_string(), 3).map_err(wrong)?;
                Value::Number { milli }
            }
            serde_json::Value::String(text) => Value::Text(text.into()),
            _ => return Err(wrong(format!("`{name}` is yes or no, a number or a text"))),
        };
        Ok((Key::new(name), value))
    });
    values.collect::<Result<BTreeMap<_, _>, _>>()
}
