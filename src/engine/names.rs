//! Names in Latin letters, found in the corpus: which of the words that "Yumai" may spell is
//! meant here.
//!
//! All words that can be read so and whose characters stand together anywhere are looked up
//! along with the rest of the question; those that the articles found use as words of their own
//! are kept, the ones of the best articles first. Knows no grammar of English.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use aho_corasick::AhoCorasick;

use super::senses::texts;
use crate::index::{IndexError, Query, Search, Term};
use crate::lexicon::Lexicon;
use crate::text::{Segmenter, Span, is_han};

/// How many readings of a name are kept.
const KEPT: usize = 4;
/// Most names of one question that are looked up: a message may be all capitals.
const NAMES: usize = 12;
/// In how many passages the readings are looked up.
const PASSAGES: usize = 200;
/// Weight of one reading of many beside the question's words.
const WEIGHT: f32 = 0.5;
/// How many characters around a reading tell whether it is a word.
const AROUND: usize = 12;
/// What a reading counts that takes a character by a rare sound.
const UNUSUAL: f32 = 0.25;
/// How soon an article further down says less.
const FADE: f32 = 5.0;

/// The names of one question.
pub(super) struct LatinNames<'a> {
    index: &'a dyn Search,
    lexicon: &'a Lexicon,
    segmenter: &'a Segmenter,
    spelled: RefCell<BTreeMap<String, Vec<String>>>,
    failed: RefCell<Option<IndexError>>,
}

impl<'a> LatinNames<'a> {
    pub(super) fn new(index: &'a dyn Search, lexicon: &'a Lexicon, segmenter: &'a Segmenter) -> Self {
        Self { index, lexicon, segmenter, spelled: RefCell::default(), failed: RefCell::default() }
    }

    /// One of the words that a name may spell, if the corpus has any: that there is a name.
    pub(super) fn any(&self, latin: &str) -> Vec<String> {
        let mut spelled = self.spelled.borrow_mut();
        if spelled.len() >= NAMES && !spelled.contains_key(latin) {
            return Vec::new();
        }
        let words = spelled.entry(latin.to_owned()).or_insert_with(|| {
            self.lexicon.spelled(latin, &mut |pairs| {
                let asked: Vec<&str> = pairs.iter().map(String::as_str).collect();
                match self.index.frequencies(&asked) {
                    Ok((counts, _)) => counts.into_iter().map(|count| count > 0).collect(),
                    Err(error) => {
                        *self.failed.borrow_mut() = Some(error);
                        vec![false; pairs.len()]
                    }
                }
            })
        });
        words.first().cloned().into_iter().collect()
    }

    /// The readings meant, likeliest first, of every name that [`any`](Self::any) was asked for.
    pub(super) fn meant(self, mut query: Query) -> Result<HashMap<String, Vec<String>>, IndexError> {
        if let Some(error) = self.failed.into_inner() {
            return Err(error);
        }
        let spelled: BTreeMap<String, Vec<String>> = self.spelled.into_inner().into_iter().filter(|(_, words)| !words.is_empty()).collect();
        if spelled.is_empty() {
            return Ok(HashMap::new());
        }
        // The first reading is no likelier than the others yet.
        query.terms.retain(|term| !spelled.values().any(|words| words.contains(&term.text)));
        query.terms.extend(spelled.values().flatten().map(|text| Term { text: text.clone(), weight: WEIGHT }));
        let words: Vec<&String> = spelled.values().flatten().collect();
        // Some thousand short words are far from what an automaton can hold; names stay Latin if not.
        let Ok(finder) = AhoCorasick::new(&words) else { return Ok(HashMap::new()) };
        let mut worth = vec![0.0; words.len()];
        for (rank, text) in texts(self.index, &query, PASSAGES)?.iter().enumerate() {
            for (at, sure) in uses(text, &finder, self.segmenter) {
                worth[at] += sure / (FADE + rank as f32);
            }
        }
        let by_word: HashMap<&String, f32> = words.into_iter().zip(worth).collect();
        // 方 is rarely read wang.
        let usual = |latin: &str, word: &str| if self.lexicon.spelled_as_usual(latin, word) { 1.0 } else { UNUSUAL };
        let best = |latin: &str, words: &[String]| {
            let worth = |word: &String| by_word[word] * usual(latin, word);
            let mut best: Vec<(f32, &String)> = words.iter().map(|word| (worth(word), word)).filter(|(worth, _)| *worth > 0.0).collect();
            best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
            best.into_iter().take(KEPT).map(|(_, word)| word.clone()).collect()
        };
        Ok(spelled.iter().map(|(latin, words)| (latin.clone(), best(latin, words))).collect())
    }
}

/// Which of the finder's words a text uses, and how surely as a name.
fn uses(text: &str, finder: &AhoCorasick, segmenter: &Segmenter) -> BTreeMap<usize, f32> {
    let mut found: BTreeMap<usize, f32> = BTreeMap::new();
    for hit in finder.find_overlapping_iter(text) {
        let (at, span) = (hit.pattern().as_usize(), Span::new(hit.start(), hit.end()));
        if found.get(&at).is_none_or(|&sure| sure < 1.0) {
            let sure = surely(text, span, segmenter);
            let kept = found.entry(at).or_default();
            *kept = kept.max(sure);
        }
    }
    found.retain(|_, sure| *sure > 0.0);
    found
}

/// How surely the span is a name by the words around: 0 where it starts inside a listed word or
/// holds a particle, little where it ends inside one.
fn surely(text: &str, span: Span, segmenter: &Segmenter) -> f32 {
    let start = text[..span.start].char_indices().rev().take(AROUND).take_while(|&(_, c)| is_han(c)).last().map_or(span.start, |(at, _)| at);
    let end = text[span.end..].char_indices().take(AROUND).take_while(|&(_, c)| is_han(c)).last().map_or(span.end, |(at, c)| span.end + at + c.len_utf8());
    let words = segmenter.tagged(&text[start..end]);
    let inside: Vec<_> = words.iter().filter(|word| word.span.shift(start).overlaps(span)).collect();
    // A word that is not listed may be cut wrong.
    let opens = inside.first().is_some_and(|word| word.span.start + start == span.start || !segmenter.knows(&word.text));
    let tagged = |tags: &[char]| inside.iter().any(|word| word.tag.starts_with(tags));
    if !opens || tagged(&['u', 'p', 'c', 'd', 'r', 'y']) {
        return 0.0;
    }
    let ends = inside.last().is_some_and(|word| word.span.end + start == span.end || !segmenter.knows(&word.text));
    match inside.as_slice() {
        _ if !ends => 0.2,
        [word] if word.tag.starts_with('n') && word.tag.len() > 1 => 1.0,
        [word] if word.tag.starts_with(['v', 'a']) => 0.2,
        _ if tagged(&['m', 'q', 'f']) => 0.2,
        _ => 0.6,
    }
}
