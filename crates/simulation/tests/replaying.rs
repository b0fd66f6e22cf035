//! Sending a history through programmes in memory.

use programme::rulebook::Rulebook;
use std::error::Error;
use std::fmt::Write;
use tessera_simulation::demo::{persona, shift};
use tessera_simulation::replay::Options;
use tessera_simulation::{History, Reading, Summary, history, replay};

type Outcome = Result<(), Box<dyn Error>>;

const PROGRAMME: &str = "
tessera: 1
programme: {key: shop, name: Shop, currency: GBP, time_zone: Europe/London, locales: [en]}
units:
  points: {name: points, worth: 0.01, expires: 1 months}
metrics:
  accumulated: {name: points accumulated, earned: points}
tiers:
  status:
    name: Status
    upgrade: at_once
    levels:
      basic: {name: Basic, by: joining}
      gold: {name: Gold, at: {accumulated: 1300}}
earning:
  purchases: {name: Points, unit: points, give: 1, per: 1}
offers:
  gold: {name: Gold discount, percent: {by_tier: {gold: 10 %}}}
";

fn rulebook(text: &str) -> Result<Rulebook, Box<dyn Error>> {
    let loaded = programme::load_text("programme.yaml", text);
    loaded.rulebook.ok_or_else(|| format!("{:?}", loaded.diagnostics).into())
}

fn shop(members: u32, rows: u32, returns: bool) -> Result<History, Box<dyn Error>> {
    let mut text = String::from("member_id,basket_id,ts,product_id,qty,amount\n");
    for row in 0..rows {
        let (member, day) = (row * 7 % members, row / 40);
        let (month, day) = (1 + day / 28 % 12, 1 + day % 28);
        let back = returns && row % 9 == 8;
        let (sign, product) = if back { ("-", row % 3) } else { ("", row % 4) };
        let amount = 5 + row % 50;
        writeln!(
            text,
            "{member},{row},2011-{month:02}-{day:02}T10:00:00,p{product},{sign}1,{sign}{amount}"
        )?;
    }
    let reading =
        Reading { time_zone: "Europe/London".into(), currency_scale: 2, rate_micro: 1_000_000 };
    Ok(history::read(text.as_bytes(), &reading)?)
}

#[test]
fn cores_and_order_do_not_change_the_summary() -> Outcome {
    let history = shop(97, 6_000, true)?;
    let plain = rulebook(PROGRAMME)?;
    // A shared limit that is never reached sends everything through one core in order of time.
    let limited = PROGRAMME
        .replace("gold: {name: Gold discount,", "gold: {name: Gold discount, budget: all,");
    let limited =
        rulebook(&format!("{limited}budgets:\n  all: {{amount: 1000000, every: year}}\n"))?;
    let options = |threads| Options { threads, until: history.end(), personas: Some(7) };
    let one = Summary::new(&history, &plain, &replay(&history, &plain, &options(1))?);
    let four = Summary::new(&history, &plain, &replay(&history, &plain, &options(4))?);
    let in_time = Summary::new(&history, &limited, &replay(&history, &limited, &options(4))?);
    assert_eq!(one, four);
    assert_eq!(one, in_time);
    assert!(one.returns > 100 && one.tiers.iter().all(|tier| tier.members > 0), "{one}");
    assert!(one.units[0].expired.value > 0 && one.discount.value > 0, "{one}");
    Ok(())
}

#[test]
fn the_book_of_a_replay_sums_to_zero() -> Outcome {
    let history = shop(31, 2_000, true)?;
    let rulebook = rulebook(PROGRAMME)?;
    let tally = replay(&history, &rulebook, &Options::default())?;
    assert_eq!(tally.totals.check(), []);
    assert_eq!(tally.receipts, history.sales.len() as u64);
    assert_eq!(tally.members, history.members.len() as u64);
    Ok(())
}

#[test]
fn a_budget_is_never_exceeded() -> Outcome {
    // Without returns, because those give back what they drew.
    let history = shop(31, 4_000, false)?;
    let limited = PROGRAMME
        .replace("gold: {name: Gold discount,", "gold: {name: Gold discount, budget: all,");
    let limited = rulebook(&format!("{limited}budgets:\n  all: {{amount: 50, every: year}}\n"))?;
    let tally = replay(&history, &limited, &Options { threads: 2, ..Options::default() })?;
    assert!(tally.discount.0 > 4_000 && tally.discount.0 <= 5_000, "{:?}", tally.discount);
    Ok(())
}

#[test]
fn moving_in_time_keeps_distances_and_times_of_day() -> Outcome {
    let mut history = shop(31, 500, true)?;
    let zone = jiff::tz::TimeZone::get("Europe/London")?;
    let local = |at: model::Instant| zone.to_datetime(at);
    let before: Vec<_> = history.sales.iter().map(|sale| local(sale.at)).collect();
    let last = jiff::civil::date(2026, 11, 21);
    shift(&mut history, &zone, last);
    let after: Vec<_> = history.sales.iter().map(|sale| local(sale.at)).collect();
    assert_eq!(history.end().map(|end| local(end).date()), Some(last));
    let days = |list: &[jiff::civil::DateTime]| {
        list[0].date().until(list[400].date()).map(|s| s.get_days())
    };
    assert_eq!(days(&before)?, days(&after)?);
    assert_eq!(before[7].time(), after[7].time());
    Ok(())
}

#[test]
fn personas_are_the_same_for_the_same_seed() {
    assert_eq!(persona(1, 5), persona(1, 5));
    assert_ne!(persona(1, 5), persona(2, 5));
}
