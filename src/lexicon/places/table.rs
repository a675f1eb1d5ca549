//! The table of places: `places/china.tsv` (made by `tools/places.py`), `places/world.tsv` and
//! `places/more.toml` (written by hand).
//!
//! Ids are positions in this table: they are good within one run and not to be stored.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::super::{LexiconError, Problem, Sources};
use crate::text::fold;

/// A place's position in the table; valid for the lexicon that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PlaceId(pub(crate) u32);

/// How large a place is, largest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Many countries or provinces: 欧洲, 长三角.
    Region,
    /// A country.
    Country,
    /// A province, a federal state.
    Province,
    /// A prefecture, or any city abroad.
    Prefecture,
    /// A county, a district, a county-level city.
    County,
    /// A town or township.
    Town,
}

/// One place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its full name: 宿城区.
    pub name: String,
    /// What it is called: 宿城; the full name where nothing shorter is used.
    pub short: String,
    /// How large it is.
    pub level: Level,
    /// What it lies in.
    pub parent: Option<PlaceId>,
}

/// All places with the names that lead to them.
#[derive(Debug, Default)]
pub(crate) struct Places {
    all: Vec<Place>,
    by_name: HashMap<String, Vec<PlaceId>>,
    /// Longest name in characters for each first character; names begin with few characters.
    longest: HashMap<char, usize>,
    /// Names that end with another place's, by that name: 白俄罗斯 by 俄罗斯.
    longer: HashMap<String, Vec<String>>,
    /// Short names that are ordinary words too.
    guarded: HashSet<String>,
    /// Phrases that only look like places (长江西岸), by text.
    ignored: HashSet<String>,
    /// English and old spellings with the place they name.
    spellings: Vec<(String, PlaceId)>,
    problems: Vec<Problem>,
}

const CHINA: &str = "places/china.tsv";
const WORLD: &str = "places/world.tsv";
const MORE: &str = "places/more.toml";

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawMore {
    #[serde(rename = "why")]
    _why: String,
    /// Other Chinese names by full name.
    names: BTreeMap<String, String>,
    /// English and old spellings, slash-separated, by full name.
    spellings: BTreeMap<String, String>,
    /// Short names that are ordinary words, blank-separated, by reason.
    guarded: BTreeMap<String, String>,
    /// Phrases in which a name's characters are no name, blank-separated, by reason.
    ignored: BTreeMap<String, String>,
}

