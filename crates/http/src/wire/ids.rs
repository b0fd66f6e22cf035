//! How the typed ids of the model look in the description of the API.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $name:ident = $prefix:literal;)*) => {$(
        $(#[doc = $doc])*
        pub(crate) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some(concat!($($doc),*).trim()))
                    .pattern(Some(concat!("^", $prefix, "_[0-7][0-9a-hjkmnp-tv-z]{25}$")))
                    .examples([serde_json::json!(concat!($prefix, "_01jbmf8x2ye7ctgx9s3wv0hq5r"))])
                    .into()
            }
        }

        impl ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    )*};
}

ids! {
    /// Id of a member.
    MemberId = "mem";
    /// Id of a receipt.
    ReceiptId = "rcp";
    /// Id of a certificate.
    CertificateId = "crt";
    /// Id of a journal entry.
    EntryId = "ent";
    /// Id of a hold.
    HoldId = "hld";
    /// Id of a coupon.
    CouponId = "cpn";
    /// Id of a batch of coupon codes.
    BatchId = "bat";
    /// Id of an API key.
    ApiKeyId = "key";
    /// Id of somebody of the staff.
    StaffId = "stf";
    /// Id of a till.
    TillId = "til";
    /// Id of a session.
    SessionId = "ses";
    /// Id of something that waits for a second person.
    ApprovalId = "apr";
    /// Id of the history under another programme.
    ReplayId = "rpl";
    /// Id of a file that is brought in.
    ImportId = "imp";
    /// Id of a claimed reward.
    ClaimId = "clm";
    /// Id of units that went from one owner to another.
    TransferId = "trf";
    /// Id of an action or claim that waits for a decision.
    SubmissionId = "sub";
    /// Id of units that became units of a partner.
    ExchangeId = "exc";
    /// Id of a household, firm or other group.
    GroupId = "grp";
    /// Id of a disagreement about a settlement.
    DisputeId = "sub";
    /// Id of an address that events are sent to.
    WebhookId = "whk";
}

/// Id of an event: whose entry, which entry, which event of it.
pub(crate) struct EventId;

impl PartialSchema for EventId {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Id of an event: whose entry, which entry, which event of it."))
            .pattern(Some("^[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}_[0-9]{1,19}_[0-9]{1,5}$"))
            .examples([serde_json::json!("mem_01jbmf8x2ye7ctgx9s3wv0hq5r_17_0")])
            .into()
    }
}

impl ToSchema for EventId {
    fn name() -> std::borrow::Cow<'static, str> {
        "EventId".into()
    }
}
