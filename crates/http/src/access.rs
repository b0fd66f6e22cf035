//! Who may use which route, and what it is worth when there is too much to do. The only
//! place where that is said: a route that is missing here is denied, a row without a
//! class does not compile, and a test fails.

use crate::admission::Class;
use axum::http::Method;
use service::Permissions as P;
use std::collections::HashMap;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Anybody.
    Public,
    /// Whoever shows a key or is signed in.
    Known,
    /// Who has one of these permissions.
    OneOf(P),
}

impl Access {
    /// Whether permissions are enough.
    pub(crate) fn admits(self, permissions: P) -> bool {
        match self {
            Self::Public | Self::Known => true,
            Self::OneOf(needed) => permissions.has_one_of(needed),
        }
    }
}

/// What members may use a route for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Own {
    /// Nothing of it.
    Nothing,
    /// What the `{member_id}` of its path has, when that is themselves.
    Path,
    /// What its handler finds to be theirs.
    Found,
    /// What everybody may know who takes part.
    All,
}

const OPEN: Access = Access::Public;
const KNOWN: Access = Access::Known;
/// Reading at a counter: those who may see members may as well.
const LOOK: Access = Access::OneOf(P::SERVE.or(P::SEE_MEMBERS));
/// Doing something for a member at a counter.
const SERVE: Access = Access::OneOf(P::SERVE.or(P::CHANGE_MEMBERS));
const SEE: Access = Access::OneOf(P::SEE_MEMBERS);
const CHANGE: Access = Access::OneOf(P::CHANGE_MEMBERS);
const ADJUST: Access = Access::OneOf(P::ADJUST);
const MODERATE: Access = Access::OneOf(P::MODERATE);
const ISSUE: Access = Access::OneOf(P::ISSUE);
/// The programme as it counts now.
const RULES: Access = Access::OneOf(P::SERVE.or(P::SEE_MEMBERS).or(P::SEE_PROGRAMME));
const PROGRAMME: Access = Access::OneOf(P::SEE_PROGRAMME);
const EDIT: Access = Access::OneOf(P::EDIT_PROGRAMME);
const PUBLISH: Access = Access::OneOf(P::PUBLISH);
/// Those who ask and those who decide.
const APPROVALS: Access = Access::OneOf(P::ADJUST.or(P::PUBLISH).or(P::EDIT_PROGRAMME));
/// Which of both is needed depends on what waits; the service looks.
const APPROVE: Access = Access::OneOf(P::ADJUST.or(P::PUBLISH));
const REPORTS: Access = Access::OneOf(P::SEE_REPORTS);
/// What is due between the programme and others; partners see their own part.
const DUE: Access = Access::OneOf(P::SEE_MONEY.or(P::OWN_FIRM));
const DISPUTE: Access = Access::OneOf(P::SETTLE.or(P::OWN_FIRM));
/// Where receipts come from: who sees receipts, or sums of them.
const STORES: Access = Access::OneOf(P::SEE_REPORTS.or(P::SEE_MEMBERS));
/// Memberships in numbers: who sees those that have them, or sums of them.
const PLANS: Access = Access::OneOf(P::SEE_REPORTS.or(P::SEE_MEMBERS));
const PARTNERS: Access = Access::OneOf(P::SEE_MONEY.or(P::ISSUE));
const SETTLE: Access = Access::OneOf(P::SETTLE);
const INTEGRATE: Access = Access::OneOf(P::INTEGRATE);
const PEOPLE: Access = Access::OneOf(P::MANAGE_ACCESS);
const AUDIT: Access = Access::OneOf(P::AUDIT);
const CLOCK: Access = Access::OneOf(P::MOVE_CLOCK);

const COUNTER: Class = Class::Till;
const MEMBER: Class = Class::Member;
const OFFICE: Class = Class::Office;
const PROBE: Class = Class::Probe;

