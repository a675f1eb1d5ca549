//! What an English headline asks for: "number of visitors in May", "Sucheng mayor", "oil output 2023".
//!
//! No word asks; the noun of one of its phrases says what is wanted. Where none does, the Chinese
//! cues for headlines decide. Knows nothing of questions in full sentences.

use std::sync::LazyLock;

use regex::Regex;

use super::amounts::TIMES;
use super::wanted::{Asking, OF, Wanted, constant};
use crate::lexicon::{TermKind, Translation};
use crate::text::Span;

/// What counts, before a noun.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| constant(r"(?i)\b(?:(?:total|overall|combined|average) )?number of(?: the)?\b"));
/// Parts of a headline, the last of which may say what is wanted of the first.
static PARTS: LazyLock<Regex> = LazyLock::new(|| constant(r"[,:;?–—]\s*|\s-+\s"));
/// Words, with hyphens within.
static WORD: LazyLock<Regex> = LazyLock::new(|| constant(r"[\p{Alphabetic}\p{Nd}][\p{Alphabetic}\p{Nd}'’&.-]*"));

/// What stands before a noun phrase or within it and says nothing: it begins another one.
const ARTICLES: &[&str] = &["the", "a", "an", "its", "their", "his", "her", "this", "these", "those"];
/// What begins no headline but talk.
const TALKS: &[&str] = &["thanks", "thank", "good", "hello", "hi", "hey", "ok", "okay", "yes", "no", "i", "we", "you", "tell", "please", "let", "sorry"];
/// Behind a plural these say which: libraries where, cities with.
const WHICH: &[&str] = &["where", "with", "that", "who", "whose", "which"];

/// A noun phrase.
pub(super) struct Phrase {
    /// Its last word.
    pub(super) head: Span,
    /// Its first word.
    start: usize,
    /// How many words it has.
    words: usize,
    /// The word behind it.
    next: String,
    /// Where that begins.
    next_at: usize,
}

