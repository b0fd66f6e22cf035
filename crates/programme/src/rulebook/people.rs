//! Groups, giving, causes, exchanges, coalition; and effects on others.

use super::{Selection, Text, Value};
use crate::condition::Condition;
use model::calendar::Window;
use model::event::Ground;
use model::{Key, Money, Units};
use serde::Serialize;

/// Somebody else for whom a rule does something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// The one who brought the member.
    Advocate,
    /// The member's group of a kind.
    Group(Key),
}

/// Another owner gets something by a rule of its own.
#[derive(Clone, Debug, Serialize)]
pub struct Cause {
    /// Who.
    pub whom: Whom,
    /// The rule (trigger `consequence`) that says what they get.
    pub rule: Key,
    /// It gets the money that the matching lines earned on, instead of 1.
    pub by_amount: bool,
}

/// Money that becomes due to somebody else.
#[derive(Clone, Debug, Serialize)]
pub struct Accrual {
    /// On what ground.
    pub ground: Ground,
    /// To whom.
    pub party: Party,
    /// The share of the matching lines' paid amount, in millionths.
    pub share: Value,
    /// At most so much for one member in each period.
    pub cap: Option<(Money, Window)>,
}

/// To whom money becomes due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The partner who brought the member, when on these terms.
    Affiliate {
        /// Which terms.
        terms: Key,
    },
    /// Always the same one.
    Named(Key),
}

/// A kind of group.
#[derive(Clone, Debug, Serialize)]
pub struct GroupKind {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// At most so many people.
    pub seats: u32,
    /// Each seat has to be agreed to.
    pub approval: bool,
    /// Units with which the group pays together.
    pub pool: Vec<Key>,
}

/// Giving a unit to other members.
#[derive(Clone, Debug, Serialize)]
pub struct Gifting {
    /// Which unit.
    pub unit: Key,
    /// Smallest amount of one gift.
    pub minimum: Units,
    /// Largest amount that one member gives in each period.
    pub most: Option<(Units, Window)>,
    /// Who may give (Member scope).
    pub condition: Option<Condition>,
}

/// A good cause.
#[derive(Clone, Debug, Serialize)]
pub struct GoodCause {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// Units that members can give.
    pub units: Vec<Key>,
    /// What is to come together.
    pub goal: Option<Money>,
}

/// Units that become units of a partner's programme.
#[derive(Clone, Debug, Serialize)]
pub struct Exchange {
    /// Its name; the partner's.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// Which unit of ours.
    pub unit: Key,
    /// So many of ours ...
    pub every: Units,
    /// ... become so many of theirs, in thousandths.
    pub gives: i64,
    /// What theirs are called.
    pub of: Text,
    /// At least so many of ours at a time.
    pub minimum: Units,
    /// Who may (Member scope).
    pub condition: Option<Condition>,
}

/// Several firms that issue and accept one unit.
#[derive(Clone, Debug, Serialize)]
pub struct Coalition {
    /// Which unit.
    pub unit: Key,
    /// The partners.
    pub partners: Vec<Partner>,
    /// How often is settled.
    pub clearing: Window,
}

/// One firm of a coalition. What it issues is an earning rule `partner-KEY`.
#[derive(Clone, Debug, Serialize)]
pub struct Partner {
    /// Its name, as stores give it.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// The rule by which it issues.
    pub rule: Option<Key>,
    /// For which goods it issues.
    pub lines: Selection,
    /// Units can pay there.
    pub accepts: bool,
    /// It pays this share (millionths) of the worth of what it issues.
    pub pays: i64,
    /// It gets this share (millionths) of the worth of what it accepts.
    pub gets: i64,
}
