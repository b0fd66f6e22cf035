//! Every fact that a condition can read: where it holds, and where it does not.
#![allow(missing_docs, reason = "tests")]

#[path = "world/anna.rs"]
mod anna;
#[path = "world/scene.rs"]
mod scene;
mod world;

use anna::{PROGRAMME, anna, attributes, earlier, full_basket, instant, key, other_member};
use model::activity::{Birthday, CustomEvent, Decide, Enrol, Profile, Purchase, Update};
use model::attribute::Value;
use model::basket::Linked;
use model::id::{ReceiptId, SubmissionId, time_ordered};
use model::{Activity, Basket, Key, Line, LineKind, Owner, Snapshot};
use programme::condition::schema::{NAMES, Type};
use scene::Scene;
use world::{World, basket, line};

/// A quarter to two on 10 March in Kathmandu; still the ninth in UTC.
const NIGHT: &str = "2027-03-09T20:00:00.250Z";

/// What is true of Anna, and what nearly is.
const MEMBER: &[(&str, &str)] = &[
    ("member.known", "!member.known"),
    ("member.known && !member.blocked", "member.blocked"),
    ("member.tenure_days == 1095", "member.tenure_days == 1094"),
    ("member.tenure_years == 3", "member.tenure_years == 2"),
    ("member.age_years == 36", "member.age_years == 37"),
    ("member.days_to_birthday == 71", "member.days_to_birthday == 72"),
    ("has(member.birthday_today) && !member.birthday_today", "member.birthday_today"),
    ("has(member.birthday_month) && !member.birthday_month", "member.birthday_month"),
    ("'vip' in member.tags", "'weekend-buyers' in member.tags"),
    ("size(member.tags) == 5", "size(member.tags) == 1"),
    ("'heavy-users' in member.segments", "'vip' in member.segments"),
    ("size(member.segments) == 2", "size(member.segments) == 1"),
    ("'sms/service' in member.consents", "'sms/marketing' in member.consents"),
    ("size(member.consents) == 3", "size(member.consents) == 1"),
    ("'gold' in member.memberships", "'iron' in member.memberships"),
    ("size(member.memberships) == 2", "size(member.memberships) == 1"),
    ("'teacher' in member.verified", "'staff' in member.verified"),
    ("size(member.verified) == 3", "size(member.verified) == 1"),
    ("'grinder' in member.products", "'scales' in member.products"),
    ("size(member.products) == 4", "size(member.products) == 1"),
    ("'household' in member.groups", "'firm' in member.groups"),
    ("'home' in member.groups", "'away' in member.groups"),
    ("'head@household' in member.groups", "'member@household' in member.groups"),
    ("size(member.groups) == 1", "size(member.groups) == 2"),
    ("member.join_channel == 'app'", "member.join_channel == 'web'"),
    ("member.join_store == 'KTM-1'", "member.join_store == 'PTN-2'"),
    ("member.language == 'ne'", "member.language == 'en'"),
    ("member.country == 'NP'", "member.country == 'IN'"),
    ("member.referred", "!member.referred"),
    ("member.affiliate == 'studio'", "member.affiliate == 'starter'"),
    ("member.purchases == 3", "member.purchases == 4"),
    ("member.attributes.works_here", "!member.attributes.works_here"),
    ("member.attributes.children == 2", "member.attributes.children == 2000"),
    ("member.attributes.city == 'Patan'", "member.attributes.city == 'Pokhara'"),
    ("member.tier.status == 'friend'", "member.tier.status == 'guest'"),
    ("metric.spent == 92.34", "metric.spent == 9234"),
    ("metric.month_spend == 42.34", "metric.month_spend == 40"),
    ("metric.month_pieces == 3.5", "metric.month_pieces == 3"),
    ("metric.month_visits == 1", "metric.month_visits == 2"),
    ("metric.month_credit == 1.5", "metric.month_credit == 150"),
    ("metric_previous.month_spend == 40", "metric_previous.month_spend == 42.34"),
    ("metric_previous.month_pieces == 3", "metric_previous.month_pieces == 3.5"),
    ("metric_previous.month_credit == 0.75", "metric_previous.month_credit == 75"),
    ("balance.points == 123", "balance.points == 124"),
    ("balance.credit == 6.81", "balance.credit == 681"),
    ("'coffee' in choice.favourites", "'tea' in choice.favourites"),
    ("size(choice.favourites) == 2", "size(choice.favourites) == 1"),
];

