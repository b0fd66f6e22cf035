//! `tessera init`: a programme of one's own, begun with one of the gallery.

use crate::failure::Failure;
use crate::template::{TEMPLATES, Template};
use crate::terminal;
use clap::Args;
use programme::source::suggest;
use std::path::PathBuf;

/// Begin a programme with a template of the gallery.
#[derive(Args, Debug)]
pub(crate) struct InitArguments {
    /// The folder to make.
    #[arg(required_unless_present = "list")]
    folder: Option<PathBuf>,
    /// Which template, by name or number (g08).
    #[arg(long, short, value_name = "NAME", default_value = "g55-one-rule")]
    template: String,
    /// List the templates.
    #[arg(long)]
    list: bool,
}

pub(crate) fn run(arguments: &InitArguments) -> Result<(), Failure> {
    if arguments.list {
        let width = TEMPLATES.iter().map(|t| t.name.len()).max().unwrap_or(0);
        let rows = TEMPLATES.iter().map(|t| format!("{:<width$}  {}\n", t.name, t.title()));
        return terminal::print(rows.collect::<String>());
    }
    let Some(folder) = &arguments.folder else { return Ok(()) };
    let Some(template) = Template::find(&arguments.template) else {
        let failure = Failure::input(format!("there is no template `{}`", arguments.template));
        let known = TEMPLATES.iter().map(|t| t.name);
        return Err(match suggest::nearest(&arguments.template, known) {
            Some(close) => failure.hint(format!("did you mean `{close}`?")),
            None => failure.hint("`tessera init --list` shows all of them"),
        });
    };
    if let Some((name, _)) = template.files.iter().find(|(name, _)| folder.join(name).exists()) {
        let failure = Failure::input(format!("{} is there already", folder.join(name).display()));
        return Err(failure.hint("choose another folder; nothing was changed"));
    }
    std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
    for (name, text) in template.files {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| Failure::file(&path, &error))?;
    }
    let shown = folder.display();
    terminal::say(format_args!("{shown} begins as {}: {}", template.name, template.title()));
    terminal::hint(format_args!(
        "change {shown}/programme.yaml, then `tessera check {shown}` and `tessera test {shown}`"
    ));
    Ok(())
}
