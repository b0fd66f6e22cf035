//! Baskets as tills send them.

use super::attribute::{self, Attribute, AttributeMap};
use super::ids;
use super::list::List;
use super::text::{Day, Decimal, Moment, Sentence, Word};
use super::who::MemberRef;
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::{LARGEST, Scales};
use model::basket::{Basket, Burn, Line, LineKind, Store, Tender};
use model::id::{HoldId, ReceiptId};
use model::{Key, Money, Quantity, Rounding};
use serde::Deserialize;
use service::keys::Party;
use service::purchase::{MOST_CODES, MOST_LINES, NewPurchase};
use service::{CertificateTender, Tessera, Who};
use smol_str::format_smolstr;
use utoipa::ToSchema;

/// The most words of each kind on a line, and tenders and burns of a basket.
const MOST_WORDS: usize = 50;

/// A basket: what is bought, where, by whom, and how it is paid.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Basket, example = json!({
    "member": { "phone": "+994501234567" },
    "store": { "id": "S1" }, "till": "1", "number": "000123",
    "lines": [{ "sku": "coffee", "quantity": "2", "price": "4.50" }],
    "codes": ["SUMMER"], "burns": [{ "unit": "points", "amount": "100" }]
}))]
pub(crate) struct NewBasket {
    /// Who buys; nobody known when absent.
    #[serde(default)]
    pub(crate) member: Option<MemberRef>,
    /// When it was paid; now when absent.
    #[serde(default)]
    pub(crate) at: Option<Moment>,
    /// The shop's business day when it is not the day of `at`. Part of the receipt's name.
    #[serde(default)]
    pub(crate) business_date: Option<Day>,
    /// Must be the programme's currency when given.
    #[serde(default)]
    pub(crate) currency: Option<Word>,
    /// Where.
    pub(crate) store: StoreBody,
    /// Which till. Part of the receipt's name.
    #[serde(default)]
    pub(crate) till: Option<Word>,
    /// Who served.
    #[serde(default)]
    pub(crate) cashier: Option<Word>,
    /// till, web, app, phone; till when absent.
    #[serde(default)]
    pub(crate) channel: Option<Word>,
    /// The shop's own receipt number. With store, till and business day it names the
    /// receipt for ever.
    #[serde(default)]
    pub(crate) number: Option<Word>,
    /// The lines.
    #[schema(value_type = Vec<NewLine>, min_items = 1, max_items = 10000)]
    pub(crate) lines: List<NewLine, MOST_LINES>,
    /// How it is paid.
    #[serde(default)]
    #[schema(value_type = Vec<NewTender>, max_items = 50)]
    pub(crate) tenders: List<NewTender, MOST_WORDS>,
    /// Coupon and promo codes.
    #[serde(default)]
    #[schema(value_type = Vec<Word>, max_items = 50)]
    pub(crate) codes: List<Word, MOST_CODES>,
    /// Loyalty units to pay with.
    #[serde(default)]
    #[schema(value_type = Vec<NewBurn>, max_items = 50)]
    pub(crate) burns: List<NewBurn, MOST_WORDS>,
    /// Certificates to pay with.
    #[serde(default)]
    #[schema(value_type = Vec<NewCertificateTender>, max_items = 50)]
    pub(crate) certificates: List<NewCertificateTender, MOST_CODES>,
    /// An earlier receipt that this one belongs to, such as that of a companion.
    #[serde(default)]
    #[schema(value_type = Option<ids::ReceiptId>)]
    pub(crate) linked_receipt: Option<ReceiptId>,
    /// What the customer was told to pay. Another result is refused.
    #[serde(default)]
    pub(crate) expected_payable: Option<Decimal>,
    /// Declared custom attributes.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Attribute>)]
    pub(crate) attributes: AttributeMap,
}

/// A store.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Store)]
pub(crate) struct StoreBody {
    /// The shop's own code of it.
    pub(crate) id: Word,
    /// Country code.
    #[serde(default)]
    pub(crate) country: Option<Word>,
    /// Region.
    #[serde(default)]
    pub(crate) region: Option<Word>,
    /// Brand.
    #[serde(default)]
    pub(crate) brand: Option<Word>,
    /// Coalition partner that runs it.
    #[serde(default)]
    pub(crate) partner: Option<Word>,
    /// Free words.
    #[serde(default)]
    #[schema(value_type = Vec<Word>, max_items = 50)]
    pub(crate) tags: List<Word, MOST_WORDS>,
}

