//! How the shop shows itself, and the open doors of a demo.

use crate::browser::cookie;
use crate::shop::{Reply, Shop};
use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use tessera_http::Options;

/// The smallest PNG.
const DOT: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async fn set(shop: &Shop, body: Value) -> Reply {
    shop.call(Method::PUT, "/v1/branding").fresh().json(&body).send().await
}

#[tokio::test]
async fn a_shop_shows_itself_before_anybody_has_signed_in() {
    let shop = Shop::open().await;
    let read = async || shop.call(Method::GET, "/v1/branding").role(None).send().await.json();
    let own = read().await;
    assert_eq!((&own["has_programme"], &own["demo"]), (&json!(true), &json!(false)));
    assert_eq!(own["colour"], "#1f6b5b");
    let name = own["name"].clone();
    let changed = set(&shop, json!({ "name": "Blue Cup", "colour": "#123ABC", "logo": DOT })).await;
    assert_eq!(changed.json()["name"], "Blue Cup", "{}", changed.text);
    let now = read().await;
    let logo = now["logo"].as_str().expect("there is one");
    let picture = shop.call(Method::GET, logo).role(None).send().await;
    assert_eq!(picture.header("content-type"), Some("image/png"));
    // What is not said about the picture leaves it; null takes it away.
    assert!(set(&shop, json!({ "colour": "#123abc" })).await.json()["logo"].is_string());
    let plain = set(&shop, json!({ "logo": null })).await.json();
    assert_eq!((&plain["name"], &plain["logo"]), (&name, &Value::Null));
    shop.call(Method::GET, "/v1/branding/logo").role(None).send().await.must_be(404, "not_found");
}

/// The head of a PNG without an alpha channel; nothing looks at the rest.
fn picture(width: u32, height: u32) -> String {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0]);
    format!("data:image/png;base64,{}", BASE64.encode(bytes))
}

#[tokio::test]
async fn apps_on_a_home_screen_bear_the_logo_of_the_shop() {
    let shop = Shop::open().await;
    let read = async |path: &str| shop.call(Method::GET, path).role(None).send().await;
    let icons = async |app: &str| {
        let manifest = read(&format!("/{app}/manifest.webmanifest")).await;
        assert_eq!(manifest.header("content-type"), Some("application/manifest+json"));
        assert_eq!(manifest.header("cache-control"), Some("no-cache"));
        manifest.json()["icons"].clone()
    };
    let own = [icons("app").await, icons("till").await];
    for icons in &own {
        let sizes: Vec<&Value> =
            icons.as_array().expect("a list").iter().map(|icon| &icon["sizes"]).collect();
        assert_eq!(sizes, ["192x192", "512x512", "any"]);
    }
    // A square that is large enough is the icon, in its own size.
    set(&shop, json!({ "name": "Blue Cup", "logo": picture(256, 256) })).await;
    let address = read("/v1/branding").await.json()["logo"].clone();
    let icon = json!({
        "src": address, "sizes": "256x256", "type": "image/png", "purpose": "any",
    });
    for app in ["app", "till"] {
        let manifest = read(&format!("/{app}/manifest.webmanifest")).await.json();
        assert_eq!((&manifest["icons"], &manifest["name"]), (&json!([icon]), &json!("Blue Cup")));
    }
    let touch = read("/app/touch-icon.png").await;
    assert_eq!((touch.status.as_u16(), touch.header("content-type")), (200, Some("image/png")));
    assert_eq!(touch.text, read(address.as_str().expect("an address")).await.text);
    // Any other stands in the middle of a drawing, which fits every size.
    for logo in [picture(300, 100), DOT.to_owned()] {
        set(&shop, json!({ "logo": logo })).await;
        for app in ["app", "till"] {
            let icons = icons(app).await;
            let source = icons[0]["src"].as_str().expect("an address").to_owned();
            assert!(source.starts_with("icon.svg?v="), "{icons}");
            let rest = ["sizes", "type", "purpose"].map(|key| icons[0][key].clone());
            assert_eq!(rest, ["any", "image/svg+xml", "any"]);
            let drawing = read(&format!("/{app}/{source}")).await;
            assert_eq!(drawing.header("content-type"), Some("image/svg+xml"));
            assert!(drawing.text.contains(&logo), "{}", drawing.text);
        }
    }
    set(&shop, json!({ "logo": null })).await;
    assert_eq!([icons("app").await, icons("till").await], own, "without a logo, our own");
}

