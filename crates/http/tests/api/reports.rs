//! Figures of days and periods, and lists as files.

use crate::shop::{Reply, Shop, basket};
use axum::http::Method;
use serde_json::{Value, json};
use service::projector;

/// Two days: on the first Anna joins and buys for 110.00 with 10 % off, and a guest for
/// 20.00; on the second Anna buys for 10.00 and Boris, who joins, for 5.00, which he brings
/// back.
async fn two_days() -> (Shop, String) {
    let shop = Shop::open().await;
    let anna = json!({
        "external_id": "c-1",
        "identities": [{ "kind": "phone", "value": "+994501234567" }],
        "contact": { "name": "=Anna" },
    });
    let reply = shop.post("/v1/members", anna).await;
    let anna = reply.json()["member"].as_str().expect("named").to_owned();
    shop.buy(&anna, "110.00").await;
    let mut guest = basket(&anna, "20.00");
    guest.as_object_mut().expect("an object").remove("member");
    guest["store"]["id"] = json!("S2");
    let reply = shop.post("/v1/receipts", guest).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    shop.wait_days(1);
    shop.buy(&anna, "10.00").await;
    let boris = shop.member("c-2").await;
    let receipt = shop.buy(&boris, "5.00").await;
    let path = format!("/v1/receipts/{}/returns", receipt["id"].as_str().expect("an id"));
    let reply = shop.post(path, json!({})).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    projector::project_now(&shop.tessera).await.expect("projections follow");
    (shop, anna)
}

async fn read(shop: &Shop, path: &str) -> Value {
    let reply = shop.get(path).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
    reply.json()
}

#[tokio::test]
async fn days_add_up_what_happened_on_them() {
    let (shop, _) = two_days().await;
    let report = read(&shop, "/v1/reports/days?from=2026-03-01&until=2026-03-03").await;
    let units = |issued: &str| json!([{ "unit": "points", "issued": issued, "spent": "0", "expired": "0" }]);
    let expected = json!({ "currency": "EUR", "items": [
        {
            "day": "2026-03-01", "joined": 0, "active": 0, "receipts": 0, "member_receipts": 0,
            "total": "0.00", "member_total": "0.00", "discount": "0.00", "returns": 0,
            "refunded": "0.00", "units": units("0"),
        },
        {
            "day": "2026-03-02", "joined": 1, "active": 1, "receipts": 2, "member_receipts": 1,
            "total": "130.00", "member_total": "110.00", "discount": "11.00", "returns": 0,
            "refunded": "0.00", "units": units("99"),
        },
        {
            "day": "2026-03-03", "joined": 1, "active": 2, "receipts": 2, "member_receipts": 2,
            "total": "15.00", "member_total": "15.00", "discount": "0.00", "returns": 1,
            "refunded": "5.00", "units": units("10"),
        },
    ] });
    assert_eq!(report, expected);
    // Without days it is the last thirty.
    let usual = read(&shop, "/v1/reports/days").await;
    assert_eq!(usual["items"].as_array().map(Vec::len), Some(30));
    assert_eq!(usual["items"][29], expected["items"][2]);
    // Whatever was written can be built again.
    projector::rebuild(&shop.tessera).await.expect("it is built again");
    let again = read(&shop, "/v1/reports/days?from=2026-03-01&until=2026-03-03").await;
    assert_eq!(again, expected);
    shop.get("/v1/reports/days?from=2026-03-04&until=2026-03-03")
        .await
        .must_be(400, "request.invalid");
    shop.get("/v1/reports/days?from=2006-03-04").await.must_be(400, "request.invalid");
    shop.get("/v1/reports/days?from=yesterday").await.must_be(400, "request.invalid");
}

