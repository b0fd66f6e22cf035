//! The levels of a track: one table of what each gives and how to reach it, and how they are kept.

use super::context::Page;
use super::html::{Block, Item, Section, Table};
use crate::rulebook::{Downgrade, Level, Reward, Rule, Term, Track, Trigger, Value};
use model::calendar::Window;

type Cells = Vec<Vec<String>>;

impl<'b> Page<'b> {
    /// Tracks that people see: not those that ladders make for themselves.
    pub(super) fn tracks(&self) -> impl Iterator<Item = &'b Track> {
        let book = self.book;
        book.tracks.iter().filter(|track| {
            book.rule(track.key.as_str()).is_none_or(|rule| rule.section != *"ladders")
        })
    }

    /// The benefits table of every track.
    pub(super) fn levels(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        for track in self.tracks() {
            let mut head = vec![self.name(&track.name)];
            head.extend(track.levels.iter().map(|level| self.name(&level.name)));
            let caption = self.say(self.words.levels_of, [("track", self.name(&track.name))]);
            blocks.push(Block::Table(Table { caption, head, rows: self.level_rows(track) }));
            blocks.push(Block::Points(self.keeping(track)));
        }
        self.section("levels", self.words.h_levels, blocks)
    }

    fn level_rows(&self, track: &Track) -> Vec<(String, Cells)> {
        let words = self.words;
        let each = |cell: &dyn Fn(&Level) -> Vec<String>| track.levels.iter().map(cell).collect();
        let mut rows: Vec<(String, Cells)> = vec![
            (words.row_reach.to_owned(), each(&|level| self.reached_by(level))),
            (words.row_held.to_owned(), each(&|level| vec![self.held(track, level)])),
        ];
        rows.extend(self.book.rules.iter().filter_map(|rule| self.rule_row(track, rule)));
        let reward = |reward: &Reward| self.reward_row(track, reward);
        rows.extend(self.book.catalogue.iter().filter_map(reward));
        for access in &self.book.access {
            let levels = self.gate(track, access.condition.as_ref());
            let row = levels.map(|levels| self.cells(track, &levels, words.yes));
            rows.extend(row.map(|cells| (self.name(&access.name), cells)));
        }
        if track.levels.iter().any(|level| !level.benefits.is_empty()) {
            let more = |level: &Level| level.benefits.iter().map(|text| self.name(text)).collect();
            rows.push((words.row_more.to_owned(), each(&more)));
        }
        rows
    }

    fn reached_by(&self, level: &Level) -> Vec<String> {
        let words = self.words;
        if level.on_joining {
            return vec![words.reach_joining.to_owned()];
        }
        let mut ways: Vec<String> = Vec::new();
        if level.by_invitation {
            ways.push(words.reach_invitation.to_owned());
        }
        let thresholds: Vec<String> =
            level.thresholds.iter().map(|threshold| self.threshold(threshold)).collect();
        if !thresholds.is_empty() {
            ways.push(self.alternatives(&thresholds));
        }
        if level.condition.is_some() {
            ways.extend(self.who_and_what(level.condition.as_ref(), None));
        }
        ways.iter().map(|way| self.capital(way)).collect()
    }

    fn held(&self, track: &Track, level: &Level) -> String {
        let words = self.words;
        if level.by_condition {
            return words.held_condition.to_owned();
        }
        let lowest = track.levels.first().is_some_and(|first| first.key == level.key);
        match track.term {
            _ if lowest && level.on_joining => words.held_for_good.to_owned(),
            Term::ForGood if matches!(track.downgrade, Downgrade::OneStepPerIdlePeriod(_)) => {
                words.held_active.to_owned()
            }
            Term::ForGood => words.held_for_good.to_owned(),
            Term::For(span) => self.span(span),
            Term::EndOf { window, plus } => self.capital(self.end_of(window, plus)),
        }
    }

    /// `until the end of the next year`.
    pub(super) fn end_of(&self, window: Window, plus: u8) -> &'static str {
        let words = self.words;
        match (window, plus) {
            (Window::Day, _) => words.end_day,
            (Window::Week, _) => words.end_week,
            (Window::Month, 0) => words.end_month,
            (Window::Month, _) => words.end_next_month,
            (Window::Quarter, 0) => words.end_quarter,
            (Window::Quarter, _) => words.end_next_quarter,
            (_, 0) => words.end_year,
            _ => words.end_next_year,
        }
    }

    /// How levels are reached and lost.
    fn keeping(&self, track: &Track) -> Vec<String> {
        let words = self.words;
        let climbs = track.levels.iter().any(|level| !level.thresholds.is_empty());
        let mut points = Vec::new();
        if climbs {
            let when = if track.at_once { words.keep_at_once } else { words.keep_at_end };
            points.push(when.to_owned());
        }
        match track.downgrade {
            Downgrade::Never => {}
            Downgrade::Requalified => points.push(words.keep_requalified.to_owned()),
            Downgrade::OneStep => points.push(words.keep_one_step.to_owned()),
            Downgrade::OneStepPerIdlePeriod(window) => points.push(self.idle(window)),
        }
        if track.grace_days > 0 {
            points.push(self.counted(words.keep_grace, i64::from(track.grace_days), 0));
        }
        points
    }

    /// What a rule gives by level, or only to some levels.
    fn rule_row(&self, track: &Track, rule: &'b Rule) -> Option<(String, Cells)> {
        let name = self.given_name(rule).unwrap_or_else(|| self.name(&rule.name));
        if let Trigger::TierReached { track: key, tier: Some(tier) } = &rule.trigger {
            let gifts = self.gives(&rule.effects);
            let gifts: Vec<String> = gifts.iter().map(|gift| self.capital(gift)).collect();
            let level = track.levels.iter().position(|level| level.key == *tier)?;
            let row = *key == track.key && !gifts.is_empty();
            let heading =
                self.given_name(rule).unwrap_or_else(|| self.words.row_welcome.to_owned());
            return row.then(|| {
                let cell = |at| if at == level { gifts.clone() } else { Vec::new() };
                (heading, (0..track.levels.len()).map(cell).collect())
            });
        }
        if let Some(by_level) = self.by_level(track, rule) {
            let cell = |level: &Level| self.at_level(&by_level, &level.key);
            let cells = track.levels.iter().map(cell).collect();
            let heading = match by_level.basis.as_str() {
                "" => name,
                basis => {
                    let fields = [("name", name), ("basis", basis.to_owned())];
                    self.say(self.words.row_basis, fields)
                }
            };
            return Some((heading, cells));
        }
        let levels = self.gate(track, rule.condition.as_ref())?;
        let mut item = Item::default();
        match rule.section.as_str() {
            "offers" | "coupons" | "volume_steps" => self.reductions(&mut item, rule),
            "earning" => item = self.earning_item(rule),
            _ => self.gives_into(&mut item, &rule.effects),
        }
        let text = if item.badge.is_empty() { item.text.first() } else { Some(&item.badge) };
        let text = text.map_or_else(|| self.words.yes.to_owned(), |text| self.capital(text));
        Some((name, self.cells(track, &levels, &text)))
    }

    /// The levels that a condition of this track lets in.
    fn gate(
        &self,
        track: &Track,
        condition: Option<&crate::condition::Condition>,
    ) -> Option<Vec<usize>> {
        let gates = self.told(&[condition]).levels;
        let here = |place: usize| self.book.tracks.get(place).is_some_and(|t| t.key == track.key);
        gates.into_iter().find(|(place, _)| here(*place)).map(|(_, levels)| levels)
    }

    fn cells(&self, track: &Track, levels: &[usize], text: &str) -> Cells {
        let cell = |at| if levels.contains(&at) { vec![text.to_owned()] } else { Vec::new() };
        (0..track.levels.len()).map(cell).collect()
    }

    /// Benefits, and rewards that only some levels can choose.
    fn reward_row(&self, track: &Track, reward: &Reward) -> Option<(String, Cells)> {
        let name = self.name(&reward.name);
        let all: Vec<usize> = (0..track.levels.len()).collect();
        let gate = self.gate(track, reward.condition.as_ref());
        if !reward.benefit {
            return gate.map(|levels| (name, self.cells(track, &levels, self.words.yes)));
        }
        // A benefit of another track's levels is told in that track's table.
        if gate.is_none() && !self.told(&[reward.condition.as_ref()]).levels.is_empty() {
            return None;
        }
        let levels = gate.unwrap_or(all);
        let quota = |at: usize| match &reward.quota {
            None => vec![self.words.yes.to_owned()],
            Some(quota) => match &quota.value {
                Value::ByTier { track: key, values } if *key == track.key => {
                    let level = &track.levels[at].key;
                    let value = values.iter().find(|(key, n)| key == level && *n != 0);
                    value.map(|(_, n)| vec![self.quota(*n, quota.window)]).unwrap_or_default()
                }
                Value::Fixed(number) => vec![self.quota(*number, quota.window)],
                _ => vec![self.words.yes.to_owned()],
            },
        };
        let cell = |at| if levels.contains(&at) { quota(at) } else { Vec::new() };
        Some((name, (0..track.levels.len()).map(cell).collect()))
    }
}
