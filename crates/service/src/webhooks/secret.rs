//! Secrets and signatures by the Standard Webhooks specification.
//!
//! A secret follows from the organisation's secret, the endpoint and a number, like codes
//! do, so that it is kept nowhere. It is shown once all the same.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

/// A secret as people copy it.
pub(super) fn text(secret: &[u8; 32]) -> String {
    format!("whsec_{}", STANDARD.encode(secret))
}

/// One signature of a message: `v1,` and the HMAC-SHA256 of id, time and body.
pub fn sign(secret: &[u8], id: &str, timestamp: i64, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let mut context = hmac::Context::with_key(&key);
    context.update(format!("{id}.{timestamp}.").as_bytes());
    context.update(body);
    format!("v1,{}", STANDARD.encode(context.sign()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's reference libraries; the signature was worked
    /// out with Python's `hmac` as well.
    #[test]
    fn the_signature_is_that_of_the_specification() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let signature = sign(&secret, id, 1_614_265_330, b"{\"test\": 2432232314}");
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_is_written_as_the_specification_says() {
        let text = text(&[7; 32]);
        let bytes = STANDARD.decode(text.strip_prefix("whsec_").expect("the prefix"));
        assert_eq!(bytes.as_deref(), Ok(&[7; 32][..]));
    }
}
