//! The syntax tree of a condition: what the source says, before names and types are known.

use super::fault::Span;
use super::tree::{Operator, Order, Quantifier};

/// A piece of the source.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Truth(bool),
    Number(i128),
    Text(String),
    Name(String),
    Select(Box<Node>, String),
    Has(Box<Node>),
    Not(Box<Node>),
    Negated(Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
    If(Box<[Node; 3]>),
    Compare(Order, Box<[Node; 2]>),
    Sum(Operator, Box<[Node; 2]>),
    In(Box<[Node; 2]>),
    List(Vec<Node>),
    Call { name: String, target: Option<Box<Node>>, arguments: Vec<Node> },
    Quantified { quantifier: Quantifier, range: Box<Node>, variable: String, body: Box<Node> },
    Filter { range: Box<Node>, variable: String, body: Box<Node> },
}

impl Kind {
    /// The nodes right below.
    pub(super) fn children(&self) -> Box<dyn Iterator<Item = &Node> + '_> {
        match self {
            Self::Truth(_) | Self::Number(_) | Self::Text(_) | Self::Name(_) => {
                Box::new(std::iter::empty())
            }
            Self::Select(node, _) | Self::Has(node) | Self::Not(node) | Self::Negated(node) => {
                Box::new(std::iter::once(&**node))
            }
            Self::All(nodes) | Self::Any(nodes) | Self::List(nodes) => Box::new(nodes.iter()),
            Self::If(nodes) => Box::new(nodes.iter()),
            Self::Compare(_, nodes) | Self::Sum(_, nodes) | Self::In(nodes) => {
                Box::new(nodes.iter())
            }
            Self::Call { target, arguments, .. } => {
                Box::new(target.as_deref().into_iter().chain(arguments))
            }
            Self::Quantified { range, body, .. } | Self::Filter { range, body, .. } => {
                Box::new([&**range, &**body].into_iter())
            }
        }
    }
}
