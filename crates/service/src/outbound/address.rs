//! Where requests may be sent: the guard against being used to reach what is behind the
//! firewall.
//!
//! INVARIANT: an address is looked at twice: when it is written down, and when it is
//! connected to, after its name was looked up. The connection goes to exactly the
//! addresses that were looked at.

use super::Limits;
use crate::error::Error;
use http::Uri;
use http::uri::Scheme;
use model::Code;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The longest address.
const LONGEST: usize = 2_048;

/// Looks at an address as somebody wrote it, and gives back its host.
pub(crate) fn check(url: &str, limits: &Limits) -> Result<String, Error> {
    let no = |detail: &str| Error::refused(Code::WEBHOOK_URL_REFUSED, detail);
    if url.len() > LONGEST || url.contains('#') {
        return Err(no("an address has at most 2,048 characters and no `#`"));
    }
    let uri: Uri = url.parse().map_err(|_| no("it is not an address"))?;
    let is_allowed = uri.scheme() == Some(&Scheme::HTTPS)
        || (limits.allow_http && uri.scheme() == Some(&Scheme::HTTP));
    if !is_allowed {
        return Err(no("it does not begin with https://"));
    }
    let authority = uri.authority().map(http::uri::Authority::as_str).unwrap_or_default();
    if authority.contains('@') {
        return Err(no("it contains a user name; signatures tell who sends"));
    }
    let host = host(&uri).filter(|host| !host.is_empty()).ok_or_else(|| no("it has no host"))?;
    if let Ok(address) = host.parse::<IpAddr>()
        && !is_admitted(address, limits)
    {
        return Err(no("it is not an address on the public internet"));
    }
    Ok(host.to_owned())
}

/// The host, without the brackets of an IPv6 address.
pub(crate) fn host(uri: &Uri) -> Option<&str> {
    let host = uri.host()?;
    Some(host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host))
}

/// Whether a machine may be connected to.
pub(crate) fn is_admitted(address: IpAddr, limits: &Limits) -> bool {
    limits.allow_private || is_public(address)
}

/// Whether an address is one of the public internet, by the registries of special
/// addresses (RFC 6890 and those after it).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => is_public_v4(address),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127 | 224..=255, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [192, 168, ..]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    )
}

/// Only 2000::/3 is given out, and some of it is for tunnels and examples.
fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0x0db8, ..] | [0x2002, ..] => false,
        [0x3fff, 0..=0x0fff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhooks;

    fn refuses(url: &str, limits: &Limits) -> bool {
        match check(url, limits) {
            Ok(_) => false,
            Err(error) => error.code() == Code::WEBHOOK_URL_REFUSED,
        }
    }

    #[test]
    fn only_addresses_of_the_public_internet_with_https_are_taken() {
        let strict = webhooks::Options::default().limits();
        for url in [
            "https://example.org/hook?shop=1",
            "https://example.org:8443",
            "https://93.184.216.34/",
            "https://[2606:4700::1111]/hook",
        ] {
            assert!(check(url, &strict).is_ok(), "{url}");
        }
        for url in [
            "http://example.org/hook",
            "ftp://example.org/",
            "example.org/hook",
            "/hook",
            "",
            "https://",
            "https://user:secret@example.org/",
            "https://example.org/#part",
            "https://127.0.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
        ] {
            assert!(refuses(url, &strict), "{url}");
        }
        assert!(refuses(&format!("https://example.org/{}", "a".repeat(2_048)), &strict));
        let lax = Limits { allow_http: true, allow_private: true, ..strict };
        assert_eq!(check("http://[::1]:80/", &lax).ok().as_deref(), Some("::1"));
        let only_http = Limits { allow_http: true, ..strict };
        assert!(refuses("http://10.1.2.3/", &only_http));
    }

    #[test]
    fn special_addresses_are_not_public() {
        for text in [
            "0.0.0.0",
            "10.255.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.1.2.3",
            "169.254.1.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.19.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "100::1",
            "3fff::1",
        ] {
            let address: IpAddr = text.parse().expect("an address");
            assert!(!is_public(address), "{text}");
        }
        for text in [
            "1.1.1.1",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.255",
            "2001:200::1",
            "2606:4700::1111",
            "2a00::1",
            "::ffff:8.8.8.8",
        ] {
            let address: IpAddr = text.parse().expect("an address");
            assert!(is_public(address), "{text}");
        }
    }
}
