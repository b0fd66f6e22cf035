//! Surprises, and prizes of raffles.
//!
//! A surprise is drawn with the seed of the decision, so the journal alone shows
//! that nobody chose it.

use crate::facts::View;
use crate::judge::Judge;
use model::activity::WinPrize;
use model::{Because, Code, Event, Key, Money};
use programme::rulebook::{Surprise, SurpriseEntry};

impl<'a> Judge<'a> {
    /// Draws from a surprise and gives what comes out.
    pub(crate) fn surprise(&mut self, rule: &Key, budget: Option<&Key>, key: &Key) {
        let book = self.book;
        let Some(surprise) = book.surprise(key.as_str()) else { return };
        let drawn = self.drawn(surprise);
        let Some(entry) = drawn.filter(|entry| self.is_affordable(budget, &entry.effects)) else {
            return;
        };
        self.count_draw(surprise, entry.worth);
        let event = Event::SurpriseDrawn {
            surprise: surprise.key.clone(),
            entry: entry.key.clone(),
            worth: entry.worth,
        };
        self.push(event, Because::rule(rule));
        self.give_effects(&surprise.key, budget, &entry.effects, None);
    }

    fn drawn(&mut self, surprise: &'a Surprise) -> Option<&'a SurpriseEntry> {
        let view = View::of_member(self);
        let open = |entry: &&SurpriseEntry| {
            entry.condition.as_ref().is_none_or(|condition| condition.test(&view))
        };
        let mut entries: Vec<&SurpriseEntry> = surprise.entries.iter().filter(open).collect();
        let least = self.least_due(surprise);
        if entries.iter().any(|entry| entry.worth >= least) {
            entries.retain(|entry| entry.worth >= least);
        } else {
            // Nothing reaches it: the best there is.
            let best = entries.iter().map(|entry| entry.worth).max()?;
            entries.retain(|entry| entry.worth == best);
        }
        let total: u64 = entries.iter().map(|entry| u64::from(entry.weight)).sum();
        let random = self.new_id();
        let number = u64::from_le_bytes(random[..8].try_into().ok()?);
        let mut place = u64::try_from((u128::from(number) * u128::from(total)) >> 64).ok()?;
        entries.into_iter().find(|entry| {
            let weight = u64::from(entry.weight);
            let hit = place < weight;
            place = place.saturating_sub(weight);
            hit
        })
    }

    /// Draws are counted in blocks; the last one of a block makes up what is missing.
    fn least_due(&self, surprise: &Surprise) -> Money {
        let Some((draws, worth)) = surprise.floor else { return Money::ZERO };
        let draws = i64::from(draws.max(1));
        let count = self.series(counted(surprise).as_str(), 0, 0);
        let block = count / draws;
        if count % draws < draws - 1 {
            return Money::ZERO;
        }
        let so_far = self.series(worth_of(surprise).as_str(), block, block);
        Money((worth.0 - so_far).max(0))
    }

    fn count_draw(&mut self, surprise: &Surprise, worth: Money) {
        let Some((draws, _)) = surprise.floor else { return };
        let count = self.series(counted(surprise).as_str(), 0, 0);
        let block = count / i64::from(draws.max(1));
        for (series, period, delta) in
            [(counted(surprise), 0, 1), (worth_of(surprise), block, worth.0)]
        {
            let keep_from = period;
            let by_line = Vec::new();
            self.push(
                Event::Counted { series, period, delta, keep_from, by_line },
                Because::default(),
            );
        }
    }

    /// A draw of a raffle gave the member a prize.
    pub(crate) fn win_prize(&mut self, won: &'a WinPrize) {
        let book = self.book;
        let raffle = book.raffle(won.raffle.as_str());
        let prize = raffle.and_then(|r| r.prizes.iter().find(|p| p.key == won.prize));
        let Some(prize) = prize else {
            return self.refuse_all(Code::RAFFLE_UNKNOWN, Some(&won.raffle), None);
        };
        let event = Event::PrizeWon {
            raffle: won.raffle.clone(),
            draw: won.draw.clone(),
            prize: prize.key.clone(),
            ticket: won.ticket,
        };
        self.push(event, Because::rule(&won.raffle));
        self.give_effects(&won.raffle, None, &prize.effects, None);
        self.settle_tiers();
    }
}

fn counted(surprise: &Surprise) -> Key {
    Key(smol_str::format_smolstr!("surprise:{}/count", surprise.key))
}

fn worth_of(surprise: &Surprise) -> Key {
    Key(smol_str::format_smolstr!("surprise:{}/worth", surprise.key))
}
