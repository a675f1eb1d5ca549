//! English questions, said again in Chinese.
//!
//! Every English term becomes one Chinese term with its alternatives as synonyms; places, people
//! and firms come through pinyin. The order is that of a Chinese question: when, where and who,
//! verb, question word, thing counted, so that the Chinese cues read it. Knows no grammar beyond.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::amounts::amounts;
use super::cue::Cues;
use super::days::{Day, days};
use super::latin::{codes, families, spelled, unknown};
use super::wanted::{self, PART, Wanted};
use crate::lexicon::{Lexicon, TermKind, Translation};
use crate::text::{Segmenter, Span};

/// A question said again.
pub(super) struct Said {
    /// The Chinese words, without blanks.
    pub(super) text: String,
    /// Its terms: the word, its other readings, whether it is a name, where it stands.
    pub(super) terms: Vec<(String, Vec<String>, bool, Span)>,
}

/// Chinese words for one English phrase with their weights in thousandths.
pub type Wordings = Vec<(String, u16)>;

/// What only the corpus can tell of an English question.
#[derive(Clone, Copy)]
pub struct Corpus<'a> {
    /// Finds Chinese names that read as the Latin letters given.
    pub names: &'a dyn Fn(&str) -> Vec<String>,
    /// Puts the Chinese words for one English phrase in order, likeliest first.
    pub senses: &'a dyn Fn(&mut Wordings),
}

impl Corpus<'_> {
    /// Knows no names and leaves the order.
    pub const SILENT: Self = Self { names: &|_| Vec::new(), senses: &|_| {} };
}

/// A part of the Chinese question.
struct Piece {
    at: usize,
    order: Order,
    words: Vec<String>,
    name: bool,
    term: bool,
}

impl Piece {
    /// A term that is no name.
    fn new(at: usize, order: Order, words: Vec<String>) -> Self {
        Self { at, order, words, name: false, term: true }
    }

    /// What a name stands for.
    fn name(at: usize, words: Vec<String>) -> Self {
        Self { name: true, ..Self::new(at, Order::Who, words) }
    }

    /// Words that are nothing to look for.
    fn bare(at: usize, order: Order, words: Vec<String>) -> Self {
        Self { term: false, ..Self::new(at, order, words) }
    }
}

/// Where a Chinese question says what; within one, the order is that of the English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    When,
    Who,
    How,
    Rest,
    /// What is measured: 产量是多少.
    Measured,
    Asked,
    Unit,
    /// What is counted: 多少人才.
    Counted,
}

pub(super) fn chinese(text: &str, lexicon: &Lexicon, cues: &Cues, segmenter: &Segmenter, corpus: Corpus<'_>) -> Said {
    let text = &plain(text, cues);
    let translations = lexicon.translate(text);
    let mut days = days(text);
    let dates: Vec<Span> = days.iter().map(|day| day.span).collect();
    let (mut pieces, mut taken) = named(text, &translations, &dates, cues, lexicon, corpus);
    // 5G base stations are no five of anything.
    let whole = |translation: &&Translation| {
        matches!(translation.kind, TermKind::Time | TermKind::Question) || translation.span.of(text).contains(|c: char| c.is_ascii_digit())
    };
    let fixed = translations.iter().filter(whole).map(|translation| translation.span);
    let fixed: Vec<Span> = taken.iter().copied().chain(fixed).collect();
    for amount in amounts(text, &fixed, &translations, lexicon) {
        taken.push(amount.span);
        let mut words: Wordings = amount.words.into_iter().map(|word| (word, 1000)).collect();
        (corpus.senses)(&mut words);
        pieces.push(Piece::new(amount.span.start, Order::Rest, words.into_iter().map(|(word, _)| word).collect()));
    }
    // "did Sucheng train": behind an auxiliary and its subject stands the verb.
    let subject = pieces.iter().map(|piece| piece.at).min().filter(|_| auxiliary(text));
    let wanted = Wanted::of(text, &translations, (lexicon, cues, segmenter));
    if let Some(wanted) = &wanted {
        pieces.push(Piece::bare(wanted.span.start, Order::Asked, vec![wanted.cue.clone()]));
        // Words that ask and are no question phrase: number of, date.
        if !wanted.span.is_empty() && !translations.iter().any(|translation| translation.span == wanted.span && translation.kind == TermKind::Question) {
            taken.push(wanted.span);
        }
    }
    for translation in translations.iter().filter(|translation| !taken.iter().any(|span| span.overlaps(translation.span))) {
        let at = translation.span.start;
        let mut words = wordings(translation, text, corpus);
        if subject.is_some_and(|subject| at > subject) {
            let verb = |word: &String| segmenter.tagged(word).first().is_some_and(|found| found.text == *word && found.tag.starts_with('v'));
            words.sort_by_key(|word| !verb(word));
        }
        let titles = titles(translation, &translations, text, cues);
        if translation.kind == TermKind::Question && !titles.is_empty() {
            pieces.push(Piece::new(at, Order::Rest, titles));
        } else if !titles.is_empty() {
            words.retain(|word| !titles.contains(word));
            words.splice(..0, titles);
        }
        if translation.kind == TermKind::Time {
            let year = year_of(translation.span, text, &mut days);
            pieces.extend(year.map(|year| Piece::bare(at, Order::When, vec![year])));
        }
        pieces.extend(piece(translation, words, wanted.as_ref()));
    }
    pieces.extend(days.into_iter().map(|day| Piece::bare(if day.hour { text.len() } else { day.span.start }, Order::When, vec![day.text])));
    joined(pieces)
}