/// What is true of her basket and where it is paid.
const BASKET: &[(&str, &str)] = &[
    ("basket.total == 52.5", "basket.total == 55"),
    ("basket.original_total == 55", "basket.original_total == 52.5"),
    ("basket.quantity == 6.5", "basket.quantity == 9.5"),
    ("size(basket.lines) == 6", "size(basket.lines) == 5"),
    ("basket.lines.exists_one(l, l.brand == 'Acme')", "basket.lines.all(l, l.brand == 'Acme')"),
    ("basket.lines.filter(l, l.quantity == 1).size() == 3", "basket.lines.exists(l, l.cost == 1)"),
    ("basket.channel == 'web'", "basket.channel == 'till'"),
    ("'spring' in basket.coupons", "'summer' in basket.coupons"),
    ("'welcome' in basket.coupons", "'expired' in basket.coupons"),
    ("size(basket.coupons) == 2", "size(basket.coupons) == 3"),
    ("'card' in basket.tenders", "'house-card' in basket.tenders"),
    ("size(basket.tenders) == 3", "size(basket.tenders) == 2"),
    ("has(basket.first) && !basket.first", "basket.first"),
    ("basket.linked", "!basket.linked"),
    ("basket.linked_days == 3", "basket.linked_days == 4"),
    ("basket.attributes.gift", "!basket.attributes.gift"),
    ("basket.attributes.people == 3.5", "basket.attributes.people == 3500"),
    ("basket.attributes.occasion == 'wedding'", "basket.attributes.occasion == 'gift'"),
    ("store.id == 'PTN-2'", "store.id == 'KTM-1'"),
    ("store.country == 'IN'", "store.country == 'NP'"),
    ("store.region == 'bagmati'", "store.region == 'station'"),
    ("store.brand == 'Corner'", "store.brand == 'Acme'"),
    ("store.partner == 'bakery'", "store.partner == 'Corner'"),
    ("'station' in store.tags", "'new' in store.tags"),
    ("size(store.tags) == 2", "size(store.tags) == 1"),
    ("till.id == 'T3'", "till.id == 'T4'"),
];

/// On which of her lines it holds.
const LINES: &[(&str, &str)] = &[
    ("line.sku == 'BEANS'", "beans"),
    ("line.sku != 'BEANS'", "cups tea shipping fee tip"),
    ("line.name == 'Sidamo beans'", "beans"),
    ("has(line.name)", "beans"),
    ("line.category == 'cups'", "cups"),
    ("has(line.category)", "beans cups shipping"),
    ("'coffee' in line.categories", "beans"),
    ("'beans' in line.categories", "beans"),
    ("'cups' in line.categories", "cups"),
    ("'gifts' in line.categories", "cups"),
    ("'tea' in line.categories", "tea"),
    ("'wine' in line.categories", ""),
    ("size(line.categories) == 0", "fee tip"),
    ("size(line.categories) == 1", "tea shipping"),
    ("size(line.categories) == 2", "beans"),
    ("size(line.categories) == 3", "cups"),
    ("line.brand == 'Acme'", "beans"),
    ("line.brand != 'Corner'", "beans"),
    ("line.kind == 'goods'", "beans cups tea"),
    ("line.kind == 'shipping'", "shipping"),
    ("line.kind == 'tip'", "tip"),
    ("line.quantity == 1.5", "cups"),
    ("line.quantity == 3", "tea"),
    ("line.price == 12.5", "beans"),
    ("line.price == 1", "fee tip"),
    ("line.amount == 25", "beans"),
    ("line.amount == 15", "cups tea"),
    ("line.paid == 22.5", "beans"),
    ("line.paid == 15", "cups tea"),
    ("line.cost == 14.5", "beans"),
    ("has(line.cost)", "beans"),
    ("line.on_sale", "cups"),
    ("has(line.on_sale) && !line.on_sale", "beans tea shipping fee tip"),
    ("'organic' in line.tags", "beans"),
    ("'old' in line.tags", ""),
    ("size(line.tags) == 2", "beans"),
    ("size(line.tags) == 0", "cups tea shipping fee tip"),
    ("line.attributes.organic", "beans"),
    ("line.attributes.weight == 0.25", "beans"),
    ("line.attributes.origin == 'Ethiopia'", "beans"),
    ("has(line.attributes.origin)", "beans"),
    ("basket.lines.exists(l, l.sku == 'TEA')", "beans cups tea shipping fee tip"),
    ("basket.lines.exists(l, l.price < line.price && l.kind == line.kind)", "beans cups"),
    ("basket.total == 52.5 && member.country == 'NP' && line.sku == 'TEA'", "tea"),
];

