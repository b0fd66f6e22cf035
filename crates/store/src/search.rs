//! Searching members by what they are called and reached by.
//!
//! The projector writes the terms of a member when contact data or identities may have
//! changed, always all of them anew, so what was erased leaves the index as well.
//!
//! COST: a page of results costs its rows and what the filters leave out, however many
//! members there are. Those with something that expires may be few and nobody lists them, so
//! only so many members are looked at for a page of them: it may be short, even empty, and
//! there are more all the same.

use crate::page::Looked;
use crate::{DirectoryRow, IdentityClaim, Listed, Page, StoreError};
use async_trait::async_trait;
use jiff::civil::Date;
use model::Key;
use model::id::MemberId;
use smol_str::SmolStr;

/// All terms of a member; they take the place of those that are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberTerms {
    /// Whose.
    pub member: MemberId,
    /// What they are found by.
    pub terms: Vec<SmolStr>,
}

/// Which members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberSearch {
    /// One of their terms begins with one of these; every member when empty.
    pub any: Vec<SmolStr>,
    /// And for each of these one begins with it.
    pub all: Vec<SmolStr>,
    /// Blocked or not.
    pub blocked: Option<bool>,
    /// Holding this tier of this track.
    pub tier: Option<(Key, Key)>,
    /// Something of theirs expires.
    pub expiring: Option<ExpiringWithin>,
}

/// Units whose last day is one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpiringWithin {
    /// Which unit.
    pub unit: Key,
    /// The first day.
    pub from: Date,
    /// The last one, which is included.
    pub to: Date,
}

/// In which order members are found, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// In the order of the terms found, which an index has.
    Terms,
    /// The newest first.
    Age,
    /// The newest first, by the index of tiers.
    Tier,
    /// The newest first, of whom only so many are looked at for a page.
    Looking,
}

impl MemberSearch {
    /// How they are found. Of blocked members there are few enough to look at each of them.
    pub(crate) fn way(&self) -> Way {
        if self.blocked == Some(true) {
            return Way::Age;
        }
        let is_free = self.any.is_empty() && self.all.is_empty();
        match (&self.expiring, &self.tier) {
            _ if !self.any.is_empty() => Way::Terms,
            (Some(_), _) => Way::Looking,
            (None, Some(_)) if is_free => Way::Tier,
            (None, _) => Way::Age,
        }
    }

    /// Track and tier.
    pub(crate) fn tier_words(&self) -> (Option<&str>, Option<&str>) {
        self.tier.as_ref().map(|(track, tier)| (track.as_str(), tier.as_str())).unzip()
    }

    /// The unit that expires, and between which days.
    pub(crate) fn expiring_words(&self) -> (Option<&str>, Option<String>, Option<String>) {
        match &self.expiring {
            Some(within) => (
                Some(within.unit.as_str()),
                Some(within.from.to_string()),
                Some(within.to.to_string()),
            ),
            None => (None, None, None),
        }
    }

    /// The beginnings in their order, none of which begins with another: no term is in two
    /// of the ranges.
    pub(crate) fn ranges(&self) -> Vec<SmolStr> {
        let mut ranges = self.any.clone();
        ranges.sort_unstable();
        ranges.dedup_by(|later, earlier| later.starts_with(earlier.as_str()));
        ranges
    }
}

/// The first text beyond all that begin with this one.
pub(crate) fn beyond(beginning: &str) -> String {
    format!("{beginning}{}", char::MAX)
}

/// Where a search goes on: the term and the member found last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) member: MemberId,
    pub(crate) term: SmolStr,
}

impl Place {
    /// Where a page begins, when it is not the first.
    pub(crate) fn of(page: &Page) -> Result<Option<Self>, StoreError> {
        let Some(cursor) = &page.cursor else {
            return Ok(None);
        };
        let (member, term) = cursor.0.split_once(':').ok_or(StoreError::InvalidCursor)?;
        let member = member.parse().map_err(|_| StoreError::InvalidCursor)?;
        Ok(Some(Self { member, term: SmolStr::new(term) }))
    }

    /// So many more are read when some are found already: one more than fits.
    pub(crate) fn missing(found: &[Self], page: &Page) -> i64 {
        i64::try_from((page.rows() + 1).saturating_sub(found.len())).unwrap_or(i64::MAX)
    }

    /// The page of what was found, with one more than fits.
    pub(crate) fn listed(found: Vec<Self>, page: &Page) -> Listed<MemberId> {
        Self::members(Listed::cut(found, page.rows(), Self::cursor))
    }

    /// The page of what a scan of limited length came to.
    pub(crate) fn looked(looked: Vec<Looked<Self>>, page: &Page) -> Listed<MemberId> {
        Self::members(Listed::looked(looked, page.rows(), Self::cursor))
    }

    fn cursor(&self) -> String {
        format!("{}:{}", self.member, self.term)
    }

    fn members(listed: Listed<Self>) -> Listed<MemberId> {
        Listed { items: listed.items.into_iter().map(|p| p.member).collect(), next: listed.next }
    }
}

/// What is known of how to reach a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRow {
    /// Whose.
    pub member: MemberId,
    /// Contact data, when there is any.
    pub directory: Option<DirectoryRow>,
    /// What leads to them.
    pub identities: Vec<IdentityClaim>,
}

/// Searching members.
#[async_trait]
pub trait Search: Send + Sync + 'static {
    /// Members that are found, each once; may lag behind the journal by a moment.
    async fn search_members(
        &self,
        search: MemberSearch,
        page: Page,
    ) -> Result<Listed<MemberId>, StoreError>;
    /// Contact data and identities of some members, in the order asked for.
    async fn list_contacts(&self, members: Vec<MemberId>) -> Result<Vec<ContactRow>, StoreError>;
}
