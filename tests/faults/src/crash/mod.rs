//! A disk that loses power.
//!
//! A file system of our own stands between SQLite and the real one ([`vfs`]) and writes down
//! every write, cut and sync of a database's files ([`tape`]). From that, [`disk`] makes the
//! files that a power failure at any moment may leave: what was synced is there; what was not
//! is there, is not, is there in part, or is there although something before it is not.
//! [`session`] records a shop at work, [`image`] opens what is left and looks whether anything
//! that was acknowledged is missing.

pub mod disk;
pub mod image;
pub mod session;
pub mod tape;
pub mod vfs;
