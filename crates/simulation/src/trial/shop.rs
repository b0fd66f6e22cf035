//! Purpose-made programmes, whose every answer the judge foretells.
//!
//! Durations are short, so that much expires within a run. All of them are whole days in
//! UTC: what calendars do with them is not this test's affair.

use super::Dice;
use std::fmt::Write;

/// Monday, 2 March 2026, 10:00 UTC, in milliseconds: when every run begins.
pub const START: i64 = 1_772_445_600_000;

/// One day in milliseconds.
pub(crate) const DAY: i64 = 86_400_000;

/// What happens to earned points that are spent when their goods come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// They are owed.
    Debt,
    /// What is there is taken.
    Cap,
    /// Only what is left of the very earning is taken.
    Keep,
    /// The goods do not come back.
    Refuse,
}

impl Shortage {
    fn word(self) -> &'static str {
        match self {
            Self::Debt => "debt",
            Self::Cap => "cap",
            Self::Keep => "keep",
            Self::Refuse => "refuse",
        }
    }
}

/// The numbers of one programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shop {
    /// Points for each euro.
    pub give: i64,
    /// The same from [`Shop::changes_at`] on.
    pub give_later: i64,
    /// When the second version begins to count, in milliseconds; nobody knows at first.
    pub changes_at: Option<i64>,
    /// Days until points can be spent.
    pub pending_days: Option<i64>,
    /// Days from then until they expire.
    pub expires_days: Option<i64>,
    /// Fewest points of one payment.
    pub minimum: i64,
    /// Points are paid in multiples of so many.
    pub block: i64,
    /// Share of the goods that points may pay, in percent.
    pub max_share: i64,
    /// What happens to points that are spent when goods come back.
    pub shortage: Shortage,
    /// Uses of the leaflet's code in all.
    pub code_uses: i64,
    /// Uses of it by one member.
    pub code_uses_per_member: i64,
    /// Cents that the code takes off.
    pub code_amount: i64,
    /// Cents from which on it does.
    pub code_minimum: i64,
    /// Cents spent from which on a member is silver, and gold.
    pub tiers: [i64; 2],
    /// Points for a mug.
    pub mug_cost: i64,
    /// Mugs in all.
    pub mug_stock: i64,
    /// Fewest points of one gift.
    pub least_gift: i64,
}

/// Days for which value that comes back stays valid at least.
pub(crate) const RESTORED_DAYS: i64 = 14;

impl Shop {
    /// One of the programmes.
    pub fn of(seed: u64) -> Self {
        let mut dice = Dice::new(seed, "shop");
        let shortages = [Shortage::Debt, Shortage::Debt, Shortage::Cap, Shortage::Keep];
        let shortage = if dice.chance(150) { Shortage::Refuse } else { dice.pick(&shortages) };
        Self {
            give: dice.pick(&[1, 3, 10]),
            give_later: dice.pick(&[2, 5, 7]),
            changes_at: None,
            pending_days: dice.pick(&[None, None, Some(1), Some(3)]),
            expires_days: dice.pick(&[None, Some(2), Some(5), Some(9), Some(400)]),
            minimum: dice.pick(&[1, 20, 50]),
            block: dice.pick(&[1, 10]),
            max_share: dice.pick(&[50, 100]),
            shortage,
            code_uses: dice.pick(&[2, 5, 1_000]),
            code_uses_per_member: dice.pick(&[1, 2, 100]),
            code_amount: dice.pick(&[100, 333]),
            code_minimum: dice.pick(&[1_000, 2_000]),
            tiers: dice.pick(&[[5_000, 15_000], [1_000, 40_000]]),
            mug_cost: dice.pick(&[30, 100]),
            mug_stock: dice.pick(&[1, 3, 1_000]),
            least_gift: dice.pick(&[1, 10]),
        }
    }

    /// Points for each euro at a moment.
    pub(crate) fn give_at(&self, at: i64) -> i64 {
        match self.changes_at {
            Some(from) if at >= from => self.give_later,
            _ => self.give,
        }
    }

    /// The document of the version that counts first, and of the one that follows it.
    pub fn documents(&self) -> [String; 2] {
        [self.document(self.give), self.document(self.give_later)]
    }

    fn document(&self, give: i64) -> String {
        let mut text = String::from(
            "tessera: 1\nprogramme: {key: trial, name: Trial, currency: EUR, time_zone: UTC, locales: [en]}\n",
        );
        let mut line = |words: std::fmt::Arguments<'_>| {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{words}");
        };
        line(format_args!(
            "settings: {{spent_units_on_return: {}, restored_validity_days: {RESTORED_DAYS}}}",
            self.shortage.word()
        ));
        let expires = self.expires_days.map_or("never".to_owned(), |days| format!("{days} days"));
        let pending =
            self.pending_days.map_or(String::new(), |days| format!(", pending: {days} days"));
        line(format_args!(
            "units:\n  points: {{name: {{en: {{one: point, other: points}}}}, worth: 0.01, expires: {expires}{pending}}}"
        ));
        line(format_args!("metrics:\n  spent: {{name: spent, spend: paid}}"));
        line(format_args!(
            "tiers:\n  status:\n    name: Status\n    upgrade: at_once\n    levels:\n      \
             basic: {{name: Basic, by: joining}}\n      silver: {{name: Silver, at: {{spent: {}}}}}\n      \
             gold: {{name: Gold, at: {{spent: {}}}}}",
            self.tiers[0] / 100,
            self.tiers[1] / 100
        ));
        line(format_args!("earning:\n  base: {{name: Base, unit: points, give: {give}, per: 1}}"));
        line(format_args!(
            "redemption:\n  points: {{minimum: {}, block: {}, max_share: {} %}}",
            self.minimum, self.block, self.max_share
        ));
        line(format_args!(
            "coupons:\n  leaflet:\n    code: LEAFLET-26\n    uses: {}\n    uses_per_member: {}\n    \
             offer: {{name: Leaflet, amount: {}.{:02}, minimum: {{amount: {}}}}}",
            self.code_uses,
            self.code_uses_per_member,
            self.code_amount / 100,
            self.code_amount % 100,
            self.code_minimum / 100
        ));
        line(format_args!(
            "catalogue:\n  mug: {{name: Mug, cost: {{points: {}}}, stock: {}, handover: pickup}}",
            self.mug_cost, self.mug_stock
        ));
        line(format_args!("gifting:\n  points: {{minimum: {}}}", self.least_gift));
        text
    }
}
