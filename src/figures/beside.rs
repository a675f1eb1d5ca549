//! Words beside a number that decide whether it is a figure, and of what: 捐款2000万, 百亿产值,
//! 每村建一个, 骁龙778G.
//!
//! What goes without saying is not printed, so the words around must tell. They are data: each list
//! stands in `config/figures/words.toml` under the name that it has here, with its reason and its proof.
//! The last word of the name says where the words are looked for. Knows nothing of numerals.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer};

use super::FiguresError;
use super::list::List;
use super::unit::{Finds, Ignores};

/// The compiled words by their use.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Beside {
    // Money whose unit is not printed.
    money_near: List,
    money_behind: List,
    // When a number with a unit is none.
    pub(crate) product_before: List,
    pub(crate) fund_behind: List,
    pub(crate) saying_units: List,
    pub(crate) era_units: List,
    pub(crate) era_behind: List,
    pub(crate) slogan_units: List,
    pub(crate) tally_units: List,
    pub(crate) medal_units: List,
    // Chinese numerals that name and do not count.
    pub(crate) weeks_before: List,
    pub(crate) weeks_behind: List,
    pub(crate) session_before: List,
    pub(crate) session_behind: List,
    pub(crate) bureau_before: List,
    pub(crate) villages_before: List,
    pub(crate) places_before: List,
    pub(crate) second_units: List,
    pub(crate) meeting_before: List,
    pub(crate) meeting_behind: List,
    pub(crate) weekday_before: List,
    // When 一 counts.
    each_gives_before: List,
    pub(crate) exactly_before: List,
    pub(crate) loose_units: List,
    pub(crate) again_units: List,
    pub(crate) thing_article_before: List,
    pub(crate) size_article_before: List,
    pub(crate) size_counted_before: List,
    // When a number without a unit counts.
    value_before: List,
    pub(crate) level_before: List,
    pub(crate) label_behind: List,
    pub(crate) decade_behind: List,
    pub(crate) version_before: List,
    pub(crate) version_behind: List,
    pub(crate) toll_before: List,
    pub(crate) toll_word_behind: List,
    // What a unit means, and what belongs to it.
    pub(crate) change_near: List,
    pub(crate) change_behind: List,
    pub(crate) share_near: List,
    pub(crate) heat_near: List,
    pub(crate) angle_near: List,
    pub(crate) power_near: List,
    pub(crate) yuan_behind: List,
    pub(crate) per_clause_behind: List,
    pub(crate) thousand_behind: List,
    pub(crate) million_behind: List,
    pub(crate) billion_behind: List,
    pub(crate) decimal_units: List,
    pub(crate) decimal_number_behind: List,
    pub(crate) half_word_before: List,
    pub(crate) half_word_units: List,
    pub(crate) half_word_behind: List,
    pub(crate) more_word_behind: List,
    // 近五年: nearly five years, or the last five.
    pub(crate) hour_units: List,
    pub(crate) since_behind: List,
    pub(crate) spent_before: List,
    pub(crate) lasting_behind: List,
    // Ranges, scales and ordinals.
    pub(crate) map_before: List,
    pub(crate) map_behind: List,
    pub(crate) several_before: List,
    pub(crate) step_before: List,
    pub(crate) institution_behind: List,
    pub(crate) ordinal_list_units: List,
    pub(crate) ordinal_stop_units: List,
    pub(crate) home_word_behind: List,
    /// The rows as written, for the check of their examples.
    #[serde(skip)]
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
    /// Which list the words belong to.
    pub(crate) r#use: String,
    why: String,
    words: String,
    /// Figures that the row makes or leaves.
    pub(crate) finds: Vec<Finds>,
    /// Sentences that hold no such figure.
    pub(crate) ignores: Vec<Ignores>,
}

impl Beside {
    /// Reads and checks the words; `file` is named in errors.
    pub(crate) fn load(file: &str, toml: &str) -> Result<Self, FiguresError> {
        let raw: RawFile = toml::from_str(toml).map_err(|source| FiguresError::Parse { file: file.into(), source: Box::new(source) })?;
        let wrong = |rule: &str, problem: String| FiguresError::Rule { file: file.into(), rule: rule.into(), problem };
        for row in &raw.row {
            if row.why.trim().is_empty() || row.finds.is_empty() || row.ignores.is_empty() {
                return Err(wrong(&row.r#use, "needs a reason, an example of what it finds and one of what it ignores".into()));
            }
        }
        Self::compile(raw.row).map_err(|error| wrong("use", error.to_string()))
    }

    fn compile(rows: Vec<RawRow>) -> Result<Self, Error> {
        let mut uses = BTreeMap::<&str, String>::new();
        for row in &rows {
            let words = uses.entry(&row.r#use).or_default();
            words.push(' ');
            words.push_str(&row.words);
        }
        let compiled = Self::deserialize(MapDeserializer::new(uses.into_iter()))?;
        Ok(Self { rows, ..compiled })
    }

    /// Whether the clause before a number or the words behind it speak of money.
    pub(crate) fn speaks_of_money(&self, clause: &str, rest: &str) -> bool {
        self.money_near.last_in(clause).is_some() || self.counts_money(rest)
    }

    /// Whether the words behind a number begin with something that is counted in money.
    pub(crate) fn counts_money(&self, rest: &str) -> bool {
        self.money_behind.begins(rest)
    }

    /// Whether digits right behind these letters are their value.
    pub(crate) fn has_value(&self, letters: &str) -> bool {
        self.value_before.words().any(|word| word.eq_ignore_ascii_case(letters))
    }

    /// Whether the clause before 一 gives it to each of several: 每个社区设立.
    pub(crate) fn gives_to_each(&self, clause: &str) -> bool {
        let mut behind = clause.rsplit_once('每').map_or("", |(_, behind)| behind).chars();
        behind.next().is_some() && self.each_gives_before.ends(behind.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Figures;

    #[test]
    fn every_row_decides_one_of_its_examples() {
        let figures = Figures::embedded();
        for (at, row) in figures.beside.rows.iter().enumerate() {
            let mut rows = figures.beside.rows.clone();
            rows[at].words.clear();
            let without = Figures { beside: Beside::compile(rows).unwrap(), ..figures.clone() };
            let broken = without.check().iter().any(|problem| problem.rule == row.r#use);
            assert!(broken, "the words of {} change nothing in its examples", row.r#use);
        }
    }

    #[test]
    fn a_use_that_nothing_reads_is_refused() {
        let row = |name: &str| {
            format!("[[row]]\nuse = \"{name}\"\nwhy = \"w\"\nwords = \"w\"\nfinds = [{{ text = \"1\", figure = \"1\" }}]\nignores = [{{ text = \"1\" }}]\n")
        };
        let said = |toml: &str| Beside::load("words.toml", toml).unwrap_err().to_string();
        assert!(said(&row("money_nearby")).contains("unknown field `money_nearby`, expected one of `money_near`"));
        assert!(said(&row("money_near")).contains("missing field `money_behind`"));
    }
}
