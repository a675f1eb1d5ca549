//! Short names of organisations and of what else papers shorten: `aliases/KIND.toml`.
//!
//! 央行 is 中国人民银行 because a table says so; both are words that are not cut. Knows no context:
//! 北大 may mean something else.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::{LexiconError, Problem, Sources};
use crate::text::fold;

const FOLDER: &str = "aliases";

/// All tables.
#[derive(Debug, Default)]
pub(crate) struct Aliases {
    long_of: HashMap<String, Vec<String>>,
    problems: Vec<Problem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAliases {
    #[serde(rename = "why")]
    _why: String,
    /// Short names, blank-separated, by long name.
    #[serde(default)]
    names: BTreeMap<String, String>,
}

impl Aliases {
    pub(crate) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let mut aliases = Self::default();
        for file in sources.in_folder(FOLDER) {
            let raw: RawAliases = sources.toml(file)?;
            for (long, shorts) in raw.names {
                let long = fold(&long).text;
                if shorts.trim().is_empty() {
                    return Err(LexiconError::entry(file, &long, "has no short name"));
                }
                for short in shorts.split_whitespace().map(|short| fold(short).text) {
                    let known = aliases.long_of.entry(short.clone()).or_default();
                    if known.contains(&long) || short == long {
                        aliases.problems.push(Problem::new(file, format!("`{short}` of `{long}` says nothing new")));
                    } else {
                        known.push(long.clone());
                    }
                }
            }
        }
        Ok(aliases)
    }

    /// The short names and the long ones.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.long_of.iter().flat_map(|(short, long)| std::iter::once(short).chain(long)).map(String::as_str)
    }

    pub(crate) fn check(&self) -> Vec<Problem> {
        self.problems.clone()
    }
}
