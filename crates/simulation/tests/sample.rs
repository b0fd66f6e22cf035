//! The made-up year.

use jiff::Timestamp;
use model::{Key, Money, Units};
use programme::load_text;
use programme::rulebook::Rulebook;
use tessera_simulation::sample::{Goods, Shop, Year, year};

const HEAD: &str = "tessera: 1\nprogramme: {key: t, name: T, currency: EUR, time_zone: Europe/Berlin, locales: [en]}\n";

fn book(rest: &str) -> Rulebook {
    let loaded = load_text("t.yaml", &format!("{HEAD}{rest}"));
    loaded.rulebook.unwrap_or_else(|| panic!("{}", loaded.diagnostics))
}

fn passed(rest: &str) -> Year {
    let goods = Goods { sku: Key::new("coffee"), category: Key::new("coffee") };
    let from: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a moment");
    let shop = Shop { usual: Money(1_500), goods: vec![goods], from };
    year(&book(rest), &shop).expect("it adds up")
}

#[test]
fn a_discount_on_everything_gives_back_just_that() {
    let year = passed("offers: {all: {percent: 10 %}}\n");
    assert_eq!(year.receipts, 40 * 4 + 30 * 12 + 20 * 26 + 10 * 52);
    // Rounded line by line or not: a cent of hundreds at most.
    assert!((999..=1_001).contains(&year.gives_back_bps()), "{}", year.gives_back_bps());
    assert_eq!(year, passed("offers: {all: {percent: 10 %}}\n"));
}

#[test]
fn units_count_when_they_are_issued_and_not_when_they_pay() {
    let units = "units: {points: {name: points, scale: 2, worth: 1, expires: never}}\n\
        earning: {all: {unit: points, percent: 5 %}}\n";
    let kept = passed(units);
    assert_eq!(kept.by_units, Money::ZERO);
    assert!((495..=500).contains(&kept.gives_back_bps()), "{}", kept.gives_back_bps());
    let spent = passed(&format!("{units}redemption: {{points: {{max_share: 100 %}}}}\n"));
    assert!(spent.by_units > Money::ZERO);
    // What is paid with points earns none.
    let issued = |year: &Year| year.issued.get("points").copied().unwrap_or(Units::ZERO);
    assert!(issued(&spent) < issued(&kept));
    assert!(spent.gives_back_bps() < kept.gives_back_bps());
}

#[test]
fn full_stamp_cards_are_used() {
    let coffee = "\"line.category == 'coffee'\"";
    let gives = format!("{{free: {{on: {coffee}, valid_for: 6 months}}}}");
    let card = format!("on: {coffee}, per: piece, card: 9, gives: {gives}, expires: 12 months");
    let year = passed(&format!("stamps: {{card: {{name: Card, {card}}}}}\n"));
    assert!(year.discount > Money::ZERO, "{year:?}");
    assert!((300..1_500).contains(&year.gives_back_bps()), "{}", year.gives_back_bps());
}

#[test]
fn nothing_is_given_back_by_a_programme_without_rules() {
    assert_eq!(passed("").gives_back_bps(), 0);
}
