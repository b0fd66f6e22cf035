//! A value as a tree that keeps the order of its keys: for comparing documents, hashing them and showing rulebooks.
//!
//! Cost: one pass over the JSON of the value.

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tree {
    /// Nothing.
    Null,
    /// A truth value or number, as text.
    Plain(String),
    /// A text.
    Text(String),
    /// Items in order.
    List(Vec<Tree>),
    /// Keys in order.
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// The tree of a value of ours, without empty parts.
    pub(crate) fn of<T: Serialize>(value: &T) -> Self {
        let json = serde_json::to_string(value)
            .expect("documents and rulebooks have text keys and finite numbers");
        let tree: Tree = serde_json::from_str(&json).expect("the JSON was written a moment ago");
        tree.pruned()
    }

    /// The same without nulls and empty lists and maps inside maps, so that a part that is absent and one that is
    /// empty are the same, and further optional keys of later versions change nothing.
    fn pruned(self) -> Self {
        match self {
            Self::Map(entries) => {
                let entries = entries.into_iter().map(|(key, value)| (key, value.pruned()));
                Self::Map(entries.filter(|(_, value)| !value.is_empty()).collect())
            }
            Self::List(items) => Self::List(items.into_iter().map(Self::pruned).collect()),
            other => other,
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
            Self::Plain(_) | Self::Text(_) => false,
        }
    }

    /// The entries of a map.
    pub(crate) fn entries(&self) -> &[(String, Tree)] {
        if let Self::Map(entries) = self { entries } else { &[] }
    }

    /// Compact JSON in the order of the keys.
    pub(crate) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Plain(text) => out.push_str(text),
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::List(items) => {
                out.push('[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        out.push(',');
                    }
                    item.write_json(out);
                }
                out.push(']');
            }
            Self::Map(entries) => {
                out.push('{');
                for (place, (key, value)) in entries.iter().enumerate() {
                    if place > 0 {
                        out.push(',');
                    }
                    out.push_str(&quoted(key));
                    out.push(':');
                    value.write_json(out);
                }
                out.push('}');
            }
        }
    }
}

/// A text as a JSON string, which is a YAML string too.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Plain(value.to_string()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Plain(value.to_string()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Plain(value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Plain(value.to_string()))
    }
    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Tree::Map(entries))
    }
}
