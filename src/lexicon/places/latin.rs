//! Places by their names in Latin letters: "Sucheng", "Xi'an", "Ganxian District", "Canton".
//!
//! Every reading of every short name is a key, so that blanks and apostrophes do not matter.
//! Knows the words that English puts behind a place, not English.

use std::collections::HashMap;

use super::super::pinyin::{Readings, letters};
use super::table::{PlaceId, Places};
use crate::text::Span;

/// A place named in English text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatinMention {
    /// Where the name stands, "District" and the like included.
    pub span: Span,
    /// Places it can name, likeliest first; never empty.
    pub places: Vec<PlaceId>,
}

/// Keys of Latin letters with the places they name.
#[derive(Debug, Default)]
pub(crate) struct LatinIndex {
    keys: HashMap<String, Vec<Key>>,
}

/// One way from a key to a place.
#[derive(Debug, Clone, Copy)]
struct Key {
    place: PlaceId,
    /// 0 for the usual reading or an English name, more for rarer readings.
    rank: u8,
    /// Only with its suffix: "Zhao County", never "Zhao".
    wants_suffix: bool,
}

/// English and pinyin words behind a place, with the endings of the Chinese names they allow.
const SUFFIXES: &[(&[&str], &[&str])] = &[
    (&["autonomous", "region"], &["自治区"]),
    (&["autonomous", "prefecture"], &["自治州"]),
    (&["autonomous", "county"], &["自治县"]),
    (&["special", "administrative", "region"], &["特别行政区"]),
    (&["new", "area"], &["新区"]),
    (&["district"], &["区"]),
    (&["qu"], &["区"]),
    (&["city"], &["市"]),
    (&["municipality"], &["市"]),
    (&["shi"], &["市"]),
    (&["county"], &["县"]),
    (&["xian"], &["县", "县区"]),
    (&["province"], &["省", "自治区"]),
    (&["sheng"], &["省"]),
    (&["prefecture"], &["州", "地区", "盟"]),
    (&["banner"], &["旗"]),
];

impl LatinIndex {
    pub(crate) fn new(places: &Places, readings: &Readings) -> Self {
        let mut index = Self::default();
        for (name, place) in places.spellings() {
            index.add(letters(name), Key { place: *place, rank: 0, wants_suffix: false });
        }
        for (id, place) in places.all() {
            // Names abroad are not read as pinyin.
            if places.chain(id).last().is_some_and(|root| places.get(root).name == "中国") {
                index.read(&place.short, id, false, readings);
                if place.name.chars().count() == 2
                    && let Some(first) = place.name.chars().next()
                {
                    index.read(&first.to_string(), id, true, readings);
                }
            }
        }
        index
    }

    fn read(&mut self, han: &str, place: PlaceId, wants_suffix: bool, readings: &Readings) {
        for (rank, reading) in readings.of_word(han).into_iter().enumerate() {
            let rank = u8::try_from(rank).unwrap_or(u8::MAX);
            if reading.contains('v') {
                self.add(reading.replace('v', "u"), Key { place, rank, wants_suffix });
            }
            self.add(reading, Key { place, rank, wants_suffix });
        }
    }

    fn add(&mut self, key: String, to: Key) {
        let keys = self.keys.entry(key).or_default();
        if !keys.iter().any(|key| key.place == to.place) {
            keys.push(to);
        }
    }

    /// Places of a Latin name, likeliest first: usual readings before rare ones, large places
    /// before small ones.
    fn find(&self, latin: &str, places: &Places) -> Vec<PlaceId> {
        let whole = self.pick(&letters(latin), &[], places);
        let (name, endings) = strip(latin);
        if endings.is_empty() {
            return whole;
        }
        let mut found = self.pick(&letters(&name), endings, places);
        found.extend(whole.into_iter().filter(|id| !found.contains(id)).collect::<Vec<_>>());
        found
    }

    /// The places of a key. With endings, only places that end so, if any does.
    fn pick(&self, key: &str, endings: &[&str], places: &Places) -> Vec<PlaceId> {
        let all = self.keys.get(key).into_iter().flatten();
        let fits = |key: &&Key| endings.iter().any(|ending| places.get(key.place).name.ends_with(ending));
        let mut hits: Vec<&Key> = all.filter(|key| !key.wants_suffix || fits(key)).collect();
        if hits.iter().any(fits) {
            hits.retain(fits);
        }
        hits.sort_by_key(|key| (key.rank.min(8), places.get(key.place).level, key.place));
        let mut ids = Vec::new();
        for key in hits {
            if !ids.contains(&key.place) {
                ids.push(key.place);
            }
        }
        ids
    }

    /// Places in English text. `is_word` tells ordinary English words, which are no places
    /// unless written with a capital inside the sentence.
    pub(crate) fn mentions(&self, text: &str, places: &Places, is_word: impl Fn(&str) -> bool) -> Vec<LatinMention> {
        let words = words(text);
        let shouting = !words.iter().skip(1).any(|word| word.of(text).starts_with(char::is_uppercase));
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let found = (at + 1..=words.len().min(at + 5)).rev().find_map(|end| {
                let span = Span::new(words[at].start, words[end - 1].end);
                Some((end, self.mention(span, at > 0, shouting, text, places, &is_word)?))
            });
            match found {
                Some((end, mention)) => {
                    at = end;
                    mentions.push(mention);
                }
                None => {
                    // China-Thailand is two.
                    let whole = words[at];
                    let mut start = whole.start;
                    for part in whole.of(text).split('-').filter(|part| part.len() < whole.len()) {
                        let span = Span::new(start, start + part.len());
                        mentions.extend(self.mention(span, at > 0 || start > 0, shouting, text, places, &is_word));
                        start += part.len() + 1;
                    }
                    at += 1;
                }
            }
        }
        mentions
    }

    /// The place that a span names, if it may: `within` is not the first word of the text.
    fn mention(&self, span: Span, within: bool, shouting: bool, text: &str, places: &Places, is_word: impl Fn(&str) -> bool) -> Option<LatinMention> {
        let name = span.of(text);
        let (bare, _) = strip(name);
        let capital = bare.starts_with(char::is_uppercase);
        // Lower case is trusted where the writer uses no capitals at all, or the name is long.
        let plausible = if capital { within || !is_word(&bare) } else { !is_word(&bare) && (shouting || bare.len() >= 6) };
        let short = letters(&bare).len() < 3 && !bare.chars().all(|c| c.is_uppercase() || c == '.');
        if !plausible || short || (!capital && bare.len() < 4) {
            return None;
        }
        let places = self.find(name, places);
        (!places.is_empty()).then_some(LatinMention { span, places })
    }
}

/// Spans of runs of letters, with the apostrophes, points and hyphens inside names.
fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (start.is_some() && matches!(c, '\'' | '’' | '-' | '.'));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = text[from..at].trim_end_matches(['\'', '’', '-', '.']);
                // A possessive is no part of the name.
                let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
                words.push(Span::new(from, from + word.len()));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The name without "District", "City", "shi" … and the Chinese endings those allow.
fn strip(latin: &str) -> (String, &'static [&'static str]) {
    let words: Vec<&str> = latin.split_whitespace().collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    for (suffix, endings) in SUFFIXES {
        if lower.len() > suffix.len() && lower.ends_with(&suffix.iter().map(ToString::to_string).collect::<Vec<_>>()) {
            return (words[..words.len() - suffix.len()].join(" "), endings);
        }
    }
    (latin.trim().to_owned(), &[])
}
