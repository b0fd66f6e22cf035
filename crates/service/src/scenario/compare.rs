//! Comparing what was expected with what is.

use super::compare_bonds;
use super::document::Map;
use super::expectation::{ExpectSection, HintSection, LineExpectation};
use super::scalars::{self, Number};
use super::world::{Happened, StepError, World, find, wrong};
use crate::view::{hint_sentence, refusal_sentence, sentences};
use crate::{certificates, members};
use model::amount::format_decimal;
use model::holdings::UnitHolding;
use model::outcome::{Hint, Missing, ReceiptOutcome};
use model::{Event, Key, Money, Snapshot, Units};
use programme::rulebook::MetricKind;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Something that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// Which expectation, such as `balance.points`.
    pub key: String,
    /// What was expected.
    pub expected: String,
    /// What is.
    pub got: String,
}

/// Collects differences.
#[derive(Default)]
pub(super) struct Differences(Vec<Difference>);

impl Differences {
    /// The same words in any order, where some are expected.
    pub(super) fn all(
        &mut self,
        key: &str,
        expected: Option<&[String]>,
        got: impl Iterator<Item = String>,
    ) {
        if let Some(expected) = expected {
            let (mut wanted, mut got) = (expected.to_vec(), got.collect::<Vec<_>>());
            wanted.sort();
            got.sort();
            self.same(key, &list(&wanted), &list(&got));
        }
    }

    pub(super) fn same(&mut self, key: impl Into<String>, expected: &str, got: &str) {
        if expected != got {
            self.0.push(Difference {
                key: key.into(),
                expected: expected.to_owned(),
                got: got.to_owned(),
            });
        }
    }
}

impl World {
    /// Everything that is not as expected after a step.
    pub(super) async fn compare(
        &self,
        expect: &ExpectSection,
        happened: &Happened,
    ) -> Result<Vec<Difference>, StepError> {
        let mut found = Differences::default();
        self.compare_receipt(expect, happened, &mut found)?;
        self.compare_events(expect, happened, &mut found)?;
        self.compare_words(expect, happened, &mut found)?;
        self.compare_step(expect, happened, &mut found).await?;
        self.compare_shared(expect, happened, &mut found).await?;
        let name = expect.member.as_ref().or(self.latest_member.as_ref());
        if needs_member(expect) || compare_bonds::needs_member(expect) {
            let name = name.ok_or_else(|| wrong("say which member is meant"))?;
            let member = self.member(name)?;
            let state = members::state(&self.tessera, member).await?;
            self.compare_member(expect, &state, &mut found)?;
            self.compare_own(expect, &state, &mut found)?;
            if let Some(meter) = &expect.meter {
                self.compare_meter(meter, member, &mut found).await?;
            }
        }
        for (name, number) in &expect.certificate {
            let plain = name.strip_prefix('$').unwrap_or(name);
            let id = find(&self.certificates, plain, "certificate")?;
            let balance = certificates::get(&self.tessera, id).await?.balance;
            let key = format!("certificate.{name}");
            self.compare_money(&key, Some(number), balance, &mut found)?;
        }
        Ok(found.0)
    }

    pub(super) fn compare_money(
        &self,
        key: &str,
        expected: Option<&Number>,
        got: Money,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let scale = self.rulebook.currency_scale;
        self.compare_number(key, expected, got.0, scale, found)
    }

    pub(super) fn compare_number(
        &self,
        key: &str,
        expected: Option<&Number>,
        got: i64,
        scale: u8,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let Some(expected) = expected else {
            return Ok(());
        };
        let wanted = scalars::number(&expected.0, scale).map_err(wrong)?;
        let (wanted, got) = (format_decimal(wanted, scale), format_decimal(got, scale));
        found.same(key, &wanted.to_string(), &got.to_string());
        Ok(())
    }

    fn compare_receipt(
        &self,
        expect: &ExpectSection,
        happened: &Happened,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let nothing = ReceiptOutcome::default();
        let receipt = happened.outcome.receipt.as_ref().unwrap_or(&nothing);
        for (key, expected, got) in [
            ("total", &expect.total, receipt.total),
            ("discount", &expect.discount, receipt.discount),
            ("payable", &expect.payable, receipt.payable),
            ("by_units", &expect.by_units, receipt.by_units),
            ("by_certificates", &expect.by_certificates, receipt.by_certificates),
        ] {
            self.compare_money(key, expected.as_ref(), got, found)?;
        }
        let refund = happened.outcome.refund.clone().unwrap_or_default();
        for (key, expected, got) in [
            ("refund", &expect.refund, refund.money),
            ("refund_by_units", &expect.refund_by_units, refund.by_units),
            ("refund_by_certificates", &expect.refund_by_certificates, refund.by_certificates),
        ] {
            self.compare_money(key, expected.as_ref(), got, found)?;
        }
        for (id, expected) in &expect.lines {
            self.compare_line(id, expected, receipt, found)?;
        }
        Ok(())
    }

