//! Starting programmes: a dozen documents for the first day, with questions instead of blanks.
//!
//! Each stands in a file of its own in `kinds`, made from a programme of the gallery. A file holds what
//! people read before they choose (in every language of ours), the questions with their defaults, and the
//! document with places for the answers: `{{percent}}`, `{{percent*2}}` for twice as much, and `{{t.cashback}}`
//! for a text in the languages of the new programme.
//!
//! INVARIANT: a starter that is filled in with any answers that its questions allow, with its usual name,
//! currency and time zone, has no errors; a test fills in all of them.

mod answers;
mod kinds;
mod render;

pub use answers::{AnswerFault, money_step};
pub use render::{Naming, Rendered};

use crate::document::{Map, TextSection};
use crate::format::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A starting programme.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Starter {
    /// Its name.
    pub key: String,
    /// The programme of the gallery that it is made from.
    pub gallery: String,
    /// What most should begin with.
    #[serde(default)]
    pub recommended: bool,
    /// What it is made of: `points`, `cashback`, `stamps`, `discounts`, `tiers`, `referral`, `membership`, `offers`.
    pub kinds: Vec<String>,
    /// Who uses it: `coffee`, `grocery`, `hotel`, ... .
    pub business: Vec<String>,
    /// What it is called.
    pub title: Words,
    /// What it does, in two sentences.
    pub summary: Words,
    /// What is asked.
    pub questions: Map<Question>,
    /// What a shop like this sells: categories, for the receipts of the sample year.
    pub goods: Vec<String>,
    /// Receipts to show what it does.
    pub samples: Vec<Sample>,
    /// Texts for the document.
    #[serde(default)]
    texts: Map<TextSection>,
    /// The document, with places for the answers.
    document: String,
}

/// The same in every language of ours.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    en: String,
    ru: String,
    az: String,
    id: String,
}

impl Words {
    /// In the language of a locale.
    #[must_use]
    pub fn get(&self, locale: &str) -> &str {
        match Language::of(locale) {
            Language::En => &self.en,
            Language::Ru => &self.ru,
            Language::Az => &self.az,
            Language::Id => &self.id,
        }
    }
}

/// One question.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is asked.
    pub label: Words,
    /// What the answer is.
    pub kind: QuestionKind,
    /// The usual answer. Money is told for a currency in which a coffee costs three.
    pub default: String,
    /// The smallest answer.
    #[serde(default)]
    pub min: Option<String>,
    /// The largest answer.
    #[serde(default)]
    pub max: Option<String>,
    /// Of what: `month`, `day`, `piece`.
    #[serde(default)]
    pub unit: Option<String>,
    /// The only answers that there are.
    #[serde(default)]
    pub choices: Vec<String>,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// A share, up to two decimals: `5` is five percent.
    Percent,
    /// A whole number.
    Number,
    /// Money in the programme's currency.
    Money,
    /// One of the choices.
    Choice,
    /// A name of small letters, digits and `-`, such as a category of the shop's goods.
    Text,
}

/// A receipt to show what a programme does.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// What it shows.
    pub title: Words,
    /// What is bought.
    pub lines: Vec<SampleLine>,
    /// What the member holds before: unit and amount.
    #[serde(default)]
    pub holds: Map<String>,
    /// The tier that the member holds: track and tier.
    #[serde(default)]
    pub tiers: Map<String>,
    /// The unit that the member pays with.
    #[serde(default)]
    pub pays_with: Option<String>,
    /// The member was never here before.
    #[serde(default)]
    pub is_new: bool,
}

/// One line of such a receipt.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleLine {
    /// Product code.
    pub sku: String,
    /// Category, with places for answers.
    pub category: String,
    /// How many.
    #[serde(default = "one")]
    pub quantity: u32,
    /// Price of one, as money is told in questions.
    pub price: String,
}

fn one() -> u32 {
    1
}

/// All starting programmes, the recommended one first.
#[must_use]
pub fn starters() -> &'static [Starter] {
    &kinds::ALL
}

/// One of them.
#[must_use]
pub fn starter(key: &str) -> Option<&'static Starter> {
    kinds::ALL.iter().find(|starter| starter.key == key)
}
