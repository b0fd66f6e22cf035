//! Workload files: what is sent, how often, by whom (`benches/workloads/*.yaml`).

use super::pace::Arrivals;
use crate::Fault;
use programme::diagnostic::Diagnostics;
use programme::source::{Formats, Reader, SourceFile};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// `POST /v1/receipts`.
    Receipt,
    /// `POST /v1/quotes`.
    Quote,
    /// `POST /v1/receipts/{id}/returns` of one line of a receipt of the same run.
    Return,
    /// `GET /v1/members?external_id=`.
    LookUp,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Receipt, Self::Quote, Self::Return, Self::LookUp];

    /// Its word in files and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Quote => "quote",
            Self::Return => "return",
            Self::LookUp => "look_up",
        }
    }
}

/// A workload.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// What it stands for, in a sentence.
    pub about: String,
    /// How often each kind of request comes.
    pub shares: Shares,
    /// How many lines baskets have.
    pub basket: Vec<Basket>,
    /// Which members come.
    #[serde(default)]
    pub members: Spread,
    /// Requests per second; absent means as many as the answers allow.
    #[serde(default)]
    pub rate: Option<u32>,
    /// Per cent of what the same requests come to at their peak, measured just before.
    #[serde(default)]
    pub percent_of_peak: Option<u32>,
    /// At even distances, or at chance.
    #[serde(default)]
    pub arrivals: Chance,
    /// Connections.
    pub connections: u32,
    /// How long it runs.
    #[serde(default)]
    pub seconds: Option<u64>,
    /// Folder of the gallery, instead of the one of the command line.
    #[serde(default)]
    pub programme: Option<String>,
}

/// How often each kind of request comes, in shares of their sum.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Shares {
    /// `POST /v1/receipts`.
    pub receipt: u32,
    /// `POST /v1/quotes`.
    pub quote: u32,
    /// Returns; a receipt instead while there is none to return.
    #[serde(rename = "return")]
    pub return_: u32,
    /// Look-ups of a member.
    pub look_up: u32,
}

impl Shares {
    /// The share of a kind.
    pub fn of(&self, kind: Kind) -> u32 {
        match kind {
            Kind::Receipt => self.receipt,
            Kind::Quote => self.quote,
            Kind::Return => self.return_,
            Kind::LookUp => self.look_up,
        }
    }
}

/// Baskets of a size.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Basket {
    /// Lines.
    pub lines: u32,
    /// How often.
    pub share: u32,
}

/// Which members come.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// The k-th most frequent member comes in proportion to `1 / k^(zipf_percent / 100)`; all
    /// alike when absent.
    #[serde(default)]
    pub zipf_percent: Option<u32>,
}

/// How requests of a fixed rate come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Chance {
    /// At even distances.
    #[default]
    Even,
    /// At chance, like customers.
    Poisson,
}

impl Workload {
    /// The folder with the named ones.
    pub fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("workloads")
    }

    /// Reads one, by name or by path.
    pub fn find(name: &str) -> Result<Self, Fault> {
        let named = Self::folder().join(format!("{name}.yaml"));
        let path = if named.is_file() { named } else { PathBuf::from(name) };
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("no workload {}: {error}", path.display()))?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// Reads the text of one.
    pub fn parse(name: &str, text: &str) -> Result<Self, Fault> {
        let say = |found: Diagnostics| Fault::from(found.render(<_>::default()));
        let file = SourceFile::new(name, text).map_err(say)?;
        let reader = Reader::<Self>::new(Formats::new());
        let (workload, _) = reader.read(&file).map_err(say)?;
        if workload.connections == 0 {
            return Err(format!("{name}: no connections").into());
        }
        Ok(workload)
    }

    /// The names of all in the folder, in order.
    pub fn names() -> Result<Vec<String>, Fault> {
        let mut names = Vec::new();
        for file in std::fs::read_dir(Self::folder())? {
            let path = file?.path();
            if path.extension().is_some_and(|it| it == "yaml") {
                names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
            }
        }
        names.sort();
        Ok(names)
    }

    /// Requests at a rate, in its own way.
    pub fn at(&self, rate: f64) -> Arrivals {
        match self.arrivals {
            Chance::Even => Arrivals::Even(rate),
            Chance::Poisson => Arrivals::Poisson(rate),
        }
    }

    /// The same requests with baskets of so many lines.
    pub fn with_lines(mut self, lines: u32) -> Self {
        self.basket = vec![Basket { lines, share: 1 }];
        self
    }
}
