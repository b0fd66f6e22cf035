//! Comparing what a member chose, proved and shares with others, and what is due to whom.

use super::compare::{Differences, list};
use super::expectation::{ExpectSection, MeterExpectation, Names, Standing};
use super::scalars;
use super::world::{Happened, StepError, World, find, wrong};
use crate::{causes, groups, leaderboards, memberships, partners};
use model::amount::format_decimal;
use model::{Event, Key, Snapshot};
use programme::rulebook::MetricKind;
use std::collections::BTreeMap;

impl World {
    /// What the step itself did: words to the member, draws, money that became due.
    pub(super) async fn compare_step(
        &self,
        expect: &ExpectSection,
        happened: &Happened,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let events = || happened.events.iter().map(|happening| &happening.event);
        let messages = events().filter_map(|event| match event {
            Event::MessageWanted { text } => Some(text.to_string()),
            _ => None,
        });
        found.all("messages", expect.messages.as_deref(), messages);
        let held_out = events().filter_map(|event| match event {
            Event::HeldOut { rule } => Some(rule.to_string()),
            _ => None,
        });
        found.all("held_out", expect.held_out.as_deref(), held_out);
        let drawn = events().filter_map(|event| match event {
            Event::SurpriseDrawn { entry, .. } => Some(entry.to_string()),
            _ => None,
        });
        let surprise = expect.surprise.as_ref().map(|names| match names {
            Names::One(name) => std::slice::from_ref(name),
            Names::Several(names) => names,
        });
        found.all("surprise", surprise, drawn);
        if expect.accrued.is_none() && expect.winners.is_none() {
            return Ok(());
        }
        let (mut accrued, mut winners) = (BTreeMap::new(), BTreeMap::new());
        for entry in self.written().await? {
            for happening in &entry.events {
                match &happening.event {
                    Event::Accrued { party, amount, .. } => {
                        *accrued.entry(party.clone()).or_insert(0) += amount.0;
                    }
                    Event::PrizeWon { prize, .. } => {
                        *winners.entry(prize.clone()).or_insert(0) += 1;
                    }
                    _ => {}
                }
            }
        }
        if let Some(expected) = &expect.accrued {
            let scale = self.rulebook.currency_scale;
            self.compare_all("accrued", expected, &accrued, |_| scale, found)?;
        }
        match &expect.winners {
            Some(expected) => self.compare_all("winners", expected, &winners, |_| 0, found),
            None => Ok(()),
        }
    }

    /// What the member is, chose, proved and belongs to.
    pub(super) fn compare_own(
        &self,
        expect: &ExpectSection,
        state: &Snapshot,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let now = self.tessera.now();
        let member = &state.member;
        let tags = || member.profile.tags.iter();
        found.all("tags", expect.tags.as_deref(), tags().map(Key::to_string));
        let badges = tags().filter(|tag| self.rulebook.badge(tag.as_str()).is_some());
        found.all("badges", expect.badges.as_deref(), badges.map(Key::to_string));
        let verified = member.verifications.iter();
        let verified = verified.filter(|(_, until)| until.is_none_or(|until| now < until));
        let verified = verified.map(|(kind, _)| kind.to_string());
        found.all("verified", expect.verified.as_deref(), verified);
        let products = member.products.iter();
        let products = products.filter(|p| p.until.is_none_or(|until| now < until));
        found.all("products", expect.products.as_deref(), products.map(|p| p.product.to_string()));
        let waiting = member.submissions.iter().map(|s| s.event.to_string());
        found.all("submissions", expect.submissions.as_deref(), waiting);
        let wanted = expect.groups.as_deref().unwrap_or_default();
        let groups = member.seats.iter().map(|seat| {
            let own_name = wanted.iter().any(|name| seat.key == name.as_str());
            if own_name { seat.key.to_string() } else { seat.kind.to_string() }
        });
        found.all("groups", expect.groups.as_deref(), groups);
        if let Some(scheduled) = expect.scheduled {
            let got = member.scheduled.len().to_string();
            found.same("scheduled", &scheduled.to_string(), &got);
        }
        for (choice, options) in &expect.choices {
            let declared = self.rulebook.choice(choice);
            let declared =
                declared.ok_or_else(|| wrong(format!("there is no choice `{choice}`")))?;
            let counts = engine::chosen(&self.rulebook, state, declared, now);
            let counts = counts.iter().map(Key::to_string);
            found.all(&format!("choices.{choice}"), Some(options), counts);
        }
        self.compare_memberships(expect, state, found)
    }

    fn compare_memberships(
        &self,
        expect: &ExpectSection,
        state: &Snapshot,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        for (plan, expected) in &expect.memberships {
            let terms = state.member.memberships.iter().filter(|term| term.plan == plan.as_str());
            let until = terms.map(|term| term.until).max();
            let key = format!("memberships.{plan}");
            let expected = expected.0.trim();
            let got = match until {
                None => "none".to_owned(),
                // As exact as what is expected.
                Some(until) if expected.contains('T') => {
                    self.rulebook.calendar.local(until).to_string()
                }
                Some(until) => self.rulebook.calendar.day(until).to_string(),
            };
            let wanted = match (expected, expected.contains('T')) {
                ("none", _) | (_, false) => expected.to_owned(),
                (text, true) => scalars::local_time(text).map_err(wrong)?.to_string(),
            };
            found.same(key, &wanted, &got);
        }
        Ok(())
    }

