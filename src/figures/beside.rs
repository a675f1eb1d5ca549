//! Words beside a number that decide whether it is a figure, and of what: 捐款2000万, 百亿产值,
//! 每村建一个.
//!
//! What goes without saying is not printed, so the words around must tell. They are data
//! (`config/figures/words.toml`). Knows nothing of numerals.

use serde::Deserialize;

use super::FiguresError;
use super::unit::{Finds, Ignores};
use super::words::Words;

/// The compiled words.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    money_before: Vec<String>,
    money_behind: Words<()>,
    each_gives: Vec<String>,
    /// Letters that digits stand behind as their value.
    value_before: Vec<String>,
    /// The rows as written, for the check of their examples.
    pub(crate) rows: Vec<RawRow>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    row: Vec<RawRow>,
}

/// One row as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRow {
    r#use: Use,
    why: String,
    words: String,
    /// Figures that the row makes.
    pub(crate) finds: Vec<Finds>,
    /// Sentences that hold no figure all the same.
    pub(crate) ignores: Vec<Ignores>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Use {
    #[serde(rename = "money.before")]
    MoneyBefore,
    #[serde(rename = "money.behind")]
    MoneyBehind,
    #[serde(rename = "each.gives")]
    EachGives,
    #[serde(rename = "value.before")]
    ValueBefore,
}

impl RawRow {
    /// What the row is for, as the file writes it.
    pub(crate) fn name(&self) -> &'static str {
        match self.r#use {
            Use::MoneyBefore => "money.before",
            Use::MoneyBehind => "money.behind",
            Use::EachGives => "each.gives",
            Use::ValueBefore => "value.before",
        }
    }
}

impl Beside {
    /// Reads and checks the words; `file` is named in errors.
    pub(crate) fn load(file: &str, toml: &str) -> Result<Self, FiguresError> {
        let raw: RawFile = toml::from_str(toml).map_err(|source| FiguresError::Parse { file: file.into(), source: Box::new(source) })?;
        for row in &raw.row {
            if row.why.trim().is_empty() || row.finds.is_empty() || row.ignores.is_empty() {
                let problem = "needs a reason, an example of what it finds and one of what it ignores".into();
                return Err(FiguresError::Rule { file: file.into(), rule: row.name().into(), problem });
            }
        }
        let words = |purpose: Use| -> Vec<String> {
            raw.row.iter().filter(|row| row.r#use == purpose).flat_map(|row| row.words.split_whitespace().map(str::to_owned)).collect()
        };
        let money_behind = Words::new(words(Use::MoneyBehind).into_iter().map(|word| (word, ())));
        Ok(Self {
            money_before: words(Use::MoneyBefore),
            money_behind,
            each_gives: words(Use::EachGives),
            value_before: words(Use::ValueBefore),
            rows: raw.row,
        })
    }

    /// Whether the words of a clause before a number speak of money.
    pub(crate) fn speaks_of_money(&self, clause: &str) -> bool {
        self.money_before.iter().any(|word| clause.contains(word.as_str()))
    }

    /// Whether the words behind a number begin with something that is counted in money.
    pub(crate) fn counts_money(&self, rest: &str) -> bool {
        self.money_behind.at(rest).is_some()
    }

    /// Whether digits right behind these letters are their value.
    pub(crate) fn has_value(&self, letters: &str) -> bool {
        self.value_before.iter().any(|word| word.eq_ignore_ascii_case(letters))
    }

    /// Whether the clause before 一 gives it to each of several: 每个社区设立.
    pub(crate) fn gives_to_each(&self, clause: &str) -> bool {
        let Some(each) = clause.rfind('每') else { return false };
        self.each_gives.iter().any(|word| clause.strip_suffix(word.as_str()).is_some_and(|head| head.len() > each + '每'.len_utf8()))
    }
}
