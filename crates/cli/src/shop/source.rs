//! Files of receipts, packed or not, and the sample that the binary carries.

use crate::failure::{Failure, chain};
use flate2::read::MultiGzDecoder;
use model::entry::Hash;
use programme::rulebook::Rulebook;
use simulation::{History, HistoryError, Reading, history};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The published CDNOW sample; `data/cdnow` has its notice.
pub(crate) const SAMPLE: &[u8] =
    include_bytes!("../../../../data/cdnow/cdnow_sample_purchases.csv.gz");

/// The sample is in dollars, the demo's programme in roubles: one is taken for so many.
pub(crate) const SAMPLE_RATE: i64 = 60;

/// How amounts of a file become amounts of the programme, in millionths.
pub(crate) const SAME: i64 = 1_000_000;

/// How a programme wants a file to be read.
pub(crate) fn reading(rulebook: &Rulebook, rate_micro: i64) -> Reading {
    Reading {
        time_zone: rulebook.time_zone.clone(),
        currency_scale: rulebook.currency_scale,
        rate_micro,
    }
}

/// Reads the sample.
pub(crate) fn sample(rulebook: &Rulebook, rate_micro: i64) -> Result<History, Failure> {
    let reading = reading(rulebook, rate_micro);
    history::read(MultiGzDecoder::new(SAMPLE), &reading)
        .map_err(|error| Failure::ours(chain(&error)))
}

/// Reads a file of receipts.
pub(crate) fn file(path: &Path, rulebook: &Rulebook, rate_micro: i64) -> Result<History, Failure> {
    let source = open(path)?;
    history::read(source, &reading(rulebook, rate_micro)).map_err(|error| {
        let failure = Failure::file(path, &error);
        match error {
            HistoryError::MissingColumn(_) => failure.hint(
                "columns: basket_id, ts, product_id, qty, amount; where there are, member_id, store_id, unit_price, category, country, line_kind, doc_type",
            ),
            _ => failure,
        }
    })
}

/// A CSV file, unpacked when it is gzip.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read + Send>, Failure> {
    let file = File::open(path).map_err(|error| Failure::file(path, &error))?;
    let mut file = BufReader::with_capacity(1 << 18, file);
    let is_packed = file.fill_buf().is_ok_and(|start| start.starts_with(&[0x1f, 0x8b]));
    Ok(if is_packed {
        Box::new(BufReader::with_capacity(1 << 18, MultiGzDecoder::new(file)))
    } else {
        Box::new(file)
    })
}

/// What a file is recognised by when an import goes on.
pub(crate) fn hash(path: &Path) -> Result<Hash, Failure> {
    std::fs::read(path).map(|bytes| Hash::of(&bytes)).map_err(|error| Failure::file(path, &error))
}

/// A factor such as `60` or `0.85`, in millionths.
pub(crate) fn parse_rate(text: &str) -> Result<i64, String> {
    match model::amount::parse_decimal(text, 6) {
        Ok(rate) if rate > 0 && rate <= 1_000_000 * SAME => Ok(rate),
        Ok(_) => Err("a rate lies above 0 and not above 1,000,000".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