    /// Whether a membership has paid for itself.
    pub(super) async fn compare_meter(
        &self,
        expected: &MeterExpectation,
        member: model::id::MemberId,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let plan = Key::new(&expected.membership);
        let meter = memberships::meter(&self.tessera, &member.into(), &plan).await?;
        self.compare_money("meter.saved", expected.saved.as_ref(), meter.saved, found)?;
        self.compare_money("meter.left", expected.left.as_ref(), meter.left, found)?;
        let break_even = meter.break_even.unwrap_or_default();
        self.compare_number("meter.break_even", expected.break_even.as_ref(), break_even, 3, found)
    }

    /// What groups hold, what is due, what came together, and who is ahead.
    pub(super) async fn compare_shared(
        &self,
        expect: &ExpectSection,
        happened: &Happened,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        for (name, units) in &expect.group_balance {
            let group = find(&self.groups, name, "group")?;
            let state = groups::get(&self.tessera, group).await?.snapshot;
            for (unit, number) in units {
                let got = state.holdings.spendable(unit);
                let key = format!("group_balance.{name}.{unit}");
                self.compare_number(&key, Some(number), got.0, self.scale(unit), found)?;
            }
        }
        for (name, number) in &expect.counters {
            let key = format!("counters.{name}");
            if self.rulebook.cause(name).is_some() {
                let amount = causes::amount(&self.tessera, &Key::new(name)).await?;
                self.compare_money(&key, Some(number), amount, found)?;
            } else {
                let count = self.tessera.store().counter(name).await;
                let count = count.map_err(crate::Error::from)?;
                self.compare_number(&key, Some(number), count, 0, found)?;
            }
        }
        self.compare_statement(expect, happened, found).await?;
        for (board, places) in &expect.leaderboard {
            self.compare_leaderboard(board, places, found).await?;
        }
        Ok(())
    }

    /// The statement of the present period, which must be what the journal itself says.
    async fn compare_statement(
        &self,
        expect: &ExpectSection,
        happened: &Happened,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let Some(expected) = &expect.statement else {
            return Ok(());
        };
        let rows = match &happened.closed {
            Some(closed) => closed.rows.clone(),
            None => {
                crate::projector::project_now(&self.tessera).await?;
                let period = partners::period_at(&self.tessera, self.tessera.now()).await?;
                let statement = partners::statement(&self.tessera, period).await?;
                let again = partners::recompute(&self.tessera, period).await?;
                found.same("statement", &format!("{again:?}"), &format!("{:?}", statement.rows));
                statement.rows
            }
        };
        let mut nets: BTreeMap<Key, i64> = BTreeMap::new();
        for row in rows {
            *nets.entry(row.party).or_default() += row.amount.0;
        }
        let scale = self.rulebook.currency_scale;
        self.compare_all("statement", expected, &nets, |_| scale, found)
    }

    async fn compare_leaderboard(
        &self,
        board: &str,
        places: &[Standing],
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let locale = &self.locale;
        let got = leaderboards::get(&self.tessera, &Key::new(board), None, locale).await?;
        let scale = match &got.kind {
            MetricKind::Money => self.rulebook.currency_scale,
            MetricKind::Number => 3,
            MetricKind::Units(unit) => self.scale(unit.as_str()),
        };
        let with_values = matches!(places.first(), Some(Standing::Value(..)));
        let place = |name: &str, value: i64| match with_values {
            true => format!("{name} {}", format_decimal(value, scale)),
            false => name.to_owned(),
        };
        let mut wanted = Vec::new();
        for expected in places {
            wanted.push(match expected {
                Standing::Name(name) => name.clone(),
                Standing::Value(name, number) => {
                    let value = scalars::number(&number.0, scale).map_err(wrong)?;
                    place(name.as_deref().unwrap_or("?"), value)
                }
            });
        }
        let got = got.top.iter();
        let got: Vec<String> =
            got.map(|p| place(p.name.as_deref().unwrap_or("?"), p.value)).collect();
        found.same(format!("leaderboard.{board}"), &list(&wanted), &list(&got));
        Ok(())
    }
}

/// Whether a member is needed to compare.
pub(super) fn needs_member(expect: &ExpectSection) -> bool {
    let lists = [
        &expect.tags,
        &expect.badges,
        &expect.verified,
        &expect.products,
        &expect.submissions,
        &expect.groups,
    ];
    lists.iter().any(|list| list.is_some())
        || expect.scheduled.is_some()
        || expect.meter.is_some()
        || !expect.choices.is_empty()
        || !expect.memberships.is_empty()
}
