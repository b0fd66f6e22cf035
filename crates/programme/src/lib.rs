//! The programme document: types, reading, checking, formatting, comparing, JSON Schema.
