//! Raffles: opened with the promise of a secret, drawn once by it, so that anyone can
//! check the draw.
//!
//! INVARIANT: the secret is made and its hash published when the raffle is opened, and
//! nothing but the list of tickets and a public value is added at the draw. The draw is
//! written down before prizes are given; each prize is given once, by a counter that its
//! ticket takes, so a draw that broke off goes on where it stopped.
//!
//! COST: a draw reads the state of every member.

use crate::commit::{Once, Order, Start};
use crate::error::{Broken, Error};
use crate::notes::{self, Details};
use crate::{Ask, Tessera, marks, projector};
use engine::draw::{self, Holder, PrizeCount, Record};
use model::activity::WinPrize;
use model::entry::Hash;
use model::id::MemberId;
use model::{Activity, Code, Entry, Instant, Key, Money, Owner};
use programme::rulebook::{Raffle, Rulebook};
use store::{MemberFilter, Page};

/// How the counters of raffles begin; no rule of a programme takes such a counter.
pub(crate) const COUNTERS: &str = "raffle:";

/// Members read at a time.
const PAGE: u32 = 500;

/// A raffle that takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Which raffle of the document.
    pub raffle: Key,
    /// The hash of the secret that will decide.
    pub commitment: Hash,
    /// When it was opened.
    pub at: Instant,
}

/// A raffle as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which raffle of the document.
    pub raffle: Key,
    /// Its name in the locale asked for.
    pub name: String,
    /// The unit of its tickets.
    pub tickets: Key,
    /// When it is drawn at the earliest.
    pub draw_at: Instant,
    /// The prizes in the order in which they are drawn.
    pub prizes: Vec<ShownPrize>,
    /// One member can win several.
    pub several: bool,
    /// The hash of the secret that decides, once the raffle is opened.
    pub commitment: Option<Hash>,
    /// It was drawn.
    pub drawn: bool,
}

/// One prize of a raffle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPrize {
    /// Which prize.
    pub prize: Key,
    /// Its name in the locale asked for.
    pub name: String,
    /// How many of it.
    pub count: u16,
    /// Its worth.
    pub worth: Option<Money>,
}

/// All raffles of the programme that counts now.
pub async fn list(tessera: &Tessera, locale: &str) -> Result<Vec<Shown>, Error> {
    let rules = tessera.rules_at(tessera.now()).await?;
    let mut raffles = Vec::with_capacity(rules.rulebook.raffles.len());
    for raffle in &rules.rulebook.raffles {
        let prizes = raffle.prizes.iter().map(|prize| ShownPrize {
            prize: prize.key.clone(),
            name: prize.name.get(locale).to_owned(),
            count: prize.count,
            worth: prize.worth,
        });
        raffles.push(Shown {
            raffle: raffle.key.clone(),
            name: raffle.name.get(locale).to_owned(),
            tickets: raffle.tickets.clone(),
            draw_at: raffle.draw_at,
            prizes: prizes.collect(),
            several: raffle.several,
            commitment: promised(tessera, &raffle.key).await?,
            drawn: tessera.store().counter(drawn(&raffle.key).as_str()).await? > 0,
        });
    }
    Ok(raffles)
}

/// The hash that was published when a raffle was opened.
async fn promised(tessera: &Tessera, raffle: &Key) -> Result<Option<Hash>, Error> {
    if tessera.store().counter(opened(raffle).as_str()).await? == 0 {
        return Ok(None);
    }
    let kept = tessera.store().find_setting(&secret_of(raffle)).await?;
    let secret = kept.map(|kept| crate::codes::parse_setting("raffle", &kept)).transpose()?;
    Ok(secret.map(draw::commitment))
}

/// Opens a raffle: makes its secret and publishes the hash of it.
pub async fn open(tessera: &Tessera, ask: &Ask, raffle: &Key) -> Result<Opened, Error> {
    let rules = tessera.exact_rules_at(tessera.now()).await?;
    declared(&rules.rulebook, raffle)?;
    let mut fresh = Hash::default();
    tessera.entropy.fill(&mut fresh.0);
    let kept = tessera.store().ensure_setting(&secret_of(raffle), &fresh.to_string()).await?;
    let secret: Hash = crate::codes::parse_setting("raffle", &kept)?;
    let details = [
        ("raffle", raffle.as_str().into()),
        ("commitment", draw::commitment(secret).to_string().into()),
    ];
    let note = notes::activity("raffle_opened", details);
    let mut order = Order::new(tessera.organisation_owner(), Start::Any, note);
    order.once.push(Once { counter: opened(raffle), taken: Code::RAFFLE_STATE });
    let committed = tessera.answering(ask, tessera.commit(ask, order)).await?;
    let said = Details::of(&committed.entry)?;
    Ok(Opened {
        raffle: said.parse::<String>("raffle")?.into(),
        commitment: said.parse("commitment")?,
        at: committed.entry.recorded_at,
    })
}

/// Draws a raffle, once, and gives the prizes. `public` is a value of the day that nobody
/// could know when the raffle was opened, such as the numbers of a lottery; it may be
/// empty. The record proves the draw to anybody.
pub async fn draw(
    tessera: &Tessera,
    ask: &Ask,
    raffle: &Key,
    public: String,
) -> Result<Record, Error> {
    let committed = tessera
        .answering(ask, async {
            let order = drawing(tessera, raffle, public).await?;
            tessera.commit(ask, order).await
        })
        .await?;
    let record = read(&committed.entry)?;
    award(tessera, &record).await?;
    Ok(record)
}

