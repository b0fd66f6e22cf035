//! The beginning of a run: storage, programme, nodes, referee.

use std::sync::Arc;

use model::Instant;
use service::{Ask, Error, Tessera, programmes};
use simulation::trial::{Dice, Judge, Plan, Shop};
use store::SqliteStore;

use crate::desk::Logged;
use crate::failure::Failure;
use crate::mood::{self, Mood};
use crate::referee::Referee;
use crate::run::{Run, Settings};

/// The version that begins to count in the middle of a run.
pub(crate) const SECOND: u32 = 2;

/// Prepares a run.
pub(crate) async fn run(settings: &Settings) -> Result<Run, Failure> {
    let mut dice = Dice::new(settings.seed, "size and mood");
    let size = mood::size(&mut dice, settings.steps);
    let mood = Mood::of(&mut dice);
    let plan = Plan::of(settings.seed, size);
    let shop = Shop::of(settings.seed);
    let (documents, referee) = match &settings.document {
        None => {
            let judge = Judge::new(shop.clone(), plan.requests.clone());
            (shop.documents().to_vec(), Referee::Exact(Box::new(judge)))
        }
        // The second version says the same.
        Some(text) => (vec![text.clone(), text.clone()], Referee::Plain(Default::default())),
    };
    let broken = |error: Error| Failure::of(format!("the run cannot begin: {error}"));
    let store = SqliteStore::in_memory().map_err(|error| broken(error.into()))?;
    let mut run = Run::new(settings, plan, mood, referee, Arc::new(store));
    run.trace.add(|| format!("{shop:?}\n{mood:?}\n{size:?}"));
    run.ground.desk.open(true);
    for _ in 0..size.nodes {
        let node = run.open_node(0).await.map_err(broken)?;
        run.nodes.push(node);
    }
    publish(&run.nodes[0].tessera, documents).await.map_err(broken)?;
    run.ground.desk.open(false);
    for logged in run.ground.desk.take_log() {
        // That the first version counts is where the judge begins.
        if let Logged::Append(append) = logged {
            run.appends.push(*append);
        }
    }
    Ok(run)
}

async fn publish(tessera: &Tessera, documents: Vec<String>) -> Result<(), Error> {
    let ask = Ask::by("owner");
    for (number, document) in (1..).zip(documents) {
        let draft = programmes::upload(tessera, &ask, document).await?;
        debug_assert_eq!(draft.version.number, number);
        programmes::publish(tessera, &ask, number, None).await?;
        if number == 1 {
            let from = Some(Instant::UNIX_EPOCH);
            programmes::activate(tessera, &ask, number, from).await?;
        }
    }
    Ok(())
}
