//! Anna, of whom everything is known, and a basket of which everything is.

use crate::world::{World, basket, line, rulebook};
use model::activity::{
    Adjust, Birthday, Choose, Enrol, Profile, RegisterProduct, StartMembership, TakeSeat, Update,
    Verify,
};
use model::attribute::{Attributes, Value};
use model::basket::{Linked, PresentedCode, Store, Tender};
use model::id::{GroupId, MemberId, ReceiptId, time_ordered};
use model::snapshot::Affiliate;
use model::{Activity, Basket, Key, Line, LineKind, Money, Owner, Quantity, Units};

/// In Kathmandu even the minutes are others than in UTC.
pub(crate) const PROGRAMME: &str = "
tessera: 1
programme: {key: shop, name: Shop, currency: EUR, time_zone: Asia/Kathmandu, locales: [en]}
settings: {leap_birthday: feb28}
attributes:
  line: {organic: truth, weight: number, origin: text}
  basket: {gift: truth, people: number, occasion: text}
  member: {works_here: truth, children: number, city: text}
sale_periods: [{from: 2027-01-02, until: 2027-01-15}]
units:
  points: {name: points, expires: never}
  credit: {name: credit, expires: never, scale: 2}
  marks: {name: marks, expires: never}
metrics:
  spent: {spend: paid}
  month_spend: {spend: paid, every: month}
  month_pieces: {quantity: true, every: month}
  month_visits: {visits: true, every: month}
  month_credit: {earned: credit, every: month}
tiers:
  status: {levels: {guest: {by: joining}, friend: {by: invitation}}}
  house: {levels: {colleague: {by: invitation}}}
choices:
  favourites: {name: Favourites, options: {coffee: Coffee, tea: Tea, cake: Cake}, pick: 2}
memberships:
  plus: {name: Plus, fee: 40, term: 1 year}
  gold: {name: Gold, fee: 90, term: 1 year}
  iron: {name: Iron, fee: 10, term: 1 year}
verifications:
  student: {name: Student, evidence: false}
  teacher: {name: Teacher, evidence: false}
  parent: {name: Parent, evidence: false}
  staff: {name: Staff, evidence: false}
products: {grinder: {name: Grinder}, machine: {name: Machine}, scales: {name: Scales}}
groups: {household: {name: Household, seats: 4}, firm: {name: Firm, seats: 9}}
affiliates: {starter: {commission: 1 %}}
coupons:
  welcome: {code: WELCOME-1, award: {unit: points, amount: 1}}
  spring: {code: SPRING-1, award: {unit: points, amount: 1}}
  summer: {code: SUMMER-1, award: {unit: points, amount: 1}}
  expired: {code: EXPIRED-1, until: 2027-01-01, award: {unit: points, amount: 1}}
events:
  review:
    attributes: {stars: number, quantity: number, amount: number, bought_here: truth, place: text}
  idea: {attributes: {title: text}, approval: true}
";

/// What gave Anna her credit.
const EARNING: &str = "
earning: {honey: {unit: credit, give: 0.05, per: 1, on: line.sku == 'HONEY'}}
";

pub(crate) fn key(text: &str) -> Option<Key> {
    Some(Key::new(text))
}

fn keys<T: FromIterator<Key>>(words: &str) -> T {
    words.split(' ').map(Key::new).collect()
}

pub(crate) fn attributes<const N: usize>(all: [(&str, Value); N]) -> Attributes {
    all.into_iter().map(|(name, value)| (Key::new(name), value)).collect()
}

pub(crate) fn other_member() -> Owner {
    Owner::member(MemberId(time_ordered(0, [2; 10])))
}

/// In March 2027, after three purchases.
pub(crate) fn anna() -> World {
    let profile = Profile {
        birthday: Some(Birthday { month: 5, day: 20, year: Some(1990) }),
        language: key("ne"),
        country: key("NP"),
        tags: keys("vip early loud left tall"),
        segments: keys("weekend-buyers heavy-users"),
        consents: keys("email/marketing sms/service push/news"),
        attributes: attributes([
            ("works_here", Value::Truth(true)),
            ("children", Value::Number { milli: 2_000 }),
            ("city", Value::Text("Patan".into())),
        ]),
    };
    let affiliate = Affiliate { partner: Key::new("studio"), terms: Key::new("starter") };
    let enrol = Enrol {
        profile,
        channel: key("app"),
        store: key("KTM-1"),
        advocate: Some(other_member()),
        affiliate: Some(affiliate),
    };
    let book = rulebook(&format!("{PROGRAMME}{EARNING}"));
    let mut world = World::joined(book, "2024-03-10T10:00:00Z", enrol);
    buys(&mut world, "2026-05-05T10:00:00Z", vec![line("1", "TEA", 1, 1_000)]);
    let honey = line("1", "HONEY", 1, 1_500);
    buys(&mut world, "2027-02-05T10:00:00Z", vec![honey, line("2", "TEA", 2, 1_250)]);
    let loose =
        Line { quantity: Quantity(2_500), amount: Money(1_234), ..line("2", "TEA", 1, 494) };
    buys(&mut world, "2027-03-02T10:00:00Z", vec![line("1", "HONEY", 1, 3_000), loose]);
    for activity in belongings() {
        let decision = world.act(&activity);
        assert!(decision.fatal().is_none(), "{activity:?}: {:?}", decision.outcome.refusals);
    }
    world
}

