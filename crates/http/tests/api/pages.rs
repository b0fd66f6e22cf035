//! Lists in pages.

use crate::shop::Shop;
use serde_json::Value;
use service::projector;

async fn walk(shop: &Shop, path: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut cursor = None::<String>;
    loop {
        let path = match &cursor {
            Some(cursor) => format!("{path}&cursor={cursor}"),
            None => path.to_owned(),
        };
        let reply = shop.get(path).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let page = reply.json();
        let items = page["items"].as_array().expect("a list").clone();
        assert!(items.len() <= 3);
        all.extend(items);
        match page["next_cursor"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return all,
        }
    }
}

#[tokio::test]
async fn the_ledger_is_walked_page_by_page_newest_first() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    for _ in 0..6 {
        shop.buy(&id, "7.00").await;
    }
    let all = walk(&shop, &format!("/v1/members/{id}/ledger?limit=3&locale=en")).await;
    let seqs: Vec<u64> = all.iter().filter_map(|e| e["seq"].as_u64()).collect();
    assert_eq!(seqs, [7, 6, 5, 4, 3, 2, 1]);
    let earned = all[0]["effects"].as_array().expect("a list").iter();
    let earned = earned.clone().find(|e| e["kind"] == "earned").expect("points were earned");
    assert!(earned["message"].as_str().is_some_and(|m| m.contains("7 points")), "{earned}");
    assert_eq!(all[0]["postings"][0]["from"], "issued");
    assert_eq!(all[0]["postings"][0]["to"], "spendable");
    assert_eq!(all[6]["activity"], "enrol");
}

#[tokio::test]
async fn receipts_are_listed_by_member_and_store() {
    let shop = Shop::open().await;
    let one = shop.member("c-1").await;
    let other = shop.member("c-2").await;
    for _ in 0..4 {
        shop.buy(&one, "7.00").await;
    }
    shop.buy(&other, "8.00").await;
    projector::project_now(&shop.tessera).await.expect("projections follow");
    assert_eq!(walk(&shop, "/v1/receipts?limit=2").await.len(), 5);
    let own = walk(&shop, &format!("/v1/receipts?limit=2&member={other}&store=S1")).await;
    assert_eq!(own.len(), 1);
    assert_eq!(own[0]["payable"], "8.00");
    assert!(walk(&shop, "/v1/receipts?limit=2&store=S2").await.is_empty());
}

#[tokio::test]
async fn cursors_and_limits_that_are_none_are_refused() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    for query in ["cursor=nonsense", "limit=-1", "limit=x", "page=2", "limit=1&limit=2", "cursor="]
    {
        let reply = shop.get(format!("/v1/members/{id}/ledger?{query}")).await;
        reply.must_be(400, "request.invalid");
    }
    let reply = shop.get(format!("/v1/members/{id}/ledger?limit=0")).await;
    assert_eq!(reply.status, 200);
    let nobody = "/v1/members/mem_01jbmf8x2ye7ctgx9s3wv0hq5r/ledger";
    shop.get(nobody).await.must_be(404, "member.not_found");
}

#[tokio::test]
async fn the_summary_counts_what_happened() {
    let shop = Shop::open().await;
    let id = shop.member("c-1").await;
    shop.buy(&id, "110.00").await;
    projector::project_now(&shop.tessera).await.expect("projections follow");
    let summary = shop.get("/v1/summary").await.json();
    assert_eq!(summary["members"], 1);
    assert_eq!(summary["receipts"], 1);
    assert_eq!(summary["total"], "110.00");
    assert_eq!(summary["discount"], "11.00");
    assert_eq!(summary["units"][0]["outstanding"], "99");
    assert_eq!(summary["lag"], 0);
}
