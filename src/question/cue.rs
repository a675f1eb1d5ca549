//! Question cues as data: which words ask, for what, and which words narrow it.
//!
//! `config/questions/*.toml` is read into `RawCue`s and checked into `Cue`s: names unique,
//! patterns compiled, examples there. `check` runs the examples through the whole reading, so a
//! cue that an earlier one hides is reported. Knows nothing of what the words mean beyond that.

use std::collections::{BTreeMap, HashSet};

use regex::Regex;
use serde::Deserialize;

use super::fragment::{Fragments, Part};
use super::phrasing::{Ask, Facts, Rewrite};
use super::raw::RawFile;
use super::{Kind, Leans};
use crate::figures::Class;
use crate::lexicon::ASKS;
use crate::text::Span;

/// The checked tables.
#[derive(Debug)]
pub struct Cues {
    pub(super) cues: Vec<Cue>,
    stop: HashSet<String>,
    leans: Vec<Leaning>,
    /// Words of follow-ups.
    pub(super) fragments: Fragments,
    asks: Vec<Ask>,
    rewrites: Vec<Rewrite>,
    english: BTreeMap<String, String>,
    heads: HashSet<String>,
    /// English nouns by what "which" or "what" asks for before them.
    nouns: BTreeMap<&'static str, HashSet<String>>,
    /// English verbs by what they speak of: `priced`, `stood` …
    verbs: BTreeMap<&'static str, HashSet<String>>,
    /// Letters that are no code with digits behind them.
    no_codes: HashSet<String>,
    offices: BTreeMap<String, Vec<String>>,
    /// Family names by their letters.
    families: BTreeMap<String, Vec<String>>,
    /// What stands behind a family name where English has Mr or Ms before it.
    courtesies: BTreeMap<String, Vec<String>>,
}

/// A checked pattern of words that narrow a question.
#[derive(Debug)]
struct Leaning {
    lean: Lean,
    pattern: Regex,
    finds: Vec<String>,
    ignores: Vec<String>,
}

/// One checked cue.
#[derive(Debug)]
pub(super) struct Cue {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) pattern: Regex,
    pub(super) before: Option<Regex>,
    pub(super) after: Option<Regex>,
    pub(super) not_before: Option<Regex>,
    pub(super) not_after: Option<Regex>,
    pub(super) by: By,
    pub(super) asks: Vec<Class>,
    pub(super) unit: String,
    pub(super) soft: bool,
    finds: Vec<String>,
    ignores: Vec<String>,
}

/// Where a cue's classes come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum By {
    /// From the cue itself.
    #[default]
    Cue,
    /// From the unit or measure word right after it: 多少吨.
    UnitAfter,
    /// From the noun right after it: 多少企业.
    NounAfter,
    /// From the noun or verb before it: 产值是多少.
    NounBefore,
    /// From the last noun of words that ask without a question word: 南京农民人均收入.
    NounLast,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Lean {
    Except,
    Target,
    Total,
    Per,
    Extreme,
    Change,
    Part,
    Apart,
    Route,
    Before,
    After,
    OnMonth,
    OnYear,
    Opens,
    Closes,
    Incumbent,
    Throughout,
}

/// A table that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CueError {
    /// Not the expected TOML.
    #[error("cannot read question cues in {file}: {reason}")]
    File {
        /// The file.
        file: String,
        /// What is wrong, with the line.
        reason: String,
    },
    /// One cue is wrong.
    #[error("cue {name:?} in {file}: {reason}")]
    Cue {
        /// The file.
        file: String,
        /// The cue.
        name: String,
        /// What is wrong.
        reason: String,
    },
}

/// A cue whose example does not come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The cue.
    pub cue: String,
    /// The example.
    pub text: String,
    /// What happened instead.
    pub what: String,
}

