//! Chance that is the same in every run: a stream of numbers, choices by weight, and members
//! of whom all are alike (uniform) or few come often (Zipf).

use crate::Fault;

/// A stream of numbers from a seed (splitmix64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A stream of its own per seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.bits()) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from 0 up to, but not, 1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// A choice by weight.
#[derive(Clone, Debug)]
pub struct Weighted<T> {
    /// Sums of the weights up to here.
    sums: Vec<(u64, T)>,
}

impl<T: Copy> Weighted<T> {
    /// The choices with their weights. The weights must not all be zero.
    pub fn new(choices: impl IntoIterator<Item = (T, u32)>) -> Result<Self, Fault> {
        let mut sum = 0;
        let sums = choices.into_iter().filter(|(_, weight)| *weight > 0);
        let sums: Vec<(u64, T)> = sums
            .map(|(choice, weight)| {
                sum += u64::from(weight);
                (sum, choice)
            })
            .collect();
        if sums.is_empty() { Err("nothing to choose from".into()) } else { Ok(Self { sums }) }
    }

    /// One of the choices.
    pub fn draw(&self, random: &mut Random) -> T {
        let whole = self.sums.last().map_or(1, |(sum, _)| *sum);
        let at = random.below(whole);
        let index = self.sums.partition_point(|(sum, _)| *sum <= at);
        self.sums[index.min(self.sums.len() - 1)].1
    }
}

/// Which of so many members comes.
#[derive(Clone, Debug)]
pub enum Members {
    /// All are alike.
    Uniform(u64),
    /// The k-th most frequent comes in proportion to `1 / k^exponent`.
    Zipf(Zipf),
}

/// Spreads ranks over all members: an odd constant has no common factor with most counts, and
/// where it has, some members stand in for others.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Members {
    /// A member's number, from 0.
    pub fn draw(&self, random: &mut Random) -> u64 {
        match self {
            Self::Uniform(count) => random.below(*count),
            Self::Zipf(zipf) => zipf.rank(random).wrapping_mul(SPREAD) % zipf.count,
        }
    }
}

/// Zipf's law by rejection-inversion: constant time and no tables, whatever the count.
/// Source: W. Hörmann, G. Derflinger, "Rejection-inversion to generate variates from monotone
/// discrete distributions" (1996).
#[derive(Clone, Debug)]
pub struct Zipf {
    count: u64,
    exponent: f64,
    first: f64,
    last: f64,
    shortcut: f64,
}

impl Zipf {
    /// Ranks from 1 to `count`; the exponent must be above zero.
    pub fn new(count: u64, exponent: f64) -> Result<Self, Fault> {
        if count == 0 || exponent.is_nan() || exponent <= 0.0 {
            return Err("a Zipf distribution needs members and an exponent above zero".into());
        }
        let mut zipf = Self { count, exponent, first: 0.0, last: 0.0, shortcut: 0.0 };
        zipf.first = zipf.area(1.5) - 1.0;
        zipf.last = zipf.area(count as f64 + 0.5);
        zipf.shortcut = 2.0 - zipf.place(zipf.area(2.5) - zipf.height(2.0));
        Ok(zipf)
    }

    /// A rank from 1 to the count.
    pub fn rank(&self, random: &mut Random) -> u64 {
        loop {
            let area = self.last + random.unit() * (self.first - self.last);
            let place = self.place(area);
            let rank = place.round().clamp(1.0, self.count as f64);
            if rank - place <= self.shortcut || area >= self.area(rank + 0.5) - self.height(rank) {
                return rank as u64;
            }
        }
    }

    /// How often a rank comes, not normed.
    fn height(&self, at: f64) -> f64 {
        at.powf(-self.exponent)
    }

    /// The integral of the height.
    fn area(&self, at: f64) -> f64 {
        let flat = 1.0 - self.exponent;
        if flat.abs() < 1e-9 { at.ln() } else { (at.powf(flat) - 1.0) / flat }
    }

    /// Where the integral has a value.
    fn place(&self, area: f64) -> f64 {
        let flat = 1.0 - self.exponent;
        if flat.abs() < 1e-9 { area.exp() } else { (area * flat + 1.0).powf(1.0 / flat) }
    }
}
