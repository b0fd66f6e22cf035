//! What is known about a member.

use super::attribute::{self, Attribute, AttributeMap};
use super::list::List;
use super::text::{Sentence, Word};
use crate::problem::Problem;
use crate::wire::problem::Place;
use model::Key;
use model::activity::{Birthday, Profile};
use serde::{Deserialize, Serialize};
use service::members::Contact;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// The most tags, segments and consents of each kind.
const MOST_WORDS: usize = 200;

/// What rules may know about a member. Replaced as a whole.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Profile)]
pub(crate) struct ProfileBody {
    /// Day of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) birthday: Option<BirthdayBody>,
    /// Language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<Word>,
    /// Country code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) country: Option<Word>,
    /// Free words.
    #[serde(default)]
    #[schema(value_type = Vec<Word>, max_items = 200)]
    pub(crate) tags: List<Word, MOST_WORDS>,
    /// Segments computed elsewhere.
    #[serde(default)]
    #[schema(value_type = Vec<Word>, max_items = 200)]
    pub(crate) segments: List<Word, MOST_WORDS>,
    /// `channel/purpose` pairs the member agreed to.
    #[serde(default)]
    #[schema(value_type = Vec<Word>, max_items = 200)]
    pub(crate) consents: List<Word, MOST_WORDS>,
    /// Declared custom attributes.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Attribute>)]
    pub(crate) attributes: AttributeMap,
}

/// A day of birth; the year is optional.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Birthday)]
pub(crate) struct BirthdayBody {
    /// 1 to 12.
    #[schema(minimum = 1, maximum = 12)]
    pub(crate) month: i8,
    /// 1 to 31.
    #[schema(minimum = 1, maximum = 31)]
    pub(crate) day: i8,
    /// Four digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1850, maximum = 2199)]
    pub(crate) year: Option<i16>,
}

impl ProfileBody {
    /// As the model wants it.
    pub(crate) fn read(self) -> Result<Profile, Problem> {
        let set = |list: List<Word, MOST_WORDS>| -> BTreeSet<Key> {
            list.0.into_iter().map(Key::from).collect()
        };
        Ok(Profile {
            birthday: self.birthday.map(|day| day.read("/profile/birthday")).transpose()?,
            language: self.language.map(Key::from),
            country: self.country.map(Key::from),
            tags: set(self.tags),
            segments: set(self.segments),
            consents: set(self.consents),
            attributes: attribute::read(self.attributes),
        })
    }
}

impl BirthdayBody {
    /// The day, when there is such a one. `pointer` is where it stands in the request.
    pub(crate) fn read(self, pointer: &str) -> Result<Birthday, Problem> {
        // 29 February is a day of birth also where the year is not told.
        let year = self.year.unwrap_or(2_000);
        let is_there = jiff::civil::Date::new(year, self.month, self.day).is_ok();
        if is_there && (1_850..2_200).contains(&year) {
            return Ok(Birthday { month: self.month, day: self.day, year: self.year });
        }
        Err(Problem::at(vec![Place {
            pointer: pointer.to_owned(),
            code: "invalid_value".into(),
            message: "there is no such day".to_owned(),
        }]))
    }
}

impl From<&Profile> for ProfileBody {
    fn from(profile: &Profile) -> Self {
        let list = |set: &BTreeSet<Key>| List(set.iter().map(Word::from).collect());
        Self {
            birthday: profile.birthday.map(|b| BirthdayBody {
                month: b.month,
                day: b.day,
                year: b.year,
            }),
            language: profile.language.as_ref().map(Word::from),
            country: profile.country.as_ref().map(Word::from),
            tags: list(&profile.tags),
            segments: list(&profile.segments),
            consents: list(&profile.consents),
            attributes: attribute::write(&profile.attributes),
        }
    }
}

/// How to address and reach a member; kept apart from the journal. Replaced as a whole.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Contact)]
pub(crate) struct ContactBody {
    /// What they are called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<Sentence>,
    /// Where mail goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<Sentence>,
    /// Where calls and short messages go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone: Option<Sentence>,
    /// Where parcels go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<Sentence>,
}

impl From<ContactBody> for Contact {
    fn from(body: ContactBody) -> Self {
        Self {
            name: body.name.map(|t| t.0),
            email: body.email.map(|t| t.0),
            phone: body.phone.map(|t| t.0),
            address: body.address.map(|t| t.0),
        }
    }
}

impl From<Contact> for ContactBody {
    fn from(contact: Contact) -> Self {
        Self {
            name: contact.name.map(Sentence),
            email: contact.email.map(Sentence),
            phone: contact.phone.map(Sentence),
            address: contact.address.map(Sentence),
        }
    }
}