/// The record of a raffle that was drawn.
///
/// COST: reads back in the organisation's chain.
pub async fn find_record(tessera: &Tessera, raffle: &Key) -> Result<Option<Record>, Error> {
    let mut page = Page::newest(100);
    loop {
        let owner = tessera.organisation_owner();
        let rows = tessera.store().list_entries(owner, page.clone()).await?;
        for row in &rows.items {
            let entry = row.entry()?;
            if !matches!(&entry.activity, Activity::Note(note) if note.what == *DRAWN) {
                continue;
            }
            let record = read(&entry)?;
            if record.raffle == *raffle {
                return Ok(Some(record));
            }
        }
        match rows.next {
            Some(next) => page = page.after(Some(next)),
            None => return Ok(None),
        }
    }
}

/// Whether a record is what its commitment promised.
pub fn verify(record: &Record) -> Result<(), draw::Tampered> {
    draw::verify(record)
}

/// The note of a draw.
const DRAWN: &str = "raffle_drawn";

async fn drawing(tessera: &Tessera, raffle: &Key, public: String) -> Result<Order, Error> {
    let now = tessera.now();
    let rules = tessera.exact_rules_at(now).await?;
    let declared = declared(&rules.rulebook, raffle)?;
    let state = |detail: &str| Error::refused(Code::RAFFLE_STATE, format!("{raffle} {detail}"));
    if now < declared.draw_at {
        return Err(state("is drawn later"));
    }
    if tessera.store().counter(drawn(raffle).as_str()).await? > 0 {
        return Err(state("was drawn"));
    }
    if tessera.store().counter(opened(raffle).as_str()).await? == 0 {
        return Err(state("was not opened"));
    }
    let secret = tessera.store().find_setting(&secret_of(raffle)).await?;
    let secret = secret.ok_or_else(|| unreadable("the secret is gone"))?;
    let secret: Hash = crate::codes::parse_setting("raffle", &secret)?;
    let prizes = declared.prizes.iter();
    let mut record = Record {
        raffle: raffle.clone(),
        commitment: draw::commitment(secret),
        secret,
        public,
        tickets: holders(tessera, &rules.rulebook, declared).await?,
        prizes: prizes.map(|p| PrizeCount { prize: p.key.clone(), count: p.count }).collect(),
        several: declared.several,
        winners: Vec::new(),
    };
    record.winners = draw::draw(&record);
    let body = serde_json::to_value(&record).map_err(|error| unreadable(&error.to_string()))?;
    let note = notes::activity(DRAWN, [("record", body)]);
    let mut order = Order::new(tessera.organisation_owner(), Start::Any, note);
    order.once.push(Once { counter: drawn(raffle), taken: Code::RAFFLE_STATE });
    Ok(order)
}

/// Everybody who can win, in the order of their ids.
async fn holders(
    tessera: &Tessera,
    rulebook: &Rulebook,
    raffle: &Raffle,
) -> Result<Vec<Holder>, Error> {
    projector::project_now(tessera).await?;
    let filter = MemberFilter { blocked: Some(false), ..MemberFilter::default() };
    let mut holders = Vec::new();
    let mut page = Page::first(PAGE);
    loop {
        let members = tessera.store().list_members(filter.clone(), page.clone()).await?;
        for row in &members.items {
            let state = tessera.as_of_now(Owner::member(row.member)).await?;
            let tickets = marks::tickets(rulebook, raffle.tickets.as_str(), &state);
            if let Ok(tickets @ 1..) = u64::try_from(tickets) {
                holders.push(Holder { holder: row.member.to_string(), tickets });
            }
        }
        match members.next {
            Some(next) => page = page.after(Some(next)),
            None => break,
        }
    }
    holders.sort_by(|one, other| one.holder.cmp(&other.holder));
    Ok(holders)
}

/// Gives every prize that was not given yet.
async fn award(tessera: &Tessera, record: &Record) -> Result<(), Error> {
    for winner in &record.winners {
        let member: MemberId = crate::codes::parse_setting("winner", &winner.holder)?;
        let won = WinPrize {
            raffle: record.raffle.clone(),
            draw: smol_str::format_smolstr!("{}", record.commitment),
            prize: winner.prize.clone(),
            ticket: winner.ticket,
        };
        let activity = Activity::WinPrize(won);
        let mut order = Order::new(Owner::member(member), Start::Member, activity);
        let counter = smol_str::format_smolstr!("{COUNTERS}{}/{}", record.raffle, winner.ticket);
        order.once.push(Once { counter: Key(counter), taken: Code::RAFFLE_STATE });
        match tessera.commit(&Ask::by("raffle"), order).await {
            Ok(_) => {}
            Err(error) if error.code() == Code::RAFFLE_STATE => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn read(entry: &Entry) -> Result<Record, Error> {
    let Activity::Note(note) = &entry.activity else {
        return Err(unreadable("it is no note"));
    };
    let record = note.details.get("record").cloned().unwrap_or_default();
    serde_json::from_value(record).map_err(|error| unreadable(&error.to_string()))
}

fn unreadable(reason: &str) -> Error {
    Error::Broken(Broken::Unreadable { what: "raffle", reason: reason.to_owned() })
}

fn declared<'a>(rulebook: &'a Rulebook, raffle: &Key) -> Result<&'a Raffle, Error> {
    let declared = rulebook.raffle(raffle.as_str());
    declared.ok_or_else(|| Error::refused(Code::RAFFLE_UNKNOWN, raffle.as_str()))
}

/// The setting that keeps the secret until the draw.
fn secret_of(raffle: &Key) -> String {
    format!("raffle:{raffle}")
}

/// The counter that opening takes.
fn opened(raffle: &Key) -> Key {
    Key(smol_str::format_smolstr!("{COUNTERS}{raffle}/opened"))
}

/// The counter that the draw takes.
fn drawn(raffle: &Key) -> Key {
    Key(smol_str::format_smolstr!("{COUNTERS}{raffle}/drawn"))
}
