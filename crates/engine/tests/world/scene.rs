//! Conditions in front of one activity: which of them hold, told by what the rules that
//! carry them give.
//!
//! Each condition becomes a rule of its own at the end of the programme. On purchases that is
//! an offer on shipping for everybody, which leaves the goods alone and works without a
//! member; so the basket of a scene needs one costly line of shipping.

use crate::world::rulebook;
use model::{Activity, Event, Happening, Instant, Key, Snapshot};
use std::collections::BTreeSet;
use tessera_engine::{Inputs, decide};

/// Every kind of line, so that a selection sees the whole basket.
const KINDS: &str = "[goods, shipping, fee, deposit, tip, certificate, top_up, donation]";

/// Makes the price paid for beans another one than their amount.
const TENTH: &str = "  tenth: {percent: 10 %, on: line.sku == 'BEANS', for: everybody}\n";

/// Somebody, and what they do when they are asked about.
#[derive(Clone)]
pub(crate) struct Scene {
    /// A document that ends before `earning`, `offers`, `rules`, `stacking` and `texts`.
    pub(crate) programme: String,
    pub(crate) snapshot: Snapshot,
    pub(crate) activity: Activity,
    pub(crate) at: Instant,
    pub(crate) exhausted: Vec<Key>,
}

impl Scene {
    pub(crate) fn new(programme: &str, snapshot: &Snapshot, activity: Activity, at: &str) -> Self {
        Self {
            programme: programme.to_owned(),
            snapshot: snapshot.clone(),
            activity,
            at: at.parse().expect("a time in a test"),
            exhausted: Vec::new(),
        }
    }

    /// The first of each pair holds, the second does not.
    pub(crate) fn tells_apart(&self, pairs: &[(&str, &str)]) {
        self.holds(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>());
        self.fails(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
    }

    /// All of these conditions hold.
    pub(crate) fn holds<C: AsRef<str>>(&self, conditions: &[C]) {
        let wrong: Vec<_> = self.judged(conditions).filter(|c| !c.1).map(|c| c.0).collect();
        assert!(wrong.is_empty(), "at {} these should hold: {wrong:#?}", self.at);
    }

    /// None of these conditions holds.
    pub(crate) fn fails<C: AsRef<str>>(&self, conditions: &[C]) {
        let wrong: Vec<_> = self.judged(conditions).filter(|c| c.1).map(|c| c.0).collect();
        assert!(wrong.is_empty(), "at {} these should not hold: {wrong:#?}", self.at);
    }

    /// The first of each pair holds on the lines that the second names, and on no other.
    pub(crate) fn picks(&self, pairs: &[(&str, &str)]) {
        let rule = |at, condition: String| {
            let lines = format!("kinds: {KINDS}, sale_items: true, on: {condition}");
            format!("  q{at}: {{unit: marks, formula: '1', {lines}}}\n")
        };
        let conditions: Vec<&str> = pairs.iter().map(|pair| pair.0).collect();
        let happened = self.happened(&format!("offers:\n{TENTH}earning:\n"), &conditions, rule);
        let mut wrong = Vec::new();
        for (at, (condition, expected)) in pairs.iter().enumerate() {
            let picked = happened.iter().find(|h| is_answer(h, at)).map(|h| self.lines(&h.event));
            let picked = picked.unwrap_or_default().join(" ");
            if picked != *expected {
                wrong.push(format!("{condition}: {picked} instead of {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    fn judged<'c>(
        &self,
        conditions: &'c [impl AsRef<str>],
    ) -> impl Iterator<Item = (&'c str, bool)> {
        let conditions: Vec<&str> = conditions.iter().map(AsRef::as_ref).collect();
        let happened = match &self.activity {
            Activity::Purchase(_) => {
                let section = format!("stacking: {{groups: {{each: all}}}}\noffers:\n{TENTH}");
                self.happened(&section, &conditions, |at, condition| {
                    format!("  q{at}: {{shipping: 1 %, for: everybody, if: {condition}}}\n")
                })
            }
            Activity::Event(event) => self.of_action(event.event.as_str(), &conditions),
            Activity::Decide(_) => self.of_action("idea", &conditions),
            other => panic!("a scene with {}", other.word()),
        };
        let holding: BTreeSet<usize> =
            (0..conditions.len()).filter(|at| happened.iter().any(|h| is_answer(h, *at))).collect();
        conditions.into_iter().enumerate().map(move |(at, c)| (c, holding.contains(&at)))
    }

    fn of_action(&self, event: &str, conditions: &[&str]) -> Vec<Happening> {
        let rule = |at, condition: String| {
            format!("  q{at}: {{when: event {event}, if: {condition}, gives: {{message: held}}}}\n")
        };
        self.happened("texts: {held: It holds}\nrules:\n", conditions, rule)
    }

    /// What the activity brings under the programme with these rules.
    fn happened(
        &self,
        section: &str,
        conditions: &[&str],
        rule: impl Fn(usize, String) -> String,
    ) -> Vec<Happening> {
        // A text of JSON is one of YAML.
        let quoted = |condition: &&str| serde_json::Value::from(*condition).to_string();
        let rules = conditions.iter().map(quoted).enumerate().map(|(at, c)| rule(at, c));
        let book = rulebook(&format!("{}{section}{}", self.programme, rules.collect::<String>()));
        let decision = decide(&Inputs {
            rulebook: &book,
            snapshot: &self.snapshot,
            activity: &self.activity,
            at: self.at,
            now: self.at,
            original: None,
            pool: &[],
            certificates: &[],
            exhausted: &self.exhausted,
            seed: [7; 32],
            detailed: false,
        });
        assert!(decision.fatal().is_none(), "{:?}", decision.outcome.refusals);
        decision.events
    }

    /// The lines that earned.
    fn lines(&self, event: &Event) -> Vec<&str> {
        let (Event::Earned { by_line, .. }, Activity::Purchase(bought)) = (event, &self.activity)
        else {
            return Vec::new();
        };
        let lines = bought.basket.lines.iter().zip(by_line);
        lines.filter(|(_, marks)| !marks.is_zero()).map(|(line, _)| line.id.as_str()).collect()
    }
}

/// Whether the rule with the condition at this place gave something.
fn is_answer(happening: &Happening, at: usize) -> bool {
    happening.because.rule.as_ref().is_some_and(|rule| rule.as_str() == format!("q{at}"))
}
