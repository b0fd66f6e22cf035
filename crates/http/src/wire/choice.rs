//! Choices, and offers that have to be activated.

use super::list::List;
use super::text::{Moment, Word};
use model::Key;
use serde::{Deserialize, Serialize};
use service::choices::{Activatable, Choice};
use utoipa::ToSchema;

/// The most options that are picked at once.
pub(crate) const MOST_OPTIONS: usize = 100;

/// Picking options of a choice.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "choice": "favourites", "options": ["coffee", "bread"] }))]
pub(crate) struct NewChoice {
    /// Which choice of the programme.
    pub(crate) choice: Word,
    /// The options; they replace what was picked before.
    #[schema(value_type = Vec<Word>, max_items = 100)]
    pub(crate) options: List<Word, MOST_OPTIONS>,
}

/// A choice as one member sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Choice)]
pub(crate) struct ChoiceBody {
    /// Which choice of the programme.
    pub(crate) choice: Word,
    /// Its name.
    pub(crate) name: String,
    /// The options; none where members write them themselves.
    pub(crate) options: Vec<ChoiceOption>,
    /// Members write the options themselves.
    pub(crate) free: bool,
    /// At most so many.
    pub(crate) most: u8,
    /// What counts now.
    pub(crate) counts: Vec<Word>,
    /// What was picked last; it may count only from the next period on.
    pub(crate) picked: Vec<Word>,
}

/// One option of a choice.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChoiceOption {
    /// Which.
    pub(crate) option: Word,
    /// Its name.
    pub(crate) name: String,
}

impl From<Choice> for ChoiceBody {
    fn from(choice: Choice) -> Self {
        let words = |keys: &[Key]| keys.iter().map(Word::from).collect();
        let options = choice.options.into_iter();
        Self {
            choice: Word::from(&choice.choice),
            name: choice.name,
            options: options
                .map(|(option, name)| ChoiceOption { option: Word::from(&option), name })
                .collect(),
            free: choice.free,
            most: choice.most,
            counts: words(&choice.counts),
            picked: words(&choice.picked),
        }
    }
}

/// Activating an offer.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "offer": "double-weekend" }))]
pub(crate) struct NewOfferActivation {
    /// Which offer of the programme.
    pub(crate) offer: Word,
}

/// An offer that has to be activated, as one member sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OfferToActivate)]
pub(crate) struct ActivatableBody {
    /// Which offer of the programme.
    pub(crate) offer: Word,
    /// Its name.
    pub(crate) name: String,
    /// First moment when it no longer runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Moment>,
    /// The member has activated it.
    pub(crate) active: bool,
}

impl From<Activatable> for ActivatableBody {
    fn from(offer: Activatable) -> Self {
        Self {
            offer: Word::from(&offer.offer),
            name: offer.name,
            until: offer.until.map(Moment),
            active: offer.active,
        }
    }
}
