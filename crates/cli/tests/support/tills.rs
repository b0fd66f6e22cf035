//! Tills that sell until they are told to stop, and remember what was acknowledged.

use super::server::Server;
use super::{Outcome, run};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Tills at work at the same time.
const TILLS: usize = 4;

/// Lets a member join.
pub(crate) fn enrol(server: &Server, number: u32) -> Outcome {
    let body = format!(r#"{{"external_id":"m{number}"}}"#);
    let answer = server.client()?.post("/v1/members", &format!("member-{number}"), &body)?;
    assert_eq!(answer.status, 201, "{}", answer.body);
    Ok(())
}

/// What was sold to the first member, by the number of the receipt.
#[derive(Default)]
pub(crate) struct Sales {
    next: AtomicU64,
    stop: AtomicBool,
    known: Mutex<BTreeSet<u64>>,
}

impl Sales {
    /// The receipts that were acknowledged so far.
    pub(crate) fn known(&self) -> Result<BTreeSet<u64>, Box<dyn Error>> {
        Ok(self.known.lock().map_err(|_| "a till broke")?.clone())
    }

    /// Waits until so many were acknowledged.
    pub(crate) fn wait_for(&self, count: usize) -> Outcome {
        while self.known.lock().map_err(|_| "a till broke")?.len() < count {
            if self.stop.load(Ordering::Relaxed) {
                return Err("a till stopped".into());
            }
            std::thread::yield_now();
        }
        Ok(())
    }

    /// Lets the tills sell while something else is done.
    pub(crate) fn during<T>(
        &self,
        server: &Server,
        work: impl FnOnce() -> Result<T, Box<dyn Error>>,
    ) -> Result<T, Box<dyn Error>> {
        self.stop.store(false, Ordering::Relaxed);
        std::thread::scope(|scope| {
            let tills: Vec<_> = (0..TILLS)
                .map(|_| {
                    scope.spawn(|| {
                        let sold = self.sell(server).map_err(|error| error.to_string());
                        self.stop.store(true, Ordering::Relaxed);
                        sold
                    })
                })
                .collect();
            let done = work();
            self.stop.store(true, Ordering::Relaxed);
            for till in tills {
                till.join().map_err(|_| "a till broke")??;
            }
            done
        })
    }

    fn sell(&self, server: &Server) -> Outcome {
        let mut till = server.client()?;
        while !self.stop.load(Ordering::Relaxed) {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let body = format!(
                r#"{{"member":{{"external_id":"m1"}},"store":{{"id":"s1"}},"till":"1","number":"{number}","lines":[{{"sku":"tea","quantity":"1","price":"150.00"}}]}}"#
            );
            let answer = till.post("/v1/receipts", &format!("receipt-{number}"), &body)?;
            if answer.status != 201 {
                return Err(format!("{}: {}", answer.status, answer.body).into());
            }
            self.known.lock().map_err(|_| "a till broke")?.insert(number);
        }
        Ok(())
    }
}

/// The numbers of the receipts in a database.
pub(crate) fn receipts(folder: &Path, database: &str) -> Result<BTreeSet<u64>, Box<dyn Error>> {
    let list = run(folder, &["export", "receipts", "--database", database])?.fine()?;
    Ok(list.lines().skip(1).filter_map(|line| line.split(',').nth(4)?.parse().ok()).collect())
}
