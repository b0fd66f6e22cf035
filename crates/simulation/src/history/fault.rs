//! What can be wrong with a history, and with single lines of it.

use super::MemberIndex;
use model::{Instant, Key, Quantity};

/// A history that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The source cannot be read, or is not CSV.
    #[error("the file cannot be read as CSV")]
    Csv(#[from] csv::Error),
    /// A column is missing.
    #[error("the column `{0}` is missing")]
    MissingColumn(&'static str),
    /// The time zone is not known.
    #[error("the time zone `{0}` is not known")]
    TimeZone(String),
    /// More than can be numbered.
    #[error("a history has at most {} lines", u32::MAX)]
    TooLarge,
}

/// What is wrong with one line of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowFault {
    /// The number of fields differs from the header.
    Columns,
    /// A text that no database keeps: too long, or with control characters.
    Text,
    /// No receipt number.
    Number,
    /// The time cannot be read.
    Time,
    /// The quantity cannot be read, or is zero.
    Quantity,
    /// Price or amount cannot be read.
    Amount,
    /// Quantity and amount point in different directions.
    Sign,
    /// The kind of line is not known.
    Kind,
    /// The kind of document is not known.
    Document,
}

impl RowFault {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Columns => "row.columns",
            Self::Text => "row.text",
            Self::Number => "row.number",
            Self::Time => "row.time",
            Self::Quantity => "row.quantity",
            Self::Amount => "row.amount",
            Self::Sign => "row.sign",
            Self::Kind => "row.kind",
            Self::Document => "row.document",
        }
    }

    /// What to do about it.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Columns => "Give every line as many fields as the header has.",
            Self::Text => {
                "Write names and numbers in at most 256 bytes, without control characters."
            }
            Self::Number => "Give every line the number of its receipt in `basket_id`.",
            Self::Time => "Write times like 2026-03-02T10:15:00, local to the shop.",
            Self::Quantity => "Write quantities like 2 or 0.750, less than zero for returns.",
            Self::Amount => "Write amounts like 12.50, without currency and thousands marks.",
            Self::Sign => "Give quantity and amount the same sign.",
            Self::Kind => {
                "Use goods, shipping, fee, deposit, tip, certificate, top_up, donation or discount."
            }
            Self::Document => "Use sale, return, stock_adjustment or adjustment.",
        }
    }
}

/// A line of the file that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Line of the file; the header is line 1.
    pub row: u64,
    /// What is wrong.
    pub fault: RowFault,
}

/// Why something that came back has no sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Nobody was identified.
    NoMember,
    /// The member had bought nothing so far: the sale lies before the data, most likely.
    BeforeHistory,
    /// The member had bought other things, but not this.
    NotBought,
    /// The member had bought this, but less of it, or had brought it back already.
    MoreThanBought,
    /// Money was given back without goods.
    Discount,
    /// A correction of the stock.
    StockAdjustment,
    /// A correction of the accounts.
    Adjustment,
}

impl Reason {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoMember => "return.no_member",
            Self::BeforeHistory => "return.before_history",
            Self::NotBought => "return.not_bought",
            Self::MoreThanBought => "return.more_than_bought",
            Self::Discount => "return.discount",
            Self::StockAdjustment => "return.stock_adjustment",
            Self::Adjustment => "return.adjustment",
        }
    }

    /// The reason in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Self::NoMember => "Nobody was identified, so the sale cannot be found.",
            Self::BeforeHistory => {
                "The member had bought nothing before; the sale is probably older than the data."
            }
            Self::NotBought => "The member had not bought this product before.",
            Self::MoreThanBought => "More came back than the member had bought.",
            Self::Discount => "Money was given back without goods.",
            Self::StockAdjustment => "A correction of the stock, not a return.",
            Self::Adjustment => "A correction of the accounts, not a return.",
        }
    }
}

/// Something that came back and has no sale, or only for a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// Line of the file.
    pub row: u64,
    /// The shop's number of the document.
    pub number: Key,
    /// When.
    pub at: Instant,
    /// Who.
    pub member: Option<MemberIndex>,
    /// What.
    pub product: Key,
    /// How much has no sale.
    pub quantity: Quantity,
    /// Why.
    pub reason: Reason,
}
