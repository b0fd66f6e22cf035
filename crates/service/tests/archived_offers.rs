//! Receipts of offers, units and codes that no longer exist come back as they were sold.

mod shop;

use model::basket::Basket;
use model::{Code, Key, Money, Quantity};
use shop::{Shop, ask, euros, line, receipt_of};
use tessera_service::purchase::NewPurchase;
use tessera_service::returns::{self, NewReturn};
use tessera_service::{Who, members};

const WITH_OFFERS: &str = r#"
tessera: 1
programme: {key: archive, name: With offers, currency: EUR, time_zone: Europe/Berlin, locales: [en]}
units:
  points: {name: points, worth: 1, expires: never}
  stars: {name: stars, worth: 1, expires: never}
earning:
  points: {unit: points, give: 1, per: 1}
  stars: {unit: stars, give: 1, per: 10}
redemption:
  stars: {}
offers:
  half: {percent: 50 %, limits: [{times: 1}]}
coupons:
  hello: {code: HELLO, uses: 1, offer: {amount: 10}}
"#;

/// Nothing is left but the points, and those are earned at another rate.
const WITHOUT: &str = r#"
tessera: 1
programme: {key: archive, name: Without offers, currency: EUR, time_zone: Europe/Berlin, locales: [en]}
units:
  points: {name: points, worth: 1, expires: never}
earning:
  points: {unit: points, give: 7, per: 1}
"#;

async fn shop_with_offers() -> Shop {
    let shop = Shop::new().await;
    shop.publish(WITH_OFFERS, None).await;
    shop
}

/// Two pieces of 50, half off, and ten off that for the code.
fn sale(who: Who) -> NewPurchase {
    let mut sold = line("1", euros(100));
    sold.quantity = Quantity(2_000);
    NewPurchase {
        who,
        basket: Basket { lines: vec![sold], ..shop::basket(euros(100)) },
        codes: vec!["HELLO".into()],
        ..NewPurchase::default()
    }
}

async fn held(shop: &Shop, member: model::id::MemberId, unit: &str) -> i64 {
    let state = members::state(&shop.tessera, member).await.expect("the member is there");
    state.holdings.spendable(unit).0
}

#[tokio::test]
async fn a_receipt_under_an_archived_offer_comes_back_as_it_was_sold() {
    let shop = shop_with_offers().await;
    let member = shop.enrol().await;
    let sold = shop.buy(sale(Who::Member(member))).await.expect("bought");
    let paid = sold.entry.outcome.receipt.as_ref().expect("a receipt").payable;
    assert_eq!(paid, euros(40));
    assert_eq!((held(&shop, member, "points").await, held(&shop, member, "stars").await), (40, 4));

    shop.wait(1).await;
    shop.publish(WITHOUT, None).await;
    let half = NewReturn {
        lines: vec![model::activity::ReturnedLine {
            line: Key::new("1"),
            quantity: Quantity(1_000),
        }],
        ..NewReturn::whole(receipt_of(&sold))
    };
    let back = returns::return_goods(&shop.tessera, &ask(), half).await.expect("half comes back");
    assert_eq!(back.entry.outcome.refund.as_ref().expect("money").money, euros(20));
    assert_eq!((held(&shop, member, "points").await, held(&shop, member, "stars").await), (20, 2));

    let rest = NewReturn::whole(receipt_of(&sold));
    let back = returns::return_goods(&shop.tessera, &ask(), rest).await.expect("the rest too");
    assert_eq!(back.entry.outcome.refund.as_ref().expect("money").money, euros(20));
    assert_eq!((held(&shop, member, "points").await, held(&shop, member, "stars").await), (0, 0));
    shop.assert_sound().await;
}

#[tokio::test]
async fn units_that_no_longer_exist_come_back_as_they_were_spent() {
    let shop = shop_with_offers().await;
    let member = shop.enrol().await;
    shop.buy(sale(Who::Member(member))).await.expect("bought");
    let mut spending = shop::purchase_of(Some(member), euros(30));
    spending.basket.burns =
        vec![model::basket::Burn { unit: "stars".into(), amount: None, hold: None }];
    let spent = shop.buy(spending).await.expect("paid with four stars");
    assert_eq!(spent.entry.outcome.receipt.as_ref().expect("a receipt").by_units, euros(4));

    shop.wait(1).await;
    shop.publish(WITHOUT, None).await;
    let whole = NewReturn::whole(receipt_of(&spent));
    let back = returns::return_goods(&shop.tessera, &ask(), whole).await.expect("comes back");
    let refund = back.entry.outcome.refund.as_ref().expect("money");
    assert_eq!((refund.money, refund.by_units), (euros(26), euros(4)));
    assert_eq!(held(&shop, member, "stars").await, 4);
    shop.assert_sound().await;
}

#[tokio::test]
async fn uses_go_back_although_the_offer_is_archived_and_count_when_it_returns() {
    let shop = shop_with_offers().await;
    let member = shop.enrol().await;
    let sold = shop.buy(sale(Who::Member(member))).await.expect("bought");
    shop.wait(1).await;
    shop.publish(WITHOUT, None).await;
    returns::void(&shop.tessera, &ask(), receipt_of(&sold), None).await.expect("undone");
    shop.wait(1).await;
    shop.publish(WITH_OFFERS, None).await;
    let again = shop.buy(sale(Who::Member(member))).await.expect("bought again");
    let receipt = again.entry.outcome.receipt.as_ref().expect("a receipt");
    assert_eq!((receipt.discount, receipt.payable), (euros(60), euros(40)));
    assert!(again.entry.outcome.refusals.is_empty());
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_line_comes_back_once_when_many_tills_try_at_the_same_time() {
    let shop = shop_with_offers().await;
    let member = shop.enrol().await;
    let sold = shop.buy(sale(Who::Member(member))).await.expect("bought");
    let mut tills = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (tessera, receipt) = (shop.tessera.clone(), receipt_of(&sold));
        tills.spawn(async move {
            returns::return_goods(&tessera, &ask(), NewReturn::whole(receipt)).await
        });
    }
    let (mut refunds, mut refused) = (Vec::<Money>::new(), 0);
    for result in tills.join_all().await {
        match result {
            Ok(back) => refunds.push(back.entry.outcome.refund.as_ref().expect("money").money),
            Err(error) => {
                assert_eq!(error.code(), Code::RETURN_NOTHING_LEFT);
                refused += 1;
            }
        }
    }
    assert_eq!((refunds, refused), (vec![euros(40)], 15));
    assert_eq!(held(&shop, member, "points").await, 0);
    shop.assert_sound().await;
}
