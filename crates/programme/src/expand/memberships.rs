//! Memberships that are paid for: the plan, a metric `KEY-savings`, and a rule `KEY-sold` for receipts that sell it.

use super::context::Expander;
use super::derived::{blank_metric, savings_metric};
use super::parts::blank_rule;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{BreakEvenSection, MembershipRefund, MembershipSection};
use crate::rulebook::{
    CalendarSpan, Effect, Include, Measure, Metric, MetricKind, Phase, Plan, PlanRefund, Selection,
    Text, Trigger,
};
use crate::source::Path;
use model::calendar::Window;
use model::{Key, LineKind, Money};

impl Expander<'_> {
    /// The declared memberships.
    pub(super) fn memberships(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.memberships {
            let at = Path::root().key("memberships").key(key.as_str());
            let plan = self.plan(key, section, &at);
            self.savings(&plan, &at);
            self.sold(&plan, &at);
            self.book.plans.push(plan);
        }
    }

    fn plan(&mut self, key: &str, section: &MembershipSection, at: &Path) -> Plan {
        let name = self.name(&section.name, &at.key("name"), key);
        let term = self.span(Some(&section.term), &at.key("term")).unwrap_or_default();
        let remind = self.span(section.remind.as_ref(), &at.key("remind"));
        self.check_reminder(section, term, remind, at);
        let reminder = section.reminder.as_ref();
        let path = at.key("sold_as");
        Plan {
            key: Key::new(key),
            name,
            fee: self.some_money(&section.fee, &at.key("fee")),
            term,
            trial: self.span(section.trial.as_ref(), &at.key("trial")),
            sold_as: self.condition(section.sold_as.as_ref(), &path, Scope::Line),
            refund: self.plan_refund(section, at),
            withdraw_within: self
                .span(section.withdraw_within.as_ref(), &at.key("withdraw_within")),
            remind,
            reminder: reminder.map(|text| self.text_key(text, &at.key("reminder"))),
            offers: self.discounts(&section.offers, &at.key("offers")),
            savings: Key::new(savings_metric(key)),
            break_even: section
                .break_even
                .as_ref()
                .map(|section| self.break_even(section, &at.key("break_even"))),
        }
    }

    fn plan_refund(&mut self, section: &MembershipSection, at: &Path) -> PlanRefund {
        match section.refund {
            MembershipRefund::Nothing => PlanRefund::Nothing,
            MembershipRefund::ProRata => PlanRefund::ProRata,
            MembershipRefund::ProRataLessSavings => {
                if section.offers.is_empty() {
                    let message = "nothing is saved: say in `offers` which discounts are savings";
                    self.error(code::MISSING_KEY, &at.key("refund"), message);
                }
                PlanRefund::ProRataLessSavings
            }
        }
    }

    fn check_reminder(
        &mut self,
        section: &MembershipSection,
        term: CalendarSpan,
        remind: Option<CalendarSpan>,
        at: &Path,
    ) {
        match (&section.remind, &section.reminder) {
            (Some(_), None) => {
                let message = "`remind` needs `reminder`: the text to remind with";
                self.error(code::MISSING_KEY, &at.key("remind"), message);
            }
            (None, Some(_)) => {
                let message = "`reminder` needs `remind`: so long before the end";
                self.error(code::MISSING_KEY, &at.key("reminder"), message);
            }
            _ => {}
        }
        if remind.is_some_and(|remind| remind.at_least_days() >= term.at_most_days()) {
            let message = "the reminder would come before the term begins";
            self.error(code::OUT_OF_RANGE, &at.key("remind"), message);
        }
    }

    fn break_even(&mut self, section: &BreakEvenSection, at: &Path) -> (Text, Money) {
        let of = self.text(&section.of, &at.key("of"), true);
        (of, self.some_money(&section.saves, &at.key("saves")))
    }

    /// Counts what the discounts of the membership's offers came to.
    fn savings(&mut self, plan: &Plan, at: &Path) {
        let measure = Measure::Saved(plan.offers.clone());
        let key = plan.savings.as_str().to_owned();
        let metric = blank_metric(key, plan.name.clone(), measure, Window::Lifetime);
        self.add_metric(Metric { kind: MetricKind::Money, ..metric }, at);
    }

    /// Starts a term where a receipt sells it, be it a fee or a thing on the shelf, reduced or not.
    fn sold(&mut self, plan: &Plan, at: &Path) {
        if plan.sold_as.is_none() {
            return;
        }
        let key = format!("{}-sold", plan.key);
        let trigger = Trigger::Purchase(Phase::After);
        let mut rule = blank_rule(&key, "memberships", plan.name.clone(), trigger);
        rule.lines = Selection {
            condition: plan.sold_as.clone(),
            include: Include {
                sale_items: Some(true),
                excluded: true,
                kinds: vec![LineKind::Goods, LineKind::Fee],
            },
        };
        rule.effects.push(Effect::StartMembership { plan: plan.key.clone(), sold: true });
        self.add_rule(rule, at);
    }
}
