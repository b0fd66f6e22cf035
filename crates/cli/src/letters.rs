//! How letters reach members: the options of `serve`.

use clap::Args;
use service::Tessera;
use service::people::post::FilePost;
use std::path::PathBuf;
use std::sync::Arc;

/// How letters reach members.
#[derive(Args, Clone, Debug)]
pub(crate) struct LetterArguments {
    /// Write letters to members, such as codes for signing in, to this file instead of
    /// sending them: for trying things out.
    #[arg(long, value_name = "FILE", env = "TESSERA_LETTERS_FILE")]
    letters_file: Option<PathBuf>,
}

impl LetterArguments {
    /// Lets the service send them.
    pub(crate) fn apply(&self, tessera: &Tessera) {
        if let Some(path) = &self.letters_file {
            tessera.carry_letters_by(Arc::new(FilePost(path.clone())));
        }
    }
}
