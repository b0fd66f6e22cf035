//! The JSON Schema of the document, for editors.

use crate::load::READER;
use serde_json::Value;

/// JSON Schema 2020-12 of `programme.yaml`. The reader judges by the same schema.
#[must_use]
pub fn schema() -> Value {
    let mut schema = READER.schema().clone();
    if let Some(object) = schema.as_object_mut() {
        object.insert("$id".to_owned(), Value::from("urn:tessera:programme:1"));
        object.insert("title".to_owned(), Value::from("Tessera programme"));
    }
    schema
}