impl Cues {
    /// Reads tables from `(file name, text)` pairs, in order: earlier cues win.
    pub fn load<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, CueError> {
        let mut cues = Cues {
            cues: Vec::new(),
            stop: HashSet::new(),
            leans: Vec::new(),
            fragments: Fragments::default(),
            asks: Vec::new(),
            rewrites: Vec::new(),
            english: BTreeMap::new(),
            heads: HashSet::new(),
            nouns: BTreeMap::new(),
            verbs: BTreeMap::new(),
            no_codes: HashSet::new(),
            offices: BTreeMap::new(),
            families: BTreeMap::new(),
            courtesies: BTreeMap::new(),
        };
        let mut names = HashSet::new();
        for (file, text) in files {
            let raw: RawFile = toml::from_str(text).map_err(|error| CueError::File { file: file.into(), reason: error.to_string() })?;
            cues.stop.extend(raw.stop.iter().flat_map(|line| line.split_whitespace()).map(str::to_owned));
            if let Some(key) = raw.english.keys().find(|key| !ASKS.contains(&key.as_str())) {
                return Err(CueError::Cue { file: file.into(), name: format!("english.{key}"), reason: format!("is none of {}", ASKS.join(", ")) });
            }
            cues.english.extend(raw.english);
            cues.heads.extend(raw.heads);
            for (asks, nouns) in raw.nouns.by_kind() {
                cues.nouns.entry(asks).or_default().extend(nouns.split_whitespace().map(str::to_owned));
            }
            for (says, verbs) in raw.verbs.by_kind() {
                cues.verbs.entry(says).or_default().extend(verbs.split_whitespace().map(str::to_owned));
            }
            cues.no_codes.extend(raw.no_codes.split_whitespace().map(str::to_owned));
            for (table, rows) in [(&mut cues.offices, raw.offices), (&mut cues.families, raw.families), (&mut cues.courtesies, raw.courtesies)] {
                table.extend(rows.into_iter().map(|(key, words)| (key, words.split_whitespace().map(str::to_owned).collect())));
            }
            for lean in raw.lean {
                let pattern = Regex::new(&lean.pattern).map_err(|error| CueError::File { file: file.into(), reason: error.to_string() })?;
                if lean.finds.is_empty() || lean.ignores.is_empty() {
                    let reason = "wants examples that it finds and that it ignores".into();
                    return Err(CueError::Cue { file: file.into(), name: format!("{:?}", lean.name), reason });
                }
                cues.leans.push(Leaning { lean: lean.name, pattern, finds: lean.finds, ignores: lean.ignores });
            }
            let wrong = |(name, reason): (String, String)| CueError::Cue { file: file.into(), name, reason };
            for follow in raw.follow {
                cues.fragments.add(follow).map_err(wrong)?;
            }
            for ask in raw.ask {
                let knows = |table: &str, name: &str| match table {
                    "verbs" => cues.verbs.contains_key(name),
                    "nouns" => cues.nouns.contains_key(name),
                    _ => cues.english.contains_key(name),
                };
                let ask = Ask::new(ask, knows).map_err(wrong)?;
                cues.asks.push(ask);
            }
            for rewrite in raw.rewrite {
                cues.rewrites.push(Rewrite::new(rewrite).map_err(wrong)?);
            }
            for cue in raw.cue {
                let wrong = |reason: String| CueError::Cue { file: file.into(), name: cue.name.clone(), reason };
                if !names.insert(cue.name.clone()) {
                    return Err(wrong("the name stands twice".into()));
                }
                if cue.finds.is_empty() || cue.ignores.is_empty() || cue.why.is_empty() {
                    return Err(wrong("needs a reason, and examples that it finds and ignores".into()));
                }
                let regex = |text: &str| Regex::new(text).map_err(|error| wrong(error.to_string()));
                let checked = Cue {
                    pattern: regex(&cue.pattern)?,
                    before: cue.before.as_deref().map(|text| regex(&format!("(?:{text})$"))).transpose()?,
                    after: cue.after.as_deref().map(|text| regex(&format!("^(?:{text})"))).transpose()?,
                    not_before: cue.not_before.as_deref().map(|text| regex(&format!("(?:{text})$"))).transpose()?,
                    not_after: cue.not_after.as_deref().map(|text| regex(&format!("^(?:{text})"))).transpose()?,
                    name: cue.name.clone(),
                    kind: cue.kind,
                    by: cue.by,
                    asks: cue.asks.clone(),
                    unit: cue.unit.clone(),
                    soft: cue.soft,
                    finds: cue.finds.clone(),
                    ignores: cue.ignores.clone(),
                };
                cues.cues.push(checked);
            }
        }
        Ok(cues)
    }

