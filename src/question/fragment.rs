//! Words of `follow.toml` by what they do: what a follow-up begins and ends with and what it may stand for, what asks
//! whether something is so, the courtesies around a question.
//!
//! Knows nothing of the question that a fragment goes on from.

use regex::Regex;
use serde::Deserialize;

use super::cue::Problem;
use crate::text::Span;

/// What a word of a follow-up does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Part {
    /// Stands before a fragment: 那.
    Lead,
    /// Stands behind one: 呢.
    End,
    /// What nothing but a follow-up has.
    Again,
    /// Asks for a part of what was counted: 其中.
    Among,
    /// Asks whether something is so.
    Whether,
    /// The same behind what it supposes to be so.
    Supposes,
    /// The same within it: 是不是.
    Doubts,
    /// Supposes somebody in an office.
    Holds,
    /// Stands right before a figure that is said of something.
    Says,
    /// The same where it is a copula, which says no more than that.
    Copula,
    /// Stands right before a figure that something is compared with.
    Compares,
    /// Says that something is not so.
    Denies,
    /// Asks to be told something.
    Tell,
    /// Asks in English whether something is so.
    EnglishWhether,
    /// The same behind what it supposes.
    EnglishTag,
    /// An English number without its unit.
    EnglishNumber,
    /// The year before the one spoken of.
    YearBefore,
    /// The year after it.
    YearAfter,
    /// A time without a number.
    Time,
    /// What is always of something: 校长, 总投资.
    Belongs,
    /// What of these is a figure.
    AsksFigure,
    /// What of these is never done anything with: 面积.
    Dimension,
    /// Asks by how much it has changed.
    Changes,
    /// Stands before a question and asks nothing.
    Opening,
    /// The same behind one.
    Closing,
    /// Stands between a subject and what it does.
    Regularly,
    /// Links a subject to what is said of it.
    Links,
    /// A feast, which stands in the place of another.
    Feast,
    /// Says something of the answer, and is no part of a question.
    Remark,
    /// Stands before an English one.
    EnglishLead,
    /// Stands in English for what was spoken of.
    EnglishIt,
}

/// An entry as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFollow {
    part: Part,
    why: String,
    pattern: String,
    finds: Vec<String>,
    ignores: Vec<String>,
}

/// A checked entry.
#[derive(Debug)]
struct Entry {
    part: Part,
    pattern: Regex,
    finds: Vec<String>,
    ignores: Vec<String>,
}

/// The checked table.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    entries: Vec<Entry>,
}

impl Fragments {
    /// Adds an entry; what is wrong with it, where it cannot be used.
    pub(super) fn add(&mut self, raw: RawFollow) -> Result<(), (String, String)> {
        let wrong = |reason: String| (format!("{:?}", raw.part), reason);
        if raw.finds.is_empty() || raw.ignores.is_empty() || raw.why.is_empty() {
            return Err(wrong("needs a reason, and examples that it finds and ignores".into()));
        }
        let pattern = Regex::new(&raw.pattern).map_err(|error| wrong(error.to_string()))?;
        self.entries.push(Entry { part: raw.part, pattern, finds: raw.finds, ignores: raw.ignores });
        Ok(())
    }

    /// Where a text has a word that does this.
    pub(super) fn find(&self, part: Part, text: &str) -> Option<Span> {
        let found = self.entries.iter().filter(|entry| entry.part == part).find_map(|entry| entry.pattern.find(text))?;
        Some(Span::new(found.start(), found.end()))
    }

    /// Whether a text has one.
    pub(super) fn has(&self, part: Part, text: &str) -> bool {
        self.find(part, text).is_some()
    }

    /// Whether a text is nothing else.
    pub(super) fn is(&self, part: Part, text: &str) -> bool {
        self.find(part, text).is_some_and(|found| found.len() == text.len())
    }

    /// A text without what does this at its end.
    pub(super) fn without<'t>(&self, part: Part, text: &'t str) -> &'t str {
        self.find(part, text).filter(|found| found.end == text.len()).map_or(text, |found| &text[..found.start])
    }

    /// A question without the courtesies around it; all of it where nothing else is left.
    pub(super) fn plain<'t>(&self, text: &'t str) -> &'t str {
        let opening = self.find(Part::Opening, text).filter(|found| found.end < text.len());
        let text = &text[opening.map_or(0, |found| found.end)..];
        let plain = self.without(Part::Closing, text);
        if plain.is_empty() { text } else { plain }
    }

    /// Examples that do not come out.
    pub(super) fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for entry in &self.entries {
            for (texts, wanted) in [(&entry.finds, true), (&entry.ignores, false)] {
                problems.extend(texts.iter().filter(|text| entry.pattern.is_match(text) != wanted).map(|text| Problem {
                    cue: format!("follow {:?}", entry.part),
                    text: text.clone(),
                    what: if wanted { "is not found" } else { "is found" }.into(),
                }));
            }
        }
        problems
    }
}
