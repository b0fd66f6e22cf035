//! Who may use which route. The only place where that is said: a route that is missing
//! here is denied, and a test fails.

use axum::http::Method;
use service::keys::Role;
use std::collections::HashMap;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Anybody.
    Public,
    /// A key of this role or a higher one.
    Role(Role),
}

impl Access {
    /// Whether a role is enough.
    pub(crate) fn admits(self, role: Role) -> bool {
        match self {
            Self::Public => true,
            Self::Role(least) => role >= least,
        }
    }
}

const OPEN: Access = Access::Public;
const TILL: Access = Access::Role(Role::Till);
const SERVER: Access = Access::Role(Role::Server);
const ADMIN: Access = Access::Role(Role::Admin);

/// One row of the table.
pub(crate) struct Row {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    /// Tells whether a phone, card or code exists: tills may ask that only so often.
    pub(crate) is_look_up: bool,
}

const fn row(method: Method, path: &'static str, access: Access) -> Row {
    Row { method, path, access, is_look_up: false }
}

const fn look_up(method: Method, path: &'static str, access: Access) -> Row {
    Row { method, path, access, is_look_up: true }
}

/// All routes.
pub(crate) const TABLE: &[Row] = &[
    row(Method::POST, "/v1/members", TILL),
    look_up(Method::GET, "/v1/members", TILL),
    look_up(Method::POST, "/v1/members/find", TILL),
    row(Method::GET, "/v1/members/{member_id}", TILL),
    row(Method::PATCH, "/v1/members/{member_id}", SERVER),
    row(Method::POST, "/v1/members/{member_id}/block", SERVER),
    row(Method::POST, "/v1/members/{member_id}/unblock", SERVER),
    row(Method::GET, "/v1/members/{member_id}/identities", SERVER),
    row(Method::POST, "/v1/members/{member_id}/identities", SERVER),
    row(Method::POST, "/v1/members/{member_id}/identities/remove", SERVER),
    row(Method::GET, "/v1/members/{member_id}/balances", TILL),
    row(Method::GET, "/v1/members/{member_id}/lots", TILL),
    row(Method::GET, "/v1/members/{member_id}/ledger", SERVER),
    row(Method::POST, "/v1/members/{member_id}/adjustments", ADMIN),
    row(Method::GET, "/v1/members/{member_id}/rewards", TILL),
    row(Method::POST, "/v1/members/{member_id}/claims", TILL),
    row(Method::POST, "/v1/claims/{claim_id}/cancel", TILL),
    row(Method::POST, "/v1/claims/{claim_id}/collect", TILL),
    look_up(Method::POST, "/v1/claims/collect", TILL),
    row(Method::GET, "/v1/members/{member_id}/benefits", TILL),
    row(Method::GET, "/v1/members/{member_id}/choices", TILL),
    row(Method::POST, "/v1/members/{member_id}/choices", TILL),
    row(Method::GET, "/v1/members/{member_id}/activations", TILL),
    row(Method::POST, "/v1/members/{member_id}/activations", TILL),
    row(Method::GET, "/v1/members/{member_id}/memberships", TILL),
    row(Method::POST, "/v1/members/{member_id}/memberships", TILL),
    row(Method::POST, "/v1/members/{member_id}/memberships/{membership}/cancel", SERVER),
    row(Method::GET, "/v1/members/{member_id}/verifications", TILL),
    row(Method::POST, "/v1/members/{member_id}/verifications", TILL),
    row(Method::POST, "/v1/members/{member_id}/verifications/revoke", SERVER),
    row(Method::GET, "/v1/members/{member_id}/products", TILL),
    row(Method::POST, "/v1/members/{member_id}/products", TILL),
    row(Method::POST, "/v1/members/{member_id}/products/release", SERVER),
    row(Method::POST, "/v1/members/{member_id}/gifts", SERVER),
    row(Method::POST, "/v1/members/{member_id}/donations", TILL),
    row(Method::POST, "/v1/members/{member_id}/exchanges", SERVER),
    row(Method::GET, "/v1/exchanges", SERVER),
    row(Method::POST, "/v1/exchanges/{exchange_id}/answer", SERVER),
    row(Method::GET, "/v1/members/{member_id}/referral-code", TILL),
    row(Method::GET, "/v1/members/{member_id}/badges", TILL),
    row(Method::GET, "/v1/members/{member_id}/groups", TILL),
    row(Method::GET, "/v1/groups", SERVER),
    row(Method::POST, "/v1/groups", SERVER),
    row(Method::GET, "/v1/groups/{group_id}", SERVER),
    row(Method::POST, "/v1/groups/{group_id}/seats", SERVER),
    row(Method::POST, "/v1/groups/{group_id}/gifts", SERVER),
    row(Method::GET, "/v1/members/{member_id}/coupons", TILL),
    row(Method::POST, "/v1/members/{member_id}/coupons", SERVER),
    row(Method::POST, "/v1/quotes", TILL),
    row(Method::POST, "/v1/receipts", TILL),
    row(Method::GET, "/v1/receipts", SERVER),
    row(Method::GET, "/v1/receipts/{receipt_id}", TILL),
    row(Method::GET, "/v1/receipts/{receipt_id}/explanation", TILL),
    row(Method::POST, "/v1/receipts/{receipt_id}/returns", TILL),
    row(Method::POST, "/v1/receipts/{receipt_id}/returns/quote", TILL),
    row(Method::POST, "/v1/receipts/{receipt_id}/void", TILL),
    row(Method::POST, "/v1/receipts/{receipt_id}/price-claims", TILL),
    row(Method::POST, "/v1/holds", TILL),
    row(Method::POST, "/v1/holds/{hold_id}/capture", TILL),
    row(Method::POST, "/v1/holds/{hold_id}/release", TILL),
    row(Method::POST, "/v1/events", TILL),
    row(Method::GET, "/v1/submissions", SERVER),
    row(Method::GET, "/v1/submissions/{submission_id}", SERVER),
    row(Method::POST, "/v1/submissions/{submission_id}/decision", SERVER),
    look_up(Method::POST, "/v1/coupons/validate", TILL),
    row(Method::POST, "/v1/coupon-batches", SERVER),
    row(Method::GET, "/v1/coupon-batches", SERVER),
    row(Method::GET, "/v1/coupon-batches/{batch_id}", SERVER),
    row(Method::POST, "/v1/certificates", SERVER),
    look_up(Method::POST, "/v1/certificates/balance", TILL),
    row(Method::GET, "/v1/certificates/{certificate_id}", TILL),
    row(Method::POST, "/v1/certificates/{certificate_id}/use", TILL),
    row(Method::POST, "/v1/certificates/{certificate_id}/refund", SERVER),
    row(Method::GET, "/v1/causes", TILL),
    row(Method::GET, "/v1/leaderboards/{leaderboard}", TILL),
    row(Method::GET, "/v1/raffles", TILL),
    row(Method::POST, "/v1/raffles/{raffle}/open", ADMIN),
    row(Method::POST, "/v1/raffles/{raffle}/draw", ADMIN),
    row(Method::GET, "/v1/raffles/{raffle}/record", SERVER),
    row(Method::GET, "/v1/affiliates", SERVER),
    row(Method::POST, "/v1/affiliates", ADMIN),
    row(Method::GET, "/v1/settlements/{period}", ADMIN),
    row(Method::POST, "/v1/settlements/{period}/close", ADMIN),
    row(Method::POST, "/v1/settlements/{period}/disputes", ADMIN),
    row(Method::GET, "/v1/disputes", ADMIN),
    row(Method::POST, "/v1/disputes/{dispute_id}/decision", ADMIN),
    row(Method::GET, "/v1/payouts", ADMIN),
    row(Method::GET, "/v1/programme", TILL),
    row(Method::POST, "/v1/programme/check", ADMIN),
    row(Method::POST, "/v1/programme/rollback", ADMIN),
    row(Method::GET, "/v1/programme/activations", ADMIN),
    row(Method::GET, "/v1/programme/versions", ADMIN),
    row(Method::POST, "/v1/programme/versions", ADMIN),
    row(Method::GET, "/v1/programme/versions/{version}", ADMIN),
    row(Method::PUT, "/v1/programme/versions/{version}", ADMIN),
    row(Method::GET, "/v1/programme/versions/{version}/check", ADMIN),
    row(Method::GET, "/v1/programme/versions/{version}/diff", ADMIN),
    row(Method::POST, "/v1/programme/versions/{version}/publish", ADMIN),
    row(Method::POST, "/v1/programme/versions/{version}/activate", ADMIN),
    row(Method::GET, "/v1/api-keys", ADMIN),
    row(Method::POST, "/v1/api-keys", ADMIN),
    row(Method::POST, "/v1/api-keys/{key_id}/revoke", ADMIN),
    row(Method::GET, "/v1/sandbox/clock", ADMIN),
    row(Method::PUT, "/v1/sandbox/clock", ADMIN),
    row(Method::GET, "/v1/summary", ADMIN),
    row(Method::GET, "/", OPEN),
    row(Method::GET, "/health/live", OPEN),
    row(Method::GET, "/health/ready", OPEN),
    row(Method::GET, "/openapi.json", OPEN),
    row(Method::GET, "/problems", OPEN),
    row(Method::GET, "/rules", OPEN),
    row(Method::GET, "/metrics", OPEN),
    row(Method::GET, "/docs", OPEN),
    row(Method::GET, "/docs/", OPEN),
    row(Method::GET, "/docs/{*rest}", OPEN),
];

/// A route that was found: its place in the table and who may use it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) index: usize,
    pub(crate) access: Access,
    pub(crate) is_look_up: bool,
}

/// The table by path.
pub(crate) struct Lookup(HashMap<&'static str, Vec<(Method, usize)>>);

impl Lookup {
    pub(crate) fn new() -> Self {
        let mut by_path: HashMap<_, Vec<_>> = HashMap::new();
        for (index, row) in TABLE.iter().enumerate() {
            by_path.entry(row.path).or_default().push((row.method.clone(), index));
        }
        Self(by_path)
    }

    /// The row of a route. `HEAD` is `GET` without the body.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Option<Found> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let (_, index) = self.0.get(path)?.iter().find(|(m, _)| m == method)?;
        let Row { access, is_look_up, .. } = &TABLE[*index];
        Some(Found { index: *index, access: *access, is_look_up: *is_look_up })
    }
}
