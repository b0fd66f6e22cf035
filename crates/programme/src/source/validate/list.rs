//! Lists: number of items and every item.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::{Span, quote};
use crate::source::code;
use crate::source::node::Node;

use super::{Flat, Validator};

impl<'s> Validator<'s> {
    pub(super) fn check_list(&mut self, flat: &Flat<'s>, items: &[Node], span: Span, owner: Span) {
        let place = if items.is_empty() { owner } else { span };
        for &part in &flat.parts {
            let limit = |keyword| {
                part.get(keyword).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok())
            };
            if let Some(min) = limit("minItems").filter(|&min| items.len() < min) {
                self.fault(
                    code::OUT_OF_RANGE,
                    owner,
                    format!("at least {} needed, got {}", count(min), items.len()),
                    None,
                );
            }
            if let Some(max) = limit("maxItems").filter(|&max| items.len() > max) {
                self.fault(
                    code::OUT_OF_RANGE,
                    owner,
                    format!("at most {} allowed, got {}", count(max), items.len()),
                    None,
                );
            }
            if part.get("uniqueItems").and_then(Value::as_bool) == Some(true) {
                self.check_unique(items);
            }
            let first =
                part.get("prefixItems").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            let rest = part.get("items");
            for (index, item) in items.iter().enumerate() {
                if let Some(schema) = first.get(index).or(rest) {
                    self.path.push_index(index);
                    let place = if item.as_scalar().is_some() && item.span.is_empty() {
                        place
                    } else {
                        item.span
                    };
                    self.check(schema, item, place);
                    self.path.pop();
                }
            }
        }
    }

    fn check_unique(&mut self, items: &[Node]) {
        let mut seen = BTreeSet::new();
        for (index, item) in items.iter().enumerate() {
            let Some(scalar) = item.as_scalar() else { continue };
            if !seen.insert(scalar.text.as_str()) {
                self.path.push_index(index);
                let message = format!("{} stands in this list twice", quote(&scalar.text));
                self.fault(
                    code::DUPLICATE_ITEM,
                    item.span,
                    message,
                    Some("remove one of the two".to_owned()),
                );
                self.path.pop();
            }
        }
    }
}

fn count(items: usize) -> String {
    if items == 1 { "1 item is".to_owned() } else { format!("{items} items are") }
}
