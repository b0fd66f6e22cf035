//! Who may enter, who waits, who is turned away: a pure state machine.
//!
//! INVARIANTS: those under way are never more than the limit was when the last one
//! entered; nobody overtakes a waiting request of the same or a more important class; a
//! class enters only while what is under way lies below its share, so room is left for
//! more important ones; the queue is bounded in length and time.

use super::class::{CLASSES, Class};
use super::control::Control;
use super::{Limits, Snapshot};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::Instant;

/// A queue that has not been empty for so long is no burst.
const STANDING: Duration = Duration::from_millis(500);

/// Waiting in a standing queue helps nobody: it only makes every answer late.
const SHORT: Duration = Duration::from_millis(50);

/// What became of an arrival.
#[derive(Debug)]
pub(super) enum Arrival {
    /// It is under way.
    Enters,
    /// It waits for `called` until this moment.
    Waits { ticket: u64, until: Instant, called: oneshot::Receiver<()> },
    /// The queue is full.
    TurnedAway,
}

#[derive(Debug)]
struct Waiting {
    ticket: u64,
    call: oneshot::Sender<()>,
}

#[derive(Debug)]
pub(super) struct Valve {
    control: Control,
    under_way: [usize; CLASSES.len()],
    waiting: [VecDeque<Waiting>; CLASSES.len()],
    patience: Duration,
    /// Since when somebody waits.
    crowded_since: Option<Instant>,
    tickets: u64,
}

