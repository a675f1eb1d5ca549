//! English into the Chinese of newspapers: `glossary/DOMAIN.toml`, then the word list.
//!
//! "attract" is 引进 here, and "talent" 人才, which no general dictionary says. The longest
//! phrase wins, in any inflection; its parts stay at half weight, since Chinese may say it in
//! other words. Knows no grammar and no names: what it does not cover is left to the caller.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::dictionary::Dictionary;
use super::inflect::Inflections;
use super::{LexiconError, Problem, Sources};
use crate::text::{Span, fold, is_han};

/// What part a translated phrase plays in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TermKind {
    /// A word of the subject matter, from the glossary.
    Term,
    /// A unit or measure word: hectare, mu, yuan.
    Unit,
    /// What is asked: how many, how long, who.
    Question,
    /// A time: last year, the first half.
    Time,
    /// What narrows a figure: each year, at least, in total.
    Qualifier,
    /// A person or organisation whose Chinese name is no pinyin.
    Name,
    /// A word only the general dictionary knows; less sure than a term.
    General,
    /// A word that says nothing by itself: the, of, did.
    Skip,
}

/// One phrase of an English text with its Chinese.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Translation {
    /// Where it stands in the English text.
    pub span: Span,
    /// What part it plays; never [`TermKind::Skip`], which is left out.
    pub kind: TermKind,
    /// Chinese words with weights in thousandths, heaviest first, never empty.
    pub terms: Vec<(String, u16)>,
    /// For a question phrase, what it asks: `count`, `length`, `duration`, `person` …
    pub asks: Option<String>,
}

/// What a question phrase may ask; `english.toml` says each in Chinese but the reason, which no paper's figure is.
pub(crate) const ASKS: &[&str] = &[
    "count",
    "money",
    "percent",
    "length",
    "height",
    "distance",
    "depth",
    "width",
    "area",
    "volume",
    "weight",
    "speed",
    "duration",
    "age",
    "date",
    "time",
    "person",
    "place",
    "name",
    "temperature",
    "rank",
    "frequency",
    "amount",
    "reason",
    "organisation",
    "power",
    "energy",
    "growth",
    "size",
    "how",
    "what",
];

/// Weights of a group's words by position, in thousandths.
const WEIGHTS: [u16; 6] = [1000, 850, 700, 600, 500, 400];
/// Weight of a word marked `!`, good for ranking only.
const WEAK: u16 = 250;
/// The most words a phrase has.
const LONGEST: usize = 8;

/// All glossaries, and the word list behind them.
#[derive(Debug, Default)]
pub(crate) struct Glossary {
    entries: Vec<Entry>,
    by_words: HashMap<String, usize>,
    by_stems: HashMap<String, usize>,
    inflections: Inflections,
    dictionary: Dictionary,
    problems: Vec<Problem>,
}

#[derive(Debug)]
struct Entry {
    file: String,
    kind: TermKind,
    place: bool,
    terms: Vec<(String, u16)>,
    asks: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGlossary {
    domain: String,
    why: String,
    kind: TermKind,
    /// Whether its names are places.
    #[serde(default)]
    places: bool,
    /// Chinese words by English phrase: heaviest first, `!` for weak, `@count` for what is asked.
    entries: BTreeMap<String, String>,
}

impl Glossary {
    pub(crate) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let mut glossary = Self { inflections: Inflections::load(sources)?, dictionary: Dictionary::load(sources)?, ..Self::default() };
        for file in sources.in_folder("glossary") {
            let raw: RawGlossary = sources.toml(file)?;
            if raw.domain.trim().is_empty() || raw.why.trim().is_empty() {
                return Err(LexiconError::entry(file, "domain, why", "say what the file is for"));
            }
            for (english, chinese) in &raw.entries {
                glossary.add(file, &raw, english, chinese)?;
            }
        }
        Ok(glossary)
    }

