//! Sentences of every kind, in every language.

mod events;
mod tables;

use super::*;
use model::{Event, Key, Money};
use programme::rulebook::{
    Badge, CalendarSpan, Choice, Exchange, GroupKind, Plan, PlanRefund, Prize, Raffle,
    RewardOption, Surprise, SurpriseEntry, Text, Verification,
};

const DOCUMENT: &str = "
tessera: 1
programme: { key: cafe, name: Café, currency: EUR, time_zone: Europe/Paris, locales: [en, ru] }
units:
  points:
    name:
      en: { one: point, other: points }
      ru: { one: балл, few: балла, many: баллов, other: балла }
    worth: 1
    expires: never
catalogue:
  mug: { name: Mug, cost: { points: 10 } }
access:
  cellar: { name: The cellar, on: line.sku == 'cellar', if: member.purchases > 3 }
  roof: { name: The roof, on: line.sku == 'roof', if: member.purchases > 9 }
quests:
  autumn: { name: Autumn walk, steps: { leaf: { name: A leaf, buy: line.sku == 'leaf' } }, gives: { tag: walked } }
  spring: { name: Spring walk, steps: { bud: { name: A bud, buy: line.sku == 'bud' } }, gives: { tag: walked } }
";

/// A text in two languages.
fn text(en: &str, ru: &str) -> Text {
    let form = |text: &str| programme::rulebook::Plural { other: text.into(), ..<_>::default() };
    let locales = [("en", form(en)), ("ru", form(ru))];
    Text { locales: locales.into_iter().map(|(key, form)| (Key::new(key), form)).collect() }
}

/// A small programme with something of every kind.
fn book() -> Rulebook {
    let loaded = programme::load_text("test.yaml", DOCUMENT);
    let errors = loaded.diagnostics;
    let mut book = loaded.rulebook.unwrap_or_else(|| panic!("errors: {errors:?}"));
    book.catalogue[0].options.push(RewardOption {
        key: "blue".into(),
        name: text("blue", "синяя"),
        places: None,
        at: None,
    });
    people(&mut book);
    play(&mut book);
    book
}

fn people(book: &mut Rulebook) {
    book.choices.push(Choice {
        key: "flavour".into(),
        name: text("Your flavour", "Ваш вкус"),
        options: vec![("tea".into(), text("Tea", "Чай")), ("rum".into(), text("Rum", "Ром"))],
        free: false,
        most: 2,
        window: model::calendar::Window::Month,
        next_period: false,
        otherwise: Vec::new(),
    });
    book.plans.push(Plan {
        key: "vip".into(),
        name: text("VIP club", "VIP-клуб"),
        fee: Money(9_900),
        term: CalendarSpan::default(),
        trial: None,
        sold_as: None,
        refund: PlanRefund::Nothing,
        withdraw_within: None,
        remind: None,
        reminder: None,
        offers: Vec::new(),
        savings: "vip-savings".into(),
        break_even: None,
    });
    book.verifications.push(Verification {
        key: "student".into(),
        name: text("Student", "Студент"),
        valid_for: None,
        evidence: true,
    });
    book.group_kinds.push(GroupKind {
        key: "household".into(),
        name: text("Family account", "Семейный счёт"),
        seats: 5,
        approval: false,
        pool: Vec::new(),
    });
    book.exchanges.push(Exchange {
        key: "airline".into(),
        name: text("Blue Wings", "Синие крылья"),
        unit: "points".into(),
        every: model::Units(2),
        gives: 1_000,
        of: text("miles", "миль"),
        minimum: model::Units(2),
        condition: None,
    });
}

fn play(book: &mut Rulebook) {
    book.badges.push(Badge {
        key: "regular".into(),
        name: text("Regular", "Завсегдатай"),
        about: Text::default(),
    });
    let entry = SurpriseEntry {
        key: "cake".into(),
        name: text("A cake", "Пирожное"),
        weight: 1,
        condition: None,
        worth: Money(300),
        effects: Vec::new(),
    };
    book.surprises.push(Surprise {
        key: "bag".into(),
        name: text("Lucky bag", "Сюрприз"),
        entries: vec![entry],
        floor: None,
    });
    let prize = Prize {
        key: "bike".into(),
        name: text("Bicycle", "Велосипед"),
        count: 1,
        effects: Vec::new(),
        worth: None,
    };
    book.raffles.push(Raffle {
        key: "summer".into(),
        name: text("Summer draw", "Летний розыгрыш"),
        tickets: "points".into(),
        draw_at: model::Instant::UNIX_EPOCH,
        prizes: vec![prize],
        several: false,
    });
}

/// An event as the journal writes it.
fn event(value: serde_json::Value) -> Event {
    serde_json::from_value(value).expect("an event as the journal writes it")
}

fn sentence(book: &Rulebook, event: Event, locale: &str) -> String {
    happening(book, &Happening { event, because: model::Because::default() }, locale)
}