/// The Chinese words for a phrase, likeliest first.
fn wordings(translation: &Translation, text: &str, corpus: Corpus<'_>) -> Vec<String> {
    let mut terms = translation.terms.clone();
    if matches!(translation.kind, TermKind::Term | TermKind::General) {
        (corpus.senses)(&mut terms);
        // What a phrase means comes before what its words do: 新冠死亡 before 新冠.
        if translation.span.of(text).contains([' ', '-'])
            && let Some(whole) = terms.iter().position(|(_, weight)| *weight > PART)
        {
            terms[..=whole].rotate_right(1);
        }
    }
    terms.into_iter().map(|(word, _)| word).collect()
}

/// Where a phrase has its place in a Chinese question; a question phrase has one only where it names a thing
/// as well.
fn piece(translation: &Translation, mut words: Vec<String>, wanted: Option<&Wanted>) -> Option<Piece> {
    let at = translation.span.start;
    let counted = wanted.filter(|wanted| wanted.counted.contains(&translation.span));
    Some(match translation.kind {
        TermKind::Question => {
            // "what is the population": 人口 beside 多少.
            if wanted.is_none_or(|wanted| wanted.span != translation.span) || !words.iter().any(|word| word.contains('多')) {
                return None;
            }
            words.retain(|word| !word.contains(['多', '几', '谁', '哪', '何', '什', '第']));
            return (!words.is_empty()).then(|| Piece::new(at, Order::Counted, words));
        }
        TermKind::Time => Piece::new(at, Order::When, words),
        TermKind::Unit => Piece::bare(at, if counted.is_some() { Order::Unit } else { Order::Rest }, words),
        TermKind::Qualifier => Piece::new(at, Order::How, words),
        TermKind::Name => Piece::name(at, words),
        _ => Piece::new(at, counted.map_or(Order::Rest, |wanted| if wanted.measured { Order::Measured } else { Order::Counted }), words),
    })
}

/// The pieces in the order of a Chinese question.
fn joined(mut pieces: Vec<Piece>) -> Said {
    pieces.sort_by_key(|piece| (piece.order, piece.at));
    let mut said = Said { text: String::new(), terms: Vec::new() };
    for piece in pieces {
        let start = said.text.len();
        said.text.push_str(&piece.words[0]);
        if piece.term {
            let span = Span::new(start, said.text.len());
            said.terms.push((piece.words[0].clone(), piece.words[1..].to_vec(), piece.name, span));
        }
    }
    said
}

/// The name of the rule of the tables that says what a question asks.
pub(super) fn rule_of(text: &str, lexicon: &Lexicon, cues: &Cues, segmenter: &Segmenter) -> Option<String> {
    let text = plain(text, cues);
    wanted::rule_of(&text, &lexicon.translate(&text), (lexicon, cues, segmenter))
}

/// The question in words that every table cuts alike: one apostrophe, short forms in full.
fn plain(text: &str, cues: &Cues) -> String {
    cues.rewritten(&who(&text.replace(['’', '‘'], "'")))
}

/// The question with the World Health Organization in full: among small letters WHO asks for nobody,
/// unless it begins the sentence.
fn who(text: &str) -> String {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    static WHO: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bWHO\b").expect("constant pattern"));
    let begin = text.len() - text.trim_start().len();
    let meant = |found: &Captures<'_>| if found.get(0).is_some_and(|who| who.start() > begin) { "World Health Organization" } else { "WHO" };
    if text.contains(char::is_lowercase) { WHO.replace_all(text, meant).into_owned() } else { text.to_owned() }
}

