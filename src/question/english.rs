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
use super::latin::{codes, spelled, unknown};
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

struct Piece {
    at: usize,
    order: Order,
    words: Vec<String>,
    name: bool,
    term: bool,
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
    // One apostrophe, so that every table cuts words alike.
    let text = &text.replace(['’', '‘'], "'");
    let text = &who(text);
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
        let words = words.into_iter().map(|(word, _)| word).collect();
        pieces.push(Piece { at: amount.span.start, order: Order::Rest, words, name: false, term: true });
    }
    let auxiliary = auxiliary(text);
    let subject = pieces.iter().map(|piece| piece.at).min().filter(|_| auxiliary.is_some());
    let asking = || translations.iter().filter(|translation| translation.kind == TermKind::Question);
    // "When 2022 began, how many": a when before another question word only says when.
    let asks = asking().find(|asks| !asks.span.of(text).eq_ignore_ascii_case("when")).or_else(|| asking().next());
    let counted = asks.map_or_else(Vec::new, |asks| phrase_behind(asks, text, &translations, cues, (segmenter, lexicon)));
    let thing = |translation: &&Translation| matches!(translation.kind, TermKind::Term | TermKind::General);
    let noun = translations.iter().rfind(|translation| counted.contains(&translation.span) && thing(translation));
    let noun = noun.or_else(|| translations.iter().find(|other| asks.is_some_and(|asks| other.span.start >= asks.span.end) && other.kind == TermKind::Term));
    let measures = asks.is_some_and(|asks| is_open(asks, text));
    for translation in translations.iter().filter(|translation| !taken.iter().any(|span| span.overlaps(translation.span))) {
        let mut terms = translation.terms.clone();
        if matches!(translation.kind, TermKind::Term | TermKind::General) {
            (corpus.senses)(&mut terms);
        }
        let mut words: Vec<String> = terms.into_iter().map(|(word, _)| word).collect();
        if subject.is_some_and(|subject| translation.span.start > subject) {
            // "did Sucheng train": behind an auxiliary and its subject stands the verb.
            let verb = |word: &String| segmenter.tagged(word).first().is_some_and(|found| found.text == *word && found.tag.starts_with('v'));
            words.sort_by_key(|word| !verb(word));
        }
        let titles = titles(translation, &translations, text, cues);
        let at = translation.span.start;
        if translation.kind == TermKind::Question && !titles.is_empty() {
            pieces.push(Piece { at, order: Order::Rest, words: titles.clone(), name: false, term: true });
        } else if !titles.is_empty() {
            words.retain(|word| !titles.contains(word));
            words.splice(..0, titles);
        }
        let piece = |order, term, name| Piece { at, order, words: words.clone(), name, term };
        match translation.kind {
            TermKind::Question => {
                if asks.is_some_and(|asks| asks.span == translation.span) {
                    let cue = question_words(translation, noun, text, cues, lexicon);
                    pieces.push(Piece { at, order: Order::Asked, words: vec![cue], name: false, term: false });
                    // "what is the population": the phrase names the thing as well.
                    let things: Vec<String> = words.iter().filter(|word| !word.contains(['多', '几', '谁', '哪', '何', '什', '第'])).cloned().collect();
                    if !things.is_empty() && words.iter().any(|word| word.contains('多')) {
                        pieces.push(Piece { at, order: Order::Counted, words: things, name: false, term: true });
                    }
                }
            }
            TermKind::Time => {
                let year = year_of(translation.span, text, &mut days);
                pieces.extend(year.map(|year| Piece { at, order: Order::When, words: vec![year], name: false, term: false }));
                pieces.push(piece(Order::When, true, false));
            }
            TermKind::Unit => pieces.push(piece(if counted.contains(&translation.span) { Order::Unit } else { Order::Rest }, false, false)),
            TermKind::Qualifier => pieces.push(piece(Order::How, true, false)),
            TermKind::Name => pieces.push(piece(Order::Who, true, true)),
            _ => {
                let order = match counted.contains(&translation.span) {
                    true if measures => Order::Measured,
                    true => Order::Counted,
                    false => Order::Rest,
                };
                pieces.push(piece(order, true, false));
            }
        }
    }
    pieces.extend(days.into_iter().map(|day| Piece { at: day.span.start, order: Order::When, words: vec![day.text], name: false, term: false }));
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
    let time = |span: Span| translations.iter().any(|other| other.kind == TermKind::Time && other.span.overlaps(span));
    places.retain(|mention| !time(mention.span) && !phrase(mention.span));
    let mut add = |span: Span, words: Vec<String>| {
        if !words.is_empty() && !taken.iter().any(|other| other.overlaps(span)) {
            taken.push(span);
            pieces.push(Piece { at: span.start, order: Order::Who, words, name: true, term: true });
        }
    };
    for (code, span) in codes(text, cues) {
        let named = translations.iter().any(|other| other.kind == TermKind::Name && other.span.overlaps(span));
        if !phrase(span) && !named {
            add(span, vec![code]);
        }
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
        pieces.push(Piece { at: span.start, order: Order::Who, words: vec![latin], name: true, term: true });
    }
    (pieces, taken)
}

