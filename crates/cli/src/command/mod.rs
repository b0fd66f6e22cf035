//! One verb per file.

pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod copy;
pub(crate) mod demo;
pub(crate) mod diff;
pub(crate) mod doctor;
pub(crate) mod draw;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod fmt;
pub(crate) mod health;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod migrate;
pub(crate) mod reference;
pub(crate) mod replay;
pub(crate) mod restore;
pub(crate) mod rules;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod settlement;
pub(crate) mod staff;
pub(crate) mod test;
pub(crate) mod verify;
