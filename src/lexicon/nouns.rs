//! What a counted noun is: people, money, vehicles …: `nouns.toml`.
//!
//! 人才 are people and are counted in 名, 人, 位; so a figure in 项 does not count them. A word
//! may have several classes (作品 are counted in 件 and in 部). The longest listed ending decides
//! for words nobody listed (高层次人才 → 人才); an ending of one character is listed as ~费. Verbs say what their figure is (花 money, 判 a
//! duration) and are kept apart: 收入 the noun is money only, 收 the verb may be grain.

use std::collections::HashMap;

use serde::Deserialize;

use super::{LexiconError, Problem, Sources};
use crate::figures::Class;
use crate::text::fold;

/// What is known of a counted noun, or of a verb with a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NounEntry {
    /// The listed word, folded; the ending that matched, for a longer word.
    pub word: String,
    /// Class of the figures that count it: people, money, area …
    pub class: Class,
    /// Measure words it is counted with, commonest first; empty where the class says enough.
    pub units: Vec<String>,
}

/// All nouns by word, each with its classes in the order listed.
#[derive(Debug, Default)]
pub(crate) struct Nouns {
    entries: HashMap<String, Vec<NounEntry>>,
    verbs: HashMap<String, Vec<NounEntry>>,
    problems: Vec<Problem>,
}

const FILE: &str = "nouns.toml";

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawNouns {
    #[serde(rename = "why")]
    _why: String,
    noun: Vec<RawNoun>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNoun {
    class: Class,
    #[serde(default)]
    words: String,
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    units: String,
    #[serde(default, rename = "why")]
    _why: String,
}

impl Nouns {
    pub(crate) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let raw: RawNouns = sources.toml(FILE)?;
        let mut nouns = Self::default();
        for noun in raw.noun {
            let units: Vec<String> = noun.units.split_whitespace().map(|unit| fold(unit).text).collect();
            if noun.words.trim().is_empty() && noun.verbs.trim().is_empty() {
                return Err(LexiconError::entry(FILE, format!("{:?}", noun.class), "has neither words nor verbs"));
            }
            for (words, table) in [(&noun.words, &mut nouns.entries), (&noun.verbs, &mut nouns.verbs)] {
                for word in words.split_whitespace() {
                    let word = fold(word).text;
                    let entry = NounEntry { word: word.clone(), class: noun.class, units: units.clone() };
                    let entries = table.entry(word.clone()).or_default();
                    if entries.iter().any(|other| other.class == entry.class) {
                        nouns.problems.push(Problem::new(FILE, format!("`{word}` stands twice in class {}", format!("{:?}", entry.class).to_lowercase())));
                    } else {
                        entries.push(entry);
                    }
                }
            }
        }
        Ok(nouns)
    }

    /// The entries of the word, or of its longest listed ending of two characters or more.
    pub(crate) fn of(&self, word: &str) -> &[NounEntry] {
        let word = fold(word).text;
        let endings = word.char_indices().map(|(at, _)| &word[at..]);
        let mut listed = endings.filter(|ending| ending.len() == word.len() || ending.chars().count() > 1);
        let found = listed.find_map(|ending| self.entries.get(ending));
        // ~费: so listed, one character is an ending too.
        let last = || word.char_indices().next_back().filter(|&(at, _)| at > 0).and_then(|(at, _)| self.entries.get(&format!("~{}", &word[at..])));
        found.or_else(last).map_or(&[], Vec::as_slice)
    }

    /// The entries of exactly this verb.
    pub(crate) fn of_verb(&self, verb: &str) -> &[NounEntry] {
        self.verbs.get(&fold(verb).text).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str).filter(|word| !word.starts_with('~'))
    }

    pub(crate) fn check(&self) -> Vec<Problem> {
        self.problems.clone()
    }
}
