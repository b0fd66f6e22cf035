//! Routes, keys, problem+json, OpenAPI.
