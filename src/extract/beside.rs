//! What the words beside a mark say of it, whatever is asked: aim or fact, part or whole, of which year.
//!
//! Read once for all questions, as most of it is pattern upon pattern of `config/rules/context.toml`; what it
//! means for a question is in `context`. Knows nothing of questions.

use std::collections::BTreeSet;

use regex::Regex;

use super::Extractor;
use super::candidate::Status;
use super::coverage::{bigrams, sides};
use super::document::Sentence;
use crate::figures::Kind;
use crate::text::Span;

/// What the words beside a mark say of it, whatever is asked.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) target: bool,
    pub(super) change: bool,
    /// By how much something changed: 增加了, 百分点.
    pub(super) delta: bool,
    /// 其中 right before it, and anywhere before.
    pub(super) part: bool,
    pub(super) part_before: bool,
    pub(super) whole: bool,
    pub(super) former: bool,
    pub(super) total: bool,
    pub(super) per: bool,
    pub(super) extreme: bool,
    /// What tells the part of a time, a way or a contest that it is of.
    pub(super) stages: Vec<String>,
    pub(super) from: bool,
    pub(super) to: bool,
    /// Whether it is compared with the month before (环比) or the year before (同比), where either is said.
    pub(super) on_month: Option<bool>,
    /// Pairs of characters beside it.
    pub(super) pairs: BTreeSet<(char, char)>,
    /// How it is said.
    pub(super) status: Status,
    /// Content words of its own stretch, before and right behind it.
    pub(super) left: Vec<Word>,
    pub(super) right: Vec<Word>,
}

/// A content word beside a mark.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    /// Whether it is a place.
    pub(super) place: bool,
}

impl Beside {
    /// Reads the words beside a mark of a sentence.
    pub(super) fn new(extractor: &Extractor, sentence: &Sentence, figure: usize) -> Self {
        let (mark, text, words) = (&sentence.marks()[figure], sentence.text(), &extractor.context);
        let clause_span = sentence.clause(mark.span);
        let clause = clause_span.of(text);
        let (left, right) = sides(sentence, figure, clause_span);
        let (left, right) = (left.of(text), right.of(text));
        let (before, behind) = (&text[..mark.span.start], &text[mark.span.end..]);
        let in_clause = &text[clause_span.start..mark.span.start];
        let points = mark.figure.as_ref().is_some_and(|figure| matches!(figure.kind, Kind::PercentagePoint));
        let scope = &sentence.scopes()[figure];
        let own = scope.own;
        let mut pairs = bigrams(tail(left, 14));
        pairs.extend(bigrams(head(right, 10)));
        Self {
            target: words.target.is_match(clause),
            change: words.change.is_match(tail(in_clause, 8)),
            delta: points || words.delta.is_match(tail(in_clause, 10)),
            part: words.part.is_match(tail(before, 16)),
            part_before: before.contains("其中"),
            whole: words.whole.is_match(behind),
            former: words.former.is_match(clause),
            total: words.total.is_match(left),
            per: words.per.is_match(clause) || (!scope.listed && scope.shared.iter().any(|span| words.per.is_match(span.of(text)))),
            extreme: words.extreme.is_match(tail(left, 12)) || words.peak.is_match(behind),
            stages: words
                .stage
                .captures_iter(in_clause)
                .filter_map(|found| found.name("of").or(found.name("stage")))
                .map(|found| found.as_str().to_owned())
                .collect(),
            from: words.from.is_match(tail(before, 12)) && words.goes_on.is_match(head(behind, 8)),
            to: words.to.is_match(tail(before, 10)),
            on_month: on_month(extractor, sentence, figure),
            left: content(extractor, &text[own.start.min(mark.core.start)..mark.core.start]),
            right: content(extractor, head(&text[mark.span.end..own.end.max(mark.span.end)], 8)),
            pairs,
            status: extractor.status(sentence, mark),
        }
    }
}

/// Whether a figure is compared with the month or with the year before: what its own item of
/// 同比、环比分别增长5%和2% says, or its clause says last before it.
fn on_month(extractor: &Extractor, sentence: &Sentence, figure: usize) -> Option<bool> {
    let (text, span, scope, words) = (sentence.text(), sentence.marks()[figure].span, &sentence.scopes()[figure], &extractor.context);
    let said = |within: Span| {
        let last = |words: &Regex| words.find_iter(within.of(text)).last().map(|found| found.start());
        let (on_month, on_year) = (last(&words.on_month), last(&words.on_year));
        (on_month != on_year).then(|| on_month > on_year)
    };
    let item = scope.shared.first().filter(|_| scope.listed).and_then(|item| said(*item));
    item.or_else(|| said(Span::new(sentence.clause(span).start, span.start)))
}

/// The content words of a stretch.
fn content(extractor: &Extractor, text: &str) -> Vec<Word> {
    let (words, context) = (extractor.segmenter.words(text), &extractor.context);
    let says = |word: &&str| word.chars().nth(1).is_some() && !context.empty.is_match(word) && !word.starts_with(|c: char| c.is_ascii_digit());
    words.into_iter().filter(says).map(|word| Word { text: word.to_owned(), place: context.place.is_match(word) }).collect()
}

/// The last `count` characters.
pub(super) fn tail(text: &str, count: usize) -> &str {
    text.char_indices().rev().take(count).last().map_or("", |(at, _)| &text[at..])
}

/// The first `count` characters.
pub(super) fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}
