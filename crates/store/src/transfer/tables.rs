//! Every table that moves, with every column of it, and the names of those that do not.
//!
//! A key names the columns by which a backend finds the next page; where the order of rows
//! is kept by a number that only the embedded backend has, that number is its key.

/// What a column holds; each backend has one or two types for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers, moments, flags.
    Whole,
    /// Words.
    Text,
    /// Bytes.
    Bytes,
    /// A UUID.
    Id,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, the same in both backends.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name, the same in both backends.
    pub name: &'static str,
    /// What moves.
    pub columns: &'static [Column],
    /// The order of reading from SQLite.
    pub sqlite_key: &'static [Column],
    /// The order of reading from PostgreSQL.
    pub postgres_key: &'static [Column],
    /// A column that only SQLite has, and fills by itself.
    pub sqlite_own: Option<&'static str>,
}

/// Settings that speak of the database they are in, and stay there.
pub const STAYING_SETTINGS: [&str; 3] = ["journal.base", "last_backup", "last_verify"];

/// Tables of SQLite that are filled from those that move. What is `pending` in a source has
/// been carried over to them before.
pub const DERIVED_IN_SQLITE: [&str; 3] = ["entries", "natural_keys", "pending"];

/// Tables of PostgreSQL that are filled from those that move.
pub const DERIVED_IN_POSTGRES: [&str; 2] = ["natural_keys", "numbers"];

/// What is written behind the journal: each backend keeps it in its own way, and builds it
/// again from the journal.
pub const REBUILT: [&str; 20] = [
    "accounts",
    "acts",
    "certificates",
    "expiring",
    "member_counts",
    "member_marks",
    "member_terms",
    "member_tiers",
    "owners",
    "postings",
    "projections",
    "receipt_facts",
    "rule_receipts",
    "running_counts",
    "snapshots",
    "stores",
    "submissions",
    "totals",
    "visitors",
    "visits",
];

/// What stays behind: at the new place people sign in again.
pub const STAYING: [&str; 2] = ["sessions", "tickets"];

const NUMBER: &[Column] = &[whole("number")];

const fn whole(name: &'static str) -> Column {
    Column { name, kind: Kind::Whole }
}

const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text }
}

const fn bytes(name: &'static str) -> Column {
    Column { name, kind: Kind::Bytes }
}

const fn id(name: &'static str) -> Column {
    Column { name, kind: Kind::Id }
}

const fn table(name: &'static str, key: &'static [Column], columns: &'static [Column]) -> Table {
    Table { name, columns, sqlite_key: key, postgres_key: key, sqlite_own: None }
}

impl Table {
    /// In SQLite the rows are numbered in the order of writing.
    const fn numbered_in_sqlite(mut self) -> Self {
        self.sqlite_own = Some("number");
        self.sqlite_key = NUMBER;
        self
    }
}

