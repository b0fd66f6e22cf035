//! What passes between owners, what comes later, and what chance brings.

use crate::explain::sentences::{Fields, fill};
use crate::explain::words::Words;
use model::activity::{SeatChange, TransferPurpose};
use model::event::{Asked, Ground, Planned};
use model::{Event, Money};

impl Words<'_> {
    /// Sentences about transfers, exchanges and money due to others, about
    /// groups, about what is planned, and about surprises and prizes.
    pub(super) fn between_event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
        match event {
            Event::TransferredOut { unit, amount, purpose, .. } => {
                fields.set("amount", self.units(unit, *amount));
                Some(match purpose {
                    TransferPurpose::Gift => "event.given",
                    TransferPurpose::Pool => "event.pooled_out",
                    TransferPurpose::Merge => "event.merged_out",
                })
            }
            Event::TransferredIn { unit, amount, active_at, expires_at, purpose, .. } => {
                fields.set("amount", self.units(unit, *amount));
                self.terms(*active_at, *expires_at, fields);
                Some(match purpose {
                    TransferPurpose::Gift => "event.received",
                    TransferPurpose::Pool => "event.pooled_in",
                    TransferPurpose::Merge => "event.merged_in",
                })
            }
            Event::Accrued { ground, party, amount, .. } => {
                fields.set("party", self.name(party));
                Some(self.accrued(*ground, *amount, fields))
            }
            Event::ExchangeAsked(Asked { kind, gives, .. }) => {
                let exchange = self.book.exchange(kind.as_str());
                fields.set("exchange", self.named(exchange.map(|e| &e.name), kind));
                let of = exchange.map(|e| &e.of).cloned().unwrap_or_default();
                fields.set("gives", self.counted(&of, *gives));
                Some("event.exchange_asked")
            }
            Event::ExchangeSettled { confirmed: true, .. } => Some("event.exchange_confirmed"),
            Event::ExchangeSettled { confirmed: false, .. } => Some("event.exchange_refused"),
            Event::DebtPassedOn { unit, amount, .. } => {
                fields.set("amount", self.units(unit, *amount));
                Some("event.debt_passed_on")
            }
            Event::DebtTakenOver { unit, amount, .. } => {
                fields.set("amount", self.units(unit, *amount));
                Some("event.debt_taken_over")
            }
            Event::ReceiptClaimed(claimed) => {
                fields.set("day", self.day(claimed.paid_at));
                let Some(number) = &claimed.number else { return Some("event.receipt_claimed") };
                fields.set("number", number.as_str());
                Some("event.receipt_claimed_numbered")
            }
            Event::ReceiptHandedOver(_) => Some("event.receipt_handed_over"),
            Event::Merged { .. } => Some("event.merged"),
            Event::PassedOn { .. } => Some("event.passed_on"),
            Event::TakenOver { .. } => Some("event.taken_over"),
            Event::HandedBack { .. } => Some("event.handed_back"),
            Event::Unmerged { .. } => Some("event.unmerged"),
            _ => self.group_event(event, fields).or_else(|| self.later_event(event, fields)),
        }
    }

    /// What partners owe is less than nothing to begin with; anything else below
    /// nothing was due before.
    fn accrued(&self, ground: Ground, amount: Money, fields: &mut Fields) -> &'static str {
        fields.set("amount", self.money(Money(amount.0.saturating_abs())));
        let word = format!("ground.{}", ground.word());
        fields.set("ground", fill(&word, self.locale, &Fields::default()));
        match (ground, amount < Money::ZERO) {
            (Ground::Issuing, true) => "event.owed",
            (Ground::Issuing, false) | (_, true) => "event.accrued_back",
            (_, false) => "event.accrued",
        }
    }

    fn group_event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
        if let Event::GroupFormed { kind, .. }
        | Event::SeatTaken { kind, .. }
        | Event::SeatLeft { kind, .. } = event
        {
            let known = self.book.group_kind(kind.as_str());
            fields.set("group", self.named(known.map(|g| &g.name), kind));
        }
        match event {
            Event::GroupFormed { key, .. } => {
                fields.set("name", key.as_str());
                Some("event.group_formed")
            }
            Event::SeatTaken { key, .. } => {
                fields.set("name", key.as_str());
                Some("event.seat_taken")
            }
            Event::SeatLeft { .. } => Some("event.seat_left"),
            Event::SeatChanged { change: SeatChange::Leave, .. } => Some("event.seat_emptied"),
            Event::SeatChanged { seated: true, .. } => Some("event.seat_filled"),
            Event::SeatChanged { seated: false, .. } => Some("event.seat_asked"),
            _ => None,
        }
    }

    fn later_event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
        match event {
            Event::Scheduled(Planned { due_at, .. }) => {
                fields.set("day", self.day(*due_at));
                Some("event.scheduled")
            }
            // What was given speaks for itself.
            Event::Unscheduled { done: false, .. } => Some("event.called_off"),
            Event::SurpriseDrawn { surprise, entry, .. } => {
                let known = self.book.surprise(surprise.as_str());
                fields.set("surprise", self.named(known.map(|s| &s.name), surprise));
                let entries = known.and_then(|s| s.entries.iter().find(|e| e.key == *entry));
                fields.set("entry", self.named(entries.map(|e| &e.name), entry));
                Some("event.surprise")
            }
            Event::PrizeWon { raffle, prize, ticket, .. } => {
                let known = self.book.raffle(raffle.as_str());
                fields.set("raffle", self.named(known.map(|r| &r.name), raffle));
                let prizes = known.and_then(|r| r.prizes.iter().find(|p| p.key == *prize));
                fields.set("prize", self.named(prizes.map(|p| &p.name), prize));
                fields.set("ticket", ticket.to_string());
                Some("event.prize_won")
            }
            _ => None,
        }
    }
}
