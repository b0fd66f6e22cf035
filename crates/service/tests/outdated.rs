//! What a node has in memory may be outdated: another one wrote meanwhile. Nothing wrong
//! follows from that.

mod shop;

use model::{Activity, Instant};
use shop::{PROGRAMME, Shop, ask, euros, purchase_of};
use tessera_service::{Who, jobs, rewards};

/// Two nodes over one store.
async fn pair(document: &str) -> (Shop, Shop) {
    let one = Shop::under(document).await;
    let two = Shop::closed(one.store.clone(), "two").await;
    (one, two)
}

#[tokio::test]
async fn a_reward_that_another_node_sold_can_be_given_back_here() {
    let document = PROGRAMME.replace("stock: 5}", "stock: 5, handover: pickup}");
    let (one, two) = pair(&document).await;
    let member = one.enrol().await;
    one.give(member, 30).await;
    two.give(member, 5).await;
    let who = Who::Member(member);
    let claimed = rewards::redeem(&one.tessera, &ask(), &who, "mug".into(), 1, None).await;
    let claimed = claimed.expect("claimed");
    let Activity::Redeem(redeem) = &claimed.entry.activity else {
        unreachable!("a reward was redeemed");
    };
    let back = rewards::cancel(&two.tessera, &ask(), redeem.claim, None).await;
    back.expect("given back");
    assert_eq!(one.points(member).await, 35);
    one.assert_sound().await;
}

#[tokio::test]
async fn due_times_that_follow_other_rules_do_not_take_lists_back() {
    let (one, two) = pair(PROGRAMME).await;
    let member = one.enrol().await;
    two.buy(purchase_of(Some(member), euros(10))).await.expect("bought");
    for _ in 0..2 {
        one.buy(purchase_of(Some(member), euros(10))).await.expect("bought");
    }
    one.project().await;
    let other = PROGRAMME.replace("give: 1, per: 10", "give: 2, per: 10");
    let from = one.tessera.now() + jiff::SignedDuration::from_hours(1);
    one.publish(&other, Some(from)).await;
    for node in [&one, &two] {
        node.clock.set(from);
    }
    jobs::run_due(&two.tessera).await.expect("time passes");
    let row = one.store.find_member(member).await.expect("readable").expect("listed");
    assert_eq!(row.receipts, 3);
}

#[tokio::test]
async fn a_numbered_receipt_is_known_by_a_clock_that_is_behind() {
    let (one, two) = pair(PROGRAMME).await;
    let member = one.enrol().await;
    let mut new = purchase_of(Some(member), euros(100));
    new.basket.number = Some("17".into());
    new.at = Some(one.tessera.now());
    let first = one.buy(new.clone()).await.expect("bought");
    let behind: Instant = one.tessera.now() - jiff::SignedDuration::from_hours(1);
    two.clock.set(behind);
    let again = two.buy(new).await.expect("known");
    assert!(again.replayed);
    assert_eq!(first.entry, again.entry);
}
