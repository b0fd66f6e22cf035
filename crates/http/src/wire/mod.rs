//! The shapes of JSON that goes in and out. Amounts are decimal texts, times RFC 3339,
//! names snake_case; unknown fields are refused.

pub(crate) mod affiliate;
pub(crate) mod attribute;
pub(crate) mod basket;
pub(crate) mod certificate;
pub(crate) mod change;
pub(crate) mod choice;
pub(crate) mod coupon;
pub(crate) mod dispute;
pub(crate) mod effect;
pub(crate) mod giving;
pub(crate) mod group;
pub(crate) mod holding;
pub(crate) mod ids;
pub(crate) mod key;
pub(crate) mod leaderboard;
pub(crate) mod ledger;
pub(crate) mod list;
pub(crate) mod member;
pub(crate) mod membership;
pub(crate) mod page;
pub(crate) mod person;
pub(crate) mod problem;
pub(crate) mod profile;
pub(crate) mod proof;
pub(crate) mod raffle;
pub(crate) mod receipt;
pub(crate) mod receipt_row;
pub(crate) mod reward;
pub(crate) mod settlement;
pub(crate) mod submission;
pub(crate) mod summary;
pub(crate) mod text;
pub(crate) mod version;
pub(crate) mod webhook;
pub(crate) mod who;
