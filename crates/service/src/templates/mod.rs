//! Starting programmes: what can be chosen, and what becomes of the answers.

mod economics;
mod words;

pub use economics::{Economics, economics};
pub use programme::starter::{
    AnswerFault, Naming, Question, QuestionKind, Sample, SampleLine, Starter, Words, starter,
    starters,
};

use crate::error::Error;
use crate::trying::Candidate;
use crate::{Tessera, documents, programmes};
use model::Money;
use programme::rulebook::Rulebook;
use programme::starter::money_step;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A usual receipt, in what a coffee for three is told in.
const USUAL: i64 = 15;

/// A starting programme with its answers.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The programme, ready to be tried out.
    pub candidate: Candidate,
    /// What can be said about its document; there are no errors.
    pub diagnostics: programmes::Diagnostics,
    /// What it gives back.
    pub economics: Economics,
    /// Receipts to show what it does.
    pub samples: Vec<Sample>,
}

/// Why a starting programme could not be filled in.
#[derive(Debug)]
pub enum RenderError {
    /// Answers that cannot be.
    Answers(Vec<AnswerFault>),
    /// The document has errors, by its name, currency or time zone.
    Document(Error),
}

/// Fills a starting programme in. Nothing is kept.
pub fn render(
    tessera: &Tessera,
    starter: &Starter,
    naming: &Naming,
    answers: &BTreeMap<String, String>,
) -> Result<Rendered, RenderError> {
    let rendered = starter.render(naming, answers).map_err(RenderError::Answers)?;
    let document = rendered.document;
    let wrong = |found| RenderError::Document(Error::document(found));
    let rulebook = Arc::new(documents::load(&document).map_err(wrong)?);
    let diagnostics = documents::check(&document);
    let economics = economics(tessera, &rulebook, &rendered.goods, &naming.locale);
    let economics = economics.map_err(RenderError::Document)?;
    let candidate = Candidate { version: 0, document, rulebook };
    Ok(Rendered { candidate, diagnostics, economics, samples: rendered.samples })
}

/// What a document gives back, with the categories that it names as goods.
pub fn economics_of(
    tessera: &Tessera,
    candidate: &Candidate,
    locale: &str,
) -> Result<Economics, Error> {
    let goods = categories(&candidate.document);
    economics(tessera, &candidate.rulebook, &goods, locale)
}

/// A usual receipt in the money of a programme.
fn usual(rulebook: &Rulebook) -> Money {
    let scale = 10i64.pow(u32::from(rulebook.currency_scale));
    Money(USUAL * money_step(rulebook.currency.as_str()) * scale)
}

/// Names in quotation marks on lines that speak of categories, and goods that nothing names.
fn categories(document: &str) -> Vec<String> {
    let mut found = vec!["goods".to_owned()];
    for line in document.lines().filter(|line| line.contains("line.category")) {
        for name in line.split('\'').skip(1).step_by(2) {
            if !name.is_empty() && !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        }
    }
    found
}
