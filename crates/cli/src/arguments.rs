//! The verbs.

use crate::command;
use clap::{Parser, Subcommand};

/// Customer loyalty in one binary.
#[derive(Debug, Parser)]
#[command(
    name = "tessera",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 fine, 1 your input, 2 our fault, 3 the book does not verify."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Init(command::init::InitArguments),
    Check(command::check::CheckArguments),
    Fmt(command::fmt::FmtArguments),
    /// Print the JSON Schema of programme.yaml, for editors.
    Schema,
    Diff(command::diff::DiffArguments),
    Test(command::test::TestArguments),
    Rules(command::rules::RulesArguments),
    Explain(command::explain::ExplainArguments),
    Serve(command::serve::ServeArguments),
    Staff(command::staff::StaffArguments),
    Health(command::health::HealthArguments),
    Demo(command::demo::DemoArguments),
    Import(command::import::ImportArguments),
    Replay(command::replay::ReplayArguments),
    Export(command::export::ExportArguments),
    Verify(command::verify::VerifyArguments),
    Settlement(command::settlement::SettlementArguments),
    Draw(command::draw::DrawArguments),
    Backup(command::backup::BackupArguments),
    Restore(command::restore::RestoreArguments),
    Copy(command::copy::CopyArguments),
    Migrate(command::migrate::MigrateArguments),
    Doctor(command::doctor::DoctorArguments),
    Completions(command::completions::CompletionsArguments),
    /// Print the OpenAPI description of the HTTP API.
    #[command(hide = true)]
    Openapi,
    #[command(hide = true)]
    Codes(command::reference::CodesArguments),
    /// Print the reference of all metrics as Markdown.
    #[command(hide = true)]
    Metrics,
    /// Print the reference of all commands as Markdown.
    #[command(hide = true)]
    HelpMarkdown,
}
