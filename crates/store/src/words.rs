//! Words and numbers that stand on disk, the same in every backend: never change one.

use crate::{StoreError, SubmissionState};
use model::holdings::Account;

/// The format of stored snapshots. Changes whenever folding an old entry would give another
/// snapshot than before: rows of another format are ignored until the projection writes
/// them again.
pub(crate) const SNAPSHOT_FORMAT: i64 = 2;

/// What is kept as JSON.
pub(crate) fn to_json(value: &impl serde::Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|e| StoreError::Database(e.to_string().into()))
}

/// What is handed to a statement as JSON.
pub(crate) fn to_json_text(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Database(e.to_string().into()))
}

/// The word for an account.
pub(crate) fn account_word(account: Account) -> &'static str {
    match account {
        Account::Spendable => "spendable",
        Account::Pending => "pending",
        Account::Held => "held",
        Account::Issued => "issued",
        Account::Redeemed => "redeemed",
        Account::Breakage => "breakage",
        Account::Adjustment => "adjustment",
        Account::Transit => "transit",
        Account::Granted => "granted",
        Account::Payable => "payable",
    }
}

/// The account behind a word.
pub(crate) fn account_of(word: &str) -> Result<Account, StoreError> {
    Ok(match word {
        "spendable" => Account::Spendable,
        "pending" => Account::Pending,
        "held" => Account::Held,
        "issued" => Account::Issued,
        "redeemed" => Account::Redeemed,
        "breakage" => Account::Breakage,
        "adjustment" => Account::Adjustment,
        "transit" => Account::Transit,
        "granted" => Account::Granted,
        "payable" => Account::Payable,
        _ => return Err(StoreError::unreadable("account", format!("unknown word `{word}`"))),
    })
}

/// The number of a state of a submission.
pub(crate) fn state_number(state: SubmissionState) -> i16 {
    match state {
        SubmissionState::Open => 0,
        SubmissionState::Approved => 1,
        SubmissionState::Rejected => 2,
    }
}

/// The state behind a number.
pub(crate) fn state_of(number: i16) -> Result<SubmissionState, StoreError> {
    Ok(match number {
        0 => SubmissionState::Open,
        1 => SubmissionState::Approved,
        2 => SubmissionState::Rejected,
        _ => return Err(StoreError::unreadable("submission", format!("state {number}"))),
    })
}
