//! What happens in one run, in order, before anything is known of its outcome.

use super::deed::{Basket, Burn, Buy, Deed, Item, Request};
use super::dice::Dice;
use super::shop::{DAY, START};

/// How large a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Steps.
    pub steps: usize,
    /// People who may join.
    pub members: usize,
    /// Nodes on the same storage.
    pub nodes: usize,
}

/// One step: after a while, something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Milliseconds since the step before.
    pub wait: i64,
    /// What happens.
    pub what: What,
}

/// What happens in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A request is sent, for the first time or again.
    Send {
        /// Which.
        request: usize,
        /// To which node.
        node: usize,
    },
    /// A node writes projections behind the journal.
    Project {
        /// Which node.
        node: usize,
    },
    /// A node does what time has made due.
    PassTime {
        /// Which node.
        node: usize,
    },
    /// A node forgets keys that are too old to be repeated.
    Forget {
        /// Which node.
        node: usize,
    },
    /// The second version of the programme begins to count.
    Activate {
        /// Who is told so first.
        node: usize,
    },
    /// Events are handed out to the outside world.
    HandOut,
    /// The clock of a node is off by so many milliseconds from now on.
    Skew {
        /// Which node.
        node: usize,
        /// By how much.
        by: i64,
    },
    /// Somebody looks at a member.
    Look {
        /// At which node.
        node: usize,
        /// At whom.
        member: usize,
    },
}

/// A whole run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// All requests; steps name them by position.
    pub requests: Vec<Request>,
    /// What happens.
    pub steps: Vec<Step>,
    /// How large it is.
    pub size: Size,
}

impl Plan {
    /// The plan that belongs to a seed.
    pub fn of(seed: u64, size: Size) -> Self {
        let mut planner = Planner {
            dice: Dice::new(seed, "plan"),
            size,
            now: START,
            requests: Vec::new(),
            number: 0,
        };
        let mut steps = Vec::with_capacity(size.steps);
        for position in 0..size.steps {
            let wait = planner.wait();
            planner.now += wait;
            steps.push(Step { wait, what: planner.what(position) });
        }
        if planner.dice.chance(700) {
            let at = planner.dice.below(size.steps.max(1));
            let node = planner.node();
            steps.insert(at.min(steps.len()), Step { wait: 0, what: What::Activate { node } });
        }
        Self { requests: planner.requests, steps, size }
    }
}

struct Planner {
    dice: Dice,
    size: Size,
    now: i64,
    requests: Vec<Request>,
    number: u32,
}

/// Requests that later ones like to speak of: the latest so many.
const RECENT: usize = 24;

impl Planner {
    /// Mostly seconds, now and then a night or two. About six weeks in all are enough
    /// for everything to expire, and short of the time after which keys are forgotten.
    fn wait(&mut self) -> i64 {
        match self.dice.below(100) {
            0..=39 => 0,
            40..=74 => self.dice.between(1, 90_000),
            75..=93 => self.dice.between(60_000, 3 * 3_600_000),
            94..=97 => self.dice.between(DAY / 4, DAY),
            // On the very moment at which something may end.
            98 => DAY,
            _ => self.dice.between(DAY, 2 * DAY),
        }
    }

    fn node(&mut self) -> usize {
        self.dice.below(self.size.nodes)
    }

    fn member(&mut self) -> usize {
        // Some members meet far more often than others.
        let end = if self.dice.chance(500) { 2 } else { self.size.members };
        self.dice.below(end)
    }

    fn what(&mut self, position: usize) -> What {
        if position < self.size.members {
            let request = self.add(Deed::Join { member: position });
            return What::Send { request, node: self.node() };
        }
        match self.dice.below(100) {
            0..=69 => self.fresh(),
            70..=83 => self.again(),
            84..=87 => What::Project { node: self.node() },
            88..=91 => What::PassTime { node: self.node() },
            92 => What::Forget { node: self.node() },
            93..=94 => What::HandOut,
            95..=96 => What::Skew { node: self.node(), by: self.skew() },
            _ => What::Look { node: self.node(), member: self.member() },
        }
    }

    fn skew(&mut self) -> i64 {
        match self.dice.below(4) {
            0 | 1 => 0,
            2 => self.dice.between(-400_000, 200_000),
            _ => self.dice.between(-DAY, DAY),
        }
    }

    /// A request that was sent before is sent again, with or without need.
    fn again(&mut self) -> What {
        let request = match self.recent(|_| true) {
            Some(request) => request,
            None => return self.fresh(),
        };
        What::Send { request, node: self.node() }
    }

    fn fresh(&mut self) -> What {
        let deed = self.deed();
        let request = self.add(deed);
        What::Send { request, node: self.node() }
    }

