//! Short messages go through a gateway as it wants them.

use crate::receiver::{Receiver, Reply, nobody};
use serde_json::json;
use std::sync::Arc;
use tessera_service::people::post::{ByKind, Letter, Post};
use tessera_service::people::sms::{SmsError, SmsGateway, SmsPost};
use tessera_service::{Identity, IdentityKind};

fn letter(kind: IdentityKind, to: &str) -> Letter {
    let to = Identity { kind, value: to.into() };
    let text = "Your \"code\" is 123456 & {to}\nTell it to nobody.";
    Letter { to, subject: "123456".to_owned(), text: text.to_owned() }
}

fn gateway(url: &str, body: Option<&str>) -> SmsGateway {
    SmsGateway { url: url.to_owned(), body: body.map(str::to_owned), authorization: None }
}

#[tokio::test]
async fn a_gateway_gets_json_or_a_form() {
    let receiver = Receiver::fine().await;
    let authorization = Some("Bearer secret".to_owned());
    let plain = SmsPost::new(SmsGateway { authorization, ..gateway(&receiver.url(), None) });
    let to_phone = || letter(IdentityKind::Phone, "+994501234567");
    plain.expect("it is sound").carry(to_phone()).await.expect("it is taken");
    let got = receiver.next().await;
    let expected = json!({ "to": "+994501234567", "text": to_phone().text });
    assert_eq!(got.json(), expected);
    assert_eq!(got.header("content-type"), "application/json");
    assert_eq!(got.header("authorization"), "Bearer secret");

    let form = SmsPost::new(gateway(&receiver.url(), Some("To={to}&From=Shop&Body={text}")));
    form.expect("it is sound").carry(to_phone()).await.expect("it is taken");
    let got = receiver.next().await;
    assert_eq!(got.header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!(
        String::from_utf8_lossy(&got.body),
        "To=%2B994501234567&From=Shop&Body=Your+%22code%22+is+123456+%26+%7Bto%7D%0ATell+it+to+nobody."
    );
}

#[tokio::test]
async fn what_a_gateway_does_not_take_is_told() {
    let refusing = Receiver::start(|_| Reply::Status(402)).await;
    let refused = SmsPost::new(gateway(&refusing.url(), None)).expect("it is sound");
    let refused = refused.carry(letter(IdentityKind::Phone, "+994501234567")).await;
    assert_eq!(refused, Err("the gateway answered 402".to_owned()));
    let silent = SmsPost::new(gateway(&nobody().await, None)).expect("it is sound");
    let lost = silent.carry(letter(IdentityKind::Phone, "+994501234567")).await;
    assert!(lost.is_err_and(|reason| reason.starts_with("connect")));
}

#[tokio::test]
async fn each_kind_of_letter_goes_its_way() {
    let receiver = Receiver::fine().await;
    let phone = SmsPost::new(gateway(&receiver.url(), None)).expect("it is sound");
    let ways = ByKind { phone: Some(Arc::new(phone)), ..ByKind::default() };
    let mail = letter(IdentityKind::Email, "anna@example.org");
    let refused = ways.carry(mail).await;
    assert_eq!(refused, Err("nothing carries letters to addresses of the kind email".to_owned()));
    ways.carry(letter(IdentityKind::Phone, "+994501234567")).await.expect("it is taken");
    assert_eq!(receiver.seen().len(), 1);
}

#[test]
fn what_is_wrong_with_a_gateway_is_told_before_the_first_message() {
    let wrong = |url: &str, body: Option<&str>| SmsPost::new(gateway(url, body)).err();
    let url = "https://gateway.example.org/messages";
    assert_eq!(wrong(url, None), None);
    for address in ["gateway.example.org", "ftp://gateway.example.org", "https://a:b@example.org"] {
        assert_eq!(wrong(address, None), Some(SmsError::Url), "{address}");
    }
    assert_eq!(wrong(url, Some("To={to}")), Some(SmsError::Places));
    for body in ["{\"to\": {to}, \"text\": {text}", "{to} {text}"] {
        assert_eq!(wrong(url, Some(body)), Some(SmsError::Body), "{body}");
    }
    let authorization = Some("Bearer\nsecret".to_owned());
    let refused = SmsPost::new(SmsGateway { authorization, ..gateway(url, None) }).err();
    assert_eq!(refused, Some(SmsError::Authorization));
}
