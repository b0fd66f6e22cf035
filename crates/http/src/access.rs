//! Who may use which route, and what it is worth when there is too much to do. The only
//! place where that is said: a route that is missing here is denied, a row without a
//! class does not compile, and a test fails.

use crate::admission::Class;
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

const COUNTER: Class = Class::Till;
const MEMBER: Class = Class::Member;
const OFFICE: Class = Class::Office;
const PROBE: Class = Class::Probe;

/// One row of the table.
pub(crate) struct Row {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    /// Tells whether a phone, card or code exists: tills may ask that only so often.
    pub(crate) is_look_up: bool,
    /// When it is turned away if there is too much to do.
    pub(crate) class: Class,
}

const fn row(method: Method, path: &'static str, access: Access, class: Class) -> Row {
    Row { method, path, access, is_look_up: false, class }
}

const fn look_up(method: Method, path: &'static str, access: Access, class: Class) -> Row {
    Row { method, path, access, is_look_up: true, class }
}

/// All routes.
pub(crate) const TABLE: &[Row] = &[
    row(Method::POST, "/v1/members", TILL, COUNTER),
    look_up(Method::GET, "/v1/members", TILL, COUNTER),
    look_up(Method::POST, "/v1/members/find", TILL, COUNTER),
    row(Method::GET, "/v1/members/{member_id}", TILL, COUNTER),
    row(Method::PATCH, "/v1/members/{member_id}", SERVER, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/block", SERVER, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/unblock", SERVER, MEMBER),
    row(Method::GET, "/v1/members/{member_id}/identities", SERVER, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/identities", SERVER, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/identities/remove", SERVER, MEMBER),
    row(Method::GET, "/v1/members/{member_id}/balances", TILL, COUNTER),
    row(Method::GET, "/v1/members/{member_id}/lots", TILL, MEMBER),
    row(Method::GET, "/v1/members/{member_id}/ledger", SERVER, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/adjustments", ADMIN, MEMBER),
    row(Method::GET, "/v1/members/{member_id}/rewards", TILL, COUNTER),
    row(Method::POST, "/v1/members/{member_id}/claims", TILL, COUNTER),
    row(Method::POST, "/v1/claims/{claim_id}/cancel", TILL, COUNTER),
    row(Method::POST, "/v1/claims/{claim_id}/collect", TILL, COUNTER),
    look_up(Method::POST, "/v1/claims/collect", TILL, COUNTER),
    row(Method::GET, "/v1/members/{member_id}/benefits", TILL, COUNTER),
    row(Method::GET, "/v1/members/{member_id}/choices", TILL, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/choices", TILL, MEMBER),
    row(Method::GET, "/v1/members/{member_id}/activations", TILL, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/activations", TILL, MEMBER),
    row(Method::GET, "/v1/members/{member_id}/memberships", TILL, COUNTER),
    row(Method::POST, "/v1/members/{member_id}/memberships", TILL, COUNTER),
    row(Method::POST, "/v1/members/{member_id}/memberships/{membership}/cancel", SERVER, MEMBER),
    row(Method::GET, "/v1/members/{member_id}/verifications", TILL, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/verifications", TILL, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/verifications/revoke", SERVER, MEMBER),
    row(Method::GET, "/v1/members/{member_id}/products", TILL, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/products", TILL, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/products/release", SERVER, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/gifts", SERVER, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/donations", TILL, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/exchanges", SERVER, MEMBER),
    row(Method::GET, "/v1/exchanges", SERVER, OFFICE),
    row(Method::POST, "/v1/exchanges/{exchange_id}/answer", SERVER, OFFICE),
    row(Method::GET, "/v1/members/{member_id}/referral-code", TILL, MEMBER),
    row(Method::GET, "/v1/members/{member_id}/badges", TILL, MEMBER),
    row(Method::GET, "/v1/members/{member_id}/groups", TILL, MEMBER),
    row(Method::GET, "/v1/groups", SERVER, OFFICE),
    row(Method::POST, "/v1/groups", SERVER, OFFICE),
    row(Method::GET, "/v1/groups/{group_id}", SERVER, MEMBER),
    row(Method::POST, "/v1/groups/{group_id}/seats", SERVER, MEMBER),
    row(Method::POST, "/v1/groups/{group_id}/gifts", SERVER, MEMBER),
    row(Method::GET, "/v1/members/{member_id}/coupons", TILL, COUNTER),
    row(Method::POST, "/v1/members/{member_id}/coupons", SERVER, MEMBER),
    row(Method::POST, "/v1/quotes", TILL, COUNTER),
    row(Method::POST, "/v1/receipts", TILL, COUNTER),
    row(Method::GET, "/v1/receipts", SERVER, OFFICE),
    row(Method::GET, "/v1/receipts/{receipt_id}", TILL, COUNTER),
    row(Method::GET, "/v1/receipts/{receipt_id}/explanation", TILL, MEMBER),
    row(Method::POST, "/v1/receipts/{receipt_id}/returns", TILL, COUNTER),
    row(Method::POST, "/v1/receipts/{receipt_id}/returns/quote", TILL, COUNTER),
    row(Method::POST, "/v1/receipts/{receipt_id}/void", TILL, COUNTER),
    row(Method::POST, "/v1/receipts/{receipt_id}/price-claims", TILL, MEMBER),
    row(Method::POST, "/v1/holds", TILL, COUNTER),
    row(Method::POST, "/v1/holds/{hold_id}/capture", TILL, COUNTER),
    row(Method::POST, "/v1/holds/{hold_id}/release", TILL, COUNTER),
    row(Method::POST, "/v1/events", TILL, COUNTER),
    row(Method::GET, "/v1/submissions", SERVER, OFFICE),
    row(Method::GET, "/v1/submissions/{submission_id}", SERVER, OFFICE),
    row(Method::POST, "/v1/submissions/{submission_id}/decision", SERVER, OFFICE),
    look_up(Method::POST, "/v1/coupons/validate", TILL, COUNTER),
    row(Method::POST, "/v1/coupon-batches", SERVER, OFFICE),
    row(Method::GET, "/v1/coupon-batches", SERVER, OFFICE),
    row(Method::GET, "/v1/coupon-batches/{batch_id}", SERVER, OFFICE),
    row(Method::POST, "/v1/certificates", SERVER, MEMBER),
    look_up(Method::POST, "/v1/certificates/balance", TILL, COUNTER),
    row(Method::GET, "/v1/certificates/{certificate_id}", TILL, COUNTER),
    row(Method::POST, "/v1/certificates/{certificate_id}/use", TILL, COUNTER),
    row(Method::POST, "/v1/certificates/{certificate_id}/refund", SERVER, COUNTER),
    row(Method::GET, "/v1/causes", TILL, OFFICE),
    row(Method::GET, "/v1/leaderboards/{leaderboard}", TILL, OFFICE),
    row(Method::GET, "/v1/raffles", TILL, OFFICE),
    row(Method::POST, "/v1/raffles/{raffle}/open", ADMIN, OFFICE),
    row(Method::POST, "/v1/raffles/{raffle}/draw", ADMIN, OFFICE),
    row(Method::GET, "/v1/raffles/{raffle}/record", SERVER, OFFICE),
    row(Method::GET, "/v1/affiliates", SERVER, OFFICE),
    row(Method::POST, "/v1/affiliates", ADMIN, OFFICE),
    row(Method::GET, "/v1/settlements/{period}", ADMIN, OFFICE),
    row(Method::POST, "/v1/settlements/{period}/close", ADMIN, OFFICE),
    row(Method::POST, "/v1/settlements/{period}/disputes", ADMIN, OFFICE),
    row(Method::GET, "/v1/disputes", ADMIN, OFFICE),
    row(Method::POST, "/v1/disputes/{dispute_id}/decision", ADMIN, OFFICE),
    row(Method::GET, "/v1/payouts", ADMIN, OFFICE),
    row(Method::GET, "/v1/programme", TILL, COUNTER),
    row(Method::POST, "/v1/programme/check", ADMIN, OFFICE),
    row(Method::POST, "/v1/programme/rollback", ADMIN, OFFICE),
    row(Method::GET, "/v1/programme/activations", ADMIN, OFFICE),
    row(Method::GET, "/v1/programme/versions", ADMIN, OFFICE),
    row(Method::POST, "/v1/programme/versions", ADMIN, OFFICE),
    row(Method::GET, "/v1/programme/versions/{version}", ADMIN, OFFICE),
    row(Method::PUT, "/v1/programme/versions/{version}", ADMIN, OFFICE),
    row(Method::GET, "/v1/programme/versions/{version}/check", ADMIN, OFFICE),
    row(Method::GET, "/v1/programme/versions/{version}/diff", ADMIN, OFFICE),
    row(Method::POST, "/v1/programme/versions/{version}/publish", ADMIN, OFFICE),
    row(Method::POST, "/v1/programme/versions/{version}/activate", ADMIN, OFFICE),
    row(Method::GET, "/v1/api-keys", ADMIN, OFFICE),
    row(Method::POST, "/v1/api-keys", ADMIN, OFFICE),
    row(Method::POST, "/v1/api-keys/{key_id}/revoke", ADMIN, OFFICE),
    row(Method::GET, "/v1/webhooks", ADMIN, OFFICE),
    row(Method::POST, "/v1/webhooks", ADMIN, OFFICE),
    row(Method::GET, "/v1/webhooks/{webhook_id}", ADMIN, OFFICE),
    row(Method::PATCH, "/v1/webhooks/{webhook_id}", ADMIN, OFFICE),
    row(Method::DELETE, "/v1/webhooks/{webhook_id}", ADMIN, OFFICE),
    row(Method::POST, "/v1/webhooks/{webhook_id}/rotate", ADMIN, OFFICE),
    row(Method::POST, "/v1/webhooks/{webhook_id}/test", ADMIN, OFFICE),
    row(Method::POST, "/v1/webhooks/{webhook_id}/resend", ADMIN, OFFICE),
    row(Method::GET, "/v1/webhooks/{webhook_id}/deliveries", ADMIN, OFFICE),
    row(Method::POST, "/v1/webhooks/{webhook_id}/deliveries/{event_id}/resend", ADMIN, OFFICE),
    row(Method::GET, "/v1/webhooks/{webhook_id}/attempts", ADMIN, OFFICE),
    row(Method::GET, "/v1/sandbox/clock", ADMIN, OFFICE),
    row(Method::PUT, "/v1/sandbox/clock", ADMIN, OFFICE),
    row(Method::GET, "/v1/summary", ADMIN, OFFICE),
    row(Method::GET, "/", OPEN, OFFICE),
    row(Method::GET, "/health/live", OPEN, PROBE),
    row(Method::GET, "/health/ready", OPEN, PROBE),
    row(Method::GET, "/openapi.json", OPEN, OFFICE),
    row(Method::GET, "/problems", OPEN, OFFICE),
    row(Method::GET, "/rules", OPEN, OFFICE),
    row(Method::GET, "/metrics", OPEN, PROBE),
    row(Method::GET, "/docs", OPEN, OFFICE),
    row(Method::GET, "/docs/", OPEN, OFFICE),
    row(Method::GET, "/docs/{*rest}", OPEN, OFFICE),
];

/// A route that was found: its place in the table and who may use it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) index: usize,
    pub(crate) access: Access,
    pub(crate) is_look_up: bool,
    pub(crate) class: Class,
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
        let Row { access, is_look_up, class, .. } = &TABLE[*index];
        Some(Found { index: *index, access: *access, is_look_up: *is_look_up, class: *class })
    }
}
