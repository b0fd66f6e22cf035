//! Words to people outside: how a code reaches a phone or a mailbox. What carries it is set
//! when the service starts; without anything, codes reach nobody and are not told otherwise.

use crate::Tessera;
use crate::identity::Identity;
use async_trait::async_trait;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;

/// A message to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// To which phone or mailbox.
    pub to: Identity,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// Carries letters.
#[async_trait]
pub trait Post: Send + Sync + 'static {
    /// Carries one, or says why not.
    async fn carry(&self, letter: Letter) -> Result<(), String>;
}

/// Carries mail by one way and short messages by another.
#[derive(Clone, Default)]
pub struct ByKind {
    /// Letters to mailboxes.
    pub mail: Option<Arc<dyn Post>>,
    /// Short messages to phones.
    pub phone: Option<Arc<dyn Post>>,
}

#[async_trait]
impl Post for ByKind {
    async fn carry(&self, letter: Letter) -> Result<(), String> {
        let post = if letter.is_short_message() { &self.phone } else { &self.mail };
        match post {
            Some(post) => post.carry(letter).await,
            None => Err(format!(
                "nothing carries letters to addresses of the kind {}",
                letter.to.kind.word()
            )),
        }
    }
}

/// Writes letters to a file, a line of JSON each: for trying things out.
#[derive(Clone, Debug)]
pub struct FilePost(pub PathBuf);

#[async_trait]
impl Post for FilePost {
    async fn carry(&self, letter: Letter) -> Result<(), String> {
        use tokio::io::AsyncWriteExt;
        let mut line = serde_json::to_vec(&letter).map_err(|e| e.to_string())?;
        line.push(b'\n');
        let mut open = tokio::fs::OpenOptions::new();
        let opened = open.create(true).append(true).open(&self.0).await;
        let mut file = opened.map_err(|e| e.to_string())?;
        // One write, so that letters written at the same time do not mix.
        file.write_all(&line).await.map_err(|e| e.to_string())?;
        file.flush().await.map_err(|e| e.to_string())
    }
}

/// Sends a letter, and notes when it cannot be sent: whoever asked is not told, because that
/// would tell who is a member.
pub(super) async fn send(tessera: &Tessera, letter: Letter) {
    let Some(post) = tessera.post.get().cloned() else {
        return tracing::warn!("nothing carries letters: set a way to send codes to members");
    };
    if let Err(error) = post.carry(letter).await {
        tracing::error!(%error, "a letter was not sent");
    }
}
