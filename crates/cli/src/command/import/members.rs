//! Members with balances.

use super::FileArguments;
use super::line::{Columns, Newcomer};
use super::run::Run;
use crate::failure::{Failure, chain};
use crate::shop::report::{self, RowError};
use crate::shop::source;
use crate::{database, progress};
use model::activity::Adjust;
use model::{Code, Entry};
use service::{Ask, Error, Identity, Tessera, Who, adjustments, members, programmes};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use tokio::task::JoinHandle;

/// Rows under way: enough that a group of commits fills while the disk writes the one before.
const UNDER_WAY: usize = 192;

/// Entries that a row can become: joining, and one per balance.
const PLACES: u64 = 64;

/// What became of a row.
struct Done {
    line: u64,
    kept: Vec<(Arc<Entry>, bool)>,
    refused: Option<Error>,
}

pub(super) async fn import(arguments: &FileArguments) -> Result<(), Failure> {
    let tessera = database::open(&arguments.database.database).await?;
    let (_, rulebook) = programmes::current(&tessera).await?;
    drop(tessera);
    let mut rows =
        csv::ReaderBuilder::new().flexible(true).from_reader(source::open(&arguments.file)?);
    let unreadable = |error: csv::Error| Failure::file(&arguments.file, &error);
    let header = rows.headers().map_err(unreadable)?.clone();
    let columns = Columns::new(&header, &rulebook).map_err(|name| {
        let failure = Failure::input(format!("the column `{name}` is not known"));
        failure
            .hint("id, phone, email, card, name, birthday, language, country, joined, balance.UNIT")
    })?;
    let mut run = Run::start("members", arguments).await?;
    let bar = progress::open("importing");
    let mut errors = Vec::new();
    let mut waiting: VecDeque<JoinHandle<Done>> = VecDeque::new();
    let mut seen = HashMap::new();
    for row in rows.records() {
        let row = row.map_err(unreadable)?;
        let line = row.position().map_or(0, csv::Position::line);
        let key = format!("{}/{line}", run.import.id);
        let newcomer = columns.read(&row, &rulebook);
        let newcomer = newcomer.and_then(|newcomer| first_of_file(&mut seen, line, newcomer));
        waiting.push_back(tokio::spawn(one(run.tessera.clone(), line, key, newcomer)));
        if waiting.len() >= UNDER_WAY {
            next(&mut run, &mut waiting, &mut errors).await?;
            bar.inc(1);
        }
    }
    while !waiting.is_empty() {
        next(&mut run, &mut waiting, &mut errors).await?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    run.finish(arguments, &errors).await
}

/// Of several rows with the same identity the first counts, though many are under way at once.
fn first_of_file(
    seen: &mut HashMap<Identity, u64>,
    line: u64,
    newcomer: Newcomer,
) -> Result<Newcomer, Error> {
    let identities = &newcomer.enrolment.identities;
    if let Some(before) = identities.iter().find_map(|identity| seen.get(identity)) {
        return Err(Error::refused(Code::MEMBER_EXISTS, format!("as in line {before}")));
    }
    seen.extend(identities.iter().map(|identity| (identity.clone(), line)));
    Ok(newcomer)
}

/// Waits for the oldest row under way.
async fn next(
    run: &mut Run,
    waiting: &mut VecDeque<JoinHandle<Done>>,
    errors: &mut Vec<RowError>,
) -> Result<(), Failure> {
    let Some(oldest) = waiting.pop_front() else { return Ok(()) };
    let done = oldest.await.map_err(|error| Failure::ours(chain(&error)))?;
    for (place, (entry, repeated)) in (0..PLACES).zip(&done.kept) {
        run.kept(done.line * PLACES + place, entry, *repeated).await?;
    }
    run.count(done.refused.is_some());
    match done.refused {
        None => Ok(()),
        Some(Error::Refused(refused)) => {
            errors.push(RowError {
                line: done.line,
                code: refused.code.0.to_owned(),
                detail: report::detail(&refused),
                hint: refused.code.entry().hint.to_owned(),
            });
            Ok(())
        }
        Some(error) => Err(error.into()),
    }
}

/// Lets somebody join, and gives them what they bring along.
async fn one(tessera: Tessera, line: u64, key: String, newcomer: Result<Newcomer, Error>) -> Done {
    let mut done = Done { line, kept: Vec::new(), refused: None };
    if let Err(error) = join(&tessera, &key, newcomer, &mut done.kept).await {
        done.refused = Some(error);
    }
    done
}

async fn join(
    tessera: &Tessera,
    key: &str,
    newcomer: Result<Newcomer, Error>,
    kept: &mut Vec<(Arc<Entry>, bool)>,
) -> Result<(), Error> {
    let Newcomer { enrolment, balances } = newcomer?;
    let ask = Ask::by("import").with_key(key).for_request(&enrolment);
    let committed = members::enrol(tessera, &ask, enrolment).await?;
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
