//! Reading small documents of every shape, places, layout, and hostile input.

mod hostile;
mod layout;
mod places;
mod properties;
mod shapes;
mod structure;
mod text;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{Formats, Reader, SourceFile, Spans};
use crate::diagnostic::{Diagnostics, Rendering};

/// The forms that the small test types use.
fn formats() -> Formats {
    Formats::new().with("percent", |text| match text.trim_end_matches(['%', ' ']).parse::<f64>() {
        Ok(number) if (0.0..=100.0).contains(&number) => Ok(()),
        _ => Err(format!("`{text}` is not a percentage")),
    })
}

fn read<T: DeserializeOwned + JsonSchema>(text: &str) -> Result<(T, Spans), Diagnostics> {
    Reader::new(formats()).read(&SourceFile::new("p.yaml", text)?)
}

fn value<T: DeserializeOwned + JsonSchema>(text: &str) -> Result<T, Diagnostics> {
    read(text).map(|(value, _)| value)
}

/// What is said about a document that cannot be read.
fn faults<T: DeserializeOwned + JsonSchema>(text: &str) -> String {
    match read::<T>(text) {
        Ok(_) => "nothing\n".to_owned(),
        Err(faults) => faults.render(Rendering { text: Some(text), colour: false }),
    }
}

/// One line per finding: place and code.
fn codes<T: DeserializeOwned + JsonSchema>(text: &str) -> Vec<String> {
    let faults = match read::<T>(text) {
        Ok(_) => return Vec::new(),
        Err(faults) => faults,
    };
    faults
        .iter()
        .map(|item| format!("{}:{} {}", item.span.line, item.span.col, item.code))
        .collect()
}
