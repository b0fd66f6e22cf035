//! The draw of a raffle that anyone can verify.
//!
//! Before tickets are sold, the hash of a secret is published (the commitment).
//! At the draw the secret is revealed, together with the list of tickets and,
//! if one likes, a public value that nobody could know when the raffle was
//! opened (the numbers of a state lottery, for example). Everything else
//! follows: [`draw`] gives the same winners to everybody.
//!
//! Tickets are numbered from 1 in the order of the list. The winner of a turn is
//! the ticket `X mod N + 1`, `X` being the first 16 bytes (little endian) of
//! blake3 keyed by the secret over: the text `tessera draw v1`, the length and
//! bytes of the public value, the blake3 hash of the list, the number of the
//! turn (8 bytes, little endian). A turn that hits a ticket that has won, or a
//! member who may not win again, is followed by the next turn.

use model::Key;
use model::entry::Hash;
use serde::{Deserialize, Serialize};

/// More turns than this find nobody new.
const MOST_TURNS: u64 = 1_000_000;

/// Everything that a draw needs and gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Which raffle of the document.
    pub raffle: Key,
    /// Published when the raffle was opened: the hash of `secret`.
    pub commitment: Hash,
    /// Revealed at the draw.
    pub secret: Hash,
    /// A public value of the day of the draw; may be empty.
    pub public: String,
    /// Who held how many tickets, in order of the holders' ids.
    pub tickets: Vec<Holder>,
    /// The prizes, in the order in which they are drawn.
    pub prizes: Vec<PrizeCount>,
    /// One member can win several.
    pub several: bool,
    /// Who won what.
    pub winners: Vec<Winner>,
}

/// Somebody with tickets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The member's id, which tells strangers nothing.
    pub holder: String,
    /// How many tickets.
    pub tickets: u64,
}

/// A prize, and how many of it there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrizeCount {
    /// Which prize of the document.
    pub prize: Key,
    /// How many of it.
    pub count: u16,
}

/// One prize that was won.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Winner {
    /// Which prize.
    pub prize: Key,
    /// The ticket that won it, from 1.
    pub ticket: u64,
    /// Who held that ticket.
    pub holder: String,
}

/// Why a record proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tampered {
    /// The secret is not the one that was committed to.
    Commitment,
    /// The holders do not stand in order, or one stands twice.
    Order,
    /// Other tickets win than the record says.
    Winners,
}

impl std::fmt::Display for Tampered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Commitment => "the secret is not the one that was committed to",
            Self::Order => "the holders of tickets do not stand in order",
            Self::Winners => "other tickets win than the record says",
        })
    }
}

impl std::error::Error for Tampered {}

/// What is published when a raffle is opened.
pub fn commitment(secret: Hash) -> Hash {
    Hash::of(&secret.0)
}

/// Who wins, by the record's tickets, secret and public value. There are fewer
/// winners than prizes when there are too few holders.
pub fn draw(record: &Record) -> Vec<Winner> {
    let total: u64 = record.tickets.iter().map(|holder| holder.tickets).sum();
    let list = list_hash(&record.tickets);
    let mut winners: Vec<Winner> = Vec::new();
    let mut turn = 0;
    let holders = record.tickets.iter().filter(|holder| holder.tickets > 0).count() as u64;
    let most = if record.several { total } else { holders };
    let prizes = record.prizes.iter().flat_map(|p| (0..p.count).map(|_| &p.prize));
    for prize in prizes.take(usize::try_from(most).unwrap_or(usize::MAX)) {
        while turn < MOST_TURNS && total > 0 {
            let ticket = u64::try_from(number(record, list, turn) % u128::from(total)).unwrap_or(0);
            turn += 1;
            let Some(holder) = holder_of(&record.tickets, ticket) else { break };
            let again = |w: &Winner| {
                w.ticket == ticket + 1 || (!record.several && w.holder == holder.holder)
            };
            if !winners.iter().any(again) {
                let holder = holder.holder.clone();
                winners.push(Winner { prize: prize.clone(), ticket: ticket + 1, holder });
                break;
            }
        }
    }
    winners
}

/// Checks that a record is what its commitment promised.
pub fn verify(record: &Record) -> Result<(), Tampered> {
    if commitment(record.secret) != record.commitment {
        return Err(Tampered::Commitment);
    }
    if record.tickets.windows(2).any(|pair| pair[0].holder >= pair[1].holder) {
        return Err(Tampered::Order);
    }
    if draw(record) != record.winners {
        return Err(Tampered::Winners);
    }
    Ok(())
}

fn number(record: &Record, list: Hash, turn: u64) -> u128 {
    let mut hasher = blake3::Hasher::new_keyed(&record.secret.0);
    hasher.update(b"tessera draw v1");
    hasher.update(&(record.public.len() as u64).to_le_bytes());
    hasher.update(record.public.as_bytes());
    hasher.update(&list.0);
    hasher.update(&turn.to_le_bytes());
    let mut bytes = [0u8; 16];
    hasher.finalize_xof().fill(&mut bytes);
    u128::from_le_bytes(bytes)
}

/// The hash of the list: per holder the length and bytes of the id, and the count.
fn list_hash(tickets: &[Holder]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for holder in tickets {
        hasher.update(&(holder.holder.len() as u64).to_le_bytes());
        hasher.update(holder.holder.as_bytes());
        hasher.update(&holder.tickets.to_le_bytes());
    }
    Hash(*hasher.finalize().as_bytes())
}

