//! What members may use, choose, buy, prove and register.

use super::context::Page;
use super::html::{Block, Item, Section};
use super::value::Of;
use crate::rulebook::{Access, Choice, Plan, PlanRefund, Reward, Value};
use model::calendar::Window;

impl Page<'_> {
    /// Benefits: used rather than paid for.
    pub(super) fn benefits(&self) -> Option<Section> {
        let benefits = self.book.catalogue.iter().filter(|reward| reward.benefit);
        let items: Vec<Item> = benefits.map(|reward| self.benefit(reward)).collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("benefits", self.words.h_benefits, blocks)
    }

    fn benefit(&self, reward: &Reward) -> Item {
        let words = self.words;
        let mut item = Item { title: self.name(&reward.name), ..Item::of("benefits", &reward.key) };
        if let Some(quota) = &reward.quota {
            let show = |number: i64| self.quota(number, quota.window);
            let of = Of { heading: words.how_many.to_owned(), show: &show };
            match quota.value {
                Value::Formula { .. } => item.text.push(words.quota_computed.to_owned()),
                _ => self.value(&mut item, &quota.value, &of, &|item, quota| item.badge = quota),
            }
        }
        self.reward_terms(&mut item, reward);
        item
    }

    /// `2 a month`; thousandths, of which whole ones count.
    pub(super) fn quota(&self, thousandths: i64, window: Window) -> String {
        let number = self.decimal(thousandths.div_euclid(1_000), 0);
        self.say(self.words.quota, [("number", number), ("per", self.per(window))])
    }

    /// What members choose for themselves.
    pub(super) fn choices(&self) -> Option<Section> {
        let items: Vec<Item> = self.book.choices.iter().map(|choice| self.choice(choice)).collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("choices", self.words.h_choices, blocks)
    }

    fn choice(&self, choice: &Choice) -> Item {
        let words = self.words;
        let mut item = Item { title: self.name(&choice.name), ..Item::of("choices", &choice.key) };
        let option = |key: &model::Key| {
            let option = choice.options.iter().find(|(known, _)| known == key);
            option.map_or_else(|| self.named(key.as_str()), |(_, name)| self.name(name))
        };
        let options: Vec<String> = choice.options.iter().map(|(_, name)| self.name(name)).collect();
        item.text.push(if choice.free {
            self.counted(words.choose_free, i64::from(choice.most), 0)
        } else if choice.most == 1 {
            self.say(words.choose_one, [("options", self.alternatives(&options))])
        } else {
            let most = self.decimal(i64::from(choice.most), 0);
            let fields = [("most", most), ("options", self.list(&options))];
            self.say(words.choose_some, fields)
        });
        item.details.push(match choice.window {
            Window::Lifetime => words.choose_any_time.to_owned(),
            window => self.say(words.choose_once, [("per", self.per(window))]),
        });
        if choice.next_period {
            item.details.push(words.choose_next.to_owned());
        }
        if !choice.otherwise.is_empty() {
            let names: Vec<String> = choice.otherwise.iter().map(option).collect();
            item.details.push(self.say(words.choose_otherwise, [("names", self.list(&names))]));
        }
        item
    }

    /// Memberships that are paid for.
    pub(super) fn plans(&self) -> Option<Section> {
        let items: Vec<Item> = self.book.plans.iter().map(|plan| self.plan(plan)).collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("memberships", self.words.h_plans, blocks)
    }

    fn plan(&self, plan: &Plan) -> Item {
        let words = self.words;
        let price = [("amount", self.money(plan.fee)), ("span", self.span(plan.term))];
        let mut item = Item {
            title: self.name(&plan.name),
            badge: self.say(words.plan_price, price),
            ..Item::of("memberships", &plan.key)
        };
        if !plan.offers.is_empty() {
            let fields = [("names", self.rule_names(&plan.offers))];
            item.text.push(self.say(words.plan_offers, fields));
        }
        if let Some((of, saves)) = &plan.break_even
            && saves.0 > 0
        {
            let number = (plan.fee.0 + saves.0 / 2) / saves.0;
            let word = of.counted(self.locale, number, 0);
            let amount = format!("{} {word}", self.decimal(number, 0));
            item.text.push(self.say(words.plan_break_even, [("amount", amount)]));
        }
        if let Some(trial) = plan.trial {
            item.details.push(self.say(words.plan_trial, [("span", self.span(trial))]));
        }
        if let Some(span) = plan.withdraw_within {
            item.details.push(self.say(words.plan_withdraw, [("span", self.span(span))]));
        }
        let refund = match plan.refund {
            PlanRefund::Nothing => words.plan_no_refund,
            PlanRefund::ProRata => words.plan_pro_rata,
            PlanRefund::ProRataLessSavings => words.plan_less_savings,
        };
        item.details.push(refund.to_owned());
        if let Some(span) = plan.remind {
            item.details.push(self.say(words.plan_remind, [("span", self.span(span))]));
        }
        item
    }

    /// What members prove and register, and goods that not everybody may buy.
    pub(super) fn proofs(&self) -> Option<Section> {
        let words = self.words;
        let mut items = Vec::new();
        let valid = |span: Option<crate::rulebook::CalendarSpan>| {
            span.map(|span| self.say(words.proof_valid, [("span", self.span(span))]))
        };
        for proof in &self.book.verifications {
            let text = if proof.evidence { words.proof_shown } else { words.proof_told };
            items.push(Item {
                title: self.name(&proof.name),
                text: vec![text.to_owned()],
                details: valid(proof.valid_for).into_iter().collect(),
                ..Item::of("verifications", &proof.key)
            });
        }
        for product in &self.book.products {
            let mut item =
                Item { title: self.name(&product.name), ..Item::of("products", &product.key) };
            item.text.push(words.product.to_owned());
            let gifts = self.gives(&product.effects);
            if !gifts.is_empty() {
                item.text.push(self.say(words.product_gives, [("gifts", self.list(&gifts))]));
            }
            item.details.extend(valid(product.valid_for));
            items.push(item);
        }
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("proofs", words.h_proofs, blocks)
    }

    /// Goods that not everybody may buy, or not yet.
    pub(super) fn access(&self) -> Option<Section> {
        let words = self.words;
        let item = |access: &Access| {
            let mut item =
                Item { title: self.name(&access.name), ..Item::of("access", &access.key) };
            item.text.push(words.access.to_owned());
            let condition = access.condition.as_ref();
            item.details.extend(self.who_and_what(condition, Some(&access.lines)));
            item.details.extend(self.schedule(&access.schedule));
            item
        };
        let items: Vec<Item> = self.book.access.iter().map(item).collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("access", words.h_access, blocks)
    }
}