const ACTION: &[(&str, &str)] = &[
    ("event.key == 'review'", "event.key == 'idea'"),
    ("event.quantity == 2.5", "event.quantity == 12.34"),
    ("event.amount == 12.34", "event.amount == 2.5"),
    ("event.attributes.stars == 4", "event.attributes.stars == 4000"),
    ("event.attributes.bought_here", "!event.attributes.bought_here"),
    ("event.attributes.place == 'maps'", "event.attributes.place == 'own-site'"),
];

/// What is so for everybody, and not only when something is known.
const NOBODY: &[(&str, &str)] = &[
    ("basket.first", "has(basket.first) && !basket.first"),
    ("basket.currency == 'EUR'", "basket.currency == 'USD'"),
    ("has(basket.linked) && !basket.linked", "basket.linked"),
    ("has(member.known) && !member.known", "member.known"),
    ("has(member.blocked) && !member.blocked", "member.blocked"),
    ("has(member.referred) && !member.referred", "member.referred"),
    ("member.purchases == 0", "member.purchases == 1"),
    ("metric.spent == 0", "metric.spent > 0"),
    ("metric_previous.spent == 0", "metric_previous.spent > 0"),
    ("balance.credit == 0", "balance.credit > 0"),
];

fn bought(basket: Basket) -> Activity {
    Activity::Purchase(Purchase { receipt: ReceiptId(time_ordered(0, [5; 10])), basket })
}

/// Tea and post, of which nothing else is said.
fn bare_basket() -> Basket {
    let post = Line { kind: LineKind::Shipping, ..line("post", "POST", 1, 5_000_000) };
    Basket { channel: Key::default(), ..basket(vec![line("1", "TEA", 1, 100), post]) }
}

fn anna_buys() -> Scene {
    Scene::new(PROGRAMME, &anna().snapshot, bought(full_basket()), NIGHT)
}

/// Somebody who joined with this at a moment, and buys at another.
fn newcomer(programme: &str, joined: &str, enrol: Enrol, at: &str) -> Scene {
    let world = World::joined(world::rulebook(programme), joined, enrol);
    Scene::new(programme, &world.snapshot, bought(bare_basket()), at)
}

fn nobody_buys(at: &str) -> Scene {
    let nobody = Snapshot::empty(Owner::receipt(ReceiptId(time_ordered(0, [5; 10]))));
    Scene::new(PROGRAMME, &nobody, bought(bare_basket()), at)
}

fn review() -> Activity {
    let attributes = attributes([
        ("stars", Value::Number { milli: 4_000 }),
        ("quantity", Value::Number { milli: 2_500 }),
        ("amount", Value::Number { milli: 12_340 }),
        ("bought_here", Value::Truth(true)),
        ("place", Value::Text("maps".into())),
    ]);
    action("review", attributes)
}

fn action(event: &str, attributes: model::attribute::Attributes) -> Activity {
    let submission = Some(SubmissionId(time_ordered(0, [6; 10])));
    let event = Key::new(event);
    Activity::Event(CustomEvent { event, reference: None, submission, evidence: None, attributes })
}

fn firsts<'c>(pairs: &[(&'c str, &str)]) -> Vec<&'c str> {
    pairs.iter().map(|pair| pair.0).collect()
}

