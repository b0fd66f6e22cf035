//! What a route is worth when there is too much to do.

/// The order in which requests are turned away: the last of these first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// A customer stands at the till and waits: quotes, receipts, returns, holds, who is
    /// it.
    Till,
    /// One member, in an app or a shop's back office: profile, coupons, gifts.
    Member,
    /// Nobody waits in a queue: lists, reports, imports, set-up, pages.
    Office,
    /// Whether the server is well. Always answered, and counted nowhere.
    Probe,
}

/// The classes that are counted, the most important first.
pub(crate) const CLASSES: [Class; 3] = [Class::Till, Class::Member, Class::Office];

impl Class {
    /// The word in metrics.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Till => "till",
            Self::Member => "member",
            Self::Office => "office",
            Self::Probe => "probe",
        }
    }

    /// Its place among [`CLASSES`].
    pub(super) fn index(self) -> usize {
        match self {
            Self::Till => 0,
            Self::Member => 1,
            Self::Office | Self::Probe => 2,
        }
    }

    /// How much of a limit this class may find taken and still enter. What is left above
    /// is kept free for more important classes.
    pub(super) fn share(self, limit: usize) -> usize {
        match self {
            Self::Till | Self::Probe => limit,
            Self::Member => (limit * 3).div_ceil(4),
            Self::Office => limit.div_ceil(2),
        }
    }

    /// Seconds after which a caller that was turned away may try again.
    pub(crate) fn retry_after(self) -> u64 {
        match self {
            Self::Till | Self::Probe => 1,
            Self::Member => 2,
            Self::Office => 5,
        }
    }
}
