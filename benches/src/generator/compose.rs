//! Requests as bytes, put together from parts that were written before the run.

use super::answer::RECEIPT_ID;
use super::draw::{Members, Random, Weighted, Zipf};
use super::workload::{Kind, Workload};
use crate::Fault;
use std::io::Write;

/// Different products.
const PRODUCTS: u64 = 4_000;

/// Stores.
const STORES: u64 = 40;

/// Receipts that are remembered for returns.
const REMEMBERED: usize = 65_536;

/// Makes requests.
pub struct Composer {
    random: Random,
    kinds: Weighted<Kind>,
    sizes: Weighted<u32>,
    members: Members,
    returns: bool,
    /// What is the same in the head of every request.
    common: Vec<u8>,
    /// Names the run, so that several against one database do not repeat each other.
    run: String,
    number: u64,
    /// The lines of baskets.
    lines: Vec<Vec<u8>>,
    receipts: Vec<[u8; RECEIPT_ID]>,
    body: Vec<u8>,
}

impl Composer {
    /// For a workload over so many members, with the secret of an API key. Runs of different
    /// names do not repeat each other's requests.
    pub fn new(workload: &Workload, members: u64, key: &str, run: &str) -> Result<Self, Fault> {
        if members == 0 {
            return Err("a load needs members".into());
        }
        let members = match workload.members.zipf_percent {
            None => Members::Uniform(members),
            Some(percent) => Members::Zipf(Zipf::new(members, f64::from(percent) / 100.0)?),
        };
        let seed = run.bytes().fold(1, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
        Ok(Self {
            random: Random::new(seed),
            kinds: Weighted::new(Kind::ALL.map(|kind| (kind, workload.shares.of(kind))))?,
            sizes: Weighted::new(workload.basket.iter().map(|it| (it.lines, it.share)))?,
            members,
            returns: workload.shares.return_ > 0,
            common: format!("Host: bench\r\nAuthorization: Bearer {key}\r\n").into_bytes(),
            run: run.to_owned(),
            number: 0,
            lines: (0..PRODUCTS).map(line).collect(),
            receipts: Vec::new(),
            body: Vec::with_capacity(4_096),
        })
    }

    /// Writes the next request over what `out` held.
    pub fn compose(&mut self, out: &mut Vec<u8>) -> Kind {
        self.number += 1;
        let mut kind = self.kinds.draw(&mut self.random);
        let receipt = if kind == Kind::Return { self.forget() } else { None };
        if kind == Kind::Return && receipt.is_none() {
            kind = Kind::Receipt;
        }
        let member = self.members.draw(&mut self.random);
        out.clear();
        match (kind, receipt) {
            (Kind::Return, Some(id)) => {
                self.body.clear();
                self.body.extend_from_slice(br#"{"lines":[{"line":"1","quantity":"1"}]}"#);
                out.extend_from_slice(b"POST /v1/receipts/");
                out.extend_from_slice(&id);
                self.finish(out, "/returns", true);
            }
            (Kind::Quote, _) => {
                self.basket(member);
                out.extend_from_slice(b"POST ");
                self.finish(out, "/v1/quotes", false);
            }
            (Kind::LookUp, _) => {
                put(out, format_args!("GET /v1/members?external_id=m{member} HTTP/1.1\r\n"));
                out.extend_from_slice(&self.common);
                out.extend_from_slice(b"\r\n");
            }
            _ => {
                self.basket(member);
                out.extend_from_slice(b"POST ");
                self.finish(out, "/v1/receipts", true);
            }
        }
        kind
    }

    /// Whether answers to receipts are worth reading.
    pub fn wants_receipts(&self) -> bool {
        self.returns && self.receipts.len() < REMEMBERED
    }

    /// Remembers a receipt that can be returned.
    pub fn remember(&mut self, receipt: [u8; RECEIPT_ID]) {
        self.receipts.push(receipt);
    }

    /// One of the remembered receipts, which comes only once.
    fn forget(&mut self) -> Option<[u8; RECEIPT_ID]> {
        let count = self.receipts.len();
        if count == 0 {
            return None;
        }
        let at = self.random.below(count as u64);
        Some(self.receipts.swap_remove(usize::try_from(at).unwrap_or(0)))
    }

    /// Writes the body of a basket.
    fn basket(&mut self, member: u64) {
        let Self { body, run, number, random, .. } = self;
        body.clear();
        let store = random.below(STORES);
        put(
            body,
            format_args!(
                r#"{{"member":{{"external_id":"m{member}"}},"store":{{"id":"s{store}"}},"till":"1","number":"{run}-{number}","lines":["#
            ),
        );
        let first = usize::try_from(random.below(PRODUCTS)).unwrap_or(0);
        let count = self.sizes.draw(random) as usize;
        for place in 0..count {
            if place > 0 {
                body.push(b',');
            }
            // A step that meets every product before one comes again.
            body.extend_from_slice(&self.lines[(first + place * 1_237) % self.lines.len()]);
        }
        body.extend_from_slice(b"]}");
    }

    /// Writes the rest of the path, the head and the body.
    fn finish(&self, out: &mut Vec<u8>, path: &str, is_write: bool) {
        put(out, format_args!("{path} HTTP/1.1\r\n"));
        out.extend_from_slice(&self.common);
        if is_write {
            put(out, format_args!("Idempotency-Key: {}-{}\r\n", self.run, self.number));
        }
        let length = self.body.len();
        put(
            out,
            format_args!("Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"),
        );
        out.extend_from_slice(&self.body);
    }
}

/// The line of a product. Products and categories are those that `world::rulebook` speaks of.
fn line(product: u64) -> Vec<u8> {
    let (category, price) = (product % 1_000, 50 + product * 37 % 900);
    format!(
        r#"{{"sku":"sku-{product}","category":"category-{category}","quantity":"1","price":"{price}.90"}}"#
    )
    .into_bytes()
}

fn put(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing to memory cannot fail.
    let _ = out.write_fmt(text);
}
