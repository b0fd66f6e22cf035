//! Writing the text format of Prometheus.
//!
//! INVARIANT: whoever prints a metric names it through the catalogue, and each family is
//! begun once, so that its help and kind stand before its samples.

use super::catalogue::{Kind, Metric};
use super::histogram::Reading;
use std::fmt::{Display, Write};

/// Decimals of durations that are counted in microseconds.
pub(super) const MICROS: u8 = 6;

/// The page while it is written. Writing to a string cannot fail, so results of `write!`
/// say nothing here.
pub(super) struct Page(String);

impl Page {
    pub(super) fn new() -> Self {
        Self(String::with_capacity(16_384))
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Begins a family. Its name stands there even when it has no sample now, so that a
    /// reader sees what there could be.
    pub(super) fn family(&mut self, metric: &'static Metric) -> Family<'_> {
        let Metric { name, kind, help, .. } = metric;
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {}", kind.word());
        Family { text: &mut self.0, metric }
    }

    /// A family of one sample.
    pub(super) fn one(&mut self, metric: &'static Metric, value: impl Display) {
        self.family(metric).sample(&[], value);
    }

    /// A family of one sample that is not always known.
    pub(super) fn maybe(&mut self, metric: &'static Metric, value: Option<impl Display>) {
        let mut family = self.family(metric);
        if let Some(value) = value {
            family.sample(&[], value);
        }
    }
}

pub(super) struct Family<'a> {
    text: &'a mut String,
    metric: &'static Metric,
}

impl Family<'_> {
    /// One number. `labels` are the values in the order of the catalogue.
    pub(super) fn sample(&mut self, labels: &[&str], value: impl Display) {
        debug_assert_ne!(self.metric.kind, Kind::Histogram);
        self.line("", labels, None, value);
    }

    /// One histogram whose ends and sum are decimals with so many places.
    pub(super) fn histogram(&mut self, labels: &[&str], reading: &Reading, decimals: u8) {
        debug_assert_eq!(self.metric.kind, Kind::Histogram);
        let mut within = 0;
        for (end, count) in &reading.buckets {
            within += count;
            self.line("_bucket", labels, Some(&decimal(*end, decimals)), within);
        }
        self.line("_bucket", labels, Some("+Inf"), reading.count);
        self.line("_sum", labels, None, decimal(reading.sum, decimals));
        self.line("_count", labels, None, reading.count);
    }

    fn line(&mut self, suffix: &str, labels: &[&str], end: Option<&str>, value: impl Display) {
        debug_assert_eq!(labels.len(), self.metric.labels.len());
        self.text.push_str(self.metric.name);
        self.text.push_str(suffix);
        let named = self.metric.labels.iter().zip(labels).map(|(name, value)| (*name, *value));
        let mut before = '{';
        for (name, value) in named.chain(end.map(|end| ("le", end))) {
            let _ = write!(self.text, "{before}{name}=\"{}\"", Escaped(value));
            before = ',';
        }
        if before == ',' {
            self.text.push('}');
        }
        let _ = writeln!(self.text, " {value}");
    }
}

/// A whole number as a decimal.
pub(super) fn decimal(value: u64, decimals: u8) -> String {
    model::amount::format_decimal(i64::try_from(value).unwrap_or(i64::MAX), decimals).to_string()
}

/// A value of a label.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in self.0.chars() {
            match character {
                '\\' => f.write_str("\\\\")?,
                '"' => f.write_str("\\\"")?,
                '\n' => f.write_str("\\n")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::CATALOGUE;
    use super::*;

    fn metric(name: &str) -> &'static Metric {
        CATALOGUE.iter().find(|metric| metric.name == name).expect("it is in the catalogue")
    }

    #[test]
    fn samples_carry_their_labels_and_histograms_add_up() {
        let mut page = Page::new();
        page.family(metric("tessera_build_info")).sample(&["1.0 \"x\""], 1);
        let reading =
            Reading { buckets: vec![(500, 2), (1_500_000, 1)], count: 4, sum: 12_000_000 };
        let mut family = page.family(metric("tessera_http_request_duration_seconds"));
        family.histogram(&["GET", "/"], &reading, MICROS);
        let text = page.finish();
        let samples: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
        let name = "tessera_http_request_duration_seconds";
        let route = "method=\"GET\",route=\"/\"";
        assert_eq!(
            samples,
            [
                "tessera_build_info{version=\"1.0 \\\"x\\\"\"} 1".to_owned(),
                format!("{name}_bucket{{{route},le=\"0.000500\"}} 2"),
                format!("{name}_bucket{{{route},le=\"1.500000\"}} 3"),
                format!("{name}_bucket{{{route},le=\"+Inf\"}} 4"),
                format!("{name}_sum{{{route}}} 12.000000"),
                format!("{name}_count{{{route}}} 4"),
            ]
        );
    }
}
