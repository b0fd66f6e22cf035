//! The points of one member: lots that wait, count and expire, reservations, and debt.
//!
//! A plain list of lots, walked from the beginning each time; nothing here is clever.

/// The entry that opened a lot, and which of its lots.
pub(crate) type LotId = (u64, u16);

/// Points that came together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lot {
    pub(crate) id: LotId,
    pub(crate) amount: i64,
    pub(crate) pending: bool,
    pub(crate) active_at: Option<i64>,
    pub(crate) expires_at: Option<i64>,
}

/// Points that left a lot, and when they would expire there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) lot: LotId,
    pub(crate) amount: i64,
    pub(crate) expires_at: Option<i64>,
}

/// A reservation, by the request that asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) request: usize,
    pub(crate) until: i64,
    pub(crate) parts: Vec<Part>,
}

/// All points of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Purse {
    pub(crate) lots: Vec<Lot>,
    pub(crate) debt: i64,
    pub(crate) holds: Vec<Held>,
    /// What expired, by lot.
    lapsed: Vec<(LotId, i64)>,
    /// As far as time has come.
    pub(crate) clock: Option<i64>,
}

fn sum(parts: &[Part]) -> i64 {
    parts.iter().map(|part| part.amount).sum()
}

fn later(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    one.zip(other).map(|(one, other)| one.max(other))
}

impl Purse {
    pub(crate) fn spendable(&self) -> i64 {
        let active = self.lots.iter().filter(|lot| !lot.pending);
        active.map(|lot| lot.amount).sum::<i64>() - self.debt
    }

    pub(crate) fn pending(&self) -> i64 {
        self.lots.iter().filter(|lot| lot.pending).map(|lot| lot.amount).sum()
    }

    pub(crate) fn held(&self) -> i64 {
        self.holds.iter().map(|hold| sum(&hold.parts)).sum()
    }

    fn is_over(&self, moment: Option<i64>) -> bool {
        moment.zip(self.clock).is_some_and(|(moment, clock)| moment <= clock)
    }

    /// Time goes on, never back: points begin to count, expire, and reservations end.
    pub(crate) fn advance(&mut self, to: i64) {
        let clock = self.clock.map_or(to, |clock| clock.max(to));
        self.clock = Some(clock);
        self.rise(clock);
        self.expire();
        self.holds.sort_by_key(|hold| hold.until);
        while self.holds.first().is_some_and(|hold| hold.until <= clock) {
            let over = self.holds.remove(0);
            self.put_back(&over.parts);
        }
    }

    fn rise(&mut self, clock: i64) {
        let mut rising: Vec<(i64, LotId)> = Vec::new();
        for lot in self.lots.iter().filter(|lot| lot.pending) {
            // What expires at the moment at which it would begin to count never does.
            let before_end = |at: &i64| lot.expires_at.is_none_or(|end| end > *at);
            if let Some(at) = lot.active_at.filter(|at| *at <= clock).filter(before_end) {
                rising.push((at, lot.id));
            }
        }
        rising.sort_unstable();
        for (_, id) in rising {
            if let Some(lot) = self.lots.iter_mut().find(|lot| lot.id == id) {
                lot.pending = false;
            }
            self.pay_debt(id);
        }
    }

    fn expire(&mut self) {
        let (over, open): (Vec<Lot>, Vec<Lot>) = std::mem::take(&mut self.lots)
            .into_iter()
            .partition(|lot| self.is_over(lot.expires_at));
        self.lots = open;
        for lot in over {
            self.lapse(lot.id, lot.amount);
        }
    }

    fn lapse(&mut self, id: LotId, amount: i64) {
        match self.lapsed.iter_mut().find(|lapsed| lapsed.0 == id) {
            Some(lapsed) => lapsed.1 += amount,
            None => self.lapsed.push((id, amount)),
        }
    }

    fn pay_debt(&mut self, id: LotId) {
        let Some(at) = self.lots.iter().position(|lot| lot.id == id && !lot.pending) else {
            return;
        };
        let paid = self.debt.min(self.lots[at].amount);
        self.debt -= paid;
        self.lots[at].amount -= paid;
        self.lots.retain(|lot| lot.amount > 0);
    }