#[test]
fn every_published_name_stands_in_a_table() {
    let tables = [MEMBER, BASKET, ACTION, NOBODY, LINES, TIMES].concat();
    let asked = |path: &str, condition: &str| {
        condition.match_indices(path).any(|(at, _)| {
            let next = condition[at + path.len()..].chars().next();
            !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
        })
    };
    for name in NAMES {
        assert!(tables.iter().any(|pair| asked(name.path, pair.0)), "{} is not", name.path);
    }
}

#[test]
fn a_member_is_known_by_what_is_true_of_them() {
    anna_buys().tells_apart(MEMBER);
}

#[test]
fn a_member_is_known_without_a_purchase() {
    Scene::new(PROGRAMME, &anna().snapshot, review(), NIGHT).tells_apart(MEMBER);
}

#[test]
fn a_basket_is_known_by_what_is_in_it() {
    anna_buys().tells_apart(BASKET);
}

#[test]
fn a_line_is_known_by_what_it_is() {
    anna_buys().picks(LINES);
}

#[test]
fn of_nobody_and_of_a_bare_basket_nothing_is_true() {
    let scene = nobody_buys(NIGHT);
    scene.tells_apart(NOBODY);
    scene.fails(&firsts(MEMBER));
    scene.fails(&firsts(BASKET));
}

#[test]
fn what_nobody_said_is_missing() {
    let is_open = |kind: Type| !matches!(kind, Type::Texts | Type::Lines);
    let of = |roots: &[&str], but: &[&str]| -> Vec<String> {
        NAMES
            .iter()
            .filter(|name| is_open(name.kind) && !but.contains(&name.path))
            .filter(|name| roots.iter().any(|root| name.path.starts_with(root)))
            .map(|name| format!("has({})", name.path))
            .collect()
    };
    let counted = ["member.known", "member.blocked", "member.referred", "member.purchases"];
    let nobody = nobody_buys(NIGHT);
    nobody.fails(&of(&["member."], &counted));
    nobody.fails(&of(&["store.", "till."], &["store.id"]));
    nobody.fails(&["has(basket.linked_days)", "has(member.tier.status)"]);
    anna_buys().holds(&of(&["member.", "store.", "till.", "basket."], &[]));
    let silent = Scene::new(PROGRAMME, &anna().snapshot, action("review", [].into()), NIGHT);
    silent.fails(&of(&["store.", "till."], &[]));
    silent.fails(&["size(store.tags) > 0", "has(event.quantity)", "has(event.amount)"]);
    silent.fails(&firsts(&ACTION[1..]));
}

#[test]
fn who_just_joined_has_done_nothing_yet() {
    let scene = newcomer(PROGRAMME, NIGHT, Enrol::default(), NIGHT);
    scene.holds(&["basket.first", "member.known", "member.tenure_days == 0"]);
    scene.holds(&["has(member.tenure_years) && member.tenure_years == 0"]);
    scene.holds(&["member.purchases == 0", "member.tier.status == 'guest'"]);
    scene.fails(&["has(member.tier.house)", "member.referred", "has(member.age_years)"]);
}

#[test]
fn a_blocked_member_is_not_known() {
    let mut world = anna();
    world.act(&Activity::Update(Update { blocked: Some(true), ..Update::default() }));
    let scene = Scene::new(PROGRAMME, &world.snapshot, bought(full_basket()), NIGHT);
    scene.holds(&["member.blocked", "!member.known", "member.country == 'NP'"]);
    scene.fails(&["member.known", "!member.blocked"]);
}

#[test]
fn an_action_is_known_by_what_it_tells() {
    let scene = Scene::new(PROGRAMME, &anna().snapshot, review(), NIGHT);
    scene.tells_apart(ACTION);
    scene.holds(&["has(event.quantity) && has(event.amount)", "time.hour == 1"]);
}

#[test]
fn an_action_that_was_agreed_to_is_known_as_it_was_handed_in() {
    let mut world = anna();
    let submission = SubmissionId(time_ordered(0, [6; 10]));
    world.act(&action("idea", attributes([("title", Value::Text("More tea".into()))])));
    let decide = Decide { submission, approved: true, reason: None, by: None };
    let scene = Scene::new(PROGRAMME, &world.snapshot, Activity::Decide(decide), NIGHT);
    scene.tells_apart(&[
        ("event.key == 'idea'", "event.key == 'review'"),
        ("event.attributes.title == 'More tea'", "event.attributes.title == 'More'"),
    ]);
}

