//! The receipts of a shop, as they really were: sales, and returns that found their sale.
//!
//! A file of lines is read once ([`read`]), lines are grouped to documents, documents are put
//! in the order of time, and each line that came back is matched with what the member had
//! bought before. What cannot be used is kept with its reason.
//!
//! COST: about 40 bytes per line and 80 per document; names are kept once.

mod basket;
mod document;
mod fault;
mod matching;
mod names;
mod reading;
mod row;

pub use fault::{HistoryError, Reason, Rejected, RowFault, Unmatched};
pub use reading::{Reading, read};

use model::{Instant, Key, LineKind};

/// A member, by position in [`History::members`].
pub type MemberIndex = u32;

/// A shop's receipts in order of time.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Everybody who appears, in order of first appearance.
    pub members: Vec<Shopper>,
    /// What was bought, numbered in order of time.
    pub sales: Vec<Sale>,
    /// What came back and found its sale.
    pub returns: Vec<GoodsBack>,
    /// Everything that happened, in order of time.
    pub timeline: Vec<Moment>,
    /// Lines that came back from nowhere, or were no goods.
    pub unmatched: Vec<Unmatched>,
    /// Lines of the file that cannot be used.
    pub rejected: Vec<Rejected>,
    /// Lines of the file, good and bad.
    pub rows: u64,
    pub(crate) items: Vec<Item>,
    pub(crate) names: names::Names,
}

/// Somebody who appears in a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shopper {
    /// The line of the file where they first appear.
    pub row: u64,
    /// The shop's own number.
    pub id: Key,
    /// When they first appear.
    pub since: Instant,
    /// Where they live, as the file says.
    pub country: Option<Key>,
}

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    /// Its first line of the file.
    pub row: u64,
    /// Who bought; absent when nobody was identified.
    pub member: Option<MemberIndex>,
    /// When it was paid.
    pub at: Instant,
    /// The shop's own number.
    pub number: Key,
    pub(crate) store: u32,
    pub(crate) first: u32,
    pub(crate) lines: u32,
}

impl Sale {
    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.lines as usize
    }
    /// Whether it has no line; never, because such receipts are not kept.
    pub fn is_empty(&self) -> bool {
        self.lines == 0
    }
}

/// Goods of one sale that came back together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsBack {
    /// The first line of the return in the file.
    pub row: u64,
    /// Who brought them.
    pub member: MemberIndex,
    /// When.
    pub at: Instant,
    /// The sale, by position in [`History::sales`].
    pub sale: u32,
    /// The shop's number of the return.
    pub number: Key,
    /// Lines of the sale, from 0, and how many thousandths of a piece of each.
    pub lines: Vec<(u32, i64)>,
}

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Somebody appears for the first time.
    Joined(MemberIndex),
    /// Something was bought; position in [`History::sales`].
    Bought(u32),
    /// Something came back; position in [`History::returns`].
    CameBack(u32),
}

/// One line of a sale, small enough to keep millions of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub(crate) product: u32,
    pub(crate) category: Option<std::num::NonZeroU32>,
    pub(crate) kind: LineKind,
    pub(crate) quantity: i64,
    pub(crate) price: i64,
    pub(crate) amount: i64,
}

impl History {
    /// When something happened.
    pub fn at(&self, moment: Moment) -> Instant {
        match moment {
            Moment::Joined(member) => self.members[member as usize].since,
            Moment::Bought(sale) => self.sales[sale as usize].at,
            Moment::CameBack(back) => self.returns[back as usize].at,
        }
    }

    /// The line of the file where something stands.
    pub fn row(&self, moment: Moment) -> u64 {
        match moment {
            Moment::Joined(member) => self.members[member as usize].row,
            Moment::Bought(sale) => self.sales[sale as usize].row,
            Moment::CameBack(back) => self.returns[back as usize].row,
        }
    }

    /// Whom something happened to.
    pub fn member(&self, moment: Moment) -> Option<MemberIndex> {
        match moment {
            Moment::Joined(member) => Some(member),
            Moment::Bought(sale) => self.sales[sale as usize].member,
            Moment::CameBack(back) => Some(self.returns[back as usize].member),
        }
    }

    /// The last moment; none when nothing happened.
    pub fn end(&self) -> Option<Instant> {
        self.timeline.last().map(|moment| self.at(*moment))
    }
}
