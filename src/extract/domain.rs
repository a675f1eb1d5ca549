//! Which domain a question is answered in, and the ranking learnt for each.
//!
//! What speaks for an answer differs: a newspaper prints the year in its date and the place in its
//! headline, a work of reference in the sentence, and of an English question every word is a guess.
//! One ranking for all serves the largest set best (places of encyclopaedias: .61 right, .67 by a
//! ranking of their own). Knows nothing of weights.

use super::RuleError;
use super::document::Document;
use super::ranking::Ranking;
use crate::question::Question;
use crate::text::Language;

/// Where a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    /// Articles of newspapers: with a date, or with the paper's name.
    News,
    /// Texts with neither: works of reference, pages of the web.
    Reference,
    /// An English question, whatever answers it.
    Translated,
}

impl Domain {
    /// All, in the order in which their rankings are kept.
    pub const ALL: [Self; 3] = [Self::News, Self::Reference, Self::Translated];

    /// The domain of a question over the documents found: that of most of them.
    pub fn of(question: &Question, documents: &[Document]) -> Self {
        let from_nowhere = |document: &&Document| document.article().date.is_none() && document.article().source.is_empty();
        let reference = documents.iter().filter(from_nowhere).count();
        if question.language == Language::English {
            Self::Translated
        } else if 2 * reference > documents.len() {
            Self::Reference
        } else {
            Self::News
        }
    }

    /// Its name: that of its table in `config/ranking/`, too.
    pub fn name(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Reference => "reference",
            Self::Translated => "translated",
        }
    }

    /// The file of its ranking among the tables.
    pub fn file(self) -> String {
        format!("ranking/{}.toml", self.name())
    }
}

/// The ranking of each domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Rankings([Ranking; 3]);

impl Rankings {
    /// Reads the tables, whose texts `table` gives by name.
    pub fn load<'a>(table: impl Fn(&str) -> &'a str) -> Result<Self, RuleError> {
        let load = |domain: Domain| Ranking::load(&domain.file(), table(&domain.file()));
        let [news, reference, translated] = Domain::ALL.map(load);
        Ok(Self([news?, reference?, translated?]))
    }

    /// The ranking of a domain.
    pub fn of(&self, domain: Domain) -> &Ranking {
        &self.0[domain as usize]
    }
}