    /// Whether an English noun asks for a person, a place, a date, a rank, an amount behind "which" or
    /// "what", or as the head of a headline; of two words with a hyphen the second counts.
    pub(super) fn asks_for(&self, asks: &str, noun: &str) -> bool {
        let Some(nouns) = self.nouns.get(asks) else { return false };
        let noun = if nouns.contains(noun) { noun } else { noun.rsplit('-').next().unwrap_or(noun) };
        let endings = [("ies", "y"), ("es", ""), ("s", "")];
        let mut one = endings.iter().filter_map(|(many, one)| noun.strip_suffix(many).map(|stem| format!("{stem}{one}")));
        nouns.contains(noun) || one.any(|one| nouns.contains(&one))
    }

    /// Whether an English word is one of those nouns; rise and fall are as often verbs.
    pub(super) fn is_noun(&self, word: &str) -> bool {
        self.nouns.keys().any(|&asks| asks != "growth" && self.asks_for(asks, word))
    }

    /// What an English verb speaks of: `paid`, `stood` at a value, `ranked`, `raced`. Its forms that are as often
    /// nouns, spending and costs, say nothing.
    pub(super) fn verb(&self, word: &str) -> Vec<&'static str> {
        let endings = [("", ""), ("ed", ""), ("ed", "e")];
        let plain: Vec<String> = endings.iter().filter_map(|(form, plain)| word.strip_suffix(form).map(|stem| format!("{stem}{plain}"))).collect();
        self.verbs.iter().filter(|(_, verbs)| plain.iter().any(|word| verbs.contains(word))).map(|(&says, _)| says).collect()
    }

    /// Whether letters with digits behind them are no model and no code: RMB500, m3.
    pub(super) fn is_no_code(&self, letters: &str) -> bool {
        self.no_codes.contains(letters)
    }

    /// Whether an English phrase is for whoever is at the head of something.
    pub(super) fn is_head(&self, phrase: &str) -> bool {
        self.heads.contains(phrase)
    }

    /// Titles of the head of an office, by the longest ending of its name; none of what is no office.
    pub(super) fn titles(&self, office: &str) -> &[String] {
        let endings = self.offices.iter().filter(|(ending, _)| office.ends_with(ending.as_str()));
        endings.max_by_key(|(ending, _)| ending.len()).map_or(&[], |(_, titles)| titles)
    }

    /// Family names that letters may spell, the commonest first.
    pub(super) fn families(&self, letters: &str) -> &[String] {
        self.families.get(letters).map_or(&[], Vec::as_slice)
    }

    /// What papers put behind a family name for a courtesy of English: 女士 for Ms.
    pub(super) fn courtesy(&self, word: &str) -> &[String] {
        self.courtesies.get(word.trim_end_matches('.')).map_or(&[], Vec::as_slice)
    }

    /// The Chinese question word for what an English question phrase asks.
    pub(super) fn english(&self, asks: &str) -> Option<&str> {
        self.english.get(asks).map(String::as_str)
    }

    /// The rule that says what an English question phrase asks.
    pub(super) fn ask(&self, facts: &Facts<'_>) -> Option<&Ask> {
        self.asks.iter().find(|ask| ask.fits(facts))
    }

    /// An English question in the words that the rules know.
    pub(super) fn rewritten(&self, text: &str) -> String {
        self.rewrites.iter().fold(text.to_owned(), |text, rewrite| rewrite.apply(&text))
    }

    /// Whether a word says nothing of what is asked about.
    pub(super) fn stops(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// What a question says that it does not ask about: 产量（不是销量）.
    pub(super) fn excepted(&self, text: &str) -> Vec<Span> {
        let except = self.leans.iter().filter(|leaning| leaning.lean == Lean::Except);
        let found = except.flat_map(|leaning| leaning.pattern.find_iter(text)).map(|found| Span::new(found.start(), found.end()));
        // 不是28人吗 asks whether it is so.
        found.filter(|span| !self.fragments.has(Part::Supposes, span.of(text))).collect()
    }

    /// How a question narrows what counts as an answer.
    pub(super) fn leans(&self, text: &str) -> Leans {
        let mut leans = Leans::default();
        let (mut before, mut after, mut opens, mut closes, mut throughout) = (None, None, None, None, false);
        for leaning in &self.leans {
            let Some(last) = leaning.pattern.find_iter(text).last() else { continue };
            match leaning.lean {
                // Says nothing of the answer, only what is left out of the terms.
                Lean::Except => {}
                Lean::Target => leans.target = true,
                Lean::Total => leans.total = true,
                Lean::Per => leans.per = true,
                Lean::Extreme => leans.extreme = true,
                Lean::Change => leans.change = true,
                Lean::Part => leans.part = true,
                Lean::Apart => leans.apart = true,
                Lean::Route => leans.route = true,
                Lean::OnMonth => leans.on_month = true,
                Lean::OnYear => leans.on_year = true,
                Lean::Throughout => throughout = true,
                Lean::Incumbent => leans.incumbent = true,
                Lean::Before => before = Some(last.end()),
                Lean::After => after = Some(last.end()),
                Lean::Opens => opens = Some(last.end()),
                Lean::Closes => closes = Some(last.end()),
            }
        }
        // 以前只有三户，现在多少户: what is said last is what is asked.
        leans.before = before.is_some() && before > after;
        leans.after = after.is_some() && after > before;
        leans.opens = !throughout && opens.is_some() && opens > closes;
        leans.closes = !throughout && closes.is_some() && closes > opens;
        leans
    }

    /// Runs the examples of the English rules; `decides` names the rule that decides a question.
    pub(super) fn check_english(&self, decides: &dyn Fn(&str) -> Option<String>) -> Vec<Problem> {
        let asks = self.asks.iter().flat_map(|ask| ask.problems(decides));
        asks.chain(self.rewrites.iter().flat_map(Rewrite::problems)).collect()
    }

    /// Runs every example through `read`, which gives the name of the cue that decides.
    pub(super) fn check(&self, read: impl Fn(&str) -> Option<String>) -> Vec<Problem> {
        let mut problems = self.fragments.check();
        for cue in &self.cues {
            for (texts, wanted) in [(&cue.finds, true), (&cue.ignores, false)] {
                for text in texts {
                    let found = read(text);
                    if (found.as_deref() == Some(&cue.name)) != wanted {
                        let what = found.map_or("no cue".to_owned(), |name| format!("cue {name:?}"));
                        problems.push(Problem { cue: cue.name.clone(), text: text.clone(), what: format!("{what} reads it") });
                    }
                }
            }
        }
        for leaning in &self.leans {
            for (texts, wanted) in [(&leaning.finds, true), (&leaning.ignores, false)] {
                let fault = |text: &&String| leaning.pattern.is_match(text) != wanted;
                problems.extend(texts.iter().filter(fault).map(|text| Problem {
                    cue: format!("{:?}", leaning.lean).to_lowercase(),
                    text: text.clone(),
                    what: if wanted { "is not found" } else { "is found" }.into(),
                }));
            }
        }
        problems
    }
}
