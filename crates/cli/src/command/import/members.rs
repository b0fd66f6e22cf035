//! Members with balances.

use super::FileArguments;
use super::run::{begin, end};
use crate::failure::Failure;
use crate::shop::source;
use crate::{database, progress};
use service::imports::{self, COLUMNS, ImportError};

pub(super) async fn import(arguments: &FileArguments) -> Result<(), Failure> {
    let tessera = database::open(&arguments.database.database).await?;
    let failure = |error| match error {
        ImportError::File(error) => Failure::file(&arguments.file, &error),
        ImportError::Column(name) => {
            Failure::input(format!("the column `{name}` is not known")).hint(COLUMNS)
        }
        ImportError::Receipts(error) => Failure::file(&arguments.file, &error),
        ImportError::Service(error) => error.into(),
    };
    let file = source::open(&arguments.file)?;
    imports::known_columns(&tessera, file).await.map_err(failure)?;
    let mut run = begin(&tessera, "members", arguments).await?;
    let bar = progress::open("importing");
    let file = source::open(&arguments.file)?;
    let done = imports::members(&mut run, file, usize::MAX, |_| bar.inc(1)).await;
    bar.finish_and_clear();
    let errors = done.map_err(failure)?.into_rows();
    end(run, arguments, &errors).await
}
