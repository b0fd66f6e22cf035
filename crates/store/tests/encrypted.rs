//! Connections to a server that are encrypted, and those that must not come about.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use std::path::Path;
use tempfile::TempDir;
use tessera_store::{PostgresStore, StoreError};
use testbed::{Cluster, Settings};

type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// An authority of a shop's own.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new(name: &str) -> Result<Self, rcgen::Error> {
        let mut params = CertificateParams::new(Vec::new())?;
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate()?;
        let pem = params.self_signed(&key)?.pem();
        Ok(Self { issuer: Issuer::new(params, key), pem })
    }

    /// A certificate for a host, and its key.
    fn certify(&self, host: &str) -> Result<(String, String), rcgen::Error> {
        let key = KeyPair::generate()?;
        let params = CertificateParams::new(vec![host.to_owned()])?;
        Ok((params.signed_by(&key, &self.issuer)?.pem(), key.serialize_pem()))
    }
}

fn server() -> Result<Cluster, testbed::TestbedError> {
    Cluster::start(Settings { tcp: true, ..Settings::default() })
}

fn trusting(url: &str, folder: &TempDir, authority: &Authority) -> std::io::Result<String> {
    let file = folder.path().join("authority.pem");
    std::fs::write(&file, &authority.pem)?;
    Ok(asking(url, &file))
}

fn asking(url: &str, file: &Path) -> String {
    format!("{url}?sslmode=require&sslrootcert={}", file.display())
}

/// Why a store does not come about. It is told at once: waiting makes no certificate better.
async fn refusal(url: &str) -> String {
    match PostgresStore::open(url).await.err() {
        Some(StoreError::Database(said)) => said.to_string(),
        other => panic!("another answer than a refusal: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_connections_are_encrypted_when_the_address_says_so() -> TestResult {
    let (cluster, folder, authority) = (server()?, TempDir::new()?, Authority::new("The Shop")?);
    let (certificate, key) = authority.certify("127.0.0.1")?;
    cluster.encrypt(&certificate, &key)?;
    let database = cluster.database()?;
    let store = PostgresStore::open(&trusting(database.url(), &folder, &authority)?).await?;
    let ours = "SELECT count(*) FILTER (WHERE ssl), count(*) FROM pg_stat_ssl
        JOIN pg_stat_activity USING (pid) WHERE application_name = 'tessera'";
    let rows = database.session()?.query(ours)?;
    let counts: Vec<&str> = rows[0].iter().flatten().map(String::as_str).collect();
    assert!(counts[0] == counts[1] && counts[0] != "0", "{counts:?}");
    drop(store);
    let plain = PostgresStore::open(database.url()).await?;
    let rows = database.session()?.query(ours)?;
    assert_eq!(rows[0][0].as_deref(), Some("0"), "without a word connections are plain");
    drop(plain);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_cannot_prove_itself_is_not_spoken_to() -> TestResult {
    let (cluster, folder, authority) = (server()?, TempDir::new()?, Authority::new("The Shop")?);
    let database = cluster.database()?;
    let url = trusting(database.url(), &folder, &authority)?;
    let said = refusal(&url).await;
    assert!(said.contains("server does not support TLS"), "{said}");

    let (certificate, key) = Authority::new("Somebody Else")?.certify("127.0.0.1")?;
    cluster.encrypt(&certificate, &key)?;
    let said = refusal(&url).await;
    assert!(said.contains("UnknownIssuer"), "{said}");
    let said = refusal(&format!("{}?sslmode=require", database.url())).await;
    assert!(said.contains("UnknownIssuer"), "{said}");

    let other = server()?;
    let (certificate, key) = authority.certify("db.example")?;
    other.encrypt(&certificate, &key)?;
    let database = other.database()?;
    let said = refusal(&trusting(database.url(), &folder, &authority)?).await;
    assert!(said.contains("not valid for name"), "{said}");
    Ok(())
}
