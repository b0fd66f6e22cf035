//! Looking names up: the published table plus what one document declares.

use super::fault::nearest;
use super::schema::{Fact, NAMES, Root, Scope, Type};
use smol_str::SmolStr;
use std::sync::Arc;

/// The names that exist for the conditions of one document, seen from one scope. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Schema {
    scope: Scope,
    declared: Arc<Declared>,
}

#[derive(Clone, Debug, Default)]
struct Declared {
    attributes: Vec<(Root, SmolStr, Type)>,
    metrics: Vec<(SmolStr, Type)>,
    units: Vec<SmolStr>,
    tracks: Vec<(SmolStr, Vec<SmolStr>)>,
    choices: Vec<SmolStr>,
    entries: Vec<(Fact, Vec<SmolStr>)>,
}

/// What a path stands for.
#[derive(Debug)]
pub(super) struct Resolved {
    pub(super) target: Target,
    pub(super) kind: Type,
    /// All values it can have; empty when open.
    pub(super) values: Vec<SmolStr>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    Fact(Fact),
    Attribute(Root, SmolStr),
}

impl Schema {
    /// Only the published names, seen from `scope`.
    pub fn new(scope: Scope) -> Self {
        Self { scope, declared: Arc::default() }
    }

    /// The same names seen from another scope.
    pub fn in_scope(&self, scope: Scope) -> Self {
        Self { scope, declared: Arc::clone(&self.declared) }
    }

    /// The scope it is seen from.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Declares `ROOT.attributes.NAME`. Attributes are single values, never lists.
    #[must_use]
    pub fn with_attribute(mut self, root: Root, name: impl Into<SmolStr>, kind: Type) -> Self {
        Arc::make_mut(&mut self.declared).attributes.push((root, name.into(), kind));
        self
    }

    /// Declares the next metric: [`Fact::Metric`] counts them in this order. `kind` is a number or money.
    #[must_use]
    pub fn with_metric(mut self, key: impl Into<SmolStr>, kind: Type) -> Self {
        Arc::make_mut(&mut self.declared).metrics.push((key.into(), kind));
        self
    }

    /// Declares the next unit: [`Fact::Balance`] counts them in this order.
    #[must_use]
    pub fn with_unit(mut self, key: impl Into<SmolStr>) -> Self {
        Arc::make_mut(&mut self.declared).units.push(key.into());
        self
    }

    /// Declares the next tier track with the keys of its tiers: [`Fact::Tier`] counts tracks in this order.
    #[must_use]
    pub fn with_track(
        mut self,
        key: impl Into<SmolStr>,
        tiers: impl IntoIterator<Item = SmolStr>,
    ) -> Self {
        Arc::make_mut(&mut self.declared).tracks.push((key.into(), tiers.into_iter().collect()));
        self
    }

    /// Declares the next choice: [`Fact::Choice`] counts them in this order.
    #[must_use]
    pub fn with_choice(mut self, key: impl Into<SmolStr>) -> Self {
        Arc::make_mut(&mut self.declared).choices.push(key.into());
        self
    }

    /// Declares every text that a list can hold: to look for another one in it is a slip.
    #[must_use]
    pub fn with_entries(mut self, list: Fact, entries: impl IntoIterator<Item = SmolStr>) -> Self {
        Arc::make_mut(&mut self.declared).entries.push((list, entries.into_iter().collect()));
        self
    }

    /// Every text that a list can hold; nothing when it is open.
    pub(super) fn entries(&self, list: Fact) -> Option<&[SmolStr]> {
        let (_, entries) = self.declared.entries.iter().find(|(known, _)| *known == list)?;
        Some(entries)
    }

