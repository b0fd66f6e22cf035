//! Daylight saving, leap days and odd zones: when periods begin and end and when something is due,
//! against an independent calendar (Python's `zoneinfo`), for every zone there is.

use crate::Failure;
use crate::random::Random;
use crate::trial::{Fault, Needs, SHORT, Trial};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::calendar::{Calendar, Window};
use programme::rulebook::CalendarSpan;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// The calendar as a program.
const PROGRAM: &str = "calendar/calendar.py";

/// Years that are asked about.
const YEARS: (i16, i16) = (1995, 2040);

/// Questions of each kind about every zone, per round.
const QUESTIONS: u64 = 8;

/// Databases of different age may differ in so many of a hundred zones.
const OTHER_ZONES_PERCENT: usize = 5;

/// Windows that have boundaries, with the words of the program.
const WINDOWS: [(Window, &str); 6] = [
    (Window::Day, "day"),
    (Window::Week, "week"),
    (Window::Month, "month"),
    (Window::Quarter, "quarter"),
    (Window::Year, "year"),
    (Window::AnniversaryYear, "anniversary"),
];

/// Every zone, many years.
pub(super) const FAULT: Fault = Fault {
    name: "calendar",
    about: "daylight saving, leap days, odd zones: due times equal an independent calendar",
    needs: Needs::Nothing,
    short: SHORT,
    run: compare,
};