#[tokio::test]
async fn an_old_request_sent_again_does_not_bring_old_looks_back() {
    let shop = Shop::open().await;
    let put = async |key: &str, name: &str| {
        let call = shop.call(Method::PUT, "/v1/branding").key(key);
        call.json(&json!({ "name": name })).send().await.json()["name"].clone()
    };
    assert_eq!(put("first", "Old Cup").await, "Old Cup");
    assert_eq!(put("second", "Blue Cup").await, "Blue Cup");
    assert_eq!(put("first", "Old Cup").await, "Blue Cup");
}

#[tokio::test]
async fn looks_that_cannot_be_are_refused() {
    let shop = Shop::open().await;
    let drawing = "data:image/svg+xml;base64,PHN2Zz48c2NyaXB0Lz48L3N2Zz4=";
    let liar = "data:image/png;base64,PHN2Zz48c2NyaXB0Lz48L3N2Zz4=";
    for bad in [
        json!({ "colour": "green" }),
        json!({ "colour": "#12345" }),
        json!({ "name": " " }),
        json!({ "name": "x".repeat(81) }),
        json!({ "logo": "https://example.org/logo.png" }),
        json!({ "logo": drawing }),
        json!({ "logo": liar }),
    ] {
        set(&shop, bad).await.must_be(400, "branding.invalid");
    }
    let none = shop.call(Method::GET, "/v1/branding").role(None).send().await.json();
    assert!(none["logo"].is_null());
}

#[tokio::test]
async fn a_demo_lets_everybody_in_by_a_button() {
    let shop = Shop::without_programme(Options::default()).await;
    shop.call(Method::POST, "/demo/owner").role(None).send().await.must_be(404, "not_found");
    let shop = Shop::demo().await;
    let home = shop.call(Method::GET, "/").role(None).send().await;
    let screens = [
        ("owner", "/console/"),
        ("analyst", "/console/"),
        ("cashier", "/till/"),
        ("member", "/app/"),
    ];
    for (who, screen) in screens {
        assert!(home.text.contains(&format!("/demo/{who}")), "the home page has a button: {who}");
        let entered = shop.call(Method::POST, format!("/demo/{who}")).role(None).send().await;
        assert_eq!((entered.status.as_u16(), entered.header("location")), (303, Some(screen)));
        let call = shop.call(Method::GET, "/v1/session").role(None);
        let session = call.header("cookie", cookie(&entered, "__Host-tessera")).send().await.json();
        let role = session["role"].as_str().or(session["kind"].as_str());
        assert_eq!((role, &session["needs_second_factor"]), (Some(who), &json!(false)));
        if who == "cashier" {
            let device = shop.call(Method::GET, "/v1/till").role(None);
            let device = device.header("cookie", cookie(&entered, "__Host-tessera-till"));
            assert_eq!(device.send().await.json()["till"]["name"], "Front");
        }
    }
    // In the language of whoever comes, English for languages that the screens do not speak.
    let spoken = [
        ("ru-RU,ru;q=0.9", "ru", "Войти: владелец"),
        ("az", "az", "Daxil ol: sahibkar"),
        ("id-ID", "id", "Masuk sebagai pemilik"),
        ("fr", "en", "Enter as owner"),
    ];
    for (asked, language, door) in spoken {
        let home = shop.call(Method::GET, "/").role(None).header("accept-language", asked);
        let home = home.send().await;
        let holds = |text: &str| home.text.contains(text);
        assert!(holds(&format!("<html lang=\"{language}\">")) && holds(door), "{}", home.text);
        let holes = ["{who}", "{rules}", "{read_on}", "{name}", "{version}", "{language}"];
        assert!(!holes.into_iter().any(holds), "every hole is filled: {}", home.text);
    }
    let foreign = shop.call(Method::POST, "/demo/owner").role(None);
    let foreign = foreign.header("sec-fetch-site", "cross-site").send().await;
    foreign.must_be(403, "auth.form_token_missing");
    shop.call(Method::POST, "/demo/partner").role(None).send().await.must_be(404, "not_found");
}
