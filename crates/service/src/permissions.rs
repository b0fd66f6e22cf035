//! What somebody may do. Routes name what they need, roles what they have; nothing else
//! decides.

use serde::{Serialize, Serializer};
use std::fmt;
use std::ops::BitOr;

/// A set of permissions.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Permissions(u32);

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $word:literal;)*) => {
        impl Permissions {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*
            /// All of them, with their words.
            pub const LIST: &'static [(Self, &'static str)] = &[$((Self::$name, $word)),*];
        }
    };
}

permissions! {
    /// Serve at a counter: quotes, receipts, returns, looking a customer up.
    SERVE = 0, "serve";
    /// See members and what they have.
    SEE_MEMBERS = 1, "members.see";
    /// Change members, and act for them.
    CHANGE_MEMBERS = 2, "members.change";
    /// Give and take units by hand.
    ADJUST = 3, "members.adjust";
    /// Decide about what members handed in.
    MODERATE = 4, "moderate";
    /// Make coupons and certificates.
    ISSUE = 5, "issue";
    /// Read the programme and its versions.
    SEE_PROGRAMME = 6, "programme.see";
    /// Write drafts.
    EDIT_PROGRAMME = 7, "programme.edit";
    /// Publish, let versions count, go back; draw raffles.
    PUBLISH = 8, "programme.publish";
    /// Read figures.
    SEE_REPORTS = 9, "reports.see";
    /// See what is due to partners and affiliates.
    SEE_MONEY = 10, "money.see";
    /// Close periods, decide disputes, make affiliates.
    SETTLE = 11, "money.settle";
    /// Keys and webhooks.
    INTEGRATE = 12, "integrate";
    /// Staff and tills.
    MANAGE_ACCESS = 13, "access.manage";
    /// The record of who did what.
    AUDIT = 14, "audit";
    /// The clock of a sandbox.
    MOVE_CLOCK = 15, "clock.move";
    /// What is one's own as a member.
    OWN = 16, "own";
    /// What is due to and from one's own firm.
    OWN_FIRM = 17, "own_firm";
}

impl Permissions {
    /// None.
    pub const NONE: Self = Self(0);
    /// All that staff and keys can have.
    pub const ALL: Self = Self((1 << 16) - 1);

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of `needed` is among them.
    pub const fn has_one_of(self, needed: Self) -> bool {
        self.0 & needed.0 != 0
    }

    /// Their words.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        Self::LIST.iter().filter(move |(one, _)| self.has_one_of(*one)).map(|(_, word)| *word)
    }
}

impl BitOr for Permissions {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl fmt::Debug for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.words()).finish()
    }
}

impl Serialize for Permissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.words())
    }
}
