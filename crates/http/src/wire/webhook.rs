//! Webhooks: endpoints, deliveries, attempts.

use super::ids;
use super::list::List;
use super::text::{Moment, Sentence, Word};
use model::Key;
use model::id::WebhookId;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use service::webhooks::{
    AttemptRow, Change, DeliveryRow, DeliveryState, EventId, NewWebhook, TOPICS, WebhookRow,
    WithSecret,
};
use smol_str::SmolStr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, SchemaFormat};
use utoipa::{PartialSchema, ToSchema};

/// The most topics of one endpoint.
const MOST_TOPICS: usize = 100;

/// The longest address.
const LONGEST_URL: usize = 2_048;

/// Where to send events. What may stand there is decided by the service.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Address(pub(crate) SmolStr);

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = SmolStr::deserialize(deserializer)?;
        match (1..=LONGEST_URL).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
        {
            true => Ok(Self(text)),
            false => Err(D::Error::custom("expected an address of 1 to 2,048 ASCII characters")),
        }
    }
}

impl PartialSchema for Address {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::Custom("uri".to_owned())))
            .description(Some(
                "An address on the public internet; https unless the server allows http.",
            ))
            .pattern(Some("^https?://[!-~]+$"))
            .max_length(Some(LONGEST_URL))
            .examples([serde_json::json!("https://shop.example/hooks/tessera")])
            .into()
    }
}

impl ToSchema for Address {
    fn name() -> std::borrow::Cow<'static, str> {
        "Address".into()
    }
}

/// Which kind of event, or all kinds of a noun.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Topic(Word);

impl PartialSchema for Topic {
    fn schema() -> RefOr<Schema> {
        let description = format!(
            "A kind of event, or `noun.*` for all kinds of a noun. There are {}.",
            TOPICS.iter().map(|topic| format!("`{topic}`")).collect::<Vec<_>>().join(", ")
        );
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(description))
            .pattern(Some(r"^[a-z_]+\.([a-z_]+|\*)$"))
            .max_length(Some(128))
            .examples([serde_json::json!("units.*")])
            .into()
    }
}

impl ToSchema for Topic {
    fn name() -> std::borrow::Cow<'static, str> {
        "Topic".into()
    }
}

fn keys(topics: List<Topic, MOST_TOPICS>) -> Vec<Key> {
    let mut keys: Vec<Key> = topics.0.into_iter().map(|topic| Key::from(topic.0)).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// A new endpoint.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "url": "https://shop.example/hooks/tessera",
    "description": "Mail programme",
    "topics": ["units.*", "tier.changed"],
}))]
pub(crate) struct NewWebhookBody {
    /// Where to send events.
    pub(crate) url: Address,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<Sentence>,
    /// Which events; all of them when absent or empty.
    #[serde(default)]
    #[schema(value_type = Vec<Topic>, max_items = 100, required = false)]
    pub(crate) topics: List<Topic, MOST_TOPICS>,
}

impl From<NewWebhookBody> for NewWebhook {
    fn from(new: NewWebhookBody) -> Self {
        let description = new.description.map_or_else(SmolStr::default, |text| text.0);
        Self { url: new.url.0, description, topics: keys(new.topics) }
    }
}

/// What is to be different; what is absent stays.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "enabled": false }))]
pub(crate) struct WebhookChangeBody {
    /// Where to send events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<Address>,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<Sentence>,
    /// Which events; all of them when empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Topic>>, max_items = 100)]
    pub(crate) topics: Option<List<Topic, MOST_TOPICS>>,
    /// Whether anything is sent. While it is not, events wait until they are given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enabled: Option<bool>,
}

impl From<WebhookChangeBody> for Change {
    fn from(change: WebhookChangeBody) -> Self {
        Self {
            url: change.url.map(|url| url.0),
            description: change.description.map(|text| text.0),
            topics: change.topics.map(keys),
            enabled: change.enabled,
        }
    }
}

/// How a secret is replaced.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Rotation, example = json!({ "overlap_hours": 24 }))]
pub(crate) struct RotationBody {
    /// How long the old secret signs beside the new one.
    #[serde(default = "overlap_hours", deserialize_with = "at_most_a_week")]
    #[schema(minimum = 0, maximum = 168, default = 24, required = false)]
    pub(crate) overlap_hours: u16,
}

fn overlap_hours() -> u16 {
    24
}

fn at_most_a_week<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    let hours = u16::deserialize(deserializer)?;
    match hours {
        0..=168 => Ok(hours),
        _ => Err(D::Error::custom("expected 0 to 168 hours")),
    }
}

/// What is sent again.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Resending, example = json!({ "since": "2026-03-02T00:00:00Z" }))]
pub(crate) struct ResendingBody {
    /// Everything that was given up from this moment on.
    pub(crate) since: Moment,
}

/// What is sent again.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Resent)]
pub(crate) struct ResentBody {
    /// Everything that was given up from this moment on.
    pub(crate) since: Moment,
    /// And before or at this one.
    pub(crate) through: Moment,
}

