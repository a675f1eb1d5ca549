//! The question tables as written: what stands in `config/questions/*.toml`, before it is checked and compiled.
//!
//! A key that is misspelt here is an error with its line. Knows nothing of what the tables are for.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Kind;
use super::cue::{By, Lean};
use super::fragment::RawFollow;
use super::phrasing::{RawAsk, RawRewrite};
use crate::figures::Class;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFile {
    #[serde(default)]
    pub(super) cue: Vec<RawCue>,
    #[serde(default)]
    pub(super) lean: Vec<RawLean>,
    #[serde(default)]
    pub(super) follow: Vec<RawFollow>,
    #[serde(default)]
    pub(super) stop: Vec<String>,
    #[serde(default)]
    pub(super) ask: Vec<RawAsk>,
    #[serde(default)]
    pub(super) rewrite: Vec<RawRewrite>,
    #[serde(default)]
    pub(super) english: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) heads: Vec<String>,
    #[serde(default)]
    pub(super) nouns: RawNouns,
    #[serde(default)]
    pub(super) verbs: RawVerbs,
    #[serde(default)]
    pub(super) no_codes: String,
    #[serde(default)]
    pub(super) offices: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) families: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) courtesies: BTreeMap<String, String>,
}

/// Words, with blanks between them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawNouns {
    pub(super) person: String,
    pub(super) place: String,
    pub(super) spot: String,
    pub(super) date: String,
    pub(super) day: String,
    pub(super) rank: String,
    pub(super) amount: String,
    pub(super) growth: String,
    pub(super) name: String,
}

/// Words, with blanks between them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawVerbs {
    pub(super) priced: String,
    pub(super) paid: String,
    pub(super) worth: String,
    pub(super) made: String,
    pub(super) stood: String,
    pub(super) closed: String,
    pub(super) shut: String,
    pub(super) moved: String,
    pub(super) scored: String,
    pub(super) ranked: String,
    pub(super) raced: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCue {
    pub(super) name: String,
    pub(super) why: String,
    pub(super) kind: Kind,
    pub(super) pattern: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) not_before: Option<String>,
    pub(super) not_after: Option<String>,
    #[serde(default)]
    pub(super) by: By,
    #[serde(default)]
    pub(super) asks: Vec<Class>,
    #[serde(default)]
    pub(super) unit: String,
    #[serde(default)]
    pub(super) soft: bool,
    pub(super) finds: Vec<String>,
    pub(super) ignores: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLean {
    pub(super) name: Lean,
    pub(super) pattern: String,
    pub(super) finds: Vec<String>,
    pub(super) ignores: Vec<String>,
}

impl RawNouns {
    /// Each kind by name with its words.
    pub(super) fn by_kind(self) -> [(&'static str, String); 9] {
        [
            ("person", self.person),
            ("place", self.place),
            ("spot", self.spot),
            ("date", self.date),
            ("day", self.day),
            ("rank", self.rank),
            ("amount", self.amount),
            ("growth", self.growth),
            ("name", self.name),
        ]
    }
}

impl RawVerbs {
    /// Each kind by name with its words.
    pub(super) fn by_kind(self) -> [(&'static str, String); 11] {
        [
            ("priced", self.priced),
            ("paid", self.paid),
            ("worth", self.worth),
            ("made", self.made),
            ("stood", self.stood),
            ("closed", self.closed),
            ("shut", self.shut),
            ("moved", self.moved),
            ("scored", self.scored),
            ("ranked", self.ranked),
            ("raced", self.raced),
        ]
    }
}
