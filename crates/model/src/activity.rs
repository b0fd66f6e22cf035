//! What the world did. Everything that a decision needs besides the snapshot
//! is inside: codes are looked up, prices are known, times are given.

pub mod between;
pub mod claiming;
pub mod merging;
pub mod own;

pub use between::*;
pub use claiming::*;
pub use merging::*;
pub use own::*;

use crate::attribute::Attributes;
use crate::basket::{Basket, Store};
use crate::id::{CertificateId, ClaimId, HoldId, Owner, ReceiptId, SubmissionId};
use crate::{Instant, Key, Money, Quantity, Units};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// One thing that happened to one owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Somebody joined.
    Enrol(Enrol),
    /// Facts about a member changed.
    Update(Update),
    /// A basket was paid (or, without the append, quoted).
    Purchase(Purchase),
    /// Goods came back.
    Return(Return),
    /// A reward was chosen from the catalogue.
    Redeem(Redeem),
    /// A claimed reward was given back.
    CancelReward(CancelReward),
    /// A declared custom action happened.
    Event(CustomEvent),
    /// A person corrected a balance.
    Adjust(Adjust),
    /// A reservation of units.
    Hold(HoldUnits),
    /// A reservation was used.
    Capture(Capture),
    /// A reservation was given up.
    Release(Release),
    /// Nothing but time passed.
    TimePassed,
    /// A coupon was given by hand or by a campaign.
    GrantCoupon(GrantCoupon),
    /// A certificate came to life (owner: the certificate).
    IssueCertificate(IssueCertificate),
    /// Money left a certificate (owner: the certificate).
    SpendCertificate(MoveCertificate),
    /// Money came back to a certificate (owner: the certificate).
    RefundCertificate(MoveCertificate),
    /// Options were picked in a choice.
    Choose(Choose),
    /// An offer was activated.
    ActivateOffer(ActivateOffer),
    /// A paid membership begins or goes on.
    StartMembership(StartMembership),
    /// A paid membership is given up.
    CancelMembership(CancelMembership),
    /// Somebody proved what they are.
    Verify(Verify),
    /// A product was registered or given up.
    RegisterProduct(RegisterProduct),
    /// A claimed reward was handed over.
    Collect(Collect),
    /// A waiting action or claim was decided about.
    Decide(Decide),
    /// A lower price elsewhere was claimed.
    ClaimPrice(ClaimPrice),
    /// A coupon that was passed on was used by somebody else (owner: its holder).
    MoveCoupon(MoveCoupon),
    /// Units go to another owner.
    Give(Give),
    /// Units come from another owner.
    Receive(Receive),
    /// Units become money for a cause.
    Donate(Donate),
    /// Units become units of a partner.
    Exchange(Exchange),
    /// A partner answered an exchange.
    SettleExchange(SettleExchange),
    /// What another owner did has a consequence here.
    Consequence(Consequence),
    /// Such a consequence goes back.
    Withdraw(Withdraw),
    /// A group came to life (owner: the group).
    FormGroup(FormGroup),
    /// A seat of a group changed (owner: the group).
    ChangeSeat(ChangeSeat),
    /// The member takes or leaves a seat.
    TakeSeat(TakeSeat),
    /// A draw gave a prize.
    WinPrize(WinPrize),
    /// The account goes into another one of the same person.
    Merge(Merge),
    /// An account that went passes on what it has.
    PassOn(PassOn),
    /// The account that goes on gets it.
    TakeOver(TakeOver),
    /// A merging is undone: what came goes back.
    HandBack(HandBack),
    /// A merging is undone: the account is one of its own again.
    Unmerge(Unmerge),
    /// A receipt without a member is the member's after all.
    ClaimReceipt(ClaimReceipt),
    /// A receipt has an owner from now on (owner: the receipt).
    HandOverReceipt(HandOverReceipt),
    /// Goods of a claimed receipt came back (owner: whose it is).
    ReturnClaimed(ReturnClaimed),
    /// The organisation did something that is kept for audit.
    Note(Note),
}

impl Activity {
    /// One word for lists and logs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Enrol(_) => "enrol",
            Self::Update(_) => "update",
            Self::Purchase(_) => "purchase",
            Self::Return(_) => "return",
            Self::Redeem(_) => "redeem",
            Self::CancelReward(_) => "cancel_reward",
            Self::Event(_) => "event",
            Self::Adjust(_) => "adjust",
            Self::Hold(_) => "hold",
            Self::Capture(_) => "capture",
            Self::Release(_) => "release",
            Self::TimePassed => "time_passed",
            Self::GrantCoupon(_) => "grant_coupon",
            Self::IssueCertificate(_) => "issue_certificate",
            Self::SpendCertificate(_) => "spend_certificate",
            Self::RefundCertificate(_) => "refund_certificate",
            Self::Choose(_) => "choose",
            Self::ActivateOffer(_) => "activate_offer",
            Self::StartMembership(_) => "start_membership",
            Self::CancelMembership(_) => "cancel_membership",
            Self::Verify(_) => "verify",
            Self::RegisterProduct(_) => "register_product",
            Self::Collect(_) => "collect",
            Self::Decide(_) => "decide",
            Self::ClaimPrice(_) => "claim_price",
            Self::MoveCoupon(_) => "move_coupon",
            Self::Give(_) => "give",
            Self::Receive(_) => "receive",
            Self::Donate(_) => "donate",
            Self::Exchange(_) => "exchange",
            Self::SettleExchange(_) => "settle_exchange",
            Self::Consequence(_) => "consequence",
            Self::Withdraw(_) => "withdraw",
            Self::FormGroup(_) => "form_group",
            Self::ChangeSeat(_) => "change_seat",
            Self::TakeSeat(_) => "take_seat",
            Self::WinPrize(_) => "win_prize",
            Self::Merge(_) => "merge",
            Self::PassOn(_) => "pass_on",
            Self::TakeOver(_) => "take_over",
            Self::HandBack(_) => "hand_back",
            Self::Unmerge(_) => "unmerge",
            Self::ClaimReceipt(_) => "claim_receipt",
            Self::HandOverReceipt(_) => "hand_over_receipt",
            Self::ReturnClaimed(_) => "return_claimed",
            Self::Note(_) => "note",
        }
    }
}

