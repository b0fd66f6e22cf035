//! Marks of honour: which there are, and which a member has.

use crate::error::Error;
use crate::identity::Who;
use crate::{Tessera, members};
use model::Key;

/// A badge as one member sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// Which badge of the document.
    pub badge: Key,
    /// Its name in the locale asked for.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// The member has it.
    pub held: bool,
}

/// All badges, those of the member marked.
pub async fn list(tessera: &Tessera, who: &Who, locale: &str) -> Result<Vec<Badge>, Error> {
    let member = tessera.member_of(who).await?;
    let state = members::state(tessera, member).await?;
    let rules = tessera.rules_at(tessera.now()).await?;
    let badges = rules.rulebook.badges.iter().map(|badge| Badge {
        badge: badge.key.clone(),
        name: badge.name.get(locale).to_owned(),
        about: badge.about.get(locale).to_owned(),
        held: state.member.profile.tags.contains(&badge.key),
    });
    Ok(badges.collect())
}
