//! Memberships that are paid for.

use super::ids;
use super::text::{Decimal, Moment, Sentence, Word};
use crate::scales::Scales;
use model::id::MemberId;
use model::snapshot::MembershipState;
use serde::{Deserialize, Serialize};
use service::memberships::{Holder, Meter};
use service::reports::PlanFigures;
use utoipa::ToSchema;

/// Beginning a membership.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "membership": "plus" }))]
pub(crate) struct NewMembership {
    /// Which membership of the programme.
    pub(crate) membership: Word,
    /// As a free trial, once per member.
    #[serde(default)]
    pub(crate) trial: bool,
    /// What was paid; the fee of the programme when absent.
    #[serde(default)]
    pub(crate) paid: Option<Decimal>,
}

/// Giving a membership up.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "Moves away" }))]
pub(crate) struct MembershipCancellation {
    /// Why.
    pub(crate) reason: Option<Sentence>,
}

/// A membership of a member, and whether its fee has paid for itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Membership)]
pub(crate) struct MembershipBody {
    /// Which membership of the programme.
    pub(crate) membership: Word,
    /// Its name.
    pub(crate) name: String,
    /// It is a free trial.
    pub(crate) trial: bool,
    /// When the present term began, or the next one begins.
    pub(crate) from: Moment,
    /// First moment after all terms that follow each other.
    pub(crate) until: Moment,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// What was paid for the present term.
    pub(crate) fee: Decimal,
    /// What the member saved through it in this term.
    pub(crate) saved: Decimal,
    /// What is missing until the fee has paid for itself; zero once it has.
    pub(crate) left: Decimal,
    /// How many of `break_even_of` pay for the fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) break_even: Option<Decimal>,
    /// What is counted for that: kilometres, deliveries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) break_even_of: Option<String>,
}

impl MembershipBody {
    /// The present term of a membership, and those that were added to it.
    pub(crate) fn of(
        scales: &Scales,
        meter: &Meter,
        terms: &[MembershipState],
        locale: &str,
    ) -> Self {
        let plan = scales.book.plan(meter.membership.as_str());
        let own = terms.iter().filter(|term| term.plan == meter.membership);
        let last = own.clone().map(|term| term.until).max();
        let mut present = own.filter(|term| term.from == meter.from);
        let counted = plan.and_then(|plan| plan.break_even.as_ref());
        Self {
            membership: Word::from(&meter.membership),
            name: plan.map(|plan| plan.name.get(locale).to_owned()).unwrap_or_default(),
            trial: present.any(|term| term.trial),
            from: Moment(meter.from),
            until: Moment(last.unwrap_or(meter.until)),
            currency: scales.currency(),
            fee: scales.money(meter.fee),
            saved: scales.money(meter.saved),
            left: scales.money(meter.left),
            break_even: meter.break_even.map(Decimal::of_thousandths),
            break_even_of: counted.map(|(name, _)| name.get(locale).to_owned()),
        }
    }
}

/// Somebody who has a membership.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MembershipHolder)]
pub(crate) struct HolderBody {
    /// Who.
    #[schema(value_type = ids::MemberId)]
    pub(crate) member: MemberId,
    /// What they are called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<Sentence>,
    /// It is a free trial.
    pub(crate) trial: bool,
    /// When the present term began, or the next one begins.
    pub(crate) from: Moment,
    /// First moment after all terms that follow each other.
    pub(crate) until: Moment,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// What was paid for the present term.
    pub(crate) fee: Decimal,
}

impl HolderBody {
    pub(crate) fn of(scales: &Scales, holder: Holder) -> Self {
        Self {
            member: holder.id,
            name: holder.name.map(Sentence),
            trial: holder.trial,
            from: Moment(holder.from),
            until: Moment(holder.until),
            currency: scales.currency(),
            fee: scales.money(holder.fee),
        }
    }
}

/// A membership in numbers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MembershipFigures)]
pub(crate) struct PlanRow {
    /// Which membership of the programme.
    pub(crate) membership: Word,
    /// Its name.
    pub(crate) name: Sentence,
    /// What a term costs, when the programme still has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fee: Option<Decimal>,
    /// Members who have it now.
    pub(crate) members: i64,
    /// Those of them who try it.
    pub(crate) on_trial: i64,
    /// Terms that were sold in the period.
    pub(crate) sold: i64,
    /// What was paid for them.
    pub(crate) paid: Decimal,
    /// Trials that began in the period.
    pub(crate) trials: i64,
    /// Terms that were over in the period, trials among them.
    pub(crate) over: i64,
    /// Terms that were given up in the period.
    pub(crate) cancelled: i64,
    /// What of their fees went back.
    pub(crate) refunded: Decimal,
    /// Terms whose purchase came back in the period; that money is told with the returns.
    pub(crate) returned: i64,
}

impl PlanRow {
    pub(crate) fn of(scales: &Scales, locale: &str, row: &PlanFigures) -> Self {
        Self {
            membership: Word::from(&row.membership),
            name: Sentence(row.name.get(locale).into()),
            fee: row.fee.map(|fee| scales.money(fee)),
            members: row.members,
            on_trial: row.on_trial,
            sold: row.sold,
            paid: scales.money(row.paid),
            trials: row.trials,
            over: row.over,
            cancelled: row.cancelled,
            refunded: scales.money(row.refunded),
            returned: row.returned,
        }
    }
}

/// Memberships in numbers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MembershipReport)]
pub(crate) struct PlansBody {
    /// Currency of all money.
    pub(crate) currency: Word,
    /// Memberships of the programme in its order, then others that somebody has or that were
    /// sold.
    pub(crate) items: Vec<PlanRow>,
}
