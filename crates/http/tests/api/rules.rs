//! The page on which members read the rules.

use crate::shop::Shop;
use axum::http::Method;

#[tokio::test]
async fn anybody_reads_the_rules_in_their_language() {
    let shop = Shop::together().await;
    let read = |path: &str| shop.call(Method::GET, path).role(None);
    let page = read("/rules").send().await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.text.contains("Free car wash"), "{}", page.text);
    let page = read("/rules").header("accept-language", "ru-RU, en;q=0.5").send().await;
    assert!(page.text.contains("Бесплатная мойка"), "{}", page.text);
    let page = read("/rules?locale=ru").header("accept-language", "en").send().await;
    assert!(page.text.contains("Бесплатная мойка"), "{}", page.text);
    read("/rules?lang=ru").send().await.must_be(400, "request.invalid");
}

#[tokio::test]
async fn without_a_programme_there_are_no_rules() {
    let shop = Shop::without_programme(tessera_http::Options::default()).await;
    let page = shop.call(Method::GET, "/rules").role(None).send().await;
    page.must_be(409, "programme.missing");
}
