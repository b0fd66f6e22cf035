//! After a run: what is unknown is resolved, and everything is proven.

use std::collections::BTreeMap;

use model::Owner;
use service::{Error, explain, jobs, members, projector, verify};
use store::{Journal, StoreError};

use crate::client;
use crate::run::{Run, lock};
use crate::shadow;

/// Entries that are decided again after each run.
const REPLAYED: usize = 12;

/// Requests that are sent once more after each run.
const REPEATED: usize = 40;

/// Keys are remembered for longer than so many milliseconds.
const KEYS_LIVE: i64 = 30 * 86_400_000;

fn broken(error: Error) -> String {
    format!("the service failed without a reason: {error} {error:?}")
}

impl Run {
    /// Nothing goes wrong any more, and every client asks once more.
    pub(crate) async fn heal(&mut self) -> Result<(), String> {
        self.trace.add(|| "all is well from here on".to_owned());
        self.ground.desk.open(true);
        for node in &mut self.nodes {
            node.skew = 0;
        }
        self.set_clocks();
        if self.activation_unknown {
            self.activate(0);
            self.land_all().await?;
        }
        let mut unknown = std::mem::take(&mut self.unknown);
        unknown.sort_unstable();
        unknown.dedup();
        for request in unknown {
            if self.base - self.sent_at[&request] < KEYS_LIVE {
                let node = self.dice.below(self.nodes.len());
                self.send(request, node);
                self.land_all().await?;
            }
        }
        if self.unknown.is_empty() && !self.activation_unknown {
            return Ok(());
        }
        Err(format!("requests {:?} stay unknown though nothing goes wrong", self.unknown))
    }

    async fn land_all(&mut self) -> Result<(), String> {
        /// No request needs so many turns when nothing holds it up.
        const TURNS: usize = 200;
        for _ in 0..TURNS {
            self.settle().await?;
            if self.flights.is_empty() {
                return Ok(());
            }
        }
        Err("a request does not end though nothing holds it up".to_owned())
    }

    /// Proves everything that must hold now.
    pub(crate) async fn prove(&mut self) -> Result<(), String> {
        self.repeat().await?;
        self.pass_time().await?;
        self.compare_members().await?;
        self.compare_counters().await?;
        self.count_entries()?;
        let verdict = verify::run(&self.nodes[0].tessera, |_| {}).await.map_err(broken)?;
        if !verdict.is_sound() {
            return Err(format!("the book is broken: {:?}", verdict.broken));
        }
        if usize::try_from(verdict.entries) != Ok(self.report.entries) {
            let (read, written) = (verdict.entries, self.report.entries);
            return Err(format!("the journal has {read} entries, and {written} were written"));
        }
        self.replay().await?;
        self.compare_projections().await?;
        self.report.done = self.referee.count_done();
        Ok(())
    }

    /// Every acknowledged request is sent again, to any node.
    async fn repeat(&mut self) -> Result<(), String> {
        let known: Vec<usize> = self.answers.keys().copied().collect();
        for _ in 0..REPEATED.min(known.len()) {
            let request = self.dice.pick(&known);
            if self.base - self.sent_at[&request] < KEYS_LIVE {
                let node = self.dice.below(self.nodes.len());
                self.send(request, node);
                self.land_all().await?;
            }
        }
        Ok(())
    }

    /// What is due is done, by any node; a second time there is nothing to do.
    async fn pass_time(&mut self) -> Result<(), String> {
        let node = self.dice.below(self.nodes.len());
        let tessera = self.nodes[node].tessera.clone();
        projector::project_now(&tessera).await.map_err(broken)?;
        let done = jobs::run_due(&tessera).await.map_err(broken)?;
        if done.failed > 0 {
            return Err(format!("time could not do its work for {} owners", done.failed));
        }
        projector::project_now(&tessera).await.map_err(broken)?;
        let again = jobs::run_due(&tessera).await.map_err(broken)?;
        if again.owners > 0 {
            return Err(format!("time did its work twice for {} owners", again.owners));
        }
        self.settle().await
    }

