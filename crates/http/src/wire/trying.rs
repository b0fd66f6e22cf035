//! Receipts that are tried out, and programmes in plain words.

use super::basket::NewBasket;
use super::list::List;
use super::template::EconomicsBody;
use super::text::{Decimal, Word};
use super::who::MemberRef;
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::problem::Place;
use serde::{Deserialize, Serialize};
use service::programmes::{View, ViewItem, ViewSection};
use service::trying::{Persona, Source};
use utoipa::ToSchema;

/// The most tiers and balances of an invented member.
const MOST_HELD: usize = 50;

/// A receipt to be tried out: under a document or a version, for a member or an invented one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "version": 2, "persona": { "balances": [{ "unit": "points", "amount": "100" }] },
    "receipt": { "store": { "id": "S1" }, "lines": [{ "sku": "coffee", "amount": "4.50" }] }
}))]
pub(crate) struct NewTrial {
    /// The text of `programme.yaml`; either this or `version`.
    #[serde(default)]
    #[schema(max_length = 1000000)]
    pub(crate) document: Option<String>,
    /// A version, draft or published.
    #[serde(default)]
    pub(crate) version: Option<u32>,
    /// A member of the programme; either this or `persona`.
    #[serde(default)]
    pub(crate) member: Option<MemberRef>,
    /// An invented member.
    #[serde(default)]
    pub(crate) persona: Option<PersonaBody>,
    /// What is bought. A member that it names counts when there is neither `member` nor `persona`.
    pub(crate) receipt: NewBasket,
}

/// An invented member.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Persona)]
pub(crate) struct PersonaBody {
    /// What they are, instead of what joining gives.
    #[serde(default)]
    #[schema(value_type = Vec<PersonaTier>, max_items = 50)]
    pub(crate) tiers: List<PersonaTier, MOST_HELD>,
    /// What they hold, instead of what joining gives.
    #[serde(default)]
    #[schema(value_type = Vec<PersonaBalance>, max_items = 50)]
    pub(crate) balances: List<PersonaBalance, MOST_HELD>,
    /// They join now and never bought anything.
    #[serde(default)]
    pub(crate) is_new: bool,
}

/// A level of an invented member.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonaTier {
    /// Which track.
    track: Word,
    /// Which level.
    tier: Word,
}

/// A balance of an invented member.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonaBalance {
    /// Which unit.
    unit: Word,
    /// How much.
    amount: Decimal,
}

/// What is tried out: exactly one of a document and a version.
pub(crate) fn source(document: Option<String>, version: Option<u32>) -> Result<Source, Problem> {
    match (document, version) {
        (Some(document), None) => Ok(Source::Document(document)),
        (None, Some(version)) => Ok(Source::Version(version)),
        _ => {
            let message = "expected exactly one of document, version".to_owned();
            let (pointer, code) = (String::new(), "one_of".into());
            Err(Problem::at(vec![Place { pointer, code, message }]))
        }
    }
}

impl PersonaBody {
    /// As the service wants it.
    pub(crate) fn read(self, scales: &Scales) -> Result<Persona, Problem> {
        let mut reading = Reading::new(scales);
        let mut balances = Vec::new();
        for (index, held) in self.balances.0.into_iter().enumerate() {
            let at = || format!("/persona/balances/{index}/amount");
            let amount = reading.units(&held.unit.0, &held.amount, at);
            if amount.0 < 0 {
                reading.wrong(at(), "expected nothing or more");
            }
            balances.push((held.unit.into(), amount));
        }
        reading.finish()?;
        let tiers = self.tiers.0.into_iter().map(|held| (held.track.into(), held.tier.into()));
        Ok(Persona { tiers: tiers.collect(), balances, is_new: self.is_new })
    }
}

/// A programme in plain words.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProgrammeView)]
pub(crate) struct ViewBody {
    /// Its parts, in the order of reading.
    pub(crate) sections: Vec<ViewSectionBody>,
    /// What it gives back.
    pub(crate) economics: EconomicsBody,
}

/// One part.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ViewSection)]
pub(crate) struct ViewSectionBody {
    /// Its name.
    #[schema(value_type = String, example = "earning")]
    key: &'static str,
    /// Its heading.
    title: String,
    /// What is in it.
    items: Vec<ViewItemBody>,
}

/// One mechanic, or what is to be said of a part as a whole.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ViewItem)]
pub(crate) struct ViewItemBody {
    /// Path in the document.
    #[schema(example = "earning.purchases")]
    path: String,
    /// Its name.
    title: String,
    /// What it does, and under which terms.
    sentences: Vec<String>,
    /// The section of the document.
    #[schema(example = "earning")]
    kind: String,
    /// Where it begins.
    place: ViewPlace,
}

/// A place in a document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ViewPlace {
    /// The line, from 1.
    line: u32,
}

impl ViewBody {
    pub(crate) fn of(view: View, economics: EconomicsBody) -> Self {
        let sections = view.sections.into_iter().map(ViewSectionBody::from).collect();
        Self { sections, economics }
    }
}

impl From<ViewSection> for ViewSectionBody {
    fn from(section: ViewSection) -> Self {
        let items = section.items.into_iter().map(ViewItemBody::from).collect();
        Self { key: section.key, title: section.title, items }
    }
}

impl From<ViewItem> for ViewItemBody {
    fn from(item: ViewItem) -> Self {
        let ViewItem { path, title, sentences, kind, line } = item;
        Self { path, title, sentences, kind, place: ViewPlace { line } }
    }
}
