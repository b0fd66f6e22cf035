//! One line of the file, by the names of its columns.

use super::fault::{HistoryError, RowFault};
use csv::ByteRecord;
use jiff::tz::TimeZone;
use model::amount::{Rounding, narrow, parse_decimal};
use model::{Instant, LineKind};

/// What a line of the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    Line(LineKind),
    /// The shop's own reduction.
    Discount,
}

/// What kind of document a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocumentKind {
    /// Sale or return: the sign of each line tells.
    Trade,
    StockAdjustment,
    Adjustment,
}

/// A readable line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'r> {
    pub(crate) member: Option<&'r str>,
    pub(crate) number: &'r str,
    pub(crate) at: Instant,
    pub(crate) store: &'r str,
    pub(crate) product: &'r str,
    pub(crate) category: Option<&'r str>,
    pub(crate) country: Option<&'r str>,
    pub(crate) kind: RowKind,
    pub(crate) document: DocumentKind,
    /// Thousandths, signed.
    pub(crate) quantity: i64,
    /// Minor units, not less than zero.
    pub(crate) price: i64,
    /// Minor units, signed.
    pub(crate) amount: i64,
}

/// Decimals that are kept while prices are converted.
const PRECISE: u8 = 6;

/// The longest text that is kept, in bytes.
const LONGEST: usize = 256;

/// No database keeps control characters, nor looks long texts up.
fn is_plain(text: &str) -> bool {
    text.len() <= LONGEST && !text.bytes().any(|byte| byte.is_ascii_control())
}

/// Where the columns are, and how fields are read.
pub(crate) struct Columns {
    member: Option<usize>,
    number: usize,
    at: usize,
    store: Option<usize>,
    product: usize,
    category: Option<usize>,
    country: Option<usize>,
    kind: Option<usize>,
    document: Option<usize>,
    quantity: usize,
    price: Option<usize>,
    amount: Option<usize>,
    width: usize,
    zone: TimeZone,
    /// Minor units per whole unit of money, times the rate in millionths.
    factor: i128,
    last_time: (Vec<u8>, Instant),
}

