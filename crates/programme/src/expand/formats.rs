//! The forms of scalars that the reader checks by the schema's `format`.

use super::scalar;
use crate::source::Formats;

/// All forms that the document's schema names.
pub(crate) fn formats() -> Formats {
    Formats::new()
        .with("decimal", number)
        .with("money", |text| decimal(text, 4))
        .with("percent", percent)
        .with("magnitude", |text| if text.contains('%') { percent(text) } else { number(text) })
        .with("span", |text| scalar::span(text).map(drop))
        .with("expiry", |text| scalar::expiry(text).map(drop))
        .with("moment", |text| scalar::moment(text).map(drop))
        .with("hours", |text| scalar::hours(text).map(drop))
        .with("key", name)
        .with("cel", cel)
}

/// Any number: how many decimals make sense is known only where it is used. Amounts of money in roubles or rupiah are
/// large and have few of them.
fn number(text: &str) -> Result<(), String> {
    decimal(text, 9).or_else(|fault| decimal(text, 4).map_err(|_| fault))
}

fn decimal(text: &str, scale: u8) -> Result<(), String> {
    scalar::decimal(text, scale).map(drop).map_err(|fault| {
        if text.trim_start().starts_with('-') {
            format!("`{}` is negative", scalar::shown(text))
        } else {
            fault.to_string()
        }
    })
}

fn percent(text: &str) -> Result<(), String> {
    scalar::percent(text).map(drop).map_err(|_| {
        format!("`{}` is not a percentage with at most four decimals", scalar::shown(text))
    })
}

fn name(text: &str) -> Result<(), String> {
    if scalar::is_name(text) {
        Ok(())
    } else {
        Err(format!(
            "`{}` is not a name of small letters, digits, `-` and `_`",
            scalar::shown(text)
        ))
    }
}

fn cel(text: &str) -> Result<(), String> {
    if text.trim().is_empty() { Err("the condition is empty".to_owned()) } else { Ok(()) }
}