impl Valve {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            control: Control::new(limits),
            under_way: [0; CLASSES.len()],
            waiting: Default::default(),
            patience: limits.patience,
            crowded_since: None,
            tickets: 0,
        }
    }

    pub(super) fn arrive(&mut self, class: Class, now: Instant) -> Arrival {
        let ahead = &self.waiting[..=class.index()];
        if ahead.iter().all(VecDeque::is_empty) && self.has_room(class) {
            self.under_way[class.index()] += 1;
            return Arrival::Enters;
        }
        // As many may wait as may be under way: then the wait is about one answer long.
        if self.waiting[class.index()].len() >= class.share(self.control.limit()) {
            return Arrival::TurnedAway;
        }
        let since = *self.crowded_since.get_or_insert(now);
        let is_standing = now.duration_since(since) >= STANDING;
        let patience = if is_standing { SHORT.min(self.patience) } else { self.patience };
        self.tickets += 1;
        let (call, called) = oneshot::channel();
        self.waiting[class.index()].push_back(Waiting { ticket: self.tickets, call });
        Arrival::Waits { ticket: self.tickets, until: now + patience, called }
    }

    /// A request is done; whoever may enter now is called.
    pub(super) fn leave(&mut self, class: Class, took: Duration, now: Instant) {
        if class == Class::Till {
            self.control.note(took, now);
        }
        self.release(class);
    }

    /// A waiting request does not wait any more, or was called and does not come.
    pub(super) fn withdraw(&mut self, class: Class, ticket: u64) {
        let queue = &mut self.waiting[class.index()];
        match queue.iter().position(|waiting| waiting.ticket == ticket) {
            Some(at) => {
                queue.remove(at);
                self.note_crowd();
            }
            None => self.release(class),
        }
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot {
            limit: self.control.limit(),
            under_way: self.under_way,
            waiting: self.waiting.each_ref().map(VecDeque::len),
        }
    }

    fn release(&mut self, class: Class) {
        self.under_way[class.index()] -= 1;
        for class in CLASSES {
            while self.has_room(class) {
                let Some(next) = self.waiting[class.index()].pop_front() else {
                    break;
                };
                if next.call.send(()).is_ok() {
                    self.under_way[class.index()] += 1;
                }
            }
            if !self.waiting[class.index()].is_empty() {
                break;
            }
        }
        self.note_crowd();
    }

    fn note_crowd(&mut self) {
        if self.waiting.iter().all(VecDeque::is_empty) {
            self.crowded_since = None;
        }
    }

    fn has_room(&self, class: Class) -> bool {
        self.under_way.iter().sum::<usize>() < class.share(self.control.limit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroUsize;

    fn valve(under_way: usize) -> Valve {
        let under_way = NonZeroUsize::new(under_way).expect("not zero");
        Valve::new(&Limits { under_way, ..Limits::default() })
    }

    fn enters(valve: &mut Valve, class: Class, now: Instant) -> bool {
        matches!(valve.arrive(class, now), Arrival::Enters)
    }

    /// Takes a place in the queue.
    fn waits(valve: &mut Valve, class: Class, now: Instant) -> (u64, oneshot::Receiver<()>) {
        match valve.arrive(class, now) {
            Arrival::Waits { ticket, called, .. } => (ticket, called),
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn room_is_kept_for_more_important_classes() {
        let (mut valve, now) = (valve(8), Instant::now());
        let entered = (0..9).filter(|_| enters(&mut valve, Class::Office, now)).count();
        assert_eq!(entered, 4);
        let mut valve = self::valve(8);
        let entered = (0..9).filter(|_| enters(&mut valve, Class::Member, now)).count();
        assert_eq!(entered, 6);
        assert!(enters(&mut valve, Class::Till, now) && enters(&mut valve, Class::Till, now));
        assert!(!enters(&mut valve, Class::Till, now));
    }

    #[tokio::test(start_paused = true)]
    async fn a_free_place_goes_to_the_most_important_who_waits_the_longest() {
        let (mut valve, now) = (valve(4), Instant::now());
        assert!((0..4).all(|_| enters(&mut valve, Class::Till, now)));
        let (_, mut office) = waits(&mut valve, Class::Office, now);
        let (_, mut member) = waits(&mut valve, Class::Member, now);
        let (_, mut first) = waits(&mut valve, Class::Till, now);
        let (_, mut second) = waits(&mut valve, Class::Till, now);
        let mut served = Vec::new();
        while valve.snapshot().under_way[0] > 0 {
            valve.leave(Class::Till, Duration::ZERO, now);
            let places = [
                ("first", &mut first),
                ("second", &mut second),
                ("member", &mut member),
                ("office", &mut office),
            ];
            for (name, called) in places {
                if called.try_recv().is_ok() {
                    served.push(name);
                }
            }
        }
        assert_eq!(served, ["first", "second", "member", "office"]);
    }

    #[tokio::test(start_paused = true)]
    async fn who_goes_away_leaves_its_place_whether_it_was_called_or_not() {
        let (mut valve, now) = (valve(2), Instant::now());
        assert!(enters(&mut valve, Class::Till, now) && enters(&mut valve, Class::Till, now));
        let (gone, _kept) = waits(&mut valve, Class::Till, now);
        let (late, _called) = waits(&mut valve, Class::Till, now);
        valve.withdraw(Class::Till, gone);
        valve.leave(Class::Till, Duration::ZERO, now);
        assert_eq!(valve.snapshot().under_way[0], 2);
        valve.withdraw(Class::Till, late);
        let snapshot = valve.snapshot();
        assert_eq!((snapshot.under_way[0], snapshot.waiting[0]), (1, 0));
    }

    #[tokio::test(start_paused = true)]
    async fn patience_is_short_while_the_queue_stands() {
        let (mut valve, now) = (valve(1), Instant::now());
        assert!(enters(&mut valve, Class::Till, now));
        let _first = waits(&mut valve, Class::Till, now);
        // The only place of the queue is taken, so another class waits.
        let later = now + STANDING;
        match valve.arrive(Class::Member, later) {
            Arrival::Waits { until, .. } => assert_eq!(until, later + SHORT),
            other => panic!("{other:?}"),
        }
        assert!(matches!(valve.arrive(Class::Till, later), Arrival::TurnedAway));
    }
}