impl Columns {
    pub(crate) fn new(
        header: &ByteRecord,
        zone: TimeZone,
        currency_scale: u8,
        rate_micro: i64,
    ) -> Result<Self, HistoryError> {
        let find = |name: &str| {
            header.iter().position(|field| field.trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
        };
        let need = |name: &'static str| find(name).ok_or(HistoryError::MissingColumn(name));
        let (price, amount) = (find("unit_price"), find("amount"));
        if price.is_none() && amount.is_none() {
            return Err(HistoryError::MissingColumn("amount"));
        }
        Ok(Self {
            member: find("member_id"),
            number: need("basket_id")?,
            at: need("ts")?,
            store: find("store_id"),
            product: need("product_id")?,
            category: find("category"),
            country: find("country"),
            kind: find("line_kind"),
            document: find("doc_type"),
            quantity: need("qty")?,
            price,
            amount,
            width: header.len(),
            zone,
            factor: 10i128.pow(u32::from(currency_scale)) * i128::from(rate_micro),
            last_time: (Vec::new(), Instant::UNIX_EPOCH),
        })
    }

    pub(crate) fn read<'r>(&mut self, record: &'r ByteRecord) -> Result<Row<'r>, RowFault> {
        if record.len() != self.width {
            return Err(RowFault::Columns);
        }
        let text = |at: usize| std::str::from_utf8(&record[at]).ok().map(str::trim);
        let given = |at: Option<usize>| at.and_then(text).filter(|field| !field.is_empty());
        let kept = [self.member, Some(self.number), self.store, Some(self.product), self.category];
        if !kept.into_iter().chain([self.country]).filter_map(given).all(is_plain) {
            return Err(RowFault::Text);
        }
        let at = self.time(&record[self.at])?;
        let quantity = given(Some(self.quantity)).ok_or(RowFault::Quantity)?;
        let quantity = parse_decimal(quantity, 3).map_err(|_| RowFault::Quantity)?;
        if quantity == 0 {
            return Err(RowFault::Quantity);
        }
        let money = |at: Option<usize>| match given(at) {
            Some(text) => parse_decimal(text, PRECISE).map(Some).map_err(|_| RowFault::Amount),
            None => Ok(None),
        };
        let (price, amount) = self.prices(quantity, money(self.price)?, money(self.amount)?)?;
        Ok(Row {
            member: given(self.member),
            number: given(Some(self.number)).ok_or(RowFault::Number)?,
            at,
            store: given(self.store).unwrap_or("shop"),
            product: given(Some(self.product)).unwrap_or("unknown"),
            category: given(self.category),
            country: given(self.country),
            kind: given(self.kind).map_or(Ok(RowKind::Line(LineKind::Goods)), kind)?,
            document: given(self.document).map_or(Ok(DocumentKind::Trade), document)?,
            quantity,
            price,
            amount,
        })
    }

    /// Price of one and amount of all in minor units; either follows from the other.
    fn prices(
        &self,
        quantity: i64,
        price: Option<i64>,
        amount: Option<i64>,
    ) -> Result<(i64, i64), RowFault> {
        let minor = |value: i128, divisor: i128| {
            narrow(Rounding::HalfUp.divide(value * self.factor, divisor * 1_000_000_000_000))
        };
        match (price.map(i128::from), amount.map(i128::from)) {
            (Some(price), Some(amount)) => Ok((minor(price.abs(), 1), minor(amount, 1))),
            (Some(price), None) => {
                Ok((minor(price.abs(), 1), minor(price * i128::from(quantity), 1_000)))
            }
            (None, Some(amount)) => {
                let size = i128::from(quantity.abs());
                let each = Rounding::HalfUp
                    .divide(amount.abs() * 1_000 * self.factor, size * 1_000_000_000_000);
                Ok((narrow(each), minor(amount, 1)))
            }
            (None, None) => Err(RowFault::Amount),
        }
    }

    fn time(&mut self, field: &[u8]) -> Result<Instant, RowFault> {
        if self.last_time.0 == field {
            return Ok(self.last_time.1);
        }
        let text = std::str::from_utf8(field).map_err(|_| RowFault::Time)?.trim();
        // With an offset it is a moment; without one it is the shop's local time.
        let moment = match text.parse::<Instant>() {
            Ok(moment) => moment,
            Err(_) => {
                let local: jiff::civil::DateTime = text.parse().map_err(|_| RowFault::Time)?;
                let moment = self.zone.to_ambiguous_timestamp(local).compatible();
                moment.map_err(|_| RowFault::Time)?
            }
        };
        self.last_time.0.clear();
        self.last_time.0.extend_from_slice(field);
        self.last_time.1 = moment;
        Ok(moment)
    }
}

fn kind(word: &str) -> Result<RowKind, RowFault> {
    Ok(RowKind::Line(match word {
        // Typed in by hand, or a sample that was sold: goods without a price list.
        "product" | "goods" | "manual" | "sample" | "adjustment" => LineKind::Goods,
        "postage" | "shipping" => LineKind::Shipping,
        "fee" => LineKind::Fee,
        "deposit" => LineKind::Deposit,
        "tip" => LineKind::Tip,
        "gift_voucher" | "certificate" => LineKind::Certificate,
        "top_up" => LineKind::TopUp,
        "charity" | "donation" => LineKind::Donation,
        "discount" => return Ok(RowKind::Discount),
        _ => return Err(RowFault::Kind),
    }))
}

fn document(word: &str) -> Result<DocumentKind, RowFault> {
    match word {
        "sale" | "return" => Ok(DocumentKind::Trade),
        "stock_adjustment" => Ok(DocumentKind::StockAdjustment),
        "adjustment" => Ok(DocumentKind::Adjustment),
        _ => Err(RowFault::Document),
    }
}
