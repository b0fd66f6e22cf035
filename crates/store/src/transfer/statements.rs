//! The statements of a table, made from its declaration.

use super::{Column, STAYING_SETTINGS, Table};

/// How a backend writes what statements have in common.
pub(crate) struct Dialect {
    /// A parameter by its number.
    pub(crate) parameter: fn(usize) -> String,
    /// A column as it is read.
    pub(crate) read: fn(&Column) -> String,
    /// The key of a table.
    pub(crate) key: fn(&Table) -> &'static [Column],
}

/// The reading statements of a table.
pub(crate) struct Statements {
    /// How many rows.
    pub(crate) count: String,
    /// The first page; its size is the only parameter.
    pub(crate) first: String,
    /// A later page: the key of the last row read, then the size.
    pub(crate) next: String,
}

impl Statements {
    pub(crate) fn new(table: &Table, dialect: &Dialect) -> Self {
        let key = (dialect.key)(table);
        let parameter = dialect.parameter;
        let columns = table.columns.iter().chain(key).map(dialect.read);
        let columns = columns.collect::<Vec<_>>().join(", ");
        let order = names(key);
        let (only, name) = (moved(table), table.name);
        let after = (1..=key.len()).map(parameter).collect::<Vec<_>>().join(", ");
        let (first, next) = (parameter(1), parameter(key.len() + 1));
        Self {
            count: format!("SELECT count(*) FROM {name} WHERE {only}"),
            first: format!(
                "SELECT {columns} FROM {name} WHERE {only} ORDER BY {order} LIMIT {first}"
            ),
            next: format!(
                "SELECT {columns} FROM {name} WHERE {only} AND ({order}) > ({after}) \
                 ORDER BY {order} LIMIT {next}"
            ),
        }
    }
}

/// Names of columns, quoted, because one of them is a word of the language.
pub(crate) fn names(columns: &[Column]) -> String {
    columns.iter().map(quoted).collect::<Vec<_>>().join(", ")
}

pub(crate) fn quoted(column: &Column) -> String {
    format!("\"{}\"", column.name)
}

/// The condition of the rows that move.
fn moved(table: &Table) -> String {
    if table.name != "settings" {
        return "true".to_owned();
    }
    let staying = STAYING_SETTINGS.map(|name| format!("'{name}'")).join(", ");
    format!("name NOT IN ({staying})")
}
