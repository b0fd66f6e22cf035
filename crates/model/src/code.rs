//! Stable reason codes. The list is append-only: a code once published keeps
//! its name and meaning. HTTP maps the kind to a status, the web translates by
//! code, the reference page is generated from here.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// What kind of answer a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The request cannot be understood.
    Invalid,
    /// Nobody is signed in, or the key is wrong.
    Unauthenticated,
    /// The key may not do this.
    Forbidden,
    /// It is not there.
    NotFound,
    /// It clashes with something that is there.
    Conflict,
    /// Understood, but the rules say no.
    Refused,
    /// Too many requests.
    Limited,
    /// Something of ours is broken or busy.
    Unavailable,
}

/// One row of the list.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The code itself.
    pub code: &'static str,
    /// Its kind.
    pub kind: Kind,
    /// One short sentence.
    pub title: &'static str,
    /// What to do about it.
    pub hint: &'static str,
}

/// A reason code of the list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub &'static str);

impl Code {
    /// Its row in the list.
    pub fn entry(self) -> &'static Entry {
        LIST.iter().find(|e| e.code == self.0).unwrap_or(&LIST[0])
    }
    /// Its kind.
    pub fn kind(self) -> Kind {
        self.entry().kind
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::deserialize(deserializer)
    }
}

/// A text that is no code of the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown reason code `{0}`")]
pub struct UnknownCode(String);