/// What is named: words of the corpus, places, and what nobody knows, with the spans they take up.
/// `dates` are no names: June is no 旬邑. Nor is a part of a listed phrase: Jinping, aid to Tibet.
fn named(text: &str, translations: &[Translation], dates: &[Span], cues: &Cues, lexicon: &Lexicon, corpus: Corpus<'_>) -> (Vec<Piece>, Vec<Span>) {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut taken: Vec<Span> = dates.to_vec();
    let mut places = lexicon.latin_places_in(text);
    let phrase = |span: Span| {
        let listed = |other: &&Translation| matches!(other.kind, TermKind::Name | TermKind::Term) && other.span.len() > span.len();
        translations.iter().filter(listed).any(|other| other.span.overlaps(span))
    };
    let listed = |span: Span, kind: TermKind| translations.iter().any(|other| other.kind == kind && other.span.overlaps(span));
    // Shenzhou-22 is no flight to 深州.
    let serial = |span: Span| {
        let mut behind = text[span.end..].chars();
        listed(span, TermKind::Name) && behind.next() == Some('-') && behind.next().is_some_and(|digit| digit.is_ascii_digit())
    };
    places.retain(|mention| !listed(mention.span, TermKind::Time) && !phrase(mention.span) && !serial(mention.span));
    let mut add = |span: Span, words: Vec<String>| {
        if !words.is_empty() && !taken.iter().any(|other| other.overlaps(span)) {
            taken.push(span);
            pieces.push(Piece::name(span.start, words));
        }
    };
    for (code, span) in codes(text, cues) {
        let named = translations.iter().any(|other| other.kind == TermKind::Name && other.span.overlaps(span));
        if !phrase(span) && !named {
            add(span, vec![code]);
        }
    }
    for (span, readings) in families(text, translations, &places, lexicon, cues) {
        add(span, readings);
    }
    for (span, readings) in spelled(text, translations, &places, lexicon, corpus.names) {
        add(span, readings);
    }
    for mention in &places {
        let mut readings: Vec<String> = mention.places.iter().map(|&id| lexicon.place(id).short.clone()).collect();
        readings.dedup();
        readings.truncate(PLACES);
        add(mention.span, readings);
    }
    for (latin, span) in unknown(text, translations, &taken, lexicon) {
        taken.push(span);
        pieces.push(Piece::name(span.start, vec![latin]));
    }
    (pieces, taken)
}

/// Most places of one name that are meant.
const PLACES: usize = 6;

/// The year that a half or quarter is of, taken from the days: the first half of 2022.
fn year_of(time: Span, text: &str, days: &mut Vec<Day>) -> Option<String> {
    let joined = |day: &Day| {
        let behind = text.get(time.end..day.span.start).is_some_and(|gap| matches!(gap, " of " | " in " | " "));
        let before = text.get(day.span.end..time.start).is_some_and(|gap| matches!(gap, "'s " | " "));
        day.year && (behind || before)
    };
    let at = days.iter().position(joined)?;
    Some(days.remove(at).text)
}

/// Titles of whoever is at the head of the office that stands nearest, behind first: the director
/// of a 局 is its 局长. None where the phrase is for no head.
fn titles(phrase: &Translation, all: &[Translation], words: &str, cues: &Cues) -> Vec<String> {
    if !cues.is_head(&phrase.span.of(words).to_lowercase()) {
        return Vec::new();
    }
    let of = |office: &Translation| -> Vec<String> {
        let mut titles: Vec<String> = Vec::new();
        // Only of several words is a light reading that of a part.
        let least = if office.span.of(words).contains(' ') { PART } else { 0 };
        for title in office.terms.iter().filter(|(_, weight)| *weight > least).flat_map(|(word, _)| cues.titles(word)) {
            if !titles.contains(title) {
                titles.push(title.clone());
            }
        }
        titles
    };
    let terms = || all.iter().filter(|other| other.kind == TermKind::Term && other.span != phrase.span);
    let behind = terms().filter(|other| other.span.start >= phrase.span.end).map(of).find(|titles| !titles.is_empty());
    behind.or_else(|| terms().filter(|other| other.span.end <= phrase.span.start).map(of).rfind(|titles| !titles.is_empty())).unwrap_or_default()
}

/// Whether there is an auxiliary verb: the counted thing goes before it, the subject behind.
fn auxiliary(words: &str) -> bool {
    const AUXILIARY: &[&str] = &["did", "do", "does", "has", "have", "had", "is", "are", "was", "were", "can", "will"];
    words.split(' ').any(|word| AUXILIARY.contains(&word.trim().to_lowercase().as_str()))
}
