//! Units that go to others: gifts, donations, exchanges.

use super::ids;
use super::text::{Decimal, Sentence, Word};
use super::who::MemberRef;
use crate::scales::Scales;
use model::id::{ExchangeId, MemberId};
use serde::{Deserialize, Serialize};
use service::causes::Cause;
use service::exchanges::Open;
use utoipa::ToSchema;

/// A present.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "to": { "phone": "+994501234567" }, "unit": "points", "amount": "100"
}))]
pub(crate) struct NewGift {
    /// Who gets it.
    pub(crate) to: MemberRef,
    /// Which unit.
    pub(crate) unit: Word,
    /// How much.
    pub(crate) amount: Decimal,
}

/// A donation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "cause": "animals", "unit": "points", "amount": "100" }))]
pub(crate) struct NewDonation {
    /// Which cause of the programme.
    pub(crate) cause: Word,
    /// Which unit.
    pub(crate) unit: Word,
    /// How much.
    pub(crate) amount: Decimal,
}

/// A good cause, and what came together.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Cause)]
pub(crate) struct CauseBody {
    /// Which cause of the programme.
    pub(crate) cause: Word,
    /// Its name.
    pub(crate) name: String,
    /// Units that members can give.
    pub(crate) units: Vec<Word>,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// What came together so far.
    pub(crate) amount: Decimal,
    /// What is to come together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) goal: Option<Decimal>,
}

impl CauseBody {
    pub(crate) fn of(scales: &Scales, cause: Cause) -> Self {
        Self {
            cause: Word::from(&cause.cause),
            name: cause.name,
            units: cause.units.iter().map(Word::from).collect(),
            currency: scales.currency(),
            amount: scales.money(cause.amount),
            goal: cause.goal.map(|goal| scales.money(goal)),
        }
    }
}

/// Asking for units of a partner.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "exchange": "airline", "account": "SU-1234567", "amount": "1000" }))]
pub(crate) struct NewExchange {
    /// Which exchange of the programme.
    pub(crate) exchange: Word,
    /// The member's number in the partner's programme.
    pub(crate) account: Word,
    /// How much of our unit.
    pub(crate) amount: Decimal,
}

/// What the partner says.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "confirmed": true, "reference": "A-778" }))]
pub(crate) struct ExchangeAnswer {
    /// Booked there; otherwise the units come back.
    pub(crate) confirmed: bool,
    /// The partner's own reference.
    #[serde(default)]
    pub(crate) reference: Option<Sentence>,
}

/// An exchange that the partner has not answered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Exchange)]
pub(crate) struct ExchangeBody {
    /// Its id.
    #[schema(value_type = ids::ExchangeId)]
    pub(crate) id: ExchangeId,
    /// Whose.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::MemberId>)]
    pub(crate) member: Option<MemberId>,
    /// Which exchange of the programme.
    pub(crate) exchange: Word,
    /// The member's number in the partner's programme.
    pub(crate) account: String,
    /// Which unit of ours.
    pub(crate) unit: Word,
    /// How much of it.
    pub(crate) amount: Decimal,
    /// How much of the partner's unit.
    pub(crate) gives: Decimal,
}

impl ExchangeBody {
    pub(crate) fn of(scales: &Scales, open: Open) -> Self {
        let exchange = open.exchange;
        Self {
            id: exchange.id,
            member: open.owner.as_member(),
            exchange: Word::from(&exchange.kind),
            account: exchange.account.to_string(),
            unit: Word::from(&exchange.unit),
            amount: scales.units(&exchange.unit, exchange.amount),
            gives: Decimal::of_thousandths(exchange.gives),
        }
    }
}
