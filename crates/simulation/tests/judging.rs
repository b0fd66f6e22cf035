//! The judge of trials knows the rules, and objects when they are broken.

use tessera_simulation::trial::{
    Answer, Basket, Burn, Buy, Deed, Facts, Item, Judge, Plan, Request, START, Shop, Shortage,
    Size, Witness,
};

const DAY: i64 = 86_400_000;

fn shop() -> Shop {
    Shop {
        give: 3,
        pending_days: None,
        expires_days: Some(5),
        minimum: 1,
        block: 1,
        max_share: 100,
        shortage: Shortage::Debt,
        code_uses: 1,
        code_uses_per_member: 1,
        code_amount: 100,
        code_minimum: 1_000,
        tiers: [5_000, 15_000],
        ..Shop::of(1)
    }
}

fn basket(price: i64) -> Basket {
    vec![Item { thing: 0, price, pieces: 1 }]
}

fn buy(price: i64) -> Deed {
    Deed::Buy(Buy {
        member: Some(0),
        basket: basket(price),
        number: None,
        at: None,
        code: false,
        burn: None,
    })
}

fn with_code(member: usize) -> Deed {
    let Deed::Buy(plain) = buy(2_000) else { unreachable!("a purchase") };
    Deed::Buy(Buy { member: Some(member), code: true, ..plain })
}

fn paying(price: i64, points: i64) -> Deed {
    let Deed::Buy(plain) = buy(price) else { unreachable!("a purchase") };
    Deed::Buy(Buy { burn: Some(Burn::Exactly(points)), ..plain })
}

fn judge(deeds: Vec<Deed>) -> Judge {
    let requests = deeds.into_iter().enumerate().map(|(number, deed)| Request {
        deed,
        key: Some(number),
        by_id: false,
    });
    Judge::new(shop(), requests.collect())
}

fn book(judge: &mut Judge, request: usize, now: i64) {
    judge.booked(request, now, Witness::default).expect("it is right");
}

#[test]
fn a_request_that_is_carried_out_twice_is_noticed() {
    let mut judge = judge(vec![Deed::Join { member: 0 }, buy(1_000)]);
    book(&mut judge, 0, START);
    book(&mut judge, 1, START);
    assert!(judge.booked(1, START, Witness::default).is_err());
}

#[test]
fn an_answer_with_other_numbers_is_noticed() {
    let mut judge = judge(vec![Deed::Join { member: 0 }, buy(1_000)]);
    book(&mut judge, 0, START);
    judge.sent(7, 1, START);
    book(&mut judge, 1, START);
    let mut facts = Facts { total: 1_000, payable: 1_000, earned: 30, ..Facts::default() };
    assert!(judge.clone().answered(7, Answer::Done(facts)).is_ok());
    facts.earned += 1;
    assert!(judge.answered(7, Answer::Done(facts)).is_err());
}

#[test]
fn an_answer_to_what_was_never_written_is_noticed() {
    let mut judge = judge(vec![Deed::Join { member: 0 }]);
    judge.sent(1, 0, START);
    assert!(judge.answered(1, Answer::Done(Facts::default())).is_err());
}

#[test]
fn a_refusal_must_have_been_right_at_some_moment() {
    let deeds = vec![Deed::Join { member: 0 }, paying(1_000, 20), buy(1_000)];
    let mut judge = judge(deeds);
    judge.sent(1, 1, START);
    book(&mut judge, 0, START);
    assert!(judge.clone().answered(1, Answer::No("member.not_found")).is_ok());
    assert!(judge.clone().answered(1, Answer::No("units.insufficient")).is_ok());
    assert!(judge.clone().answered(1, Answer::No("burn.limit")).is_err());
    book(&mut judge, 2, START);
    judge.sent(2, 1, START);
    assert!(judge.answered(2, Answer::No("units.insufficient")).is_err());
}

#[test]
fn points_are_gone_on_the_very_moment_at_which_they_expire() {
    let mut judge = judge(vec![Deed::Join { member: 0 }, buy(1_000)]);
    book(&mut judge, 0, START);
    book(&mut judge, 1, START);
    let points = |now: i64| judge.standing(0, Some(now)).expect("joined").spendable;
    assert_eq!((points(START + 5 * DAY - 1), points(START + 5 * DAY)), (30, 0));
}

#[test]
fn a_return_takes_everything_back_and_owes_what_is_spent() {
    let back = Deed::Return { of: 1, lines: Vec::new(), void: false };
    let mut judge = judge(vec![Deed::Join { member: 0 }, buy(6_000), paying(500, 100), back]);
    for request in 0..4 {
        book(&mut judge, request, START);
    }
    let standing = judge.standing(0, None).expect("joined");
    // 180 earned, 100 spent, 12 earned on the rest of the second receipt.
    assert_eq!((standing.spendable, standing.spent, standing.tier), (-88, 500, 0));
}

#[test]
fn the_last_use_of_a_code_is_given_once() {
    let join = |member| Deed::Join { member };
    let mut judge = judge(vec![join(0), join(1), with_code(0), with_code(1)]);
    for request in 0..4 {
        book(&mut judge, request, START);
    }
    assert_eq!(judge.counters()[0], 1);
    assert_eq!([0, 1].map(|m| judge.standing(m, None).expect("joined").code_uses), [1, 0]);
}

#[test]
fn a_key_of_another_request_is_a_mistake() {
    let mut requests = vec![
        Request { deed: Deed::Join { member: 0 }, key: Some(0), by_id: false },
        Request { deed: buy(1_000), key: Some(0), by_id: false },
    ];
    requests[1].key = Some(0);
    let mut judge = Judge::new(shop(), requests);
    book(&mut judge, 0, START);
    judge.sent(1, 1, START);
    assert!(judge.clone().answered(1, Answer::No("idempotency.mismatch")).is_ok());
    assert!(judge.booked(1, START, Witness::default).is_err());
}

#[test]
fn plans_and_programmes_follow_from_their_seed() {
    let size = Size { steps: 300, members: 5, nodes: 2 };
    assert_eq!(Plan::of(3, size), Plan::of(3, size));
    assert_ne!(Plan::of(3, size), Plan::of(4, size));
    for seed in 0..50 {
        for document in Shop::of(seed).documents() {
            let loaded = programme::load_text("programme.yaml", &document);
            assert!(!loaded.diagnostics.has_errors(), "{document}\n{}", loaded.diagnostics);
        }
    }
}