impl Places {
    pub(crate) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let mut places = Self::default();
        let home = places.add_world(sources.text(WORLD))?;
        places.add_china(sources.text(CHINA), home)?;
        places.add_more(sources.toml(MORE)?)?;
        places.longer = places.endings();
        Ok(places)
    }

    pub(crate) fn get(&self, id: PlaceId) -> &Place {
        // Ids come from this very table; one of another lexicon falls back to the first place.
        self.all.get(id.0 as usize).unwrap_or(&self.all[0])
    }

    /// The place, what it lies in, what that lies in, and so on.
    pub(crate) fn chain(&self, id: PlaceId) -> impl Iterator<Item = PlaceId> + '_ {
        std::iter::successors(Some(id), |&id| self.get(id).parent)
    }

    pub(crate) fn by_name(&self, name: &str) -> &[PlaceId] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn named(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// Names of other places that end with this one.
    pub(crate) fn longer(&self, name: &str) -> &[String] {
        self.longer.get(name).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn is_guarded(&self, name: &str) -> bool {
        self.guarded.contains(name)
    }

    pub(crate) fn is_ignored(&self, phrase: &str) -> bool {
        self.ignored.contains(phrase)
    }

    /// Longest name or ignored phrase beginning with this character, in characters.
    pub(crate) fn longest_from(&self, c: char) -> usize {
        self.longest.get(&c).copied().unwrap_or(0)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (PlaceId, &Place)> {
        self.all.iter().enumerate().map(|(at, place)| (PlaceId(at as u32), place))
    }

    pub(crate) fn spellings(&self) -> &[(String, PlaceId)] {
        &self.spellings
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    fn endings(&self) -> HashMap<String, Vec<String>> {
        let mut longer: HashMap<String, Vec<String>> = HashMap::new();
        for name in self.by_name.keys() {
            // What one character ends with is chance: 海南 is no 南.
            let endings = name.char_indices().skip(1).map(|(at, _)| &name[at..]).filter(|ending| ending.chars().nth(1).is_some());
            for ending in endings.filter(|ending| self.named(ending)) {
                longer.entry(ending.to_owned()).or_default().push(name.clone());
            }
        }
        longer
    }

    fn push(&mut self, place: Place) -> PlaceId {
        let id = PlaceId(self.all.len() as u32);
        let (name, short) = (place.name.clone(), place.short.clone());
        self.all.push(place);
        self.name(&name, id);
        self.name(&short, id);
        id
    }

    /// Names are looked up folded, and folding changes a few (大阪, 乾县).
    fn name(&mut self, name: &str, id: PlaceId) {
        let name = fold(name).text;
        self.remember_length(&name);
        let ids = self.by_name.entry(name).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    fn remember_length(&mut self, name: &str) {
        if let Some(first) = name.chars().next() {
            let longest = self.longest.entry(first).or_default();
            *longest = (*longest).max(name.chars().count());
        }
    }

    /// Rows of `level, name, parent, other names, English names`; parents stand above their
    /// children. Returns China's id where it is there.
    fn add_world(&mut self, text: &str) -> Result<Option<PlaceId>, LexiconError> {
        for (n, line) in rows(text) {
            let [level, name, parent, others, english] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(LexiconError::entry(WORLD, n, "wants five columns: level, name, parent, other names, English names"));
            };
            let level = match level {
                "region" => Level::Region,
                "country" => Level::Country,
                "state" => Level::Province,
                "city" => Level::Prefecture,
                _ => return Err(LexiconError::entry(WORLD, n, format!("level `{level}` is none of region, country, state, city"))),
            };
            let parent = match parent {
                "" => None,
                parent => match self.by_name(&fold(parent).text) {
                    [id, ..] => Some(*id),
                    [] => return Err(LexiconError::entry(WORLD, n, format!("no place `{parent}` above this line"))),
                },
            };
            let id = self.push(Place { name: name.to_owned(), short: name.to_owned(), level, parent });
            others.split_whitespace().for_each(|other| self.name(other, id));
            self.spell(english, id);
        }
        Ok(self.by_name("中国").first().copied())
    }

    /// Rows of `code, name, short name`; the code's prefixes of 4 and 2 digits are its parents.
    fn add_china(&mut self, text: &str, home: Option<PlaceId>) -> Result<(), LexiconError> {
        let mut by_code: HashMap<&str, PlaceId> = HashMap::new();
        for (n, line) in rows(text) {
            let [code, name, short] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(LexiconError::entry(CHINA, n, "wants three columns: code, name, short name"));
            };
            let level = match code.len() {
                2 => Level::Province,
                4 => Level::Prefecture,
                6 => Level::County,
                _ => return Err(LexiconError::entry(CHINA, n, format!("code `{code}` has not 2, 4 or 6 digits"))),
            };
            let above = [4, 2].into_iter().filter(|&len| len < code.len());
            let parent = above.filter_map(|len| by_code.get(code.get(..len)?)).next().copied().or(home);
            by_code.insert(code, self.push(Place { name: name.to_owned(), short: short.to_owned(), level, parent }));
        }
        Ok(())
    }

    fn add_more(&mut self, raw: RawMore) -> Result<(), LexiconError> {
        for (name, others) in raw.names {
            let id = self.known(&name)?;
            for other in others.split_whitespace() {
                if self.by_name(other).contains(&id) {
                    self.problems.push(Problem::new(MORE, format!("`{other}` is a name of {name} already")));
                }
                self.name(other, id);
            }
        }
        for (name, spellings) in raw.spellings {
            let id = self.known(&name)?;
            self.spell(&spellings, id);
        }
        let words =
            |lists: &BTreeMap<String, String>| -> Vec<String> { lists.values().flat_map(|list| list.split_whitespace()).map(|word| fold(word).text).collect() };
        for name in words(&raw.guarded) {
            if !self.named(&name) {
                self.problems.push(Problem::new(MORE, format!("guarded `{name}` is no place's name")));
            }
            self.guarded.insert(name);
        }
        for phrase in words(&raw.ignored) {
            if self.named(&phrase) {
                self.problems.push(Problem::new(MORE, format!("ignored `{phrase}` is a place's name")));
            }
            self.remember_length(&phrase);
            self.ignored.insert(phrase);
        }
        Ok(())
    }

    fn known(&self, name: &str) -> Result<PlaceId, LexiconError> {
        match self.by_name(&fold(name).text) {
            [id] => Ok(*id),
            [] => Err(LexiconError::entry(MORE, name, "no place has this full name")),
            _ => Err(LexiconError::entry(MORE, name, "more than one place has this name")),
        }
    }

    fn spell(&mut self, english: &str, id: PlaceId) {
        for name in english.split('/').map(str::trim).filter(|name| !name.is_empty()) {
            self.spellings.push((name.to_owned(), id));
        }
    }

    pub(crate) fn check(&self) -> Vec<Problem> {
        self.problems.clone()
    }
}

/// Lines that hold data, with their numbers counted from one.
fn rows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(n, line)| (n + 1, line)).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}
