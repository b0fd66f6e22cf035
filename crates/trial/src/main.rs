//! `trial`: plays seeds, and says how to play the one that fails again.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program of the workshop talks to the terminal"
)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use clap::Parser;
use tessera_trial::{Failure, Programme, Report, Settings, gallery, run};

/// Seeds that are played when nothing is said.
const SEEDS: u64 = 100;

/// Plays whole days of a shop from seeds, with faults and crashes, and proves each.
#[derive(Parser)]
struct Arguments {
    /// How many seeds are played; 100 when neither is said.
    #[arg(long)]
    seeds: Option<u64>,
    /// The first seed. Given alone, only this one is played, and told step by step when it
    /// fails.
    #[arg(long)]
    seed: Option<u64>,
    /// Steps of each run.
    #[arg(long, default_value_t = 200)]
    steps: usize,
    /// Plays this programme of the gallery, or `all` in turn, instead of one of our own.
    #[arg(long)]
    programme: Option<String>,
    /// Runs at once.
    #[arg(long)]
    threads: Option<usize>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let programmes = match programmes(arguments.programme.as_deref()) {
        Ok(programmes) => programmes,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    let is_alone = arguments.seed.is_some() && arguments.seeds.is_none();
    let first = arguments.seed.unwrap_or(1);
    let count = arguments.seeds.unwrap_or(if is_alone { 1 } else { SEEDS });
    play(&arguments, &programmes, (first, count), is_alone)
}

/// The programmes of the gallery that were asked for; none for those of our own.
fn programmes(name: Option<&str>) -> Result<Vec<Programme>, String> {
    let Some(name) = name else {
        return Ok(Vec::new());
    };
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes");
    let mut found = gallery(&folder).map_err(|error| error.to_string())?;
    found.retain(|programme| name == "all" || programme.name.starts_with(name));
    match found.is_empty() {
        true => Err(format!("the gallery has no programme `{name}`")),
        false => Ok(found),
    }
}

fn play(
    arguments: &Arguments,
    programmes: &[Programme],
    (first, count): (u64, u64),
    is_traced: bool,
) -> ExitCode {
    let started = Instant::now();
    let next = AtomicU64::new(0);
    let has_failed = AtomicBool::new(false);
    let sum = Mutex::new((0u64, Report::default()));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = arguments.threads.unwrap_or(cores);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count || has_failed.load(Ordering::Relaxed) {
                        return;
                    }
                    let seed = first + number;
                    let programme = pick(programmes, seed);
                    let settings = Settings {
                        seed,
                        steps: arguments.steps,
                        document: programme.map(|programme| programme.document.clone()),
                        traced: is_traced,
                    };
                    match attempt(&settings) {
                        Ok(report) => {
                            let mut sum = sum.lock().unwrap_or_else(PoisonError::into_inner);
                            sum.0 += 1;
                            sum.1.add(&report);
                        }
                        Err(failure) => {
                            has_failed.store(true, Ordering::Relaxed);
                            tell(&failure, &settings, programme);
                        }
                    }
                }
            });
        }
    });
    let (played, report) = sum.into_inner().unwrap_or_else(PoisonError::into_inner);
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{played} seeds in {seconds:.1} s, {:.0} a second",
        played as f64 / seconds.max(0.001)
    );
    println!("{report:?}");
    if has_failed.into_inner() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn pick(programmes: &[Programme], seed: u64) -> Option<&Programme> {
    let count = u64::try_from(programmes.len()).unwrap_or(1).max(1);
    programmes.get(usize::try_from(seed % count).unwrap_or(0))
}

/// A panic is a failure like any other.
fn attempt(settings: &Settings) -> Result<Report, Failure> {
    let result = catch_unwind(AssertUnwindSafe(|| run(settings)));
    result.unwrap_or_else(|_| {
        Err(Failure { what: "something panicked, see above".to_owned(), trace: Vec::new() })
    })
}

fn tell(failure: &Failure, settings: &Settings, programme: Option<&Programme>) {
    for line in &failure.trace {
        eprintln!("{line}");
    }
    eprintln!("seed {} failed: {failure}", settings.seed);
    let programme = programme.map(|p| format!(" --programme {}", p.name)).unwrap_or_default();
    eprintln!(
        "play it again: cargo xtask sim --seed {} --steps {}{programme}",
        settings.seed, settings.steps
    );
}
