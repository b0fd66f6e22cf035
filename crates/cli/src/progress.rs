//! Progress bars for long work, on standard error and only on a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

const COUNTED: &str = "{msg:>10} [{bar:30}] {human_pos}/{human_len}  {per_sec}  {eta}";
const BYTES: &str =
    "{msg:>10} [{bar:30}] {decimal_bytes}/{decimal_total_bytes}  {decimal_bytes_per_sec}  {eta}";
const OPEN: &str = "{msg:>10} {human_pos}  {per_sec}";

/// A bar for work of known size.
pub(crate) fn counted(message: &'static str, length: u64) -> ProgressBar {
    show(ProgressBar::new(length), message, COUNTED)
}

/// A bar for bytes.
pub(crate) fn bytes(message: &'static str, length: u64) -> ProgressBar {
    show(ProgressBar::new(length), message, BYTES)
}

/// A counter for work of unknown size.
pub(crate) fn open(message: &'static str) -> ProgressBar {
    show(ProgressBar::new_spinner(), message, OPEN)
}

fn show(bar: ProgressBar, message: &'static str, template: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(template);
    let style = style.expect("the templates above are well-formed");
    bar.set_style(style.progress_chars("=> "));
    bar.set_message(message);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
