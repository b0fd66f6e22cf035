//! Buying: what a basket costs and gives (quote), and the receipt that is paid (commit).

use crate::commit::{Committed, NewReceipt, Order, Presented, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::keys::Party;
use crate::view::Quoted;
use crate::{Ask, CertificateTender, Tessera, cards};
use jiff::SignedDuration;
use model::activity::Purchase;
use model::basket::Basket;
use model::entry::Hash;
use model::id::ReceiptId;
use model::{Activity, Code, Instant, Key, Owner};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Clocks of tills may be so far ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// The most lines of one basket.
pub const MOST_LINES: usize = 10_000;

/// The most codes and certificates shown with one basket: each costs a look-up.
pub const MOST_CODES: usize = 50;

/// A basket with who buys it. `basket.codes` and `basket.certificates` are filled in
/// here from `codes` and `certificates`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPurchase {
    /// Who buys.
    pub who: Who,
    /// When it was paid; now when absent.
    pub at: Option<Instant>,
    /// The shop's business day, when it is not the day of `at`; part of what names a receipt.
    pub business_date: Option<jiff::civil::Date>,
    /// What is bought.
    pub basket: Basket,
    /// Coupon and promo codes as typed.
    pub codes: Vec<SmolStr>,
    /// Certificates that pay.
    pub certificates: Vec<CertificateTender>,
    /// An earlier receipt that this one belongs to, such as a companion's; looked up into
    /// `basket.linked`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked: Option<ReceiptId>,
}

/// What a basket would cost and give. Nothing is stored or reserved.
pub async fn quote(tessera: &Tessera, purchase: NewPurchase) -> Result<Quoted, Error> {
    let order = order(tessera, purchase).await?;
    tessera.quote(order, false).await
}

/// The same with a note on every rule that did not apply.
pub async fn quote_in_detail(tessera: &Tessera, purchase: NewPurchase) -> Result<Quoted, Error> {
    let order = order(tessera, purchase).await?;
    tessera.quote(order, true).await
}

/// Keeps a paid receipt. A receipt with a number is one for ever: sent again, it gets
/// the same answer.
pub async fn commit(
    tessera: &Tessera,
    ask: &Ask,
    purchase: NewPurchase,
) -> Result<Committed, Error> {
    let name = Name::of(&purchase);
    keep(tessera, ask, name, order(tessera, purchase)).await
}

/// The same from somebody at a till: a code on a phone counts for whoever shows it first.
pub async fn commit_shown(
    tessera: &Tessera,
    ask: &Ask,
    by: Party,
    purchase: NewPurchase,
) -> Result<Committed, Error> {
    let name = Name::of(&purchase);
    let ordered = async {
        cards::show(tessera, by, &purchase.who).await?;
        order(tessera, purchase).await
    };
    keep(tessera, ask, name, ordered).await
}

async fn keep(
    tessera: &Tessera,
    ask: &Ask,
    name: Option<Name>,
    ordered: impl Future<Output = Result<Order, Error>> + Send,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            match (ordered.await, name) {
                (Ok(order), _) => tessera.commit(ask, order).await,
                // What is refused now may have been kept before.
                (Err(error @ Error::Refused(_)), Some(name)) => {
                    let key = name.key(tessera).await?;
                    tessera.same_receipt_or(ask, key, Err(error)).await
                }
                (Err(error), _) => Err(error),
            }
        })
        .await
}

async fn order(tessera: &Tessera, purchase: NewPurchase) -> Result<Order, Error> {
    let name = Name::of(&purchase);
    let mut order = order_of(tessera, purchase).await?;
    if let (Some(name), Some(receipt)) = (name, &mut order.receipt) {
        receipt.natural_key = Some(name.key(tessera).await?);
    }
    Ok(order)
}

/// The order of a receipt that has no name yet.
pub(crate) async fn order_of(tessera: &Tessera, purchase: NewPurchase) -> Result<Order, Error> {
    let NewPurchase { who, at, basket, codes, certificates, linked, .. } = purchase;
    check_size(&basket, &codes, &certificates)?;
    let now = tessera.now();
    let at = match at {
        Some(at) if at.duration_since(now) > AHEAD => {
            return Err(Error::refused(Code::TIME_INVALID, format!("{at} is ahead")));
        }
        at => at.map(crate::clock::whole_millis),
    };
    let receipt = ReceiptId(tessera.new_id());
    let (owner, start) = match who {
        Who::Anonymous => (Owner::receipt(receipt), Start::New),
        who => (Owner::member(tessera.member_of(&who).await?), Start::Member),
    };
    let mut order = Order::new(owner, start, Activity::Purchase(Purchase { receipt, basket }));
    order.at = at;
    order.presented = Presented { codes, certificates, linked };
    order.receipt = Some(NewReceipt { id: receipt, natural_key: None });
    Ok(order)
}

fn check_size(
    basket: &Basket,
    codes: &[SmolStr],
    certificates: &[CertificateTender],
) -> Result<(), Error> {
    if basket.lines.len() > MOST_LINES {
        let detail = format!("at most {MOST_LINES} lines");
        return Err(Error::refused(Code::REQUEST_TOO_LARGE, detail));
    }
    if codes.len() + certificates.len() > MOST_CODES {
        let detail = format!("at most {MOST_CODES} codes and certificates");
        return Err(Error::refused(Code::REQUEST_TOO_LARGE, detail));
    }
    Ok(())
}

/// What names a receipt for ever: store, till, business day and number.
struct Name {
    store: Key,
    till: Option<Key>,
    number: Key,
    at: Option<Instant>,
    business_date: Option<jiff::civil::Date>,
}

impl Name {
    /// None when the till gave no number.
    fn of(purchase: &NewPurchase) -> Option<Self> {
        let basket = &purchase.basket;
        Some(Self {
            store: basket.store.id.clone(),
            till: basket.till.clone(),
            number: basket.number.clone()?,
            at: purchase.at,
            business_date: purchase.business_date,
        })
    }

    async fn key(&self, tessera: &Tessera) -> Result<Hash, Error> {
        let day = match self.business_date {
            Some(day) => day,
            None => {
                let at = self.at.unwrap_or_else(|| tessera.now());
                tessera.rules_at(at).await?.rulebook.calendar.day(at)
            }
        };
        Ok(self.on(day))
    }

    fn on(&self, day: jiff::civil::Date) -> Hash {
        receipt_key(&self.store, self.till.as_ref(), &self.number, day)
    }
}

/// What a receipt is found by for ever.
pub(crate) fn receipt_key(
    store: &Key,
    till: Option<&Key>,
    number: &Key,
    day: jiff::civil::Date,
) -> Hash {
    let mut hasher = blake3::Hasher::new();
    let till = till.map_or("", |till| till.as_str());
    for part in [store.as_str(), till, &day.to_string(), number.as_str()] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    Hash(*hasher.finalize().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn receipts_of_other_tills_days_and_numbers_have_other_names() {
        let day = jiff::civil::date(2026, 3, 2);
        let name = |store: &str, till: Option<&str>, number: &str| Name {
            store: store.into(),
            till: till.map(Into::into),
            number: number.into(),
            at: None,
            business_date: None,
        };
        let one = name("s1", Some("1"), "7").on(day);
        assert_eq!(one, name("s1", Some("1"), "7").on(day));
        assert_ne!(one, name("s11", None, "7").on(day));
        assert_ne!(one, name("s1", Some("1"), "8").on(day));
        let next = jiff::civil::date(2026, 3, 3);
        assert_ne!(one, name("s1", Some("1"), "7").on(next));
    }
}
