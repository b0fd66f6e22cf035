//! The languages that have words of their own.

/// A language of which every sentence exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, also for locales that have no sentences.
    #[default]
    En,
    /// Russian.
    Ru,
    /// Azerbaijani.
    Az,
    /// Indonesian.
    Id,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::En, Self::Ru, Self::Az, Self::Id];

    /// The language of a locale (`ru`, `ru-RU`); English when there are no sentences in it.
    pub fn of(locale: &str) -> Self {
        match locale.split(['-', '_']).next().unwrap_or(locale) {
            "ru" => Self::Ru,
            "az" => Self::Az,
            "id" => Self::Id,
            _ => Self::En,
        }
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Az => "az",
            Self::Id => "id",
        }
    }

    pub(super) fn and(self) -> &'static str {
        match self {
            Self::En => "and",
            Self::Ru => "и",
            Self::Az => "və",
            Self::Id => "dan",
        }
    }

    pub(super) fn or(self) -> &'static str {
        match self {
            Self::En => "or",
            Self::Ru => "или",
            Self::Az => "və ya",
            Self::Id => "atau",
        }
    }
}
