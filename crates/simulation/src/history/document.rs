//! From lines to documents.
//!
//! Lines of one document usually follow each other. Some tills mix documents that are rung up
//! at the same time, so the latest few stay open for further lines. A document with lines in
//! both directions (an exchange) becomes a sale and a return.

use super::row::{DocumentKind, Row, RowKind};
use super::{Item, RowFault};
use model::allocation::allocate;
use model::{Instant, Key, LineKind};
use std::collections::VecDeque;
use std::num::NonZeroU32;

/// Documents that may still get lines.
const OPEN: usize = 32;

/// A document with all its lines.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its first line of the file.
    pub(crate) row: u64,
    pub(crate) number: Key,
    pub(crate) kind: DocumentKind,
    pub(crate) member: Option<u32>,
    pub(crate) at: Instant,
    pub(crate) store: u32,
    pub(crate) sold: Vec<Item>,
    pub(crate) back: Vec<Back>,
    /// The shop's own reduction of the whole receipt, minor units.
    discount: i64,
}

/// A line that came back, or was no goods.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Back {
    pub(crate) row: u64,
    pub(crate) product: u32,
    pub(crate) quantity: i64,
    pub(crate) is_discount: bool,
}

/// The names of a line as numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers {
    pub(crate) member: Option<u32>,
    pub(crate) store: u32,
    pub(crate) product: u32,
    pub(crate) category: Option<NonZeroU32>,
}

impl Document {
    fn new(line: u64, row: &Row<'_>, numbers: Numbers) -> Self {
        Self {
            row: line,
            number: Key::new(row.number),
            kind: row.document,
            member: numbers.member,
            at: row.at,
            store: numbers.store,
            sold: Vec::new(),
            back: Vec::new(),
            discount: 0,
        }
    }

    fn takes(&self, row: &Row<'_>, numbers: Numbers) -> bool {
        self.number == *row.number
            && self.member == numbers.member
            && self.store == numbers.store
            && self.kind == row.document
    }

    fn push(&mut self, line: u64, row: &Row<'_>, numbers: Numbers) -> Result<(), RowFault> {
        let goes_back = row.quantity < 0 || self.kind != DocumentKind::Trade;
        if (row.quantity > 0 && row.amount < 0 && row.kind == RowKind::Discount)
            || (row.quantity < 0 && row.kind == RowKind::Discount && !self.sold.is_empty())
        {
            self.discount = self.discount.saturating_sub(row.amount);
            return Ok(());
        }
        if goes_back {
            self.back.push(Back {
                row: line,
                product: numbers.product,
                quantity: row.quantity.abs(),
                is_discount: row.kind == RowKind::Discount,
            });
            return Ok(());
        }
        if row.amount < 0 {
            return Err(RowFault::Sign);
        }
        let kind = match row.kind {
            RowKind::Line(kind) => kind,
            // A reduction that adds money is a fee.
            RowKind::Discount => LineKind::Fee,
        };
        self.sold.push(Item {
            product: numbers.product,
            category: numbers.category,
            kind,
            quantity: row.quantity,
            price: row.price,
            amount: row.amount,
        });
        Ok(())
    }

    /// Lines are paid after the shop's own reduction, which goods carry in proportion.
    fn close(mut self) -> Self {
        if self.discount <= 0 {
            return self;
        }
        let weight = |item: &Item| if item.kind == LineKind::Goods { item.amount } else { 0 };
        let weights: Vec<i64> = self.sold.iter().map(weight).collect();
        let shares = allocate(self.discount, &weights, Some(&weights));
        for (item, share) in self.sold.iter_mut().zip(shares) {
            item.amount -= share;
        }
        self
    }
}

/// The documents that are open.
#[derive(Debug, Default)]
pub(crate) struct Grouping {
    open: VecDeque<Document>,
}

impl Grouping {
    /// Adds a line. Gives back the document that nothing is expected for any more.
    pub(crate) fn push(
        &mut self,
        line: u64,
        row: &Row<'_>,
        numbers: Numbers,
    ) -> Result<Option<Document>, RowFault> {
        if let Some(document) = self.open.iter_mut().rev().find(|d| d.takes(row, numbers)) {
            return document.push(line, row, numbers).map(|()| None);
        }
        let mut document = Document::new(line, row, numbers);
        document.push(line, row, numbers)?;
        self.open.push_back(document);
        let oldest = if self.open.len() > OPEN { self.open.pop_front() } else { None };
        Ok(oldest.map(Document::close))
    }

    /// The documents that are still open, oldest first.
    pub(crate) fn finish(self) -> impl Iterator<Item = Document> {
        self.open.into_iter().map(Document::close)
    }
}
