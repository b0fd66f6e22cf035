//! What the sections about people, play and partners come to.

use model::calendar::Window;
use model::event::Ground;
use model::{Key, LineKind, Money, Units};
use std::sync::LazyLock;
use tessera_programme::load_text;
use tessera_programme::rulebook::{
    Accrual, CalendarSpan, Cause, Counting, Effect, Measure, Metric, MetricKind, Occasion, Party,
    Phase, PlanRefund, Rule, Rulebook, StepSource, Take, Trigger, Value, Whom,
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

fn metric(key: &str) -> &'static Metric {
    BOOK.metric(key).unwrap_or_else(|| panic!("there is no metric {key}"))
}

fn condition(key: &str) -> &'static str {
    rule(key).condition.as_ref().map_or("", |condition| condition.source())
}

fn accrual(key: &str) -> &'static Accrual {
    match rule(key).effects.first() {
        Some(Effect::Accrue(accrual)) => accrual,
        other => panic!("{key} accrues nothing: {other:?}"),
    }
}

/// Units that are given at once: which, and thousandths of their smallest step.
fn awarded(effects: &[Effect]) -> Vec<(&str, i64)> {
    let earnings = effects.iter().filter_map(|effect| match effect {
        Effect::Earn(earning) => Some(earning),
        _ => None,
    });
    let fixed = |counting: &Counting| match counting {
        Counting::Once(Value::Fixed(amount)) => *amount,
        other => panic!("not given at once: {other:?}"),
    };
    earnings.map(|earning| (earning.unit.as_str(), fixed(&earning.amount))).collect()
}

fn days(days: u16) -> CalendarSpan {
    CalendarSpan { days, ..CalendarSpan::default() }
}

fn months(months: u16) -> CalendarSpan {
    CalendarSpan { months, ..CalendarSpan::default() }
}

#[test]
fn derived_metrics_stand_behind_the_declared_ones_in_order_of_their_sections() {
    let keys: Vec<&str> = BOOK.metrics.iter().map(|metric| metric.key.as_str()).collect();
    let derived = [
        "card-spend",
        "sinking-spend",
        "last-month-spend",
        "volume-year-volume",
        "vip-savings",
        "referral_count",
        "quest_autumn_quest_taste_all",
        "quest_autumn_quest_tell",
        "streak_every_week",
    ];
    assert!(keys.ends_with(&derived), "{keys:?}");
}

#[test]
fn metrics_can_count_what_was_saved_and_friends() {
    let saved = metric("saved_ever");
    assert_eq!(saved.kind, MetricKind::Money);
    assert!(matches!(&saved.measure, Measure::Saved(offers) if offers.len() == 3));
    let friends = metric("friends");
    assert_eq!(friends.occasion, Occasion::Consequence(Key::new("referral-advocate")));
    assert!(matches!(friends.measure, Measure::Visits) && friends.window == Window::Year);
}

#[test]
fn a_level_can_be_held_by_a_condition() {
    let level = &BOOK.track("circle").expect("declared").levels[0];
    assert!(level.by_condition && !level.on_joining && level.thresholds.is_empty());
    assert!(level.condition.is_some());
}

#[test]
fn offers_and_earnings_can_wait_for_activation() {
    assert!(rule("favourites").activate && rule("personal").activate);
    assert_eq!((rule("personal").holdout, rule("favourites").holdout), (100_000, 0));
}

#[test]
fn rules_follow_from_numbers_reached_and_from_silence() {
    assert_eq!(rule("big-month").trigger, Trigger::Reached { window: Window::Month });
    assert_eq!(condition("big-month"), "metric.month_spend >= 1500.5 && (member.tenure_days > 10)");
    assert!(matches!(&rule("big-month").effects[0], Effect::Surprise(key) if *key == "wheel"));
    assert_eq!(rule("sleeping").trigger, Trigger::Idle(months(3)));
    assert_eq!(rule("sleeping").holdout, 200_000);
    assert_eq!(BOOK.index.idle.len(), 1);
    // big-month, two milestones, the quest, two lengths of the streak, and the badge.
    assert_eq!(BOOK.index.reached.len(), 7);
}

#[test]
fn what_comes_later_is_called_off_below_the_minimum() {
    let rule = rule("kept");
    assert_eq!(rule.trigger, Trigger::Purchase(Phase::After));
    let [Effect::Later { after, least, effects }] = rule.effects.as_slice() else {
        panic!("later: {:?}", rule.effects)
    };
    assert_eq!((*after, *least), (days(30), Money(500_000)));
    assert_eq!(awarded(effects), [("points", 10_000)]);
}

