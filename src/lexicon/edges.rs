//! Small words that the segmenter glues to what no dictionary has: `edges.toml`.
//!
//! 网是 and 能产 are guesses at words; as terms of a question they would be rare, and missing
//! everywhere. Knows nothing of how a guess is made.

use std::sync::Arc;

use serde::Deserialize;

use super::{LexiconError, Problem, Sources};
use crate::text::{Edges, Segmenter};

/// What is taken off a guess, with examples.
#[derive(Debug, Default)]
pub(crate) struct Glued {
    edges: Arc<Edges>,
    finds: Vec<(String, String)>,
    ignores: Vec<String>,
}

const FILE: &str = "edges.toml";

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Raw {
    before: String,
    behind: String,
    behind_known: String,
    finds: Vec<(String, String)>,
    ignores: Vec<String>,
}

impl Glued {
    pub(crate) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let raw: Raw = sources.toml(FILE)?;
        for (place, edges) in [("before", raw.before.clone()), ("behind", format!("{}{}", raw.behind, raw.behind_known))] {
            if let Some((_, twice)) = edges.char_indices().find(|&(at, c)| edges[..at].contains(c)) {
                return Err(LexiconError::entry(FILE, place, format!("`{twice}` stands there twice")));
            }
        }
        let edges = Edges { before: raw.before.chars().collect(), behind: raw.behind.chars().collect(), behind_known: raw.behind_known.chars().collect() };
        Ok(Self { edges: Arc::new(edges), finds: raw.finds, ignores: raw.ignores })
    }

    pub(crate) fn edges(&self) -> Arc<Edges> {
        Arc::clone(&self.edges)
    }

    /// Examples that do not come out.
    pub(crate) fn check(&self, segmenter: &Segmenter) -> Vec<Problem> {
        let words = |text: &str| -> Vec<String> { segmenter.tagged(text).into_iter().map(|word| word.text).collect() };
        let mut problems = Vec::new();
        for (text, wanted) in &self.finds {
            let words = words(text);
            if !words.contains(wanted) {
                problems.push(Problem::new(FILE, format!("`{wanted}` is no word of `{text}`: {}", words.join(" "))));
            }
        }
        for word in &self.ignores {
            let words = words(word);
            if words.len() != 1 {
                problems.push(Problem::new(FILE, format!("`{word}` comes apart: {}", words.join(" "))));
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_listed_twice_is_told() {
        let sources = Sources::embedded().with(FILE, "before = \"是的是\"\n");
        let error = Glued::load(&sources).expect_err("twice").to_string();
        assert!(error.contains("edges.toml") && error.contains('是'), "{error}");
    }

    #[test]
    fn an_example_that_does_not_come_out_is_told() {
        let sources = Sources::embedded().with(FILE, "finds = [[\"能产多少吨\", \"产\"]]\nignores = [\"能产多少吨\"]\n");
        let glued = Glued::load(&sources).expect("a table");
        let problems = glued.check(&Segmenter::new(Vec::new()).trimmed(glued.edges()));
        assert_eq!(problems.len(), 2, "{problems:?}");
    }
}
