//! Where in a file its mutants have their places.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::Lines;
use super::render::{Alternative, Edit, Kind};
use crate::list::{Genre, Mutant};

/// What was found.
pub(super) struct Found {
    /// From the start of the file to its end; of those that begin together the outer ones first.
    pub(super) edits: Vec<Edit>,
    pub(super) placed: BTreeSet<usize>,
    pub(super) unparsable: BTreeSet<usize>,
}

/// Looks for the places of the mutants with these numbers.
pub(super) fn find(source: &str, file: &syn::File, mutants: &[Mutant], numbers: &[usize]) -> Found {
    let lines = Lines::new(source);
    let mut by_start: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &number in numbers {
        by_start.entry(lines.byte(mutants[number].span.start)).or_default().push(number);
    }
    let found = Found { edits: Vec::new(), placed: BTreeSet::new(), unparsable: BTreeSet::new() };
    let mut finder = Finder { source, mutants, by_start, found, constants: 0 };
    finder.visit_file(file);
    let mut found = finder.found;
    // What is put in goes before what is replaced, the longer before the shorter. Of two that are
    // the same piece the outer was found first, and sorting keeps it there.
    found.edits.sort_by_key(|edit| {
        let Range { start, end } = edit.range;
        (start, start != end, std::cmp::Reverse(end))
    });
    found
}

struct Finder<'a> {
    source: &'a str,
    mutants: &'a [Mutant],
    by_start: BTreeMap<usize, Vec<usize>>,
    found: Found,
    /// How many constants the walk is inside of: nothing can be asked there.
    constants: usize,
}

