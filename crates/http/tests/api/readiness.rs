//! Whether the server should get requests.

use crate::shop::Shop;
use tessera_http::{Api, Options};

#[tokio::test]
async fn a_server_that_is_about_to_stop_is_not_ready_but_serves() {
    let mut shop = Shop::open().await;
    let api = Api::new(shop.tessera.clone(), Options::default());
    shop.router = api.router();
    assert_eq!(shop.get("/health/ready").await.text, "ready\n");
    api.announce_stop();
    let reply = shop.get("/health/ready").await;
    reply.must_be(503, "busy");
    assert_eq!(reply.json()["detail"], "the server is about to stop");
    assert_eq!(shop.get("/health/live").await.status, 200);
    assert_eq!(shop.get("/v1/programme").await.status, 200);
    assert!(shop.get("/metrics").await.text.contains("\ntessera_ready 0\n"));
}