impl std::str::FromStr for Code {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let known = LIST.iter().find(|entry| entry.code == text);
        known.map(|entry| Self(entry.code)).ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

macro_rules! codes {
    ($($name:ident = $code:literal, $kind:ident, $title:literal, $hint:literal;)*) => {
        impl Code {
            $(#[doc = $title] pub const $name: Self = Self($code);)*
        }
        /// Every code, in order of publication.
        pub const LIST: &[Entry] = &[
            $(Entry { code: $code, kind: Kind::$kind, title: $title, hint: $hint },)*
        ];
    };
}

codes! {
    INTERNAL = "internal", Unavailable, "Something of ours is broken.", "Nothing was changed unless the same key later answers with a result. Try again with the same Idempotency-Key; if it stays, look into the server's log.";
    BUSY = "busy", Unavailable, "Too much is going on at once.", "Try again with the same Idempotency-Key after a short pause.";
    REQUEST_INVALID = "request.invalid", Invalid, "The request cannot be understood.", "See `errors` for the places and what is expected there.";
    REQUEST_TOO_LARGE = "request.too_large", Invalid, "The request is too large.", "Send at most 1 MB and at most 10,000 lines.";
    REQUEST_UNSUPPORTED_MEDIA = "request.unsupported_media", Invalid, "The content type is not supported.", "Send application/json.";
    KEY_MISSING = "auth.missing", Unauthenticated, "No API key was given.", "Send `Authorization: Bearer <key>`.";
    KEY_INVALID = "auth.invalid", Unauthenticated, "The API key is not valid.", "Check the key, or make a new one in the settings.";
    FORBIDDEN = "auth.forbidden", Forbidden, "This key may not do that.", "Use a key whose role allows it.";
    SIGN_IN_FAILED = "auth.sign_in_failed", Unauthenticated, "The address or the password is wrong.", "Check both; an owner can send a new link.";
    SECOND_FACTOR_NEEDED = "auth.second_factor_needed", Unauthenticated, "A code of the second factor is needed.", "Send the six digits that the app shows as `code`.";
    SECOND_FACTOR_WRONG = "auth.second_factor_wrong", Unauthenticated, "The code is wrong, or was used before.", "Wait for the next code and check the clock of the device.";
    SECOND_FACTOR_SET = "auth.second_factor_set", Conflict, "The second factor is set already, or none was begun.", "An owner can take it away from somebody who lost it.";
    SESSION_ENDED = "auth.session_ended", Unauthenticated, "The session has ended.", "Sign in again.";
    FORM_TOKEN_MISSING = "auth.form_token_missing", Forbidden, "The request does not come from our own pages.", "Send the session's `form_token` as the header `X-Form-Token`.";
    TOO_MANY_ATTEMPTS = "auth.too_many_attempts", Limited, "It was tried too often.", "Wait a quarter of an hour.";
    LINK_USED = "auth.link_used", Refused, "The link was used before, or is too old.", "Ask for a new one.";
    PASSWORD_WEAK = "auth.password_weak", Invalid, "The password is too easy to guess.", "Take ten characters or more, best several words.";
    PASSWORD_WRONG = "auth.password_wrong", Refused, "The old password is wrong.", "Check it; an owner can send a new link.";
    PIN_WEAK = "auth.pin_weak", Invalid, "That is no PIN, or one that is easy to guess.", "Take four to eight digits that do not follow each other.";
    PIN_WRONG = "auth.pin_wrong", Unauthenticated, "The PIN is wrong.", "Try again; after five times there is a pause.";
    SIGN_IN_CODE_WRONG = "auth.code_wrong", Unauthenticated, "The code is wrong, or too old.", "Check it, or ask for a new one.";
    EMAIL_INVALID = "staff.email_invalid", Invalid, "That is no e-mail address.", "Everybody but cashiers signs in with one.";
    EMAIL_TAKEN = "staff.email_taken", Conflict, "Somebody has this address already.", "Look them up in the list of staff.";
    LAST_OWNER = "staff.last_owner", Refused, "There would be no owner left.", "Make somebody else an owner first.";
    TILL_CODE_WRONG = "till.code_wrong", Refused, "The code is wrong, was used or is too old.", "Make a new one in the settings.";
    TILL_REVOKED = "till.revoked", Refused, "The till was taken out of use.", "Add a new one in the settings.";
    TILL_UNKNOWN = "till.unknown", Unauthenticated, "This device is not enrolled as a till.", "Enrol it with a code from the settings.";
    IDEMPOTENCY_MISSING = "idempotency.missing", Invalid, "Writes need an Idempotency-Key.", "Send a fresh unique `Idempotency-Key` for each new operation, and the same one when repeating it.";
    IDEMPOTENCY_MISMATCH = "idempotency.mismatch", Refused, "This Idempotency-Key was used for another request.", "Use a new key for a new operation.";
    NOT_FOUND = "not_found", NotFound, "There is no such thing.", "Check the id.";
    METHOD_NOT_ALLOWED = "method_not_allowed", Invalid, "This address does not take that method.", "See the API reference.";
    PRECONDITION_FAILED = "precondition_failed", Conflict, "It was changed meanwhile.", "Read it again and repeat the change with the new ETag.";
    MEMBER_NOT_FOUND = "member.not_found", NotFound, "There is no such member.", "Check the identity, or enrol the customer.";
    MEMBER_EXISTS = "member.exists", Conflict, "A member with this identity exists already.", "Look the member up by that identity.";
    MEMBER_BLOCKED = "member.blocked", Refused, "The member is blocked.", "Ask the programme's staff.";
    MEMBER_BIRTHDAY_KNOWN = "member.birthday_known", Refused, "Another day of birth is known.", "Presents depend on it, so only the programme's staff may change it.";
    MEMBER_REQUIRED = "member.required", Refused, "This needs a member.", "Identify the customer first.";
    MEMBER_MERGED = "member.merged", Refused, "The account went into another one.", "Use the account that goes on.";
    MERGE_IMPOSSIBLE = "merge.impossible", Refused, "These two accounts cannot become one.", "Take two different accounts of one person, of which neither is blocked nor merged already.";
    MERGE_BUSY = "merge.busy", Refused, "Points of the account are on hold, or it has a seat in a group.", "End the hold, or let the account leave its group first.";
    MERGE_NONE = "merge.none", Refused, "The account is not merged into another one.", "See the account's profile.";
    IDENTITY_INVALID = "identity.invalid", Invalid, "The identity is not well-formed.", "Phones are written +994501234567, cards are EAN-13 with a right check digit.";
    IDENTITY_CODE_STALE = "identity.code_stale", Refused, "The code on the phone is from another minute.", "Let the customer open the card again; when it stays so, the phone's clock is wrong.";
    BRANDING_INVALID = "branding.invalid", Invalid, "The shop cannot show itself like this.", "A name of 1 to 80 characters, a colour like #1f6b5b, a PNG, WebP or JPEG of at most 64 kB.";
    RECEIPT_EXISTS = "receipt.exists", Conflict, "A different receipt with this number is already there.", "Store, till, business date and number name a receipt for ever; use a new number.";
    RECEIPT_NOT_FOUND = "receipt.not_found", NotFound, "There is no such receipt.", "Check the id.";
    RECEIPT_EMPTY = "receipt.empty", Invalid, "A receipt needs at least one line.", "Send the lines.";
    RECEIPT_INVALID_LINE = "receipt.invalid_line", Invalid, "A line does not add up.", "Line ids are unique, quantities more than zero, amounts not negative.";
    RETURN_NOTHING_LEFT = "return.nothing_left", Refused, "Everything of this was returned before.", "Check what is still with the customer.";
    RETURN_TOO_MUCH = "return.too_much", Refused, "More is coming back than was bought.", "Lower the quantity to what is left.";
    RETURN_UNKNOWN_LINE = "return.unknown_line", Invalid, "The receipt has no such line.", "Use the line ids of the original receipt.";
    RETURN_POINTS_SPENT = "return.units_spent", Refused, "What the purchase earned is already spent.", "The programme refuses such returns; void later purchases first.";
    UNIT_UNKNOWN = "unit.unknown", Invalid, "The programme has no such unit.", "See the programme's units.";
    UNITS_INSUFFICIENT = "units.insufficient", Refused, "The balance is too small.", "See what is missing.";
    BURN_NOT_ALLOWED = "burn.not_allowed", Refused, "This unit cannot pay for receipts.", "Choose a reward instead.";
    BURN_BELOW_MINIMUM = "burn.below_minimum", Refused, "Less than the smallest amount that can be spent.", "See what is missing.";
    BURN_LIMIT_REACHED = "burn.limit", Refused, "No more of this receipt can be paid this way.", "The rest is paid in money.";
    COUPON_UNKNOWN = "coupon.unknown", Refused, "This code is not known.", "Check the spelling.";
    COUPON_EXPIRED = "coupon.expired", Refused, "This coupon has expired.", "Look for another offer.";
    COUPON_NOT_YET = "coupon.not_yet", Refused, "This coupon is not valid yet.", "Come back when it starts.";
    COUPON_USED_UP = "coupon.used_up", Refused, "This coupon has been used.", "Each use counts once.";
    COUPON_REVOKED = "coupon.revoked", Refused, "This coupon was taken back.", "What it was given for was returned.";
    COUPON_NOT_YOURS = "coupon.not_yours", Refused, "This coupon belongs to somebody else.", "Only its holder can use it.";
    COUPON_TWICE = "coupon.twice", Refused, "This coupon is on the receipt already.", "Present each coupon once.";
    OFFER_CONDITION = "offer.condition", Refused, "The conditions of the offer are not met.", "See the rules of the offer.";
    OFFER_MINIMUM = "offer.minimum", Refused, "The basket is below the offer's minimum.", "See what is missing.";
    OFFER_NO_GOODS = "offer.no_goods", Refused, "Nothing in the basket takes part in this offer.", "See which goods take part.";
    OFFER_NOT_NOW = "offer.not_now", Refused, "The offer does not run at this time.", "See when it runs.";
    OFFER_LIMIT = "offer.limit", Refused, "The offer has been used as often as it allows.", "Look for another offer.";
    OFFER_BUDGET = "offer.budget", Refused, "The offer's budget is used up.", "Look for another offer.";
    OFFER_OUTBID = "offer.outbid", Refused, "A better offer applies instead.", "Nothing to do.";
    OFFER_EXCLUDED = "offer.excluded", Refused, "The offer cannot be combined with one that applies.", "Nothing to do.";
    OFFER_FLOOR = "offer.floor", Refused, "The price cannot go lower.", "Nothing to do.";
    REWARD_UNKNOWN = "reward.unknown", NotFound, "The catalogue has no such reward.", "See the catalogue.";
    REWARD_NOT_AVAILABLE = "reward.not_available", Refused, "This reward is not for this member or not now.", "See the conditions of the reward.";
    REWARD_OUT_OF_STOCK = "reward.out_of_stock", Refused, "This reward is gone.", "Choose another.";
    CLAIM_NOT_FOUND = "claim.not_found", NotFound, "There is no such open claim.", "It may have been given back already.";
    HOLD_NOT_FOUND = "hold.not_found", NotFound, "There is no such hold, or it has ended.", "Place a new one.";
    HOLD_TOO_SMALL = "hold.too_small", Refused, "The hold has less than that.", "Capture at most what is held.";
    EVENT_UNKNOWN = "event.unknown", Invalid, "The programme has no such action.", "See the programme's events.";
    EVENT_INVALID = "event.invalid", Invalid, "The attributes of the action do not fit its declaration.", "See the programme's events.";
    EVENT_DUPLICATE = "event.duplicate", Refused, "This very action was counted before.", "Nothing to do.";
    ADJUST_REASON = "adjust.reason", Invalid, "A correction needs a reason.", "Say why.";
    CERTIFICATE_UNKNOWN = "certificate.unknown", Refused, "This certificate is not known.", "Check the code.";
    CERTIFICATE_EXPIRED = "certificate.expired", Refused, "This certificate has expired.", "Ask the programme's staff.";
    CERTIFICATE_EMPTY = "certificate.empty", Refused, "There is no money left on this certificate.", "Pay in another way.";
    CERTIFICATE_VALUE = "certificate.value", Invalid, "Certificates of this kind do not have that value.", "See the programme's certificates.";
    PROGRAMME_MISSING = "programme.missing", Conflict, "No programme is active yet.", "Publish and activate a programme version first.";
    PROGRAMME_INVALID = "programme.invalid", Refused, "The programme document has errors.", "See `errors`.";
    VERSION_NOT_FOUND = "version.not_found", NotFound, "There is no such programme version.", "List the versions.";
    VERSION_PUBLISHED = "version.published", Conflict, "A published version never changes.", "Upload a new draft.";
    AMOUNT_TOO_LARGE = "amount.too_large", Invalid, "The amount is larger than the programme can count.", "Check the number.";
    CERTIFICATE_WHOLE_ONLY = "certificate.whole_only", Refused, "This certificate can only be spent in one go.", "Buy for at least its value.";
    QUOTE_CHANGED = "quote.changed", Refused, "The total is no longer what the customer was told.", "Show the new total and ask again.";
    REQUEST_LIMITED = "request.limited", Limited, "This key sends too many requests.", "Wait as many seconds as `Retry-After` says.";
    OFFER_NOT_ACTIVATED = "offer.not_activated", Refused, "The offer has to be activated first.", "Activate it in the app, or ask the cashier to.";
    OFFER_UNKNOWN = "offer.unknown", NotFound, "The programme has no such offer to activate.", "See the programme's offers.";
    ACCESS_DENIED = "access.denied", Refused, "These goods are not for this customer, or not yet.", "See who may buy them.";
    CHOICE_UNKNOWN = "choice.unknown", Invalid, "The programme has no such choice.", "See the programme's choices.";
    CHOICE_INVALID = "choice.invalid", Refused, "These options cannot be picked together.", "See which options there are, and how many can be picked.";
    CHOICE_MADE = "choice.made", Refused, "The choice for this period is made.", "It can be changed when the next period begins.";
    MEMBERSHIP_UNKNOWN = "membership.unknown", Invalid, "The programme has no such membership.", "See the programme's memberships.";
    MEMBERSHIP_NONE = "membership.none", Refused, "The member has no such membership.", "See the member's memberships.";
    MEMBERSHIP_TRIAL = "membership.trial", Refused, "There is no trial, or it was used before.", "Begin with the fee.";
    VERIFICATION_UNKNOWN = "verification.unknown", Invalid, "The programme has no such verification.", "See the programme's verifications.";
    EVIDENCE_MISSING = "evidence.missing", Invalid, "This needs evidence.", "Say what proves it.";
    PRODUCT_UNKNOWN = "product.unknown", Invalid, "The programme registers no such product.", "See the programme's products.";
    PRODUCT_TAKEN = "product.taken", Refused, "This serial number is registered already.", "Check the number; the owner before has to give it up.";
    PRODUCT_NOT_YOURS = "product.not_yours", Refused, "The member has registered no such product.", "Check the serial number.";
    SUBMISSION_NOT_FOUND = "submission.not_found", NotFound, "Nothing of this name waits for a decision.", "It may have been decided already.";
    PRICE_CLAIM_CLOSED = "price_claim.closed", Refused, "The price guarantee does not cover this.", "See its time limit and terms.";
    PRICE_CLAIM_NOT_LOWER = "price_claim.not_lower", Refused, "The other price is not lower than what was paid.", "Compare the prices of one piece, tax included.";
    TRANSFER_NOT_ALLOWED = "transfer.not_allowed", Refused, "This unit cannot be given to others.", "See the programme's rules on giving.";
    TRANSFER_LIMIT = "transfer.limit", Refused, "More than may be given.", "See the programme's rules on giving.";
    TRANSFER_SELF = "transfer.self", Invalid, "Nobody can give to themselves.", "Name another member.";
    CAUSE_UNKNOWN = "cause.unknown", Invalid, "The programme has no such cause.", "See the programme's causes.";
    EXCHANGE_UNKNOWN = "exchange.unknown", Invalid, "The programme has no such exchange.", "See the programme's exchanges.";
    EXCHANGE_NOT_FOUND = "exchange.not_found", NotFound, "No such exchange waits for an answer.", "It may have been answered already.";
    EXCHANGE_AMOUNT = "exchange.amount", Refused, "The amount does not fit the exchange.", "See its smallest amount and its steps.";
    REFERRAL_UNKNOWN = "referral.unknown", Refused, "Nobody has this referral code.", "Check the spelling.";
    REFERRAL_SELF = "referral.self", Refused, "Nobody can bring themselves or their own household.", "The customer joins without a referral.";
    AFFILIATE_UNKNOWN = "affiliate.unknown", Refused, "There is no such affiliate.", "Register the affiliate first.";
    GROUP_UNKNOWN = "group.unknown", Invalid, "The programme has no such kind of group.", "See the programme's groups.";
    GROUP_NOT_FOUND = "group.not_found", NotFound, "There is no such group.", "Check the id.";
    GROUP_FULL = "group.full", Refused, "All seats of the group are taken.", "Somebody has to leave first.";
    GROUP_SEAT = "group.seat", Refused, "The seat cannot change like this.", "See who belongs to the group and who waits.";
    REWARD_OPTION = "reward.option", Invalid, "Choose one of the options of the reward.", "See the options of the reward.";
    REWARD_NO_PLACES = "reward.no_places", Refused, "No place is left at this time.", "Choose another time.";
    REWARD_COLLECTED = "reward.collected", Refused, "The reward was handed over.", "It can no longer be given back.";
    RAFFLE_UNKNOWN = "raffle.unknown", NotFound, "The programme has no such raffle.", "See the programme's raffles.";
    RAFFLE_STATE = "raffle.state", Conflict, "The raffle is not at that point.", "A raffle is opened, then drawn once.";
    BOARD_UNKNOWN = "leaderboard.unknown", NotFound, "The programme has no such leaderboard.", "See the programme's leaderboards.";
    PARTNER_UNKNOWN = "partner.unknown", NotFound, "There is no such partner.", "See the coalition's partners and the registered affiliates.";
    SETTLEMENT_STATE = "settlement.state", Conflict, "The settlement is not at that point.", "A period is closed once, after it is over.";
    DISPUTE_NOT_FOUND = "dispute.not_found", NotFound, "There is no such open dispute.", "It may have been decided already.";
    GROUP_EXISTS = "group.exists", Conflict, "A group with this name exists already.", "Choose another short name for the group.";
    AFFILIATE_EXISTS = "affiliate.exists", Conflict, "An affiliate with this name exists already.", "Choose another short name for the affiliate.";
    TIME_INVALID = "time.invalid", Invalid, "The time lies outside what can be accepted.", "Times are RFC 3339 and not in the future.";
    OUTCOME_UNKNOWN = "outcome.unknown", Unavailable, "The database was lost while it wrote this down.", "Send the same request with the same key: the answer tells what happened.";
    OVERLOADED = "overloaded", Unavailable, "The server has more to do than it can.", "Nothing was done. Wait as many seconds as `Retry-After` says, then send it again with the same Idempotency-Key.";
    WEBHOOK_URL_REFUSED = "webhook.url_refused", Refused, "Events are not sent to this address.", "Addresses begin with https:// and lead to the public internet; the server's options can allow more.";
    WEBHOOK_TOO_MANY = "webhook.too_many", Refused, "There are as many webhooks as there may be.", "Delete one that is not needed.";
    WEBHOOK_DISABLED = "webhook.disabled", Refused, "The webhook is disabled.", "Enable it first.";
    REPORT_TOO_LARGE = "report.too_large", Invalid, "There are more rows than fit into one file.", "Ask for fewer days, or for CSV, which has no limit.";
    APPROVAL_OWN = "approval.own", Forbidden, "Nobody decides about what they asked for themselves.", "Ask a colleague.";
    APPROVAL_DECIDED = "approval.decided", Conflict, "That was decided before.", "See who decided, and how.";
    REPLAY_BUSY = "replay.busy", Limited, "Other replays are under way.", "Wait until one of them is done.";
    IMPORT_FILE_INVALID = "import.file_invalid", Refused, "The file cannot be used.", "It is CSV in UTF-8 with a row of column names; see the guide on importing.";
    IMPORT_KNOWN = "import.known", Conflict, "This very file was brought in before.", "Take that import back, or send a file with the new rows only.";
    IMPORT_STATE = "import.state", Conflict, "The import is not at that point.", "A file is looked through, then started, and can be undone when it is done.";
    STORAGE_FULL = "storage.full", Unavailable, "There is no room left to write this down.", "Nothing was written, and reads go on. Make room on the disk of the database, and send it again.";
    RECEIPT_CLAIMED = "receipt.claimed", Conflict, "The receipt belongs to somebody already.", "A receipt counts for one member, once.";
    RECEIPT_CLAIM_LATE = "receipt.claim_late", Refused, "The time to claim this receipt is over.", "See for how many days after the purchase the programme lets receipts be claimed.";
    RECEIPT_NOT_CLAIMABLE = "receipt.not_claimable", Refused, "Receipts cannot be claimed afterwards.", "Identify the customer before the receipt is paid, or set `late_identification_days` in the settings of the programme.";
    STORE_INVALID = "store.invalid", Invalid, "The store cannot be called like this.", "A name of 1 to 80 characters, an address of 1 to 200, each in one line.";
    STORE_TOO_MANY = "store.too_many", Refused, "As many stores have a name as there may be.", "Take the name and address of a store away that is closed for good.";
    STAFF_OWN_ACCOUNT = "staff.own_account", Forbidden, "Nobody gives anything to their own account.", "Ask a colleague who may do the same.";
    CARD_CODE_USED = "card.code_used", Refused, "The code on the phone was read by another till.", "Wait until the phone shows the next one, at most half a minute.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_every_row_has_a_sentence_and_a_hint() {
        let mut seen = std::collections::BTreeSet::new();
        for row in LIST {
            assert!(seen.insert(row.code), "{} twice", row.code);
            assert!(row.title.ends_with('.') && !row.hint.is_empty());
        }
    }
}