#[tokio::test]
async fn a_period_stands_beside_the_one_before_it() {
    let (shop, anna) = two_days().await;
    let reply = shop.post(format!("/v1/members/{anna}/claims"), json!({ "reward": "mug" })).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    projector::project_now(&shop.tessera).await.expect("projections follow");
    let overview = read(&shop, "/v1/reports/overview?from=2026-03-02&until=2026-03-03").await;
    let now = &overview["now"];
    // Anna was there on both days.
    assert_eq!(
        (&now["joined"], &now["active"], &now["receipts"]),
        (&json!(2), &json!(2), &json!(4))
    );
    assert_eq!((&now["total"], &now["discount"]), (&json!("145.00"), &json!("11.00")));
    assert_eq!(
        now["units"][0],
        json!({
            "unit": "points", "issued": "109", "spent": "30", "expired": "0",
        })
    );
    // Two joined, and one receipt was a guest's.
    assert_eq!(now["enrol_rate"], "0.6666");
    assert_eq!(now["redemption_rate"], "0.2752");
    assert_eq!((&now["average_member"], &now["average_other"]), (&json!("41.66"), &json!("20.00")));
    assert_eq!(now["frequency"], "1.50");
    let before = &overview["before"];
    assert_eq!((&before["receipts"], &before["total"]), (&json!(0), &json!("0.00")));
    assert!(before["enrol_rate"].is_null() && before["average_member"].is_null(), "{before}");
    assert_eq!((&overview["members"], &overview["blocked"]), (&json!(2), &json!(0)));
    let liability = json!([{ "unit": "points", "outstanding": "79", "money": "7.90" }]);
    assert_eq!(overview["liability"], liability);
    assert_eq!(overview["expiring"], json!([]));
    let second = read(&shop, "/v1/reports/overview?from=2026-03-03&until=2026-03-03").await;
    assert_eq!((&second["now"]["active"], &second["before"]["active"]), (&json!(2), &json!(1)));
}

#[tokio::test]
async fn what_expires_soon_is_known_a_month_ahead() {
    let (shop, anna) = two_days().await;
    shop.wait_days(340);
    let expiring = |overview: Value| overview["expiring"].clone();
    let overview = read(&shop, "/v1/reports/overview").await;
    let soon = expiring(overview.clone());
    assert_eq!((&soon[0]["unit"], &soon[0]["amount"]), (&json!("points"), &json!("109")));
    assert_eq!(soon[0]["until"], "2027-03-07");
    let days = read(&shop, "/v1/reports/expiring?unit=points").await;
    let expected = json!([
        { "day": "2027-03-02", "amount": "99" },
        { "day": "2027-03-03", "amount": "10" },
    ]);
    assert_eq!(days["items"], expected);
    let file = members_file(&shop, json!({ "expiring": "points" })).await;
    assert!(file.len() == 2 && file[1].starts_with(&format!("{anna},")), "{file:?}");
    shop.get("/v1/reports/expiring?unit=miles").await.must_be(400, "unit.unknown");
    shop.get("/v1/reports/expiring").await.must_be(400, "request.invalid");
    // What is spent expires no more.
    shop.post(format!("/v1/members/{anna}/claims"), json!({ "reward": "mug" })).await;
    projector::project_now(&shop.tessera).await.expect("projections follow");
    let soon = expiring(read(&shop, "/v1/reports/overview").await);
    assert_eq!(soon[0]["amount"], "79");
    let days = read(&shop, "/v1/reports/expiring?unit=points").await;
    assert_eq!(days["items"][0], json!({ "day": "2027-03-02", "amount": "69" }));
}

#[tokio::test]
async fn rules_say_how_often_they_acted_and_what_it_cost() {
    let (shop, _) = two_days().await;
    let path = "/v1/reports/rules?from=2026-03-02&until=2026-03-03&locale=ru";
    let report = read(&shop, path).await;
    assert_eq!(report["currency"], "EUR");
    let rows = report["items"].as_array().expect("a list");
    let rule = |key: &str| {
        let row = rows.iter().find(|row| row["rule"] == key);
        row.unwrap_or_else(|| panic!("{key} is missing: {report}")).clone()
    };
    assert_eq!(
        rule("big-basket"),
        json!({
            "rule": "big-basket", "name": "10 % от 100", "kind": "offers", "times": 1,
            "discount": "11.00", "units": [],
        })
    );
    let earning = rule("purchases");
    assert_eq!((&earning["times"], &earning["kind"]), (&json!(3), &json!("earning")));
    assert_eq!(earning["units"], json!([{ "unit": "points", "amount": "109" }]));
    // Rules that never acted are there as well.
    assert_eq!(rule("spring")["times"], 0);
    let later = read(&shop, "/v1/reports/rules?from=2026-03-03&until=2026-03-03").await;
    let later = later["items"].as_array().expect("a list").clone();
    assert!(later.iter().all(|row| row["discount"] == "0.00"), "{later:?}");
}