/// An event that is on its way.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Sending)]
pub(crate) struct SendingBody {
    /// The id of the event: what receivers see as `webhook-id`.
    #[schema(value_type = ids::EventId)]
    pub(crate) id: EventId,
}

/// An endpoint.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Webhook)]
pub(crate) struct WebhookBody {
    /// Its id.
    #[schema(value_type = ids::WebhookId)]
    pub(crate) id: WebhookId,
    /// Where events are sent.
    #[schema(value_type = String)]
    pub(crate) url: SmolStr,
    /// What people call it.
    #[schema(value_type = String)]
    pub(crate) description: SmolStr,
    /// Which events; all of them when empty.
    #[schema(value_type = Vec<String>)]
    pub(crate) topics: Vec<Key>,
    /// Whether anything is sent.
    pub(crate) enabled: bool,
    /// Why it was disabled, when the server did it: `gone` when the receiver answered 410.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) disabled_reason: Option<Key>,
    /// When it was made.
    pub(crate) created_at: Moment,
    /// How long the old secret signs beside the new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) old_secret_until: Option<Moment>,
    /// When it was deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) deleted_at: Option<Moment>,
    /// The secret, `whsec_...`; shown once, when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) secret: Option<String>,
}

impl From<WebhookRow> for WebhookBody {
    fn from(row: WebhookRow) -> Self {
        Self {
            id: row.id,
            url: row.url,
            description: row.description,
            topics: row.topics,
            enabled: row.enabled,
            disabled_reason: row.disabled_reason,
            created_at: Moment(row.created_at),
            old_secret_until: row.old_secret.map(|old| Moment(old.until)),
            deleted_at: row.deleted_at.map(Moment),
            secret: None,
        }
    }
}

impl From<WithSecret> for WebhookBody {
    fn from(made: WithSecret) -> Self {
        Self { secret: made.secret, ..Self::from(made.row) }
    }
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DeliveryState)]
pub(crate) enum DeliveryStateBody {
    /// It waits for its first or next attempt, or behind an earlier event of its owner.
    Waiting,
    /// The receiver took it.
    Delivered,
    /// It was given up.
    Failed,
}

impl From<DeliveryState> for DeliveryStateBody {
    fn from(state: DeliveryState) -> Self {
        match state {
            DeliveryState::Waiting => Self::Waiting,
            DeliveryState::Delivered => Self::Delivered,
            DeliveryState::Failed => Self::Failed,
        }
    }
}

impl From<DeliveryStateBody> for DeliveryState {
    fn from(state: DeliveryStateBody) -> Self {
        match state {
            DeliveryStateBody::Waiting => Self::Waiting,
            DeliveryStateBody::Delivered => Self::Delivered,
            DeliveryStateBody::Failed => Self::Failed,
        }
    }
}

/// One event for one endpoint.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Delivery)]
pub(crate) struct DeliveryBody {
    /// The id of the event: what receivers see as `webhook-id`.
    #[schema(value_type = ids::EventId)]
    pub(crate) id: EventId,
    /// Which kind of event.
    #[serde(rename = "type")]
    #[schema(value_type = String, example = "units.earned")]
    pub(crate) topic: Key,
    /// What became of it.
    pub(crate) state: DeliveryStateBody,
    /// When it began to wait.
    pub(crate) queued_at: Moment,
    /// When the next attempt is due; absent behind an earlier event of its owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) due_at: Option<Moment>,
    /// Attempts since it began to wait.
    pub(crate) attempts: u32,
    /// When it was delivered or given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) settled_at: Option<Moment>,
}

impl From<DeliveryRow> for DeliveryBody {
    fn from(row: DeliveryRow) -> Self {
        Self {
            id: EventId(row.delivery.event),
            topic: row.delivery.topic,
            state: row.state.into(),
            queued_at: Moment(row.patience.from),
            due_at: row.due_at.map(Moment),
            attempts: row.attempts,
            settled_at: row.settled_at.map(Moment),
        }
    }
}

/// One attempt to deliver.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Attempt)]
pub(crate) struct AttemptBody {
    /// The id of the event.
    #[schema(value_type = ids::EventId)]
    pub(crate) id: EventId,
    /// Which kind of event.
    #[serde(rename = "type")]
    #[schema(value_type = String, example = "units.earned")]
    pub(crate) topic: Key,
    /// When.
    pub(crate) at: Moment,
    /// How long it took, in milliseconds.
    pub(crate) duration_ms: u32,
    /// The HTTP status that came back; absent when none did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 200)]
    pub(crate) status: Option<u16>,
    /// Why no status came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) error: Option<SmolStr>,
}

impl From<AttemptRow> for AttemptBody {
    fn from(row: AttemptRow) -> Self {
        Self {
            id: EventId(row.delivery.event),
            topic: row.delivery.topic,
            at: Moment(row.at),
            duration_ms: row.duration_ms,
            status: row.status,
            error: row.error,
        }
    }
}