/// One row of the table.
pub(crate) struct Row {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    /// What members may use it for.
    pub(crate) own: Own,
    /// Tells whether a phone, card or code exists: tills may ask that only so often.
    pub(crate) is_look_up: bool,
    /// When it is turned away if there is too much to do.
    pub(crate) class: Class,
}

const fn row(method: Method, path: &'static str, access: Access, class: Class) -> Row {
    Row { method, path, access, own: Own::Nothing, is_look_up: false, class }
}

const fn look_up(method: Method, path: &'static str, access: Access, class: Class) -> Row {
    Row { method, path, access, own: Own::Nothing, is_look_up: true, class }
}

/// A route that members may use as well.
const fn own(method: Method, path: &'static str, access: Access, own: Own, class: Class) -> Row {
    Row { method, path, access: or_own(access), own, is_look_up: false, class }
}

/// The same, when it tells whether somebody else is a member.
const fn own_look_up(
    method: Method,
    path: &'static str,
    access: Access,
    own: Own,
    class: Class,
) -> Row {
    Row { method, path, access: or_own(access), own, is_look_up: true, class }
}

const fn or_own(access: Access) -> Access {
    match access {
        Access::OneOf(needed) => Access::OneOf(needed.or(P::OWN)),
        Access::Public | Access::Known => access,
    }
}

