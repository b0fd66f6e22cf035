//! What each section of a document comes to.

use model::calendar::Window;
use model::{Key, LineKind, Money, Quantity, Rate, Rounding, Units};
use std::sync::LazyLock;
use tessera_programme::load_text;
use tessera_programme::rulebook::{
    BuyGet, CalendarSpan, Counting, Downgrade, Earning, Effect, Expiry, Measure, MetricKind,
    MinimumOf, Occasion, Phase, Rule, Rulebook, Scope, StepSource, Steps, Take, Term, Trigger,
    UnitKind, Value,
};

const TEXT: &str = include_str!("documents/everything.yaml");

static BOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let loaded = load_text("everything.yaml", TEXT);
    assert!(!loaded.diagnostics.has_errors(), "{:#?}", loaded.diagnostics);
    loaded.rulebook.expect("a document without errors gives a rulebook")
});

fn rule(key: &str) -> &'static Rule {
    BOOK.rule(key).unwrap_or_else(|| panic!("there is no rule {key}"))
}

fn earning(key: &str) -> &'static Earning {
    match rule(key).effects.first() {
        Some(Effect::Earn(earning)) => earning,
        other => panic!("{key} does not earn: {other:?}"),
    }
}

fn take(key: &str) -> &'static Take {
    match rule(key).effects.first() {
        Some(Effect::Price(price)) => &price.take,
        other => panic!("{key} does not change a price: {other:?}"),
    }
}

fn buy_get(key: &str) -> &'static BuyGet {
    match rule(key).effects.first() {
        Some(Effect::BuyGet(set)) => set,
        other => panic!("{key} gives no pieces: {other:?}"),
    }
}

fn steps(value: &Value) -> &Steps {
    if let Value::Steps(steps) = value { steps } else { panic!("no steps: {value:?}") }
}

#[test]
fn the_programme_knows_its_money_and_its_days() {
    assert_eq!((BOOK.currency.as_str(), BOOK.currency_scale), ("RUB", 2));
    assert_eq!(BOOK.time_zone, "Europe/Moscow");
    assert_eq!(BOOK.name.get("ru"), "Всё");
    assert_eq!(BOOK.settings.max_discount, Some(Rate::percent(60)));
    assert_eq!(BOOK.settings.money_rounding, Rounding::HalfEven);
    // 20 November 00:00 to 1 December 00:00 in Moscow: the last day belongs to the period.
    let (from, until) = BOOK.sale_periods[0];
    assert_eq!(from.to_string(), "2026-11-19T21:00:00Z");
    assert_eq!(until.to_string(), "2026-11-30T21:00:00Z");
}

#[test]
fn units_have_worth_scale_and_expiry() {
    let points = BOOK.unit("points").expect("declared");
    assert_eq!(points.worth_micro, Some(50_000_000));
    assert_eq!(
        points.expiry,
        Expiry::After(CalendarSpan { months: 12, ..CalendarSpan::default() })
    );
    assert_eq!(points.pending.map(|span| span.days), Some(14));
    assert_eq!(points.name.counted("ru", 5, 0), "баллов");
    let bonus = BOOK.unit("bonus").expect("declared");
    assert_eq!((bonus.scale, bonus.rounding), (2, Rounding::HalfUp));
    assert_eq!(bonus.expiry, Expiry::EndOf { window: Window::Year, plus: 1 });
    let lenses = BOOK.unit("lenses").expect("a stamp card is a unit");
    assert_eq!((lenses.kind, lenses.scale), (UnitKind::Stamps, 0));
}

#[test]
fn metrics_say_what_they_count_and_where_they_are_kept() {
    let metric = |key: &str| BOOK.metric(key).expect("declared");
    assert_eq!(metric("points_ever").kind, MetricKind::Units(Key::new("points")));
    assert_eq!(metric("month_spend").kind, MetricKind::Money);
    assert_eq!(metric("month_spend").series, "metric:month_spend/month");
    assert_eq!(metric("coffees").window, Window::RollingDays(30));
    assert_eq!(metric("reviews").occasion, Occasion::Event(Key::new("review")));
    assert_eq!(metric("card-spend").window, Window::Lifetime);
    assert_eq!(metric("last-month-spend").window, Window::Month);
    assert!(matches!(metric("spice").measure, Measure::Formula(_)));
}

