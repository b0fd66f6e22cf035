//! What a programme gives back, in plain words. A year of made-up receipts is really decided
//! (see [`simulation::sample`]); the share is
//!
//! ```text
//! (discounts + worth of the units issued) / sales before discounts
//! ```
//!
//! Units that never get spent count in full, so it is the most that is promised.

use super::usual;
use super::words::Sentences;
use crate::Tessera;
use crate::error::{Broken, Error};
use model::Key;
use programme::format::{self, Language};
use programme::rulebook::Rulebook;
use simulation::sample::{Goods, Shop, Year, year};

/// What a programme gives back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Economics {
    /// Of the sales, in hundredths of a percent.
    pub gives_back_bps: i64,
    /// That in one sentence.
    pub sentence: String,
    /// How it comes about.
    pub lines: Vec<String>,
}

/// Lets a year pass under a programme. The same rules at the same moment give the same answer.
pub fn economics(
    tessera: &Tessera,
    rulebook: &Rulebook,
    goods: &[String],
    locale: &str,
) -> Result<Economics, Error> {
    let goods = goods.iter().map(|name| Goods { sku: Key::new(name), category: Key::new(name) });
    let shop = Shop { usual: usual(rulebook), goods: goods.collect(), from: tessera.now() };
    let year = year(rulebook, &shop).map_err(|error| Broken::of_chain(&error))?;
    Ok(told(rulebook, &year, locale))
}

fn told(rulebook: &Rulebook, year: &Year, locale: &str) -> Economics {
    let language = Language::of(locale);
    let words = Sentences::of(language);
    let (currency, scale) = (rulebook.currency.as_str(), rulebook.currency_scale);
    let money = |amount: model::Money| format::money(language, currency, scale, amount.0);
    let bps = year.gives_back_bps();
    let filled = |template: &str, fields: &[(&str, String)]| {
        fields.iter().fold(template.to_owned(), |text, (name, value)| {
            text.replace(&["{", name, "}"].concat(), value)
        })
    };
    let mut lines = vec![filled(
        words.sales,
        &[("receipts", format::count(language, year.receipts)), ("amount", money(year.total))],
    )];
    if year.discount.0 > 0 {
        lines.push(filled(words.discounts, &[("amount", money(year.discount))]));
    }
    for (key, amount) in &year.issued {
        let Some(unit) = rulebook.unit(key.as_str()) else { continue };
        let name = unit.name.counted(locale, amount.0, unit.scale);
        let amount_text = format::decimal(language, amount.0, unit.scale);
        let template = if unit.worth_micro.is_some() { words.issued } else { words.marks };
        let fields = [
            ("amount", amount_text),
            ("units", name.to_owned()),
            ("worth", money(unit.money(*amount))),
        ];
        lines.push(filled(template, &fields));
    }
    if year.by_units.0 > 0 {
        lines.push(filled(words.spent, &[("amount", money(year.by_units))]));
    }
    let share = format::percent(language, bps.saturating_mul(100));
    let sentence = filled(words.gives_back, &[("share", share)]);
    Economics { gives_back_bps: bps, sentence, lines }
}
