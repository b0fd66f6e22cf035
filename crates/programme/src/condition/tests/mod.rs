//! Tests of conditions: what the check says, what the evaluation answers, and agreement with the library.

mod differential;
mod evaluation;
mod findings;
mod world;

use super::{Condition, Fault, Root, Schema, Scope, Type, compile};
use smol_str::SmolStr;

/// A document with two units, two metrics, a tier track and attributes of every type.
fn schema(scope: Scope) -> Schema {
    Schema::new(scope)
        .with_attribute(Root::Line, "organic", Type::Bool)
        .with_attribute(Root::Line, "weight", Type::Number)
        .with_attribute(Root::Line, "grade", Type::Text)
        .with_attribute(Root::Member, "since", Type::Time)
        .with_attribute(Root::Basket, "table", Type::Number)
        .with_attribute(Root::Event, "distance", Type::Number)
        .with_metric("spend", Type::Money)
        .with_metric("visits", Type::Number)
        .with_unit("points")
        .with_unit("miles")
        .with_track("main", ["bronze", "silver", "gold"].map(SmolStr::new_static))
}

fn condition(source: &str) -> Condition {
    compile(source, &schema(Scope::Line), Type::Bool)
        .unwrap_or_else(|faults| panic!("{source}: {faults:?}"))
}

fn formula(source: &str) -> Condition {
    compile(source, &schema(Scope::Line), Type::Number)
        .unwrap_or_else(|faults| panic!("{source}: {faults:?}"))
}

fn faults(source: &str) -> Vec<Fault> {
    compile(source, &schema(Scope::Line), Type::Bool).err().unwrap_or_default()
}
