//! Programme documents and versions.

use super::standing::{self, LevelName};
use super::text::{Moment, Sentence, Word, without_nul};
use crate::scales::Scales;
use serde::{Deserialize, Serialize};
use service::approvals::{Counts, Publishing};
use service::programmes::{Change, ChangeKind, Diagnostic, Diagnostics, Severity};
use service::{Activation, Track, VersionState, VersionSummary};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A programme document.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "document": "programme:\n  key: shop\n  currency: EUR\n" }))]
pub(crate) struct NewDocument {
    /// The text of `programme.yaml`.
    #[schema(max_length = 1000000, pattern = r"^[^\u0000]*$")]
    #[serde(deserialize_with = "without_nul")]
    pub(crate) document: String,
}

/// A programme version.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Version)]
pub(crate) struct VersionBody {
    /// 1, 2, 3, ... .
    pub(crate) number: u32,
    /// Whether it can still change.
    pub(crate) state: VersionStateBody,
    /// Hash of the text; the `ETag`.
    pub(crate) hash: String,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) author: Option<Word>,
    /// When it was first written.
    pub(crate) created_at: Moment,
    /// When its text last changed.
    pub(crate) updated_at: Moment,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) published_at: Option<Moment>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) published_by: Option<Word>,
    /// What they wrote about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<Sentence>,
    /// The text; only when one version is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) document: Option<String>,
    /// What was found in the text; only when it was just written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) findings: Option<Vec<Finding>>,
}

/// Whether a version can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = VersionState)]
pub(crate) enum VersionStateBody {
    /// Can be changed.
    Draft,
    /// Never changes again.
    Published,
}

impl From<VersionSummary> for VersionBody {
    fn from(version: VersionSummary) -> Self {
        Self {
            number: version.number,
            state: match version.state {
                VersionState::Draft => VersionStateBody::Draft,
                VersionState::Published => VersionStateBody::Published,
            },
            hash: version.hash.to_string(),
            author: version.author.as_ref().map(Word::from),
            created_at: Moment(version.created_at),
            updated_at: Moment(version.updated_at),
            published_at: version.published_at.map(Moment),
            published_by: version.published_by.as_ref().map(Word::from),
            why: version.why.map(Sentence),
            document: None,
            findings: None,
        }
    }
}

/// What was found in a document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Findings {
    /// The document can be used.
    pub(crate) valid: bool,
    /// Everything that was found, by place.
    pub(crate) findings: Vec<Finding>,
    /// How many more there are.
    pub(crate) omitted: usize,
}

/// One finding.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Finding {
    /// How much it matters.
    pub(crate) severity: SeverityBody,
    /// Stable code.
    #[schema(value_type = String, example = "document.unknown_key")]
    pub(crate) code: &'static str,
    /// Path in the document.
    pub(crate) path: String,
    /// First line, from 1.
    pub(crate) line: u32,
    /// First column, from 1.
    pub(crate) column: u32,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<String>,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Severity)]
pub(crate) enum SeverityBody {
    /// The document cannot be used.
    Error,
    /// It probably does something that was not meant.
    Warning,
    /// It could be better.
    Advice,
}

impl From<&Diagnostic> for Finding {
    fn from(found: &Diagnostic) -> Self {
        Self {
            severity: match found.severity {
                Severity::Error => SeverityBody::Error,
                Severity::Warning => SeverityBody::Warning,
                Severity::Advice => SeverityBody::Advice,
            },
            code: found.code,
            path: found.path.clone(),
            line: found.span.line,
            column: found.span.col,
            message: found.message.clone(),
            hint: found.hint.clone(),
        }
    }
}

impl From<&Diagnostics> for Findings {
    fn from(found: &Diagnostics) -> Self {
        Self {
            valid: !found.has_errors(),
            findings: found.iter().map(Finding::from).collect(),
            omitted: found.omitted(),
        }
    }
}

/// One difference between two documents.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Difference {
    /// Path in the document.
    pub(crate) path: String,
    /// What happened there.
    pub(crate) kind: DifferenceKind,
    /// What was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) old: Option<String>,
    /// What is there now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) new: Option<String>,
    /// All of it in one sentence.
    pub(crate) sentence: String,
}

/// What happened at a place.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DifferenceKind {
    /// Something is there that was not.
    Added,
    /// Something is not there any more.
    Removed,
    /// Something else is there.
    Changed,
}

impl From<Change> for Difference {
    fn from(change: Change) -> Self {
        Self {
            path: change.path,
            kind: match change.kind {
                ChangeKind::Added => DifferenceKind::Added,
                ChangeKind::Removed => DifferenceKind::Removed,
                ChangeKind::Changed => DifferenceKind::Changed,
            },
            old: change.old,
            new: change.new,
            sentence: change.sentence,
        }
    }
}

