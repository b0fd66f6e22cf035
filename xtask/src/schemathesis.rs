//! Schemathesis, the program that tries the API by its OpenAPI document. It comes from PyPI into a
//! folder of its own, once per version.

use std::path::{Path, PathBuf};

use crate::command::Task;
use crate::error::ChoreError;
use crate::workspace::cache_dir;

/// Pinned, so that a new release never turns a green run red by itself.
const VERSION: &str = "4.32.5";

/// What an answer must hold: no 5xx, only documented statuses, content types and bodies.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_schema_conformance";

/// Cases per operation; with the time limit below this keeps the step at two to three minutes.
const MAX_EXAMPLES: &str = "25";

/// Same seed, same requests: a failure can be repeated.
const SEED: &str = "20";

/// Gives up on a request after this many seconds.
const REQUEST_TIMEOUT_SECONDS: &str = "10";

/// The program, installed first if it is not there yet.
pub(crate) fn find_or_install(root: &Path) -> Result<PathBuf, ChoreError> {
    let folder = cache_dir().join(format!("schemathesis-{VERSION}"));
    let program = folder.join("bin").join("schemathesis");
    if Task::new(root, &program, &["--version"]).works() {
        return Ok(program);
    }
    if !Task::new(root, "python3", &["--version"]).works() {
        let needed =
            "python3 is needed to run schemathesis; install it (Debian: apt install python3-venv)";
        return Err(ChoreError::Usage(needed.to_owned()));
    }
    let place = folder.to_string_lossy();
    Task::new(root, "python3", &["-m", "venv", "--clear", &place]).run()?;
    let package = format!("schemathesis=={VERSION}");
    Task::new(root, folder.join("bin").join("pip"), &["install", "--quiet", &package]).run()?;
    Ok(program)
}

/// The run against a server at `base` (`http://127.0.0.1:PORT`). It leaves traces in `folder`.
pub(crate) fn task(root: &Path, folder: &Path, program: &Path, base: &str, key: &str) -> Task {
    let document = format!("{base}/openapi.json");
    let header = format!("Authorization: Bearer {key}");
    let arguments = [
        "run",
        document.as_str(),
        "--header",
        header.as_str(),
        "--checks",
        CHECKS,
        "--phases",
        "examples,coverage,fuzzing",
        "--max-examples",
        MAX_EXAMPLES,
        "--seed",
        SEED,
        "--generation-database",
        "none",
        "--request-timeout",
        REQUEST_TIMEOUT_SECONDS,
        "--workers",
        "2",
        "--no-shrink",
        "--continue-on-failure",
    ];
    // The hooks give each request a fresh key and, often, the id of something that exists.
    let hooks = root.join("tests/api");
    Task::new(folder, program, &arguments)
        .with("PYTHONPATH", &hooks.to_string_lossy())
        .with("PYTHONDONTWRITEBYTECODE", "1")
        .with("SCHEMATHESIS_HOOKS", "hooks")
        .with("TESSERA_API", base)
        .with("TESSERA_ADMIN_KEY", key)
}
