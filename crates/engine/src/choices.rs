//! What members choose for themselves: options, and offers to activate.

use crate::judge::Judge;
use model::activity::{ActivateOffer, Choose};
use model::calendar::Window;
use model::{Because, Code, Event, Key};
use programme::rulebook::{Choice, Rule, Rulebook};

/// What counts of a choice for a member at a moment.
pub fn chosen(
    book: &Rulebook,
    snapshot: &model::Snapshot,
    choice: &Choice,
    at: model::Instant,
) -> Vec<Key> {
    Judge::new(&crate::Inputs::of_state(book, snapshot, at)).chosen(choice).to_vec()
}

impl<'a> Judge<'a> {
    /// Options are picked.
    pub(crate) fn choose(&mut self, choose: &'a Choose) {
        let book = self.book;
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let Some(choice) = book.choice(choose.choice.as_str()) else {
            return self.refuse_all(Code::CHOICE_UNKNOWN, Some(&choose.choice), None);
        };
        if !is_possible(choice, &choose.options) {
            return self.refuse_all(Code::CHOICE_INVALID, Some(&choice.key), None);
        }
        let now = self.period(choice.window, self.inputs.at);
        let period = now + i64::from(choice.next_period && choice.window != Window::Lifetime);
        let state = self.member.choices.get(&choice.key);
        if choice.window != Window::Lifetime && state.is_some_and(|state| state.period >= period) {
            return self.refuse_all(Code::CHOICE_MADE, Some(&choice.key), None);
        }
        let before = if period > now { self.chosen(choice).to_vec() } else { Vec::new() };
        let event = Event::Chosen {
            choice: choice.key.clone(),
            options: choose.options.clone(),
            period,
            before,
        };
        self.push(event, Because::rule(&choice.key));
    }

    /// What counts of a choice now.
    pub(crate) fn chosen(&self, choice: &'a Choice) -> &'a [Key] {
        let now = self.period(choice.window, self.inputs.at);
        match self.member.choices.get(&choice.key) {
            Some(state) if state.period == now => &state.options,
            Some(state) if state.period == now + 1 && !state.before.is_empty() => &state.before,
            _ => &choice.otherwise,
        }
    }

    /// An offer is activated.
    pub(crate) fn activate_offer(&mut self, activate: &'a ActivateOffer) {
        let book = self.book;
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let Some(rule) = book.rule(activate.offer.as_str()).filter(|rule| rule.activate) else {
            return self.refuse_all(Code::OFFER_UNKNOWN, Some(&activate.offer), None);
        };
        if rule.schedule.until.is_some_and(|until| self.inputs.at >= until) {
            return self.refuse_all(Code::OFFER_NOT_NOW, Some(&rule.key), None);
        }
        let event = Event::OfferActivated { offer: rule.key.clone(), until: rule.schedule.until };
        self.push(event, Because::rule(&rule.key));
    }

    /// Whether a rule waits for the member to activate it.
    pub(crate) fn waits_for_activation(&self, rule: &Rule) -> bool {
        let at = self.inputs.at;
        let active = |until: &Option<model::Instant>| until.is_none_or(|until| at < until);
        rule.activate && !self.member.activated.get(&rule.key).is_some_and(active)
    }

    /// Whether the member is in the control group of a rule. It follows from
    /// who they are, so it is the same every time and can be found out again.
    pub(crate) fn is_held_out(&self, rule: &Rule) -> bool {
        if rule.holdout <= 0 || self.member.enrolled_at.is_none() {
            return false;
        }
        let mut hasher = blake3::Hasher::new_derive_key("tessera holdout v1");
        hasher.update(self.inputs.snapshot.owner.id.as_bytes());
        hasher.update(rule.key.as_str().as_bytes());
        let mut bytes = [0u8; 8];
        hasher.finalize_xof().fill(&mut bytes);
        let drawn = (u128::from(u64::from_le_bytes(bytes)) * 1_000_000) >> 64;
        i128::try_from(drawn).unwrap_or(0) < i128::from(rule.holdout)
    }

    /// Keeps for comparison that a rule gave nothing.
    pub(crate) fn hold_out(&mut self, rule: &Rule) {
        self.push(Event::HeldOut { rule: rule.key.clone() }, Because::rule(&rule.key));
    }
}

fn is_possible(choice: &Choice, options: &[Key]) -> bool {
    let known = |option: &Key| choice.free || choice.options.iter().any(|(key, _)| key == option);
    let twice = options.iter().enumerate().any(|(at, option)| options[..at].contains(option));
    options.len() <= usize::from(choice.most) && !twice && options.iter().all(known)
}