/// One line. Amounts are what the customer sees, tax included. One of `price` and
/// `amount` is enough.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLine)]
pub(crate) struct NewLine {
    /// The caller's name of the line, unique in the basket; its number when absent.
    #[serde(default)]
    pub(crate) id: Option<Word>,
    /// Product code.
    pub(crate) sku: Word,
    /// Product name.
    #[serde(default)]
    pub(crate) name: Option<Sentence>,
    /// What the line is; goods when absent.
    #[serde(default)]
    #[schema(value_type = LineKindBody)]
    pub(crate) kind: LineKind,
    /// Main category.
    #[serde(default)]
    pub(crate) category: Option<Word>,
    /// Further categories.
    #[serde(default)]
    #[schema(value_type = Vec<Word>, max_items = 50)]
    pub(crate) categories: List<Word, MOST_WORDS>,
    /// Brand.
    #[serde(default)]
    pub(crate) brand: Option<Word>,
    /// How many, up to three decimals; 1 when absent.
    #[serde(default)]
    pub(crate) quantity: Option<Decimal>,
    /// Price of one.
    #[serde(default)]
    pub(crate) price: Option<Decimal>,
    /// Price of the whole line; price times quantity when absent.
    #[serde(default)]
    pub(crate) amount: Option<Decimal>,
    /// What the whole line costs the shop.
    #[serde(default)]
    pub(crate) cost: Option<Decimal>,
    /// The tax inside `amount`.
    #[serde(default)]
    pub(crate) tax: Option<Decimal>,
    /// Already reduced by the shop.
    #[serde(default)]
    pub(crate) on_sale: bool,
    /// Free words.
    #[serde(default)]
    #[schema(value_type = Vec<Word>, max_items = 50)]
    pub(crate) tags: List<Word, MOST_WORDS>,
    /// Declared custom attributes.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Attribute>)]
    pub(crate) attributes: AttributeMap,
}

/// What a line is.
#[derive(ToSchema)]
#[schema(as = LineKind, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes an enum of the model")]
pub(crate) enum LineKindBody {
    /// Goods and services.
    Goods,
    /// Delivery.
    Shipping,
    /// A service fee.
    Fee,
    /// A returnable deposit.
    Deposit,
    /// A tip.
    Tip,
    /// A gift certificate that is being sold.
    Certificate,
    /// Money put on a wallet.
    TopUp,
    /// A donation.
    Donation,
}

/// How part of the receipt is paid.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Tender)]
pub(crate) struct NewTender {
    /// cash, card, house_card, ... .
    pub(crate) kind: Word,
    /// How much; not known yet when absent.
    #[serde(default)]
    pub(crate) amount: Option<Decimal>,
}

/// The wish to pay with loyalty units.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Burn)]
pub(crate) struct NewBurn {
    /// Which unit.
    pub(crate) unit: Word,
    /// How much at most; all that is allowed when absent.
    #[serde(default)]
    pub(crate) amount: Option<Decimal>,
    /// Out of this hold.
    #[serde(default)]
    #[schema(value_type = Option<ids::HoldId>)]
    pub(crate) hold: Option<HoldId>,
}

/// A certificate that is to pay.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CertificateTender)]
pub(crate) struct NewCertificateTender {
    /// Its code.
    pub(crate) code: Word,
    /// How much at most; as much as needed when absent.
    #[serde(default)]
    pub(crate) amount: Option<Decimal>,
}

impl NewBasket {
    /// Who buys, as named; whoever keeps the receipt shows it.
    pub(crate) fn named(&self) -> Result<Who, Problem> {
        self.member.as_ref().map_or(Ok(Who::Anonymous), |member| member.who("/member"))
    }

    /// Who buys, as shown by a till.
    pub(crate) async fn buyer(&self, tessera: &Tessera, by: Party) -> Result<Who, Problem> {
        match &self.member {
            Some(member) => member.shown(tessera, by, "/member").await,
            None => Ok(Who::Anonymous),
        }
    }

