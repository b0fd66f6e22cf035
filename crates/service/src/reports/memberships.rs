//! Memberships that are paid for: who has them, and what was sold.

use super::Span;
use crate::error::Error;
use crate::{Tessera, marks};
use model::{Key, Money};
use programme::rulebook::Text;
use std::collections::BTreeMap;
use store::{MARK_SUM, MARKED, TotalsBy};

/// Terms that were sold; by membership.
pub(crate) const TERMS_SOLD: &str = "terms_sold";

/// What was paid for them; by membership.
pub(crate) const TERM_FEES: &str = "term_fees";

/// Trials that began; by membership.
pub(crate) const TRIALS: &str = "trials";

/// Terms that were over, trials among them; by membership.
pub(crate) const TERMS_OVER: &str = "terms_over";

/// Terms that were given up; by membership.
pub(crate) const TERMS_CANCELLED: &str = "terms_cancelled";

/// What of their fees went back; by membership.
pub(crate) const TERM_REFUNDS: &str = "term_refunds";

/// Terms whose purchase came back; by membership.
pub(crate) const TERMS_RETURNED: &str = "terms_returned";

const ALL: [&str; 7] =
    [TERMS_SOLD, TERM_FEES, TRIALS, TERMS_OVER, TERMS_CANCELLED, TERM_REFUNDS, TERMS_RETURNED];

/// A membership in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFigures {
    /// Which.
    pub membership: Key,
    /// Its name.
    pub name: Text,
    /// What a term costs, when the programme still has it.
    pub fee: Option<Money>,
    /// Members who have it now.
    pub members: i64,
    /// Those of them who try it.
    pub on_trial: i64,
    /// Terms that were sold in the period.
    pub sold: i64,
    /// What was paid for them.
    pub paid: Money,
    /// Trials that began in the period.
    pub trials: i64,
    /// Terms that were over in the period, trials among them.
    pub over: i64,
    /// Terms that were given up in the period.
    pub cancelled: i64,
    /// What of their fees went back.
    pub refunded: Money,
    /// Terms whose purchase came back in the period; that money is the receipts'.
    pub returned: i64,
}

impl PlanFigures {
    fn new(membership: Key, name: Text, fee: Option<Money>) -> Self {
        Self {
            membership,
            name,
            fee,
            members: 0,
            on_trial: 0,
            sold: 0,
            paid: Money::ZERO,
            trials: 0,
            over: 0,
            cancelled: 0,
            refunded: Money::ZERO,
            returned: 0,
        }
    }

    fn take(&mut self, measure: &str, value: i64) {
        match measure {
            TERMS_SOLD => self.sold += value,
            TERM_FEES => self.paid += Money(value),
            TRIALS => self.trials += value,
            TERMS_OVER => self.over += value,
            TERMS_CANCELLED => self.cancelled += value,
            TERM_REFUNDS => self.refunded += Money(value),
            TERMS_RETURNED => self.returned += value,
            _ => {}
        }
    }
}

/// Memberships of the programme in its order, those that nobody has as well; then others that
/// somebody has, or that were sold in these days.
pub async fn memberships(tessera: &Tessera, span: Span) -> Result<Vec<PlanFigures>, Error> {
    let store = tessera.store();
    let rules = tessera.rules_at(tessera.now()).await?;
    let declared = rules.rulebook.plans.iter();
    let mut figures: Vec<PlanFigures> = declared
        .map(|plan| PlanFigures::new(plan.key.clone(), plan.name.clone(), Some(plan.fee)))
        .collect();
    let paying: BTreeMap<Key, i64> = store.list_counts(MARK_SUM).await?.into_iter().collect();
    for (mark, members) in store.list_counts(MARKED).await? {
        if let Some(plan) = marks::plan_of(&mark) {
            let of = of(&mut figures, &plan);
            of.members = members;
            of.on_trial = members - paying.get(&mark).copied().unwrap_or_default();
        }
    }
    let Span { from, until } = span;
    for total in store.sum_totals(from, until, ALL.to_vec(), TotalsBy::Subject).await? {
        of(&mut figures, &total.subject).take(total.measure.as_str(), total.value);
    }
    Ok(figures)
}

fn of<'a>(figures: &'a mut Vec<PlanFigures>, plan: &Key) -> &'a mut PlanFigures {
    let at = match figures.iter().position(|row| row.membership == *plan) {
        Some(at) => at,
        None => {
            figures.push(PlanFigures::new(plan.clone(), Text::of_key(plan.as_str()), None));
            figures.len() - 1
        }
    };
    &mut figures[at]
}
