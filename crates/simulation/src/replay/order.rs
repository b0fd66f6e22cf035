//! The moments of each member together, in order of time.

use crate::history::{History, MemberIndex, Moment};

/// Receipts without a member that are taken together.
const ANONYMOUS: usize = 64;

/// What one core carries out in one go.
pub(super) enum Group<'o> {
    /// Everything of one member.
    Member(MemberIndex, &'o [Moment]),
    /// Some receipts without a member.
    Anonymous(&'o [u32]),
}

/// The timeline sorted by member (counting sort, so the order of time stays).
pub(super) struct ByMember {
    ends: Vec<usize>,
    moments: Vec<Moment>,
    anonymous: Vec<u32>,
}

impl ByMember {
    pub(super) fn new(history: &History) -> Self {
        let mut ends = vec![0usize; history.members.len()];
        let mut anonymous = Vec::new();
        for &moment in &history.timeline {
            match (history.member(moment), moment) {
                (Some(member), _) => ends[member as usize] += 1,
                (None, Moment::Bought(sale)) => anonymous.push(sale),
                (None, _) => {}
            }
        }
        let mut sum = 0;
        let mut next: Vec<usize> = Vec::with_capacity(ends.len());
        for end in &mut ends {
            next.push(sum);
            sum += *end;
            *end = sum;
        }
        let mut moments = vec![Moment::Joined(0); sum];
        for &moment in &history.timeline {
            if let Some(member) = history.member(moment) {
                let slot = &mut next[member as usize];
                moments[*slot] = moment;
                *slot += 1;
            }
        }
        Self { ends, moments, anonymous }
    }

    pub(super) fn groups(&self) -> usize {
        self.ends.len() + self.anonymous.len().div_ceil(ANONYMOUS)
    }

    pub(super) fn group(&self, at: usize) -> Group<'_> {
        if let Some(end) = self.ends.get(at) {
            let from = if at == 0 { 0 } else { self.ends[at - 1] };
            let member = MemberIndex::try_from(at).unwrap_or(MemberIndex::MAX);
            return Group::Member(member, &self.moments[from..*end]);
        }
        let from = (at - self.ends.len()) * ANONYMOUS;
        let end = (from + ANONYMOUS).min(self.anonymous.len());
        Group::Anonymous(&self.anonymous[from..end])
    }
}