fn holder_of(tickets: &[Holder], ticket: u64) -> Option<&Holder> {
    let mut end = 0;
    tickets.iter().find(|holder| {
        end += holder.tickets;
        ticket < end
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let secret = Hash::of(b"a secret of a test");
        let holder = |holder: &str, tickets| Holder { holder: holder.to_owned(), tickets };
        let mut record = Record {
            raffle: Key::new("car"),
            commitment: commitment(secret),
            secret,
            public: "7 12 19 23 31 40".to_owned(),
            tickets: vec![holder("mem_a", 5), holder("mem_b", 1), holder("mem_c", 94)],
            prizes: vec![
                PrizeCount { prize: Key::new("car"), count: 1 },
                PrizeCount { prize: Key::new("mug"), count: 5 },
            ],
            several: false,
            winners: Vec::new(),
        };
        record.winners = draw(&record);
        record
    }

    #[test]
    fn everybody_wins_once_where_one_prize_each_is_the_rule() {
        let record = record();
        let mut holders: Vec<&str> = record.winners.iter().map(|w| w.holder.as_str()).collect();
        holders.sort_unstable();
        assert_eq!(holders, ["mem_a", "mem_b", "mem_c"]);
        assert_eq!(record.winners[0].prize, "car");
        assert_eq!(verify(&record), Ok(()));
    }

    #[test]
    fn every_ticket_wins_at_most_once() {
        let mut record = Record { several: true, ..record() };
        record.winners = draw(&record);
        let mut tickets: Vec<u64> = record.winners.iter().map(|w| w.ticket).collect();
        tickets.sort_unstable();
        tickets.dedup();
        assert_eq!(tickets.len(), 6);
    }

    #[test]
    fn a_record_that_was_changed_is_found_out() {
        let honest = record();
        let mut other = honest.clone();
        other.secret = Hash::of(b"a better one");
        assert_eq!(verify(&other), Err(Tampered::Commitment));
        let mut other = honest.clone();
        other.winners.swap(0, 1);
        assert_eq!(verify(&other), Err(Tampered::Winners));
        let mut other = honest.clone();
        other.tickets[1].tickets += 1;
        other.winners[0].holder = "mem_b".to_owned();
        assert_eq!(verify(&other), Err(Tampered::Winners));
        let mut other = honest;
        other.tickets.swap(0, 2);
        assert_eq!(verify(&other), Err(Tampered::Order));
    }

    #[test]
    fn chances_follow_the_number_of_tickets() {
        let mut won = [0u32; 3];
        for day in 0..3_000 {
            let mut record = record();
            record.public = day.to_string();
            record.prizes.truncate(1);
            let winner = draw(&record).remove(0);
            let place = record.tickets.iter().position(|h| h.holder == winner.holder);
            won[place.expect("a winner holds tickets")] += 1;
        }
        // 5, 1 and 94 of 100; five standard deviations are 60, 27 and 65.
        assert!(won[0].abs_diff(150) < 60, "{won:?}");
        assert!(won[1].abs_diff(30) < 27, "{won:?}");
        assert!(won[2].abs_diff(2_820) < 65, "{won:?}");
    }

    /// Worked out by another program from the description at the top of this file.
    #[test]
    fn the_winners_are_those_of_the_published_procedure() {
        let won = |record: &Record| -> Vec<(u64, String)> {
            draw(record).into_iter().map(|w| (w.ticket, w.holder)).collect()
        };
        let tickets = |all: &[(u64, &str)]| -> Vec<(u64, String)> {
            all.iter().map(|(ticket, holder)| (*ticket, (*holder).to_owned())).collect()
        };
        assert_eq!(won(&record()), tickets(&[(54, "mem_c"), (4, "mem_a"), (6, "mem_b")]));
        let several = Record { several: true, ..record() };
        let all_of_c = [54, 50, 57, 39, 40, 71].map(|ticket| (ticket, "mem_c"));
        assert_eq!(won(&several), tickets(&all_of_c));
    }

    #[test]
    fn who_holds_no_ticket_wins_nothing() {
        let holder = |holder: &str, tickets| Holder { holder: holder.to_owned(), tickets };
        let prizes = vec![PrizeCount { prize: Key::new("car"), count: 3 }];
        let tickets = vec![holder("mem_a", 1), holder("mem_b", 0), holder("mem_c", 1)];
        let few = Record { tickets, prizes, public: String::new(), ..record() };
        let won: Vec<_> = draw(&few).into_iter().map(|w| (w.ticket, w.holder)).collect();
        assert_eq!(won, [(2, "mem_c".to_owned()), (1, "mem_a".to_owned())]);
        let several = Record { several: true, ..few.clone() };
        assert_eq!(draw(&several).len(), 2);
        let nobody = Record { tickets: vec![holder("mem_a", 0)], ..few.clone() };
        assert_eq!(draw(&nobody), []);
        assert_eq!(draw(&Record { several: true, ..nobody }), []);
        assert_eq!(draw(&Record { tickets: Vec::new(), ..few }), []);
    }

    #[test]
    fn a_list_with_a_doubled_holder_is_found_out() {
        let mut doubled = record();
        let again = Holder { holder: doubled.tickets[0].holder.clone(), tickets: 1 };
        doubled.tickets.insert(1, again);
        doubled.winners = draw(&doubled);
        assert_eq!(verify(&doubled), Err(Tampered::Order));
    }
}
