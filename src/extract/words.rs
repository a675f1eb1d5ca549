//! The context words of `config/rules/context.toml`, checked and compiled.
//!
//! Each entry is one pattern with its reason and examples. Knows nothing of features.

use regex::Regex;
use serde::Deserialize;

use super::RuleError;

/// Compiled context patterns, one a field of the file.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) target: Regex,
    pub(crate) plan: Regex,
    pub(crate) negated: Regex,
    pub(crate) change: Regex,
    pub(crate) part: Regex,
    pub(crate) former: Regex,
    pub(crate) total: Regex,
    pub(crate) per: Regex,
    pub(crate) extreme: Regex,
    pub(crate) from: Regex,
    pub(crate) goes_on: Regex,
    pub(crate) to: Regex,
    pub(crate) place: Regex,
    pub(crate) empty: Regex,
    pub(crate) assigned: Regex,
    pub(crate) stock: Regex,
    pub(crate) each: Regex,
    pub(crate) for_each: Regex,
    pub(crate) claim: Regex,
    pub(crate) no_place: Regex,
    pub(crate) goes_on_place: Regex,
    raw: Vec<(&'static str, Entry)>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    why: String,
    pattern: String,
    finds: Vec<String>,
    ignores: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    target: Entry,
    plan: Entry,
    negated: Entry,
    change: Entry,
    part: Entry,
    former: Entry,
    total: Entry,
    per: Entry,
    extreme: Entry,
    from: Entry,
    goes_on: Entry,
    to: Entry,
    place: Entry,
    empty: Entry,
    assigned: Entry,
    stock: Entry,
    each: Entry,
    for_each: Entry,
    claim: Entry,
    no_place: Entry,
    goes_on_place: Entry,
}

impl Words {
    pub(crate) fn load(file: &str, text: &str) -> Result<Self, RuleError> {
        let raw: Raw = toml::from_str(text).map_err(|error| RuleError::File { file: file.into(), reason: error.to_string() })?;
        let mut kept = Vec::new();
        let mut compile = |name: &'static str, entry: Entry| {
            let wrong = |reason: String| RuleError::Rule { file: file.into(), name: name.into(), reason };
            if entry.why.is_empty() || entry.finds.is_empty() || entry.ignores.is_empty() {
                return Err(wrong("needs a reason, and examples that it finds and ignores".into()));
            }
            let regex = Regex::new(&entry.pattern).map_err(|error| wrong(error.to_string()))?;
            kept.push((name, entry));
            Ok(regex)
        };
        Ok(Self {
            target: compile("target", raw.target)?,
            plan: compile("plan", raw.plan)?,
            negated: compile("negated", raw.negated)?,
            change: compile("change", raw.change)?,
            part: compile("part", raw.part)?,
            former: compile("former", raw.former)?,
            total: compile("total", raw.total)?,
            per: compile("per", raw.per)?,
            extreme: compile("extreme", raw.extreme)?,
            from: compile("from", raw.from)?,
            goes_on: compile("goes_on", raw.goes_on)?,
            to: compile("to", raw.to)?,
            place: compile("place", raw.place)?,
            empty: compile("empty", raw.empty)?,
            assigned: compile("assigned", raw.assigned)?,
            stock: compile("stock", raw.stock)?,
            each: compile("each", raw.each)?,
            for_each: compile("for_each", raw.for_each)?,
            claim: compile("claim", raw.claim)?,
            no_place: compile("no_place", raw.no_place)?,
            goes_on_place: compile("goes_on_place", raw.goes_on_place)?,
            raw: kept,
        })
    }

    /// Examples that do not come out: `(entry, example, what is wrong)`.
    pub(crate) fn check(&self) -> Vec<(String, String, String)> {
        let mut problems = Vec::new();
        for (name, entry) in &self.raw {
            // The pattern compiled when the table was loaded.
            let Ok(regex) = Regex::new(&entry.pattern) else { continue };
            for (texts, wanted) in [(&entry.finds, true), (&entry.ignores, false)] {
                for text in texts.iter().filter(|text| regex.is_match(text) != wanted) {
                    let what = if wanted { "is not found" } else { "is found" };
                    problems.push(((*name).to_owned(), text.clone(), what.to_owned()));
                }
            }
        }
        problems
    }
}
