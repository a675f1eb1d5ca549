//! What can be wrong with a table: refused when loading, or reported by `check`.
//!
//! A table that cannot be read is an error; one that can be read but contradicts itself is a
//! problem, so that all of them are shown at once.

/// A lexicon file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// Not the TOML this file should hold; the source names line and key.
    #[error("config/lexicon/{file}: {source}")]
    Toml {
        /// Path below `config/lexicon`.
        file: String,
        /// What the TOML reader says.
        source: Box<toml::de::Error>,
    },
    /// One line or entry that cannot be read.
    #[error("config/lexicon/{file}: {place}: {what}")]
    Entry {
        /// Path below `config/lexicon`.
        file: String,
        /// Line number or key.
        place: String,
        /// What is wrong with it.
        what: String,
    },
    /// A file that no table reads, usually a misspelt name.
    #[error("config/lexicon/{file}: no table has this name")]
    Unknown {
        /// Path below `config/lexicon`.
        file: String,
    },
}

impl LexiconError {
    pub(crate) fn entry(file: &str, place: impl ToString, what: impl Into<String>) -> Self {
        Self::Entry { file: file.to_owned(), place: place.to_string(), what: what.into() }
    }
}

/// Something readable but wrong, found by [`Lexicon::check`](super::Lexicon::check).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path below `config/lexicon`.
    pub file: String,
    /// What is wrong, naming the entry.
    pub what: String,
}

impl Problem {
    pub(crate) fn new(file: &str, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), what: what.into() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "config/lexicon/{}: {}", self.file, self.what)
    }
}
