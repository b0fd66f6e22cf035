//! Why was it so? Decides a stored entry again from the journal, with a note on every
//! rule that did not apply, and compares what comes out with what is stored.

use crate::commit::{Undone, seed};
use crate::error::{Broken, Error};
use crate::history::{Line, in_words};
use crate::{Tessera, view};
use engine::{Decision, Inputs};
use model::entry::Claim;
use model::id::ReceiptId;
use model::outcome::{Missing, Refusal, Returned};
use model::{Activity, Code, Entry, Key, Owner, Snapshot};
use store::Page;

/// Everything about one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The entry in words.
    pub line: Line,
    /// Rules that did not apply, and why.
    pub others: Vec<Other>,
    /// Deciding again gave the very same events, numbers and claims.
    pub is_identical: bool,
    /// The first event that differs, when one does.
    pub first_difference: Option<u16>,
}

/// A rule that did not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Which rule.
    pub rule: Key,
    /// Why not.
    pub code: Code,
    /// What is missing.
    pub missing: Option<Missing>,
    /// The same in words.
    pub sentence: String,
}

/// Explains a receipt: what it brought the one who claimed it, when somebody did so
/// afterwards.
pub async fn receipt(tessera: &Tessera, id: ReceiptId, locale: &str) -> Result<Explanation, Error> {
    let row = tessera.store().find_receipt(id).await?;
    let row = row.ok_or_else(|| Error::refused(Code::RECEIPT_NOT_FOUND, id.to_string()))?;
    let claimed = tessera.claimed_by(row.owner).await?;
    let (owner, seq) = claimed.unwrap_or((row.owner, row.seq));
    entry(tessera, owner, seq, locale).await
}

/// Explains any entry.
pub async fn entry(
    tessera: &Tessera,
    owner: Owner,
    seq: u64,
    locale: &str,
) -> Result<Explanation, Error> {
    let row = tessera.store().find_entry(owner, seq).await?;
    let missing = || Error::refused(Code::NOT_FOUND, format!("{owner} has no entry {seq}"));
    let entry = row.ok_or_else(missing)?.entry()?;
    if entry.version == 0 {
        let detail = "this entry was not judged by a programme";
        return Err(Error::refused(Code::NOT_FOUND, detail));
    }
    let rulebook = tessera.rulebook(entry.version).await?;
    let decision = again(tessera, &entry).await?;
    let is_same = |index: usize| decision.events.get(index) == entry.events.get(index);
    let longest = decision.events.len().max(entry.events.len());
    let first_difference = (0..longest).find(|index| !is_same(*index));
    let is_identical = first_difference.is_none()
        && decision.outcome == entry.outcome
        && decision.claims.iter().eq(claims_of_decision(&entry));
    let others = decision.notes.into_iter().map(|note| {
        let refusal = Refusal {
            code: note.code,
            subject: Some(note.rule.clone()),
            shown: None,
            missing: note.missing.clone(),
            fatal: false,
        };
        Other {
            sentence: view::refusal_sentence(&rulebook, &refusal, locale),
            rule: note.rule,
            code: note.code,
            missing: note.missing,
        }
    });
    let others = others.collect();
    Ok(Explanation {
        line: in_words(&rulebook, entry, locale),
        others,
        is_identical,
        first_difference: first_difference.and_then(|at| u16::try_from(at).ok()),
    })
}

/// The claims that the decision made: without the counter that each prize of a draw takes
/// so as to be given once.
fn claims_of_decision(entry: &Entry) -> impl Iterator<Item = &Claim> {
    let is_prize = matches!(&entry.activity, Activity::WinPrize(_));
    entry.claims.iter().filter(move |claim| {
        !is_prize || !claim.counter.as_str().starts_with(crate::raffles::COUNTERS)
    })
}

