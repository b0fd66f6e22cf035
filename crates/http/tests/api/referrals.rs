//! Bringing friends, and customers that a partner brought.

use crate::shop::Shop;
use serde_json::json;
use service::keys::Role;

#[tokio::test]
async fn a_friend_joins_with_a_code_and_both_are_rewarded() {
    let shop = Shop::together().await;
    let anna = shop.member("c-1").await;
    let path = format!("/v1/members/{anna}/referral-code");
    let read = || shop.call(axum::http::Method::GET, path.clone()).role(Some(Role::Till)).send();
    let code = read().await.json()["code"].clone();
    assert_eq!(read().await.json()["rewarded"], true);
    assert_eq!(read().await.json()["code"], code);
    let body = json!({ "external_id": "c-2", "referred_by": { "code": code } });
    let joined = shop.post("/v1/members", body).await;
    assert_eq!(joined.status, 201, "{}", joined.text);
    let friend = joined.json()["member"].as_str().expect("named").to_owned();
    shop.buy(&friend, "20.00").await;
    assert_eq!((shop.points(&anna).await, shop.points(&friend).await), ("50".into(), "7".into()));
    let by_id = json!({ "external_id": "c-3", "referred_by": { "member": anna } });
    assert_eq!(shop.post("/v1/members", by_id).await.status, 201);
}

#[tokio::test]
async fn where_nobody_is_rewarded_for_a_friend_the_code_says_so() {
    let shop = Shop::open().await;
    let anna = shop.member("c-1").await;
    let told = shop.get(format!("/v1/members/{anna}/referral-code")).await.json();
    assert_eq!(told["rewarded"], false, "{told}");
}

#[tokio::test]
async fn whoever_asks_first_everybody_reads_the_same_code() {
    let shop = Shop::together().await;
    let anna = shop.member("c-1").await;
    let read = || shop.get(format!("/v1/members/{anna}/referral-code"));
    let replies = tokio::join!(read(), read(), read(), read());
    for reply in [&replies.1, &replies.2, &replies.3] {
        assert_eq!((reply.status, &reply.text), (replies.0.status, &replies.0.text));
    }
    assert_eq!(replies.0.status, 200, "{}", replies.0.text);
}

#[tokio::test]
async fn codes_and_partners_that_are_none_are_refused() {
    let shop = Shop::together().await;
    let join = |body| shop.post("/v1/members", body);
    let unknown = json!({ "referred_by": { "code": "0000-00000" } });
    join(unknown).await.must_be(422, "referral.unknown");
    join(json!({ "referred_by": "0000-00000" })).await.must_be(400, "request.invalid");
    join(json!({ "referred_by": {} })).await.must_be(400, "request.invalid");
    join(json!({ "affiliate": "nobody" })).await.must_be(422, "affiliate.unknown");
    let missing = "/v1/members/mem_01jbmf8x2ye7ctgx9s3wv0hq5r/referral-code";
    shop.get(missing).await.must_be(404, "member.not_found");
}