/// Most places of one name that are meant.
const PLACES: usize = 6;

/// The words right behind the question phrase: what is counted or measured. A word that Chinese
/// does not say ends it (of, are, in), but may stand at its head (how many of the; what was the),
/// and so does a verb ("won", "arrested") behind its first word.
fn phrase_behind(asks: &Translation, words: &str, translations: &[Translation], cues: &Cues, (segmenter, lexicon): (&Segmenter, &Lexicon)) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let from = if is_open(asks, words) { possessor(words, asks.span.end) } else { asks.span.end };
    let mut end = from;
    let opening = |word: &str| OPENS.contains(&word) || (is_open(asks, words) && BEING.contains(&word));
    for translation in translations.iter().filter(|translation| translation.span.start >= from) {
        let gap = words.get(end..translation.span.start).unwrap_or_default();
        let joined = gap.chars().all(|c| c.is_whitespace() || c == '-');
        let opens = found.is_empty() && gap.split_whitespace().all(|word| opening(&word.to_lowercase()) || word.ends_with("'s"));
        let noun = || cues.is_noun(&translation.span.of(words).to_lowercase());
        let verb =
            || !translation.span.of(words).ends_with("ing") && !noun() && segmenter.tagged(&translation.terms[0].0).first().is_some_and(|word| word.tag == "v");
        // A bed is listed as it stands, "arrested" is not.
        let past = || translation.span.of(words).ends_with("ed") && !lexicon.is_english(translation.span.of(words));
        let done = !found.is_empty() && (past() || verb());
        if done || !(joined || opens) || matches!(translation.kind, TermKind::Time | TermKind::Question) {
            break;
        }
        found.push(translation.span);
        end = translation.span.end;
    }
    found
}

/// Where the possessor ends, behind "what was" or "what's": Boluo county's | GDP.
fn possessor(words: &str, from: usize) -> usize {
    let behind = &words[from..];
    let first = behind.split_whitespace().next().unwrap_or_default();
    if first != "'s" && !BEING.contains(&first.to_lowercase().as_str()) {
        return from;
    }
    let start = behind.find(first).map_or(0, |at| at + first.len());
    let end = ["'s ", "s' "].iter().filter_map(|mark| behind[start..].find(mark).map(|at| start + at + mark.len())).min();
    let whole =
        |owner: &str| owner.split_whitespace().count() <= OWNER && !owner.contains([',', '?']) && !owner.split_whitespace().any(|word| JOINING.contains(&word));
    from + end.filter(|&end| whole(&behind[start..end])).unwrap_or(if first == "'s" { start } else { 0 })
}

/// What was the value *of* the city's exports: behind these words stands what the noun belongs to.
const JOINING: &[&str] = &["of", "in", "for", "at", "on", "by", "to", "from", "with"];

/// Most words of a possessor.
const OWNER: usize = 5;

