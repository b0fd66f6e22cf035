//! What the load program can be told.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use tessera_benches::stage::StoreKind;

/// Loads over HTTP, beside pgbench.
#[derive(Parser)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) what: Option<What>,
}

/// What all measurements can be told.
#[derive(Args, Clone)]
pub(crate) struct Options {
    /// Backends.
    #[arg(long, global = true, value_enum, default_value_t = Stores::Sqlite)]
    pub(crate) store: Stores,
    /// App nodes on one database; several need PostgreSQL.
    #[arg(long, global = true, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=8))]
    pub(crate) nodes: u32,
    /// Members in the database [default: 1,000,000].
    #[arg(long, global = true)]
    pub(crate) members: Option<u64>,
    /// Seconds of each load [default: 60].
    #[arg(long, global = true)]
    pub(crate) seconds: Option<u64>,
    /// Seconds of the sustained load; 0 leaves it out [default: 600].
    #[arg(long, global = true)]
    pub(crate) sustained: Option<u64>,
    /// Connections, instead of those that the workload says.
    #[arg(long, global = true)]
    pub(crate) connections: Option<u32>,
    /// Scale of pgbench [default: 20].
    #[arg(long, global = true)]
    pub(crate) scale: Option<u32>,
    /// The programme: a folder of the gallery or the path of a document.
    #[arg(long, global = true, default_value = "g08-bronze-to-platinum")]
    pub(crate) programme: String,
    /// Folder on the disk to measure; PostgreSQL's user must be able to enter it.
    #[arg(long, global = true, default_value = "/var/tmp")]
    pub(crate) folder: PathBuf,
    /// Keep SQLite databases with members here, and copy them instead of filling again.
    #[arg(long, global = true)]
    pub(crate) cache: Option<PathBuf>,
    /// A binary to measure, instead of one built from here.
    #[arg(long, global = true)]
    pub(crate) binary: Option<PathBuf>,
    /// Where JSON files go [default: `load` beside the build results].
    #[arg(long, global = true)]
    pub(crate) results: Option<PathBuf>,
    /// Leave pgbench out.
    #[arg(long, global = true)]
    pub(crate) no_postgres: bool,
    /// A short look: 20,000 members, 10 seconds each, 20 sustained, scale 10.
    #[arg(long, global = true)]
    pub(crate) quick: bool,
}

/// Backends to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stores {
    /// A SQLite file.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
    /// One after the other.
    Both,
}

impl Stores {
    /// The backends in order.
    pub(crate) fn kinds(self) -> &'static [StoreKind] {
        match self {
            Self::Sqlite => &[StoreKind::Sqlite],
            Self::Postgres => &[StoreKind::Postgres],
            Self::Both => &[StoreKind::Sqlite, StoreKind::Postgres],
        }
    }
}

/// What is measured.
#[derive(Subcommand)]
pub(crate) enum What {
    /// One or several workloads, by name or by path.
    Workload(MixArguments),
    /// List the named workloads.
    Workloads,
    /// How the cost of a receipt grows.
    Growth(GrowthArguments),
    /// What time brings to all members at once, imports, verify.
    Jobs(JobsArguments),
}

/// Which workloads.
#[derive(Args)]
pub(crate) struct MixArguments {
    /// Names, or paths of YAML files.
    #[arg(required = true)]
    pub(crate) names: Vec<String>,
    /// Requests per second, instead of what the workload says.
    #[arg(long, conflicts_with = "peak")]
    pub(crate) rate: Option<f64>,
    /// As fast as answers come, instead of what the workload says.
    #[arg(long)]
    pub(crate) peak: bool,
}

/// Which curves.
#[derive(Args)]
pub(crate) struct GrowthArguments {
    /// Curves; all when none is named.
    #[arg(value_enum)]
    pub(crate) curves: Vec<Curve>,
    /// Members at most: 10,000,000 for the whole curve.
    #[arg(long, default_value_t = 1_000_000)]
    pub(crate) largest: u64,
}

/// What grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Curve {
    /// Members: 10 k, 100 k, 1 M, 10 M.
    Members,
    /// Rules of the programme: 1, 20, 100, 1,000.
    Rules,
    /// Lines of a receipt: 1, 5, 100, 1,000.
    Basket,
    /// App nodes on PostgreSQL: 1 to 4.
    Nodes,
}

/// Which jobs.
#[derive(Args)]
pub(crate) struct JobsArguments {
    /// Jobs; all when none is named.
    #[arg(value_enum)]
    pub(crate) jobs: Vec<Job>,
    /// Rate of the tills beside, in per cent of their peak.
    #[arg(long, default_value_t = 25)]
    pub(crate) percent: u32,
}

/// A job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Job {
    /// Members with balances and row errors, and taking them back.
    Import,
    /// The close of a tier period and the expiry of points, while tills go on.
    Time,
    /// The proof of the whole book.
    Verify,
}