/// What is to become of a draft.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({ "why": "Silver gets more", "counts": {} }))]
pub(crate) struct NewPublication {
    /// What is written about it, for the history.
    #[schema(max_length = 500)]
    pub(crate) why: Option<Sentence>,
    /// Lets it count too; published only when absent.
    pub(crate) counts: Option<NewActivation>,
}

impl From<NewPublication> for Publishing {
    fn from(new: NewPublication) -> Self {
        let counts = new.counts.map(|counts| Counts { from: counts.from.map(|at| at.0) });
        Self { why: new.why.map(|why| why.0), counts }
    }
}

/// From when on a version is to count.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "from": "2026-03-02T00:00:00Z" }))]
pub(crate) struct NewActivation {
    /// The moment; now when absent.
    pub(crate) from: Option<Moment>,
}

/// Going back to an earlier document.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "to": 1 }))]
pub(crate) struct NewRollback {
    /// The version whose document is published again.
    pub(crate) to: u32,
    /// What is written about it, for the history.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub(crate) why: Option<Sentence>,
}

/// From when on a version counts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Activation)]
pub(crate) struct ActivationBody {
    /// 1, 2, 3, ... in the order of deciding.
    pub(crate) number: u32,
    /// Which version.
    pub(crate) version: u32,
    /// From when on.
    pub(crate) active_from: Moment,
    /// When that was decided.
    pub(crate) decided_at: Moment,
    /// Who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) author: Option<Word>,
}

impl From<Activation> for ActivationBody {
    fn from(activation: Activation) -> Self {
        Self {
            number: activation.number,
            version: activation.version,
            active_from: Moment(activation.active_from),
            decided_at: Moment(activation.decided_at),
            author: activation.author.as_ref().map(Word::from),
        }
    }
}

/// The programme that counts now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Programme {
    /// Its version.
    pub(crate) version: u32,
    /// Its short name.
    pub(crate) key: Word,
    /// Its name.
    pub(crate) name: String,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// Decimals of money.
    pub(crate) currency_scale: u8,
    /// Time zone of its days.
    pub(crate) time_zone: String,
    /// Languages of its texts, its own first.
    pub(crate) locales: Vec<Word>,
    /// Loyalty units.
    pub(crate) units: Vec<UnitBody>,
    /// Tracks of levels.
    pub(crate) tracks: Vec<ProgrammeTrack>,
    /// So many days a receipt without a member can be claimed by one; absent: not at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) late_identification_days: Option<u16>,
}

/// A loyalty unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Unit)]
pub(crate) struct UnitBody {
    /// Its key in requests.
    pub(crate) key: Word,
    /// Its name.
    pub(crate) name: String,
    /// The name by plural form.
    pub(crate) forms: BTreeMap<&'static str, String>,
    /// `points`, `stamps` or `tickets`.
    pub(crate) kind: &'static str,
    /// For stamps: so many make a card full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) card: Option<i64>,
    /// Decimals of amounts.
    pub(crate) scale: u8,
}

/// A track of levels.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgrammeTrack {
    /// Which track.
    track: Word,
    /// Its name.
    name: String,
    /// Its levels from the lowest to the highest.
    tiers: Vec<LevelName>,
}

impl ProgrammeTrack {
    fn of(track: &Track, locale: &str) -> Self {
        let tiers = track.levels.iter().map(|level| LevelName {
            tier: Word::from(&level.key),
            name: level.name.get(locale).to_owned(),
        });
        Self {
            track: Word::from(&track.key),
            name: track.name.get(locale).to_owned(),
            tiers: tiers.collect(),
        }
    }
}

impl Programme {
    pub(crate) fn of(scales: &Scales, locale: &str) -> Self {
        let book = &scales.book;
        let locale = scales.locale(locale);
        let units = book.units.iter().map(|unit| UnitBody {
            key: Word::from(&unit.key),
            // The word beside large numbers, which balances mostly are.
            name: (unit.name.forms(locale))
                .and_then(|forms| forms.many.clone())
                .unwrap_or_else(|| unit.name.get(locale).to_owned()),
            forms: standing::forms(&unit.name, locale),
            kind: standing::kind(unit.kind),
            card: standing::card(book, unit),
            scale: unit.scale,
        });
        Self {
            version: scales.version,
            key: Word::from(&book.key),
            name: book.name.get(locale).to_owned(),
            currency: scales.currency(),
            currency_scale: book.currency_scale,
            time_zone: book.time_zone.clone(),
            locales: book.locales.iter().map(Word::from).collect(),
            units: units.collect(),
            tracks: book.tracks.iter().map(|track| ProgrammeTrack::of(track, locale)).collect(),
            late_identification_days: book.settings.late_identification_days,
        }
    }
}
