//! Receipts and returns.

use super::ReceiptsArguments;
use super::run::{begin, end};
use crate::failure::Failure;
use crate::shop::source;
use crate::{database, progress};
use service::{imports, programmes};
use std::sync::Arc;

pub(super) async fn import(arguments: &ReceiptsArguments) -> Result<(), Failure> {
    let file = &arguments.file;
    let tessera = database::open(&file.database.database).await?;
    let (_, rulebook) = programmes::current(&tessera).await?;
    let history = Arc::new(source::file(&file.file, &rulebook, arguments.rate)?);
    let mut run = begin(&tessera, "receipts", file).await?;
    let bar = progress::counted("importing", history.timeline.len() as u64);
    let every = usize::MAX;
    let done = imports::receipts(&mut run, history, arguments.enrol, every, |_| bar.inc(1)).await;
    bar.finish_and_clear();
    end(run, file, &done?.into_rows()).await
}
