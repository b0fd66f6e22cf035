//! The columns of a file of members, and one member of it.

use crate::error::Error;
use crate::identity::{Identity, IdentityKind};
use crate::members::{Contact, Enrolment};
use model::activity::{Birthday, Profile};
use model::{Code, Instant, Key, Units};
use programme::rulebook::Rulebook;
use smol_str::SmolStr;

/// Where the columns are.
pub(super) struct Columns {
    names: Vec<String>,
    /// Column and unit.
    balances: Vec<(usize, Key, u8)>,
}

/// A member with what they bring along.
#[derive(Clone, Debug, Default)]
pub(super) struct Newcomer {
    pub(super) enrolment: Enrolment,
    pub(super) balances: Vec<(Key, Units)>,
}

/// What every column may be called.
const KNOWN: [&str; 9] =
    ["id", "phone", "email", "card", "name", "birthday", "language", "country", "joined"];

impl Columns {
    /// Reads the header. The error names the column that is not known.
    pub(super) fn new(header: &csv::StringRecord, rulebook: &Rulebook) -> Result<Self, String> {
        let names: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
        let mut balances = Vec::new();
        for (at, name) in names.iter().enumerate() {
            if let Some(unit) = name.strip_prefix("balance.") {
                let unit = rulebook.unit(unit).ok_or_else(|| name.clone())?;
                balances.push((at, unit.key.clone(), unit.scale));
            } else if !KNOWN.contains(&name.as_str()) {
                return Err(name.clone());
            }
        }
        Ok(Self { names, balances })
    }

    /// The columns by name, with what each means.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(|name| match name.strip_prefix("balance.") {
            Some(_) => (name.as_str(), "balance"),
            None => (name.as_str(), name.as_str()),
        })
    }

    fn field<'r>(&self, row: &'r csv::StringRecord, name: &str) -> Option<&'r str> {
        let at = self.names.iter().position(|known| known == name)?;
        row.get(at).map(str::trim).filter(|field| !field.is_empty())
    }

    /// Reads a row.
    pub(super) fn read(
        &self,
        row: &csv::StringRecord,
        rulebook: &Rulebook,
    ) -> Result<Newcomer, Wrong> {
        if let Some((at, _)) = row.iter().enumerate().find(|(_, text)| !is_plain(text)) {
            let error = Error::refused(Code::REQUEST_INVALID, "the text cannot be kept");
            return Err(Wrong::of(self.names.get(at).map(String::as_str), error));
        }
        let field = |name| self.field(row, name);
        let wrong = |column: &str, what: &str| Wrong {
            column: Some(column.into()),
            error: Error::refused(Code::REQUEST_INVALID, format!("the {what} cannot be read")),
        };
        let mut identities = Vec::new();
        for (name, kind) in [
            ("id", IdentityKind::External),
            ("phone", IdentityKind::Phone),
            ("email", IdentityKind::Email),
            ("card", IdentityKind::Card),
        ] {
            if let Some(text) = field(name) {
                let identity = Identity::parse(kind, text);
                identities.push(identity.map_err(|error| Wrong::of(Some(name), error))?);
            }
        }
        if identities.is_empty() {
            let error = Error::refused(Code::IDENTITY_INVALID, "nothing leads to this member");
            return Err(Wrong::of(None, error));
        }
        let birthday = field("birthday")
            .map(|text| birthday(text).ok_or_else(|| wrong("birthday", "birthday")));
        let joined = field("joined")
            .map(|text| moment(text, rulebook).ok_or_else(|| wrong("joined", "time of joining")));
        let mut balances = Vec::new();
        for (at, unit, scale) in &self.balances {
            let text = row.get(*at).map(str::trim).filter(|text| !text.is_empty());
            let Some(text) = text else { continue };
            let column = self.names.get(*at).map_or("balance", String::as_str);
            let amount = model::amount::parse_decimal(text, *scale);
            let amount = amount.ok().filter(|amount| *amount >= 0);
            let amount = amount.ok_or_else(|| wrong(column, "balance"))?;
            if amount > 0 {
                balances.push((unit.clone(), Units(amount)));
            }
        }
        let enrolment = Enrolment {
            profile: Profile {
                birthday: birthday.transpose()?,
                language: field("language").map(Key::new),
                country: field("country").map(Key::new),
                ..Profile::default()
            },
            contact: Contact {
                name: field("name").map(Into::into),
                email: field("email").map(Into::into),
                phone: field("phone").map(Into::into),
                address: None,
            },
            identities,
            at: joined.transpose()?,
            ..Enrolment::default()
        };
        Ok(Newcomer { enrolment, balances })
    }
}

/// The longest text of a field, in bytes.
const LONGEST: usize = 1_000;

/// No database keeps control characters, nor looks long texts up.
fn is_plain(text: &str) -> bool {
    text.len() <= LONGEST && !text.chars().any(char::is_control)
}

/// Why a row cannot be used.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    /// The column that it lies in, when it is one.
    pub(super) column: Option<SmolStr>,
    pub(super) error: Error,
}

impl Wrong {
    pub(super) fn of(column: Option<&str>, error: Error) -> Self {
        Self { column: column.map(SmolStr::new), error }
    }
}

/// `1990-05-17`, or `05-17` without the year.
fn birthday(text: &str) -> Option<Birthday> {
    if let Ok(date) = text.parse::<jiff::civil::Date>() {
        return Some(Birthday { month: date.month(), day: date.day(), year: Some(date.year()) });
    }
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A leap year, so that 29 February is a birthday.
    jiff::civil::Date::new(2024, month, day).ok()?;
    Some(Birthday { month, day, year: None })
}

fn moment(text: &str, rulebook: &Rulebook) -> Option<Instant> {
    if let Ok(moment) = text.parse() {
        return Some(moment);
    }
    let local: jiff::civil::DateTime = text.parse().ok()?;
    let zone = jiff::tz::TimeZone::get(&rulebook.time_zone).ok()?;
    zone.to_ambiguous_timestamp(local).compatible().ok()
}
