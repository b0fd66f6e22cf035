//! Starting programmes.

use super::basket::NewBasket;
use super::receipt::Quote;
use super::text::Word;
use super::version::Findings;
use serde::{Deserialize, Serialize};
use service::templates::{Economics, Question, QuestionKind, Sample, Starter};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A starting programme.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Template {
    /// Its name.
    #[schema(example = "cashback")]
    pub(crate) key: &'static str,
    /// What it is called.
    pub(crate) title: &'static str,
    /// What it does.
    pub(crate) summary: &'static str,
    /// What it is made of: points, cashback, stamps, discounts, tiers, referral, membership, offers.
    #[schema(value_type = Vec<String>)]
    pub(crate) kinds: &'static [String],
    /// Who uses it.
    #[schema(value_type = Vec<String>)]
    pub(crate) business: &'static [String],
    /// What most should begin with.
    pub(crate) recommended: bool,
    /// What is asked.
    pub(crate) questions: Vec<TemplateQuestion>,
}

/// What is asked about a starting programme.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TemplateQuestion {
    /// Its name among the answers.
    pub(crate) key: &'static str,
    /// What is asked.
    pub(crate) label: &'static str,
    /// What an answer is.
    pub(crate) kind: TemplateQuestionKind,
    /// The usual answer.
    pub(crate) default: String,
    /// The smallest answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min: Option<String>,
    /// The largest answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max: Option<String>,
    /// Of what: month, day, piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) unit: Option<&'static str>,
    /// The only answers that there are.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    #[schema(value_type = Vec<String>, required = false)]
    pub(crate) choices: &'static [String],
}

/// What an answer is.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TemplateQuestionKind {
    /// A share, up to two decimals.
    Percent,
    /// A whole number.
    Number,
    /// Money in the programme's currency.
    Money,
    /// One of the choices.
    Choice,
    /// Small letters, digits and `-`.
    Text,
}

impl Template {
    /// In the words of a language, with money for a currency.
    pub(crate) fn of(starter: &'static Starter, currency: &str, locale: &str) -> Self {
        let question = |(key, question): (&'static String, &'static Question)| TemplateQuestion {
            key,
            label: question.label.get(locale),
            kind: question.kind.into(),
            default: question.default_in(currency),
            min: question.min_in(currency),
            max: question.max_in(currency),
            unit: question.unit.as_deref(),
            choices: &question.choices,
        };
        Self {
            key: &starter.key,
            title: starter.title.get(locale),
            summary: starter.summary.get(locale),
            kinds: &starter.kinds,
            business: &starter.business,
            recommended: starter.recommended,
            questions: starter.questions.iter().map(question).collect(),
        }
    }
}

impl From<QuestionKind> for TemplateQuestionKind {
    fn from(kind: QuestionKind) -> Self {
        match kind {
            QuestionKind::Percent => Self::Percent,
            QuestionKind::Number => Self::Number,
            QuestionKind::Money => Self::Money,
            QuestionKind::Choice => Self::Choice,
            QuestionKind::Text => Self::Text,
        }
    }
}

/// A programme to be made from a starting one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Corner Coffee", "currency": "AZN", "time_zone": "Asia/Baku", "locale": "az",
    "answers": { "percent": "5" }
}))]
pub(crate) struct NewProgramme {
    /// What it is called.
    pub(crate) name: Word,
    /// ISO 4217 code of its currency.
    pub(crate) currency: Word,
    /// IANA time zone of its days.
    pub(crate) time_zone: Word,
    /// Its own language; that of `Accept-Language` when absent.
    #[serde(default)]
    pub(crate) locale: Option<Word>,
    /// Answers by question; the usual ones when absent.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub(crate) answers: BTreeMap<String, String>,
}

/// A starting programme that was filled in. Nothing is stored.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RenderedTemplate {
    /// The text of `programme.yaml`.
    pub(crate) document: String,
    /// What it gives back.
    pub(crate) economics: EconomicsBody,
    /// What it does with receipts.
    pub(crate) samples: Vec<SampleReceipt>,
    /// What can be said about the document; it has no errors.
    pub(crate) findings: Findings,
}

/// What a programme gives back: a year of made-up receipts, really decided.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Economics)]
pub(crate) struct EconomicsBody {
    /// Of the sales, in hundredths of a percent.
    #[schema(example = 420)]
    pub(crate) gives_back_bps: i64,
    /// That in one sentence.
    pub(crate) sentence: String,
    /// How it comes about.
    pub(crate) lines: Vec<String>,
}

impl From<Economics> for EconomicsBody {
    fn from(economics: Economics) -> Self {
        let Economics { gives_back_bps, sentence, lines } = economics;
        Self { gives_back_bps, sentence, lines }
    }
}

/// A receipt with what a programme makes of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SampleReceipt {
    /// What it shows.
    pub(crate) title: String,
    /// The receipt, as tills send it.
    #[schema(value_type = NewBasket)]
    pub(crate) receipt: serde_json::Value,
    /// What it costs and gives.
    pub(crate) quote: Quote,
}

/// A sample as tills would send it.
pub(crate) fn receipt(sample: &Sample) -> serde_json::Value {
    let lines = sample.lines.iter().map(|line| {
        serde_json::json!({
            "sku": line.sku,
            "category": line.category,
            "quantity": line.quantity.to_string(),
            "price": line.price,
        })
    });
    let burns = sample.pays_with.iter().map(|unit| serde_json::json!({ "unit": unit }));
    serde_json::json!({
        "store": { "id": "1" },
        "lines": lines.collect::<Vec<_>>(),
        "burns": burns.collect::<Vec<_>>(),
    })
}