    fn add(&mut self, file: &str, raw: &RawGlossary, english: &str, chinese: &str) -> Result<(), LexiconError> {
        let kind = raw.kind;
        let mut terms: Vec<(String, u16)> = Vec::new();
        let mut asks = None;
        for word in chinese.split_whitespace() {
            if let Some(what) = word.strip_prefix('@') {
                if !ASKS.contains(&what) {
                    return Err(LexiconError::entry(file, english, format!("`@{what}` is none of {}", ASKS.join(", "))));
                }
                asks = Some(what.to_owned());
                continue;
            }
            let (word, weight) = match word.strip_prefix('!') {
                Some(weak) => (weak, WEAK),
                None => (word, WEIGHTS[terms.len().min(WEIGHTS.len() - 1)]),
            };
            terms.push((fold(word).text, weigh(word, weight, kind)));
        }
        terms.sort_by_key(|&(_, weight)| std::cmp::Reverse(weight));
        if terms.is_empty() && kind != TermKind::Skip {
            return Err(LexiconError::entry(file, english, "has no Chinese"));
        }
        let words = words(english).into_iter().map(|(word, _)| word).collect::<Vec<_>>();
        if words.is_empty() || words.len() > LONGEST {
            return Err(LexiconError::entry(file, english, format!("wants one to {LONGEST} words")));
        }
        let (key, stems) = (words.join(" "), self.stems(&words));
        if let Some(&other) = self.by_words.get(&key) {
            let other = &self.entries[other].file;
            self.problems.push(Problem::new(file, format!("`{english}` stands in {other} already")));
            return Ok(());
        }
        self.by_words.insert(key, self.entries.len());
        // A phrase that is listed in two forms keeps the first for all unlisted forms.
        if words.len() > 1 {
            self.by_stems.entry(stems).or_insert(self.entries.len());
        }
        self.entries.push(Entry { file: file.to_owned(), kind, place: raw.places, terms, asks });
        Ok(())
    }

    fn stems(&self, words: &[String]) -> String {
        words.iter().map(|word| self.inflections.stem(word)).collect::<Vec<_>>().join(" ")
    }

