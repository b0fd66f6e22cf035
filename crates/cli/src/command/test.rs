//! `tessera test`: the scenarios beside documents, through the real service in memory.

use crate::database;
use crate::documents::NAME;
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use programme::diagnostic::Rendering;
use service::scenario::{FILE, Report, run_folder};
use std::path::{Path, PathBuf};

/// Run the scenarios beside programme documents.
#[derive(Args, Debug)]
pub(crate) struct TestArguments {
    /// Folders with a programme and scenarios, or folders of such folders.
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Print the reports as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &TestArguments) -> Result<(), Failure> {
    let mut folders = Vec::new();
    for folder in &arguments.folders {
        find(folder, &mut folders)?;
    }
    let reports = database::runtime()?.block_on(reports(&folders))?;
    let passed: usize = reports.iter().map(Report::passed).sum();
    let failed: usize = reports.iter().map(Report::failed).sum();
    if arguments.json {
        terminal::print_json(&reports)?;
        terminal::say(format_args!("{passed} passed, {failed} failed"));
    } else {
        let mut text: String = reports.iter().map(shown).collect();
        text.push_str(&format!("{passed} passed, {failed} failed\n"));
        terminal::print(text)?;
    }
    if failed > 0 { Err(Failure::input_told()) } else { Ok(()) }
}

fn shown(report: &Report) -> String {
    let mut text = String::new();
    if let Some(found) = &report.diagnostics {
        let file = Path::new(&report.folder).join(found.file());
        let source = std::fs::read_to_string(file).unwrap_or_default();
        let rendering = Rendering { text: Some(&source), colour: false };
        text.push_str(&format!("FAIL {}: the documents have errors\n", report.folder));
        text.push_str(&found.render(rendering));
    }
    let without = Report { diagnostics: None, ..report.clone() };
    text + &without.to_string()
}

/// Folders are independent, so all cores work.
async fn reports(folders: &[PathBuf]) -> Result<Vec<Report>, Failure> {
    let running: Vec<_> =
        folders.iter().map(|folder| tokio::spawn(run_folder(folder.clone()))).collect();
    let mut reports = Vec::with_capacity(running.len());
    for run in running {
        let report =
            run.await.map_err(|error| Failure::ours(format!("a scenario broke: {error}")))?;
        reports.push(report.map_err(|error| Failure::input(crate::failure::chain(&error)))?);
    }
    Ok(reports)
}

fn find(folder: &Path, folders: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if folder.join(NAME).is_file() {
        folders.push(folder.to_path_buf());
        return Ok(());
    }
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))?;
    let mut inside: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    inside.retain(|path| path.join(NAME).is_file() && path.join(FILE).is_file());
    if inside.is_empty() {
        let failure = Failure::input(format!("{}: no {NAME} with {FILE} in it", folder.display()));
        return Err(failure.hint("`tessera init` makes both"));
    }
    inside.sort();
    folders.extend(inside);
    Ok(())
}