    async fn compare_members(&mut self) -> Result<(), String> {
        let now = self.base;
        let members: Vec<(Owner, usize)> = self.members.iter().map(|(o, m)| (*o, *m)).collect();
        for (owner, member) in members {
            let Some(id) = owner.as_member() else { continue };
            for node in &self.nodes {
                let state = members::state(&node.tessera, id).await.map_err(broken)?;
                self.compare_standing(member, Some(now), client::standing(&state))?;
            }
            let stored = self.ground.store.load(owner).await.map_err(|e| e.to_string())?;
            let stored = stored.ok_or_else(|| format!("member {member} has no entry"))?;
            self.compare_standing(member, None, client::standing(&stored))?;
            // Time has done its work: nothing that is over is left.
            let (written, now) =
                (self.referee.standing(member, None), self.referee.standing(member, Some(now)));
            if written != now {
                return Err(format!("time did not pass for member {member}: {written:?} {now:?}"));
            }
        }
        Ok(())
    }

    async fn compare_counters(&self) -> Result<(), String> {
        let Some(foretold) = self.referee.counters() else {
            return Ok(());
        };
        let read = async {
            let code = self.ground.store.counter("coupon:leaflet").await?;
            let mugs = self.ground.store.counter("stock:mug").await?;
            Ok::<_, StoreError>([code, mugs])
        };
        let seen = read.await.map_err(|error| error.to_string())?;
        if seen == foretold {
            return Ok(());
        }
        Err(format!("uses of the code and mugs are {seen:?} instead of {foretold:?}"))
    }

    /// Some entries are decided again from the journal, to the byte.
    async fn replay(&mut self) -> Result<(), String> {
        let tessera = self.nodes[0].tessera.clone();
        for _ in 0..REPLAYED {
            let append = &self.appends[self.dice.below(self.appends.len())];
            let entry = &append.entries[self.dice.below(append.entries.len())];
            match explain::entry(&tessera, entry.owner, entry.seq, "en").await {
                Ok(explained) if explained.is_identical => self.report.replayed += 1,
                Ok(explained) => {
                    return Err(format!(
                        "entry {} of {} is decided otherwise now, from event {:?} on",
                        entry.seq, entry.owner, explained.first_difference
                    ));
                }
                // Notes are not decided.
                Err(Error::Refused(_)) => {}
                Err(error) => return Err(broken(error)),
            }
        }
        Ok(())
    }

    /// Every request that was acknowledged stands in the journal, as it was answered. That it
    /// stands there once was seen when it was written down.
    fn count_entries(&mut self) -> Result<(), String> {
        self.report.entries = self.appends.iter().map(|append| append.entries.len()).sum();
        let mut journal = BTreeMap::new();
        for entry in self.appends.iter().filter_map(|append| append.entries.first()) {
            journal.insert((entry.owner, entry.seq), &entry.bytes);
        }
        for (request, answer) in &self.answers {
            let stored = journal.get(&(answer.owner, answer.seq));
            let is_there = stored.is_some_and(|bytes| **bytes == answer.bytes);
            if !is_there || !self.referee.is_done(*request) {
                return Err(format!(
                    "request {request} was acknowledged and is not in the journal"
                ));
            }
        }
        Ok(())
    }

    /// Projections equal those that are made at once on a fresh store, and so does what was
    /// handed out.
    async fn compare_projections(&mut self) -> Result<(), String> {
        let shadow = shadow::build(self).await?;
        let (seen, made) = (shadow::look(&self.ground.store).await?, shadow::look(&shadow).await?);
        if let Some(difference) = seen.first_difference(&made) {
            return Err(format!("projections differ from a rebuild: {difference}"));
        }
        let journal = shadow::Journal::of(&self.appends)?;
        seen.agrees_with(&journal)?;
        let mut handed_out = std::mem::take(&mut *lock(&self.handed_out));
        self.report.events = handed_out.len();
        handed_out.extend(shadow::outbox(&self.ground.store).await?);
        shadow::compare_events(&handed_out, &shadow::outbox(&shadow).await?)?;
        journal.was_told(&handed_out)
    }
}
