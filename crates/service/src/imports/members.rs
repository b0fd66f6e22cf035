//! Members with balances.

use super::columns::{Columns, Newcomer, Wrong};
use super::office::MOST_ERRORS;
use super::run::Run;
use super::{ImportError, RowError, RowErrors, detail};
use crate::error::{Broken, Error};
use crate::identity::{Identity, Who};
use crate::{Ask, Tessera, adjustments, programmes};
use model::activity::Adjust;
use model::{Code, Entry};
use programme::rulebook::Rulebook;
use std::collections::{HashMap, VecDeque};
use std::io::Read;
use std::sync::Arc;
use tokio::task::JoinHandle;

/// Rows under way: enough that a group of commits fills while the disk writes the one before.
const UNDER_WAY: usize = 192;

/// Entries that a row can become: joining, and one per balance.
const PLACES: u64 = 64;

/// Rows that are shown before anything is done.
const SHOWN: usize = 20;

/// What became of a row.
struct Done {
    line: u64,
    kept: Vec<(Arc<Entry>, bool)>,
    refused: Option<Wrong>,
}

/// A file that was looked through; nothing is done.
#[derive(Clone, Debug, Default)]
pub struct Looked {
    /// Rows.
    pub rows: u64,
    /// Columns with what each means.
    pub columns: Vec<(String, String)>,
    /// The first rows as they are.
    pub first: Vec<Vec<String>>,
    /// Rows that cannot be used. Whether somebody is a member already shows only when they
    /// are brought in.
    pub errors: RowErrors,
}

/// Refuses a file of members whose columns mean nothing, before a run begins.
pub async fn known_columns(tessera: &Tessera, file: impl Read + Send) -> Result<(), ImportError> {
    let (_, rulebook) = programmes::current(tessera).await?;
    let mut rows = reader(file);
    let header = rows.headers().map_err(ImportError::File)?;
    Columns::new(header, &rulebook).map(drop).map_err(ImportError::Column)
}

/// Looks a file of members through. COST: the processor for a second or so for the largest
/// files; not where requests are answered.
pub fn check(rulebook: &Rulebook, file: &[u8]) -> Result<Looked, ImportError> {
    let mut rows = reader(file);
    let header = rows.headers().map_err(ImportError::File)?.clone();
    let columns = Columns::new(&header, rulebook).map_err(ImportError::Column)?;
    let named = columns.named().map(|(name, means)| (name.to_owned(), means.to_owned()));
    let errors = RowErrors::keeping(MOST_ERRORS);
    let mut looked = Looked { columns: named.collect(), errors, ..Looked::default() };
    let mut seen = HashMap::new();
    for row in rows.records() {
        let row = row.map_err(ImportError::File)?;
        let line = row.position().map_or(0, csv::Position::line);
        looked.rows += 1;
        if looked.first.len() < SHOWN {
            looked.first.push(row.iter().map(str::to_owned).collect());
        }
        let newcomer = columns.read(&row, rulebook);
        if let Err(wrong) = newcomer.and_then(|n| first_of_file(&mut seen, line, n)) {
            looked.errors.push(row_error(line, &wrong)?);
        }
    }
    Ok(looked)
}

/// Brings a file of members in; `tell` hears of every row that is done. So many errors are kept.
pub async fn members(
    run: &mut Run,
    file: impl Read + Send,
    most_errors: usize,
    mut tell: impl FnMut(&Run) + Send,
) -> Result<RowErrors, ImportError> {
    let mut errors = RowErrors::keeping(most_errors);
    let mut waiting = VecDeque::new();
    let fed = feed(run, file, &mut waiting, &mut errors, &mut tell).await;
    // Also when the import ends early: what is under way happens, and has to be known.
    let mut ended = fed;
    while !waiting.is_empty() {
        let settled = next(run, &mut waiting, &mut errors).await;
        ended = ended.and(settled.map_err(ImportError::from));
        tell(run);
    }
    ended.map(|()| errors)
}

