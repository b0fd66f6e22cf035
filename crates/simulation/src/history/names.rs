//! Names that repeat, kept once.

use model::Key;
use std::collections::HashMap;

/// Names by number. Only looked up, so the order of the map never shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    numbers: HashMap<Key, u32>,
    names: Vec<Key>,
    last: u32,
}

impl Table {
    /// The number of a name, given on its first appearance.
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        // Lines of one receipt repeat most of their names.
        if self.names.get(self.last as usize).is_some_and(|last| last == name) {
            return self.last;
        }
        self.last = match self.numbers.get(name) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
                let key = Key::new(name);
                self.names.push(key.clone());
                self.numbers.insert(key, number);
                number
            }
        };
        self.last
    }

    pub(crate) fn name(&self, number: u32) -> &Key {
        &self.names[number as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }
}

/// All tables of a history.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub(crate) products: Table,
    /// From 1, so that an absent category takes no room.
    pub(crate) categories: Table,
    pub(crate) stores: Table,
    pub(crate) lines: Vec<Key>,
}

impl Names {
    /// Names of lines "1", "2", ... for the longest receipt.
    pub(crate) fn number_lines(&mut self, most: usize) {
        let from = self.lines.len();
        self.lines.extend((from..most).map(|at| Key(smol_str::format_smolstr!("{}", at + 1))));
    }
}
