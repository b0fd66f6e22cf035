//! What a fault did, in numbers that are printed.

use std::fmt;

/// Named numbers in the order in which they were first told.
#[derive(Clone, Debug, Default)]
pub struct Counts(Vec<(&'static str, u64)>);

impl Counts {
    /// Adds to a number.
    pub fn add(&mut self, name: &'static str, more: u64) {
        *self.value(name) += more;
    }

    /// Keeps the largest.
    pub fn most(&mut self, name: &'static str, value: u64) {
        let kept = self.value(name);
        *kept = (*kept).max(value);
    }

    fn value(&mut self, name: &'static str) -> &mut u64 {
        let place = match self.0.iter().position(|(known, _)| *known == name) {
            Some(place) => place,
            None => {
                self.0.push((name, 0));
                self.0.len() - 1
            }
        };
        &mut self.0[place].1
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{value} {name}")?;
        }
        Ok(())
    }
}
