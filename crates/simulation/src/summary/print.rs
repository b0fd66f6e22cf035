//! The page as text.

use super::{Decimal, Summary};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

fn count(number: u64) -> Decimal {
    Decimal { value: number.into(), scale: 0 }
}

fn row(f: &mut Formatter<'_>, name: impl Display, value: impl Display) -> fmt::Result {
    // Not every Display keeps to a width, texts do.
    writeln!(f, "  {:<26} {:>18}", name.to_string(), value.to_string())
}

impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({})", self.programme, self.currency)?;
        row(f, "members", count(self.members))?;
        row(f, "  with something bought", count(self.active))?;
        row(f, "receipts", count(self.receipts))?;
        row(f, "  without a member", count(self.anonymous))?;
        row(f, "returns", count(self.returns))?;
        row(f, "sales before discounts", self.total)?;
        row(f, "discounts", self.discount)?;
        for (rule, sum) in &self.by_rule {
            row(f, format_args!("  {rule}"), sum)?;
        }
        row(f, "paid in money", self.payable)?;
        row(f, "refunded", self.refunded)?;
        self.print_tiers(f)?;
        self.print_units(f)?;
        counts(f, "refused by the programme", &self.refused)?;
        counts(f, "came back without a sale", &self.unmatched)?;
        counts(f, "lines that cannot be used", &self.rejected)
    }
}

impl Summary {
    fn print_tiers(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut track = None;
        for tier in &self.tiers {
            if track != Some(&tier.track) {
                writeln!(f, "members by {}", tier.track)?;
                track = Some(&tier.track);
            }
            row(f, &tier.tier, count(tier.members))?;
        }
        Ok(())
    }

    fn print_units(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for unit in &self.units {
            writeln!(f, "{}", unit.unit)?;
            row(f, "issued", unit.issued)?;
            row(f, "spent", unit.spent)?;
            row(f, "expired", unit.expired)?;
            if unit.adjusted.value != 0 {
                row(f, "adjusted", unit.adjusted)?;
            }
            row(f, "outstanding", unit.outstanding)?;
            if unit.debt.value != 0 {
                row(f, "owed by members", unit.debt)?;
            }
            if let Some(liability) = unit.liability {
                row(f, format_args!("worth in {}", self.currency), liability)?;
            }
        }
        Ok(())
    }
}

fn counts<K: Display>(
    f: &mut Formatter<'_>,
    title: &str,
    counts: &BTreeMap<K, u64>,
) -> fmt::Result {
    if counts.is_empty() {
        return Ok(());
    }
    writeln!(f, "{title}")?;
    for (code, number) in counts {
        row(f, code, count(*number))?;
    }
    Ok(())
}
