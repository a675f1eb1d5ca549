//! Words that exclude one another: `contrasts.toml`.
//!
//! A figure of 进口 does not answer a question on 出口, nor a 县's one on a 村. Knows nothing
//! of negation: only that two words cannot both describe one figure.

use std::collections::HashMap;

use serde::Deserialize;

use super::{LexiconError, Problem, Sources};
use crate::text::fold;

/// Each word with those that exclude it.
#[derive(Debug, Default)]
pub(crate) struct Contrasts {
    of_word: HashMap<String, Vec<String>>,
    groups: Vec<Vec<String>>,
}

const FILE: &str = "contrasts.toml";

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawContrasts {
    #[serde(rename = "why")]
    _why: String,
    groups: Vec<String>,
}

impl Contrasts {
    pub(crate) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let raw: RawContrasts = sources.toml(FILE)?;
        let mut contrasts = Self::default();
        for line in raw.groups {
            let words: Vec<String> = line.split_whitespace().map(|word| fold(word).text).collect();
            for word in &words {
                let others = contrasts.of_word.entry(word.clone()).or_default();
                for other in &words {
                    if other != word && !others.contains(other) {
                        others.push(other.clone());
                    }
                }
            }
            contrasts.groups.push(words);
        }
        Ok(contrasts)
    }

    pub(crate) fn of(&self, word: &str) -> &[String] {
        self.of_word.get(&fold(word).text).map_or(&[], Vec::as_slice)
    }

    /// Groups too small, words repeated, and pairs that `same` calls synonyms.
    pub(crate) fn check(&self, same: impl Fn(&str, &str) -> bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        for words in &self.groups {
            let line = words.join(" ");
            if words.len() < 2 {
                problems.push(Problem::new(FILE, format!("group `{line}` has fewer than two words")));
            }
            for (i, a) in words.iter().enumerate() {
                for b in &words[i + 1..] {
                    if a == b {
                        problems.push(Problem::new(FILE, format!("group `{line}` names `{a}` twice")));
                    } else if same(a, b) {
                        problems.push(Problem::new(FILE, format!("`{a}` and `{b}` exclude each other but are synonyms")));
                    }
                }
            }
        }
        problems
    }
}