/// A day of birth; the year is optional.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Birthday {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// Four digits.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub year: Option<i16>,
}

/// What rules may know about a member. Names, phones and addresses are not
/// here: they live in the directory, apart from the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Day of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday: Option<Birthday>,
    /// Language tag for texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Key>,
    /// Country code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Key>,
    /// Free words that staff or rules put on a member.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Key>,
    /// Segments computed elsewhere.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub segments: BTreeSet<Key>,
    /// `channel/purpose` pairs the member agreed to.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub consents: BTreeSet<Key>,
    /// Declared custom attributes.
    #[serde(skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// Joining.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Enrol {
    /// What is known at joining.
    pub profile: Profile,
    /// Channel of joining.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Key>,
    /// Store of joining.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub store: Option<Key>,
    /// The member who brought them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advocate: Option<Owner>,
    /// The partner who brought them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliate: Option<crate::snapshot::Affiliate>,
}

/// The member's facts from now on, and whether they may take part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Update {
    /// Replaces the profile when given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// Blocks or unblocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocked: Option<bool>,
    /// Grants a tier by invitation: track and tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invite: Option<(Key, Key)>,
}

/// A purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchase {
    /// Our id of the receipt.
    pub receipt: ReceiptId,
    /// What was bought.
    pub basket: Basket,
}

/// Goods that come back, or a whole receipt that is undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// The receipt they were bought on.
    pub receipt: ReceiptId,
    /// Lines and quantities; everything that is left when empty.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub lines: Vec<ReturnedLine>,
    /// The sale never took place (a void), rather than goods coming back.
    #[serde(default)]
    pub void: bool,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<SmolStr>,
    /// Where.
    #[serde(default)]
    pub store: Store,
}

/// One line that comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedLine {
    /// The line of the original basket.
    pub line: Key,
    /// How much of it.
    pub quantity: Quantity,
}

/// Choosing a reward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redeem {
    /// Our id of the claim.
    pub claim: ClaimId,
    /// Which reward of the catalogue.
    pub reward: Key,
    /// How many.
    pub quantity: u32,
    /// Which option of it (a date, a size), where it has options.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub option: Option<Key>,
}

/// Giving a reward back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelReward {
    /// The claim.
    pub claim: ClaimId,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<SmolStr>,
}

/// A declared custom action, such as a review or a referral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomEvent {
    /// Which kind of action.
    pub event: Key,
    /// The caller's id of this very action; the same one counts once.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reference: Option<Key>,
    /// Our id of it, should it have to wait for approval.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub submission: Option<SubmissionId>,
    /// What proves it: an address, a photograph.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub evidence: Option<SmolStr>,
    /// Its attributes.
    #[serde(default)]
    pub attributes: Attributes,
}

/// A correction by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjust {
    /// Which unit.
    pub unit: Key,
    /// Credit when positive, debit when negative.
    pub amount: Units,
    /// Expiry of a credit; the unit's own rule when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expires_at: Option<Instant>,
    /// Why; required.
    pub reason: SmolStr,
    /// Who decided.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<SmolStr>,
}

/// Reserving units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldUnits {
    /// Our id of the hold.
    pub hold: HoldId,
    /// Which unit.
    pub unit: Key,
    /// How much.
    pub amount: Units,
    /// First moment when the hold lapses.
    pub until: Instant,
}

/// Using a reservation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// Which hold.
    pub hold: HoldId,
    /// How much of it; the rest is released. All of it when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub amount: Option<Units>,
}

/// Giving a reservation up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Which hold.
    pub hold: HoldId,
}

/// Giving a coupon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantCoupon {
    /// Which coupon of the document.
    pub coupon: Key,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<SmolStr>,
}

/// A certificate comes to life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueCertificate {
    /// Which kind of the document.
    pub certificate_type: Key,
    /// Money on it.
    pub value: Money,
    /// The receipt that sold it; absent when it was granted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub receipt: Option<ReceiptId>,
}

/// Money moves off or back to a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveCertificate {
    /// The certificate.
    pub certificate: CertificateId,
    /// How much.
    pub amount: Money,
    /// The receipt concerned, when there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub receipt: Option<ReceiptId>,
}

/// Something administrative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What, as one word: `coupons_issued`, `programme_published`, ...
    pub what: Key,
    /// Details.
    #[serde(default)]
    pub details: serde_json::Map<String, serde_json::Value>,
}