#[derive(Debug)]
enum Ask {
    Period { window: Window, word: &'static str, at: Timestamp, joined: Timestamp },
    Plus { at: Timestamp, span: CalendarSpan },
}

fn compare(trial: &mut Trial) -> Result<(), Failure> {
    let started = Instant::now();
    let mut random = trial.random("moments");
    let zones: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
    let mut others: Vec<String> = Vec::new();
    loop {
        round(trial, &zones, &mut random, &mut others)?;
        if !trial.has_time(started) {
            break;
        }
    }
    others.sort_unstable();
    others.dedup();
    trial.counts.most("zones", zones.len() as u64);
    trial.counts.most("zones of which the databases differ", others.len() as u64);
    if others.len() * 100 > zones.len() * OTHER_ZONES_PERCENT {
        return Err(format!("the databases differ in {} zones: {others:?}", others.len()).into());
    }
    Ok(())
}

fn round(
    trial: &mut Trial,
    zones: &[String],
    random: &mut Random,
    others: &mut Vec<String>,
) -> Result<(), Failure> {
    let mut questions = Vec::new();
    for zone in zones {
        let Ok(known) = TimeZone::get(zone) else { continue };
        for _ in 0..QUESTIONS {
            questions.push((zone, period(&known, random)?));
            questions.push((zone, plus(&known, random)?));
        }
    }
    let answers = answers(&questions)?;
    for ((zone, question), answer) in questions.iter().zip(answers.lines()) {
        if answer == "unknown" {
            trial.counts.add("questions about zones unknown to one side", 1);
            continue;
        }
        let numbers: Vec<i64> = answer.split('\t').filter_map(|word| word.parse().ok()).collect();
        let (moments, expected) = ours(zone, question).ok_or("a zone is gone")?;
        let told = numbers.get(..expected.len()).ok_or_else(|| format!("answered {answer}"))?;
        trial.counts.add("answers compared", 1);
        if told == expected {
            continue;
        }
        if offsets(zone, &moments) != numbers[expected.len()..] {
            others.push((*zone).clone());
            continue;
        }
        let differs =
            format!("{zone} {question:?}: ours {expected:?}, the other calendar {told:?}");
        return Err(differs.into());
    }
    Ok(())
}

/// A moment in the range; half of them close to a change of the clock or the end of a month.
fn moment(zone: &TimeZone, random: &mut Random) -> Result<Timestamp, Failure> {
    let (first, last) = (i64::from(YEARS.0 - 1970), i64::from(YEARS.1 - 1970));
    let year_millis = 31_556_952_000;
    let span = u64::try_from((last - first) * year_millis)?;
    let any = first * year_millis + i64::try_from(random.below(span))?;
    let any = Timestamp::from_millisecond(any)?;
    let near = match random.below(4) {
        0 => zone.following(any).next().map(|change| change.timestamp()),
        1 => {
            let local = zone.to_datetime(any);
            let end = local.date().last_of_month();
            end.to_zoned(zone.clone()).ok().map(|end| end.timestamp())
        }
        2 if random.one_in(4) => {
            let year = zone.to_datetime(any).year() / 4 * 4;
            let day = jiff::civil::Date::new(year, 2, 29)?;
            day.to_zoned(zone.clone()).ok().map(|day| day.timestamp())
        }
        _ => None,
    };
    let around = i64::try_from(random.below(2 * 26 * 3_600_000))? - 26 * 3_600_000;
    let near = near.map(|near| near.as_millisecond() + around);
    let inside = near.filter(|near| *near < last * year_millis);
    Ok(inside.map_or(Ok(any), Timestamp::from_millisecond)?)
}

fn period(zone: &TimeZone, random: &mut Random) -> Result<Ask, Failure> {
    let (window, word) = WINDOWS[random.place(WINDOWS.len())];
    let (one, other) = (moment(zone, random)?, moment(zone, random)?);
    Ok(Ask::Period { window, word, at: one.max(other), joined: one.min(other) })
}

fn plus(zone: &TimeZone, random: &mut Random) -> Result<Ask, Failure> {
    let pick = |random: &mut Random, most| u16::try_from(random.below(most)).unwrap_or(0);
    let span = match random.below(4) {
        0 => CalendarSpan { months: pick(random, 37), ..CalendarSpan::default() },
        1 => CalendarSpan { days: pick(random, 400), ..CalendarSpan::default() },
        2 => CalendarSpan { hours: pick(random, 100), ..CalendarSpan::default() },
        _ => CalendarSpan {
            months: pick(random, 25),
            days: pick(random, 40),
            hours: pick(random, 30),
        },
    };
    Ok(Ask::Plus { at: moment(zone, random)?, span })
}

/// What the product says, and the moments whose offsets the other side names.
fn ours(zone: &str, question: &Ask) -> Option<(Vec<Timestamp>, Vec<i64>)> {
    let calendar = Calendar::new(zone)?;
    match question {
        Ask::Period { window, at, joined, .. } => {
            let joined = Some(*joined);
            let period = calendar.period(*window, *at, joined);
            let start = calendar.start(*window, period, joined)?;
            let end = calendar.end(*window, period, joined)?;
            let numbers = vec![period, start.as_millisecond(), end.as_millisecond()];
            Some((vec![*at, start, end], numbers))
        }
        Ask::Plus { at, span } => {
            let days = CalendarSpan { hours: 0, ..*span };
            let (middle, after) = (days.after(&calendar, *at), span.after(&calendar, *at));
            Some((vec![*at, middle, after], vec![after.as_millisecond()]))
        }
    }
}

fn offsets(zone: &str, moments: &[Timestamp]) -> Vec<i64> {
    let Ok(zone) = TimeZone::get(zone) else { return Vec::new() };
    moments.iter().map(|at| i64::from(zone.to_offset(*at).seconds())).collect()
}

/// Asks the other calendar everything at once.
fn answers(questions: &[(&String, Ask)]) -> Result<String, Failure> {
    let mut child = Command::new("python3")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(PROGRAM))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("python3 is needed for the other calendar: {error}"))?;
    let lines: String = questions.iter().map(|(zone, question)| line(zone, question)).collect();
    let mut input = child.stdin.take().ok_or("no standard input")?;
    // Beside the reading, because both pipes are small.
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output()?;
    writer.join().map_err(|_| "the writer panicked")??;
    if !output.status.success() {
        return Err(format!("the other calendar ended with {}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn line(zone: &str, question: &Ask) -> String {
    match question {
        Ask::Period { word, at, joined, .. } => {
            let (at, joined) = (at.as_millisecond(), joined.as_millisecond());
            format!("period\t{zone}\t{word}\t{at}\t{joined}\n")
        }
        Ask::Plus { at, span } => {
            let CalendarSpan { months, days, hours } = span;
            format!("plus\t{zone}\t{}\t{months}\t{days}\t{hours}\n", at.as_millisecond())
        }
    }
}
