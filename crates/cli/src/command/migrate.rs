//! `tessera migrate`: brings a database to the latest schema, and spreads it over several
//! servers when asked to.
//!
//! Every command brings the database that it opens to the latest schema; this one does
//! nothing else, for those who want to see it happen before the new program serves.

use crate::database::{self, DatabaseArguments};
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use std::sync::Arc;
use store::postgres::Distributed;
use store::{CheckDepth, PostgresStore, SqliteStore, Store};

/// Bring a database to the latest schema.
#[derive(Args, Debug)]
pub(crate) struct MigrateArguments {
    #[command(flatten)]
    database: DatabaseArguments,
    /// Spread the tables over the servers of a Citus cluster.
    #[arg(long)]
    distribute: bool,
}

pub(crate) fn run(arguments: &MigrateArguments) -> Result<(), Failure> {
    database::runtime()?.block_on(migrate(arguments))
}

async fn migrate(arguments: &MigrateArguments) -> Result<(), Failure> {
    let place = arguments.database.database.as_path();
    let Some(url) = database::server(place) else {
        if arguments.distribute {
            let failure = Failure::input("a SQLite file cannot be spread over several servers");
            return Err(failure.hint("give the address of a PostgreSQL database with Citus"));
        }
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(place)?);
        return say_schema(&*store).await;
    };
    let store = database::on_server(url).await?;
    say_schema(&store).await?;
    match arguments.distribute {
        true => distribute(&store).await,
        false => Ok(()),
    }
}

async fn say_schema(store: &dyn Store) -> Result<(), Failure> {
    let report = store.check(CheckDepth::Quick).await?;
    terminal::print(format_args!("schema {} on {}\n", report.schema, report.backend))?;
    Ok(())
}

async fn distribute(store: &PostgresStore) -> Result<(), Failure> {
    match store.distribute().await? {
        Distributed::Done(tables) if tables.is_empty() => {
            terminal::print("every table is placed already\n")?;
            Ok(())
        }
        Distributed::Done(tables) => {
            terminal::print(format_args!("placed {}\n", tables.join(", ")))?;
            Ok(())
        }
        Distributed::NotCreated => {
            let failure = Failure::input("the database does not use the extension Citus yet");
            Err(failure.hint("`CREATE EXTENSION citus` in it, on the coordinator, and try again"))
        }
        Distributed::NotInstalled => {
            let failure =
                Failure::input("the server does not have the extension Citus: nothing was placed");
            Err(failure.hint("without it one server holds everything, which needs no placing"))
        }
    }
}
