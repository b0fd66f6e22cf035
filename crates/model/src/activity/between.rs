//! What passes between owners: units that are given, consequences of what
//! others did, groups and their seats.

use crate::holdings::Part;
use crate::id::{CouponId, ExchangeId, GroupId, MemberId, Owner, TransferId};
use crate::{Key, Units};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Why units went from one owner to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferPurpose {
    /// A present from one member to another.
    Gift,
    /// A household pays together.
    Pool,
    /// Two accounts of one person become one, or are taken apart.
    Merge,
}

/// Units leave an owner for another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Give {
    /// Our id of the transfer, the same in both chains.
    pub transfer: TransferId,
    /// Who gets them.
    pub to: Owner,
    /// Which unit.
    pub unit: Key,
    /// How much.
    pub amount: Units,
    /// Why.
    pub purpose: TransferPurpose,
}

/// Units arrive that another owner gave (written together with their [`Give`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receive {
    /// Our id of the transfer.
    pub transfer: TransferId,
    /// Who gave them.
    pub from: Owner,
    /// Which unit.
    pub unit: Key,
    /// How much, with the expiry it had.
    pub parts: Vec<Part>,
    /// Why.
    pub purpose: TransferPurpose,
}

/// Something that another owner did brings this owner something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequence {
    /// Who did it.
    pub from: Owner,
    /// The entry in their chain.
    pub seq: u64,
    /// The event of that entry.
    pub index: u16,
    /// The rule of the document that says what follows.
    pub rule: Key,
    /// How much of it: money in minor units, or 1.
    pub amount: i64,
}

/// (Part of) what an earlier [`Consequence`] brought goes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdraw {
    /// Who had done it.
    pub from: Owner,
    /// The entry in their chain that had caused it.
    pub seq: u64,
    /// The event of that entry.
    pub index: u16,
    /// How much of it, in the measure of the consequence.
    pub amount: i64,
}

/// Somebody used a coupon that its holder passed on, or gave the use back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveCoupon {
    /// Which coupon of the document.
    pub coupon: Key,
    /// The instance.
    pub id: CouponId,
    /// The use was given back.
    #[serde(default)]
    pub restored: bool,
}

/// Units become money for a good cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Donate {
    /// Which cause of the document.
    pub cause: Key,
    /// Which unit.
    pub unit: Key,
    /// How much.
    pub amount: Units,
}

/// Units become units of a partner's own programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// Our id of the exchange.
    pub exchange: ExchangeId,
    /// Which exchange of the document.
    pub kind: Key,
    /// The member's number in the partner's programme.
    pub account: SmolStr,
    /// How much of our unit.
    pub amount: Units,
}

/// The partner says what became of an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleExchange {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// Booked there; otherwise the units come back.
    pub confirmed: bool,
    /// The partner's own reference.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reference: Option<SmolStr>,
}

/// A household or corporate account comes to life (owner: the group).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormGroup {
    /// Which kind of group of the document.
    pub kind: Key,
    /// Its own short name, such as `acme`; conditions can ask for it.
    pub key: Key,
    /// Who answers for it.
    pub head: MemberId,
}

/// What happens to a seat of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatChange {
    /// Somebody is to belong to it; needs approval where the document says so.
    Ask,
    /// The one who answers for the group agrees.
    Approve,
    /// Somebody no longer belongs to it, with what is their own.
    Leave,
}

/// A seat of a group changes (owner: the group).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSeat {
    /// Whose seat.
    pub member: MemberId,
    /// What happens.
    pub change: SeatChange,
    /// What they do there: `member`, `organiser`, ...
    pub role: Key,
}

/// The same seen from the member (owner: the member).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeSeat {
    /// Which group.
    pub group: GroupId,
    /// Which kind of group of the document.
    pub kind: Key,
    /// The group's short name.
    pub key: Key,
    /// What they do there.
    pub role: Key,
    /// Whether they belong to it from now on.
    pub seated: bool,
}

/// A draw gave the owner a prize.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WinPrize {
    /// Which raffle of the document.
    pub raffle: Key,
    /// The draw, as printed in its record.
    pub draw: SmolStr,
    /// Which prize.
    pub prize: Key,
    /// The ticket that won.
    pub ticket: u64,
}
