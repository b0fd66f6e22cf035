//! Values that may depend: one number where there is one, else a table by level or by step.

use super::context::Page;
use super::html::{Item, Table};
use crate::rulebook::{Steps, Track, Value};
use model::Key;

/// What a value is of, for people.
pub(super) struct Of<'f> {
    /// Heading of the numbers in a table: `Discount`.
    pub(super) heading: String,
    /// One number, in words.
    pub(super) show: &'f dyn Fn(i64) -> String,
}

impl Page<'_> {
    /// Shows a value in an item: a single number through `single`, everything else as a table with a caption.
    pub(super) fn value(
        &self,
        item: &mut Item,
        value: &Value,
        of: &Of<'_>,
        single: &dyn Fn(&mut Item, String),
    ) {
        match value {
            Value::Fixed(number) => single(item, (of.show)(*number)),
            Value::ByTier { track, values } => self.by_tier(item, track, values, of, single),
            Value::Steps(steps) => self.by_steps(item, steps, of),
            Value::Formula { .. } => item.text.push(self.words.computed.to_owned()),
        }
    }

    fn by_tier(
        &self,
        item: &mut Item,
        key: &Key,
        values: &[(Key, i64)],
        of: &Of<'_>,
        single: &dyn Fn(&mut Item, String),
    ) {
        let Some(track) = self.book.track(key.as_str()) else { return };
        let given: Vec<&(Key, i64)> = values.iter().filter(|(_, number)| *number != 0).collect();
        if let [(_, first), rest @ ..] = given.as_slice()
            && rest.iter().all(|(_, number)| number == first)
        {
            single(item, (of.show)(*first));
            let has = |level: &Key| given.iter().any(|(tier, _)| tier == level);
            if !track.levels.iter().all(|level| has(&level.key)) {
                let levels: Vec<usize> =
                    (0..track.levels.len()).filter(|at| has(&track.levels[*at].key)).collect();
                item.details.push(self.only_levels(track, &levels));
            }
            return;
        }
        let cell = |level: &Key| {
            let number = given.iter().find(|(tier, _)| tier == level);
            number.map(|(_, number)| vec![(of.show)(*number)]).unwrap_or_default()
        };
        let rows = track.levels.iter().map(|l| (self.name(&l.name), vec![cell(&l.key)])).collect();
        item.table = Some(Table {
            caption: self.name(&track.name),
            head: vec![self.words.level.to_owned(), of.heading.clone()],
            rows,
        });
    }

    fn by_steps(&self, item: &mut Item, steps: &Steps, of: &Of<'_>) {
        let words = self.words;
        let template = if steps.marginal { words.step_after } else { words.step_from };
        let row = |(from, number): &(i64, i64)| {
            let amount = self.step_amount(&steps.of, *from);
            let label = self.say(template, [("amount", amount)]);
            (self.capital(&label), vec![vec![(of.show)(*number)]])
        };
        item.table = Some(Table {
            caption: self.say(words.grows_with, [("source", self.source(&steps.of))]),
            head: vec![self.capital(&self.source(&steps.of)), of.heading.clone()],
            rows: steps.table.iter().map(row).collect(),
        });
        if steps.marginal {
            item.details.push(words.marginal.to_owned());
        }
    }

    /// `Only for Silver and Gold.`
    pub(super) fn only_levels(&self, track: &Track, levels: &[usize]) -> String {
        let names = levels.iter().filter_map(|at| track.levels.get(*at));
        let names: Vec<String> = names.map(|level| self.name(&level.name)).collect();
        self.say(self.words.c_levels, [("levels", self.list(&names))])
    }
}
