//! The words and patterns of `config/rules/names.toml`, checked and compiled.
//!
//! Knows nothing of features, and nothing of how a sentence is cut into words.

use std::collections::HashSet;

use regex::Regex;
use serde::Deserialize;

use super::super::RuleError;
use super::super::entry::{Entry, Proof};
use super::Sort;
use crate::lexicon::Level;
use crate::question::Kind;

/// Ends that a longer family name may have: behind two characters to four.
const LONGEST: usize = 3;

/// The checked table.
#[derive(Debug)]
pub(crate) struct Table {
    /// Family names of one character.
    pub(super) surnames: HashSet<char>,
    /// Longer family names, Chinese and Japanese.
    pub(super) compound: HashSet<String>,
    /// Characters that spell foreign names.
    pub(super) sounds: HashSet<char>,
    /// Characters that do so only in a word that touches a dot or that no dictionary has.
    pub(super) sounds_beside: HashSet<char>,
    /// Words of one character that neither begin nor end a foreign name.
    pub(super) sounds_apart: HashSet<char>,
    /// Words of one character before an address, and behind it, that are none of it.
    pub(super) towards: HashSet<char>,
    /// See `towards`.
    pub(super) within: HashSet<char>,
    /// What may stand between a role and the name behind it, and between a name and the role behind it.
    pub(crate) before_name: Vec<char>,
    /// See `before_name`.
    pub(crate) behind_name: Vec<char>,
    /// Words of one character that end no person's name.
    pub(super) never_last: HashSet<char>,
    /// Examples of what stands where questions have their question word.
    pub(crate) filled: Vec<Filled>,
    /// Somebody else takes the place of whoever follows.
    pub(crate) succeeded: Regex,
    /// Callings that exclude each other, those that go together in one group.
    pub(crate) callings: Vec<Vec<String>>,
    /// Patterns that find names.
    pub(super) rules: Vec<Rule>,
    /// Kinds of place and organisation that a question may ask for.
    pub(crate) types: Vec<Type>,
    /// An office at the end of the words before a name.
    pub(crate) title_before: Regex,
    /// An office at the start of the words behind a name.
    pub(crate) title_behind: Regex,
    /// What a person does, behind the name.
    pub(crate) says: Regex,
    /// What stands before the doer.
    pub(crate) by: Regex,
    /// What stands before a place.
    pub(crate) located: Regex,
    /// What takes place, behind a place.
    pub(crate) event: Regex,
    /// Words that begin no name.
    pub(crate) odd_start: Regex,
    /// Words that end no name.
    pub(crate) odd_end: Regex,
    /// Words that stand within no name but an address.
    pub(crate) odd_inside: Regex,
    /// Within no person's name.
    pub(crate) title: Regex,
    /// An address begins behind it.
    pub(crate) begins_address: Regex,
    /// A question for more than one.
    pub(crate) several: Regex,
    /// Small words that stand for one another before an answer.
    pub(crate) joints: Vec<Vec<String>>,
    /// Words that join the answer to others of its kind.
    pub(crate) listing: Vec<String>,
    /// Words in which such a small word is none.
    pub(crate) joined: Regex,
    /// Those before one who does something.
    pub(crate) doers: Vec<String>,
    /// What may stand between a word of the question and the answer behind it.
    pub(crate) gap_link: Regex,
    /// What may stand between the answer and a word of the question behind it.
    pub(crate) gap_tail: Regex,
    /// What stands behind one of several that stand side by side.
    pub(crate) list_end: Regex,
    /// Words at which an answer may have ended.
    pub(crate) gap_stop: Regex,
    /// What stands before the question word where the one asked for does something.
    pub(crate) asked_by: Regex,
    /// The question word with its measure word, before the noun asked for.
    pub(crate) asked_which: Regex,
    proofs: Vec<Proof>,
}

/// One pattern that finds names.
#[derive(Debug)]
pub(super) struct Rule {
    name: String,
    pub(super) kind: Kind,
    pub(super) sort: Sort,
    pub(super) cut: bool,
    pub(super) pattern: Regex,
    finds: Vec<(String, String)>,
    ignores: Vec<String>,
}

/// A question with a sentence, what of it stands where the question has its question word, and what does not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filled {
    pub(crate) question: String,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) finds: Vec<String>,
    #[serde(default)]
    pub(crate) ignores: Vec<String>,
}

