//! Named statements, one file per topic. Parameters are numbered in the order in which
//! the calling code names them; plural names take arrays.

pub(super) mod append;
pub(super) mod claims;
pub(super) mod configuration;
pub(super) mod distribution;
pub(super) mod figures;
pub(super) mod jobs;
pub(super) mod journal;
pub(super) mod lists;
pub(super) mod maintenance;
pub(super) mod marks;
pub(super) mod people;
pub(super) mod projection;
pub(super) mod schema;
pub(super) mod search;
pub(super) mod tasks;
pub(super) mod transfer;
pub(super) mod webhooks;
