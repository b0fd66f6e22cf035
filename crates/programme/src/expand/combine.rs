//! Conditions made of generated parts and the author's own one.

use super::context::Expander;
use super::scalar;
use crate::condition::{Condition, Schema, Type};
use crate::diagnostic_codes as code;
use crate::document::{Cel, Span};
use crate::rulebook::CalendarSpan;
use crate::source::Path;
use model::amount::format_decimal;

/// The author's condition and where it stands.
pub(super) type Own<'o> = (Option<&'o Cel>, Path);

impl Expander<'_> {
    /// All generated parts and the author's own condition together. The latter is compiled by itself first, so that
    /// its faults have their place; what the combination lacks is reported at `at`.
    pub(super) fn combined(
        &mut self,
        generated: Vec<String>,
        own: &Own<'_>,
        at: &Path,
        schema: &Schema,
    ) -> Option<Condition> {
        let (own, path) = own;
        let own = match own {
            Some(cel) => Some(self.compile(cel, path, schema, Type::Bool)?),
            None => None,
        };
        if generated.is_empty() {
            return own;
        }
        let mut parts = generated;
        parts.extend(own.map(|own| wrapped(own.source())));
        self.compile(&Cel(parts.join(" && ")), at, schema, Type::Bool)
    }

    /// `metric.KEY >= NUMBER`, the number in the metric's own measure; nothing when it is wrong.
    pub(super) fn at_least(&mut self, metric: &str, number: &str, path: &Path) -> Option<String> {
        if metric.contains('-') {
            let message = format!("conditions cannot read `{metric}`: `-` means minus there");
            let hint = format!("call the metric `{}`", metric.replace('-', "_"));
            self.error_with(code::NOT_ALLOWED, path, message, Some(hint));
            return None;
        }
        let scale = self.metric_scale(metric);
        let number = match scalar::decimal(number, scale) {
            Ok(number) => number,
            Err(fault) => {
                self.bad_number(&fault, code::BAD_FORMAT, path);
                return None;
            }
        };
        Some(format!("metric.{metric} >= {}", plain(number, scale)))
    }

    /// `member.tenure_days <= N` for so long after joining, rounded down to days; nothing when no span is given.
    pub(super) fn joined_within(&mut self, span: Option<&Span>, path: &Path) -> Option<String> {
        let span = self.span(span, path)?;
        Some(format!("member.tenure_days <= {}", days(span)))
    }
}

/// A number in its shortest form.
fn plain(number: i64, scale: u8) -> String {
    let text = format_decimal(number, scale).to_string();
    if scale == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

/// The days of a span, a year being 365 and a month 30.
fn days(span: CalendarSpan) -> u32 {
    let months = u32::from(span.months);
    months / 12 * 365 + months % 12 * 30 + u32::from(span.days) + u32::from(span.hours) / 24
}

/// A condition that can be joined with others, even when it ends in a remark.
fn wrapped(source: &str) -> String {
    let end = if source.contains("//") { "\n" } else { "" };
    format!("({}{end})", source.trim())
}