#[test]
fn tiers_have_thresholds_in_the_measure_of_the_metric() {
    let track = BOOK.track("status").expect("declared");
    assert_eq!(track.term, Term::EndOf { window: Window::Year, plus: 1 });
    assert_eq!((track.downgrade, track.grace_days), (Downgrade::OneStep, 7));
    assert!(track.levels[0].on_joining && track.levels[3].by_invitation);
    let gold = &track.levels[2].thresholds;
    assert_eq!((gold[0].at, gold[1].at), (2_000, 5_000_000));
}

#[test]
fn earnings_are_in_thousandths_of_the_smallest_step() {
    let Counting::PerAmount { give: Value::ByTier { track, values }, per, whole } =
        &earning("base").amount
    else {
        panic!("units per money by tier")
    };
    assert_eq!((track.as_str(), *per, *whole), ("status", Money(1_000), false));
    assert_eq!(values[1], (Key::new("silver"), 1_500));
    assert!(matches!(earning("cashback").amount, Counting::Percent(Value::Fixed(30_000))));
    assert_eq!(
        earning("cashback").expiry.map(|e| matches!(e, Expiry::After(s) if s.days == 90)),
        Some(true)
    );
    assert!(matches!(
        earning("cups").amount,
        Counting::PerPiece { give: Value::Fixed(2_000), every: 3 }
    ));
    assert!(matches!(earning("big").amount, Counting::Once(Value::Fixed(100_000))));
    assert!(matches!(earning("double").amount, Counting::Multiply(Value::Fixed(2_000_000))));
    assert_eq!(rule("base").trigger, Trigger::Purchase(Phase::Earning));
    assert_eq!(rule("double").trigger, Trigger::Purchase(Phase::Bonus));
    assert_eq!(
        rule("big").minimum.as_ref().map(|m| (m.of, m.amount)),
        Some((MinimumOf::Basket, Some(Money(500_000))))
    );
}

#[test]
fn offers_stand_in_the_phase_of_their_kind() {
    let phases = [
        ("silver-price", Phase::Lines),
        ("basket-off", Phase::Basket),
        ("each-off", Phase::Lines),
        ("one-price", Phase::Lines),
        ("three-for-two", Phase::Lines),
        ("delivery", Phase::Shipping),
        ("clever", Phase::Basket),
        ("receipt", Phase::Lines),
        ("spring", Phase::Coupons),
    ];
    for (key, phase) in phases {
        assert_eq!(rule(key).trigger, Trigger::Purchase(phase), "{key}");
    }
    let Take::Percent(Value::ByTier { values, .. }) = take("silver-price") else {
        panic!("by tier")
    };
    let shares: Vec<i64> = values.iter().map(|(_, share)| *share).collect();
    assert_eq!(shares, [100_000, 150_000, 200_000]);
    assert!(matches!(take("one-price"), Take::FixedPrice(Value::Fixed(9_990))));
    assert!(matches!(take("clever"), Take::Percent(Value::Formula { scale: 10_000, .. })));
    assert_eq!(rule("delivery").lines.include.kinds, [LineKind::Shipping]);
    assert_eq!(rule("delivery").minimum.as_ref().map(|m| m.of), Some(MinimumOf::Basket));
    let schedule = &rule("silver-price").schedule;
    assert_eq!(
        (schedule.weekdays.as_slice(), schedule.hours.as_slice()),
        ([1, 5].as_slice(), [(960, 1080)].as_slice())
    );
    assert!(schedule.outside_sale_periods);
    assert!(rule("basket-off").public && !rule("each-off").public);
    assert_eq!(rule("basket-off").budget, Some(Key::new("spring")));
}

#[test]
fn sets_say_what_is_bought_and_what_is_got() {
    let set = buy_get("three-for-two");
    assert_eq!((set.buy, set.get, set.off, set.repeat), (2, 1, 1_000_000, None));
    let half = buy_get("second-half");
    assert_eq!((half.off, half.repeat, half.dearest), (500_000, Some(1), true));
    assert!(rule("second-half").lines.include.excluded);
    let gift = buy_get("gift");
    assert_eq!((gift.buy, gift.get, gift.repeat), (0, 1, Some(1)));
}

