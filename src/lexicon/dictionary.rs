//! A general English–Chinese word list behind the glossary: `dictionary.tsv`.
//!
//! Made by `tools/dictionary.py` from ECDICT. Stays one text that is searched by halving, so
//! that opening the lexicon costs nothing. Knows no newspaper senses; the glossary does.

use std::borrow::Cow;

use super::{LexiconError, Problem, Sources};
use crate::text::is_han;

const FILE: &str = "dictionary.tsv";

/// Sorted lines `english TAB 词 词 词`.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    text: Cow<'static, str>,
}

impl Dictionary {
    pub(crate) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let text = sources.whole(FILE);
        // Lines are only looked at when found; a text without tabs is no table at all.
        match text.lines().next() {
            Some(line) if !line.contains('\t') => Err(LexiconError::entry(FILE, 1, "wants a word, a tab and its translations")),
            _ => Ok(Self { text }),
        }
    }

    /// Translations of a lower-case word or phrase, commonest sense first.
    pub(crate) fn get(&self, english: &str) -> Option<impl Iterator<Item = &str> + use<'_>> {
        let bytes = self.text.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = bytes[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
            let end = bytes[middle..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |at| middle + at);
            let (word, terms) = self.text[start..end].split_once('\t').unwrap_or((&self.text[start..end], ""));
            match word.as_bytes().cmp(english.as_bytes()) {
                std::cmp::Ordering::Equal => return Some(terms.split(' ').filter(|term| !term.is_empty())),
                std::cmp::Ordering::Less => low = end + 1,
                std::cmp::Ordering::Greater => high = start,
            }
        }
        None
    }

    pub(crate) fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut before = "";
        for (n, line) in self.text.lines().enumerate() {
            let (word, terms) = line.split_once('\t').unwrap_or((line, ""));
            if !terms.chars().any(is_han) {
                problems.push(Problem::new(FILE, format!("line {}: `{word}` has no Chinese", n + 1)));
            }
            if word.as_bytes() <= before.as_bytes() {
                problems.push(Problem::new(FILE, format!("line {}: `{word}` is not in order", n + 1)));
            }
            before = word;
        }
        problems
    }
}
