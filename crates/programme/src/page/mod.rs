//! The rules page: what a programme promises, for the people it is promised to.
//!
//! Made from the rulebook alone, so that nothing can stand here that the tills do not do. Each section stands in a
//! file of its own and is there only when the programme has something to say in it; sentences stand in `words`, one
//! file for each language; mark-up is made in `html` only.
//!
//! INVARIANT: the same rulebook and locale give the same page; conditions are never shown as they are written.
//! COST: one walk over the rulebook for each section; tens of kilobytes of text.

mod about;
mod bound;
mod by_level;
mod closing;
mod condition;
mod context;
mod earning;
mod gives;
mod having;
mod html;
mod levels;
mod metric;
mod offers;
mod people;
mod play;
mod reduction;
mod spending;
mod terms;
mod value;
mod view;
mod words;

pub use view::{View, ViewItem, ViewSection, view};

use crate::rulebook::Rulebook;
use context::Page;
use html::{Block, Document, Section};

/// All of something, in millionths.
const WHOLE: i64 = 1_000_000;
/// Longer texts do not fit beside a name on a telephone.
const LONGEST_BADGE: usize = 36;

/// The rules page of a programme in a locale: a whole HTML document that needs nothing else. Names fall back to
/// another locale of the programme where they are missing, sentences to English.
#[must_use]
pub fn rules_page(book: &Rulebook, locale: &str) -> String {
    let page = Page::new(book, locale);
    let words = page.words;
    let heading = page.name(&book.name);
    let zone = book.time_zone.replace('_', " ");
    let closing =
        page.say(words.closing, [("currency", book.currency.to_string()), ("zone", zone)]);
    Document {
        locale,
        title: page.say(words.title, [("programme", heading.clone())]),
        heading,
        lead: words.lead.to_owned(),
        sections: page.sections(),
        closing: vec![closing],
        words,
    }
    .html()
}

impl Page<'_> {
    fn sections(&self) -> Vec<Section> {
        let sections = [
            self.about(),
            self.joining(),
            self.earning(),
            self.gifts(),
            self.spending(),
            self.levels(),
            self.offers(),
            self.coupons(),
            self.stamps(),
            self.rewards(),
            self.benefits(),
            self.plans(),
            self.choices(),
            self.access(),
            self.proofs(),
            self.referral(),
            self.groups(),
            self.giving(),
            self.partners(),
            self.play(),
            self.surprises(),
            self.raffles(),
            self.causes(),
            self.certificates(),
            self.guarantee(),
            self.expiry(),
            self.returns(),
            self.fine_print(),
        ];
        sections.into_iter().flatten().collect()
    }

    /// A section, unless there is nothing in it.
    fn section(&self, id: &'static str, title: &str, mut blocks: Vec<Block>) -> Option<Section> {
        for block in &mut blocks {
            if let Block::Items(items) = block {
                items.iter_mut().for_each(|item| item.badge = self.capital(&item.badge));
            }
        }
        blocks.retain(|block| match block {
            Block::Points(points) => !points.is_empty(),
            Block::Items(items) => !items.is_empty(),
            _ => true,
        });
        (!blocks.is_empty()).then(|| Section { id, title: title.to_owned(), blocks })
    }
}
