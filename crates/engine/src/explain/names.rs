//! Names of whatever the document calls so. Keys that it does not know (a
//! partner registered elsewhere, a rule that is gone) stand for themselves.

use super::words::Words;
use model::Key;
use programme::rulebook::{Rulebook, Text};

impl Words<'_> {
    /// The name behind a key, wherever in the document it is.
    pub(super) fn name(&self, key: &Key) -> String {
        let book = self.book;
        let found = [rules_and_units, sections, play, parts]
            .into_iter()
            .find_map(|find| find(book, key).filter(|text| !text.get(self.locale).is_empty()));
        self.named(found, key)
    }

    /// A name that was looked up where it had to be.
    pub(super) fn named(&self, text: Option<&Text>, key: &Key) -> String {
        let named = text.map(|text| text.get(self.locale)).filter(|name| !name.is_empty());
        named.unwrap_or(key.as_str()).to_owned()
    }
}

fn rules_and_units<'a>(book: &'a Rulebook, key: &Key) -> Option<&'a Text> {
    let wanted = key.as_str();
    let levels = || book.tracks.iter().flat_map(|t| &t.levels);
    book.rule(wanted)
        .map(|r| &r.name)
        .or_else(|| book.reward(wanted).map(|r| &r.name))
        .or_else(|| book.conversions.iter().find(|c| c.key == *key).map(|c| &c.name))
        .or_else(|| levels().find(|l| l.key == *key).map(|l| &l.name))
        .or_else(|| book.certificate(wanted).map(|c| &c.name))
        .or_else(|| book.event(wanted).map(|e| &e.name))
        .or_else(|| book.unit(wanted).map(|u| &u.name))
}

fn sections<'a>(book: &'a Rulebook, key: &Key) -> Option<&'a Text> {
    let wanted = key.as_str();
    book.choice(wanted)
        .map(|c| &c.name)
        .or_else(|| book.plan(wanted).map(|p| &p.name))
        .or_else(|| book.verification(wanted).map(|v| &v.name))
        .or_else(|| book.product(wanted).map(|p| &p.name))
        .or_else(|| book.access.iter().find(|a| a.key == *key).map(|a| &a.name))
        .or_else(|| book.group_kind(wanted).map(|g| &g.name))
        .or_else(|| book.cause(wanted).map(|c| &c.name))
        .or_else(|| book.exchange(wanted).map(|e| &e.name))
        .or_else(|| book.partner(wanted).map(|p| &p.name))
}

fn play<'a>(book: &'a Rulebook, key: &Key) -> Option<&'a Text> {
    let wanted = key.as_str();
    book.surprise(wanted)
        .map(|s| &s.name)
        .or_else(|| book.raffle(wanted).map(|r| &r.name))
        .or_else(|| book.quests.iter().find(|q| q.key == *key).map(|q| &q.name))
        .or_else(|| book.badge(wanted).map(|b| &b.name))
        .or_else(|| book.leaderboard(wanted).map(|b| &b.name))
        .or_else(|| book.track(wanted).map(|t| &t.name))
        .or_else(|| book.metric(wanted).map(|m| &m.name))
}

/// Parts of others, whose keys are unique only within their whole.
fn parts<'a>(book: &'a Rulebook, key: &Key) -> Option<&'a Text> {
    let options = book.choices.iter().flat_map(|c| &c.options);
    let rewards = book.catalogue.iter().flat_map(|r| &r.options);
    let entries = book.surprises.iter().flat_map(|s| &s.entries);
    let prizes = book.raffles.iter().flat_map(|r| &r.prizes);
    let steps = book.quests.iter().flat_map(|q| &q.steps);
    let mut named = options
        .map(|(key, name)| (key, name))
        .chain(rewards.map(|o| (&o.key, &o.name)))
        .chain(entries.map(|e| (&e.key, &e.name)))
        .chain(prizes.map(|p| (&p.key, &p.name)))
        .chain(steps.map(|(name, metric, _)| (metric, name)));
    named.find(|(found, _)| *found == key).map(|(_, name)| name)
}
