//! `tessera import`: members and receipts of another system, row by row.
//!
//! The work is that of [`service::imports`], which the console uses too; here are files, progress
//! and words of the terminal.

mod members;
mod receipts;
mod run;
mod undo;

use crate::database::{self, DatabaseArguments};
use crate::failure::Failure;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use uuid::Uuid;

/// Bring members and receipts in from CSV files.
#[derive(Args, Debug)]
pub(crate) struct ImportArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Members with balances: columns id, phone, email, card, name, birthday, language, country,
    /// joined, and balance.UNIT for each unit.
    Members(FileArguments),
    /// Receipts and returns, in the form that `tessera replay` reads.
    Receipts(ReceiptsArguments),
    /// Take a whole import back.
    Undo(UndoArguments),
    /// List imports.
    List(DatabaseArguments),
}

#[derive(Args, Clone, Debug)]
struct FileArguments {
    /// The file, CSV or CSV packed with gzip.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseArguments,
    /// Write rows that could not be used here, as CSV.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Go on with a run of this file that was interrupted.
    #[arg(long)]
    resume: bool,
}

#[derive(Args, Clone, Debug)]
struct ReceiptsArguments {
    #[command(flatten)]
    file: FileArguments,
    /// Let people who are not members yet join; otherwise their receipts are refused.
    #[arg(long)]
    enrol: bool,
    /// Multiply every amount, when the file is in another currency.
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = crate::shop::source::parse_rate)]
    rate: i64,
}

#[derive(Args, Clone, Debug)]
struct UndoArguments {
    /// The run, as `tessera import list` shows it.
    run: Uuid,
    #[command(flatten)]
    database: DatabaseArguments,
}

pub(crate) fn run(arguments: &ImportArguments) -> Result<(), Failure> {
    database::runtime()?.block_on(async {
        match &arguments.what {
            What::Members(arguments) => members::import(arguments).await,
            What::Receipts(arguments) => receipts::import(arguments).await,
            What::Undo(arguments) => undo::undo(arguments).await,
            What::List(database) => run::list(database).await,
        }
    })
}
