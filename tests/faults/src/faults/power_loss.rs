//! Power that fails at any moment: torn, lost and reordered writes under SQLite.

use crate::Failure;
use crate::crash::disk::{Disk, Luck};
use crate::crash::session::{Answers, Told, day};
use crate::crash::tape::{Event, Record, Tape};
use crate::crash::{image, vfs};
use crate::random::Random;
use crate::trial::{Fault, Needs, SHORT, Trial};
use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::Instant;

/// Days that are recorded, each from opening to closing.
const DAYS: u64 = 2;

/// Purchases of a till on each of them.
const PURCHASES: u64 = 40;

/// Image files in memory cost nothing to write; the disk is only used when there is none.
const MEMORY: &str = "/dev/shm";

/// Torn, lost and reordered writes.
pub(super) const FAULT: Fault = Fault {
    name: "power-loss",
    about: "the power fails at any moment: writes without fsync are lost, torn and reordered (SQLite)",
    needs: Needs::Nothing,
    short: SHORT,
    run: strike,
};

fn strike(trial: &mut Trial) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let folder = in_memory()?;
    let (recorded, left) = (folder.path().join("recorded"), folder.path().join("left"));
    std::fs::create_dir_all(&recorded)?;
    std::fs::create_dir_all(&left)?;
    let tape = vfs::record(&recorded)?;
    let answers = Answers::default();
    for number in 0..DAYS {
        runtime.block_on(day(&tape, &answers, trial.seed + number, PURCHASES))?;
    }
    vfs::forget(&tape);
    let record = tape.read();
    is_complete(&record, &tape)?;
    let answers = answers.lock().unwrap_or_else(PoisonError::into_inner).clone();
    trial.counts.add("events recorded", record.events.len() as u64);
    trial.counts.add("answers recorded", answers.len() as u64);
    let syncs = record.events.iter().filter(|event| matches!(event, Event::Sync(..))).count();
    trial.counts.add("syncs recorded", syncs as u64);
    runtime.block_on(try_images(trial, &record, &answers, &left))
}

fn in_memory() -> Result<tempfile::TempDir, Failure> {
    let made = tempfile::Builder::new().prefix("tessera-faults-").tempdir_in(MEMORY);
    Ok(made.or_else(|_| tempfile::tempdir())?)
}

/// What was recorded is what the files hold: otherwise the images would prove nothing.
fn is_complete(record: &Record, tape: &Arc<Tape>) -> Result<(), Failure> {
    let mut disk = Disk::new(record);
    disk.play_to(record.events.len());
    for (file, name) in record.names.iter().enumerate() {
        let path = tape.folder().join(name);
        let real = if path.exists() { Some(std::fs::read(&path)?) } else { None };
        if disk.content(file) != real {
            return Err(format!("the tape does not tell what {} holds", name.display()).into());
        }
    }
    Ok(())
}

/// Goes through the tape again and again, each time stopping at other places.
async fn try_images(
    trial: &mut Trial,
    record: &Record,
    answers: &[Told],
    folder: &Path,
) -> Result<(), Failure> {
    let started = Instant::now();
    let mut random = trial.random("images");
    let stride = record.events.len() as u64 / 40;
    while trial.has_time(started) {
        let mut disk = Disk::new(record);
        let (mut place, mut told) = (0, 0);
        loop {
            let next = place + usize::try_from(random.between(1, stride.max(2)))?;
            if next > record.events.len() || !trial.has_time(started) {
                break;
            }
            told += answers_between(record, place, next);
            place = next;
            disk.play_to(place);
            let luck = Luck::ALL[random.place(Luck::ALL.len())];
            try_one(trial, &disk, luck, &mut random, (folder, &answers[..told]), place).await?;
        }
    }
    Ok(())
}

fn answers_between(record: &Record, from: usize, to: usize) -> usize {
    record.events[from..to].iter().filter(|event| matches!(event, Event::Answer(_))).count()
}

async fn try_one(
    trial: &mut Trial,
    disk: &Disk<'_>,
    luck: Luck,
    random: &mut Random,
    (folder, told): (&Path, &[Told]),
    place: usize,
) -> Result<(), Failure> {
    for entry in std::fs::read_dir(folder)? {
        std::fs::remove_file(entry?.path())?;
    }
    disk.write_image(folder, luck, random)?;
    let thorough = random.one_in(8);
    let found = image::check(folder, told, thorough).await.map_err(|error| {
        let told = told.len();
        format!("power failed at event {place}, {luck:?} was written, {told} were told: {error}")
    })?;
    trial.counts.add("images opened", 1);
    if disk.unsynced() > 0 {
        trial.counts.add("of them with unsynced writes", 1);
    }
    trial.counts.add("acknowledged entries looked for", told.len() as u64);
    trial.counts.add("entries proven", found);
    Ok(())
}
