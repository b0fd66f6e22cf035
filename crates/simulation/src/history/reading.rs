//! Reading a file: lines, documents, order of time, returns to their sales.

use super::document::{Document, Grouping, Numbers};
use super::matching::{Matcher, ReturnDocument};
use super::row::{Columns, DocumentKind, Row};
use super::{
    History, HistoryError, Moment, Reason, Rejected, Sale, Shopper, Unmatched, names::Table,
};
use jiff::tz::TimeZone;
use model::{Key, Quantity};
use std::io::Read;
use std::num::NonZeroU32;

/// How a file is to be understood.
#[derive(Clone, Debug)]
pub struct Reading {
    /// IANA name of the shop's time zone, for times without an offset.
    pub time_zone: String,
    /// Decimals of the currency that amounts are kept in.
    pub currency_scale: u8,
    /// Every amount is multiplied by this, in millionths.
    pub rate_micro: i64,
}

/// Reads lines of receipts as CSV with a header: `basket_id`, `ts`, `product_id`, `qty` and
/// `amount` or `unit_price` at least, and where there are, `member_id`, `store_id`, `category`,
/// `country`, `line_kind`, `doc_type`. Further columns are passed over.
pub fn read(source: impl Read, reading: &Reading) -> Result<History, HistoryError> {
    let zone = TimeZone::get(&reading.time_zone)
        .map_err(|_| HistoryError::TimeZone(reading.time_zone.clone()))?;
    let mut source = csv::ReaderBuilder::new().flexible(true).from_reader(source);
    let header = source.byte_headers()?.clone();
    let mut columns = Columns::new(&header, zone, reading.currency_scale, reading.rate_micro)?;
    let mut reader = Reader::default();
    let mut record = csv::ByteRecord::new();
    while source.read_byte_record(&mut record)? {
        reader.history.rows += 1;
        if reader.history.rows > u64::from(u32::MAX) {
            return Err(HistoryError::TooLarge);
        }
        let line = record.position().map_or(0, csv::Position::line);
        if let Err(fault) = columns.read(&record).and_then(|row| reader.row(line, &row)) {
            reader.history.rejected.push(Rejected { row: line, fault });
        }
    }
    Ok(reader.finish())
}

#[derive(Default)]
struct Reader {
    history: History,
    grouping: Grouping,
    documents: Vec<Document>,
    members: Table,
    countries: Vec<Option<Key>>,
}

impl Reader {
    fn row(&mut self, line: u64, row: &Row<'_>) -> Result<(), super::RowFault> {
        let numbers = self.numbers(row);
        let done = self.grouping.push(line, row, numbers)?;
        self.documents.extend(done);
        Ok(())
    }

    fn numbers(&mut self, row: &Row<'_>) -> Numbers {
        let names = &mut self.history.names;
        let member = row.member.map(|id| self.members.number(id));
        if let Some(member) = member
            && member as usize == self.countries.len()
        {
            self.countries.push(row.country.map(Key::new));
        }
        let category = row.category.map(|name| names.categories.number(name) + 1);
        Numbers {
            member,
            store: names.stores.number(row.store),
            product: names.products.number(row.product),
            category: category.and_then(NonZeroU32::new),
        }
    }

    fn finish(mut self) -> History {
        self.documents.extend(self.grouping.finish());
        // Stable: what happened at the same time stays in the order of the file.
        self.documents.sort_by_key(|document| document.at);
        let mut assembly = Assembly {
            joined: vec![None; self.members.len()],
            members: self.members,
            countries: self.countries,
            matcher: Matcher::default(),
            history: self.history,
        };
        for document in self.documents {
            assembly.add(document);
        }
        assembly.history
    }
}

/// The history while documents come in, in order of time.
struct Assembly {
    members: Table,
    countries: Vec<Option<Key>>,
    /// New numbers of members, in order of appearance.
    joined: Vec<Option<u32>>,
    matcher: Matcher,
    history: History,
}

impl Assembly {
    fn add(&mut self, document: Document) {
        let member = document.member.map(|member| self.join(member, &document));
        if !document.sold.is_empty() {
            self.sale(member, &document);
        }
        if !document.back.is_empty() {
            self.back(member, document);
        }
    }

    fn join(&mut self, member: u32, document: &Document) -> u32 {
        if let Some(known) = self.joined[member as usize] {
            return known;
        }
        let index = number(self.history.members.len());
        self.joined[member as usize] = Some(index);
        self.history.members.push(Shopper {
            row: document.row,
            id: self.members.name(member).clone(),
            since: document.at,
            country: self.countries[member as usize].take(),
        });
        self.history.timeline.push(Moment::Joined(index));
        index
    }

    fn sale(&mut self, member: Option<u32>, document: &Document) {
        let history = &mut self.history;
        let sale = number(history.sales.len());
        if let Some(member) = member {
            for (line, item) in document.sold.iter().enumerate() {
                self.matcher.sold(member, item.product, sale, number(line), item.quantity);
            }
        }
        history.names.number_lines(document.sold.len());
        history.sales.push(Sale {
            row: document.row,
            member,
            at: document.at,
            number: document.number.clone(),
            store: document.store,
            first: number(history.items.len()),
            lines: number(document.sold.len()),
        });
        history.items.extend_from_slice(&document.sold);
        history.timeline.push(Moment::Bought(sale));
    }

    fn back(&mut self, member: Option<u32>, document: Document) {
        let mut found =
            ReturnDocument::new(document.row, member, document.at, document.number.clone());
        for line in &document.back {
            let rest = match document.kind {
                DocumentKind::StockAdjustment => Some((line.quantity, Reason::StockAdjustment)),
                DocumentKind::Adjustment => Some((line.quantity, Reason::Adjustment)),
                DocumentKind::Trade if line.is_discount => Some((line.quantity, Reason::Discount)),
                DocumentKind::Trade => {
                    self.matcher.take_back(&mut found, line.product, line.quantity)
                }
            };
            if let Some((quantity, reason)) = rest {
                self.history.unmatched.push(Unmatched {
                    row: line.row,
                    number: document.number.clone(),
                    at: document.at,
                    member,
                    product: self.history.names.products.name(line.product).clone(),
                    quantity: Quantity(quantity),
                    reason,
                });
            }
        }
        for back in found.finish() {
            let index = number(self.history.returns.len());
            self.history.returns.push(back);
            self.history.timeline.push(Moment::CameBack(index));
        }
    }
}

/// Rows are limited to `u32`, so everything made of them fits.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
