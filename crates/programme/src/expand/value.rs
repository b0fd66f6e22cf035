//! Numbers that may depend on the member or the receipt.

use super::context::Expander;
use super::scalar;
use crate::condition::{Schema, Scope, Type};
use crate::diagnostic_codes as code;
use crate::document::{Magnitude, Map, ValueSection, ValueTable};
use crate::rulebook::{MetricKind, StepSource, Steps, Value};
use crate::source::Path;
use model::Key;
use model::amount::InvalidDecimal;

/// What a value measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// A share, in millionths; formulas give per cent.
    Share,
    /// A share that is taken off a price: at most everything.
    Discount,
    /// Money at the currency's scale.
    Money,
    /// Thousandths of the smallest step of a unit with this scale.
    Units(u8),
    /// A factor, in millionths.
    Factor,
}

/// Where a value stands.
pub(super) struct Place<'s> {
    /// What it measures.
    pub(super) measure: Measure,
    /// What a formula may read.
    pub(super) schema: &'s Schema,
    /// Whether a receipt is at hand, for steps by what is on it.
    pub(super) receipt: bool,
}

impl Expander<'_> {
    /// The names a formula on lines or on the whole receipt may read.
    pub(super) fn formula_schema(&self, of_lines: bool) -> Schema {
        self.schema.in_scope(if of_lines { Scope::Line } else { Scope::Basket })
    }

    /// Expands a value; nothing when it is wrong.
    pub(super) fn value(
        &mut self,
        section: &ValueSection,
        path: &Path,
        place: &Place<'_>,
    ) -> Value {
        match section {
            ValueSection::Fixed(number) => {
                Value::Fixed(self.magnitude(number, path, place.measure))
            }
            ValueSection::Table(table) => self.table(table, path, place).unwrap_or(Value::Fixed(0)),
        }
    }

    fn magnitude(&mut self, number: &Magnitude, path: &Path, measure: Measure) -> i64 {
        let text = number.0.as_str();
        let read = match measure {
            Measure::Share | Measure::Discount => scalar::percent(text),
            Measure::Money => scalar::decimal(text, self.book.currency_scale),
            Measure::Units(scale) => scalar::decimal(text, scale + 3),
            Measure::Factor => scalar::decimal(text, 6),
        };
        match read {
            Ok(share) if measure == Measure::Discount && share > 1_000_000 => {
                self.error(
                    code::PERCENT_OVER_100,
                    path,
                    format!("`{number}` is more than everything"),
                );
                0
            }
            Ok(value) => value,
            Err(InvalidDecimal::NotANumber(_)) if text.contains('%') => {
                let message = format!("`{number}` is a percentage, a plain number is needed here");
                self.error(code::BAD_FORMAT, path, message);
                0
            }
            Err(fault) => {
                let too_precise = match measure {
                    Measure::Money => code::MONEY_TOO_PRECISE,
                    Measure::Units(_) => code::UNITS_TOO_PRECISE,
                    _ => code::BAD_FORMAT,
                };
                self.bad_number(&fault, too_precise, path);
                0
            }
        }
    }

    fn table(&mut self, table: &ValueTable, path: &Path, place: &Place<'_>) -> Option<Value> {
        let keys = [
            ("by_tier", table.by_tier.is_some()),
            ("steps", table.steps.is_some()),
            ("formula", table.formula.is_some()),
        ];
        let chosen = self.exactly_one(path, &keys)?;
        for (key, given, belongs) in [
            ("track", table.track.is_some(), "by_tier"),
            ("of", table.of.is_some(), "steps"),
            ("marginal", table.marginal, "steps"),
        ] {
            if given && chosen != belongs {
                let message = format!("`{key}` goes with `{belongs}` only");
                self.error(code::NOT_ALLOWED, &path.key(key), message);
            }
        }
        if let Some(tiers) = &table.by_tier {
            return self.by_tier(tiers, table, path, place.measure);
        }
        if let Some(steps) = &table.steps {
            return self.steps(steps, table, path, place);
        }
        let formula = table.formula.as_ref()?;
        let formula = self.compile(formula, &path.key("formula"), place.schema, Type::Number)?;
        let scale = match place.measure {
            Measure::Share | Measure::Discount => 10_000,
            Measure::Money => 10i64.pow(u32::from(self.book.currency_scale)),
            Measure::Units(scale) => 10i64.pow(u32::from(scale) + 3),
            Measure::Factor => 1_000_000,
        };
        Some(Value::Formula { formula, scale })
    }

    fn by_tier(
        &mut self,
        tiers: &Map<Magnitude>,
        table: &ValueTable,
        path: &Path,
        measure: Measure,
    ) -> Option<Value> {
        let track = self.track(table.track.as_ref().map(|name| name.0.as_str()), path)?;
        let levels = self.names.tracks.get(&track).cloned().unwrap_or_default();
        let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
        let at = path.key("by_tier");
        let mut values = Vec::new();
        for (tier, number) in tiers {
            let path = at.key(tier.as_str());
            self.refers("tier", tier, &path, &levels);
            values.push((Key::new(tier), self.magnitude(number, &path, measure)));
        }
        Some(Value::ByTier { track: Key::new(track), values })
    }

    /// The track that is meant: the one named, or the only one.
    fn track(&mut self, named: Option<&str>, path: &Path) -> Option<String> {
        let declared = self.declared_tracks();
        let known: Vec<&str> = declared.iter().map(String::as_str).collect();
        match (named, known.as_slice()) {
            (Some(name), _) => {
                self.refers("tier track", name, &path.key("track"), &known).then(|| name.to_owned())
            }
            (None, [only]) => Some((*only).to_owned()),
            (None, []) => {
                self.error(
                    code::UNKNOWN_REFERENCE,
                    &path.key("by_tier"),
                    "the programme has no tiers",
                );
                None
            }
            (None, _) => {
                let message = "the programme has several tier tracks: say which in `track`";
                self.error(code::MISSING_KEY, path, message);
                None
            }
        }
    }

    fn steps(
        &mut self,
        steps: &Map<Magnitude>,
        table: &ValueTable,
        path: &Path,
        place: &Place<'_>,
    ) -> Option<Value> {
        let Some(of) = table.of.as_deref() else {
            let message =
                "say what the steps look at: `of: basket`, `matching`, `quantity` or a metric";
            self.error(code::MISSING_KEY, path, message);
            return None;
        };
        let (of, scale) = self.step_source(of.trim(), &path.key("of"), place.receipt)?;
        let at = path.key("steps");
        let mut rows = Vec::new();
        for (from, number) in steps {
            let path = at.key(from.as_str());
            let from = self.number(from, scale, code::BAD_FORMAT, &path);
            rows.push((from, self.magnitude(number, &path, place.measure)));
        }
        self.check_steps(&rows, &at);
        Some(Value::Steps(Steps { of, table: rows, marginal: table.marginal }))
    }

    /// What steps look at, and the decimals of their positions.
    fn step_source(&mut self, of: &str, path: &Path, receipt: bool) -> Option<(StepSource, u8)> {
        let money = self.book.currency_scale;
        let of_receipt = match of {
            "matching" => Some((StepSource::MatchingTotal, money)),
            "quantity" => Some((StepSource::MatchingQuantity, 3)),
            "basket" => Some((StepSource::BasketTotal, money)),
            _ => None,
        };
        if let Some(source) = of_receipt {
            if !receipt {
                self.error(
                    code::NOT_ALLOWED,
                    path,
                    format!("there is no receipt here to look at `{of}`"),
                );
                return None;
            }
            return Some(source);
        }
        let (previous, name) = match of.strip_prefix("previous ") {
            Some(name) => (true, name.trim()),
            None => (false, of),
        };
        let metrics: Vec<String> = self.names.metrics.keys().cloned().collect();
        let mut known: Vec<&str> = metrics.iter().map(String::as_str).collect();
        if !known.contains(&name) {
            known.extend(["matching", "quantity", "basket"]);
            self.refers("metric", name, path, &known);
            return None;
        }
        let scale = self.metric_scale(name);
        let key = Key::new(name);
        Some((
            if previous { StepSource::MetricPrevious(key) } else { StepSource::Metric(key) },
            scale,
        ))
    }

    /// A reference to a metric.
    pub(super) fn metric_key(&mut self, name: &str, path: &Path) -> Option<Key> {
        let metrics: Vec<String> = self.names.metrics.keys().cloned().collect();
        let known: Vec<&str> = metrics.iter().map(String::as_str).collect();
        self.refers("metric", name, path, &known).then(|| Key::new(name))
    }

    /// The decimals in which a metric counts.
    pub(super) fn metric_scale(&self, metric: &str) -> u8 {
        match self.names.metrics.get(metric) {
            Some(MetricKind::Money) => self.book.currency_scale,
            Some(MetricKind::Units(unit)) => {
                self.names.units.get(unit.as_str()).copied().unwrap_or(0)
            }
            Some(MetricKind::Number) | None => 3,
        }
    }

    /// Steps stand from the smallest to the largest.
    pub(super) fn check_steps(&mut self, rows: &[(i64, i64)], at: &Path) {
        if rows.is_empty() {
            self.error(code::OUT_OF_RANGE, at, "at least one step is needed");
        }
        if rows.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
            self.error(code::STEPS_NOT_GROWING, at, "the steps do not grow from one to the next");
        }
    }
}