#[test]
fn values_in_steps_know_what_they_look_at() {
    let Take::Percent(value) = take("volume") else { panic!("a share") };
    let steps = steps(value);
    assert!(steps.marginal && matches!(steps.of, StepSource::MatchingQuantity));
    assert_eq!(steps.table, [(10_000, 50_000), (20_000, 100_000)]);
}

#[test]
fn ladders_are_tables_over_what_was_spent() {
    let source = |key: &str| match take(key) {
        Take::Percent(value) => steps(value),
        other => panic!("{other:?}"),
    };
    assert!(matches!(&source("card").of, StepSource::Metric(metric) if *metric == "card-spend"));
    assert_eq!(source("card").table[0], (1_000_000, 50_000));
    assert!(
        matches!(&source("last-month").of, StepSource::MetricPrevious(metric) if *metric == "last-month-spend")
    );
    assert!(matches!(source("receipt").of, StepSource::BasketTotal));
    assert!(rule("receipt").public);
}

#[test]
fn a_ladder_that_steps_down_is_a_hidden_track() {
    let track = BOOK.track("sinking").expect("made for the ladder");
    let levels: Vec<&str> = track.levels.iter().map(|level| level.key.as_str()).collect();
    assert_eq!(levels, ["base", "from-20000"]);
    assert!(track.levels[0].on_joining);
    assert_eq!(track.levels[1].thresholds[0].at, 2_000_000);
    assert_eq!(track.downgrade, Downgrade::OneStepPerIdlePeriod(Window::Month));
    let Take::Percent(Value::ByTier { track, values }) = take("sinking") else { panic!("by tier") };
    assert_eq!((track.as_str(), values.len(), values[0].1), ("sinking", 2, 30_000));
}

#[test]
fn a_stamp_card_is_a_unit_an_earning_and_a_conversion() {
    assert!(matches!(
        earning("lenses").amount,
        Counting::PerPiece { give: Value::Fixed(1_000), every: 1 }
    ));
    assert!(matches!(earning("visits").amount, Counting::Once(Value::Fixed(1_000))));
    let spend = &earning("spend").amount;
    assert!(matches!(spend, Counting::PerAmount { per: Money(5_000), whole: true, .. }));
    let conversion =
        BOOK.conversions.iter().find(|c| c.key == "lenses").expect("made for the card");
    assert_eq!(conversion.every, Units(10));
    assert!(matches!(&conversion.effects[0], Effect::GrantCoupon(key) if *key == "lenses-reward"));
    let reward = buy_get("lenses-reward");
    assert_eq!((reward.get, reward.cap_each), (1, Some(Money(200_000))));
    assert_eq!(rule("lenses-reward").coupon, Some(Key::new("lenses-reward")));
    assert_eq!(
        rule("lenses-reward").lines.condition.as_ref().map(|c| c.source()),
        Some("line.category == 'lenses'")
    );
    let coupon = BOOK.coupon("lenses-reward").expect("made for the card");
    assert_eq!((coupon.uses, coupon.valid_for.map(|span| span.days)), (Some(1), Some(90)));
}

#[test]
fn coupons_say_how_they_may_be_used() {
    let spring = BOOK.coupon("spring").expect("declared");
    assert_eq!((spring.code.as_deref(), spring.uses), (Some("SPRING-4821"), Some(100)));
    let single = BOOK.coupon("single").expect("declared");
    assert!(single.uses.is_none() && single.transferable && rule("single").public);
    assert_eq!(BOOK.coupon("extra").and_then(|c| c.uses), Some(1));
    assert_eq!(rule("extra").limits[0].times, 2);
    assert_eq!(rule("extra").effects.len(), 2, "a discount, and units besides");
    assert!(matches!(earning("only-points").amount, Counting::Once(Value::Fixed(250_000))));
    let until = BOOK.coupon("only-points").and_then(|c| c.until).map(|until| until.to_string());
    assert_eq!(until.as_deref(), Some("2026-12-31T21:00:00Z"), "31 December belongs to it");
}

#[test]
fn groups_are_the_declared_ones_and_then_that_of_coupons() {
    let groups: Vec<(&str, Scope)> =
        BOOK.groups.iter().map(|group| (group.key.as_str(), group.choose)).collect();
    assert_eq!(groups, [("prices", Scope::Best), ("extras", Scope::All), ("coupons", Scope::All)]);
    assert_eq!(rule("spring").stacking.group, 2);
    let plain = load_text("p.yaml", &format!("{}offers: {{ o: {{ percent: 5 }} }}\n", head()));
    let book = plain.rulebook.expect("sound");
    assert_eq!(book.groups.len(), 1);
    assert_eq!((book.groups[0].key.as_str(), book.groups[0].choose), ("offers", Scope::Best));
}