/// Sends row by row, many under way at once.
async fn feed(
    run: &mut Run,
    file: impl Read + Send,
    waiting: &mut VecDeque<JoinHandle<Done>>,
    errors: &mut RowErrors,
    tell: &mut (impl FnMut(&Run) + Send),
) -> Result<(), ImportError> {
    let tessera = run.tessera().clone();
    let (_, rulebook) = programmes::current(&tessera).await?;
    let mut rows = reader(file);
    let header = rows.headers().map_err(ImportError::File)?.clone();
    let columns = Columns::new(&header, &rulebook).map_err(ImportError::Column)?;
    let mut seen = HashMap::new();
    for row in rows.records() {
        let row = row.map_err(ImportError::File)?;
        let line = row.position().map_or(0, csv::Position::line);
        let key = format!("{}/{line}", run.import().id);
        let newcomer = columns.read(&row, &rulebook);
        let newcomer = newcomer.and_then(|newcomer| first_of_file(&mut seen, line, newcomer));
        waiting.push_back(tokio::spawn(one(tessera.clone(), line, key, newcomer)));
        if waiting.len() >= UNDER_WAY {
            next(run, waiting, errors).await?;
            tell(run);
        }
    }
    Ok(())
}

fn reader<R: Read>(file: R) -> csv::Reader<R> {
    csv::ReaderBuilder::new().flexible(true).from_reader(file)
}

/// Of several rows with the same identity the first counts, though many are under way at once.
fn first_of_file(
    seen: &mut HashMap<Identity, u64>,
    line: u64,
    newcomer: Newcomer,
) -> Result<Newcomer, Wrong> {
    let identities = &newcomer.enrolment.identities;
    if let Some(before) = identities.iter().find_map(|identity| seen.get(identity)) {
        let error = Error::refused(Code::MEMBER_EXISTS, format!("as in line {before}"));
        return Err(Wrong::of(None, error));
    }
    seen.extend(identities.iter().map(|identity| (identity.clone(), line)));
    Ok(newcomer)
}

/// Waits for the oldest row under way.
async fn next(
    run: &mut Run,
    waiting: &mut VecDeque<JoinHandle<Done>>,
    errors: &mut RowErrors,
) -> Result<(), Error> {
    let Some(oldest) = waiting.pop_front() else { return Ok(()) };
    let done = oldest.await.map_err(|error| {
        Error::Broken(Broken::Unreadable { what: "a row", reason: error.to_string() })
    })?;
    for (place, (entry, repeated)) in (0..PLACES).zip(&done.kept) {
        run.kept(done.line * PLACES + place, entry, *repeated).await?;
    }
    run.count(done.refused.is_some());
    if let Some(wrong) = done.refused {
        errors.push(row_error(done.line, &wrong)?);
    }
    Ok(())
}

/// A "no" as a row; anything else stops the import.
fn row_error(line: u64, wrong: &Wrong) -> Result<RowError, Error> {
    match &wrong.error {
        Error::Refused(refused) => Ok(RowError {
            line,
            column: wrong.column.clone(),
            code: refused.code.0.into(),
            detail: detail(refused),
            hint: refused.code.entry().hint.to_owned(),
        }),
        broken => Err(broken.clone()),
    }
}

/// Lets somebody join, and gives them what they bring along.
async fn one(tessera: Tessera, line: u64, key: String, newcomer: Result<Newcomer, Wrong>) -> Done {
    let mut done = Done { line, kept: Vec::new(), refused: None };
    done.refused = match newcomer {
        Err(wrong) => Some(wrong),
        Ok(newcomer) => {
            let joined = join(&tessera, &key, newcomer, &mut done.kept).await;
            joined.err().map(|error| Wrong::of(None, error))
        }
    };
    done
}

async fn join(
    tessera: &Tessera,
    key: &str,
    newcomer: Newcomer,
    kept: &mut Vec<(Arc<Entry>, bool)>,
) -> Result<(), Error> {
    let Newcomer { enrolment, balances } = newcomer;
    let ask = Ask::by("import").with_key(key).for_request(&enrolment);
    let committed = crate::members::enrol(tessera, &ask, enrolment).await?;
    let member = committed.entry.owner.as_member();
    kept.push((committed.entry, committed.replayed));
    let Some(member) = member else { return Err(Error::plain(Code::MEMBER_NOT_FOUND)) };
    for (unit, amount) in balances {
        let adjust = Adjust {
            unit: unit.clone(),
            amount,
            expires_at: None,
            reason: "brought along".into(),
            by: None,
        };
        let ask = Ask::by("import").with_key(format!("{key}/{unit}")).for_request(&adjust);
        let committed = adjustments::adjust(tessera, &ask, &Who::Member(member), adjust).await?;
        kept.push((committed.entry, committed.replayed));
    }
    Ok(())
}
