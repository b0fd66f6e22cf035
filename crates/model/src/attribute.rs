//! Values of custom attributes on lines, members, stores and events.

use crate::Key;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The value of one custom attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Truth(bool),
    /// A number in thousandths, written as `{"milli": 1500}`.
    Number {
        /// The number times a thousand.
        milli: i64,
    },
    /// A text.
    Text(SmolStr),
}

/// Custom attributes by name.
pub type Attributes = BTreeMap<Key, Value>;