#[tokio::test]
async fn tiers_and_stores_are_counted() {
    let (shop, _) = two_days().await;
    let tiers = read(&shop, "/v1/reports/tiers").await;
    let tier = |tier: &str, name: &str, members: u64| json!({ "track": "status", "tier": tier, "name": name, "members": members });
    let expected =
        [tier("basic", "Basic", 1), tier("silver", "Silver", 1), tier("friend", "Friend", 0)];
    assert_eq!(tiers["items"], json!(expected));
    let till = json!({ "name": "Counter", "store": "S3" });
    let added = shop.post("/v1/tills", till).await;
    assert_eq!(added.status, 201, "{}", added.text);
    let stores = read(&shop, "/v1/stores").await;
    assert_eq!(
        stores["items"],
        json!([
            { "id": "S1", "receipts": 3, "last_at": "2026-03-03T09:00:00Z" },
            { "id": "S2", "receipts": 1, "last_at": "2026-03-02T09:00:00Z" },
            { "id": "S3", "receipts": 0 },
        ])
    );
}

/// The totals of the receipts that a question finds.
fn totals<'a>(shop: &'a Shop, query: &str) -> impl Future<Output = Vec<String>> + use<'a> {
    let path = format!("/v1/receipts?{query}");
    async move {
        let rows = read(shop, &path).await["items"].as_array().expect("a list").clone();
        rows.iter().map(|row| row["total"].as_str().unwrap_or("").to_owned()).collect()
    }
}

#[tokio::test]
async fn a_figure_opens_its_receipts() {
    let (shop, anna) = two_days().await;
    let totals = |query: &str| totals(&shop, query);
    assert_eq!(totals("from=2026-03-03&until=2026-03-03").await, ["5.00", "10.00"]);
    assert_eq!(totals("from=2026-03-02&until=2026-03-02&store=S1").await, ["110.00"]);
    assert_eq!(totals("from=2026-03-02T09:00:01Z").await, ["5.00", "10.00"]);
    assert_eq!(totals("until=2026-03-03T09:00:00Z").await, ["20.00", "110.00"]);
    assert_eq!(totals(&format!("member={anna}&until=2026-03-02")).await, ["110.00"]);
    let first = read(&shop, "/v1/receipts?store=S1&limit=2").await;
    let cursor = first["next_cursor"].as_str().expect("there are more");
    assert_eq!(totals(&format!("store=S1&limit=2&cursor={cursor}")).await, ["110.00"]);
    shop.get("/v1/receipts?from=soon").await.must_be(400, "request.invalid");
}

#[tokio::test]
async fn receipts_in_lists_tell_what_their_buyers_are_called() {
    let (shop, _) = two_days().await;
    let rows = read(&shop, "/v1/receipts").await["items"].as_array().cloned().unwrap_or_default();
    let names: Vec<_> = rows.iter().map(|row| row["member_name"].as_str()).collect();
    // Boris gave no name, and the guest is nobody known.
    assert_eq!(names, [None, Some("=Anna"), None, Some("=Anna")]);
}

#[tokio::test]
async fn a_rule_opens_the_receipts_in_which_it_acted() {
    let (shop, anna) = two_days().await;
    let totals = |query: &str| totals(&shop, query);
    let none = Vec::<String>::new();
    assert_eq!(totals("rule=big-basket").await, ["110.00"]);
    // The guest earned nothing, and what came back is a receipt all the same.
    assert_eq!(totals("rule=purchases").await, ["5.00", "10.00", "110.00"]);
    assert_eq!(totals("rule=spring").await, none);
    assert_eq!(totals("rule=nosuch").await, none);
    assert_eq!(totals("rule=purchases&from=2026-03-03").await, ["5.00", "10.00"]);
    assert_eq!(totals("rule=purchases&until=2026-03-02").await, ["110.00"]);
    assert_eq!(totals("rule=purchases&store=S1").await, ["5.00", "10.00", "110.00"]);
    assert_eq!(totals("rule=purchases&store=S2").await, none);
    assert_eq!(totals(&format!("rule=purchases&member={anna}")).await, ["10.00", "110.00"]);
    assert_eq!(totals(&format!("rule=big-basket&member={anna}")).await, ["110.00"]);
    for query in ["rule=purchases", "rule=purchases&store=S1"] {
        let first = read(&shop, &format!("/v1/receipts?{query}&limit=2")).await;
        let cursor = first["next_cursor"].as_str().expect("there are more");
        assert_eq!(totals(&format!("{query}&limit=2&cursor={cursor}")).await, ["110.00"]);
    }
    let file = "/v1/reports/receipts/export?rule=big-basket";
    let written = lines(&shop, file).await;
    assert!(written.len() == 2 && written[1].contains(",110.00,"), "{written:?}");
    let silver = members_file(&shop, json!({ "track": "status", "tier": "silver" })).await;
    assert!(silver.len() == 2 && silver[1].starts_with(&anna), "{silver:?}");
    let half = export_members(&shop, json!({ "tier": "silver" })).await;
    half.must_be(400, "request.invalid");
    // Whatever was written can be built again.
    projector::rebuild(&shop.tessera).await.expect("it is built again");
    assert_eq!(totals("rule=big-basket").await, ["110.00"]);
}

