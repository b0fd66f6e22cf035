//! What the system knows about this process. Everything is absent where there is no
//! `/proc`.

use super::catalogue as c;
use super::page::{Page, decimal};
use std::fs;

/// The kernel counts processor time and starts in hundredths of a second.
const TICKS: u8 = 2;

pub(super) fn write(page: &mut Page) {
    let stat = stat();
    page.maybe(&c::MEMORY, resident_bytes());
    page.maybe(&c::CPU, stat.as_ref().map(|stat| decimal(stat.cpu_ticks, TICKS)));
    let started = stat.as_ref().and_then(|stat| {
        let booted = boot_time()?.checked_mul(100)?;
        Some(decimal(booted.checked_add(stat.start_ticks)?, TICKS))
    });
    page.maybe(&c::STARTED, started);
    page.maybe(&c::OPEN_FILES, fs::read_dir("/proc/self/fd").ok().map(Iterator::count));
    page.maybe(&c::MOST_FILES, most_open_files());
}

/// How many files and connections the process may open.
pub fn most_open_files() -> Option<u64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn resident_bytes() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok()?.checked_mul(1_024)
}

struct Stat {
    cpu_ticks: u64,
    start_ticks: u64,
}

/// Fields 14, 15 and 22 of proc_pid_stat(5). The name of the program, which may
/// hold anything, ends with the last parenthesis.
fn stat() -> Option<Stat> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    let rest: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let field = |number: usize| rest.get(number - 3)?.parse::<u64>().ok();
    Some(Stat { cpu_ticks: field(14)? + field(15)?, start_ticks: field(22)? })
}

/// When the machine started, in Unix time.
fn boot_time() -> Option<u64> {
    let text = fs::read_to_string("/proc/stat").ok()?;
    text.lines().find_map(|line| line.strip_prefix("btime "))?.trim().parse().ok()
}