    /// What `root.rest` stands for, visible or not.
    pub(super) fn resolve(&self, root: Root, rest: &[&str]) -> Option<Resolved> {
        let declared = &self.declared;
        let plain = |fact, kind| Resolved { target: Target::Fact(fact), kind, values: Vec::new() };
        match (root, rest) {
            (Root::Metric, [key]) => {
                let (place, (_, kind)) = find(&declared.metrics, |(known, _)| known == key)?;
                Some(plain(Fact::Metric(place), *kind))
            }
            (Root::MetricPrevious, [key]) => {
                let (place, (_, kind)) = find(&declared.metrics, |(known, _)| known == key)?;
                Some(plain(Fact::MetricPrevious(place), *kind))
            }
            (Root::Balance, [key]) => {
                let (place, _) = find(&declared.units, |known| known == key)?;
                Some(plain(Fact::Balance(place), Type::Number))
            }
            (Root::Choice, [key]) => {
                let (place, _) = find(&declared.choices, |known| known == key)?;
                Some(plain(Fact::Choice(place), Type::Texts))
            }
            (Root::Member, ["tier", key]) => {
                let (place, (_, tiers)) = find(&declared.tracks, |(known, _)| known == key)?;
                let target = Target::Fact(Fact::Tier(place));
                Some(Resolved { target, kind: Type::Text, values: tiers.clone() })
            }
            (_, ["attributes", key]) => {
                let known = |(at, name, _): &&(Root, SmolStr, Type)| *at == root && name == key;
                let (_, name, kind) = declared.attributes.iter().find(known)?;
                let target = Target::Attribute(root, name.clone());
                Some(Resolved { target, kind: *kind, values: Vec::new() })
            }
            (_, [field]) => {
                let same = |path: &str| {
                    path.strip_prefix(root.word()).and_then(|tail| tail.strip_prefix('.'))
                        == Some(field)
                };
                let name = NAMES.iter().find(|name| same(name.path))?;
                let values = name.values.iter().map(|value| SmolStr::new_static(value)).collect();
                Some(Resolved { target: Target::Fact(name.fact), kind: name.kind, values })
            }
            _ => None,
        }
    }

    /// Every full name below `root`, as written in a condition.
    pub(super) fn below(&self, root: Root) -> Vec<String> {
        let word = root.word();
        let declared = &self.declared;
        let mut names: Vec<String> = NAMES
            .iter()
            .filter(|name| name.fact.root() == root)
            .map(|name| name.path.to_owned())
            .collect();
        let attributes = declared.attributes.iter().filter(|(at, _, _)| *at == root);
        names.extend(attributes.map(|(_, name, _)| format!("{word}.attributes.{name}")));
        match root {
            Root::Member => {
                names.extend(declared.tracks.iter().map(|(key, _)| format!("member.tier.{key}")))
            }
            Root::Metric | Root::MetricPrevious => {
                names.extend(declared.metrics.iter().map(|(key, _)| format!("{word}.{key}")));
            }
            Root::Balance => {
                names.extend(declared.units.iter().map(|key| format!("balance.{key}")))
            }
            Root::Choice => {
                names.extend(declared.choices.iter().map(|key| format!("choice.{key}")))
            }
            _ => {}
        }
        names
    }

    /// The visible name that was probably meant by `path`.
    pub(super) fn suggestion(&self, path: &str) -> Option<String> {
        let visible = Root::ALL.into_iter().filter(|root| root.visible_in(self.scope));
        let names: Vec<String> = visible.flat_map(|root| self.below(root)).collect();
        let last = path.rsplit('.').next().unwrap_or(path);
        let tail = |name: &&String| name.rsplit('.').next() == Some(last);
        let near = nearest(path, names.iter().map(String::as_str)).map(str::to_owned);
        near.or_else(|| names.iter().find(tail).cloned())
    }
}

/// The first entry that fits, with its place.
fn find<T>(entries: &[T], fits: impl Fn(&T) -> bool) -> Option<(u16, &T)> {
    let place = entries.iter().position(fits)?;
    Some((u16::try_from(place).ok()?, &entries[place]))
}
