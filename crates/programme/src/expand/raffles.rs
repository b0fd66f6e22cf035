//! Raffles among those who hold tickets.

use super::context::Expander;
use super::gives::Giver;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{PrizeSection, RaffleSection};
use crate::rulebook::{Prize, Raffle};
use crate::source::Path;
use model::{Instant, Key};

impl Expander<'_> {
    /// The declared raffles.
    pub(super) fn raffles(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.raffles {
            let at = Path::root().key("raffles").key(key.as_str());
            let raffle = self.raffle(key, section, &at);
            self.book.raffles.push(raffle);
        }
    }

    fn raffle(&mut self, key: &str, section: &RaffleSection, at: &Path) -> Raffle {
        let doc = self.doc;
        let known: Vec<&str> = doc.units.keys().map(String::as_str).collect();
        self.refers("unit", &section.tickets.0, &at.key("tickets"), &known);
        let path = at.key("prizes");
        if section.prizes.is_empty() {
            self.error(code::OUT_OF_RANGE, &path, "a raffle needs at least one prize");
        }
        let mut prizes = Vec::new();
        for (prize, part) in &section.prizes {
            prizes.push(self.prize(key, prize, part, &path.key(prize.as_str())));
        }
        Raffle {
            key: Key::new(key),
            name: self.name(&section.name, &at.key("name"), key),
            tickets: Key::new(&section.tickets.0),
            draw_at: self.begins(&section.draw.0, &at.key("draw")).unwrap_or(Instant::MAX),
            prizes,
            several: section.several,
        }
    }

    fn prize(&mut self, raffle: &str, key: &str, section: &PrizeSection, at: &Path) -> Prize {
        let name = self.name(&section.name, &at.key("name"), key);
        let count = section.count.unwrap_or(1);
        if count == 0 {
            self.error(code::OUT_OF_RANGE, &at.key("count"), "there is at least one of a prize");
        }
        let schema = self.schema.in_scope(Scope::Member);
        let giver = Giver {
            key: &format!("{raffle}-{key}"),
            section: "raffles",
            name: &name,
            schema: &schema,
            receipt: false,
            lines: None,
        };
        Prize {
            key: Key::new(key),
            count,
            effects: self.gives(&section.gives, &at.key("gives"), &giver),
            worth: section.worth.as_ref().map(|worth| self.some_money(worth, &at.key("worth"))),
            name,
        }
    }
}
