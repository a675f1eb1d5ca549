//! The cue words of a page, compiled from `config/pages.toml`: bylines, credits, furniture, jumps.
//!
//! What tells a byline from a headline is data, so that a paper with other habits is taught by
//! adding a line with its examples. Knows nothing of where on a page a line stands.

use std::collections::BTreeMap;

use regex::Regex;
use serde::Deserialize;

/// The cues that the program carries.
pub const BUILT_IN: &str = include_str!("../../../config/pages.toml");

/// Why a file of cues was refused.
#[derive(Debug, thiserror::Error)]
pub enum CueError {
    /// Not the shape a cue file has.
    #[error("cannot read page cues: {0}")]
    Shape(#[from] toml::de::Error),
    /// A pattern is no regular expression.
    #[error("page cue \"{name}\": {reason}")]
    Pattern {
        /// The cue.
        name: String,
        /// What the compiler of patterns says.
        reason: regex::Error,
    },
    /// Two cues of one name, or a cue without both kinds of example.
    #[error("page cue \"{name}\": {reason}")]
    Proof {
        /// The cue.
        name: String,
        /// What is missing or wrong.
        reason: String,
    },
}

/// The checked cues, one list of patterns for each role.
#[derive(Debug)]
pub struct Cues {
    by_role: BTreeMap<CueRole, Vec<Regex>>,
}

/// What a match means; the place where it must match goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CueRole {
    /// Whole line: belongs to the page, not to a story.
    Furniture,
    /// Part of a line: a day, a folio, a number; names of papers and sections may stand beside it.
    FurniturePart,
    /// Whole line: who wrote it.
    Byline,
    /// Whole line: who took the picture.
    Credit,
    /// Whole line: the title of a column.
    Label,
    /// Whole line: the title over short items.
    Briefs,
    /// Whole line: a remark of the desk on where a story comes from.
    Note,
    /// Beginning of a paragraph: 本报讯 and its like.
    Dateline,
    /// Beginning of a paragraph: words that point at a picture.
    Caption,
    /// End of a paragraph: a credit.
    CreditEnd,
    /// End of a paragraph: names in brackets.
    Ender,
    /// Anywhere: 下转, 上接.
    Jump,
    /// Part of a line of furniture: the paper's name.
    Masthead,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCues {
    shapes: BTreeMap<String, String>,
    cue: Vec<RawCue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCue {
    name: String,
    role: CueRole,
    why: String,
    pattern: String,
    finds: Vec<String>,
    ignores: Vec<String>,
}

impl Cues {
    /// Compiles a file of cues and checks every example in it.
    pub fn new(text: &str) -> Result<Self, CueError> {
        let raw: RawCues = toml::from_str(text)?;
        let mut by_role: BTreeMap<CueRole, Vec<Regex>> = BTreeMap::new();
        let mut names = Vec::new();
        for cue in &raw.cue {
            let regex =
                Regex::new(&cue.role.anchored(&filled(&cue.pattern, &raw.shapes))).map_err(|reason| CueError::Pattern { name: cue.name.clone(), reason })?;
            if let Some(reason) = cue.fault(&regex, &names) {
                return Err(CueError::Proof { name: cue.name.clone(), reason });
            }
            names.push(cue.name.as_str());
            by_role.entry(cue.role).or_default().push(regex);
        }
        Ok(Self { by_role })
    }

    /// Whether any cue of this role matches.
    pub(super) fn is(&self, role: CueRole, text: &str) -> bool {
        self.of(role).any(|regex| regex.is_match(text))
    }

    /// The first match of this role: the whole of it, and its parts `by` and `place`.
    pub(super) fn find<'t>(&self, role: CueRole, text: &'t str) -> Option<Found<'t>> {
        let captures = self.of(role).find_map(|regex| regex.captures(text))?;
        let whole = captures.get(0)?;
        let part = |name| captures.name(name).map_or("", |part| part.as_str());
        Some(Found { start: whole.start(), end: whole.end(), by: part("by"), place: part("place"), text: whole.as_str() })
    }

    fn of(&self, role: CueRole) -> impl Iterator<Item = &Regex> {
        self.by_role.get(&role).into_iter().flatten()
    }
}

/// A match of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Names of the byline or credit; "" where the cue has none.
    pub(super) by: &'t str,
    /// Place of the dateline; "" where there is none.
    pub(super) place: &'t str,
    /// The whole match.
    pub(super) text: &'t str,
}

impl CueRole {
    fn anchored(self, pattern: &str) -> String {
        match self {
            CueRole::Jump => pattern.to_owned(),
            CueRole::Dateline | CueRole::Caption => format!("^(?:{pattern})"),
            CueRole::CreditEnd | CueRole::Ender => format!("(?:{pattern})$"),
            _ => format!("^(?:{pattern})$"),
        }
    }
}

impl RawCue {
    /// What is wrong with this cue, if anything.
    fn fault(&self, regex: &Regex, earlier: &[&str]) -> Option<String> {
        if earlier.contains(&self.name.as_str()) {
            return Some("the name is taken".to_owned());
        }
        if self.why.is_empty() || self.finds.is_empty() || self.ignores.is_empty() {
            return Some("needs a reason and examples of both kinds".to_owned());
        }
        if let Some(missed) = self.finds.iter().find(|text| !regex.is_match(text)) {
            return Some(format!("does not find 「{missed}」"));
        }
        let taken = self.ignores.iter().find(|text| regex.is_match(text))?;
        Some(format!("does not ignore 「{taken}」"))
    }
}

/// A pattern with every `{shape}` replaced, shapes within shapes too.
fn filled(pattern: &str, shapes: &BTreeMap<String, String>) -> String {
    let mut text = pattern.to_owned();
    // Shapes nest three deep; eight rounds end even if somebody makes a circle.
    for _ in 0..8 {
        for (name, shape) in shapes {
            text = text.replace(&format!("{{{name}}}"), shape);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_cues_prove_themselves() {
        if let Err(error) = Cues::new(BUILT_IN) {
            panic!("{error}");
        }
    }

    #[test]
    fn a_misspelt_key_is_refused_by_name() {
        let wrong = BUILT_IN.replacen("ignores =", "ignore =", 1);
        assert!(Cues::new(&wrong).is_err_and(|error| error.to_string().contains("ignore")));
    }
}
