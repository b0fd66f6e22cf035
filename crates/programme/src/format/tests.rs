use super::*;
use jiff::civil::date;

#[test]
fn numbers_are_grouped_and_say_no_empty_decimals() {
    let shown = |language| decimal(language, 1_234_567_500, 3);
    assert_eq!(shown(Language::En), "1,234,567.5");
    assert_eq!(shown(Language::Ru), "1\u{a0}234\u{a0}567,5");
    assert_eq!(shown(Language::Az), "1.234.567,5");
    assert_eq!(shown(Language::Id), "1.234.567,5");
    assert_eq!(decimal(Language::En, -100, 0), "-100");
    assert_eq!(decimal(Language::En, 0, 3), "0");
    assert_eq!(count(Language::En, 999), "999");
    assert_eq!(percent(Language::En, 125_000), "12.5\u{a0}%");
    assert_eq!(percent(Language::Ru, 50_000), "5\u{a0}%");
}

#[test]
fn money_has_the_sign_that_people_know() {
    for (language, currency, scale, minor, text) in [
        (Language::En, "RUB", 2, 150_000, "1,500\u{a0}RUB"),
        (Language::En, "USD", 2, 995, "$9.95"),
        (Language::En, "GBP", 2, 950, "£9.50"),
        (Language::Ru, "RUB", 2, 150_050, "1\u{a0}500,50\u{a0}₽"),
        (Language::Az, "AZN", 2, 2_000, "20\u{a0}AZN"),
        (Language::Id, "IDR", 2, 1_000_000, "Rp\u{a0}10.000"),
        (Language::En, "JPY", 0, 1_500, "1,500\u{a0}JPY"),
        (Language::Ru, "KWD", 3, 1_500, "1,500\u{a0}KWD"),
    ] {
        assert_eq!(money(language, currency, scale, minor), text);
    }
    assert_eq!(money_micro(Language::En, "RUB", 2, 10_000_000), "0.10\u{a0}RUB");
    assert_eq!(money_micro(Language::En, "USD", 2, 500_000), "$0.005");
    assert_eq!(money_micro(Language::En, "RUB", 2, 100_000_000), "1\u{a0}RUB");
}

#[test]
fn days_and_hours_are_written_out() {
    let first = date(2026, 9, 1);
    assert_eq!(day(Language::En, first), "1 September 2026");
    assert_eq!(day(Language::Ru, first), "1 сентября 2026 года");
    assert_eq!(day(Language::Az, first), "1 sentyabr 2026");
    assert_eq!(day(Language::Id, date(2026, 5, 1)), "1 Mei 2026");
    assert_eq!(day_and_time(Language::Id, first.at(18, 5, 0, 0)), "1 September 2026, 18.05");
    assert_eq!(weekday(Language::Ru, 7), "воскресенье");
    assert_eq!(clock(Language::En, 24 * 60 - 1), "23:59");
}

#[test]
fn lists_end_with_a_word() {
    let parts = |n: usize| -> Vec<String> {
        ["a", "b", "c"][..n].iter().map(|p| (*p).to_owned()).collect()
    };
    assert_eq!(list(Language::En, &parts(1)), "a");
    assert_eq!(list(Language::Ru, &parts(2)), "a и b");
    assert_eq!(alternatives(Language::Az, &parts(3)), "a, b və ya c");
}
