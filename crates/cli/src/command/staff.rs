//! `tessera staff`: who works with the programme, and a way back in for an owner who lost
//! everything. Whoever may run this may read the database anyway.

use crate::database::{self, DatabaseArguments};
use crate::failure::Failure;
use crate::terminal;
use clap::{Args, Subcommand};
use service::people::{entrance, staff};
use std::fmt::Write;

/// List the staff, and let somebody in again.
#[derive(Args, Debug)]
pub(crate) struct StaffArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    List(ListArguments),
    Rescue(RescueArguments),
}

/// List everybody with their roles.
#[derive(Args, Debug)]
struct ListArguments {
    #[command(flatten)]
    database: DatabaseArguments,
}

/// Print a token by which somebody chooses a new password, through POST
/// /v1/invitations/accept. Their second factor is taken away, and they may sign in again if
/// they were disabled.
#[derive(Args, Debug)]
struct RescueArguments {
    /// Their e-mail address.
    email: String,
    #[command(flatten)]
    database: DatabaseArguments,
}

pub(crate) fn run(arguments: &StaffArguments) -> Result<(), Failure> {
    let runtime = database::runtime()?;
    match &arguments.what {
        What::List(arguments) => runtime.block_on(list(arguments)),
        What::Rescue(arguments) => runtime.block_on(rescue(arguments)),
    }
}

async fn list(arguments: &ListArguments) -> Result<(), Failure> {
    let tessera = database::open(&arguments.database.database).await?;
    let mut text = String::new();
    for row in staff::list(&tessera).await? {
        let email = row.email.as_deref().unwrap_or("-");
        let state = if row.disabled_at.is_some() { "disabled" } else { "" };
        let _ = writeln!(text, "{}\t{}\t{email}\t{}\t{state}", row.id, row.role, row.name);
    }
    terminal::print(text)
}

async fn rescue(arguments: &RescueArguments) -> Result<(), Failure> {
    let tessera = database::open(&arguments.database.database).await?;
    let token = entrance::rescue_token(&tessera, &arguments.email).await?;
    terminal::print(format_args!("{token}\n"))
}