/// Every table, in the order in which it is written.
pub static TABLES: &[Table] = &[
    table(
        "journal",
        &[whole("position")],
        &[
            whole("position"),
            id("owner"),
            whole("owner_kind"),
            whole("seq"),
            whole("at"),
            whole("recorded_at"),
            text("kind"),
            bytes("hash"),
            bytes("body"),
        ],
    ),
    table(
        "idempotency",
        &[whole("at"), bytes("key")],
        &[
            bytes("key"),
            bytes("input"),
            id("owner"),
            whole("owner_kind"),
            whole("seq"),
            whole("at"),
        ],
    )
    .numbered_in_sqlite(),
    table(
        "receipts",
        &[id("id")],
        &[
            id("id"),
            bytes("natural_key"),
            id("owner"),
            whole("owner_kind"),
            whole("seq"),
            bytes("input"),
            whole("last_return_seq"),
        ],
    ),
    table(
        "identities",
        &[text("kind"), text("value")],
        &[text("kind"), text("value"), id("owner"), whole("owner_kind")],
    ),
    table(
        "codes",
        &[bytes("hash")],
        &[bytes("hash"), text("shown"), id("subject"), id("batch"), bytes("body")],
    ),
    table(
        "batches",
        &[whole("number")],
        &[
            whole("number"),
            id("id"),
            text("coupon"),
            whole("count"),
            whole("created_at"),
            text("actor"),
        ],
    ),
    table("counters", &[text("name")], &[text("name"), whole("value")]),
    table("directory", &[id("owner")], &[id("owner"), text("name"), text("search"), bytes("body")])
        .numbered_in_sqlite(),
    table(
        "outbox",
        &[whole("number")],
        &[
            whole("number"),
            whole("position"),
            id("owner"),
            whole("owner_kind"),
            whole("seq"),
            whole("event"),
            whole("at"),
            text("topic"),
        ],
    ),
    table(
        "versions",
        &[whole("number")],
        &[
            whole("number"),
            whole("published"),
            bytes("hash"),
            text("author"),
            whole("created_at"),
            whole("updated_at"),
            whole("published_at"),
            text("published_by"),
            text("why"),
            text("document"),
        ],
    ),
    table(
        "activations",
        &[whole("number")],
        &[
            whole("number"),
            whole("version"),
            whole("active_from"),
            whole("decided_at"),
            text("author"),
        ],
    ),
    table(
        "api_keys",
        &[whole("number")],
        &[
            whole("number"),
            id("id"),
            bytes("hash"),
            text("role"),
            text("name"),
            whole("created_at"),
            whole("revoked_at"),
        ],
    ),
    table("staff", &[id("id")], &[id("id"), text("email"), whole("step"), bytes("body")]),
    table("tills", &[id("id")], &[id("id"), bytes("body")]),
    table(
        "tasks",
        &[id("id")],
        &[
            id("id"),
            text("kind"),
            text("state"),
            whole("revision"),
            whole("changed_at"),
            bytes("body"),
            bytes("file"),
        ],
    ),
    table("settings", &[text("name")], &[text("name"), text("value")]),
    table(
        "leases",
        &[text("name")],
        &[text("name"), text("holder"), whole("held_until"), text("state")],
    ),
    table(
        "imports",
        &[whole("number")],
        &[
            whole("number"),
            id("id"),
            text("kind"),
            bytes("file_hash"),
            text("file_name"),
            whole("started_at"),
            whole("finished_at"),
            whole("undone_at"),
            whole("rows_done"),
            whole("rows_failed"),
        ],
    ),
    table(
        "import_rows",
        &[id("import"), whole("row")],
        &[id("import"), whole("row"), id("owner"), whole("owner_kind"), whole("seq")],
    ),
    table(
        "webhooks",
        &[id("id")],
        &[
            id("id"),
            text("url"),
            text("description"),
            text("topics"),
            whole("secret"),
            whole("old_secret"),
            whole("old_secret_until"),
            whole("enabled"),
            text("disabled_reason"),
            whole("created_at"),
            whole("deleted_at"),
            whole("revision"),
            whole("deliveries"),
            whole("attempts"),
        ],
    ),
    table(
        "webhook_deliveries",
        &[id("webhook"), whole("number")],
        &[
            id("webhook"),
            whole("number"),
            id("owner"),
            whole("owner_kind"),
            whole("seq"),
            whole("event"),
            text("topic"),
            whole("state"),
            whole("queued_at"),
            whole("give_up_at"),
            whole("due_at"),
            whole("attempts"),
            whole("settled_at"),
        ],
    ),
    table(
        "webhook_attempts",
        &[id("webhook"), whole("number")],
        &[
            id("webhook"),
            whole("number"),
            id("owner"),
            whole("owner_kind"),
            whole("seq"),
            whole("event"),
            text("topic"),
            whole("at"),
            whole("duration_ms"),
            whole("status"),
            text("error"),
        ],
    ),
];
