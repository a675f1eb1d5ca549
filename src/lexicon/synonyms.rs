//! Words that mean the same in a newspaper: `synonyms/DOMAIN.toml`.
//!
//! A group's first word is the newspaper's standard one. A `!weak` member is near enough to
//! rank by but too wide to search for. Words are compared folded. Knows nothing of context:
//! a word of two senses stands in two groups and both are offered.

use std::collections::HashMap;

use serde::Deserialize;

use super::{LexiconError, Problem, Sources};
use crate::text::fold;

/// A word that can stand for the one asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Synonym<'a> {
    /// The other word, folded.
    pub word: &'a str,
    /// Good for ranking only: it or the word asked about is a weak member of the group.
    pub weak: bool,
    /// How many words the group has: wide groups prove less.
    pub group_size: usize,
}

/// All groups of all domains.
#[derive(Debug, Default)]
pub(crate) struct Synonyms {
    groups: Vec<Group>,
    of_word: HashMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Group {
    file: String,
    words: Vec<(String, bool)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDomain {
    domain: String,
    why: String,
    groups: Vec<String>,
}

impl Synonyms {
    pub(crate) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let mut synonyms = Self::default();
        for file in sources.in_folder("synonyms") {
            let raw: RawDomain = sources.toml(file)?;
            if raw.domain.trim().is_empty() || raw.why.trim().is_empty() {
                return Err(LexiconError::entry(file, "domain, why", "say what the file is for"));
            }
            for line in &raw.groups {
                synonyms.add(file, line);
            }
        }
        Ok(synonyms)
    }

    fn add(&mut self, file: &str, line: &str) {
        let words: Vec<(String, bool)> = line
            .split_whitespace()
            .map(|word| match word.strip_prefix('!') {
                Some(weak) => (fold(weak).text, true),
                None => (fold(word).text, false),
            })
            .collect();
        for (word, _) in &words {
            self.of_word.entry(word.clone()).or_default().push(self.groups.len());
        }
        self.groups.push(Group { file: file.to_owned(), words });
    }

    /// Every other member of every group the word is in; the word itself is not among them.
    pub(crate) fn of<'a>(&'a self, word: &str) -> impl Iterator<Item = Synonym<'a>> + use<'a> {
        let word = fold(word).text;
        let groups = self.of_word.get(&word).map_or(&[][..], Vec::as_slice);
        groups.iter().flat_map(move |&at| {
            let word = word.clone();
            let group = &self.groups[at];
            let asked_weak = group.words.iter().any(|(other, weak)| *other == word && *weak);
            let others = group.words.iter().filter(move |(other, _)| *other != word);
            others.map(move |(other, weak)| Synonym { word: other, weak: *weak || asked_weak, group_size: group.words.len() })
        })
    }

    /// Whether one group holds both words as full members.
    pub(crate) fn same(&self, a: &str, b: &str) -> bool {
        self.of(a).any(|synonym| !synonym.weak && synonym.word == b)
    }

    pub(crate) fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut seen: HashMap<Vec<&str>, &str> = HashMap::new();
        for Group { file, words } in &self.groups {
            let line = words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
            if words.len() < 2 {
                problems.push(Problem::new(file, format!("group `{line}` has fewer than two words")));
            }
            if words.first().is_some_and(|(_, weak)| *weak) {
                problems.push(Problem::new(file, format!("group `{line}` begins with a weak word")));
            }
            let mut sorted: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
            sorted.sort_unstable();
            if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
                problems.push(Problem::new(file, format!("group `{line}` names a word twice")));
            }
            if let Some(other) = seen.insert(sorted, file) {
                problems.push(Problem::new(file, format!("group `{line}` stands in {other} already")));
            }
        }
        problems
    }
}
