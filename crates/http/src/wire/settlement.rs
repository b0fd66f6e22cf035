//! What is due to partners, affiliates and causes.

use super::standing::every;
use super::text::{Day, Decimal, Moment, Sentence, Word};
use crate::scales::Scales;
use model::Key;
use model::event::Ground;
use serde::{Deserialize, Serialize};
use service::Text;
use service::partners::{Closed, Payment, Row, Statement};
use utoipa::ToSchema;

/// On what ground money is due.
#[derive(ToSchema)]
#[schema(as = Ground, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes an enum of the model")]
pub(crate) enum GroundBody {
    /// An affiliate's share of what the customers it brought spend.
    Commission,
    /// A partner issued units, for which it owes their value.
    Issuing,
    /// A partner accepted units, for which it is owed their value.
    Accepting,
    /// A good cause.
    Donation,
    /// A correction after a dispute.
    Dispute,
}

/// What is due to one party on one ground.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Due {
    /// On what ground.
    #[schema(value_type = GroundBody)]
    pub(crate) ground: Ground,
    /// To whom: a partner, an affiliate, a cause.
    pub(crate) party: Word,
    /// How much; below zero it is due from them.
    pub(crate) amount: Decimal,
}

/// One payment that settles a period.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payment)]
pub(crate) struct PaymentBody {
    /// Who pays. The operator goes by the programme's own key.
    pub(crate) from: Word,
    /// Who gets it.
    pub(crate) to: Word,
    /// How much.
    pub(crate) amount: Decimal,
}

/// Somebody between whom and others money is due.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Party)]
pub(crate) struct PartyBody {
    /// Their short name: of a partner, an affiliate, a cause, or the programme's own.
    pub(crate) key: Word,
    /// What they are called.
    pub(crate) name: Sentence,
}

impl PartyBody {
    pub(crate) fn of(key: &Key, name: &Text, locale: &str) -> Self {
        Self { key: Word::from(key), name: Sentence(name.get(locale).into()) }
    }
}

/// A period in numbers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Settlement)]
pub(crate) struct SettlementBody {
    /// Which period.
    #[schema(example = "2026-03")]
    pub(crate) period: String,
    /// Its first day.
    pub(crate) from: Day,
    /// The first day after it.
    pub(crate) until: Day,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// How often partners settle: `day`, `week`, `month`, ... ; absent without a coalition.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "month")]
    pub(crate) clearing: Option<&'static str>,
    /// Whoever is named here, and the party that was asked for.
    pub(crate) parties: Vec<PartyBody>,
    /// What is due, by ground and party.
    pub(crate) rows: Vec<Due>,
    /// Who pays whom to settle it.
    pub(crate) payments: Vec<PaymentBody>,
    /// Grounds that are closed for this period.
    #[schema(value_type = Vec<GroundBody>)]
    pub(crate) closed: Vec<Ground>,
}

impl SettlementBody {
    /// The numbers of a period, with the parties of them by name.
    pub(crate) fn of(scales: &Scales, statement: &Statement, parties: Vec<PartyBody>) -> Self {
        let clearing = scales.book.coalition.as_ref().map(|coalition| coalition.clearing);
        Self {
            period: statement.period.to_string(),
            from: Day(statement.period.from),
            until: Day(statement.period.until),
            currency: scales.currency(),
            clearing: clearing.map(every),
            parties,
            rows: statement.rows.iter().map(|row| due(scales, row)).collect(),
            payments: statement.payments.iter().map(|paid| payment(scales, paid)).collect(),
            closed: statement.closed.clone(),
        }
    }
}

fn due(scales: &Scales, row: &Row) -> Due {
    Due { ground: row.ground, party: Word::from(&row.party), amount: scales.money(row.amount) }
}

fn payment(scales: &Scales, payment: &Payment) -> PaymentBody {
    PaymentBody {
        from: Word::from(&payment.from),
        to: Word::from(&payment.to),
        amount: scales.money(payment.amount),
    }
}

/// Closing a period.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "ground": "commission" }))]
pub(crate) struct NewClosing {
    /// Only this ground; all that are open when absent.
    #[serde(default)]
    #[schema(value_type = Option<GroundBody>)]
    pub(crate) ground: Option<Ground>,
}

/// What was closed, with the numbers of that moment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClosedSettlement)]
pub(crate) struct ClosedBody {
    /// Which period.
    #[schema(example = "2026-03")]
    pub(crate) period: String,
    /// Which grounds.
    #[schema(value_type = Vec<GroundBody>)]
    pub(crate) grounds: Vec<Ground>,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// What is due, by ground and party.
    pub(crate) rows: Vec<Due>,
    /// Who pays whom to settle it.
    pub(crate) payments: Vec<PaymentBody>,
    /// When it was closed.
    pub(crate) at: Moment,
}

impl ClosedBody {
    pub(crate) fn of(scales: &Scales, closed: Closed) -> Self {
        Self {
            rows: closed.rows.iter().map(|row| due(scales, row)).collect(),
            payments: closed.payments.iter().map(|paid| payment(scales, paid)).collect(),
            period: closed.period,
            grounds: closed.grounds,
            currency: scales.currency(),
            at: Moment(closed.at),
        }
    }
}

/// One payment of a period, as accounting wants it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Payout {
    /// For which period.
    #[schema(example = "2026-03")]
    pub(crate) period: String,
    /// Who pays. The operator goes by the programme's own key.
    pub(crate) from: Word,
    /// Who gets it.
    pub(crate) to: Word,
    /// How much.
    pub(crate) amount: Decimal,
    /// Currency of the money.
    pub(crate) currency: Word,
}

/// All payments of a period.
pub(crate) fn payouts(scales: &Scales, statement: &Statement) -> Vec<Payout> {
    let payments = statement.payments.iter();
    payments
        .map(|paid| Payout {
            period: statement.period.to_string(),
            from: Word::from(&paid.from),
            to: Word::from(&paid.to),
            amount: scales.money(paid.amount),
            currency: scales.currency(),
        })
        .collect()
}
