//! Running numbers per member.

use super::context::Expander;
use super::parts::window;
use super::referral::REFERRAL_ADVOCATE;
use crate::condition::{Scope, Type};
use crate::diagnostic_codes as code;
use crate::document::{Every, MetricSection, Name};
use crate::rulebook::{Measure, Metric, MetricKind, Occasion, Selection};
use crate::source::Path;
use model::Key;
use model::calendar::Window;

/// Where the values of a metric are kept.
pub(super) fn series(key: &str, window: Window) -> Key {
    Key::new(format!("metric:{key}/{}", window.code()))
}

impl Expander<'_> {
    /// The declared metrics.
    pub(super) fn metrics(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.metrics {
            let at = Path::root().key("metrics").key(key.as_str());
            let metric = self.metric(key, section, &at);
            self.book.metrics.push(metric);
        }
    }

    fn metric(&mut self, key: &str, section: &MetricSection, at: &Path) -> Metric {
        let window = self.metric_window(section, at);
        let occasion = self.occasion(section, at);
        let measure = self.measure(section, at);
        let of_lines = matches!(
            measure,
            Measure::Spend(_) | Measure::Quantity | Measure::Formula(_) | Measure::Visits
        );
        let lines = if of_lines && occasion == Occasion::Purchase {
            self.selection(section.on.as_ref(), section.sale_items, at)
        } else {
            for (name, given) in
                [("on", section.on.is_some()), ("sale_items", section.sale_items.is_some())]
            {
                if given {
                    self.error(
                        code::NOT_ALLOWED,
                        &at.key(name),
                        format!("`{name}` goes with metrics of receipt lines only"),
                    );
                }
            }
            Selection::default()
        };
        let schema = match &occasion {
            Occasion::Event(event) => self.event_schema(event.as_str()),
            Occasion::Purchase => self.schema.in_scope(Scope::Basket),
            Occasion::Consequence(_) => self.schema.in_scope(Scope::Member),
        };
        let condition = section
            .condition
            .as_ref()
            .and_then(|cel| self.compile(cel, &at.key("if"), &schema, Type::Bool));
        let name = self.name(&section.name, &at.key("name"), key);
        let kind = self.names.metrics.get(key).cloned().unwrap_or(MetricKind::Number);
        Metric {
            key: Key::new(key),
            name,
            series: series(key, window),
            measure,
            kind,
            occasion,
            lines,
            condition,
            window,
            streak: None,
        }
    }

    fn metric_window(&mut self, section: &MetricSection, at: &Path) -> Window {
        let Some(days) = section.last_days else { return window(section.every) };
        let path = at.key("last_days");
        if section.every != Every::Lifetime {
            self.error(code::CONFLICTING_KEYS, &path, "`every` and `last_days` exclude each other");
        }
        // Ten years of daily sums is the most that is kept per member.
        if !(1..=3_660).contains(&days) {
            self.error(code::OUT_OF_RANGE, &path, "`last_days` is between 1 and 3660");
        }
        Window::RollingDays(days)
    }

    fn occasion(&mut self, section: &MetricSection, at: &Path) -> Occasion {
        if section.referrals && self.doc.referral.is_none() {
            let message = "the document has no `referral`, so nobody brings friends";
            self.error(code::UNKNOWN_REFERENCE, &at.key("referrals"), message);
        }
        let Some(event) = &section.event else {
            return if section.referrals { referred() } else { Occasion::Purchase };
        };
        let occasion = self.event_occasion(&event.0, &at.key("event"));
        let of_receipts = [
            ("spend", section.spend.is_some()),
            ("quantity", section.quantity),
            ("saved", !section.saved.is_empty()),
            ("referrals", section.referrals),
        ];
        for (key, given) in of_receipts {
            if given {
                self.error(
                    code::NOT_ALLOWED,
                    &at.key(key),
                    format!("a custom action has no receipt, so no `{key}`"),
                );
            }
        }
        occasion
    }

    fn measure(&mut self, section: &MetricSection, at: &Path) -> Measure {
        let keys = [
            ("spend", section.spend.is_some()),
            ("visits", section.visits),
            ("quantity", section.quantity),
            ("earned", section.earned.is_some()),
            ("spent", section.spent.is_some()),
            ("formula", section.formula.is_some()),
            ("saved", !section.saved.is_empty()),
            ("referrals", section.referrals),
        ];
        if self.exactly_one(at, &keys).is_none() {
            return Measure::Visits;
        }
        if let Some(base) = section.spend {
            return Measure::Spend(base);
        }
        if section.quantity {
            return Measure::Quantity;
        }
        if let Some(unit) = &section.earned {
            return self
                .unit_key(&unit.0, &at.key("earned"))
                .map_or(Measure::Visits, Measure::Earned);
        }
        if let Some(unit) = &section.spent {
            return self
                .unit_key(&unit.0, &at.key("spent"))
                .map_or(Measure::Visits, Measure::Spent);
        }
        if !section.saved.is_empty() {
            return Measure::Saved(self.discounts(&section.saved, &at.key("saved")));
        }
        let Some(formula) = &section.formula else { return Measure::Visits };
        let schema = match &section.event {
            Some(event) => self.event_schema(&event.0),
            None => self.schema.in_scope(Scope::Line),
        };
        self.compile(formula, &at.key("formula"), &schema, Type::Number)
            .map_or(Measure::Visits, Measure::Formula)
    }
    /// References to what takes money off: offers, ladders, volume steps and coupons.
    pub(super) fn discounts(&mut self, names: &[Name], at: &Path) -> Vec<Key> {
        let doc = self.doc;
        let known: Vec<&str> = doc
            .offers
            .keys()
            .chain(doc.ladders.keys())
            .chain(doc.volume_steps.keys())
            .chain(doc.coupons.keys())
            .map(String::as_str)
            .collect();
        self.different(names, at);
        for (place, name) in names.iter().enumerate() {
            self.refers("offer", &name.0, &at.index(place), &known);
        }
        names.iter().map(|name| Key::new(&name.0)).collect()
    }
}

/// When friends that somebody brought count.
pub(super) fn referred() -> Occasion {
    Occasion::Consequence(Key::new(REFERRAL_ADVOCATE))
}
