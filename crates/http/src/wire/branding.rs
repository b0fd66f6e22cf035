//! How a shop shows itself.

use super::text::Word;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How the shop shows itself, and what screens have to know before anybody signs in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Branding)]
pub(crate) struct BrandingBody {
    /// What customers call the programme.
    pub(crate) name: String,
    /// `#1f6b5b`; everything else is worked out from it.
    pub(crate) colour: String,
    /// Address of the logo on this server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) logo: Option<String>,
    /// The currency of the programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) currency: Option<Word>,
    /// The time zone of the programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) time_zone: Option<String>,
    /// Languages of the programme, its own first.
    pub(crate) locales: Vec<String>,
    /// Whether a programme counts.
    pub(crate) has_programme: bool,
    /// Whether the clock can be moved.
    pub(crate) sandbox: bool,
    /// Whether everything is made up, to be tried.
    pub(crate) demo: bool,
}

/// What changes about it. All of it is replaced.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Blue Cup", "colour": "#1f6b5b" }))]
pub(crate) struct NewBranding {
    /// What customers call the programme; the document's own name when absent.
    #[serde(default)]
    #[schema(max_length = 80)]
    pub(crate) name: Option<String>,
    /// `#1f6b5b`.
    #[serde(default)]
    #[schema(pattern = "^#[0-9a-fA-F]{6}$")]
    pub(crate) colour: Option<String>,
    /// A picture as `data:image/png;base64,...` (PNG, WebP, JPEG up to 64 kB). Absent: the one
    /// there is stays; null: it goes.
    #[serde(default, deserialize_with = "told", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 90000)]
    pub(crate) logo: Option<Option<String>>,
}

/// Tells `null` from what is absent.
fn told<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(reader).map(Some)
}
