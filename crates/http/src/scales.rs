//! How the programme that counts now writes money and units: decimals, names, sentences.

use crate::app::App;
use crate::problem::Problem;
use crate::wire::problem::{HintBody, MissingBody, RefusalBody};
use crate::wire::text::{Decimal, Word};
use model::amount::{InvalidDecimal, parse_decimal};
use model::holdings::MONEY_UNIT;
use model::outcome::{Hint, Missing, Refusal};
use model::{Key, Money, Units};
use service::{Rulebook, programmes, view};
use std::sync::Arc;

/// The largest single amount that is accepted, in smallest steps. A receipt of ten
/// thousand such lines is refused as a whole, so sums stay far within 64 bits.
pub(crate) const LARGEST: i64 = 1_000_000_000_000;

/// The scales of one programme version.
#[derive(Clone, Debug)]
pub(crate) struct Scales {
    pub(crate) version: u32,
    pub(crate) book: Arc<Rulebook>,
}

impl Scales {
    /// Those that count now.
    pub(crate) async fn now(app: &App) -> Result<Self, Problem> {
        let (version, book) = programmes::current(&app.tessera).await?;
        Ok(Self { version, book })
    }

    /// Those of an entry's own version.
    pub(crate) async fn of_version(app: &App, version: u32) -> Result<Self, Problem> {
        if version == 0 {
            return Self::now(app).await;
        }
        let book = programmes::rulebook(&app.tessera, version).await?;
        Ok(Self { version, book })
    }

    /// The currency of the programme.
    pub(crate) fn currency(&self) -> Word {
        Word::from(&self.book.currency)
    }

    /// Money as text.
    pub(crate) fn money(&self, money: Money) -> Decimal {
        Decimal::of(money.0, self.book.currency_scale)
    }

    /// Units as text.
    pub(crate) fn units(&self, unit: &Key, amount: Units) -> Decimal {
        Decimal::of(amount.0, self.unit_scale(unit.as_str()).unwrap_or(0))
    }

    fn unit_scale(&self, unit: &str) -> Option<u8> {
        if unit == MONEY_UNIT {
            return Some(self.book.currency_scale);
        }
        self.book.unit(unit).map(|unit| unit.scale)
    }

    /// Money from text.
    pub(crate) fn read_money(&self, text: &Decimal) -> Result<Money, InvalidDecimal> {
        limited(text, self.book.currency_scale).map(Money)
    }

    /// Units from text. An unknown unit is left to the decision to refuse.
    pub(crate) fn read_units(&self, unit: &str, text: &Decimal) -> Result<Units, InvalidDecimal> {
        limited(text, self.unit_scale(unit).unwrap_or(9)).map(Units)
    }

    /// What is missing, as text.
    pub(crate) fn missing(&self, missing: &Missing) -> MissingBody {
        let nothing = MissingBody::default();
        match missing {
            Missing::Money(money) => MissingBody {
                money: Some(self.money(*money)),
                currency: Some(self.currency()),
                ..nothing
            },
            Missing::Units { unit, amount } => MissingBody {
                unit: Some(Word::from(unit)),
                amount: Some(self.units(unit, *amount)),
                ..nothing
            },
            Missing::Quantity(quantity) => {
                MissingBody { quantity: Some(Decimal::of_thousandths(quantity.0)), ..nothing }
            }
            Missing::Number(number) => {
                MissingBody { number: Some(Decimal::of_thousandths(*number)), ..nothing }
            }
        }
    }

    /// A refusal with its sentence.
    pub(crate) fn refusal(&self, refusal: &Refusal, locale: &str) -> RefusalBody {
        let entry = refusal.code.entry();
        RefusalBody {
            code: entry.code,
            title: entry.title,
            subject: refusal.subject.as_ref().map(Word::from),
            shown: refusal.shown.clone(),
            missing: refusal.missing.as_ref().map(|m| self.missing(m)),
            message: view::refusal_sentence(&self.book, refusal, self.locale(locale)),
        }
    }

    /// A hint with its sentence.
    pub(crate) fn hint(&self, hint: &Hint, locale: &str) -> HintBody {
        HintBody {
            code: hint.text.0.clone(),
            subject: Word::from(&hint.subject),
            missing: hint.missing.as_ref().map(|m| self.missing(m)),
            message: view::hint_sentence(&self.book, hint, self.locale(locale)),
        }
    }

    /// The language asked for when the programme speaks it, else the programme's own.
    pub(crate) fn locale<'a>(&'a self, asked: &'a str) -> &'a str {
        let speaks = |tag: &str| self.book.locales.iter().any(|l| l.as_str() == tag);
        let language = asked.split('-').next().unwrap_or_default();
        if speaks(asked) {
            asked
        } else if speaks(language) {
            language
        } else {
            self.book.locales.first().map_or("en", Key::as_str)
        }
    }
}

fn limited(text: &Decimal, scale: u8) -> Result<i64, InvalidDecimal> {
    let value = parse_decimal(&text.0, scale)?;
    if value.abs() > LARGEST {
        return Err(InvalidDecimal::TooLarge(text.0.to_string()));
    }
    Ok(value)
}
