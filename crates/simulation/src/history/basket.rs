//! Documents as the engine and the service take them.

use super::{GoodsBack, History, Item, Sale};
use model::activity::ReturnedLine;
use model::basket::Store;
use model::{Basket, Key, Line, Money, Quantity};

impl History {
    /// The basket of a sale. Lines are called "1", "2", ... in the order of the file.
    pub fn basket(&self, sale: &Sale) -> Basket {
        let items = &self.items[sale.first as usize..(sale.first + sale.lines) as usize];
        let store = self.names.stores.name(sale.store);
        let channel = if *store == "web" { "web" } else { "till" };
        Basket {
            store: Store { id: store.clone(), ..Store::default() },
            channel: Key::new(channel),
            number: Some(sale.number.clone()),
            lines: items.iter().zip(&self.names.lines).map(|(i, id)| self.line(i, id)).collect(),
            ..Basket::default()
        }
    }

    fn line(&self, item: &Item, id: &Key) -> Line {
        let category = item.category.map(|at| self.names.categories.name(at.get() - 1).clone());
        Line {
            id: id.clone(),
            sku: self.names.products.name(item.product).clone(),
            kind: item.kind,
            category,
            quantity: Quantity(item.quantity),
            price: Money(item.price),
            amount: Money(item.amount),
            ..Line::default()
        }
    }

    /// The lines of a return, by the names that [`Self::basket`] gives.
    pub fn returned_lines(&self, back: &GoodsBack) -> Vec<ReturnedLine> {
        let lines = back.lines.iter();
        lines
            .map(|&(line, quantity)| ReturnedLine {
                line: self.names.lines[line as usize].clone(),
                quantity: Quantity(quantity),
            })
            .collect()
    }
}