    /// The phrases of an English text with their Chinese, left to right, longest first.
    pub(crate) fn translate(&self, english: &str) -> Vec<Translation> {
        let tokens = words(english);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            // In the last 5 years is no last year.
            let joined = |pair: &&[(String, Span)]| !english[pair[0].1.end..pair[1].1.start].contains(|c: char| c.is_ascii_digit());
            let most = (at + LONGEST).min(at + 1 + tokens[at..].windows(2).take_while(joined).count());
            let hit = (at + 1..=most).rev().find_map(|end| Some((end, self.phrase(&tokens[at..end])?)));
            let Some((end, mut translation)) = hit else {
                at += 1;
                continue;
            };
            if matches!(translation.kind, TermKind::Term | TermKind::General) && end - at > 1 {
                self.add_parts(&tokens[at..end], &mut translation.terms);
            }
            if translation.kind != TermKind::Skip {
                found.push(translation);
            }
            at = end;
        }
        found
    }

    /// One phrase as a whole.
    fn phrase(&self, tokens: &[(String, Span)]) -> Option<Translation> {
        let words: Vec<String> = tokens.iter().map(|(word, _)| word.clone()).collect();
        let span = Span::new(tokens.first()?.1.start, tokens.last()?.1.end);
        let listed = |at: usize| {
            let entry = &self.entries[at];
            Translation { span, kind: entry.kind, terms: entry.terms.clone(), asks: entry.asks.clone() }
        };
        if let Some(&at) = self.by_words.get(&words.join(" ")) {
            return Some(listed(at));
        }
        if let [word] = words.as_slice() {
            let bases = self.inflections.bases(word);
            if let Some(&at) = bases.iter().find_map(|base| self.by_words.get(base)) {
                return Some(listed(at));
            }
            let terms = bases.iter().find_map(|base| self.dictionary.get(base))?;
            return general(span, terms);
        }
        if let Some(&at) = self.by_stems.get(&self.stems(&words)) {
            return Some(listed(at));
        }
        // The word list's phrases differ from the text in the last word's ending at most.
        let (last, first) = words.split_last()?;
        let bases = self.inflections.bases(last);
        let terms = bases.iter().find_map(|base| self.dictionary.get(&format!("{} {base}", first.join(" "))))?;
        general(span, terms)
    }

    /// The best two glossary terms of each word of a phrase, at half weight.
    fn add_parts(&self, tokens: &[(String, Span)], terms: &mut Vec<(String, u16)>) {
        for token in tokens {
            let part = self.phrase(std::slice::from_ref(token)).filter(|part| part.kind == TermKind::Term);
            for (term, weight) in part.into_iter().flat_map(|part| part.terms.into_iter().take(2)) {
                if !terms.iter().any(|(known, _)| *known == term) {
                    terms.push((term, weight / 2));
                }
            }
        }
        terms.sort_by_key(|&(_, weight)| std::cmp::Reverse(weight));
    }

    /// Whether the word, in any form, is ordinary English.
    pub(crate) fn is_word(&self, english: &str) -> bool {
        let words: Vec<String> = words(english).into_iter().map(|(word, _)| word).collect();
        let known = |word: &String| self.is_listed(word);
        match words.as_slice() {
            [word] => self.inflections.bases(word).iter().any(known),
            words => self.by_words.contains_key(&words.join(" ")),
        }
    }

    /// Whether a lower-case word stands in a table as it is.
    pub(crate) fn is_listed(&self, english: &str) -> bool {
        self.by_words.contains_key(english) || self.dictionary.get(english).is_some()
    }

    /// What the word is an irregular form of.
    pub(crate) fn irregular(&self, english: &str) -> Option<&str> {
        self.inflections.irregular(english)
    }

    /// Whether the word says nothing by itself.
    pub(crate) fn is_grammar(&self, english: &str) -> bool {
        let word = english.to_lowercase();
        self.by_words.get(&word).is_some_and(|&at| self.entries[at].kind == TermKind::Skip)
    }

    /// Chinese names of the glossary, for the segmenter, and whether each is a place. Terms are not
    /// given: many are two words (同比增长) that are better cut.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, bool)> {
        let named = self.entries.iter().filter(|entry| entry.kind == TermKind::Name);
        named.flat_map(|entry| entry.terms.iter().map(|(term, _)| (term.as_str(), entry.place)))
    }

    pub(crate) fn check(&self) -> Vec<Problem> {
        let mut problems = self.problems.clone();
        problems.extend(self.dictionary.check());
        let keys: HashMap<usize, &str> = self.by_words.iter().map(|(key, &at)| (at, key.as_str())).collect();
        for (at, entry) in self.entries.iter().enumerate() {
            let english = keys.get(&at).copied().unwrap_or_default();
            for (n, (term, _)) in entry.terms.iter().enumerate() {
                if !term.chars().any(|c| is_han(c) || c.is_ascii_alphabetic() || matches!(c, '%' | '‰')) {
                    problems.push(Problem::new(&entry.file, format!("`{english}`: `{term}` is no word")));
                }
                if entry.terms[..n].iter().any(|(other, _)| other == term) {
                    problems.push(Problem::new(&entry.file, format!("`{english}` names `{term}` twice")));
                }
            }
            if (entry.kind == TermKind::Question) != entry.asks.is_some() {
                problems.push(Problem::new(&entry.file, format!("`{english}`: question phrases, and only they, say what they ask")));
            }
        }
        problems
    }
}

fn general<'a>(span: Span, terms: impl Iterator<Item = &'a str>) -> Option<Translation> {
    let mut terms: Vec<(String, u16)> = terms.zip(WEIGHTS).map(|(term, weight)| (term.to_owned(), weigh(term, weight, TermKind::General))).collect();
    terms.sort_by_key(|&(_, weight)| std::cmp::Reverse(weight));
    (!terms.is_empty()).then_some(Translation { span, kind: TermKind::General, terms, asks: None })
}

/// A single character stands in a hundred other words, so it weighs little as a search term.
fn weigh(term: &str, weight: u16, kind: TermKind) -> u16 {
    let single = term.chars().count() == 1 && matches!(kind, TermKind::Term | TermKind::General | TermKind::Name);
    if single { weight * 3 / 10 } else { weight }
}

/// Lower-case words with their spans. Hyphens part words; a possessive ending is dropped.
fn words(text: &str) -> Vec<(String, Span)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || matches!(c, '%' | '$') || (start.is_some() && matches!(c, '\'' | '’' | '.'));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = text[from..at].trim_end_matches(['\'', '’', '.']);
                let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
                let span = Span::new(from, from + word.len());
                words.push((word.to_lowercase().replace(['\'', '’', '.'], ""), span));
                start = None;
            }
            _ => {}
        }
    }
    words.retain(|(word, _)| !word.is_empty() && !word.chars().all(|c| c.is_ascii_digit()));
    words
}
