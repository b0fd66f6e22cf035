//! Finding the sale behind a return: same member, same product, latest sale first, as far as
//! something is left of it.

use super::{GoodsBack, MemberIndex, Reason};
use model::{Instant, Key};
use std::collections::HashMap;

/// What a member bought of one product on one line of a receipt.
#[derive(Clone, Copy, Debug)]
struct Bought {
    sale: u32,
    line: u32,
    left: i64,
}

/// What members have bought and not brought back.
#[derive(Debug, Default)]
pub(crate) struct Matcher {
    /// Only looked up, so the order of the map never shows.
    bought: HashMap<(MemberIndex, u32), Vec<Bought>>,
    /// Whether a member has bought anything.
    is_buyer: Vec<bool>,
}

impl Matcher {
    pub(crate) fn sold(
        &mut self,
        member: MemberIndex,
        product: u32,
        sale: u32,
        line: u32,
        quantity: i64,
    ) {
        let at = member as usize;
        if self.is_buyer.len() <= at {
            self.is_buyer.resize(at + 1, false);
        }
        self.is_buyer[at] = true;
        let lines = self.bought.entry((member, product)).or_default();
        lines.push(Bought { sale, line, left: quantity });
    }

    /// Takes a quantity back from the latest sales. What has no sale comes with the reason.
    pub(crate) fn take_back(
        &mut self,
        document: &mut ReturnDocument,
        product: u32,
        quantity: i64,
    ) -> Option<(i64, Reason)> {
        let Some(member) = document.member else {
            return Some((quantity, Reason::NoMember));
        };
        let Some(lines) = self.bought.get_mut(&(member, product)) else {
            let is_buyer = self.is_buyer.get(member as usize) == Some(&true);
            let reason = if is_buyer { Reason::NotBought } else { Reason::BeforeHistory };
            return Some((quantity, reason));
        };
        let mut left = quantity;
        while left > 0
            && let Some(last) = lines.last_mut()
        {
            let part = left.min(last.left);
            document.take(last.sale, last.line, part);
            left -= part;
            last.left -= part;
            if last.left == 0 {
                lines.pop();
            }
        }
        (left > 0).then_some((left, Reason::MoreThanBought))
    }
}

/// A return on its way to the sales that it undoes.
#[derive(Debug)]
pub(crate) struct ReturnDocument {
    pub(crate) row: u64,
    pub(crate) member: Option<MemberIndex>,
    pub(crate) at: Instant,
    pub(crate) number: Key,
    /// By sale, in the order in which the lines name them.
    parts: Vec<(u32, Vec<(u32, i64)>)>,
}

impl ReturnDocument {
    pub(crate) fn new(row: u64, member: Option<MemberIndex>, at: Instant, number: Key) -> Self {
        Self { row, member, at, number, parts: Vec::new() }
    }

    fn take(&mut self, sale: u32, line: u32, quantity: i64) {
        let lines = match self.parts.iter_mut().find(|part| part.0 == sale) {
            Some(part) => &mut part.1,
            None => {
                self.parts.push((sale, Vec::new()));
                let at = self.parts.len() - 1;
                &mut self.parts[at].1
            }
        };
        match lines.iter_mut().find(|known| known.0 == line) {
            Some(known) => known.1 += quantity,
            None => lines.push((line, quantity)),
        }
    }

    /// One return per sale.
    pub(crate) fn finish(self) -> impl Iterator<Item = GoodsBack> {
        let Self { row, member, at, number, parts } = self;
        parts.into_iter().filter_map(move |(sale, lines)| {
            Some(GoodsBack { row, member: member?, at, sale, number: number.clone(), lines })
        })
    }
}
