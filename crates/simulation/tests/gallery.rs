//! Every programme of the gallery on the purchases of a real shop.

use model::Code;
use programme::rulebook::Rulebook;
use std::error::Error;
use std::io::Read;
use std::path::PathBuf;
use tessera_simulation::replay::Options;
use tessera_simulation::{History, Reading, history, replay};

type Outcome = Result<(), Box<dyn Error>>;

/// The reference programmes are numbered from 1 to this.
const REFERENCES: u32 = 56;

/// What a programme may answer to a purchase of a shop that never heard of it. Everything
/// else would be a fault of ours.
const EXPECTED: &[Code] = &[Code::RETURN_POINTS_SPENT];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All documents of the gallery, loaded together.
fn gallery() -> Result<Vec<(String, Rulebook)>, Box<dyn Error>> {
    let mut books = Vec::new();
    for folder in std::fs::read_dir(root().join("programmes"))? {
        let path = folder?.path().join("programme.yaml");
        if !path.is_file() {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        let name = path.display().to_string();
        let loaded = programme::load_text(&name, &text);
        let book = loaded.rulebook.ok_or_else(|| format!("{name} has errors"))?;
        books.push((name, book));
    }
    books.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(books)
}

/// The purchases as a shop with the programme's time zone and currency would have had them.
fn purchases(book: &Rulebook) -> Result<History, Box<dyn Error>> {
    let file = std::fs::File::open(root().join("data/cdnow/cdnow_sample_purchases.csv.gz"))?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text)?;
    let reading = Reading {
        time_zone: book.time_zone.clone(),
        currency_scale: book.currency_scale,
        rate_micro: 1_000_000,
    };
    Ok(history::read(text.as_bytes(), &reading)?)
}

#[test]
fn every_programme_keeps_its_books_on_real_purchases() -> Outcome {
    let books = gallery()?;
    let missing = (1..=REFERENCES)
        .map(|number| format!("/g{number:02}-"))
        .find(|row| !books.iter().any(|(name, _)| name.contains(row)));
    assert_eq!(missing, None, "every reference programme is in the gallery");
    for (name, book) in &books {
        let history = purchases(book)?;
        let options = Options { threads: 2, until: history.end(), personas: Some(11) };
        let tally = replay(&history, book, &options).map_err(|e| format!("{name}: {e:?}"))?;
        assert_eq!(tally.totals.check(), [], "{name}");
        assert_eq!(tally.members, history.members.len() as u64, "{name}");
        assert_eq!(tally.receipts, history.sales.len() as u64, "{name}: {:?}", tally.refused);
        let strange = tally.refused.keys().find(|code| !EXPECTED.contains(code));
        assert_eq!(strange, None, "{name}");
        assert!(tally.discount >= model::Money::ZERO && tally.discount <= tally.total, "{name}");
    }
    Ok(())
}
