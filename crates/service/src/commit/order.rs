//! What a use case asks the commit path to do.

use super::undo::{Undo, refunded_receipt};
use crate::Ask;
use model::basket::Basket;
use model::entry::{Claim, Hash};
use model::id::ReceiptId;
use model::{Activity, Code, Entry, Instant, Key, Money, Owner, Snapshot};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::sync::Arc;
use store::{BatchRow, CodeRow, DirectoryRow, IdentityClaim};

/// What was written down, or had been before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The entry; everything that is answered follows from it.
    pub entry: Arc<Entry>,
    /// The same request had been carried out before; this is its answer.
    pub replayed: bool,
}

/// A certificate that is to pay, by its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateTender {
    /// The code as typed.
    pub code: SmolStr,
    /// At most so much; as much as needed when absent.
    pub amount: Option<Money>,
}

/// Where the owner's state comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Start {
    /// The owner comes to life now.
    New,
    /// An enrolled member.
    Member,
    /// Somebody with a chain; this is the answer when there is none.
    Known(Code),
    /// Anybody, with a chain or without.
    Any,
}

/// Something that happens once for ever: the counter that it takes, in the same
/// transaction, and what to answer when that is taken.
#[derive(Clone, Debug)]
pub(crate) struct Once {
    pub(crate) counter: Key,
    pub(crate) taken: Code,
}

impl Once {
    pub(crate) fn claim(&self) -> Claim {
        Claim { counter: self.counter.clone(), delta: 1, maximum: Some(1) }
    }
}

/// A receipt that comes to life.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewReceipt {
    pub(crate) id: ReceiptId,
    pub(crate) natural_key: Option<Hash>,
}

/// What was shown at the till; looked up anew for every attempt.
#[derive(Clone, Debug, Default)]
pub(crate) struct Presented {
    pub(crate) codes: Vec<SmolStr>,
    pub(crate) certificates: Vec<CertificateTender>,
    /// The receipt that this one belongs to.
    pub(crate) linked: Option<ReceiptId>,
}

impl Presented {
    pub(crate) fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.certificates.is_empty() && self.linked.is_none()
    }
}

/// One change of one owner.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) owner: Owner,
    pub(crate) start: Start,
    pub(crate) activity: Activity,
    /// When it happened; now when absent.
    pub(crate) at: Option<Instant>,
    pub(crate) presented: Presented,
    /// Those who pay together with the owner; looked up anew for every attempt.
    pub(crate) pool: Vec<Arc<Snapshot>>,
    pub(crate) once: Vec<Once>,
    pub(crate) undo: Option<Undo>,
    pub(crate) receipt: Option<NewReceipt>,
    /// The receipt that is claimed, as it was judged by; looked up anew for every attempt.
    pub(crate) claimed: Option<Arc<Snapshot>>,
    /// The owner's chain must end there.
    pub(crate) expected_seq: Option<u64>,
    /// Nothing is written unless time has something to do.
    pub(crate) only_if_due: bool,
    pub(crate) identities: Vec<IdentityClaim>,
    pub(crate) released_identities: Vec<IdentityClaim>,
    pub(crate) directory: Option<DirectoryRow>,
    pub(crate) codes: Vec<CodeRow>,
    pub(crate) batch: Option<BatchRow>,
}

impl Order {
    pub(crate) fn new(owner: Owner, start: Start, activity: Activity) -> Self {
        Self {
            owner,
            start,
            activity,
            at: None,
            presented: Presented::default(),
            pool: Vec::new(),
            once: Vec::new(),
            undo: None,
            receipt: None,
            claimed: None,
            expected_seq: None,
            only_if_due: false,
            identities: Vec::new(),
            released_identities: Vec::new(),
            directory: None,
            codes: Vec::new(),
            batch: None,
        }
    }

    /// The basket, for what is looked up into it.
    pub(crate) fn basket(&mut self) -> Option<&mut Basket> {
        match &mut self.activity {
            Activity::Purchase(purchase) => Some(&mut purchase.basket),
            _ => None,
        }
    }

    /// What is taken together with the entry.
    pub(crate) fn append(&self, ask: &Ask, entry: &Entry) -> store::Append {
        store::Append {
            idempotency: ask.claim(entry.recorded_at),
            receipt: self.receipt.map(|new| store::ReceiptClaim {
                id: new.id,
                natural_key: new.natural_key,
                owner: entry.owner,
                seq: entry.seq,
                input: ask.input,
            }),
            returned: refunded_receipt(entry)
                .map(|receipt| store::ReturnClaim { receipt, seq: entry.seq }),
            identities: self.identities.clone(),
            released_identities: self.released_identities.clone(),
            directory: self.directory.clone(),
            codes: self.codes.clone(),
            batch: self.batch.clone(),
            ..store::Append::default()
        }
    }
}