    fn compare_line(
        &self,
        id: &str,
        expected: &LineExpectation,
        receipt: &ReceiptOutcome,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let Some(line) = receipt.lines.iter().find(|line| line.id == *id) else {
            return Err(wrong(format!("the receipt has no line `{id}`")));
        };
        let key = |name: &str| format!("lines.{id}.{name}");
        self.compare_money(&key("discount"), expected.discount.as_ref(), line.discount, found)?;
        self.compare_money(&key("paid"), expected.paid.as_ref(), line.paid(), found)?;
        self.compare_number(&key("free"), expected.free.as_ref(), line.free.0, 3, found)
    }

    fn compare_events(
        &self,
        expect: &ExpectSection,
        happened: &Happened,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let mut sums: [BTreeMap<Key, i64>; 5] = Default::default();
        for happening in &happened.events {
            let (place, name, amount) = match &happening.event {
                Event::Earned { unit, amount, .. } => (0, unit, amount.0),
                Event::Spent { unit, amount, .. } => (1, unit, amount.0),
                Event::Unearned { unit, amount, .. } => (2, unit, amount.0),
                Event::Unspent { unit, amount, .. } => (3, unit, amount.0),
                Event::Discounted { amount, .. } => match &happening.because.rule {
                    Some(rule) => (4, rule, amount.0),
                    None => continue,
                },
                _ => continue,
            };
            *sums[place].entry(name.clone()).or_default() += amount;
        }
        let units = [
            ("earned", &expect.earned),
            ("spent", &expect.spent),
            ("taken_back", &expect.taken_back),
            ("given_back", &expect.given_back),
        ];
        for ((key, expected), got) in units.into_iter().zip(&sums) {
            if let Some(expected) = expected {
                self.compare_all(key, expected, got, |unit| self.scale(unit), found)?;
            }
        }
        if let Some(expected) = &expect.discounts {
            let scale = self.rulebook.currency_scale;
            self.compare_all("discounts", expected, &sums[4], |_| scale, found)?;
        }
        Ok(())
    }

    /// All names of both sides; what is not named is nothing.
    pub(super) fn compare_all(
        &self,
        key: &str,
        expected: &Map<Number>,
        got: &BTreeMap<Key, i64>,
        scale: impl Fn(&str) -> u8,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        for (name, number) in expected {
            let got = got.get(name.as_str()).copied().unwrap_or(0);
            let key = format!("{key}.{name}");
            self.compare_number(&key, Some(number), got, scale(name), found)?;
        }
        for (name, got) in got {
            if *got != 0 && !expected.contains_key(name.as_str()) {
                let got = format_decimal(*got, scale(name.as_str())).to_string();
                found.same(format!("{key}.{name}"), "nothing", &got);
            }
        }
        Ok(())
    }

    fn compare_words(
        &self,
        expect: &ExpectSection,
        happened: &Happened,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let refusals = happened.outcome.refusals.iter();
        let mut got: Vec<String> = refusals.map(|r| r.code.to_string()).collect();
        got.sort();
        let mut wanted = expect.refusals.clone().unwrap_or_default();
        wanted.sort();
        found.same("refusals", &list(&wanted), &list(&got));
        if let Some(expected) = &expect.hints {
            self.compare_hints(expected, &happened.outcome.hints, found)?;
        }
        let explanation = self.explanation(happened).join("\n");
        for text in &expect.explains {
            if !explanation.contains(text) {
                found.same("explains", text, &explanation);
            }
        }
        Ok(())
    }