fn head() -> &'static str {
    "tessera: 1\nprogramme: { key: p, name: P, currency: JPY, time_zone: Asia/Tokyo, locales: [en] }\n"
}

#[test]
fn certificates_redemptions_and_conversions_keep_their_terms() {
    let card = BOOK.certificate("card").expect("declared");
    assert_eq!(
        (card.values.as_slice(), card.free, card.partial),
        ([Money(100_000), Money(300_000)].as_slice(), false, true)
    );
    let free = BOOK.certificate("free").expect("declared");
    assert_eq!(
        (free.values.as_slice(), free.free, free.partial),
        ([Money(50_000), Money(1_000_000)].as_slice(), true, false)
    );
    let points = &BOOK.redemptions[0];
    assert_eq!(
        (points.minimum, points.block, points.max_share),
        (Units(100), Units(10), Rate::percent(50))
    );
    assert_eq!(points.lines.include.sale_items, Some(false));
    let bonus = &BOOK.redemptions[1];
    assert_eq!(
        (bonus.minimum, bonus.block, bonus.max_share),
        (Units(0), Units(1), Rate::percent(100))
    );
    assert_eq!(bonus.lines.include.sale_items, Some(true));
    let voucher = BOOK.conversions.iter().find(|c| c.key == "voucher").expect("declared");
    assert!(matches!(&voucher.effects[0], Effect::IssueCertificate { value: Money(100_000), .. }));
}

#[test]
fn what_follows_has_the_trigger_that_was_written() {
    assert_eq!(rule("cake").trigger, Trigger::Birthday { days_before: 3 });
    assert_eq!(rule("cake").limits[0].window, Window::Year);
    assert_eq!(rule("review").trigger, Trigger::Event(Key::new("review")));
    assert_eq!(rule("hello").trigger, Trigger::Enrolment);
    assert_eq!(rule("card-holder").trigger, Trigger::Purchase(Phase::After));
    assert_eq!(rule("fortnight").trigger, Trigger::Recurring { every_days: 14 });
    let gold = Trigger::TierReached { track: Key::new("status"), tier: Some(Key::new("gold")) };
    assert_eq!(rule("welcome-gold").trigger, gold);
    assert!(matches!(&rule("card-holder").effects[0], Effect::Tag { on: true, .. }));
    let review = BOOK.event("review").expect("declared");
    assert!(review.once_per_reference && review.attributes[1].required);
    assert_eq!(review.limits[0].times, 3);
    let mug = BOOK.reward("mug").expect("declared");
    assert_eq!((mug.cost[0].1, mug.stock, mug.worth), (Units(300), Some(50), Some(Money(20_000))));
}

#[test]
fn the_index_goes_by_group_then_priority_then_order() {
    let keys = |phase: Phase| -> Vec<&str> {
        let positions = BOOK.index.purchase.get(&phase).map(Vec::as_slice).unwrap_or_default();
        positions.iter().map(|p| BOOK.rules[usize::from(*p)].key.as_str()).collect()
    };
    assert_eq!(keys(Phase::Basket), ["basket-off", "clever"]);
    assert_eq!(keys(Phase::Coupons)[..2], ["lenses-reward", "spring"]);
    assert_eq!(BOOK.index.enrolment.len(), 2);
    assert_eq!(BOOK.index.tiers.get("status").map(Vec::len), Some(1));
    assert_eq!(BOOK.index.events.get("review").map(Vec::len), Some(2));
}

#[test]
fn currencies_without_decimals_and_quantities_are_exact() {
    let text =
        format!("{}offers: {{ o: {{ amount: 300, minimum: {{ quantity: 1.5 }} }} }}\n", head());
    let book = load_text("p.yaml", &text).rulebook.expect("sound");
    let rule = book.rule("o").expect("declared");
    assert!(
        matches!(&rule.effects[0], Effect::Price(price) if matches!(price.take, Take::Amount(Value::Fixed(300))))
    );
    assert_eq!(rule.minimum.as_ref().and_then(|m| m.quantity), Some(Quantity(1_500)));
}
