//! Words around a number that say how exact it is: 近, 超过, 左右, 以上.
//!
//! The words are data (`config/figures/modifiers.toml`). What they mean near a length of time
//! (近五年 is the last five years) is decided where the unit is known.

use serde::Deserialize;

use super::chars;
use super::unit::{Finds, Ignores};
use super::words::Words;
use super::{FiguresError, Modifier};

/// The compiled words.
#[derive(Debug, Clone)]
pub(crate) struct Modifiers {
    /// By their last character, since they are looked up backwards: longest first.
    prefixes: Vec<(Box<str>, u16)>,
    /// Whether a character ends any prefix, to leave quickly.
    last: Vec<char>,
    suffixes: Words<u16>,
    /// The rules as written.
    pub(crate) rules: Vec<RawModifier>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawModifiers {
    prefix: Vec<RawModifier>,
    suffix: Vec<RawModifier>,
}

/// One row of words as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawModifier {
    /// What the words say.
    pub(crate) says: Modifier,
    /// The words.
    pub(crate) words: String,
    #[serde(default)]
    unless: String,
    #[serde(default)]
    needs: Needs,
    /// Only behind units of size and time.
    #[serde(default)]
    measured: bool,
    /// Examples.
    pub(crate) finds: Vec<Finds>,
    /// Counterexamples.
    #[serde(default)]
    pub(crate) ignores: Vec<Ignores>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Needs {
    #[default]
    Nothing,
    /// A number that begins with 百, 千, 万 or 亿.
    Scale,
    /// A fraction or per cent, and no further word behind: 三分之二强, but not 三成强烈反对.
    Share,
}

/// A modifier word found beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where the word begins (prefix) or ends (suffix).
    pub(crate) at: usize,
    /// What it says.
    pub(crate) says: Modifier,
}

impl Modifiers {
    /// Reads and checks the words; `file` is named in errors.
    pub(crate) fn load(file: &str, toml: &str) -> Result<Self, FiguresError> {
        let raw: RawModifiers = toml::from_str(toml).map_err(|source| FiguresError::Parse { file: file.into(), source: Box::new(source) })?;
        let split = raw.prefix.len();
        let rules: Vec<RawModifier> = raw.prefix.into_iter().chain(raw.suffix).collect();
        let (mut prefixes, mut suffixes) = (Vec::<(Box<str>, u16)>::new(), Vec::new());
        for (row, rule) in (0u16..).zip(&rules) {
            if rule.words.trim().is_empty() || rule.finds.is_empty() {
                return Err(FiguresError::Rule { file: file.into(), rule: rule.says.name().into(), problem: "needs words and an example".into() });
            }
            for word in rule.words.split_whitespace() {
                if usize::from(row) < split {
                    prefixes.push((word.into(), row));
                } else {
                    suffixes.push((word.to_string(), row));
                }
            }
        }
        prefixes.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let last = prefixes.iter().filter_map(|(word, _)| word.chars().next_back()).collect();
        Ok(Self { prefixes, last, suffixes: Words::new(suffixes), rules })
    }

    /// The word that ends at byte `at` of `text` and begins no earlier than `floor`.
    pub(crate) fn before(&self, text: &str, floor: usize, at: usize, scale: bool) -> Option<Found> {
        let trimmed = if text[floor..at].ends_with(' ') { at - 1 } else { at };
        let head = text.get(floor..trimmed)?;
        if !head.chars().next_back().is_some_and(|c| self.last.contains(&c)) {
            return None;
        }
        for (word, row) in &self.prefixes {
            let rule = &self.rules[usize::from(*row)];
            if !head.ends_with(&**word) || (rule.needs == Needs::Scale && !scale) {
                continue;
            }
            let start = trimmed - word.len();
            let preceding = &text[..start];
            if rule.unless.split_whitespace().any(|other| preceding.ends_with(other)) {
                return None;
            }
            return Some(Found { at: start, says: rule.says });
        }
        None
    }

    /// The word that begins at byte `at`; `measured` tells whether the unit is one of size.
    pub(crate) fn after(&self, text: &str, at: usize, measured: bool) -> Option<Found> {
        let from = chars::skip_blank(text, at);
        let (len, row) = self.suffixes.at(text.get(from..)?)?;
        let rule = &self.rules[usize::from(*row)];
        let following = &text[from + len..];
        let share = || {
            let head = text[..at].trim_end_matches(chars::is_numeral);
            (text[..at].ends_with(['%', '‰', '成']) || head.ends_with("分之")) && following.chars().next().is_none_or(|c| c == '的' || !c.is_alphanumeric())
        };
        if (rule.measured && !measured) || (rule.needs == Needs::Share && !share()) || rule.unless.split_whitespace().any(|other| following.starts_with(other))
        {
            return None;
        }
        Some(Found { at: from + len, says: rule.says })
    }
}
