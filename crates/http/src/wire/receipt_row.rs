//! Receipts in lists.

use super::ids;
use super::text::{Decimal, Moment, Word};
use crate::scales::Scales;
use model::id::{MemberId, ReceiptId};
use serde::Serialize;
use service::ReceiptListRow;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A receipt in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReceiptRow {
    /// Our id.
    #[schema(value_type = ids::ReceiptId)]
    pub(crate) id: ReceiptId,
    /// Who bought; absent when nobody known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::MemberId>)]
    pub(crate) member: Option<MemberId>,
    /// What they are called; not in lists of one's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) member_name: Option<String>,
    /// When it was paid.
    pub(crate) at: Moment,
    /// Where.
    pub(crate) store: Word,
    /// The shop's own number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) number: Option<smol_str::SmolStr>,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// Before discounts.
    pub(crate) total: Decimal,
    /// All discounts.
    pub(crate) discount: Decimal,
    /// What was left to pay.
    pub(crate) payable: Decimal,
    /// Money handed back since.
    pub(crate) returned: Decimal,
}

impl ReceiptRow {
    pub(crate) fn of(scales: &Scales, row: ReceiptListRow) -> Self {
        Self {
            id: row.id,
            member: row.owner.as_member(),
            member_name: None,
            at: Moment(row.at),
            store: Word::from(&row.store),
            number: row.number,
            currency: scales.currency(),
            total: scales.money(row.total),
            discount: scales.money(row.discount),
            payable: scales.money(row.payable),
            returned: scales.money(row.returned),
        }
    }

    /// With the name of whoever bought, when it is among those that the reader may see.
    pub(crate) fn named(mut self, names: &BTreeMap<MemberId, SmolStr>) -> Self {
        self.member_name = self.member.and_then(|id| names.get(&id)).map(ToString::to_string);
        self
    }
}