#[test]
fn a_membership_and_a_tier_can_be_given() {
    let effects = &rule("present").effects;
    assert!(matches!(&effects[0], Effect::StartMembership { plan, sold: false } if *plan == "vip"));
    assert!(
        matches!(&effects[1], Effect::SetTier { track, tier } if *track == "status" && *tier == "silver")
    );
}

#[test]
fn volume_steps_look_at_the_period_or_at_the_receipt() {
    let table = |key: &str| match rule(key).effects.first() {
        Some(Effect::Price(price)) => match &price.take {
            Take::Percent(Value::Steps(steps)) => steps.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let year = table("volume-year");
    assert!(matches!(&year.of, StepSource::Metric(metric) if *metric == "volume-year-volume"));
    assert_eq!(year.table, [(100_000, 50_000), (200_000, 100_000), (300_000, 200_000)]);
    assert!(year.marginal && !rule("volume-year").public);
    let counted = metric("volume-year-volume");
    assert!(matches!(counted.measure, Measure::Quantity) && counted.window == Window::Year);
    assert!(counted.lines.condition.is_some());
    let receipt = table("volume-receipt");
    assert!(matches!(receipt.of, StepSource::MatchingTotal) && !receipt.marginal);
    assert_eq!(receipt.table, [(1_000_000, 30_000)]);
    assert!(rule("volume-receipt").public);
}

#[test]
fn benefits_are_rewards_with_a_quota_and_no_cost() {
    let massage = BOOK.reward("massage").expect("declared");
    assert!(massage.benefit && massage.cost.is_empty() && massage.condition.is_some());
    let quota = massage.quota.as_ref().expect("declared");
    assert!(matches!(quota.value, Value::Formula { scale: 1_000, .. }));
    assert_eq!((quota.window, massage.worth), (Window::Month, Some(Money(150_000))));
    let parking = BOOK.reward("parking").expect("declared");
    assert_eq!((parking.stock, parking.quota.is_none()), (Some(20), true));
    assert!(!BOOK.reward("mug").expect("declared").benefit);
}

#[test]
fn choices_keep_their_options_and_terms() {
    let category = BOOK.choice("category").expect("declared");
    let options: Vec<&str> = category.options.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!((options, category.most), (vec!["coffee", "tea", "cake"], 2));
    assert!(category.next_period && category.window == Window::Month);
    assert_eq!(category.otherwise, [Key::new("tea")]);
    let numbers = BOOK.choice("friends_numbers").expect("declared");
    assert!(numbers.free && numbers.options.is_empty() && numbers.window == Window::Lifetime);
}

#[test]
fn a_membership_is_a_plan_a_metric_and_a_rule_that_sells_it() {
    let plan = BOOK.plan("vip").expect("declared");
    assert_eq!((plan.fee, plan.term, plan.trial), (Money(99_000), months(12), Some(months(1))));
    assert_eq!(
        (plan.refund, plan.withdraw_within),
        (PlanRefund::ProRataLessSavings, Some(days(14)))
    );
    assert_eq!((plan.remind, plan.reminder.clone()), (Some(days(30)), Some(Key::new("thanks"))));
    let (of, saves) = plan.break_even.as_ref().expect("declared");
    assert_eq!((of.counted("ru", 5, 0), *saves), ("доставок", Money(19_900)));
    let savings = metric("vip-savings");
    assert!(matches!(&savings.measure, Measure::Saved(offers) if *offers == plan.offers));
    assert_eq!((&savings.kind, savings.window), (&MetricKind::Money, Window::Lifetime));
    let sold = rule("vip-sold");
    assert_eq!(sold.trigger, Trigger::Purchase(Phase::After));
    assert_eq!(sold.lines.include.kinds, [LineKind::Goods, LineKind::Fee]);
    assert!(matches!(&sold.effects[0], Effect::StartMembership { sold: true, .. }));
}

#[test]
fn what_members_prove_own_and_may_buy_is_described() {
    let student = BOOK.verification("student").expect("declared");
    assert!(student.evidence && student.valid_for == Some(months(12)));
    assert!(!BOOK.verification("staff").expect("declared").evidence);
    let grinder = BOOK.product("grinder").expect("declared");
    assert_eq!(awarded(&grinder.effects), [("points", 50_000)]);
    let early = &BOOK.access[0];
    assert!(early.condition.is_some() && early.lines.condition.is_some());
    assert!(early.schedule.until.is_some() && early.lines.include.excluded);
    let promise = BOOK.price_guarantee.as_ref().expect("declared");
    assert_eq!((promise.within, promise.share), (days(14), 900_000));
    assert!(promise.evidence && promise.unit.is_none());
    let claims = BOOK.event("price_guarantee").expect("made for the claims");
    assert!(claims.approval && claims.evidence);
}

#[test]
fn bringing_friends_is_a_cause_and_its_consequence() {
    let friend = rule("referral");
    assert_eq!(
        condition("referral"),
        "member.referred && member.tenure_days <= 90 && (basket.channel == 'till')"
    );
    assert_eq!((friend.limits[0].times, friend.limits[0].window), (1, Window::Lifetime));
    let [Effect::Later { after, least, effects }] = friend.effects.as_slice() else {
        panic!("later: {:?}", friend.effects)
    };
    assert_eq!((*after, *least), (days(14), Money(100_000)));
    assert_eq!(awarded(effects), [("points", 30_000)]);
    let Some(Effect::Cause(Cause { whom, rule: consequence, by_amount })) = effects.last() else {
        panic!("a cause: {effects:?}")
    };
    assert_eq!(
        (whom, consequence.as_str(), *by_amount),
        (&Whom::Advocate, "referral-advocate", false)
    );
    let advocate = rule("referral-advocate");
    assert_eq!(advocate.trigger, Trigger::Consequence);
    assert_eq!((condition("referral-advocate"), advocate.limits[0].times), ("!member.blocked", 10));
    assert_eq!(awarded(&advocate.effects), [("points", 50_000)]);
    let milestone = rule("referral-milestone-10");
    assert_eq!(milestone.trigger, Trigger::Reached { window: Window::Lifetime });
    assert_eq!(condition("referral-milestone-10"), "metric.referral_count >= 10");
}

#[test]
fn partners_are_owed_commission_and_causes_their_share() {
    let bloggers = accrual("bloggers");
    assert_eq!(bloggers.ground, Ground::Commission);
    assert_eq!(bloggers.party, Party::Affiliate { terms: Key::new("bloggers") });
    assert_eq!(bloggers.cap, Some((Money(50_000), Window::Month)));
    assert!(matches!(bloggers.share, Value::Fixed(50_000)));
    assert_eq!(condition("bloggers"), "member.tenure_days <= 90");
    assert_eq!(BOOK.affiliates, [Key::new("bloggers")]);
    let trees = accrual("trees-share");
    assert_eq!((trees.ground, &trees.party), (Ground::Donation, &Party::Named(Key::new("trees"))));
    assert!(trees.cap.is_none() && rule("trees-share").public);
    let cause = BOOK.cause("trees").expect("declared");
    assert_eq!(
        (cause.units.as_slice(), cause.goal),
        ([Key::new("points")].as_slice(), Some(Money(10_000_000)))
    );
}

#[test]
fn a_coalition_earns_by_partner() {
    let coalition = BOOK.coalition.as_ref().expect("declared");
    assert_eq!((coalition.unit.as_str(), coalition.clearing), ("points", Window::Month));
    let bakery = BOOK.partner("bakery").expect("declared");
    assert_eq!(bakery.rule, Some(Key::new("partner-bakery")));
    assert_eq!((bakery.pays, bakery.gets, bakery.accepts), (900_000, 1_000_000, true));
    assert!(!BOOK.partner("cinema").expect("declared").accepts);
    assert_eq!(condition("partner-bakery"), "store.partner == 'bakery'");
    assert_eq!(rule("partner-bakery").trigger, Trigger::Purchase(Phase::Earning));
    assert!(
        matches!(&rule("partner-bakery").effects[0], Effect::Earn(earning) if matches!(earning.amount, Counting::Percent(Value::Fixed(20_000))))
    );
}

#[test]
fn groups_pool_and_collect() {
    let household = BOOK.group_kind("household").expect("declared");
    assert!(household.approval && household.seats == 6);
    assert_eq!(household.pool, [Key::new("points")]);
    let Some(Effect::Cause(cause)) = rule("firm-collects").effects.first() else {
        panic!("a cause")
    };
    assert_eq!(cause.whom, Whom::Group(Key::new("firm")));
    assert!(cause.by_amount && cause.rule == "firm-collected");
    let Some(Effect::Earn(earning)) = rule("firm-collected").effects.first() else {
        panic!("units")
    };
    assert!(matches!(
        earning.amount,
        Counting::PerAmount { give: Value::Fixed(1_500), per: Money(10_000), whole: false }
    ));
}

#[test]
fn units_can_be_given_and_exchanged() {
    let gifting = &BOOK.gifting[0];
    assert_eq!((gifting.unit.as_str(), gifting.minimum), ("points", Units(10)));
    assert_eq!(gifting.most, Some((Units(500), Window::Month)));
    let airline = BOOK.exchange("airline").expect("declared");
    assert_eq!((airline.every, airline.gives, airline.minimum), (Units(100), 25_500, Units(500)));
    assert_eq!(airline.of.counted("ru", 2, 0), "мили");
}

#[test]
fn a_quest_counts_each_step_while_it_runs() {
    let quest = &BOOK.quests[0];
    let steps: Vec<(&str, i64)> =
        quest.steps.iter().map(|(_, metric, times)| (metric.as_str(), *times)).collect();
    assert_eq!(
        steps,
        [("quest_autumn_quest_taste_all", 3_000), ("quest_autumn_quest_tell", 1_000)]
    );
    let tasted = metric("quest_autumn_quest_taste_all");
    assert!(matches!(tasted.measure, Measure::Quantity) && tasted.window == Window::Month);
    let told = metric("quest_autumn_quest_tell");
    assert_eq!(told.occasion, Occasion::Event(Key::new("review")));
    let source = told.condition.as_ref().map(|condition| condition.source());
    assert_eq!(
        source,
        Some(
            "time.now >= timestamp('2026-08-31T21:00:00Z') && time.now < timestamp('2026-11-30T21:00:00Z') && (event.attributes.stars > 4)"
        )
    );
    assert_eq!(
        condition("autumn-quest"),
        "metric.quest_autumn_quest_taste_all >= 3 && metric.quest_autumn_quest_tell >= 1 && ('student' in member.verified)"
    );
    assert_eq!(rule("autumn-quest").trigger, Trigger::Reached { window: Window::Month });
}

#[test]
fn a_streak_counts_periods_in_a_row() {
    let streak = metric("streak_every_week");
    assert_eq!((streak.streak, streak.window), (Some(Window::Week), Window::Lifetime));
    assert!(matches!(streak.measure, Measure::Visits) && streak.lines.condition.is_some());
    let four = rule("every-week-4");
    assert_eq!(four.trigger, Trigger::Reached { window: Window::Week });
    assert_eq!(condition("every-week-4"), "metric.streak_every_week == 4");
    assert!(
        matches!(&rule("every-week-8").effects[0], Effect::Tag { tag, .. } if *tag == "faithful")
    );
}

#[test]
fn badges_are_tags_that_metrics_bring() {
    let gourmet = rule("gourmet");
    assert_eq!(condition("gourmet"), "metric.coffees >= 20 && (member.tenure_days > 7)");
    assert!(matches!(&gourmet.effects[0], Effect::Tag { tag, on: true } if *tag == "gourmet"));
    assert_eq!(awarded(&gourmet.effects), [("points", 5_000)]);
    assert_eq!(BOOK.badge("gourmet").expect("declared").about.get("en"), "Twenty coffees");
    let board = BOOK.leaderboard("drinkers").expect("declared");
    assert_eq!((board.metric.as_str(), board.top), ("coffees", 10));
    assert_eq!(board.consent, "app/leaderboard");
}

#[test]
fn surprises_and_raffles_say_what_can_be_won() {
    let wheel = BOOK.surprise("wheel").expect("declared");
    let entries: Vec<(&str, u32, Money)> =
        wheel.entries.iter().map(|entry| (entry.key.as_str(), entry.weight, entry.worth)).collect();
    let expected =
        [("nothing", 5, Money(0)), ("points", 4, Money(5_000)), ("coffee", 1, Money(20_000))];
    assert_eq!(entries, expected);
    assert_eq!(wheel.floor, Some((5, Money(10_000))));
    assert!(BOOK.coupon("wheel-coffee-reward").is_some(), "the free coffee is a coupon");
    let draw = BOOK.raffle("spring-draw").expect("declared");
    assert_eq!((draw.tickets.as_str(), draw.several), ("bonus", true));
    assert_eq!(draw.draw_at.to_string(), "2026-03-30T21:00:00Z");
    let prizes: Vec<(&str, u16)> =
        draw.prizes.iter().map(|prize| (prize.key.as_str(), prize.count)).collect();
    assert_eq!(prizes, [("bicycle", 1), ("cups", 10)]);
}
