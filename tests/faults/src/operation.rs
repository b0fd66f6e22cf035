//! One request of a till: what is sent, what must follow, and what was answered.

use crate::Failure;
use crate::http::Answer;
use model::entry::Hash;
use serde_json::Value;

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Somebody joins.
    Enrol,
    /// A receipt, perhaps paid in part with bonus.
    Purchase,
    /// One piece comes back.
    Return,
    /// A credit by hand.
    Adjust,
    /// Bonus is reserved.
    Hold,
    /// Bonus is taken out of a reservation.
    Capture,
}

impl Deed {
    /// The word of its entry in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Self::Enrol => "enrol",
            Self::Purchase => "purchase",
            Self::Return => "return",
            Self::Adjust => "adjust",
            Self::Hold => "hold",
            Self::Capture => "capture",
        }
    }

    /// Whether a customer waits for it at the till, so that the server turns it away last.
    pub fn is_at_the_counter(self) -> bool {
        matches!(self, Self::Purchase | Self::Return | Self::Hold | Self::Capture)
    }
}

/// A request that a till has decided on.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The idempotency key.
    pub key: String,
    /// Where to.
    pub path: String,
    /// The body.
    pub body: String,
    /// What it does.
    pub deed: Deed,
    /// The place of the member in the shop's list.
    pub member: usize,
    /// What it changes of the member's bonus, in hundredths.
    pub delta: i64,
    /// The effects that the answer must tell, as kind and amount.
    pub effects: Vec<(&'static str, i64)>,
    /// What one piece of a receipt that may come back later costs, in hundredths.
    pub piece: Option<i64>,
}

/// An operation that was acknowledged.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// The request.
    pub operation: Operation,
    /// The journal entry that the answer named.
    pub entry: String,
    /// The receipt that it named, when it was one.
    pub receipt: Option<String>,
    /// The hold that it named, when it was one.
    pub hold: Option<String>,
    /// The member that it named.
    pub named_member: Option<String>,
    /// Hash of the bytes of the answer.
    pub answer: Hash,
}

impl Operation {
    /// Reads a good answer; an error when it does not say what the till computed.
    pub fn acknowledge(self, answer: &Answer) -> Result<Acknowledged, Failure> {
        let body = answer.json()?;
        let told: Vec<(String, i64)> = body["effects"].as_array().map_or(Vec::new(), |effects| {
            effects.iter().filter_map(|effect| Some((word(effect)?, hundredths(effect)?))).collect()
        });
        for (kind, amount) in &self.effects {
            if !told.iter().any(|(word, told)| word == kind && told == amount) {
                let (key, sent) = (&self.key, &self.body);
                let said = &answer.body;
                return Err(format!(
                    "{key}: expected {kind} {amount}, was told {said} after {sent}"
                )
                .into());
            }
        }
        let id = |field: &str| body[field].as_str().map(str::to_owned);
        Ok(Acknowledged {
            entry: id("entry").ok_or_else(|| format!("no entry in {}", answer.body))?,
            receipt: if self.deed == Deed::Purchase { id("id") } else { None },
            hold: id("hold"),
            named_member: id("member"),
            answer: Hash::of(answer.body.as_bytes()),
            operation: self,
        })
    }
}

fn word(effect: &Value) -> Option<String> {
    Some(effect["kind"].as_str()?.to_owned())
}

fn hundredths(effect: &Value) -> Option<i64> {
    read_hundredths(effect["amount"].as_str()?)
}

/// `-12.30` as -1230.
pub fn read_hundredths(text: &str) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, "00"));
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    Some(sign * (whole.parse::<i64>().ok()? * 100 + part))
}

/// 1230 as `12.30`.
pub fn write_hundredths(amount: i64) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_they_are_written() {
        for (text, amount) in [("12.30", 1230), ("0.05", 5), ("7", 700), ("-1.5", -150)] {
            assert_eq!(read_hundredths(text), Some(amount), "{text}");
        }
        assert_eq!(write_hundredths(1205), "12.05");
    }
}
