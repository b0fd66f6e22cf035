//! Raffles, and the records that prove their draws.

use super::text::{Decimal, Moment, Sentence, Word};
use crate::scales::Scales;
use serde::{Deserialize, Serialize};
use service::draw::Record;
use service::raffles::{Opened, Shown};
use utoipa::ToSchema;

/// A raffle of the programme.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Raffle)]
pub(crate) struct RaffleBody {
    /// Which raffle of the programme.
    pub(crate) raffle: Word,
    /// Its name.
    pub(crate) name: String,
    /// The unit of its tickets.
    pub(crate) tickets: Word,
    /// When it is drawn at the earliest.
    pub(crate) draw_at: Moment,
    /// The prizes in the order in which they are drawn.
    pub(crate) prizes: Vec<PrizeBody>,
    /// One member can win several.
    pub(crate) several: bool,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// The hash of the secret that decides; absent until the raffle is opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) commitment: Option<String>,
    /// It was drawn.
    pub(crate) drawn: bool,
}

/// One prize.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Prize)]
pub(crate) struct PrizeBody {
    /// Which.
    pub(crate) prize: Word,
    /// Its name.
    pub(crate) name: String,
    /// How many of it.
    pub(crate) count: u16,
    /// Its worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) worth: Option<Decimal>,
}

impl RaffleBody {
    pub(crate) fn of(scales: &Scales, shown: Shown) -> Self {
        let prizes = shown.prizes.into_iter().map(|prize| PrizeBody {
            prize: Word::from(&prize.prize),
            name: prize.name,
            count: prize.count,
            worth: prize.worth.map(|worth| scales.money(worth)),
        });
        Self {
            raffle: Word::from(&shown.raffle),
            name: shown.name,
            tickets: Word::from(&shown.tickets),
            draw_at: Moment(shown.draw_at),
            prizes: prizes.collect(),
            several: shown.several,
            currency: scales.currency(),
            commitment: shown.commitment.map(|hash| hash.to_string()),
            drawn: shown.drawn,
        }
    }
}

/// A raffle that was opened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpenedRaffle)]
pub(crate) struct OpenedBody {
    /// Which raffle of the programme.
    pub(crate) raffle: Word,
    /// The hash of the secret that will decide. Publish it.
    pub(crate) commitment: String,
    /// When it was opened.
    pub(crate) at: Moment,
}

impl From<Opened> for OpenedBody {
    fn from(opened: Opened) -> Self {
        Self {
            raffle: Word::from(&opened.raffle),
            commitment: opened.commitment.to_string(),
            at: Moment(opened.at),
        }
    }
}

/// Drawing a raffle.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "public": "7 12 19 23 31 40" }))]
pub(crate) struct NewDraw {
    /// A value of the day that nobody could know when the raffle was opened, such as the
    /// numbers of a lottery.
    #[serde(default)]
    pub(crate) public: Option<Sentence>,
}

/// Everything that a draw needed and gave: the winners follow from the rest, which
/// `tessera draw verify` checks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DrawRecord)]
pub(crate) struct RecordBody {
    /// Which raffle of the programme.
    pub(crate) raffle: Word,
    /// Published when the raffle was opened: the hash of `secret`.
    pub(crate) commitment: String,
    /// Revealed at the draw.
    pub(crate) secret: String,
    /// The public value of the day of the draw; may be empty.
    pub(crate) public: String,
    /// Who held how many tickets, in the order of the ids.
    pub(crate) tickets: Vec<Tickets>,
    /// The prizes in the order in which they were drawn.
    pub(crate) prizes: Vec<PrizeCount>,
    /// One member could win several.
    pub(crate) several: bool,
    /// Who won what.
    pub(crate) winners: Vec<Winner>,
}

/// Somebody with tickets.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tickets {
    /// The member's id, which tells strangers nothing.
    pub(crate) holder: String,
    /// How many tickets.
    pub(crate) tickets: u64,
}

/// A prize, and how many of it there were.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PrizeCount {
    /// Which prize.
    pub(crate) prize: Word,
    /// How many of it.
    pub(crate) count: u16,
}

/// One prize that was won.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Winner {
    /// Which prize.
    pub(crate) prize: Word,
    /// The ticket that won it, from 1.
    pub(crate) ticket: u64,
    /// Who held that ticket.
    pub(crate) holder: String,
}

impl From<Record> for RecordBody {
    fn from(record: Record) -> Self {
        let tickets = record.tickets.into_iter();
        let prizes = record.prizes.iter();
        let winners = record.winners.into_iter();
        Self {
            raffle: Word::from(&record.raffle),
            commitment: record.commitment.to_string(),
            secret: record.secret.to_string(),
            public: record.public,
            tickets: tickets
                .map(|holder| Tickets { holder: holder.holder, tickets: holder.tickets })
                .collect(),
            prizes: prizes
                .map(|p| PrizeCount { prize: Word::from(&p.prize), count: p.count })
                .collect(),
            several: record.several,
            winners: winners
                .map(|w| Winner { prize: Word::from(&w.prize), ticket: w.ticket, holder: w.holder })
                .collect(),
        }
    }
}
