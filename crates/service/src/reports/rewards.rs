//! How often rewards were claimed.

use super::Span;
use crate::Tessera;
use crate::error::Error;
use model::Key;
use programme::rulebook::Text;
use store::TotalsBy;

/// Rewards that were claimed, benefits that were used; by reward.
pub(crate) const REWARDS: &str = "rewards";

/// Those that were given back; by reward.
pub(crate) const REWARDS_CANCELLED: &str = "rewards_cancelled";

/// A reward or benefit in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RewardFigures {
    /// Which.
    pub reward: Key,
    /// Its name, when the programme still has it.
    pub name: Option<Text>,
    /// How many were claimed in the period.
    pub claimed: i64,
    /// How many were given back in the period, perhaps such as were claimed before it.
    pub cancelled: i64,
}

/// The catalogue in its order, also what nobody claimed; then others that were claimed in
/// these days.
pub async fn rewards(tessera: &Tessera, span: Span) -> Result<Vec<RewardFigures>, Error> {
    let rules = tessera.rules_at(tessera.now()).await?;
    let declared = rules.rulebook.catalogue.iter();
    let row = |reward: &Key, name| RewardFigures {
        reward: reward.clone(),
        name,
        claimed: 0,
        cancelled: 0,
    };
    let mut figures: Vec<RewardFigures> =
        declared.map(|reward| row(&reward.key, Some(reward.name.clone()))).collect();
    let measures = vec![REWARDS, REWARDS_CANCELLED];
    let Span { from, until } = span;
    let store = tessera.store();
    for total in store.sum_totals(from, until, measures, TotalsBy::Subject).await? {
        let at = figures.iter().position(|row| row.reward == total.subject);
        let at = at.unwrap_or_else(|| {
            figures.push(row(&total.subject, None));
            figures.len() - 1
        });
        match total.measure.as_str() {
            REWARDS => figures[at].claimed += total.value,
            _ => figures[at].cancelled += total.value,
        }
    }
    Ok(figures)
}
