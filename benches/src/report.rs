//! Tables for people (Markdown) and for programs (JSON).

use crate::Fault;
use serde_json::{Map, Value};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A row: columns with their values, in order.
pub type Row = Vec<(&'static str, Value)>;

/// A table. Rows may have columns that others lack.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// An empty one.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), rows: Vec::new() }
    }

    /// As Markdown with even columns.
    pub fn markdown(&self) -> String {
        let mut columns: Vec<&str> = Vec::new();
        for (name, _) in self.rows.iter().flatten() {
            if !columns.contains(name) {
                columns.push(name);
            }
        }
        let cell = |row: &Row, name: &str| {
            row.iter().find(|(known, _)| *known == name).map_or_else(String::new, |(_, v)| text(v))
        };
        let mut lines: Vec<Vec<String>> = vec![columns.iter().map(|it| (*it).to_owned()).collect()];
        lines.extend(self.rows.iter().map(|row| columns.iter().map(|it| cell(row, it)).collect()));
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
        let widths: Vec<usize> = (0..columns.len()).filter_map(width).collect();
        let mut out = format!("\n## {}\n\n", self.title);
        for (place, line) in lines.iter().enumerate() {
            for (field, width) in line.iter().zip(&widths) {
                // Writing to a string cannot fail.
                let _ = write!(out, "| {field:width$} ");
            }
            out.push_str("|\n");
            if place == 0 {
                widths.iter().for_each(|width| out.push_str(&format!("|{:-<1$}", "", width + 2)));
                out.push_str("|\n");
            }
        }
        out
    }

    fn json(&self) -> Value {
        let object = |row: &Row| {
            let fields = row.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
            Value::Object(fields.collect::<Map<_, _>>())
        };
        serde_json::json!({
            "title": self.title,
            "rows": self.rows.iter().map(object).collect::<Vec<_>>(),
        })
    }
}

/// A number as people read it: three digits that count.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap_or(0.0);
            match number.abs() {
                size if size >= 100.0 => grouped(number.round() as i64),
                size if size >= 10.0 => format!("{number:.1}"),
                _ => format!("{number:.2}"),
            }
        }
        Value::Number(number) => number.as_i64().map_or_else(|| number.to_string(), grouped),
        other => other.to_string(),
    }
}

fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = if number < 0 { "-".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Writes tables to a JSON file in a folder; gives its path.
pub fn write(folder: &Path, name: &str, tables: &[Table]) -> Result<PathBuf, Fault> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(format!("load-{name}.json"));
    let tables: Vec<Value> = tables.iter().map(Table::json).collect();
    std::fs::write(&path, serde_json::to_string_pretty(&tables)?)?;
    Ok(path)
}