impl Finder<'_> {
    /// Mutants of a genre that begin at a byte and have no place yet.
    fn here(&self, at: usize, genre: Genre) -> Vec<usize> {
        let is_open = |number: &usize| {
            self.mutants[*number].genre == genre && !self.found.placed.contains(number)
        };
        match self.by_start.get(&at) {
            Some(numbers) if self.constants == 0 => {
                numbers.iter().copied().filter(is_open).collect()
            }
            _ => Vec::new(),
        }
    }

    fn in_constant(&mut self, is_constant: bool, walk: impl FnOnce(&mut Self)) {
        self.constants += usize::from(is_constant);
        walk(self);
        self.constants -= usize::from(is_constant);
    }

    fn edit(&mut self, range: Range<usize>, kind: Kind) {
        self.found.placed.extend(kind.numbers());
        self.found.edits.push(Edit { range, kind });
    }

    /// A choice among the expressions that are some.
    fn choice(&mut self, range: Range<usize>, alternatives: Vec<Alternative>) {
        let is_expression = |it: &Alternative| syn::parse_str::<syn::Expr>(&it.text).is_ok();
        let (good, bad): (Vec<_>, Vec<_>) = alternatives.into_iter().partition(is_expression);
        self.found.unparsable.extend(bad.iter().map(|alternative| alternative.number));
        if !good.is_empty() {
            self.edit(range, Kind::Choice(good));
        }
    }

    /// Values that a function returns before its first statement.
    fn body(&mut self, block: &syn::Block) {
        let Some(first) = block.stmts.first() else { return };
        let start = bytes(first).start;
        let numbers = self.here(start, Genre::FnValue);
        let value = |number: usize| Alternative {
            number,
            text: format!("return {};", self.mutants[number].replacement),
        };
        let alternatives: Vec<_> = numbers.into_iter().map(value).collect();
        if !alternatives.is_empty() {
            self.edit(start..start, Kind::Early(alternatives));
        }
    }

    /// The text of a piece without a part of it.
    fn without(&self, whole: &Range<usize>, part: Range<usize>, instead: &str) -> String {
        let (before, after) =
            (&self.source[whole.start..part.start], &self.source[part.end..whole.end]);
        format!("{before}{instead}{after}")
    }

    /// The end of a field together with the comma behind it.
    fn end_of_field(&self, end: usize) -> usize {
        let rest = self.source[end..].trim_start();
        match rest.strip_prefix(',') {
            Some(rest) => self.source.len() - rest.len(),
            None => end,
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.in_constant(true, |it| visit::visit_item_const(it, item));
    }

    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.in_constant(true, |it| visit::visit_impl_item_const(it, item));
    }

    fn visit_trait_item_const(&mut self, item: &'ast syn::TraitItemConst) {
        self.in_constant(true, |it| visit::visit_trait_item_const(it, item));
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.in_constant(true, |it| visit::visit_item_static(it, item));
    }

    fn visit_expr_const(&mut self, expression: &'ast syn::ExprConst) {
        self.in_constant(true, |it| visit::visit_expr_const(it, expression));
    }

    fn visit_type(&mut self, of: &'ast syn::Type) {
        self.in_constant(true, |it| visit::visit_type(it, of));
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.in_constant(true, |it| visit::visit_variant(it, variant));
    }

    fn visit_expr_repeat(&mut self, expression: &'ast syn::ExprRepeat) {
        self.visit_expr(&expression.expr);
        self.in_constant(true, |it| it.visit_expr(&expression.len));
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.in_constant(item.sig.constness.is_some(), |it| {
            it.body(&item.block);
            visit::visit_item_fn(it, item);
        });
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.in_constant(item.sig.constness.is_some(), |it| {
            it.body(&item.block);
            visit::visit_impl_item_fn(it, item);
        });
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.in_constant(item.sig.constness.is_some(), |it| {
            if let Some(block) = &item.default {
                it.body(block);
            }
            visit::visit_trait_item_fn(it, item);
        });
    }

    fn visit_expr_binary(&mut self, expression: &'ast syn::ExprBinary) {
        let operator = bytes(&expression.op);
        let numbers = self.here(operator.start, Genre::BinaryOperator);
        if !has_let(&expression.left) && !has_let(&expression.right) {
            let whole = bytes(expression);
            let other = |number: usize| Alternative {
                number,
                text: self.without(&whole, operator.clone(), &self.mutants[number].replacement),
            };
            let alternatives = numbers.into_iter().map(other).collect();
            self.choice(whole.clone(), alternatives);
        }
        visit::visit_expr_binary(self, expression);
    }

    fn visit_expr_unary(&mut self, expression: &'ast syn::ExprUnary) {
        let whole = bytes(expression);
        let inner = &self.source[bytes(&expression.expr)];
        let bare = |number: usize| Alternative { number, text: inner.to_owned() };
        let numbers = self.here(whole.start, Genre::UnaryOperator);
        self.choice(whole, numbers.into_iter().map(bare).collect());
        visit::visit_expr_unary(self, expression);
    }

    fn visit_expr_struct(&mut self, expression: &'ast syn::ExprStruct) {
        let whole = bytes(expression);
        let mut alternatives = Vec::new();
        for field in &expression.fields {
            let Range { start, end } = bytes(field);
            for number in self.here(start, Genre::StructField) {
                let text = self.without(&whole, start..self.end_of_field(end), "");
                alternatives.push(Alternative { number, text });
            }
        }
        self.choice(whole, alternatives);
        visit::visit_expr_struct(self, expression);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        let pattern = bytes(&arm.pat);
        let mut never = self.here(pattern.start, Genre::MatchArm);
        let start = bytes(arm).start;
        if start != pattern.start {
            never.extend(self.here(start, Genre::MatchArm));
        }
        match &arm.pat {
            syn::Pat::Guard(guarded) if !has_let(&guarded.guard) => {
                let guard = bytes(&guarded.guard);
                let numbers = self.here(guard.start, Genre::MatchArmGuard);
                let holds = |number: &usize| self.mutants[*number].replacement == "true";
                let (always, more): (Vec<_>, Vec<_>) = numbers.into_iter().partition(holds);
                never.extend(more);
                if !always.is_empty() || !never.is_empty() {
                    self.edit(guard, Kind::Guard { always, never });
                }
            }
            syn::Pat::Guard(_) => {}
            _ if !never.is_empty() => self.edit(pattern.end..pattern.end, Kind::NewGuard(never)),
            _ => {}
        }
        visit::visit_arm(self, arm);
    }
}

/// The bytes of a piece of the tree.
fn bytes(piece: &impl Spanned) -> Range<usize> {
    piece.span().byte_range()
}

/// Whether an expression is a chain with `let`, of which no part can stand alone.
fn has_let(expression: &syn::Expr) -> bool {
    match expression {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}