#[test]
fn a_linked_receipt_counts_once_and_not_when_it_was_returned() {
    let linked = |at: Option<&str>| {
        let linked = Some(Linked { receipt: earlier(), at: at.map(instant) });
        Scene { activity: bought(Basket { linked, ..full_basket() }), ..anna_buys() }
    };
    linked(Some(NIGHT)).holds(&["basket.linked && basket.linked_days == 0"]);
    linked(Some("2027-03-09T18:15:00Z")).holds(&["basket.linked_days == 0"]);
    linked(Some("2027-03-09T18:14:59Z")).holds(&["basket.linked_days == 1"]);
    let both = ["basket.linked", "has(basket.linked_days)"];
    linked(None).fails(&both);
    let mut taken = linked(Some(NIGHT));
    taken.exhausted = vec![Key::new(format!("linked:{}", earlier()))];
    taken.fails(&both);
    taken.exhausted = vec![Key::new(format!("linked:{}", ReceiptId(time_ordered(0, [9; 10]))))];
    taken.holds(&both);
}

/// The moment of the night of 10 March, and what nearly is.
const TIMES: &[(&str, &str)] = &[
    (
        "time.now == timestamp('2027-03-09T20:00:00.25Z')",
        "time.now > timestamp('2027-03-10T00:00:00Z')",
    ),
    ("time.hour == 1", "time.hour == 20"),
    ("time.minute == 45", "time.minute == 0"),
    ("time.weekday == 3", "time.weekday == 2"),
    ("time.day == 10", "time.day == 9"),
    ("time.month == 3", "time.month == 4"),
    ("time.year == 2027", "time.year == 2026"),
    ("time.date == '2027-03-10'", "time.date == '2027-03-09'"),
    ("has(time.sale_period) && !time.sale_period", "time.sale_period"),
];

#[test]
fn the_time_is_that_of_the_programme() {
    nobody_buys(NIGHT).tells_apart(TIMES);
    Scene::new(PROGRAMME, &anna().snapshot, review(), NIGHT).tells_apart(TIMES);
    nobody_buys("2026-12-31T18:14:59Z").holds(&[
        "time.hour == 23 && time.minute == 59 && time.weekday == 4",
        "time.day == 31 && time.month == 12 && time.year == 2026 && time.date == '2026-12-31'",
    ]);
    nobody_buys("2026-12-31T18:15:00Z").holds(&[
        "time.hour == 0 && time.minute == 0 && time.weekday == 5",
        "time.day == 1 && time.month == 1 && time.year == 2027 && time.date == '2027-01-01'",
    ]);
    nobody_buys("2027-01-03T06:15:00Z").holds(&["time.hour == 12 && time.weekday == 7"]);
    nobody_buys("2027-01-04T06:15:00Z").holds(&["time.hour == 12 && time.weekday == 1"]);
}

#[test]
fn a_sale_period_lasts_from_its_first_moment_to_the_end_of_its_last_day() {
    let period = ["time.sale_period"];
    nobody_buys("2027-01-01T18:14:59Z").fails(&period);
    nobody_buys("2027-01-01T18:15:00Z").holds(&period);
    nobody_buys("2027-01-15T18:14:59Z").holds(&period);
    nobody_buys("2027-01-15T18:15:00Z").fails(&period);
}

/// Born on a day, asked at noon of another.
fn born(month: i8, day: i8, leap: &str, date: &str) -> Scene {
    let programme = PROGRAMME.replace("feb28", leap);
    let birthday = Some(Birthday { month, day, year: None });
    let enrol = Enrol { profile: Profile { birthday, ..Profile::default() }, ..Enrol::default() };
    newcomer(&programme, "2026-01-01T06:15:00Z", enrol, &noon(date))
}

fn noon(date: &str) -> String {
    format!("{date}T06:15:00Z")
}