/// The lines of a CSV file, without the mark before them.
async fn lines(shop: &Shop, path: &str) -> Vec<String> {
    lines_of(&shop.get(path).await)
}

/// Members as a file: what was searched for is in the body.
async fn export_members(shop: &Shop, asked: Value) -> Reply {
    shop.call(Method::POST, "/v1/reports/members/export").json(&asked).send().await
}

async fn members_file(shop: &Shop, asked: Value) -> Vec<String> {
    lines_of(&export_members(shop, asked).await)
}

fn lines_of(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = reply.text.strip_prefix('\u{feff}').expect("it is marked as UTF-8");
    text.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn lists_come_as_comma_separated_values() {
    let (shop, anna) = two_days().await;
    let span = "from=2026-03-02&until=2026-03-03";
    let days = lines(&shop, &format!("/v1/reports/days/export?{span}")).await;
    assert_eq!(days[1], "2026-03-02,1,1,2,1,130.00,110.00,11.00,0,0.00,EUR,99,0,0");
    assert_eq!((days.len(), days[0].split(',').count()), (3, 14));
    let rules = lines(&shop, &format!("/v1/reports/rules/export?{span}")).await;
    assert!(
        rules.iter().any(|line| line == "big-basket,10 % from 100,offers,1,11.00,EUR,0"),
        "{rules:?}"
    );
    let tiers = lines(&shop, "/v1/reports/tiers/export?format=csv").await;
    assert_eq!(tiers[2], "status,silver,Silver,1");
    // What people typed stays text.
    let members = members_file(&shop, json!({})).await;
    assert_eq!(members.len(), 3);
    let row =
        format!("{anna},c-1,'=Anna,'+994501234567,,,no,2026-03-02 10:00:00,status: silver,109");
    assert_eq!(members[2], row);
    let found = members_file(&shop, json!({ "q": "c-1", "format": "csv" })).await;
    assert!(found.len() == 2 && found[1].starts_with(&anna), "{found:?}");
    let joined = members_file(&shop, json!({ "from": "2026-03-03" })).await;
    assert!(joined.len() == 2 && joined[1].contains("c-2"), "{joined:?}");
    let receipts = lines(&shop, "/v1/reports/receipts/export?until=2026-03-02").await;
    assert_eq!(receipts.len(), 3);
    let last = format!(",2026-03-02 10:00:00,S1,,{anna},110.00,11.00,99.00,0.00,EUR");
    assert!(receipts[2].ends_with(&last), "{receipts:?}");
}

#[tokio::test]
async fn lists_come_as_workbooks() {
    let (shop, _) = two_days().await;
    for report in ["days", "rules", "tiers", "members", "receipts"] {
        let reply = match report {
            "members" => export_members(&shop, json!({ "format": "xlsx" })).await,
            _ => shop.get(format!("/v1/reports/{report}/export?format=xlsx")).await,
        };
        assert_eq!(reply.status, 200, "{report}: {}", reply.text);
        let place = format!("attachment; filename=\"{report}.xlsx\"");
        assert_eq!(reply.header("content-disposition"), Some(place.as_str()));
        assert!(reply.text.starts_with("PK"), "{report}");
    }
    shop.get("/v1/reports/days/export?format=pdf").await.must_be(400, "request.invalid");
    shop.get("/v1/reports/weeks/export").await.must_be(404, "not_found");
}
