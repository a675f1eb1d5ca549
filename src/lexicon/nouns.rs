//! What a counted noun is: people, money, vehicles …: `nouns.toml`.
//!
//! 人才 are people and are counted in 名, 人, 位; so a figure in 项 does not count them. The
//! longest listed ending decides for words nobody listed (高层次人才 → 人才).

use std::collections::HashMap;

use serde::Deserialize;

use super::{LexiconError, Problem, Sources};
use crate::text::fold;

/// What is known of a counted noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NounEntry {
    /// The listed word, folded; the ending that matched, for a longer word.
    pub word: String,
    /// Class of the figures that count it: `people`, `money`, `area` …
    pub class: String,
    /// Measure words it is counted with, commonest first; empty where the class says enough.
    pub units: Vec<String>,
}

/// All nouns by word.
#[derive(Debug, Default)]
pub(crate) struct Nouns {
    entries: HashMap<String, NounEntry>,
    repeated: Vec<String>,
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
    class: String,
    words: String,
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
            if noun.class.trim().is_empty() {
                return Err(LexiconError::entry(FILE, &noun.words, "class is empty"));
            }
            let units: Vec<String> = noun.units.split_whitespace().map(|unit| fold(unit).text).collect();
            for word in noun.words.split_whitespace() {
                let word = fold(word).text;
                let entry = NounEntry { word: word.clone(), class: noun.class.clone(), units: units.clone() };
                if nouns.entries.insert(word.clone(), entry).is_some() {
                    nouns.repeated.push(word);
                }
            }
        }
        Ok(nouns)
    }

    /// The entry of the word or of its longest listed ending.
    pub(crate) fn of(&self, word: &str) -> Option<&NounEntry> {
        let word = fold(word).text;
        word.char_indices().find_map(|(at, _)| self.entries.get(&word[at..]))
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    pub(crate) fn check(&self) -> Vec<Problem> {
        self.repeated.iter().map(|word| Problem::new(FILE, format!("`{word}` stands in two places"))).collect()
    }
}
