//! What handlers take out of requests. All refusals are problems.

mod ask;
mod body;
mod csv_file;
mod id;
mod if_match;
mod locale;
mod params;

pub(crate) use ask::{IDEMPOTENCY_KEY, LONGEST_KEY, Write};
pub(crate) use body::Body;
pub(crate) use csv_file::CsvFile;
pub(crate) use id::{Id, Ids};
pub(crate) use if_match::IfMatch;
pub(crate) use locale::Locale;
pub(crate) use params::Params;
