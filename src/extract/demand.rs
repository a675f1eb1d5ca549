//! What must be said of a figure before it may answer: `config/rules/demands.toml`.
//!
//! Ranking weighs how much of a question a sentence holds, and a sentence that holds all of it but
//! the one word that matters still ranks high: of 多少人死亡 it is not the dead that 转移6473人 tells.
//! Such questions are few and such mistakes grave, so these words are no weight but a condition, and
//! so are words that must not be said: 人均 of a figure where the whole is asked for. Knows nothing of
//! names, places or times.

use regex::Regex;
use serde::Deserialize;

use super::RuleError;
use super::entry::{Entry, Proof};

/// The conditions, checked and compiled.
#[derive(Debug)]
pub(super) struct Demands {
    denied: Regex,
    demands: Vec<Demand>,
    bars: Vec<Demand>,
    proofs: Vec<Proof>,
}

/// One of them.
#[derive(Debug)]
struct Demand {
    asked: Regex,
    said: Regex,
}

/// Those that a question sets.
pub(super) struct Demanded<'d> {
    denied: &'d Regex,
    demands: Vec<&'d Demand>,
    bars: Vec<&'d Demand>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    counted: String,
    denied: Entry,
    demand: Vec<RawDemand>,
    bar: Vec<RawDemand>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDemand {
    name: String,
    asked: Entry,
    said: Entry,
}

impl Demands {
    /// Reads the file's text; `file` is named in errors.
    pub(super) fn load(file: &str, text: &str) -> Result<Self, RuleError> {
        let raw: Raw = toml::from_str(text).map_err(|error| RuleError::File { file: file.into(), reason: error.to_string() })?;
        let mut proofs = Vec::new();
        let mut compile = |name: String, entry: Entry, around: &str| -> Result<Regex, RuleError> {
            let regex = entry.compile_in(file, &name, around)?;
            proofs.push(entry.proof(&name, &regex));
            Ok(regex)
        };
        let denied = compile("denied".into(), raw.denied, "{}")?;
        let mut compiled = |rows: Vec<RawDemand>, around: &str| -> Result<Vec<Demand>, RuleError> {
            let row = |RawDemand { name, asked, said }| {
                Ok(Demand { asked: compile(format!("{name}.asked"), asked, around)?, said: compile(format!("{name}.said"), said, "{}")? })
            };
            rows.into_iter().map(row).collect()
        };
        let (demands, bars) = (compiled(raw.demand, &raw.counted)?, compiled(raw.bar, "{}")?);
        Ok(Self { denied, demands, bars, proofs })
    }

    /// The conditions that a question sets.
    pub(super) fn of(&self, question: &str) -> Demanded<'_> {
        Demanded {
            denied: &self.denied,
            demands: self.demands.iter().filter(|demand| demand.asked.is_match(question)).collect(),
            bars: self.bars.iter().filter(|bar| bar.asked.is_match(question) && !bar.said.is_match(question)).collect(),
        }
    }

    /// Examples that do not come out: `(entry, example, what is wrong)`.
    pub(super) fn check(&self) -> Vec<(String, String, String)> {
        self.proofs.iter().flat_map(Proof::problems).collect()
    }
}

impl Demanded<'_> {
    /// Whether the words about a figure fulfil one of the conditions, where there are any: 伤亡 asks for either.
    pub(super) fn met(&self, words: &str) -> bool {
        self.demands.is_empty() || {
            let words = self.denied.replace_all(words, "");
            self.demands.iter().any(|demand| demand.said.is_match(&words))
        }
    }

    /// Whether the words before a figure make it another one than is asked for.
    pub(super) fn barred(&self, words: &str) -> bool {
        self.bars.iter().any(|bar| bar.said.is_match(words))
    }
}