    fn compare_hints(
        &self,
        expected: &[HintSection],
        hints: &[Hint],
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let mut got = Vec::new();
        for (place, hint) in hints.iter().enumerate() {
            let with_missing = matches!(expected.get(place), Some(HintSection::Missing(_)));
            let missing = hint.missing.as_ref().filter(|_| with_missing);
            got.push(match missing {
                Some(missing) => format!("{} {}", hint.text, self.missing(missing)),
                None => hint.text.to_string(),
            });
        }
        let mut wanted = Vec::new();
        for (place, hint) in expected.iter().enumerate() {
            wanted.push(match hint {
                HintSection::Text(text) => text.clone(),
                HintSection::Missing(hint) => {
                    let scale = match hints.get(place).and_then(|h| h.missing.as_ref()) {
                        Some(missing) => self.missing_scale(missing),
                        None => 3,
                    };
                    let number = scalars::number(&hint.missing.0, scale).map_err(wrong)?;
                    format!("{} {}", hint.text, format_decimal(number, scale))
                }
            });
        }
        found.same("hints", &list(&wanted), &list(&got));
        Ok(())
    }

    fn missing_scale(&self, missing: &Missing) -> u8 {
        match missing {
            Missing::Money(_) => self.rulebook.currency_scale,
            Missing::Units { unit, .. } => self.scale(unit.as_str()),
            Missing::Quantity(_) | Missing::Number(_) => 3,
        }
    }

    fn missing(&self, missing: &Missing) -> String {
        let amount = match missing {
            Missing::Money(money) => money.0,
            Missing::Units { amount, .. } => amount.0,
            Missing::Quantity(quantity) => quantity.0,
            Missing::Number(number) => *number,
        };
        format_decimal(amount, self.missing_scale(missing)).to_string()
    }

    fn compare_member(
        &self,
        expect: &ExpectSection,
        state: &Arc<Snapshot>,
        found: &mut Differences,
    ) -> Result<(), StepError> {
        let nothing = UnitHolding::default();
        let debt = |holding: &UnitHolding| holding.debt;
        type Amount = fn(&UnitHolding) -> Units;
        let amounts: [(&str, &Map<Number>, Amount); 4] = [
            ("balance", &expect.balance, UnitHolding::spendable),
            ("pending", &expect.pending, UnitHolding::pending),
            ("held", &expect.held, UnitHolding::held),
            ("debt", &expect.debt, debt),
        ];
        for (key, expected, amount) in amounts {
            for (unit, number) in expected {
                let got = amount(state.holdings.unit(unit).unwrap_or(&nothing));
                let key = format!("{key}.{unit}");
                self.compare_number(&key, Some(number), got.0, self.scale(unit), found)?;
            }
        }
        for (track, tier) in &expect.tier {
            let held = state.member.tiers.get(track.as_str());
            let held = held.map_or("none", |held| held.tier.as_str());
            found.same(format!("tier.{track}"), tier, held);
        }
        let coupons = state.member.coupons.iter().map(|c| c.coupon.to_string());
        found.all("coupons", expect.coupons.as_deref(), coupons);
        for (metric, number) in &expect.metric {
            let (got, scale) = self.metric(metric, state)?;
            self.compare_number(&format!("metric.{metric}"), Some(number), got, scale, found)?;
        }
        Ok(())
    }

    /// A running number in its current period, and its decimals.
    fn metric(&self, key: &str, state: &Snapshot) -> Result<(i64, u8), StepError> {
        let metric = self.rulebook.metric(key);
        let metric = metric.ok_or_else(|| wrong(format!("there is no metric `{key}`")))?;
        let scale = match &metric.kind {
            MetricKind::Money => self.rulebook.currency_scale,
            MetricKind::Number => 3,
            MetricKind::Units(unit) => self.scale(unit.as_str()),
        };
        let value = engine::metric_value(&self.rulebook, state, metric, self.tessera.now());
        Ok((value, scale))
    }

    /// What happened, in words: events, refusals, hints.
    pub(super) fn explanation(&self, happened: &Happened) -> Vec<String> {
        let (rulebook, locale) = (&*self.rulebook, self.locale.as_str());
        let mut lines = sentences(rulebook, &happened.events, locale);
        let refusals = happened.outcome.refusals.iter();
        lines.extend(refusals.map(|r| refusal_sentence(rulebook, r, locale)));
        let hints = happened.outcome.hints.iter();
        lines.extend(hints.map(|h| hint_sentence(rulebook, h, locale)));
        lines
    }
}

fn needs_member(expect: &ExpectSection) -> bool {
    let maps = [&expect.balance, &expect.pending, &expect.held, &expect.debt, &expect.metric];
    maps.iter().any(|map| !map.is_empty()) || !expect.tier.is_empty() || expect.coupons.is_some()
}

pub(super) fn list(words: &[String]) -> String {
    if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
}