fn buys(world: &mut World, at: &str, lines: Vec<Line>) {
    world.now = at.parse().expect("a time in a test");
    world.buy(basket(lines));
}

/// Of each list another number, so that none can stand for another.
fn belongings() -> Vec<Activity> {
    let adjust = |unit: &str, amount| {
        let reason = "opening balance".into();
        let unit = Key::new(unit);
        Activity::Adjust(Adjust { unit, amount: Units(amount), expires_at: None, reason, by: None })
    };
    let start = |plan: &str| {
        Activity::StartMembership(StartMembership {
            plan: Key::new(plan),
            trial: false,
            paid: None,
        })
    };
    let verify = |kind: &str| {
        let kind = Key::new(kind);
        Activity::Verify(Verify { kind, revoked: false, until: None, evidence: None, by: None })
    };
    let register = |product: &str, serial: &str| {
        let (product, serial) = (Key::new(product), Key::new(serial));
        Activity::RegisterProduct(RegisterProduct { product, serial, given_up: false })
    };
    let seat = TakeSeat {
        group: GroupId(time_ordered(0, [3; 10])),
        kind: Key::new("household"),
        key: Key::new("home"),
        role: Key::new("head"),
        seated: true,
    };
    let invite = Some((Key::new("status"), Key::new("friend")));
    vec![
        adjust("points", 123),
        adjust("credit", 456),
        start("plus"),
        start("gold"),
        verify("student"),
        verify("teacher"),
        verify("parent"),
        register("machine", "M-1"),
        register("machine", "M-2"),
        register("grinder", "G-1"),
        register("grinder", "G-2"),
        Activity::Choose(Choose { choice: Key::new("favourites"), options: keys("coffee cake") }),
        Activity::TakeSeat(seat),
        Activity::Update(Update { invite, ..Update::default() }),
    ]
}

/// Fifty-five euro of goods, two and a half of them taken off, and much for the post.
pub(crate) fn full_basket() -> Basket {
    let code =
        |coupon: &str| PresentedCode { shown: "****".into(), coupon: key(coupon), instance: None };
    let tender = |kind: &str| Tender { kind: Key::new(kind), amount: Money(1_000) };
    Basket {
        store: Store {
            id: Key::new("PTN-2"),
            country: key("IN"),
            region: key("bagmati"),
            brand: key("Corner"),
            partner: key("bakery"),
            tags: keys("station large"),
        },
        till: key("T3"),
        channel: Key::new("web"),
        tenders: ["card", "cash", "cheque"].map(tender).to_vec(),
        codes: ["welcome", "spring", "expired"].map(code).to_vec(),
        linked: Some(Linked { receipt: earlier(), at: Some(instant("2027-03-06T19:00:00Z")) }),
        attributes: attributes([
            ("gift", Value::Truth(true)),
            ("people", Value::Number { milli: 3_500 }),
            ("occasion", Value::Text("wedding".into())),
        ]),
        ..basket(full_lines())
    }
}

pub(crate) fn earlier() -> ReceiptId {
    ReceiptId(time_ordered(0, [4; 10]))
}

pub(crate) fn instant(text: &str) -> model::Instant {
    text.parse().expect("a time in a test")
}

fn full_lines() -> Vec<Line> {
    let beans = Line {
        name: Some("Sidamo beans".into()),
        category: key("beans"),
        categories: keys("coffee beans"),
        brand: key("Acme"),
        cost: Some(Money(1_450)),
        tags: keys("new organic"),
        attributes: attributes([
            ("organic", Value::Truth(true)),
            ("weight", Value::Number { milli: 250 }),
            ("origin", Value::Text("Ethiopia".into())),
        ]),
        ..line("beans", "BEANS", 2, 1_250)
    };
    let cups = Line {
        category: key("cups"),
        categories: keys("glass gifts"),
        quantity: Quantity(1_500),
        on_sale: true,
        amount: Money(1_500),
        ..line("cups", "CUPS", 1, 1_000)
    };
    let tea = Line { categories: keys("tea"), ..line("tea", "TEA", 3, 500) };
    let of_kind = |kind: LineKind, price| Line { kind, ..line(kind.word(), kind.word(), 1, price) };
    let post = Line { category: key("delivery"), ..of_kind(LineKind::Shipping, 5_000_000) };
    vec![beans, cups, tea, post, of_kind(LineKind::Fee, 100), of_kind(LineKind::Tip, 100)]
}
