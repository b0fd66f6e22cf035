//! Processor time, memory and writing of processes, from `/proc`.
//!
//! Bytes written are those that a process caused to go to the disk (`write_bytes`): pages of the
//! page cache as it made them dirty. What the file system adds for itself is not in them.

use std::fs;
use std::path::Path;

/// Ticks of processor time per second; the same on every Linux that matters.
const TICKS: f64 = 100.0;

/// What processes used since they began. Differences of two are what a run used.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// Processor time in seconds.
    pub cpu: f64,
    /// Bytes that went to the disk.
    pub written: u64,
    /// Memory held now, in megabytes.
    pub memory: u64,
    /// Memory held at most, in megabytes.
    pub most_memory: u64,
}

impl Usage {
    /// What was used since another look.
    pub fn since(self, before: Self) -> Self {
        Self {
            cpu: (self.cpu - before.cpu).max(0.0),
            written: self.written.saturating_sub(before.written),
            ..self
        }
    }

    /// Of two groups of processes together.
    pub fn and(self, other: Self) -> Self {
        Self {
            cpu: self.cpu + other.cpu,
            written: self.written + other.written,
            memory: self.memory + other.memory,
            most_memory: self.most_memory + other.most_memory,
        }
    }
}

/// What processes used, with those of their children that have ended.
pub fn usage(processes: &[u32]) -> Usage {
    processes
        .iter()
        .filter_map(|process| one(&process.to_string()))
        .fold(<_>::default(), Usage::and)
}

/// What this process used.
pub fn own() -> Usage {
    one("self").unwrap_or_default()
}

fn one(process: &str) -> Option<Usage> {
    let folder = Path::new("/proc").join(process);
    let stat = fs::read_to_string(folder.join("stat")).ok()?;
    // The name in brackets may hold anything; the numbers come after it.
    let numbers: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    // utime, stime, and the same of ended children: fields 14 to 17, counted from 1.
    let ticks: f64 = numbers.get(11..15)?.iter().filter_map(|it| it.parse::<f64>().ok()).sum();
    let status = fs::read_to_string(folder.join("status")).unwrap_or_default();
    let megabytes = |name| field(&status, name).unwrap_or(0) / 1_024;
    let io = fs::read_to_string(folder.join("io")).unwrap_or_default();
    Some(Usage {
        cpu: ticks / TICKS,
        written: field(&io, "write_bytes:").unwrap_or(0),
        memory: megabytes("VmRSS:"),
        most_memory: megabytes("VmHWM:"),
    })
}

fn field(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// A process and its children, as PostgreSQL has one for each connection.
pub fn family(process: u32) -> Vec<u32> {
    let path = format!("/proc/{process}/task/{process}/children");
    let children = fs::read_to_string(path).unwrap_or_default();
    let children = children.split_whitespace().filter_map(|child| child.parse().ok());
    std::iter::once(process).chain(children).collect()
}

/// Bytes of all files in a folder and below.
pub fn size(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let sizes = entries.flatten().map(|entry| match entry.metadata() {
        Ok(meta) if meta.is_dir() => size(&entry.path()),
        Ok(meta) => meta.len(),
        Err(_) => 0,
    });
    sizes.sum()
}
