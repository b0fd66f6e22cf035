//! What letters say, in the language of whoever gets them.

use super::post::Letter;
use crate::error::Error;
use crate::identity::{Identity, IdentityKind};
use crate::{Tessera, branding, members};
use model::Code;
use model::id::MemberId;

/// A code for signing in: subject and text, where `{code}` and `{shop}` are put in. The subject
/// begins with the code, so that it shows on a locked phone.
const CODES: [(&str, &str, &str); 4] = [
    (
        "en",
        "{code} is your code for {shop}",
        "Your code for {shop} is {code}. It counts for ten minutes. Tell it to nobody.",
    ),
    (
        "ru",
        "{code} — ваш код для {shop}",
        "Ваш код для {shop}: {code}. Он действует десять минут. Никому его не сообщайте.",
    ),
    (
        "az",
        "{code} — {shop} üçün kodunuz",
        "{shop} üçün kodunuz: {code}. On dəqiqə keçərlidir. Onu heç kimə deməyin.",
    ),
    (
        "id",
        "{code} adalah kode Anda untuk {shop}",
        "Kode Anda untuk {shop}: {code}. Berlaku sepuluh menit. Jangan beri tahu siapa pun.",
    ),
];

/// The letter that brings a member their code.
pub(super) async fn code(
    tessera: &Tessera,
    member: MemberId,
    to: &Identity,
    code: &str,
) -> Result<Letter, Error> {
    let (language, shop) = told(tessera, member).await?;
    let language = language.split('-').next().unwrap_or_default();
    let [english, ..] = CODES;
    let (_, subject, text) = CODES.into_iter().find(|row| row.0 == language).unwrap_or(english);
    // The name last: whatever it contains, it is no place for the code.
    let fill = |text: &str| text.replace("{code}", code).replace("{shop}", &shop);
    Ok(Letter { to: to.clone(), subject: fill(subject), text: fill(text) })
}

/// The language of a member, or that of the programme; and what customers call it.
async fn told(tessera: &Tessera, member: MemberId) -> Result<(String, String), Error> {
    let known = members::state(tessera, member).await?;
    let rules = match tessera.rules_at(tessera.now()).await {
        Ok(rules) => Some(rules),
        Err(error) if error.code() == Code::PROGRAMME_MISSING => None,
        Err(error) => return Err(error),
    };
    let own = rules.as_ref().and_then(|rules| rules.rulebook.locales.first());
    let language = known.member.profile.language.as_ref().or(own);
    let language = language.map_or_else(|| "en".to_owned(), ToString::to_string);
    let named = branding::get(tessera).await?.name;
    let shop = match (named, &rules) {
        (Some(name), _) => name.to_string(),
        (None, Some(rules)) => rules.rulebook.name.get(&language).to_owned(),
        (None, None) => "Tessera".to_owned(),
    };
    Ok((language, shop))
}

impl Letter {
    /// As a short message: those have no subject.
    pub(super) fn is_short_message(&self) -> bool {
        self.to.kind == IdentityKind::Phone
    }
}
