//! Coupons and batches of codes.

use super::ids;
use super::problem::RefusalBody;
use super::text::{Moment, Sentence, Word};
use super::who::MemberRef;
use crate::app::App;
use crate::scales::Scales;
use model::Snapshot;
use model::id::{BatchId, CouponId};
use serde::{Deserialize, Serialize};
use service::coupons::{self, Batch, BatchFigures, Granted};
use utoipa::ToSchema;

/// A coupon that was given.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GrantedCoupon)]
pub(crate) struct GrantedBody {
    /// Its id.
    #[schema(value_type = ids::CouponId)]
    pub(crate) id: CouponId,
    /// Which coupon of the programme.
    pub(crate) coupon: Word,
    /// Its code.
    #[schema(example = "7F3K-9QXA-2MB41")]
    pub(crate) code: String,
    /// Not valid from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
}

impl From<&Granted> for GrantedBody {
    fn from(granted: &Granted) -> Self {
        Self {
            id: granted.id,
            coupon: Word::from(&granted.coupon),
            code: granted.code.clone(),
            until: granted.until.map(Moment),
        }
    }
}

/// A coupon in a member's wallet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeldCoupon {
    /// Its id.
    #[schema(value_type = ids::CouponId)]
    pub(crate) id: CouponId,
    /// Which coupon of the programme.
    pub(crate) coupon: Word,
    /// What it gives, as the programme calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// Its code.
    pub(crate) code: String,
    /// Not valid before then.
    pub(crate) from: Moment,
    /// Not valid from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
    /// Uses allowed; unlimited when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) uses: Option<u32>,
    /// Uses by the member so far.
    pub(crate) used: u32,
    /// Others may use it too.
    pub(crate) transferable: bool,
}

impl HeldCoupon {
    /// What a member holds.
    pub(crate) fn all(app: &App, scales: &Scales, snapshot: &Snapshot, locale: &str) -> Vec<Self> {
        let rule = |key: &model::Key| scales.book.rule(key.as_str());
        let held = snapshot.member.coupons.iter().map(|held| Self {
            id: held.id,
            coupon: Word::from(&held.coupon),
            name: rule(&held.coupon).map(|rule| rule.name.get(locale).to_owned()),
            code: coupons::code_of(&app.tessera, held.id),
            from: Moment(held.from),
            until: held.until.map(Moment),
            uses: held.uses,
            used: held.used,
            transferable: held.transferable,
        });
        held.collect()
    }
}

/// Giving a member a coupon by hand.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "coupon": "sorry", "reason": "Delivered too late" }))]
pub(crate) struct NewGrant {
    /// Which coupon of the programme.
    pub(crate) coupon: Word,
    /// Why.
    #[serde(default)]
    pub(crate) reason: Option<Sentence>,
}

/// Asking about a code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "code": "SUMMER" }))]
pub(crate) struct CodeQuestion {
    /// The code as typed.
    pub(crate) code: Word,
    /// Who wants to use it.
    #[serde(default)]
    pub(crate) member: Option<MemberRef>,
}

/// What stands behind a code.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodeAnswer {
    /// Whether it could be used now, basket permitting.
    pub(crate) valid: bool,
    /// The code, masked.
    pub(crate) shown: String,
    /// Which coupon of the programme; absent when the code is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) coupon: Option<Word>,
    /// Not valid before then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<Moment>,
    /// Not valid from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
    /// Uses allowed; unlimited when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) uses: Option<u32>,
    /// Uses so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) used: Option<u32>,
    /// Why it cannot be used now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refusal: Option<RefusalBody>,
}

/// Making codes that can be printed or sent out.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "coupon": "leaflet", "count": 500 }))]
pub(crate) struct NewBatch {
    /// Which coupon of the programme.
    pub(crate) coupon: Word,
    /// How many codes.
    #[schema(minimum = 1, maximum = 10000)]
    pub(crate) count: u32,
}

/// A batch with its codes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Batch)]
pub(crate) struct BatchBody {
    /// Its id.
    #[schema(value_type = ids::BatchId)]
    pub(crate) id: BatchId,
    /// Which coupon of the programme.
    pub(crate) coupon: Word,
    /// The codes.
    pub(crate) codes: Vec<String>,
}

impl From<Batch> for BatchBody {
    fn from(batch: Batch) -> Self {
        Self { id: batch.id, coupon: Word::from(&batch.coupon), codes: batch.codes }
    }
}

/// A batch in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BatchSummary {
    /// Its id.
    #[schema(value_type = ids::BatchId)]
    pub(crate) id: BatchId,
    /// Which coupon of the programme.
    pub(crate) coupon: Word,
    /// How many codes.
    pub(crate) count: u32,
    /// When it was made.
    pub(crate) created_at: Moment,
    /// How often its codes were used; may lag by a moment.
    pub(crate) used: i64,
    /// How often they can still be used; any number of times when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) open: Option<i64>,
    /// First moment when they are no longer valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
}

impl From<BatchFigures> for BatchSummary {
    fn from(figures: BatchFigures) -> Self {
        let row = figures.row;
        Self {
            used: figures.used,
            open: figures.open,
            until: figures.until.map(Moment),
            id: row.id,
            coupon: Word::from(&row.coupon),
            count: row.count,
            created_at: Moment(row.created_at),
        }
    }
}