    /// New points. Those that come too late to count are over at once.
    pub(crate) fn earn(&mut self, lot: Lot) {
        let id = lot.id;
        if lot.amount == 0 {
            return;
        }
        if self.is_over(lot.expires_at) {
            return self.lapse(id, lot.amount);
        }
        self.lots.push(lot);
        self.lots.sort_by_key(|lot| lot.id);
        self.pay_debt(id);
    }

    /// Points leave, those that expire first before the others; `None` when there are fewer.
    pub(crate) fn take(&mut self, amount: i64) -> Option<Vec<Part>> {
        (self.spendable() >= amount).then(|| self.take_most(amount))
    }

    /// The same, as far as there are any.
    fn take_most(&mut self, amount: i64) -> Vec<Part> {
        let mut order: Vec<usize> =
            (0..self.lots.len()).filter(|&at| !self.lots[at].pending).collect();
        order.sort_by_key(|&at| (self.lots[at].expires_at.unwrap_or(i64::MAX), self.lots[at].id));
        let mut left = amount;
        let mut parts = Vec::new();
        for at in order {
            let lot = &mut self.lots[at];
            let amount = left.min(lot.amount);
            if amount > 0 {
                lot.amount -= amount;
                left -= amount;
                parts.push(Part { lot: lot.id, amount, expires_at: lot.expires_at });
            }
        }
        self.lots.retain(|lot| lot.amount > 0);
        parts
    }

    /// Reserved points go back to where they came from, or expire now if they should have.
    pub(crate) fn put_back(&mut self, parts: &[Part]) {
        for part in parts {
            self.come_back(part, None);
        }
    }

    /// Spent points come back, and stay valid until `least` at least when they would be over.
    pub(crate) fn give_back(&mut self, parts: &[Part], least: i64) {
        for part in parts {
            self.come_back(part, Some(least));
        }
    }

    fn come_back(&mut self, part: &Part, least: Option<i64>) {
        let open = self.lots.iter().position(|lot| lot.id == part.lot);
        let mut until = match open {
            Some(at) => later(part.expires_at, self.lots[at].expires_at),
            None => part.expires_at,
        };
        if let (Some(least), true) = (least, self.is_over(part.expires_at)) {
            until = until.map(|until| until.max(least));
        }
        if self.is_over(until) {
            return self.lapse(part.lot, part.amount);
        }
        match open {
            Some(at) => {
                self.lots[at].amount += part.amount;
                self.lots[at].expires_at = until;
            }
            None => {
                self.lots.push(Lot {
                    id: part.lot,
                    amount: part.amount,
                    pending: false,
                    active_at: None,
                    expires_at: until,
                });
                self.lots.sort_by_key(|lot| lot.id);
            }
        }
        self.pay_debt(part.lot);
    }

    /// What is left of an earning: where it can be taken from without touching others.
    pub(crate) fn left_of(&self, id: LotId) -> Left {
        let of = |pending: bool| {
            let lots = self.lots.iter().filter(|lot| lot.id == id && lot.pending == pending);
            lots.map(|lot| lot.amount).sum()
        };
        let lapsed = self.lapsed.iter().filter(|lapsed| lapsed.0 == id);
        Left { active: of(false), pending: of(true), lapsed: lapsed.map(|lapsed| lapsed.1).sum() }
    }

    /// Takes an earning back: from its own lot, from what expired of it, then from others
    /// when `others` may be touched; what is missing then is owed when `owing`.
    pub(crate) fn take_back(&mut self, id: LotId, amount: i64, others: bool, owing: bool) {
        let mut left = amount;
        for lot in self.lots.iter_mut().filter(|lot| lot.id == id) {
            let taken = left.min(lot.amount);
            lot.amount -= taken;
            left -= taken;
        }
        self.lots.retain(|lot| lot.amount > 0);
        for lapsed in self.lapsed.iter_mut().filter(|lapsed| lapsed.0 == id) {
            let taken = left.min(lapsed.1);
            lapsed.1 -= taken;
            left -= taken;
        }
        self.lapsed.retain(|lapsed| lapsed.1 > 0);
        if others {
            left -= sum(&self.take_most(left));
        }
        if owing {
            self.debt += left;
        }
    }
}

/// What is left of one earning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Left {
    pub(crate) active: i64,
    pub(crate) pending: i64,
    pub(crate) lapsed: i64,
}
