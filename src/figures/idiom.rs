//! What merely contains a numeral: 两岸, 四个意识, 第一书记, 5G.
//!
//! The phrases are data (`config/figures/idioms.toml`). Each is looked up by its first numeral,
//! because that is where the reader stops anyway; what stands before it is compared backwards.

use serde::Deserialize;

use super::FiguresError;
use super::chars::is_numeral;
use super::unit::{Finds, Ignores};
use super::words::Words;

/// The compiled phrases.
#[derive(Debug, Clone)]
pub(crate) struct Idioms {
    /// From the first numeral on, with what stands before it.
    phrases: Words<Box<str>>,
    /// The sets as written, for the check of their examples.
    pub(crate) sets: Vec<RawSet>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIdioms {
    set: Vec<RawSet>,
}

/// One set of phrases as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawSet {
    /// Unique name.
    pub(crate) name: String,
    /// Why these are no figures.
    pub(crate) why: String,
    phrases: String,
    /// Figures that the set must not swallow.
    #[serde(default)]
    pub(crate) finds: Vec<Finds>,
    /// Sentences it keeps free of figures.
    pub(crate) ignores: Vec<Ignores>,
}

impl Idioms {
    /// Reads and checks the phrases; `file` is named in errors.
    pub(crate) fn load(file: &str, toml: &str) -> Result<Self, FiguresError> {
        let raw: RawIdioms = toml::from_str(toml).map_err(|source| FiguresError::Parse { file: file.into(), source: Box::new(source) })?;
        let mut phrases = Vec::new();
        for set in &raw.set {
            let rule = |problem: String| FiguresError::Rule { file: file.into(), rule: set.name.clone(), problem };
            if set.why.trim().is_empty() || set.ignores.is_empty() {
                return Err(rule("needs a reason and an example of what it ignores".into()));
            }
            for phrase in set.phrases.split_whitespace() {
                let first = phrase.find(starts_here).ok_or_else(|| rule(format!("{phrase} has no numeral")))?;
                phrases.push((phrase[first..].to_string(), phrase[..first].into()));
            }
        }
        Ok(Self { phrases: Words::new(phrases), sets: raw.set })
    }

    /// The end of the phrase whose first numeral stands at byte `at`.
    pub(crate) fn end(&self, text: &str, at: usize) -> Option<usize> {
        let (before, rest) = text.split_at(at);
        // 996 in 99665元 and 996万元 is a part of a number.
        let goes_on = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '万' | '亿');
        let cuts = |len: usize| rest[..len].ends_with(|c: char| c.is_ascii_digit()) && rest[len..].starts_with(goes_on);
        self.phrases.all_at(rest).find(|(len, head)| before.ends_with(&***head) && !cuts(*len)).map(|(len, _)| at + len)
    }
}

/// Whether the reader stops at this character.
pub(crate) fn starts_here(c: char) -> bool {
    is_numeral(c) || matches!(c, '半' | '数' | '几')
}
