//! Who signs in: staff with a password and a second factor, cashiers with a PIN on a device
//! that was enrolled, members with a code that is sent to them.

mod attempts;
pub mod demo;
pub mod entrance;
mod letters;
mod links;
pub mod member;
mod password;
pub mod post;
mod role;
mod second;
pub mod sessions;
pub mod sms;
pub mod staff;
pub mod tills;

pub(crate) use attempts::Attempts;
pub use role::StaffRole;
pub use second::NewSecond;
pub use sessions::Begun;
pub use store::people::{SessionRow, StaffRow, TillRow};

use crate::Tessera;
use crate::clock::machine_now;
use crate::error::Error;

/// Sessions and tickets forgotten at a time.
const PAGE: u32 = 1_000;

/// Forgets sessions and tickets that have ended.
pub async fn tidy(tessera: &Tessera) -> Result<u64, Error> {
    let mut count = 0;
    loop {
        match tessera.store().forget_access(machine_now(), PAGE).await? {
            0 => return Ok(count),
            forgotten => count += forgotten,
        }
    }
}
