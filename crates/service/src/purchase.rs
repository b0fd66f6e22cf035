//! Buying: what a basket costs and gives (quote), and the receipt that is paid (commit).

use crate::commit::{Committed, NewReceipt, Order, Presented, Start};
use crate::error::Error;
use crate::identity::Who;
use crate::view::Quoted;
use crate::{Ask, CertificateTender, Tessera};
use jiff::SignedDuration;
use model::activity::Purchase;
use model::basket::Basket;
use model::entry::Hash;
use model::id::ReceiptId;
use model::{Activity, Code, Instant, Owner};
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
    tessera
        .answering(ask, async {
            let order = order(tessera, purchase).await?;
            tessera.commit(ask, order).await
        })
        .await
}

async fn order(tessera: &Tessera, purchase: NewPurchase) -> Result<Order, Error> {
    let NewPurchase { who, at, business_date, basket, codes, certificates, linked } = purchase;
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
    let natural_key = match &basket.number {
        Some(_) => {
            let rules = tessera.rules_at(at.unwrap_or(now)).await?;
            let day = rules.rulebook.calendar.day(at.unwrap_or(now));
            Some(natural_key(&basket, business_date.unwrap_or(day)))
        }
        None => None,
    };
    let mut order = Order::new(owner, start, Activity::Purchase(Purchase { receipt, basket }));
    order.at = at;
    order.presented = Presented { codes, certificates, linked };
    order.receipt = Some(NewReceipt { id: receipt, natural_key });
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
///
/// In front stand the till, the day and the number, so that the receipts of a till lie side
/// by side in the index; the hash of all of it behind them is what makes the name unique.
fn natural_key(basket: &Basket, day: jiff::civil::Date) -> Hash {
    let store = basket.store.id.as_str();
    let till = basket.till.as_ref().map_or("", |t| t.as_str());
    let number = basket.number.as_ref().map_or("", |n| n.as_str());
    let [year_high, year_low] = day.year().to_be_bytes();
    let [day_high, day_low] = day.day_of_year().to_be_bytes();
    let order = number.parse().unwrap_or(u64::MAX);
    let mut key = [0; 32];
    key[..8].copy_from_slice(&hash(&[store, till])[..8]);
    key[8..12].copy_from_slice(&[year_high, year_low, day_high, day_low]);
    key[12..16].copy_from_slice(&order.to_be_bytes()[4..]);
    key[16..].copy_from_slice(&hash(&[store, till, &day.to_string(), number])[..16]);
    Hash(key)
}

fn hash(parts: &[&str]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn receipts_of_other_tills_days_and_numbers_have_other_names() {
        let day = jiff::civil::date(2026, 3, 2);
        let basket = |store: &str, till: Option<&str>, number: &str| Basket {
            store: model::basket::Store { id: store.into(), ..<_>::default() },
            till: till.map(Into::into),
            number: Some(number.into()),
            ..Basket::default()
        };
        let one = natural_key(&basket("s1", Some("1"), "7"), day);
        assert_eq!(one, natural_key(&basket("s1", Some("1"), "7"), day));
        assert_ne!(one, natural_key(&basket("s11", None, "7"), day));
        assert_ne!(one, natural_key(&basket("s1", Some("1"), "8"), day));
        let next = jiff::civil::date(2026, 3, 3);
        assert_ne!(one, natural_key(&basket("s1", Some("1"), "7"), next));
    }
}
