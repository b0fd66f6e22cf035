//! What shoppers and tills ask for.

/// A thing on the shelf, as often as it was put into the basket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which thing; its name follows from the number.
    pub thing: u8,
    /// Cents for one.
    pub price: i64,
    /// How many.
    pub pieces: i64,
}

impl Item {
    /// Cents for all of them.
    pub fn amount(&self) -> i64 {
        self.price * self.pieces
    }
}

/// What is bought: one line per item, in the order in which they were scanned.
pub type Basket = Vec<Item>;

/// The wish to pay with points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Burn {
    /// As much as possible.
    Most,
    /// Exactly so many, or no sale.
    Exactly(i64),
}

/// A purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buy {
    /// Who buys; nobody known when absent.
    pub member: Option<usize>,
    /// What.
    pub basket: Basket,
    /// The receipt's number, when the till gives one.
    pub number: Option<u32>,
    /// When it was paid, in milliseconds; the moment of writing down when absent.
    pub at: Option<i64>,
    /// With the promo code of the leaflet.
    pub code: bool,
    /// Paying with points.
    pub burn: Option<Burn>,
}

/// One thing that somebody asks for. Members are numbered by the plan; receipts, holds
/// and claims are named by the request that made them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A member joins, with their card.
    Join {
        /// Who.
        member: usize,
    },
    /// A basket is paid.
    Buy(Buy),
    /// Goods come back: line and pieces; everything that is left when empty.
    Return {
        /// The purchase.
        of: usize,
        /// Lines by their position, and how many pieces.
        lines: Vec<(usize, i64)>,
        /// The sale never was.
        void: bool,
    },
    /// Points are reserved.
    Hold {
        /// Whose.
        member: usize,
        /// How many.
        amount: i64,
        /// For how long, in milliseconds.
        lasting: i64,
    },
    /// A reservation is used.
    Capture {
        /// The hold.
        of: usize,
        /// How much of it; all when absent.
        amount: Option<i64>,
    },
    /// A reservation is given up.
    Release {
        /// The hold.
        of: usize,
    },
    /// A mug is claimed for points.
    Claim {
        /// By whom.
        member: usize,
    },
    /// A claimed mug is given back.
    Cancel {
        /// The claim.
        of: usize,
    },
    /// Somebody corrects a balance.
    Adjust {
        /// Whose.
        member: usize,
        /// Points, signed.
        amount: i64,
    },
    /// Points go to another member.
    Give {
        /// Who gives.
        from: usize,
        /// Who gets.
        to: usize,
        /// How many.
        amount: i64,
    },
}

impl Deed {
    /// The request whose result this one speaks of.
    pub fn of(&self) -> Option<usize> {
        match self {
            Self::Return { of, .. }
            | Self::Capture { of, .. }
            | Self::Release { of }
            | Self::Cancel { of } => Some(*of),
            _ => None,
        }
    }
}

/// One request of one client. Sent again it is the same request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is asked for.
    pub deed: Deed,
    /// The key by which a repetition is known: that of another request for a client that
    /// makes mistakes; none for receipts that are known by their number.
    pub key: Option<usize>,
    /// Asks for the member by our own id instead of their card, once that is known.
    pub by_id: bool,
}