/// A kind of place or organisation: how a question asks for it, and how such names end.
#[derive(Debug)]
pub(crate) struct Type {
    asks: Vec<String>,
    ends: Vec<String>,
    /// Endings that only look so: 社区 is no 区.
    unless: Vec<String>,
    pub(crate) level: Option<Level>,
    finds: Vec<String>,
    ignores: Vec<String>,
}

impl Type {
    /// Whether a name's ending says that it is of this kind; `None` where it says nothing.
    pub(crate) fn ending(&self, name: &str) -> Option<bool> {
        // The bare word for the kind (大桥) names nothing.
        let bare = self.asks.iter().chain(&self.ends).any(|word| word == name);
        if bare || self.unless.iter().any(|end| name.ends_with(end.as_str())) {
            return Some(false);
        }
        self.ends.iter().any(|end| name.ends_with(end.as_str())).then_some(true)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    name: String,
    why: String,
    kind: Kind,
    sort: Sort,
    #[serde(default)]
    cut: bool,
    pattern: String,
    finds: Vec<(String, String)>,
    ignores: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawType {
    asks: String,
    ends: String,
    #[serde(default)]
    unless: String,
    #[serde(default)]
    level: Option<String>,
    finds: Vec<String>,
    ignores: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    surnames: String,
    compound: String,
    sounds: String,
    sounds_beside: String,
    sounds_apart: String,
    towards: String,
    within: String,
    before_name: String,
    behind_name: String,
    never_last: String,
    callings: Vec<String>,
    succeeded: Entry,
    joints: Vec<String>,
    doers: String,
    listing: String,
    joined: Entry,
    gap_link: Entry,
    gap_tail: Entry,
    gap_stop: Entry,
    list_end: Entry,
    title: Entry,
    says: Entry,
    by: Entry,
    located: Entry,
    event: Entry,
    odd_start: Entry,
    odd_end: Entry,
    odd_inside: Entry,
    begins_address: Entry,
    several: Entry,
    asked_by: Entry,
    asked_which: Entry,
    filled: Vec<Filled>,
    rule: Vec<RawRule>,
    r#type: Vec<RawType>,
}

impl Table {
    pub(crate) fn load(file: &str, text: &str) -> Result<Self, RuleError> {
        let raw: Raw = toml::from_str(text).map_err(|error| RuleError::File { file: file.into(), reason: error.to_string() })?;
        let mut proofs = Vec::new();
        let mut compile = |name: &str, entry: &Entry, open: &str, close: &str| {
            let regex = entry.compile(file, name, open, close)?;
            proofs.push(entry.clone().proof(name, &regex));
            Ok::<_, RuleError>(regex)
        };
        let groups = |rows: &[String]| rows.iter().map(|group| group.split_whitespace().map(str::to_owned).collect()).collect();
        let compiled = Self {
            callings: groups(&raw.callings),
            succeeded: compile("succeeded", &raw.succeeded, "", "$")?,
            title_before: compile("title", &raw.title, "", "$")?,
            // Not proved: its examples are of the words before a name.
            title_behind: raw.title.compile(file, "title", "^", "")?,
            says: compile("says", &raw.says, "^", "")?,
            by: compile("by", &raw.by, "", "$")?,
            located: compile("located", &raw.located, "", "$")?,
            event: compile("event", &raw.event, "^", "")?,
            odd_start: compile("odd_start", &raw.odd_start, "", "")?,
            odd_end: compile("odd_end", &raw.odd_end, "", "")?,
            odd_inside: compile("odd_inside", &raw.odd_inside, "", "")?,
            title: compile("title", &raw.title, "", "")?,
            begins_address: compile("begins_address", &raw.begins_address, "", "")?,
            several: compile("several", &raw.several, "", "")?,
            gap_link: compile("gap_link", &raw.gap_link, "^", "")?,
            gap_tail: compile("gap_tail", &raw.gap_tail, "", "$")?,
            list_end: compile("list_end", &raw.list_end, "", "")?,
            gap_stop: compile("gap_stop", &raw.gap_stop, "", "")?,
            listing: raw.listing.split_whitespace().map(str::to_owned).collect(),
            joined: compile("joined", &raw.joined, "", "")?,
            doers: raw.doers.split_whitespace().map(str::to_owned).collect(),
            joints: groups(&raw.joints),
            asked_by: compile("asked_by", &raw.asked_by, "", "$")?,
            asked_which: compile("asked_which", &raw.asked_which, "^", "")?,
            surnames: raw.surnames.chars().collect(),
            compound: raw.compound.split_whitespace().map(str::to_owned).collect(),
            sounds: raw.sounds.chars().collect(),
            sounds_beside: raw.sounds_beside.chars().collect(),
            sounds_apart: raw.sounds_apart.chars().collect(),
            towards: raw.towards.chars().collect(),
            within: raw.within.chars().collect(),
            before_name: raw.before_name.chars().collect(),
            behind_name: raw.behind_name.chars().collect(),
            never_last: raw.never_last.chars().collect(),
            filled: raw.filled,
            rules: raw.rule.into_iter().map(|rule| Rule::new(file, rule)).collect::<Result<_, _>>()?,
            types: raw.r#type.iter().map(|raw| Type::new(file, raw)).collect::<Result<_, _>>()?,
            proofs,
        };
        Ok(compiled)
    }

    /// Examples that do not come out: `(entry, example, what is wrong)`.
    pub(crate) fn check(&self) -> Vec<(String, String, String)> {
        let mut problems: Vec<(String, String, String)> = self.proofs.iter().flat_map(Proof::problems).collect();
        for rule in &self.rules {
            let found = |text: &str| -> Vec<String> {
                rule.pattern.captures_iter(text).filter_map(|found| found.get(1)).map(|found| found.as_str().to_owned()).collect()
            };
            for (text, name) in rule.finds.iter().filter(|(text, name)| !found(text).contains(name)) {
                problems.push((rule.name.clone(), text.clone(), format!("{name} is not found")));
            }
            for text in rule.ignores.iter().filter(|text| !found(text).is_empty()) {
                problems.push((rule.name.clone(), text.clone(), "is found".to_owned()));
            }
        }
        for kind in &self.types {
            let fits = |name: &str| kind.ending(name) == Some(true);
            let named = || format!("type {}", kind.asks.join("|"));
            problems.extend(kind.finds.iter().filter(|name| !fits(name)).map(|name| (named(), name.clone(), "is not found".to_owned())));
            problems.extend(kind.ignores.iter().filter(|name| fits(name)).map(|name| (named(), name.clone(), "is found".to_owned())));
        }
        problems
    }

    /// The kind of place or organisation that a word asks for.
    pub(crate) fn type_of(&self, word: &str) -> Option<&Type> {
        self.types.iter().find(|kind| kind.asks.iter().any(|asks| asks == word)).or_else(|| {
            let ends = |kind: &&Type| kind.asks.iter().any(|asks| asks.chars().nth(1).is_some() && word.ends_with(asks.as_str()));
            self.types.iter().find(ends)
        })
    }

    /// Bytes of the family name that a word begins with; 0 for none.
    pub(super) fn surname(&self, word: &str) -> usize {
        let ends = || word.char_indices().skip(2).map(|(at, _)| at).chain([word.len()]).take(LONGEST);
        if let Some(end) = ends().filter(|&end| self.compound.contains(&word[..end])).last() {
            return end;
        }
        word.chars().next().filter(|first| self.surnames.contains(first)).map_or(0, char::len_utf8)
    }
}

impl Rule {
    fn new(file: &str, raw: RawRule) -> Result<Self, RuleError> {
        let wrong = |reason: String| RuleError::Rule { file: file.into(), name: raw.name.clone(), reason };
        if raw.why.is_empty() || raw.finds.is_empty() || raw.ignores.is_empty() {
            return Err(wrong("needs a reason, and examples that it finds and ignores".into()));
        }
        let pattern = Regex::new(&raw.pattern).map_err(|error| wrong(error.to_string()))?;
        if pattern.captures_len() < 2 {
            return Err(wrong("needs a group for the name".into()));
        }
        Ok(Self { pattern, kind: raw.kind, sort: raw.sort, cut: raw.cut, finds: raw.finds, ignores: raw.ignores, name: raw.name })
    }
}

impl Type {
    fn new(file: &str, raw: &RawType) -> Result<Self, RuleError> {
        let words = |text: &str| text.split('|').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let level = match raw.level.as_deref() {
            None => None,
            Some("region") => Some(Level::Region),
            Some("country") => Some(Level::Country),
            Some("province") => Some(Level::Province),
            Some("prefecture") => Some(Level::Prefecture),
            Some("county") => Some(Level::County),
            Some("town") => Some(Level::Town),
            Some(other) => return Err(RuleError::Rule { file: file.into(), name: raw.asks.clone(), reason: format!("no level is called {other}") }),
        };
        let (finds, ignores) = (raw.finds.clone(), raw.ignores.clone());
        Ok(Self { asks: words(&raw.asks), ends: words(&raw.ends), unless: words(&raw.unless), level, finds, ignores })
    }
}