#[test]
fn the_next_birthday_is_this_year_or_the_next() {
    let cases = [
        (5, 20, "feb28", "2027-05-19", 1),
        (5, 20, "feb28", "2027-05-20", 0),
        (5, 20, "feb28", "2027-05-21", 365),
        (5, 20, "feb28", "2026-05-21", 364),
        (1, 1, "feb28", "2026-12-31", 1),
        (12, 31, "feb28", "2027-01-01", 364),
        (2, 29, "feb28", "2027-02-27", 1),
        (2, 29, "feb28", "2027-02-28", 0),
        (2, 29, "feb28", "2027-03-01", 365),
        (2, 29, "feb28", "2028-02-28", 1),
        (2, 29, "feb28", "2028-02-29", 0),
        (2, 29, "mar1", "2027-02-28", 1),
        (2, 29, "mar1", "2027-03-01", 0),
        (2, 29, "mar1", "2027-03-02", 364),
        (2, 29, "mar1", "2028-02-29", 0),
    ];
    for (month, day, leap, date, days) in cases {
        let scene = born(month, day, leap, date);
        let today = days == 0;
        let in_month = date[5..7] == format!("{month:02}");
        scene.holds(&[
            format!("member.days_to_birthday == {days}"),
            format!("has(member.birthday_today) && member.birthday_today == {today}"),
            format!("has(member.birthday_month) && member.birthday_month == {in_month}"),
        ]);
        scene.fails(&["has(member.age_years)"]);
    }
}

#[test]
fn years_are_full_on_the_day_itself() {
    let birthday = Some(Birthday { month: 5, day: 20, year: Some(1990) });
    let aged = |date: &str, years: i64| {
        let profile = Profile { birthday, ..Profile::default() };
        let enrol = Enrol { profile, ..Enrol::default() };
        let scene = newcomer(PROGRAMME, "2026-01-01T06:15:00Z", enrol, &noon(date));
        scene.holds(&[format!("member.age_years == {years}")]);
    };
    aged("2027-04-30", 36);
    aged("2027-05-19", 36);
    aged("2027-05-20", 37);
    aged("2027-05-21", 37);
    aged("2027-06-01", 37);
    aged("2028-01-01", 37);
}

#[test]
fn tenure_is_counted_in_days_of_the_programme() {
    let stayed = |joined: &str, at: &str, days: i64, years: i64| {
        let scene = newcomer(PROGRAMME, joined, Enrol::default(), at);
        scene.holds(&[
            format!("member.tenure_days == {days}"),
            format!("member.tenure_years == {years}"),
        ]);
    };
    // The tenth of March begins at 18:15 of the ninth.
    let joined = "2026-03-09T18:15:00Z";
    stayed(joined, "2026-03-10T18:14:59Z", 0, 0);
    stayed(joined, "2026-03-10T18:15:00Z", 1, 0);
    stayed(joined, "2027-03-09T18:14:59Z", 364, 0);
    stayed(joined, "2027-03-09T18:15:00Z", 365, 1);
    stayed(joined, &noon("2027-03-11"), 366, 1);
    stayed(joined, &noon("2028-02-28"), 720, 1);
    stayed(joined, &noon("2028-04-01"), 753, 2);
    let leap = noon("2024-02-29");
    stayed(&leap, &noon("2025-02-28"), 365, 0);
    stayed(&leap, &noon("2025-03-01"), 366, 1);
}

#[test]
fn money_is_in_whole_units_of_any_currency() {
    for (currency, total) in [("JPY", "100"), ("EUR", "1"), ("KWD", "0.1")] {
        let programme = PROGRAMME.replace("EUR", currency);
        let scene = newcomer(&programme, NIGHT, Enrol::default(), NIGHT);
        scene.holds(&[
            format!("basket.total == {total}"),
            format!("basket.currency == '{currency}'"),
        ]);
    }
}

#[test]
fn who_was_brought_by_a_member_was_not_brought_by_a_partner() {
    let enrol = Enrol { advocate: Some(other_member()), channel: key("web"), ..Enrol::default() };
    let scene = newcomer(PROGRAMME, NIGHT, enrol, NIGHT);
    scene.holds(&["member.referred", "member.join_channel == 'web'"]);
    scene.fails(&["has(member.affiliate)", "has(member.join_store)"]);
}