/// All routes.
pub(crate) const TABLE: &[Row] = &[
    row(Method::POST, "/v1/members", SERVE, COUNTER),
    look_up(Method::GET, "/v1/members", LOOK, COUNTER),
    look_up(Method::POST, "/v1/members/find", LOOK, COUNTER),
    row(Method::POST, "/v1/members/search", SEE, OFFICE),
    own(Method::GET, "/v1/members/{member_id}", LOOK, Own::Path, COUNTER),
    row(Method::PATCH, "/v1/members/{member_id}", CHANGE, MEMBER),
    own(Method::PATCH, "/v1/members/{member_id}/preferences", CHANGE, Own::Path, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/standing", LOOK, Own::Path, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/claims", LOOK, Own::Path, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/card", SEE, Own::Path, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/data", SEE, Own::Path, OFFICE),
    own(Method::POST, "/v1/members/{member_id}/erase", CHANGE, Own::Path, OFFICE),
    row(Method::POST, "/v1/members/{member_id}/block", CHANGE, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/sign-out", CHANGE, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/unblock", CHANGE, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/merge", ADJUST, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/unmerge", ADJUST, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/identities", SEE, Own::Path, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/identities", CHANGE, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/identities/remove", CHANGE, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/balances", LOOK, Own::Path, COUNTER),
    own(Method::GET, "/v1/members/{member_id}/lots", LOOK, Own::Path, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/ledger", SEE, Own::Path, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/adjustments", ADJUST, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/rewards", LOOK, Own::Path, COUNTER),
    own(Method::POST, "/v1/members/{member_id}/claims", SERVE, Own::Path, COUNTER),
    row(Method::POST, "/v1/claims/{claim_id}/cancel", SERVE, COUNTER),
    row(Method::POST, "/v1/claims/{claim_id}/collect", SERVE, COUNTER),
    look_up(Method::POST, "/v1/claims/collect", SERVE, COUNTER),
    own(Method::GET, "/v1/members/{member_id}/benefits", LOOK, Own::Path, COUNTER),
    own(Method::GET, "/v1/members/{member_id}/choices", LOOK, Own::Path, MEMBER),
    own(Method::POST, "/v1/members/{member_id}/choices", SERVE, Own::Path, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/activations", LOOK, Own::Path, MEMBER),
    own(Method::POST, "/v1/members/{member_id}/activations", SERVE, Own::Path, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/memberships", LOOK, Own::Path, COUNTER),
    row(Method::POST, "/v1/members/{member_id}/memberships", SERVE, COUNTER),
    row(Method::POST, "/v1/members/{member_id}/memberships/{membership}/cancel", CHANGE, MEMBER),
    row(Method::GET, "/v1/memberships/{membership}/members", SEE, OFFICE),
    own(Method::GET, "/v1/members/{member_id}/verifications", LOOK, Own::Path, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/verifications", SERVE, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/verifications/revoke", CHANGE, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/products", LOOK, Own::Path, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/products", SERVE, MEMBER),
    row(Method::POST, "/v1/members/{member_id}/products/release", CHANGE, MEMBER),
    own_look_up(Method::POST, "/v1/members/{member_id}/gifts", CHANGE, Own::Path, MEMBER),
    own(Method::POST, "/v1/members/{member_id}/donations", SERVE, Own::Path, MEMBER),
    own(Method::POST, "/v1/members/{member_id}/exchanges", CHANGE, Own::Path, MEMBER),
    row(Method::GET, "/v1/exchanges", SEE, OFFICE),
    row(Method::POST, "/v1/exchanges/{exchange_id}/answer", MODERATE, OFFICE),
    own(Method::GET, "/v1/members/{member_id}/referral-code", LOOK, Own::Path, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/badges", LOOK, Own::Path, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/groups", LOOK, Own::Path, MEMBER),
    row(Method::GET, "/v1/groups", SEE, OFFICE),
    own(Method::POST, "/v1/groups", CHANGE, Own::Found, OFFICE),
    own(Method::GET, "/v1/groups/{group_id}", SEE, Own::Found, MEMBER),
    own_look_up(Method::POST, "/v1/groups/{group_id}/seats", CHANGE, Own::Found, MEMBER),
    row(Method::POST, "/v1/groups/{group_id}/gifts", CHANGE, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/coupons", LOOK, Own::Path, COUNTER),
    row(Method::POST, "/v1/members/{member_id}/coupons", ISSUE, MEMBER),
    own(Method::GET, "/v1/members/{member_id}/certificates", SEE, Own::Path, MEMBER),
    own_look_up(Method::POST, "/v1/members/{member_id}/certificates", SERVE, Own::Path, MEMBER),
    row(Method::POST, "/v1/quotes", SERVE, COUNTER),
    row(Method::POST, "/v1/receipts", SERVE, COUNTER),
    own(Method::GET, "/v1/receipts", SEE, Own::Found, OFFICE),
    own(Method::GET, "/v1/receipts/{receipt_id}", LOOK, Own::Found, COUNTER),
    own(Method::GET, "/v1/receipts/{receipt_id}/explanation", LOOK, Own::Found, MEMBER),
    row(Method::POST, "/v1/receipts/{receipt_id}/returns", SERVE, COUNTER),
    row(Method::POST, "/v1/receipts/{receipt_id}/returns/quote", SERVE, COUNTER),
    row(Method::POST, "/v1/receipts/{receipt_id}/void", SERVE, COUNTER),
    row(Method::POST, "/v1/receipts/{receipt_id}/price-claims", SERVE, MEMBER),
    row(Method::POST, "/v1/receipts/{receipt_id}/claim", SERVE, COUNTER),
    own_look_up(Method::POST, "/v1/members/{member_id}/receipts", SERVE, Own::Path, MEMBER),
    row(Method::POST, "/v1/holds", SERVE, COUNTER),
    row(Method::POST, "/v1/holds/{hold_id}/capture", SERVE, COUNTER),
    row(Method::POST, "/v1/holds/{hold_id}/release", SERVE, COUNTER),
    row(Method::POST, "/v1/events", SERVE, COUNTER),
    row(Method::GET, "/v1/submissions", MODERATE, OFFICE),
    row(Method::GET, "/v1/submissions/{submission_id}", MODERATE, OFFICE),
    row(Method::POST, "/v1/submissions/{submission_id}/decision", MODERATE, OFFICE),
    look_up(Method::POST, "/v1/coupons/validate", LOOK, COUNTER),
    row(Method::POST, "/v1/coupon-batches", ISSUE, OFFICE),
    row(Method::GET, "/v1/coupon-batches", ISSUE, OFFICE),
    row(Method::GET, "/v1/coupon-batches/{batch_id}", ISSUE, OFFICE),
    row(Method::GET, "/v1/certificates", SEE, OFFICE),
    row(Method::POST, "/v1/certificates", ISSUE, MEMBER),
    look_up(Method::POST, "/v1/certificates/balance", LOOK, COUNTER),
    row(Method::GET, "/v1/certificates/{certificate_id}", LOOK, COUNTER),
    row(Method::POST, "/v1/certificates/{certificate_id}/use", SERVE, COUNTER),
    row(Method::POST, "/v1/certificates/{certificate_id}/refund", CHANGE, COUNTER),
    own(Method::GET, "/v1/causes", LOOK, Own::All, OFFICE),
    own(Method::GET, "/v1/leaderboards", LOOK, Own::All, OFFICE),
    own(Method::GET, "/v1/leaderboards/{leaderboard}", LOOK, Own::Found, OFFICE),
    own(Method::GET, "/v1/raffles", LOOK, Own::All, OFFICE),
    row(Method::POST, "/v1/raffles/{raffle}/open", PUBLISH, OFFICE),
    row(Method::POST, "/v1/raffles/{raffle}/draw", PUBLISH, OFFICE),
    row(Method::GET, "/v1/raffles/{raffle}/record", SEE, OFFICE),
    row(Method::GET, "/v1/affiliates", PARTNERS, OFFICE),
    row(Method::POST, "/v1/affiliates", SETTLE, OFFICE),
    row(Method::GET, "/v1/settlements/{period}", DUE, OFFICE),
    row(Method::POST, "/v1/settlements/{period}/close", SETTLE, OFFICE),
    row(Method::POST, "/v1/settlements/{period}/disputes", DISPUTE, OFFICE),
    row(Method::GET, "/v1/disputes", DUE, OFFICE),
    row(Method::POST, "/v1/disputes/{dispute_id}/decision", SETTLE, OFFICE),
    row(Method::GET, "/v1/payouts", DUE, OFFICE),
    own(Method::GET, "/v1/programme", RULES, Own::All, COUNTER),
    row(Method::POST, "/v1/programme/check", EDIT, OFFICE),
    row(Method::POST, "/v1/programme/rollback", PUBLISH, OFFICE),
    row(Method::GET, "/v1/programme/activations", PROGRAMME, OFFICE),
    row(Method::DELETE, "/v1/programme/activations/{number}", PUBLISH, OFFICE),
    row(Method::GET, "/v1/programme/versions", PROGRAMME, OFFICE),
    row(Method::POST, "/v1/programme/versions", EDIT, OFFICE),
    row(Method::GET, "/v1/programme/versions/{version}", PROGRAMME, OFFICE),
    row(Method::PUT, "/v1/programme/versions/{version}", EDIT, OFFICE),
    row(Method::DELETE, "/v1/programme/versions/{version}", EDIT, OFFICE),
    row(Method::GET, "/v1/programme/versions/{version}/check", PROGRAMME, OFFICE),
    row(Method::GET, "/v1/programme/versions/{version}/diff", PROGRAMME, OFFICE),
    row(Method::POST, "/v1/programme/versions/{version}/publish", PUBLISH, OFFICE),
    row(Method::POST, "/v1/programme/versions/{version}/activate", PUBLISH, OFFICE),
    row(Method::GET, "/v1/programme/versions/{version}/view", PROGRAMME, OFFICE),
    row(Method::POST, "/v1/programme/view", PROGRAMME, OFFICE),
    row(Method::POST, "/v1/programme/try", PROGRAMME, OFFICE),
    row(Method::POST, "/v1/programme/replays", PROGRAMME, OFFICE),
    row(Method::GET, "/v1/programme/replays/{replay_id}", PROGRAMME, OFFICE),
    row(Method::GET, "/v1/approvals", APPROVALS, OFFICE),
    row(Method::POST, "/v1/approvals/{approval_id}/decision", APPROVE, OFFICE),
    row(Method::GET, "/v1/settings/approvals", PEOPLE, OFFICE),
    row(Method::PUT, "/v1/settings/approvals", PEOPLE, OFFICE),
    // What a file brings along is booked as corrections are.
    row(Method::POST, "/v1/imports", ADJUST, OFFICE),
    row(Method::GET, "/v1/imports", ADJUST, OFFICE),
    row(Method::GET, "/v1/imports/{import_id}", ADJUST, OFFICE),
    row(Method::POST, "/v1/imports/{import_id}/start", ADJUST, OFFICE),
    row(Method::POST, "/v1/imports/{import_id}/undo", ADJUST, OFFICE),
    row(Method::GET, "/v1/imports/{import_id}/errors", ADJUST, OFFICE),
    row(Method::GET, "/v1/templates", PROGRAMME, OFFICE),
    row(Method::POST, "/v1/templates/{template}/render", EDIT, OFFICE),
    row(Method::GET, "/v1/api-keys", INTEGRATE, OFFICE),
    row(Method::POST, "/v1/api-keys", INTEGRATE, OFFICE),
    row(Method::POST, "/v1/api-keys/{key_id}/revoke", INTEGRATE, OFFICE),
    row(Method::GET, "/v1/webhooks", INTEGRATE, OFFICE),
    row(Method::POST, "/v1/webhooks", INTEGRATE, OFFICE),
    row(Method::GET, "/v1/webhooks/{webhook_id}", INTEGRATE, OFFICE),
    row(Method::PATCH, "/v1/webhooks/{webhook_id}", INTEGRATE, OFFICE),
    row(Method::DELETE, "/v1/webhooks/{webhook_id}", INTEGRATE, OFFICE),
    row(Method::POST, "/v1/webhooks/{webhook_id}/rotate", INTEGRATE, OFFICE),
    row(Method::POST, "/v1/webhooks/{webhook_id}/test", INTEGRATE, OFFICE),
    row(Method::POST, "/v1/webhooks/{webhook_id}/resend", INTEGRATE, OFFICE),
    row(Method::GET, "/v1/webhooks/{webhook_id}/deliveries", INTEGRATE, OFFICE),
    row(Method::POST, "/v1/webhooks/{webhook_id}/deliveries/{event_id}/resend", INTEGRATE, OFFICE),
    row(Method::GET, "/v1/webhooks/{webhook_id}/attempts", INTEGRATE, OFFICE),
    // Everybody of a shop in test mode goes by its clock.
    row(Method::GET, "/v1/sandbox/clock", KNOWN, OFFICE),
    row(Method::PUT, "/v1/sandbox/clock", CLOCK, OFFICE),
    row(Method::GET, "/v1/summary", REPORTS, OFFICE),
    row(Method::GET, "/v1/reports/days", REPORTS, OFFICE),
    row(Method::GET, "/v1/reports/overview", REPORTS, OFFICE),
    row(Method::GET, "/v1/reports/rules", REPORTS, OFFICE),
    row(Method::GET, "/v1/reports/tiers", REPORTS, OFFICE),
    row(Method::GET, "/v1/reports/memberships", PLANS, OFFICE),
    row(Method::GET, "/v1/reports/rewards", REPORTS, OFFICE),
    row(Method::GET, "/v1/reports/raffles", REPORTS, OFFICE),
    row(Method::GET, "/v1/reports/expiring", REPORTS, OFFICE),
    row(Method::GET, "/v1/reports/days/export", REPORTS, OFFICE),
    row(Method::GET, "/v1/reports/rules/export", REPORTS, OFFICE),
    row(Method::GET, "/v1/reports/tiers/export", REPORTS, OFFICE),
    row(Method::POST, "/v1/reports/members/export", SEE, OFFICE),
    row(Method::GET, "/v1/reports/receipts/export", SEE, OFFICE),
    row(Method::GET, "/v1/stores", STORES, OFFICE),
    row(Method::PUT, "/v1/stores/{store_id}", PEOPLE, OFFICE),
    row(Method::POST, "/v1/setup", OPEN, OFFICE),
    row(Method::POST, "/v1/sign-in", OPEN, MEMBER),
    row(Method::POST, "/v1/sign-out", KNOWN, MEMBER),
    row(Method::GET, "/v1/session", KNOWN, MEMBER),
    row(Method::GET, "/v1/sessions", KNOWN, MEMBER),
    row(Method::POST, "/v1/sessions/{session_id}/end", KNOWN, MEMBER),
    row(Method::POST, "/v1/sessions/end-others", KNOWN, MEMBER),
    row(Method::POST, "/v1/password", KNOWN, OFFICE),
    row(Method::POST, "/v1/second-factor", KNOWN, OFFICE),
    row(Method::POST, "/v1/second-factor/confirm", KNOWN, OFFICE),
    row(Method::POST, "/v1/invitations/accept", OPEN, OFFICE),
    row(Method::GET, "/v1/staff", PEOPLE, OFFICE),
    row(Method::POST, "/v1/staff", PEOPLE, OFFICE),
    row(Method::PATCH, "/v1/staff/{staff_id}", PEOPLE, OFFICE),
    row(Method::POST, "/v1/staff/{staff_id}/invite", PEOPLE, OFFICE),
    row(Method::GET, "/v1/tills", PEOPLE, OFFICE),
    row(Method::POST, "/v1/tills", PEOPLE, OFFICE),
    row(Method::POST, "/v1/tills/{till_id}/code", PEOPLE, OFFICE),
    row(Method::POST, "/v1/tills/{till_id}/revoke", PEOPLE, OFFICE),
    row(Method::POST, "/v1/till/enrol", OPEN, OFFICE),
    row(Method::GET, "/v1/till", OPEN, COUNTER),
    row(Method::POST, "/v1/till/sign-in", OPEN, COUNTER),
    row(Method::POST, "/v1/member-codes", OPEN, MEMBER),
    row(Method::POST, "/v1/member-sign-in", OPEN, MEMBER),
    row(Method::GET, "/v1/audit", AUDIT, OFFICE),
    row(Method::GET, "/v1/branding", OPEN, OFFICE),
    row(Method::PUT, "/v1/branding", PEOPLE, OFFICE),
    row(Method::GET, "/v1/branding/logo", OPEN, OFFICE),
    row(Method::GET, "/", OPEN, OFFICE),
    row(Method::POST, "/demo/{who}", OPEN, OFFICE),
    row(Method::GET, "/health/live", OPEN, PROBE),
    row(Method::GET, "/health/ready", OPEN, PROBE),
    row(Method::GET, "/openapi.json", OPEN, OFFICE),
    row(Method::GET, "/problems", OPEN, OFFICE),
    row(Method::GET, "/rules", OPEN, OFFICE),
    row(Method::GET, "/metrics", OPEN, PROBE),
    row(Method::GET, "/console", OPEN, OFFICE),
    row(Method::GET, "/console/", OPEN, OFFICE),
    row(Method::GET, "/console/{*rest}", OPEN, OFFICE),
    row(Method::GET, "/till", OPEN, COUNTER),
    row(Method::GET, "/till/", OPEN, COUNTER),
    row(Method::GET, "/till/{*rest}", OPEN, COUNTER),
    row(Method::GET, "/app", OPEN, MEMBER),
    row(Method::GET, "/app/", OPEN, MEMBER),
    row(Method::GET, "/app/{*rest}", OPEN, MEMBER),
    row(Method::GET, "/docs", OPEN, OFFICE),
    row(Method::GET, "/docs/", OPEN, OFFICE),
    row(Method::GET, "/docs/{*rest}", OPEN, OFFICE),
];

/// A route that was found: its place in the table and who may use it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) index: usize,
    pub(crate) access: Access,
    pub(crate) own: Own,
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
        let Row { access, own, is_look_up, class, .. } = TABLE[*index];
        Some(Found { index: *index, access, own, is_look_up, class })
    }
}
