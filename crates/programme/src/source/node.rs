//! The tree of a document: what was written, in its order, with the place of every key and value.
//!
//! Invariant: at most [`limit::DEPTH`](super::limit::DEPTH) levels, so recursion over a tree is safe.

use smol_str::SmolStr;

use crate::diagnostic::Span;

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What was written.
    pub kind: Kind,
    /// Where; for a list or map from its first item to its last.
    pub span: Span,
    /// Whether a list or map was written in brackets or braces.
    pub flow: bool,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A single word, number or sentence.
    Scalar(Scalar),
    /// Values in order.
    List(Vec<Node>),
    /// Keys with values, in order, no key twice.
    Map(Vec<Entry>),
    /// Something that was refused and reported already; further checks accept it silently.
    Refused,
}

/// One key of a map with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: SmolStr,
    /// Where the key is.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// A scalar as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text after unquoting and folding, before any interpretation.
    pub text: SmolStr,
    /// How it was written.
    pub style: Style,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes; may be a number, `true`, `null`.
    Plain,
    /// In single quotes; always text.
    SingleQuoted,
    /// In double quotes; always text.
    DoubleQuoted,
    /// A block after `|`; always text.
    Literal,
    /// A block after `>`; always text.
    Folded,
}

/// What a scalar means under the core schema of YAML 1.2. `yes` and `no` are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number, in decimal, octal (`0o7`) or hexadecimal (`0xF`).
    Integer,
    /// A number with a fraction or an exponent; its text is exact.
    Decimal,
    /// Anything else, and everything quoted.
    Text,
}

impl Scalar {
    /// What the scalar means.
    #[must_use]
    pub fn meaning(&self) -> Meaning {
        if self.style != Style::Plain {
            return Meaning::Text;
        }
        match self.text.as_str() {
            "" | "~" | "null" | "Null" | "NULL" => Meaning::Null,
            "true" | "True" | "TRUE" => Meaning::Bool(true),
            "false" | "False" | "FALSE" => Meaning::Bool(false),
            text if is_integer(text) => Meaning::Integer,
            text if is_decimal(text) => Meaning::Decimal,
            _ => Meaning::Text,
        }
    }

    /// The value of a whole number that fits.
    #[must_use]
    pub fn to_integer(&self) -> Option<i128> {
        if self.meaning() != Meaning::Integer {
            return None;
        }
        let text = self.text.as_str();
        match text.get(..2) {
            Some("0x") => i128::from_str_radix(&text[2..], 16).ok(),
            Some("0o") => i128::from_str_radix(&text[2..], 8).ok(),
            _ => text.parse().ok(),
        }
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_integer(text: &str) -> bool {
    if let Some(hex) = text.strip_prefix("0x") {
        return !hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return !octal.is_empty() && octal.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    }
    digits(text.strip_prefix(['+', '-']).unwrap_or(text))
}

fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    // An exponent alone, such as `e1`, is a word.
    !mantissa.is_empty()
        && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
        && if whole.is_empty() {
            digits(fraction)
        } else {
            digits(whole) && (fraction.is_empty() || digits(fraction))
        }
}

impl Node {
    /// The entries of a map; nothing for other values.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        if let Kind::Map(entries) = &self.kind { entries } else { &[] }
    }

    /// The items of a list; nothing for other values.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        if let Kind::List(items) = &self.kind { items } else { &[] }
    }

    /// The entry of a map with this key.
    #[must_use]
    pub fn find_entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The scalar, when this is one.
    #[must_use]
    pub fn as_scalar(&self) -> Option<&Scalar> {
        if let Kind::Scalar(scalar) = &self.kind { Some(scalar) } else { None }
    }

    /// Whether nothing was written here.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(|scalar| scalar.meaning() == Meaning::Null)
    }

    /// Whether both trees say the same in the same order, wherever it stands in the text.
    #[must_use]
    pub fn same_content(&self, other: &Node) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Scalar(one), Kind::Scalar(two)) => one == two,
            (Kind::List(one), Kind::List(two)) => {
                one.len() == two.len()
                    && one.iter().zip(two).all(|(one, two)| one.same_content(two))
            }
            (Kind::Map(one), Kind::Map(two)) => {
                let same = |(one, two): (&Entry, &Entry)| {
                    one.key == two.key && one.value.same_content(&two.value)
                };
                one.len() == two.len() && one.iter().zip(two).all(same)
            }
            (Kind::Refused, Kind::Refused) => true,
            _ => false,
        }
    }
}
