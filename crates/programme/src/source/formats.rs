//! Named forms of scalars (`percent`, `money`, `date`, ...) that the JSON Schema mentions by `format`.

use std::collections::BTreeMap;

type Check = fn(&str) -> Result<(), String>;

/// The forms known to a reader. A schema of type `string` with a known `format` also takes a plain number: the
/// form judges its exact text.
#[derive(Clone, Debug, Default)]
pub struct Formats(BTreeMap<&'static str, Check>);

impl Formats {
    /// No forms.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more form. The check answers with a sentence about what is wrong, such as
    /// `a percentage has at most two decimals`.
    #[must_use]
    pub fn with(mut self, name: &'static str, check: Check) -> Self {
        self.0.insert(name, check);
        self
    }

    /// The check of a form.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Check> {
        self.0.get(name).copied()
    }
}
