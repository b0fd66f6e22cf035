//! How long value lasts, what happens on returns, and the settings of the programme: its fine print.

use super::context::Page;
use super::html::{Block, Item, Section};
use crate::rulebook::{
    Counting, EarningBase, Effect, Expiry, LeapBirthday, Rule, SaleItems, Scope, SetValue, Trigger,
    Unit, UnitKind,
};
use model::event::Shortage;
use model::{LineKind, Rounding};

impl Page<'_> {
    /// When value lapses, and from when it can be used.
    pub(super) fn expiry(&self) -> Option<Section> {
        let words = self.words;
        let unit = |unit: &Unit| {
            let mut item =
                Item { title: self.capital(&self.unit_name(unit)), ..Item::of("units", &unit.key) };
            item.text.push(self.lapses(unit.expiry));
            if let Some(span) = unit.pending {
                item.text.push(self.say(words.pending, [("span", self.span(span))]));
            }
            for rule in &self.book.rules {
                for effect in &rule.effects {
                    let Effect::Earn(earning) = effect else { continue };
                    if earning.unit != unit.key {
                        continue;
                    }
                    let name = self.quoted(&self.name(&rule.name));
                    if let Some(expiry) = earning.expiry {
                        let fields = [("name", name.clone()), ("terms", self.lapses(expiry))];
                        item.details.push(self.say(words.other_terms, fields));
                    }
                    if let Some(span) = earning.pending {
                        let terms = self.say(words.pending, [("span", self.span(span))]);
                        let fields = [("name", name), ("terms", terms)];
                        item.details.push(self.say(words.other_terms, fields));
                    }
                }
            }
            item
        };
        let items: Vec<Item> = self.book.units.iter().map(unit).collect();
        if items.is_empty() {
            return None;
        }
        let mut blocks = vec![Block::Items(items)];
        let lapse = |unit: &Unit| unit.expiry != Expiry::Never;
        if self.book.units.iter().any(lapse) {
            blocks.push(Block::Text(words.soonest.to_owned()));
        }
        self.section("expiry", words.h_expiry, blocks)
    }

    fn lapses(&self, expiry: Expiry) -> String {
        let words = self.words;
        match expiry {
            Expiry::Never => words.lapses_never.to_owned(),
            Expiry::After(span) => self.say(words.lapses_after, [("span", self.span(span))]),
            Expiry::EndOf { window, plus } => {
                let end = self.end_of(window, plus).to_owned();
                self.say(words.lapses_end, [("end", end)])
            }
            Expiry::Inactivity(span) => {
                self.say(words.lapses_inactive, [("span", self.span(span))])
            }
        }
    }

    /// What happens when goods come back.
    pub(super) fn returns(&self) -> Option<Section> {
        let (words, book) = (self.words, self.book);
        if book.units.is_empty() && !self.lowers_prices() {
            return None;
        }
        let mut points = vec![words.return_paid.to_owned()];
        if !book.units.is_empty() {
            points.push(words.return_given.to_owned());
            points.push(
                match book.settings.shortage {
                    Shortage::Debt => words.shortage_debt,
                    Shortage::Cap => words.shortage_cap,
                    Shortage::Keep => words.shortage_keep,
                    Shortage::Refuse => words.shortage_refuse,
                }
                .to_owned(),
            );
        }
        if !book.redemptions.is_empty() {
            points.push(words.return_spent.to_owned());
            let days = i64::from(book.settings.restored_validity_days);
            if book.units.iter().any(|unit| unit.expiry != Expiry::Never) && days > 0 {
                points.push(self.counted(words.return_restored, days, 0));
            }
        }
        let sets = book.rules.iter().flat_map(|rule| &rule.effects);
        let has_sets =
            sets.into_iter().any(|effect| matches!(effect, Effect::BuyGet(set) if set.buy > 0));
        if has_sets {
            points.push(
                match book.settings.set_value {
                    SetValue::Share => words.set_share,
                    SetValue::OwnPrice => words.set_own_price,
                }
                .to_owned(),
            );
        }
        if self.tracks().any(|track| track.levels.iter().any(|l| !l.thresholds.is_empty())) {
            points.push(words.return_levels.to_owned());
        }
        if !book.coupons.is_empty() {
            points.push(words.return_coupons.to_owned());
        }
        self.section("returns", words.h_returns, vec![Block::Points(points)])
    }

    fn lowers_prices(&self) -> bool {
        let lowers = |effect: &Effect| matches!(effect, Effect::Price(_) | Effect::BuyGet(_));
        self.book.rules.iter().any(|rule| rule.effects.iter().any(lowers))
    }

    /// The settings, one plain sentence each.
    pub(super) fn fine_print(&self) -> Option<Section> {
        if self.book.units.is_empty() && !self.lowers_prices() {
            return None;
        }
        let mut points = self.earning_settings();
        points.extend(self.goods_settings());
        points.extend(self.discount_settings());
        if let Some(days) = self.book.settings.late_identification_days {
            points.push(self.counted(self.words.late_identification, i64::from(days), 0));
        }
        self.section("fine-print", self.words.h_fine, vec![Block::Points(points)])
    }

    fn earning_settings(&self) -> Vec<String> {
        let (words, settings) = (self.words, &self.book.settings);
        let earnings = || {
            self.book.rules.iter().flat_map(|rule| &rule.effects).filter_map(
                |effect| match effect {
                    Effect::Earn(earning) => Some(earning),
                    _ => None,
                },
            )
        };
        let by_money =
            |amount: &Counting| matches!(amount, Counting::PerAmount { .. } | Counting::Percent(_));
        if !earnings().any(|earning| by_money(&earning.amount)) {
            return Vec::new();
        }
        let mut points = vec![
            match settings.earning_base {
                EarningBase::Paid => words.base_paid,
                EarningBase::BeforeDiscounts => words.base_before,
            }
            .to_owned(),
        ];
        points.push(
            if settings.earn_on_shipping { words.shipping_earns } else { words.shipping_not }
                .to_owned(),
        );
        if !self.book.redemptions.is_empty() {
            let earns = settings.earn_on_units_paid;
            points.push(if earns { words.paid_part_earns } else { words.paid_part_not }.to_owned());
        }
        if earnings().any(|earning| matches!(earning.amount, Counting::Multiply(_))) {
            let all = settings.multiply_bonuses;
            points.push(if all { words.multiply_all } else { words.multiply_base }.to_owned());
        }
        for unit in &self.book.units {
            let counts = earnings().any(|e| e.unit == unit.key && by_money(&e.amount));
            if !counts || unit.kind == UnitKind::Stamps {
                continue;
            }
            let template = match unit.rounding {
                Rounding::Down => words.round_down,
                Rounding::Up => words.round_up,
                Rounding::HalfUp => words.round_half,
                Rounding::HalfEven => words.round_even,
            };
            let smallest = self.amount_of(unit, 1, unit.scale);
            let fields = [("units", self.unit_word(&unit.key)), ("smallest", smallest)];
            points.push(self.say(template, fields));
        }
        points
    }

    fn goods_settings(&self) -> Vec<String> {
        let (words, book) = (self.words, self.book);
        let mut points = vec![
            match book.settings.sale_items {
                SaleItems::Exclude => words.sale_nothing,
                SaleItems::Earn => words.sale_earn,
                SaleItems::Include => words.sale_all,
            }
            .to_owned(),
        ];
        if book.excluded.is_some() {
            let told = self.told(&[book.excluded.as_ref()]);
            points.push(match told.goods.as_slice() {
                [] => words.excluded_some.to_owned(),
                goods => self.say(words.excluded, [("goods", goods.join("; "))]),
            });
        }
        if !book.sale_periods.is_empty() {
            let period = |(from, until): &(model::Instant, model::Instant)| {
                let until = self.last_moment(*until);
                format!("{} – {until}", self.moment(*from))
            };
            let periods: Vec<String> = book.sale_periods.iter().map(period).collect();
            points.push(self.say(words.sale_periods, [("periods", periods.join("; "))]));
        }
        points.push(words.not_goods.to_owned());
        points.push(words.inclusive.to_owned());
        let birthdays =
            book.rules.iter().any(|rule| matches!(rule.trigger, Trigger::Birthday { .. }));
        if birthdays {
            points.push(
                match book.settings.leap_birthday {
                    LeapBirthday::Feb28 => words.leap_feb,
                    LeapBirthday::Mar1 => words.leap_mar,
                }
                .to_owned(),
            );
        }
        points
    }

    fn discount_settings(&self) -> Vec<String> {
        let (words, book) = (self.words, self.book);
        let mut points = Vec::new();
        if !self.lowers_prices() {
            return points;
        }
        points.extend(self.stacking());
        if let Some(most) = book.settings.max_discount {
            points.push(self.say(words.max_discount, [("share", self.percent(most.0))]));
        }
        if book.settings.min_margin.is_some() {
            points.push(words.min_margin.to_owned());
        }
        if book.settings.judge_by_original {
            points.push(words.judge_by_original.to_owned());
        }
        points.push(
            match book.settings.money_rounding {
                Rounding::Down => words.money_down,
                Rounding::Up => words.money_up,
                Rounding::HalfUp => words.money_half,
                Rounding::HalfEven => words.money_even,
            }
            .to_owned(),
        );
        points
    }

    /// How discounts go together: the groups that have more than one.
    fn stacking(&self) -> Vec<String> {
        let words = self.words;
        let mut points = Vec::new();
        let mut used = 0;
        for (place, group) in (0u16..).zip(&self.book.groups) {
            let rules = self.book.rules.iter().filter(|rule| {
                rule.stacking.group == place
                    && rule.coupon.is_none()
                    && rule.lines.include.kinds != [LineKind::Shipping]
                    && rule
                        .effects
                        .iter()
                        .any(|e| matches!(e, Effect::Price(_) | Effect::BuyGet(_)))
            });
            let rules: Vec<&Rule> = rules.collect();
            used += usize::from(!rules.is_empty());
            if rules.len() > 1 {
                let template = match group.choose {
                    Scope::Best => words.stack_best,
                    Scope::First => words.stack_first,
                    Scope::All => words.stack_all,
                };
                let names = rules.iter().map(|rule| &rule.name);
                points.extend(self.named_in_short(template, names));
            }
        }
        if used > 1 {
            points.push(words.stack_groups.to_owned());
        }
        points
    }
}
