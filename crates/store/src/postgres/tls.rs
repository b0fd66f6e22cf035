//! Encrypted connections to the server.
//!
//! INVARIANT: there is no encryption without proof. The server's certificate bears the host of
//! the address and comes from an authority that is trusted; who wants neither says so.

use crate::StoreError;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;
use tokio_rustls::rustls;

/// What an address says about encryption.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wish {
    /// Whether connections are encrypted.
    pub(super) is_encrypted: bool,
    /// The file with the authorities that are trusted; those of the system without it.
    pub(super) authorities: Option<PathBuf>,
}

impl Wish {
    /// Takes what is about encryption out of an address.
    pub(super) fn take(url: &str) -> Result<(String, Self), StoreError> {
        let Some((place, query)) = url.split_once('?') else {
            return Ok((url.to_owned(), Self::default()));
        };
        let mut wish = Self::default();
        let mut others = Vec::new();
        for pair in query.split('&') {
            match pair.split_once('=') {
                Some(("sslmode", mode)) => wish.is_encrypted = is_encrypted(mode)?,
                Some(("sslrootcert", file)) => {
                    let file = percent_encoding::percent_decode_str(file).decode_utf8_lossy();
                    wish.authorities = Some(PathBuf::from(file.as_ref()));
                }
                _ => others.push(pair),
            }
        }
        if wish.authorities.is_some() && !wish.is_encrypted {
            return Err(StoreError::Misuse("sslrootcert goes with sslmode=require"));
        }
        let separator = if others.is_empty() { "" } else { "?" };
        Ok((format!("{place}{separator}{}", others.join("&")), wish))
    }

    /// What makes connections; nothing when they are plain.
    pub(super) fn connector(&self) -> Result<Option<MakeRustlsConnect>, StoreError> {
        if !self.is_encrypted {
            return Ok(None);
        }
        let roots = match &self.authorities {
            Some(file) => of_file(file)?,
            None => of_system()?,
        };
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider knows the usual versions")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Some(MakeRustlsConnect::new(config)))
    }
}

/// Whoever wants encryption gets it with proof, by which of the usual words ever.
fn is_encrypted(mode: &str) -> Result<bool, StoreError> {
    match mode {
        "require" | "verify-ca" | "verify-full" => Ok(true),
        "disable" | "allow" | "prefer" => Ok(false),
        _ => Err(StoreError::Misuse("sslmode is require (with proof) or disable")),
    }
}

fn of_file(file: &Path) -> Result<RootCertStore, StoreError> {
    let refused = |why: &dyn std::fmt::Display| {
        StoreError::database(format!("no authority can be read from {}: {why}", file.display()))
    };
    let found =
        CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let found = found.map_err(|error| refused(&error))?;
    let mut roots = RootCertStore::empty();
    for certificate in found {
        roots.add(certificate).map_err(|error| refused(&error))?;
    }
    if roots.is_empty() {
        return Err(refused(&"there is none in it"));
    }
    Ok(roots)
}

fn of_system() -> Result<RootCertStore, StoreError> {
    let mut roots = RootCertStore::empty();
    let (added, _) =
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    match added {
        0 => Err(StoreError::Misuse(
            "the system has no authorities: install ca-certificates, or name a file by sslrootcert",
        )),
        _ => Ok(roots),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(url: &str) -> (String, Wish) {
        Wish::take(url).unwrap_or_else(|error| panic!("{url}: {error}"))
    }

    #[test]
    fn an_address_without_a_word_about_it_stays_as_it_is() {
        for url in ["postgres://a@b/c", "postgres://a@/c?host=%2Frun&port=5433"] {
            assert_eq!(taken(url), (url.to_owned(), Wish::default()));
        }
    }

    #[test]
    fn encryption_is_asked_for_by_the_usual_words() {
        let file = Some(PathBuf::from("/etc/our ca.pem"));
        for (mode, is_encrypted) in
            [("require", true), ("verify-ca", true), ("verify-full", true), ("disable", false)]
        {
            let url = format!("postgres://a@b/c?port=1&sslmode={mode}&connect_timeout=2");
            let (rest, wish) = taken(&url);
            assert_eq!(rest, "postgres://a@b/c?port=1&connect_timeout=2");
            assert_eq!(wish, Wish { is_encrypted, authorities: None }, "{mode}");
        }
        let (rest, wish) =
            taken("postgres://a@b/c?sslrootcert=%2Fetc%2Four%20ca.pem&sslmode=require");
        assert_eq!(rest, "postgres://a@b/c");
        assert_eq!(wish, Wish { is_encrypted: true, authorities: file });
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (url, said) in [
            ("postgres://a@b/c?sslmode=always", "sslmode is"),
            ("postgres://a@b/c?sslrootcert=/x.pem", "goes with"),
        ] {
            let error = Wish::take(url).expect_err(url).to_string();
            assert!(error.contains(said), "{error}");
        }
        let wish = Wish { is_encrypted: true, authorities: Some(PathBuf::from("/nowhere.pem")) };
        let error = wish.connector().err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("/nowhere.pem"), "{error}");
    }
}
