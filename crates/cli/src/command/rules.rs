//! `tessera rules`: the page that tells members how the programme works.

use crate::documents;
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use model::Key;
use programme::rulebook::Rulebook;
use std::path::PathBuf;

/// Print the rules of a programme as a page for its members.
///
/// One HTML file that needs nothing else: what members get, how they get it, a table of what each
/// level gives, and the fine print. Made from the document alone.
#[derive(Args, Debug)]
pub(crate) struct RulesArguments {
    /// The document, or a folder with one.
    #[arg(value_name = "DIR|FILE")]
    path: PathBuf,
    /// Language of the page; the programme's first one when absent.
    #[arg(long, value_name = "TAG")]
    locale: Option<String>,
}

pub(crate) fn run(arguments: &RulesArguments) -> Result<(), Failure> {
    let (rulebook, _) = documents::sound(&arguments.path)?;
    let locale = locale(arguments.locale.as_deref(), &rulebook)?;
    terminal::print(programme::rules_page(&rulebook, locale))
}

/// A page in a language without names would be in two languages at once.
fn locale<'a>(asked: Option<&'a str>, rulebook: &'a Rulebook) -> Result<&'a str, Failure> {
    let known: Vec<&str> = rulebook.locales.iter().map(Key::as_str).collect();
    let Some(asked) = asked else { return Ok(known.first().copied().unwrap_or("en")) };
    let language = |tag: &'a str| tag.split('-').next();
    if known.iter().any(|known| *known == asked || language(known) == language(asked)) {
        return Ok(asked);
    }
    let failure = Failure::input(format!("the programme has no texts in `{asked}`"));
    Err(failure.hint(format!("it has {}", known.join(", "))))
}