/// What may stand between the question phrase and what it asks of.
const OPENS: &[&str] = &["of", "the", "a", "an", "its", "their", "his", "her", "these", "those"];
/// What may stand there besides if the phrase asks for anything: what was the.
const BEING: &[&str] = &["is", "was", "are", "were"];

/// Whether the phrase leaves open what it asks for, and the noun behind says it: what was the area,
/// how much was a ticket.
fn is_open(asks: &Translation, words: &str) -> bool {
    let next = words[asks.span.end..].split_whitespace().next().unwrap_or_default().to_lowercase();
    match asks.asks.as_deref() {
        Some("what" | "how") => true,
        Some("amount") => BEING.contains(&next.as_str()),
        _ => false,
    }
}

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

/// Weight of what is only a part of a phrase's Chinese: 乡镇 of 镇长 is no office here.
const PART: u16 = 500;

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

/// Where the first auxiliary verb stands: the counted thing goes before it, the subject behind.
fn auxiliary(words: &str) -> Option<usize> {
    let mut at = 0;
    for word in words.split_inclusive(' ') {
        if matches!(word.trim().to_lowercase().as_str(), "did" | "do" | "does" | "has" | "have" | "had" | "is" | "are" | "was" | "were" | "can" | "will") {
            return Some(at);
        }
        at += word.len();
    }
    None
}

/// The Chinese question words of an English question phrase: the glossary's own where they ask,
/// else those of what it asks; 多少 where "what" asks for a thing that is measured: the last word of
/// the noun phrase behind says what the thing is (a built-up *area*).
fn question_words(phrase: &Translation, noun: Option<&Translation>, words: &str, cues: &Cues, lexicon: &Lexicon) -> String {
    let own = &phrase.terms[0].0;
    let asks = phrase.asks.as_deref().unwrap_or_default();
    let last = noun.map(|noun| noun.span.of(words)).and_then(|noun| noun.split_whitespace().next_back()).unwrap_or_default().to_lowercase();
    let said = |kind: &str| cues.english(kind).unwrap_or(own);
    // The name of the minister's book is no person's.
    let owns = || noun.is_some_and(|noun| words[noun.span.end..].starts_with("'s"));
    if asks == "name" && cues.asks_for("person", &last) && !owns() {
        return said("person").to_owned();
    }
    if asks == "place" && ranks(&words[phrase.span.end..]) {
        return said("rank").to_owned();
    }
    if is_open(phrase, words) {
        let of = |classes: &[&str]| {
            let mut readings = noun.into_iter().flat_map(|noun| noun.terms.iter().take(READINGS));
            readings.any(|(word, _)| lexicon.noun_classes(word).iter().any(|entry| classes.contains(&entry.class.as_str())))
        };
        let words = if cues.asks_for("date", &last) {
            said("date")
        } else if own.contains('哪') && cues.asks_for("rank", &last) {
            said("rank")
        } else if own.contains('哪') && (of(&["people"]) || cues.asks_for("person", &last)) {
            said("person")
        } else if own.contains('哪') && cues.asks_for("place", &last) {
            said("place")
        } else if of(MEASURED) || cues.asks_for("amount", &last) {
            "多少"
        } else if own == "多少" {
            // How much is a ticket?
            said("money")
        } else {
            "什么"
        };
        return words.to_owned();
    }
    if own.chars().nth(2).is_some() && own.contains(['多', '几']) {
        return own.clone();
    }
    cues.english(asks).unwrap_or(own).to_owned()
}

/// Whether "where" asks for a rank: did the city rank.
fn ranks(behind: &str) -> bool {
    let mut words = behind.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.next().is_some_and(|word| ["did", "do", "does", "will"].contains(&word)) && words.any(|word| word == "rank")
}

/// How many readings of a noun say what class of thing it is.
const READINGS: usize = 3;

/// Classes whose nouns have a size and are not themselves counted: capacity, revenue, rate.
const MEASURED: &[&str] = &["money", "percent", "area", "length", "weight", "volume", "power", "energy", "temperature", "duration", "age", "rate", "score"];
