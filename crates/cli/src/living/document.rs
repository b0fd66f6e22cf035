//! The programme of the living shop, in both of its versions.

use jiff::ToSpan;
use jiff::civil::Date;

const DOCUMENT: &str = include_str!("../../living/programme.yaml");

/// Lines between these came with the second version.
const SINCE: &str = "# from version 2";
const END: &str = "# end";

/// Both versions, with their days filled in.
pub(super) fn versions(today: Date) -> (String, String) {
    let day = |days: i64| today.saturating_add(days.days()).to_string();
    let fill = [
        ("{campaign-from}", day(-10)),
        ("{campaign-until}", day(11)),
        ("{draw}", format!("{}T18:00", day(20))),
        ("{flyer-until}", day(40)),
        ("{class-1}", format!("{}T11:00", day(9))),
        ("{class-2}", format!("{}T11:00", day(16))),
    ];
    let whole = fill.iter().fold(about(), |text, (hole, value)| text.replace(hole, value));
    (without_marks(&whole, false), without_marks(&whole, true))
}

/// The document with the head that its owners would write.
fn about() -> String {
    let rest = DOCUMENT.split_once("tessera: 1").map_or(DOCUMENT, |(_, rest)| rest);
    format!("# Blue Cup: three cafés with a bakery and a small grocery.\n\ntessera: 1{rest}")
}

fn without_marks(document: &str, with_second: bool) -> String {
    let (mut text, mut is_second) = (String::with_capacity(document.len()), false);
    for line in document.lines() {
        match line.trim() {
            SINCE => is_second = true,
            END => is_second = false,
            _ if is_second && !with_second => {}
            _ => text = text + line + "\n",
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::versions;

    #[test]
    fn both_versions_are_sound_on_every_day_of_a_leap_year() {
        let first: jiff::civil::Date = "2028-01-01".parse().expect("a day");
        for day in first.series(jiff::Span::new().days(1)).take(366) {
            let (old, new) = versions(day);
            assert!(!old.contains("raffles:") && new.contains("raffles:"));
            for text in [old, new] {
                let loaded = programme::load_text("living", &text);
                assert!(loaded.diagnostics.is_empty(), "{day}: {}", loaded.diagnostics);
            }
        }
    }
}
