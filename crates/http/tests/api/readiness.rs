//! Whether the server should get requests.

use crate::shop::{Shop, basket};
use std::io::Write;
use std::path::Path;
use std::time::Duration;
use tessera_http::{Api, Options};

/// An answer about readiness is given again for so long.
const FRESH: Duration = Duration::from_millis(250);

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

/// The disk gives back something else than was written. Gives back what was there.
fn damage(file: &Path) -> Vec<u8> {
    // Everything is carried into the one file, so that all readers read it anew.
    let hand = rusqlite::Connection::open(file).expect("the file is there");
    let carried = hand.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
    assert_eq!(carried, Ok(0), "nobody is in the way");
    let before = std::fs::read(file).expect("the file is read");
    overwrite(file, &vec![0xa5; before.len()]);
    before
}

/// The bytes of a file, which stays the same file.
fn overwrite(file: &Path, bytes: &[u8]) {
    let mut file = std::fs::OpenOptions::new().write(true).open(file).expect("the file opens");
    file.write_all(bytes).expect("the file is written");
}

#[tokio::test]
async fn a_server_whose_file_is_damaged_is_not_ready_any_more_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder is made");
    let shop = Shop::on_disk(folder.path(), Options::default()).await;
    let member = shop.member("anna").await;
    assert_eq!(shop.get("/health/ready").await.text, "ready\n");
    let file = folder.path().join("shop.db");
    let before = damage(&file);
    shop.get("/v1/submissions").await.must_be(503, "internal");
    // That the file can be read again does not help: what it holds is unknown.
    overwrite(&file, &before);
    tokio::time::pause();
    tokio::time::advance(FRESH).await;
    tokio::time::resume();
    let reply = shop.get("/health/ready").await;
    reply.must_be(503, "busy");
    assert_eq!(reply.json()["detail"], "the database failed and takes no more work");
    assert!(shop.get("/metrics").await.text.contains("\ntessera_ready 0\n"));
    assert_eq!(shop.get("/health/live").await.status, 200);
    shop.post("/v1/receipts", basket(&member, "10.00")).await.must_be(503, "internal");
}
