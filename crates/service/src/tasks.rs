//! Tasks of the office as the use cases see them: a body of a type of its own, changed by one
//! at a time.

use crate::Tessera;
use crate::clock::machine_now;
use crate::error::{Broken, Error};
use jiff::SignedDuration;
use model::Key;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::TaskRow;
use uuid::Uuid;

/// A task that runs is given up when nothing was heard of it for so long.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);

/// A task with its body read.
#[derive(Clone, Debug)]
pub(crate) struct Task<B> {
    pub(crate) row: TaskRow,
    pub(crate) body: B,
}

impl<B: Serialize + DeserializeOwned> Task<B> {
    pub(crate) fn of(row: TaskRow) -> Result<Self, Error> {
        let body = serde_json::from_value(row.body.clone()).map_err(|error| {
            Error::Broken(Broken::Unreadable { what: "task", reason: error.to_string() })
        })?;
        Ok(Self { row, body })
    }

    /// Keeps a new task, unless a repeated request made it before.
    pub(crate) async fn create(
        tessera: &Tessera,
        id: Uuid,
        (kind, state): (&str, &str),
        body: B,
        file: Option<Vec<u8>>,
    ) -> Result<Self, Error> {
        let row = TaskRow {
            id,
            kind: Key::new(kind),
            state: Key::new(state),
            revision: 0,
            changed_at: machine_now(),
            body: value(&body)?,
        };
        match tessera.store().create_task(row.clone(), file).await? {
            true => Ok(Self { row, body }),
            false => Self::find(tessera, id, kind).await?.ok_or_else(|| Broken::Busy.into()),
        }
    }

    /// One of a kind.
    pub(crate) async fn find(
        tessera: &Tessera,
        id: Uuid,
        kind: &str,
    ) -> Result<Option<Self>, Error> {
        let row = tessera.store().find_task(id).await?;
        row.filter(|row| row.kind == *kind).map(Self::of).transpose()
    }

    /// Writes the body as it is now, in a state. `false` when somebody else was faster; the
    /// task is then outdated.
    pub(crate) async fn write(
        &mut self,
        tessera: &Tessera,
        state: &str,
        keeps_file: bool,
    ) -> Result<bool, Error> {
        let row = TaskRow {
            state: Key::new(state),
            changed_at: machine_now(),
            body: value(&self.body)?,
            ..self.row.clone()
        };
        let written = tessera.store().change_task(row.clone(), keeps_file).await?;
        if written {
            self.row = TaskRow { revision: row.revision + 1, ..row };
        }
        Ok(written)
    }

    /// Whether it should run and nobody was heard of for long: its node is gone.
    pub(crate) fn is_given_up(&self, running: &str) -> bool {
        let silent = machine_now().duration_since(self.row.changed_at);
        self.row.state == *running && silent > PATIENCE
    }
}

fn value(body: &impl Serialize) -> Result<serde_json::Value, Error> {
    serde_json::to_value(body).map_err(|error| {
        Error::Broken(Broken::Unreadable { what: "task", reason: error.to_string() })
    })
}