    /// As the service wants it.
    pub(crate) fn read(self, scales: &Scales, who: Who) -> Result<NewPurchase, Problem> {
        let mut reading = Reading::new(scales);
        let r = &mut reading;
        if self.currency.as_ref().is_some_and(|c| c.0 != scales.book.currency.as_str()) {
            let message = format!("the programme counts in {}", scales.book.currency);
            r.wrong("/currency".to_owned(), message);
        }
        let lines = lines(self.lines, r);
        let tenders = (0..).zip(self.tenders.0).map(|(i, t)| Tender {
            kind: t.kind.into(),
            amount: t
                .amount
                .map_or(Money::ZERO, |a| r.money(&a, || format!("/tenders/{i}/amount"))),
        });
        let tenders = tenders.collect();
        let burns = (0..).zip(self.burns.0).map(|(i, b)| Burn {
            amount: b.amount.map(|a| r.some_units(&b.unit.0, &a, || format!("/burns/{i}/amount"))),
            unit: b.unit.into(),
            hold: b.hold,
        });
        let burns = burns.collect();
        let certificates = (0..).zip(self.certificates.0).map(|(i, c)| CertificateTender {
            code: c.code.0,
            amount: c.amount.map(|a| r.some_money(&a, || format!("/certificates/{i}/amount"))),
        });
        let certificates = certificates.collect();
        let expected = self.expected_payable.as_ref();
        let expected_payable = r.money_if(expected, || "/expected_payable".to_owned());
        reading.finish()?;
        let basket = Basket {
            store: self.store.into(),
            till: self.till.map(Key::from),
            cashier: self.cashier.map(Key::from),
            channel: self.channel.map_or_else(|| Key::new("till"), Key::from),
            number: self.number.map(Key::from),
            lines,
            tenders,
            burns,
            expected_payable,
            attributes: attribute::read(self.attributes),
            ..Basket::default()
        };
        Ok(NewPurchase {
            who,
            at: self.at.map(|at| at.0),
            business_date: self.business_date.map(|day| day.0),
            basket,
            codes: self.codes.0.into_iter().map(|c| c.0).collect(),
            certificates,
            linked: self.linked_receipt,
        })
    }
}

fn lines(lines: List<NewLine, MOST_LINES>, reading: &mut Reading<'_>) -> Vec<Line> {
    let mut total: i128 = 0;
    let mut read = Vec::with_capacity(lines.0.len());
    for (index, new) in lines.0.into_iter().enumerate() {
        let line = line(index, new, reading);
        total += i128::from(line.amount.0.abs());
        read.push(line);
    }
    // Sums of what follows from the lines must stay countable.
    if total > i128::from(LARGEST) {
        reading.wrong("/lines".to_owned(), "the receipt is larger than can be counted");
    }
    read
}

fn line(index: usize, new: NewLine, reading: &mut Reading<'_>) -> Line {
    let at = |field: &str| format!("/lines/{index}/{field}");
    let quantity = match &new.quantity {
        Some(quantity) => reading.quantity(quantity, || at("quantity")),
        None => Quantity::ONE,
    };
    let price = reading.money_if(new.price.as_ref(), || at("price"));
    let amount = reading.money_if(new.amount.as_ref(), || at("amount"));
    let thousand = Quantity::ONE.0;
    let (price, amount) = match (price, amount) {
        (Some(price), Some(amount)) => (price, amount),
        (Some(price), None) => (price, price.scaled(quantity.0, thousand, Rounding::HalfUp)),
        (None, Some(amount)) => (amount.scaled(thousand, quantity.0, Rounding::HalfUp), amount),
        (None, None) => {
            reading.wrong(at("amount"), "expected price or amount");
            (Money::ZERO, Money::ZERO)
        }
    };
    if price.0.abs() > LARGEST || amount.0.abs() > LARGEST {
        reading.wrong(at("amount"), "the line is larger than can be counted");
    }
    let words = |list: List<Word, MOST_WORDS>| list.0.into_iter().map(Key::from).collect();
    Line {
        id: new.id.map_or_else(|| Key(format_smolstr!("{}", index + 1)), Key::from),
        sku: new.sku.into(),
        name: new.name.map(|n| n.0),
        kind: new.kind,
        category: new.category.map(Key::from),
        categories: words(new.categories),
        brand: new.brand.map(Key::from),
        quantity,
        price,
        amount,
        cost: reading.money_if(new.cost.as_ref(), || at("cost")),
        tax: reading.money_if(new.tax.as_ref(), || at("tax")),
        on_sale: new.on_sale,
        tags: words(new.tags),
        attributes: attribute::read(new.attributes),
    }
}

impl From<StoreBody> for Store {
    fn from(body: StoreBody) -> Self {
        Self {
            id: body.id.into(),
            country: body.country.map(Key::from),
            region: body.region.map(Key::from),
            brand: body.brand.map(Key::from),
            partner: body.partner.map(Key::from),
            tags: body.tags.0.into_iter().map(Key::from).collect(),
        }
    }
}
