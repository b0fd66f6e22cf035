//! Receipts and returns.

use super::ReceiptsArguments;
use super::run::{begin, end};
use crate::failure::Failure;
use crate::shop::carry::{Carrying, Plan, refusal};
use crate::shop::worker::Done;
use crate::shop::{report, source};
use crate::{database, progress};
use service::programmes;
use std::sync::Arc;

pub(super) async fn import(arguments: &ReceiptsArguments) -> Result<(), Failure> {
    let file = &arguments.file;
    let tessera = database::open(&file.database.database).await?;
    let (_, rulebook) = programmes::current(&tessera).await?;
    let history = Arc::new(source::file(&file.file, &rulebook, arguments.rate)?);
    let mut run = begin(&tessera, "receipts", file).await?;
    let plan = Plan {
        history: history.clone(),
        actor: "import",
        enrol: arguments.enrol,
        personas: None,
        key: Some(run.key().into()),
    };
    let bar = progress::counted("importing", history.timeline.len() as u64);
    let mut refusals = Vec::new();
    let mut carrying = Carrying::start(&tessera, &plan);
    while let Some(outcome) = carrying.next().await? {
        bar.inc(1);
        run.count(matches!(outcome.done, Done::Refused(..)));
        refusals.extend(refusal(&history, &outcome));
        if let Done::Committed(entry, repeated) = &outcome.done {
            run.kept(outcome.place as u64 + 1, entry, *repeated).await?;
        }
    }
    bar.finish_and_clear();
    end(run, file, &report::row_errors(&history, &refusals)).await
}