    fn add(&mut self, deed: Deed) -> usize {
        let position = self.requests.len();
        let numbered = matches!(&deed, Deed::Buy(Buy { number: Some(_), .. }));
        let key = match self.dice.below(60) {
            // Tills rely on the number of the receipt.
            _ if numbered && self.dice.chance(400) => None,
            // A client that uses a key twice.
            0 if position > 0 => Some(self.dice.below(position)),
            _ => Some(position),
        };
        self.requests.push(Request { deed, key, by_id: self.dice.chance(500) });
        position
    }

    fn recent(&mut self, wanted: impl Fn(&Deed) -> bool) -> Option<usize> {
        let from = self.requests.len().saturating_sub(RECENT);
        let fits: Vec<usize> =
            (from..self.requests.len()).filter(|&at| wanted(&self.requests[at].deed)).collect();
        (!fits.is_empty()).then(|| self.dice.pick(&fits))
    }

    fn deed(&mut self) -> Deed {
        let member = self.member();
        match self.dice.below(100) {
            0..=44 => Deed::Buy(self.buy()),
            45..=63 => self.back(),
            64..=69 => Deed::Hold {
                member,
                amount: self.dice.between(1, 120),
                lasting: self.dice.pick(&[60_000, 3_600_000, DAY, 3 * DAY]),
            },
            70..=75 => self.end_hold(),
            76..=81 => Deed::Claim { member },
            82..=85 => match self.recent(|deed| matches!(deed, Deed::Claim { .. })) {
                Some(of) => Deed::Cancel { of },
                None => Deed::Claim { member },
            },
            86..=90 => Deed::Adjust { member, amount: self.dice.between(-150, 300) },
            91..=98 => {
                Deed::Give { from: member, to: self.member(), amount: self.dice.between(1, 150) }
            }
            _ => Deed::Join { member },
        }
    }

    fn buy(&mut self) -> Buy {
        let member = (!self.dice.chance(80)).then(|| self.member());
        let late = match self.dice.below(20) {
            0..=14 => 0,
            15..=17 => self.dice.between(1, 3_600_000),
            _ => self.dice.between(3_600_000, 8 * DAY),
        };
        let (number, basket) = self.receipt();
        Buy {
            member,
            basket,
            number,
            // A receipt that may be sent again without a key is named by its own day.
            at: (number.is_some() || late > 0).then(|| self.now - late),
            code: self.dice.chance(250),
            burn: match self.dice.below(10) {
                0..=5 => None,
                6 | 7 => Some(Burn::Most),
                _ => Some(Burn::Exactly(self.dice.between(1, 25) * 10)),
            },
        }
    }

    /// Now and then a till gives the same number twice, to other goods.
    fn receipt(&mut self) -> (Option<u32>, Basket) {
        let lines = self.dice.pick(&[1, 1, 1, 2, 2, 3, 5]);
        let item = |dice: &mut Dice| Item {
            thing: u8::try_from(dice.below(6)).unwrap_or(0),
            price: dice.pick(&[99, 250, 333, 1_000, 1_999, 5_000]),
            pieces: dice.pick(&[1, 1, 1, 2, 3]),
        };
        let basket = (0..lines).map(|_| item(&mut self.dice)).collect();
        let number = match self.dice.below(40) {
            0..=15 => None,
            16 => Some(self.number),
            _ => {
                self.number += 1;
                Some(self.number)
            }
        };
        (number, basket)
    }

    fn back(&mut self) -> Deed {
        let Some(of) = self.recent(|deed| matches!(deed, Deed::Buy(_))) else {
            return Deed::Buy(self.buy());
        };
        let Deed::Buy(buy) = &self.requests[of].deed else {
            return Deed::Join { member: 0 };
        };
        let pieces: Vec<i64> = buy.basket.iter().map(|item| item.pieces).collect();
        match self.dice.below(10) {
            0..=2 => Deed::Return { of, lines: Vec::new(), void: false },
            3 => Deed::Return { of, lines: Vec::new(), void: true },
            // Sometimes more than was bought.
            _ => {
                let line = self.dice.below(pieces.len());
                let most = pieces[line] + i64::from(self.dice.chance(50));
                let count = self.dice.between(1, most);
                Deed::Return { of, lines: vec![(line, count)], void: false }
            }
        }
    }

    fn end_hold(&mut self) -> Deed {
        let Some(of) = self.recent(|deed| matches!(deed, Deed::Hold { .. })) else {
            return Deed::Hold { member: 0, amount: 5, lasting: DAY };
        };
        match self.dice.below(3) {
            0 => Deed::Release { of },
            1 => Deed::Capture { of, amount: None },
            _ => Deed::Capture { of, amount: Some(self.dice.between(1, 60)) },
        }
    }
}
