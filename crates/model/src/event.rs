//! What a decision makes happen. Events carry resolved values, so that the
//! state after an entry follows from the entry alone, without the programme.

mod asked;
mod because;
mod planned;
mod words;

pub use asked::*;
pub use because::*;
pub use planned::*;
pub use words::*;

use crate::id::{
    CertificateId, ClaimId, CouponId, ExchangeId, GroupId, HoldId, MemberId, Owner, ReceiptId,
    SubmissionId, TransferId,
};
use crate::{Instant, Key, Money, Quantity, Units, activity, attribute, holdings, snapshot};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A member exists from now on.
    MemberEnrolled {
        /// Known facts.
        profile: activity::Profile,
        /// Channel of joining.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        channel: Option<Key>,
        /// Store of joining.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        store: Option<Key>,
        /// The member who brought them.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        advocate: Option<Owner>,
        /// The partner who brought them.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        affiliate: Option<snapshot::Affiliate>,
    },
    /// Facts about the member were replaced.
    ProfileChanged {
        /// The new facts.
        profile: activity::Profile,
    },
    /// The member may no longer take part, or may again.
    BlockingChanged {
        /// Whether blocked.
        blocked: bool,
    },
    /// The owner's time moved on: due lots became active or expired.
    TimeAdvanced {
        /// To this moment.
        to: Instant,
    },
    /// A discount, allocated to the lines of the basket.
    Discounted {
        /// In all.
        amount: Money,
        /// Per line, in the order of the basket.
        by_line: Vec<Money>,
        /// Units given free per line, where the offer gives units.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        free: Vec<Quantity>,
    },
    /// Units were earned; opens lot (entry, event).
    Earned {
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// Contribution per line; empty when no line earned it.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        by_line: Vec<Units>,
        /// Pending until then; active at once when absent.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        active_at: Option<Instant>,
        /// First moment when expired; never when absent.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        expires_at: Option<Instant>,
    },
    /// Units were spent, soonest-expiring lots first.
    Spent {
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// On what.
        purpose: Purpose,
        /// What they were worth in money.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        value: Option<Money>,
        /// Money value per line of the basket.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        by_line: Vec<Money>,
        /// Taken out of this hold.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        hold: Option<HoldId>,
    },
    /// Part of an earlier earning was taken back.
    Unearned {
        /// The `Earned` event.
        of: EventRef,
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// When it was already spent.
        shortage: Shortage,
    },
    /// Part of an earlier spending came back to its lots.
    Unspent {
        /// The `Spent` event.
        of: EventRef,
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// Given back in all before this, needed to find the lots.
        before: Units,
        /// Lots that expired meanwhile stay valid at least until then.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        at_least_until: Option<Instant>,
    },
    /// Everything active of a unit expired at once, for lack of activity.
    Lapsed {
        /// Which unit.
        unit: Key,
    },
    /// A correction by a person; a credit opens lot (entry, event).
    Adjusted {
        /// Which unit.
        unit: Key,
        /// Signed.
        amount: Units,
        /// Expiry of a credit.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        expires_at: Option<Instant>,
        /// Why.
        reason: SmolStr,
    },
    /// Units were reserved.
    HoldPlaced {
        /// The hold.
        hold: HoldId,
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// Until when.
        until: Instant,
    },
    /// A reservation ended without use; value went back to its lots.
    HoldReleased {
        /// The hold.
        hold: HoldId,
        /// Because its time ran out.
        lapsed: bool,
    },
    /// A running number or a limit counter moved.
    Counted {
        /// Which series: `metric:KEY/WINDOW` or `limit:RULE/WINDOW`.
        series: Key,
        /// Which period of its window.
        period: i64,
        /// By how much.
        delta: i64,
        /// Periods before this one are forgotten.
        keep_from: i64,
        /// Shares of the lines, also in another measure; empty when no line did it.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        by_line: Vec<i64>,
    },
    /// A tier changed, or its term was renewed.
    TierChanged {
        /// Which track.
        track: Key,
        /// Before.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        from: Option<Key>,
        /// After.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        to: Option<Key>,
        /// Why.
        cause: TierCause,
        /// Since when the qualification counts.
        since: Instant,
        /// End of the term; for good when absent.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Instant>,
        /// An invitation that comes back.
        #[serde(skip_serializing_if = "std::ops::Not::not", default)]
        invited: bool,
        /// Held for its term without the numbers for it.
        #[serde(skip_serializing_if = "std::ops::Not::not", default)]
        kept: bool,
        /// What was held before and comes back when this level is taken back.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        beneath: Option<Box<snapshot::TierState>>,
    },
    /// A coupon was given to the owner.
    CouponGranted {
        /// Its id.
        id: CouponId,
        /// Which coupon of the document.
        coupon: Key,
        /// First moment of validity.
        from: Instant,
        /// First moment when no longer valid.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Instant>,
        /// Uses allowed; unlimited when absent.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        uses: Option<u32>,
        /// Others may use it too.
        #[serde(default)]
        transferable: bool,
        /// The conversion that paid for it, in this entry.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        paid_by: Option<u16>,
    },
    /// A coupon or promo code was used.
    CouponUsed {
        /// Which coupon of the document.
        coupon: Key,
        /// The instance; absent for shared codes.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        id: Option<CouponId>,
        /// Who holds it, when somebody else uses it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        holder: Option<Owner>,
    },
    /// A use was given back.
    CouponRestored {
        /// Which coupon of the document.
        coupon: Key,
        /// The instance; absent for shared codes.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        id: Option<CouponId>,
        /// Who holds it, when somebody else uses it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        holder: Option<Owner>,
    },
    /// A coupon is void from now on (taken back or expired).
    CouponEnded {
        /// Which instance.
        id: CouponId,
        /// Its time ran out; otherwise it was taken back.
        expired: bool,
    },
    /// A reward was claimed.
    RewardClaimed {
        /// The claim.
        claim: ClaimId,
        /// Which reward.
        reward: Key,
        /// How many.
        quantity: u32,
        /// Which option of it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        option: Option<Key>,
    },
    /// A claimed reward was handed over; it can no longer be given back.
    RewardCollected {
        /// The claim.
        claim: ClaimId,
    },
    /// A claimed reward was given back.
    RewardCancelled {
        /// The claim.
        claim: ClaimId,
    },
    /// Part of a receipt was paid from a certificate, whose own chain records the same.
    CertificateUsed {
        /// The certificate.
        certificate: CertificateId,
        /// How much.
        amount: Money,
        /// Per line of the basket.
        by_line: Vec<Money>,
    },
    /// Money paid from a certificate goes back to it.
    CertificateRefunded {
        /// The certificate.
        certificate: CertificateId,
        /// How much.
        amount: Money,
    },
    /// A certificate exists from now on, or was paid out of units (owner: any).
    CertificateIssued {
        /// The certificate.
        certificate: CertificateId,
        /// Which kind of the document.
        certificate_type: Key,
        /// Money on it.
        value: Money,
        /// First moment when no longer valid.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Instant>,
        /// The conversion that paid for it, in this entry.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        paid_by: Option<PaidBy>,
    },
    /// What is left on a certificate that was given is taken back, because its ground is gone.
    CertificateWithdrawn {
        /// The certificate.
        certificate: CertificateId,
        /// How much.
        amount: Money,
    },
    /// Value came back with terms of its own (refund to a certificate); opens lot (entry, event).
    Restored {
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// First moment when no longer valid.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        expires_at: Option<Instant>,
    },
    /// A tag was put on the member or taken off.
    Tagged {
        /// Which.
        tag: Key,
        /// On or off.
        on: bool,
    },
    /// The programme wants the member to be told something.
    MessageWanted {
        /// Which text of the document.
        text: Key,
    },
    /// A custom action was accepted.
    ActionCounted {
        /// Which.
        event: Key,
        /// The caller's reference.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        reference: Option<Key>,
    },
    /// An action or claim waits for a decision.
    ActionSubmitted {
        /// Our id of it.
        submission: SubmissionId,
        /// Which action.
        event: Key,
        /// The caller's reference.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        reference: Option<Key>,
        /// Its attributes.
        #[serde(skip_serializing_if = "attribute::Attributes::is_empty", default)]
        attributes: attribute::Attributes,
    },
    /// Somebody decided about it.
    SubmissionDecided {
        /// Which submission.
        submission: SubmissionId,
        /// Which action.
        event: Key,
        /// Whether it counts.
        approved: bool,
    },
    /// The difference to a lower price elsewhere goes back as money.
    PriceRefunded {
        /// The receipt.
        receipt: ReceiptId,
        /// Its line.
        line: Key,
        /// How much.
        amount: Money,
    },
    /// Options were picked.
    Chosen {
        /// Which choice.
        choice: Key,
        /// The options.
        options: Vec<Key>,
        /// The period of its window from which they count.
        period: i64,
        /// What goes on counting until then.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        before: Vec<Key>,
    },
    /// An offer was activated.
    OfferActivated {
        /// Which rule.
        offer: Key,
        /// First moment when that no longer counts.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Instant>,
    },
    /// A term of a paid membership.
    MembershipStarted {
        /// Which membership.
        plan: Key,
        /// First moment of the term.
        from: Instant,
        /// First moment after it.
        until: Instant,
        /// What was paid for it.
        fee: Money,
        /// A trial.
        #[serde(skip_serializing_if = "std::ops::Not::not", default)]
        trial: bool,
        /// What the member had saved through it before.
        #[serde(default)]
        saved_before: i64,
    },
    /// A paid membership ended.
    MembershipEnded {
        /// Which membership.
        plan: Key,
        /// The event that began the term.
        source: EventRef,
        /// Why.
        cause: MembershipEnd,
        /// Money of the fee that goes back.
        #[serde(skip_serializing_if = "Money::is_zero", default)]
        refund: Money,
        /// Saved through it in all by then; a term that follows counts from there.
        #[serde(default)]
        saved: i64,
    },
    /// The member was reminded that a membership ends.
    MembershipReminded {
        /// Which membership.
        plan: Key,
        /// The event that began the term.
        source: EventRef,
    },
    /// Something about the member is proven.
    Verified {
        /// Which verification.
        kind: Key,
        /// First moment when it no longer counts.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Instant>,
    },
    /// It no longer is.
    VerificationEnded {
        /// Which verification.
        kind: Key,
        /// Its time ran out; otherwise it was taken away.
        expired: bool,
    },
    /// A product is registered.
    ProductRegistered {
        /// Which product.
        product: Key,
        /// Its serial number.
        serial: Key,
        /// First moment when the registration no longer counts.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Instant>,
    },
    /// A product is no longer the member's.
    ProductReleased {
        /// Which product.
        product: Key,
        /// Its serial number.
        serial: Key,
    },
    /// Units left for another owner, whose chain records their arrival.
    TransferredOut {
        /// The transfer.
        transfer: TransferId,
        /// To whom.
        to: Owner,
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// The same with the expiry each part has.
        parts: Vec<holdings::Part>,
        /// Why.
        purpose: activity::TransferPurpose,
    },
    /// Units came from another owner; opens lot (entry, event).
    TransferredIn {
        /// The transfer.
        transfer: TransferId,
        /// From whom.
        from: Owner,
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// Pending until then; active at once when absent.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        active_at: Option<Instant>,
        /// First moment when expired.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        expires_at: Option<Instant>,
        /// Why.
        purpose: activity::TransferPurpose,
    },
    /// Money is due to somebody else (or, below nothing, from them).
    Accrued {
        /// On what ground.
        ground: Ground,
        /// To whom.
        party: Key,
        /// How much.
        amount: Money,
        /// Per line of the basket; empty when no line did it.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        by_line: Vec<Money>,
    },
    /// A partner was asked to book units of its own programme.
    ExchangeAsked(Asked),
    /// The partner answered.
    ExchangeSettled {
        /// The exchange.
        exchange: ExchangeId,
        /// Booked there.
        confirmed: bool,
        /// The partner's own reference.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        reference: Option<SmolStr>,
    },
    /// Another owner gets something because of this.
    Caused {
        /// Who.
        owner: Owner,
        /// The rule that says what.
        rule: Key,
        /// How much of it: money in minor units, or 1.
        amount: i64,
        /// The same per line; empty when no line did it.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        by_line: Vec<i64>,
    },
    /// (Part of) that goes back.
    Uncaused {
        /// Who.
        owner: Owner,
        /// The `Caused` event.
        of: EventRef,
        /// How much of it.
        amount: i64,
    },
    /// What another owner did brought this.
    ConsequenceCame {
        /// Who.
        from: Owner,
        /// The event in their chain.
        source: EventRef,
        /// How much of it.
        amount: i64,
    },
    /// (Part of) that went back.
    ConsequenceWithdrawn {
        /// Who.
        from: Owner,
        /// The event in their chain.
        source: EventRef,
        /// How much of it.
        amount: i64,
    },
    /// A rule will give something later.
    Scheduled(Planned),
    /// It was given, or called off.
    Unscheduled {
        /// Which rule.
        rule: Key,
        /// The `Scheduled` event.
        of: EventRef,
        /// Given; otherwise called off.
        done: bool,
    },
    /// A surprise was drawn; what it gives follows.
    SurpriseDrawn {
        /// Which surprise.
        surprise: Key,
        /// What came out.
        entry: Key,
        /// Its worth.
        worth: Money,
    },
    /// The member is in the control group of a rule, which therefore gave nothing.
    HeldOut {
        /// Which rule.
        rule: Key,
    },
    /// A draw gave a prize; what it gives follows.
    PrizeWon {
        /// Which raffle.
        raffle: Key,
        /// The draw.
        draw: SmolStr,
        /// Which prize.
        prize: Key,
        /// The ticket that won.
        ticket: u64,
    },
    /// A group exists from now on (owner: the group).
    GroupFormed {
        /// Which kind of group.
        kind: Key,
        /// Its short name.
        key: Key,
        /// Who answers for it.
        head: MemberId,
    },
    /// A seat of the group changed (owner: the group).
    SeatChanged {
        /// Whose.
        member: MemberId,
        /// What happened.
        change: activity::SeatChange,
        /// What they do there.
        role: Key,
        /// Whether they belong to it now.
        seated: bool,
    },
    /// The member belongs to a group from now on.
    SeatTaken {
        /// Which group.
        group: GroupId,
        /// Which kind of group.
        kind: Key,
        /// Its short name.
        key: Key,
        /// What they do there.
        role: Key,
    },
    /// The member no longer belongs to a group.
    SeatLeft {
        /// Which group.
        group: GroupId,
        /// Which kind of group.
        kind: Key,
    },
    /// The account went into another one of the same person.
    Merged {
        /// Into which.
        into: MemberId,
    },
    /// An account that went passed on what it had; units follow in events of their own.
    PassedOn {
        /// To whom.
        to: Owner,
        /// What.
        belongings: Box<snapshot::Belongings>,
    },
    /// What an account that went had, but for what follows in events of its own.
    TakenOver {
        /// Which account.
        from: MemberId,
        /// What of it, and what makes room for it.
        taken: Box<snapshot::Taken>,
    },
    /// A merging was undone: what came from an account went back.
    HandedBack {
        /// Which account.
        to: MemberId,
        /// Coupons, as far as they are used, and what else of it has not ended meanwhile.
        left: Box<snapshot::Belongings>,
    },
    /// The account is one of its own again; units follow in events of their own.
    Unmerged {
        /// With which it had been one.
        from: MemberId,
        /// What came back.
        belongings: Box<snapshot::Belongings>,
    },
    /// What was owed is owed by another owner.
    DebtPassedOn {
        /// By whom.
        to: Owner,
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
    },
    /// What another owner owed is owed here.
    DebtTakenOver {
        /// Whose it was.
        from: Owner,
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
    },
    /// A receipt without a member is the owner's after all (owner: the member).
    ReceiptClaimed(ReceiptClaimed),
    /// The receipt has an owner from now on (owner: the receipt).
    ReceiptHandedOver(ReceiptHandedOver),
}
