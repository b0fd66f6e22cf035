//! Draws from a seed (splitmix64): quick, repeatable, good enough for shoppers.

/// One draw after another.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The draws that belong to a seed and a purpose, so that one purpose does not move
    /// the draws of another.
    pub fn new(seed: u64, purpose: &str) -> Self {
        let mix = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let name = purpose.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
        let mut dice = Self(seed ^ name);
        dice.draw();
        dice
    }

    /// The next draw.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    /// One of `0..end`.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(1);
        usize::try_from(self.draw() % end).unwrap_or(0)
    }

    /// One of `from..=to`.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = to.abs_diff(from).saturating_add(1);
        from.saturating_add_unsigned(self.draw() % span)
    }

    /// Whether something happens that happens so often in a thousand times.
    pub fn chance(&mut self, per_mille: u32) -> bool {
        self.draw() % 1_000 < u64::from(per_mille)
    }

    /// One of a list.
    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_draws_the_same_and_purposes_do_not_disturb_each_other() {
        let draws = |purpose: &str| {
            let mut dice = Dice::new(7, purpose);
            (0..4).map(|_| dice.draw()).collect::<Vec<_>>()
        };
        assert_eq!(draws("plan"), draws("plan"));
        assert_ne!(draws("plan"), draws("faults"));
    }

    #[test]
    fn draws_stay_within_their_bounds() {
        let mut dice = Dice::new(1, "bounds");
        assert!((0..1_000).all(|_| (-3..=3).contains(&dice.between(-3, 3))));
        assert!((0..1_000).all(|_| dice.below(5) < 5));
        assert!(!dice.chance(0) && dice.chance(1_000));
    }
}
