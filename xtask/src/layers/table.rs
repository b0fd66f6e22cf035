//! The crate table: who may depend on whom. It repeats the table in `docs/internals/architecture.md`.

/// Crate names carry this prefix; the table leaves it out.
pub(crate) const PREFIX: &str = "tessera-";

/// One row of the table.
pub(crate) struct Layer {
    pub(crate) name: &'static str,
    /// A pure crate knows no clock, randomness, database, network or async runtime.
    pub(crate) pure: bool,
    pub(crate) may_use: &'static [&'static str],
}

/// Every crate of the product, lowest first.
pub(crate) const LAYERS: &[Layer] = &[
    pure("model", &[]),
    pure("programme", &["model"]),
    pure("engine", &["programme", "model"]),
    pure("ledger", &["model"]),
    pure("insight", &["model", "ledger"]),
    pure("engagement", &["programme", "model"]),
    pure("simulation", &["model", "programme", "engine", "ledger", "insight", "engagement"]),
    edge("store", &["model", "programme", "ledger"]),
    edge(
        "service",
        &["model", "programme", "engine", "ledger", "insight", "engagement", "simulation", "store"],
    ),
    edge("http", &["service", "model"]),
    edge(
        "cli",
        &[
            "model",
            "programme",
            "engine",
            "ledger",
            "insight",
            "engagement",
            "simulation",
            "store",
            "service",
            "http",
        ],
    ),
];

/// Crates of the workshop: they may use every crate, no crate of the product may use them.
pub(crate) const WORKSHOP: &[&str] =
    &["xtask", "mutants", "tessera-benches", "tessera-faults", "tessera-testbed", "tessera-trial"];

/// What a pure crate must not name as a dependency. A trailing `*` stands for any ending.
pub(crate) const IMPURE: &[&str] = &[
    "tokio",
    "tokio-*",
    "async-*",
    "futures",
    "futures-*",
    "smol",
    "rusqlite",
    "libsqlite3-sys",
    "sqlx",
    "sqlx-*",
    "postgres",
    "deadpool*",
    "refinery*",
    "hyper",
    "hyper-*",
    "axum",
    "axum-*",
    "tower",
    "tower-*",
    "reqwest",
    "ureq",
    "utoipa*",
    "getrandom",
    "rand",
    "rand_*",
    "fastrand",
];

/// Only `store` speaks to a database.
pub(crate) const DATABASE: &[&str] = &[
    "rusqlite",
    "libsqlite3-sys",
    "sqlx",
    "sqlx-*",
    "tokio-postgres",
    "postgres",
    "deadpool*",
    "refinery*",
];

/// The one crate that may name [`DATABASE`] crates.
pub(crate) const DATABASE_OWNER: &str = "store";

const fn pure(name: &'static str, may_use: &'static [&'static str]) -> Layer {
    Layer { name, pure: true, may_use }
}

const fn edge(name: &'static str, may_use: &'static [&'static str]) -> Layer {
    Layer { name, pure: false, may_use }
}

/// The row of a crate, by its name with or without the prefix.
pub(crate) fn layer(package: &str) -> Option<&'static Layer> {
    let name = package.strip_prefix(PREFIX).unwrap_or(package);
    LAYERS.iter().find(|layer| layer.name == name)
}

/// Whether `package` is on a list such as [`IMPURE`].
pub(crate) fn is_on(list: &[&str], package: &str) -> bool {
    list.iter().any(|entry| match entry.strip_suffix('*') {
        Some(start) => package.starts_with(start),
        None => *entry == package,
    })
}
