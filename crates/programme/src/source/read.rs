//! All steps of reading together.

use std::fmt;
use std::marker::PhantomData;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics};

use super::validate::{Patterns, Rules, validate};
use super::{Formats, Node, SourceFile, Spans, code, de, parse};

/// Reads documents of one type. Making one generates the JSON Schema of the type, so keep it
/// (`static READER: LazyLock<Reader<Document>>`).
pub struct Reader<T> {
    schema: Value,
    formats: Formats,
    patterns: Patterns,
    of: PhantomData<fn() -> T>,
}

impl<T> fmt::Debug for Reader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("formats", &self.formats).finish_non_exhaustive()
    }
}

impl<T: DeserializeOwned + JsonSchema> Reader<T> {
    /// A reader that knows some forms of scalars.
    #[must_use]
    pub fn new(formats: Formats) -> Self {
        let generator = SchemaSettings::draft2020_12().for_deserialize().into_generator();
        let schema = generator.into_root_schema_for::<T>().to_value();
        let patterns = Patterns::of_schema(&schema);
        Self { schema, formats, patterns, of: PhantomData }
    }

    /// The JSON Schema (draft 2020-12) of the documents read.
    #[must_use]
    pub fn schema(&self) -> &Value {
        &self.schema
    }

    /// Reads a document: the value, and where everything in it is.
    ///
    /// # Errors
    /// All faults of text and structure (`source.*`, `document.*`); when there are none but a type still does not
    /// accept its value, that one (`document.invalid`).
    pub fn read(&self, file: &SourceFile) -> Result<(T, Spans), Diagnostics> {
        let (root, mut faults) = parse::parse_all(file);
        let Some(root) = root else { return Err(faults) };
        faults.extend(self.check(file, &root));
        if !faults.is_empty() {
            return Err(faults);
        }
        match de::from_node(&root) {
            Ok(value) => Ok((value, Spans::new(file.clone(), root))),
            Err(fault) => {
                faults.push(refused(file, root, &fault));
                Err(faults)
            }
        }
    }

    /// The faults of structure of a tree.
    #[must_use]
    pub fn check(&self, file: &SourceFile, root: &Node) -> Diagnostics {
        let rules = Rules { root: &self.schema, formats: &self.formats, patterns: &self.patterns };
        validate(&rules, file, root)
    }
}

/// A value that its type refused although the schema allows it.
fn refused(file: &SourceFile, root: Node, fault: &de::DecodeError) -> Diagnostic {
    let spans = Spans::new(file.clone(), root);
    let path = fault.path();
    Diagnostic::error(code::INVALID, spans.place(&path), fault.to_string()).at(path)
}
