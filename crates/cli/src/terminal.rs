//! Talking: data on standard output, everything else on standard error.

use crate::failure::Failure;
use serde::Serialize;
use std::fmt::Display;
use std::io::{BufWriter, IsTerminal, Write};

/// Standard output, buffered. Flush it at the end.
pub(crate) fn output() -> BufWriter<std::io::StdoutLock<'static>> {
    BufWriter::new(std::io::stdout().lock())
}

/// Prints data.
pub(crate) fn print(data: impl Display) -> Result<(), Failure> {
    let mut out = output();
    write!(out, "{data}")?;
    Ok(out.flush()?)
}

/// Prints data as indented JSON.
pub(crate) fn print_json(data: &impl Serialize) -> Result<(), Failure> {
    let mut out = output();
    serde_json::to_writer_pretty(&mut out, data)?;
    writeln!(out)?;
    Ok(out.flush()?)
}

/// Says something to the person at the terminal.
pub(crate) fn say(text: impl Display) {
    // Nobody to talk to is no reason to stop.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Says what went wrong.
pub(crate) fn error(text: impl Display) {
    say(format_args!("{} {text}", coloured("error:", "31;1")));
}

/// Says what to do about it.
pub(crate) fn hint(text: impl Display) {
    say(format_args!("{} {text}", coloured("hint:", "36;1")));
}

/// Whether standard error shows colours: a terminal whose user did not say no.
pub(crate) fn has_colour() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && std::io::stderr().is_terminal()
}

fn coloured(text: &str, code: &str) -> String {
    if has_colour() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}
