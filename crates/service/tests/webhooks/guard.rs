//! Events go where they may go, and nowhere else.

use crate::hooks::{attempts, deliver, earn, lax, node, open, to, webhook};
use crate::receiver::{Receiver, Reply};
use crate::shop::ask;
use model::Code;
use tessera_service::webhooks::{self, Change, Done, Options};

#[tokio::test]
async fn addresses_behind_the_firewall_are_refused_unless_allowed() {
    let lax_shop = open().await;
    let receiver = Receiver::fine().await;
    let strict = node(&lax_shop, "strict", Options::default()).await;
    let refused = webhooks::create(&strict.tessera, &ask(), to(&receiver.url(), &[])).await;
    assert_eq!(refused.expect_err("http").code(), Code::WEBHOOK_URL_REFUSED);
    let refused = webhooks::create(&strict.tessera, &ask(), to("https://10.0.0.1/", &[])).await;
    assert_eq!(refused.expect_err("private").code(), Code::WEBHOOK_URL_REFUSED);
    let fine = webhooks::create(&strict.tessera, &ask(), to("https://shop.example/", &[])).await;
    let id = fine.expect("public").row.id;
    let url = Some("https://[fd00::1]/".into());
    let change = Change { url, ..Change::default() };
    let refused = webhooks::change(&strict.tessera, &ask(), id, change).await;
    assert_eq!(refused.expect_err("private").code(), Code::WEBHOOK_URL_REFUSED);
    webhooks::delete(&strict.tessera, &ask(), id).await.expect("it is there");
}

#[tokio::test]
async fn a_name_that_leads_behind_the_firewall_is_not_connected_to() {
    let lax_shop = open().await;
    let receiver = Receiver::fine().await;
    let url = receiver.url().replace("127.0.0.1", "localhost");
    let made = webhook(&lax_shop, &url).await;
    let member = lax_shop.enrol().await;
    earn(&lax_shop, member, 1).await;
    let options = Options { allow_private: false, ..lax() };
    let strict = node(&lax_shop, "strict", options).await;
    assert_eq!(deliver(&strict).await, Done { delivered: 0, again: 1, failed: 0 });
    let reason = attempts(&strict, made.row.id).await.remove(0).1.unwrap_or_default();
    assert!(reason.ends_with("is not on the public internet"), "{reason}");
    assert_eq!(receiver.seen().len(), 0);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let shop = open().await;
    let other = Receiver::fine().await;
    let url = other.url();
    let receiver = Receiver::start(move |_| Reply::With(307, "Location", url.clone())).await;
    let made = webhook(&shop, &receiver.url()).await;
    let member = shop.enrol().await;
    earn(&shop, member, 1).await;
    assert_eq!(deliver(&shop).await, Done { delivered: 0, again: 1, failed: 0 });
    assert_eq!(attempts(&shop, made.row.id).await, [(Some(307), None)]);
    assert_eq!((receiver.seen().len(), other.seen().len()), (1, 0));
}
