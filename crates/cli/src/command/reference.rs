//! What the product writes about itself, for its documentation.

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::terminal;
use clap::{Args, Command, CommandFactory};
use model::code::{Kind, LIST};
use std::fmt::Write;

/// Print all reason codes.
#[derive(Args, Debug)]
pub(crate) struct CodesArguments {
    /// As a Markdown page.
    #[arg(long)]
    markdown: bool,
}

pub(crate) fn openapi() -> Result<(), Failure> {
    terminal::print_json(&http_api::openapi())
}

pub(crate) fn codes(arguments: &CodesArguments) -> Result<(), Failure> {
    if !arguments.markdown {
        return terminal::print(
            LIST.iter().map(|row| format!("{}\n", row.code)).collect::<String>(),
        );
    }
    let mut page = String::from(
        "# Reason codes\n\nEvery refusal and every error carries one of these. The list only grows: a code keeps its name and\nmeaning.\n\n| code | kind | meaning | what to do |\n|---|---|---|---|\n",
    );
    for row in LIST {
        let (code, kind, title, hint) = (row.code, word(row.kind), row.title, row.hint);
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| `{code}` | {kind} | {title} | {hint} |");
    }
    terminal::print(page)
}

const METRICS: &str = "# Metrics

What `GET /metrics` prints, in the format of Prometheus. Names and labels only ever get more.
How to watch them stands in [the guide](../guides/operating.md#what-to-watch); a dashboard and rules for alerts
lie in [`deploy/`](../../deploy). Histograms have the usual suffixes `_bucket`, `_sum` and `_count`.

Numbers of a node are those of its own process; those of the database (projection, outbox, webhooks, overdue
work, verification) are the same on every node, so take their maximum. A number that the database would have to
tell is absent while it does not answer.

| metric | kind | labels | meaning |
|---|---|---|---|
";

pub(crate) fn metrics() -> Result<(), Failure> {
    let mut page = String::from(METRICS);
    for metric in http_api::metrics::CATALOGUE {
        let labels: Vec<_> = metric.labels.iter().map(|label| format!("`{label}`")).collect();
        let (name, kind, labels) = (metric.name, metric.kind.word(), labels.join(", "));
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| `{name}` | {kind} | {labels} | {} |", metric.help);
    }
    terminal::print(page)
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Invalid => "invalid",
        Kind::Unauthenticated => "unauthenticated",
        Kind::Forbidden => "forbidden",
        Kind::NotFound => "not found",
        Kind::Conflict => "conflict",
        Kind::Refused => "refused",
        Kind::Limited => "limited",
        Kind::Unavailable => "unavailable",
    }
}

pub(crate) fn help_markdown() -> Result<(), Failure> {
    let mut command = Arguments::command().term_width(100);
    command.build();
    let mut page =
        String::from("# Commands\n\nWhat `tessera --help` and `tessera COMMAND --help` say.\n");
    describe(&mut command, "tessera", &mut page);
    terminal::print(page)
}

fn describe(command: &mut Command, name: &str, page: &mut String) {
    let help = command.render_long_help().to_string();
    let help = help.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    // Writing to a string cannot fail.
    let _ = write!(page, "\n## {name}\n\n```text\n{help}\n```\n");
    let visible = command.get_subcommands_mut().filter(|c| !c.is_hide_set());
    for sub in visible {
        let name = format!("{name} {}", sub.get_name());
        describe(sub, &name, page);
    }
}
