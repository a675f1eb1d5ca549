//! Short names of organisations: a table of common ones, and a rule for the rest.
//!
//! 央行 is 中国人民银行 because a table says so; 瓦轴 is 瓦房店轴承集团 because its characters
//! stand in the long name in that order, beginning with the place and then with the name
//! itself. Knows no context: 北大 and 北京大学 are told to be able to mean the same, no more.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::places::Places;
use super::{LexiconError, Problem, Sources};
use crate::text::fold;

const FOLDER: &str = "aliases";

/// The table and the endings that make a name an organisation's.
#[derive(Debug, Default)]
pub(crate) struct Aliases {
    long_of: HashMap<String, Vec<String>>,
    /// Endings of organisations, longest first, with whether they say what it does (大学, 银行)
    /// or nothing at all (有限公司).
    endings: Vec<String>,
    hollow: Vec<String>,
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
    /// Endings of organisations' names.
    #[serde(default)]
    endings: String,
    /// Those of the endings that are left out in talk.
    #[serde(default)]
    hollow: String,
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
            aliases.endings.extend(raw.endings.split_whitespace().map(str::to_owned));
            aliases.hollow.extend(raw.hollow.split_whitespace().map(str::to_owned));
        }
        // Longest first, so that 有限公司 goes before 公司.
        aliases.endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        aliases.hollow.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        Ok(aliases)
    }

    /// Whether `short` can be `long`'s short name. `ordinary` says which words are everyday
    /// words and so prove nothing.
    pub(crate) fn same(&self, short: &str, long: &str, places: &Places, ordinary: impl Fn(&str) -> bool) -> bool {
        let (short, long) = (fold(short).text, fold(long).text);
        self.listed(&short, &long) || (!ordinary(&short) && self.shortens(&short, &long, places))
    }

    fn listed(&self, short: &str, long: &str) -> bool {
        let names = |word: &str| self.long_of.get(word).cloned().unwrap_or_default();
        let (of_short, of_long) = (names(short), names(long));
        // Listed directly, or both short for the same.
        of_short.iter().any(|name| name == long) || of_short.iter().any(|name| of_long.contains(name))
    }

    fn shortens(&self, short: &str, long: &str, places: &Places) -> bool {
        let size = |text: &str| text.chars().count();
        if size(short) < 2 || size(long) < size(short) + 2 || places.named(short) {
            return false;
        }
        let Some(ending) = self.endings.iter().find(|ending| long.ends_with(ending.as_str())) else {
            return false;
        };
        let place = places.prefix(long);
        let core = &long[place..];
        // What makes the name a name: neither place nor ending. 激光技术 alone is not 沃飞.
        let own = core.strip_suffix(ending.as_str()).unwrap_or(core);
        let Some(first) = own.chars().next() else { return self.of_place(short, &long[..place], core) };
        let rest = &short[places.prefix(short).min(short.len())..];
        let tails = [short, rest];
        let begins = tails.iter().any(|tail| tail.starts_with(first) && size(tail) >= 2 && self.fits(tail, core));
        begins || self.of_place(short, &long[..place], core)
    }

    /// 瓦轴, 北大, 中石油: first the place's first character, then the name from its beginning.
    fn of_place(&self, short: &str, place: &str, core: &str) -> bool {
        let (Some(head), Some(first)) = (short.chars().next(), place.chars().next()) else { return false };
        let tail = &short[head.len_utf8()..];
        let core = core.strip_prefix('第').unwrap_or(core);
        // 轴承 may also start behind one more place (瓦房店市轴承厂), which `prefix` has taken.
        head == first && tail.chars().next() == core.chars().next() && self.fits(tail, core)
    }

    /// In order, and for contiguous or two-character short names only what is left of hollow
    /// endings counts.
    fn fits(&self, short: &str, core: &str) -> bool {
        let mut named = core;
        while let Some(shorter) = self.hollow.iter().find_map(|ending| named.strip_suffix(ending.as_str())) {
            if shorter.is_empty() {
                break;
            }
            named = shorter;
        }
        let in_order = |text: &str| {
            let mut left = text.chars();
            short.chars().all(|c| left.any(|other| other == c))
        };
        in_order(named) || (core.starts_with(short)) || (short.chars().count() >= 3 && in_order(core))
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.long_of.iter().flat_map(|(short, long)| std::iter::once(short).chain(long)).map(String::as_str)
    }

    /// The long names of a listed short one.
    pub(crate) fn long_names(&self, short: &str) -> &[String] {
        self.long_of.get(&fold(short).text).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn check(&self) -> Vec<Problem> {
        self.problems.clone()
    }
}
