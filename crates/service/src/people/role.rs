//! Roles of those who work with the programme.

use crate::permissions::Permissions as P;
use serde::{Deserialize, Serialize};

/// What somebody of the staff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// May do everything.
    Owner,
    /// Makes the programme and its offers.
    Marketer,
    /// Reads figures.
    Analyst,
    /// Sees to money between partners.
    Finance,
    /// Helps members.
    Support,
    /// Serves at a counter.
    Cashier,
    /// Belongs to a partner, and sees what concerns it.
    Partner,
}

impl StaffRole {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Owner,
        Self::Marketer,
        Self::Analyst,
        Self::Finance,
        Self::Support,
        Self::Cashier,
        Self::Partner,
    ];

    /// The word kept in the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Marketer => "marketer",
            Self::Analyst => "analyst",
            Self::Finance => "finance",
            Self::Support => "support",
            Self::Cashier => "cashier",
            Self::Partner => "partner",
        }
    }

    /// The role with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// What it may do.
    pub fn permissions(self) -> P {
        match self {
            Self::Owner => P::ALL,
            Self::Marketer => {
                P::SEE_MEMBERS
                    | P::SEE_PROGRAMME
                    | P::EDIT_PROGRAMME
                    | P::ISSUE
                    | P::MODERATE
                    | P::SEE_REPORTS
            }
            Self::Analyst => P::SEE_PROGRAMME | P::SEE_REPORTS,
            Self::Finance => P::SEE_PROGRAMME | P::SEE_REPORTS | P::SEE_MONEY | P::SETTLE,
            Self::Support => {
                P::SERVE
                    | P::SEE_MEMBERS
                    | P::CHANGE_MEMBERS
                    | P::ADJUST
                    | P::MODERATE
                    | P::SEE_PROGRAMME
            }
            Self::Cashier => P::SERVE,
            Self::Partner => P::OWN_FIRM,
        }
    }

    /// Whether a second factor is asked for. Cashiers sign in on devices that were enrolled.
    pub fn needs_second_factor(self) -> bool {
        self != Self::Cashier
    }
}
