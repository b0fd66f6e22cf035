//! What members pick and switch on: options of a choice, offers that have to be activated.

use crate::commit::Committed;
use crate::error::Error;
use crate::identity::Who;
use crate::{Ask, Tessera, members};
use model::activity::{ActivateOffer, Choose};
use model::{Activity, Instant, Key};

/// A choice as one member sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which choice of the document.
    pub choice: Key,
    /// Its name in the locale asked for.
    pub name: String,
    /// The options and their names; none where members write them themselves.
    pub options: Vec<(Key, String)>,
    /// Members write the options themselves.
    pub free: bool,
    /// At most so many.
    pub most: u8,
    /// What counts now.
    pub counts: Vec<Key>,
    /// What was picked last; it may count only from the next period on.
    pub picked: Vec<Key>,
}

/// An offer that has to be activated, as one member sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activatable {
    /// Which rule of the document.
    pub offer: Key,
    /// Its name in the locale asked for.
    pub name: String,
    /// First moment when it no longer runs.
    pub until: Option<Instant>,
    /// The member has activated it.
    pub active: bool,
}

/// Picks options of a choice. They replace what was picked before.
pub async fn choose(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    choice: Key,
    options: Vec<Key>,
) -> Result<Committed, Error> {
    tessera.act(ask, who, Activity::Choose(Choose { choice, options })).await
}

/// Activates an offer that works only then.
pub async fn activate_offer(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    offer: Key,
) -> Result<Committed, Error> {
    tessera.act(ask, who, Activity::ActivateOffer(ActivateOffer { offer })).await
}

/// All choices, with what the member picked.
pub async fn list(tessera: &Tessera, who: &Who, locale: &str) -> Result<Vec<Choice>, Error> {
    let member = tessera.member_of(who).await?;
    let state = members::state(tessera, member).await?;
    let now = tessera.now();
    let rules = tessera.rules_at(now).await?;
    let choices = rules.rulebook.choices.iter().map(|choice| {
        let options = choice.options.iter();
        let picked = state.member.choices.get(&choice.key);
        Choice {
            choice: choice.key.clone(),
            name: choice.name.get(locale).to_owned(),
            options: options.map(|(key, name)| (key.clone(), name.get(locale).into())).collect(),
            free: choice.free,
            most: choice.most,
            counts: engine::chosen(&rules.rulebook, &state, choice, now),
            picked: picked.map(|picked| picked.options.clone()).unwrap_or_default(),
        }
    });
    Ok(choices.collect())
}

/// All offers that have to be activated and are not over.
pub async fn list_offers(
    tessera: &Tessera,
    who: &Who,
    locale: &str,
) -> Result<Vec<Activatable>, Error> {
    let member = tessera.member_of(who).await?;
    let state = members::state(tessera, member).await?;
    let now = tessera.now();
    let rules = tessera.rules_at(now).await?;
    let is_over = |until: Option<Instant>| until.is_some_and(|until| now >= until);
    let offers = rules.rulebook.rules.iter();
    let offers = offers.filter(|rule| rule.activate && !is_over(rule.schedule.until));
    let offers = offers.map(|rule| {
        let activated = state.member.activated.get(&rule.key);
        Activatable {
            offer: rule.key.clone(),
            name: rule.name.get(locale).to_owned(),
            until: rule.schedule.until,
            active: activated.is_some_and(|until| !is_over(*until)),
        }
    });
    Ok(offers.collect())
}