/// Decides an entry again, from the state before it.
pub(crate) async fn again(tessera: &Tessera, entry: &Entry) -> Result<Decision, Error> {
    let before = match entry.seq {
        0 | 1 => None,
        seq => tessera.store().load_at(entry.owner, seq - 1).await?,
    };
    let before = before.unwrap_or_else(|| Snapshot::empty(entry.owner));
    let undone = undone(tessera, entry, &before).await?;
    let pool = crate::commit::pool_of(entry);
    let pool: Vec<&Snapshot> = pool.iter().collect();
    let certificates = crate::commit::withdrawn(entry);
    let rulebook = tessera.rulebook(entry.version).await?;
    let decide = |exhausted: &[Key]| {
        engine::decide(&Inputs {
            rulebook: &rulebook,
            snapshot: &before,
            activity: &entry.activity,
            at: entry.at,
            now: entry.recorded_at,
            original: undone.as_ref().map(Undone::as_original),
            pool: &pool,
            certificates: &certificates,
            exhausted,
            seed: seed(entry.id),
            detailed: true,
        })
    };
    // A limit that was used up at that time shows by a claim that the entry does not have.
    let mut exhausted: Vec<Key> = Vec::new();
    loop {
        let decision = decide(&exhausted);
        let known = exhausted.len();
        for claim in &decision.claims {
            let is_claimed = entry.claims.iter().any(|c| c.counter == claim.counter);
            if !is_claimed && !exhausted.contains(&claim.counter) {
                exhausted.push(claim.counter.clone());
            }
        }
        if exhausted.len() == known {
            return Ok(decision);
        }
    }
}

/// What an entry undid, as it was then.
async fn undone(
    tessera: &Tessera,
    entry: &Entry,
    before: &Snapshot,
) -> Result<Option<Undone>, Error> {
    match &entry.activity {
        Activity::CancelReward(cancel) => {
            let undo = Some(crate::commit::Undo::Claim(cancel.claim));
            tessera.undone(undo, before).await
        }
        Activity::Withdraw(_) | Activity::ReturnClaimed(_) => {
            let undone = tessera.undone_elsewhere(before, &entry.activity).await?;
            Ok(undone.map(|entry| Undone { entry, returned: Returned::default() }))
        }
        Activity::Return(back) => about(tessera, entry, back.receipt).await,
        Activity::ClaimPrice(claim) => about(tessera, entry, claim.receipt).await,
        Activity::Decide(decide) => {
            let waiting = before.member.submissions.iter().find(|s| s.id == decide.submission);
            match waiting.and_then(crate::submissions::price_claim_receipt) {
                Some(receipt) => about(tessera, entry, receipt).await,
                None => Ok(None),
            }
        }
        _ => Ok(None),
    }
}

/// A receipt as it was when an entry went back to it.
async fn about(
    tessera: &Tessera,
    entry: &Entry,
    receipt: ReceiptId,
) -> Result<Option<Undone>, Error> {
    let row = tessera.store().find_receipt(receipt).await?;
    let row = row.ok_or_else(|| Broken::Unreadable {
        what: "return",
        reason: format!("{receipt} is not there"),
    })?;
    let original = tessera.entry(row.owner, row.seq).await?;
    let returned = returned_before(tessera, entry, receipt).await?;
    Ok(Some(Undone { entry: original, returned }))
}

/// How far a receipt was returned before an entry: what its latest earlier return says.
async fn returned_before(
    tessera: &Tessera,
    entry: &Entry,
    receipt: ReceiptId,
) -> Result<Returned, Error> {
    let mut page = Page::newest(200);
    loop {
        let rows = tessera.store().list_entries(entry.owner, page.clone()).await?;
        for row in rows.items.iter().filter(|row| row.seq < entry.seq) {
            let earlier = row.entry()?;
            if crate::commit::refunded_receipt(&earlier) == Some(receipt) {
                return Ok(earlier.outcome.refund.map(|r| r.so_far).unwrap_or_default());
            }
            if matches!(&earlier.activity, Activity::Purchase(p) if p.receipt == receipt) {
                return Ok(Returned::default());
            }
        }
        match rows.next {
            Some(next) => page = page.after(Some(next)),
            None => return Ok(Returned::default()),
        }
    }
}