impl Asking<'_> {
    /// What a text asks that has no question word; `None` where its nouns do not say.
    pub(super) fn headline(&self) -> Option<Wanted> {
        let first = self.next(0);
        let first = first.trim_end_matches(|c: char| !c.is_alphanumeric());
        if TALKS.contains(&first) || self.is_auxiliary(first) {
            return None;
        }
        self.number_of().or_else(|| self.unit()).or_else(|| {
            let mut parts: Vec<Span> = Vec::new();
            let mut from = 0;
            for mark in PARTS.find_iter(self.words) {
                parts.push(Span::new(from, mark.start()));
                from = mark.end();
            }
            parts.push(Span::new(from, self.words.len()));
            parts.retain(|part| !part.of(self.words).trim().is_empty());
            // "…, nickname": the last part asks of the first, if it is a phrase of its own.
            let last = parts.pop()?;
            parts.insert(0, last);
            let phrases: Vec<Phrase> = parts.into_iter().flat_map(|part| self.phrases(part)).collect();
            phrases.iter().find_map(|phrase| self.noun(phrase)).or_else(|| phrases.iter().find_map(|phrase| self.many(phrase)))
        })
    }

    /// Number of visitors.
    pub(super) fn number_of(&self) -> Option<Wanted> {
        let found = NUMBER.find(self.words)?;
        // A phrase may begin with the number: number of people.
        let listed = self.translations.iter().find(|phrase| phrase.span.overlaps(Span::new(found.start(), found.end())) && phrase.span.end > found.end());
        let cue = self.cues.english("count")?.to_owned();
        if let Some(listed) = listed {
            return Some(Wanted { span: Span::new(found.start(), found.start()), cue, counted: vec![listed.span], measured: false });
        }
        let counted = self.phrase_behind(found.end(), false);
        (!counted.is_empty()).then(|| Wanted { span: Span::new(found.start(), found.end()), cue, counted, measured: false })
    }

    /// Units without a number: average minutes a day, kilometres tunnelled, highest power in watts.
    fn unit(&self) -> Option<Wanted> {
        let unasked = |unit: &&Translation| {
            let word = unit.span.of(self.words);
            let before = self.words[..unit.span.start].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
            let counted = before.contains(|c: char| c.is_ascii_digit()) || self.numbers(unit.span);
            let next = self.next(unit.span.end);
            let time = TIMES.contains(&unit.terms[0].0.as_str());
            let done = self.is_past(&next) || self.lexicon.irregular(&next).is_some() || matches!(next.as_str(), "a" | "per" | "");
            let many = word.ends_with('s') && (done || (next == "of" && !time));
            unit.kind == TermKind::Unit
                && many
                && !word.contains(' ')
                && !counted
                && (!self.is_border(&before) || (before == "in" && next.is_empty()))
                && !ARTICLES.contains(&before.as_str())
        };
        let unit = self.translations.iter().find(unasked)?;
        let cue = self.cues.english("count")?.to_owned();
        Some(Wanted { span: Span::new(unit.span.start, unit.span.start), cue, counted: vec![unit.span], measured: false })
    }

    /// Whether a number in words stands right before: five kilometres, the last ten days, million tonnes.
    fn numbers(&self, unit: Span) -> bool {
        static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
            constant(
                r"(?i)\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|thousand|million|billion|few|several|many|past|last|next|first|some|more)[ -]$",
            )
        });
        BEFORE.is_match(&self.words[..unit.start])
    }

    /// The noun phrases of a part, in order.
    pub(super) fn phrases(&self, part: Span) -> Vec<Phrase> {
        let mut found: Vec<Phrase> = Vec::new();
        let mut open: Option<Phrase> = None;
        let mut close = |open: &mut Option<Phrase>, next: &str, next_at: usize| {
            found.extend(open.take().map(|phrase| Phrase { next: next.to_owned(), next_at, ..phrase }));
        };
        let text = part.of(self.words);
        let names: Vec<Span> = OF.find_iter(text).map(|name| Span::new(name.start(), name.end())).collect();
        for word in WORD.find_iter(text) {
            let span = Span::new(part.start + word.start(), part.start + word.end());
            let small = word.as_str().to_lowercase();
            if small == "of" && names.iter().any(|name| name.holds(word.start())) {
                continue;
            }
            let time = small.contains(|c: char| c.is_ascii_digit())
                || self.translations.iter().any(|translation| translation.kind == TermKind::Time && translation.span.overlaps(span));
            let ends = time || self.is_border(&small) || ARTICLES.contains(&small.as_str()) || (open.is_some() && self.is_past(&small));
            if ends {
                close(&mut open, &small, span.start);
            } else {
                let (start, words) = open.as_ref().map_or((span.start, 1), |phrase| (phrase.start, phrase.words + 1));
                open = Some(Phrase { head: span, start, words, next: String::new(), next_at: span.end });
            }
        }
        close(&mut open, "", part.end);
        found
    }

    /// What the noun of a phrase wants.
    fn noun(&self, phrase: &Phrase) -> Option<Wanted> {
        let head = phrase.head.of(self.words).to_lowercase();
        let asks = |kind: &str| self.cues.asks_for(kind, &head);
        let listed = self.translations.iter().find(|translation| translation.span.start <= phrase.head.start && translation.span.end >= phrase.head.end);
        let cue = |kind: &str| self.cues.english(kind).map(str::to_owned);
        let nowhere = Span::new(phrase.head.start, phrase.head.start);
        let of = phrase.next == "of";
        if asks("name") && (of || phrase.next_at == self.words.len() || phrase.words == 1) {
            // The name of a director is a person's.
            let person = of && self.somebody(self.clause(phrase.next_at + 2));
            return Some(Wanted { span: phrase.head, cue: cue(if person { "person" } else { "name" })?, counted: Vec::new(), measured: false });
        }
        // What a table reads together stays together: listing date, closing gain.
        let alone = if listed.is_some_and(|listed| listed.span.of(self.words).contains(' ')) { nowhere } else { phrase.head };
        let first = self.words[phrase.start..].split_whitespace().next().unwrap_or_default().to_lowercase();
        let dated = self.cues.asks_for("date", &first) || first == "year";
        let founded = phrase.words == 2 && head.ends_with("ed");
        if dated && ((phrase.start == 0 && phrase.words > 1) || founded) {
            // Date the mayor was elected, without its article; a choir's year founded.
            return Some(Wanted { span: Span::new(phrase.start, phrase.start + first.len()), cue: cue("date")?, counted: Vec::new(), measured: false });
        }
        // The year founded, the last day.
        let done = || self.is_past(&phrase.next) || self.lexicon.irregular(&phrase.next).is_some();
        let ends = || phrase.words == 2 && phrase.next.is_empty() && matches!(first.as_str(), "last" | "first");
        let day = || (phrase.start == 0 && (phrase.words == 1 || (of && phrase.words == 2))) || (phrase.words == 1 && done()) || ends();
        if asks("date") || (asks("day") && day()) {
            return Some(Wanted { span: alone, cue: cue("date")?, counted: Vec::new(), measured: false });
        }
        if asks("person") && !head.ends_with('s') && !self.is_past(&phrase.next) && self.lexicon.irregular(&phrase.next).is_none() {
            return Some(Wanted { span: nowhere, cue: cue("person")?, counted: Vec::new(), measured: false });
        }
        if asks("rank") && matches!(head.as_str(), "rank" | "ranking") {
            return Some(Wanted { span: alone, cue: cue("rank")?, counted: Vec::new(), measured: false });
        }
        if asks("spot") && phrase.next_at == self.words.len() {
            return Some(Wanted { span: alone, cue: cue("place")?, counted: Vec::new(), measured: false });
        }
        if asks("place") && (phrase.words == 1 || !asks("amount")) && matches!(phrase.next.as_str(), "of" | "for" | "that" | "where" | "which") {
            return Some(Wanted { span: nowhere, cue: cue("place")?, counted: Vec::new(), measured: false });
        }
        if !asks("amount") && !asks("growth") {
            return None;
        }
        Some(Wanted { span: nowhere, cue: cue("amount")?, counted: vec![listed?.span], measured: true })
    }

    /// Libraries where one card serves, doses given: many are counted.
    fn many(&self, phrase: &Phrase) -> Option<Wanted> {
        let head = phrase.head.of(self.words).to_lowercase();
        let listed = self.translations.iter().find(|translation| translation.span.overlaps(phrase.head))?;
        let some = WHICH.contains(&phrase.next.as_str()) || self.is_past(&phrase.next) || self.lexicon.irregular(&phrase.next).is_some();
        let many = some && ((head.ends_with('s') && !head.ends_with("ss")) || head == "people") && matches!(listed.kind, TermKind::Term | TermKind::Unit);
        let cue = self.cues.english("count").filter(|_| many)?.to_owned();
        Some(Wanted { span: Span::new(phrase.head.start, phrase.head.start), cue, counted: vec![listed.span], measured: false })
    }
}
