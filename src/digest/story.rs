//! One story told in two lines: its headline, and the sentence with its key figures.
//!
//! A sentence is chosen for what its figures weigh and for how early it stands; of a long one
//! only the clauses around its figures are taken. Both are cuts of the article. Knows nothing of
//! days or of other stories.

use super::Story;
use crate::corpus::{Article, Kind as Piece};
use crate::figures::{Figures, Kind, Mention};
use crate::text::{Span, clauses, sentences};

/// Sentences after these are not looked at.
const LEAD: usize = 16;
/// Longer sentences (in characters) are told by some of their clauses.
const LONG: usize = 90;
/// No headline is longer (in characters) when it has to be a first sentence.
const HEADLINE: usize = 60;
/// As many figures of a sentence are made bold.
const BOLD: usize = 4;

/// A sentence, or clauses of one, that may tell the story.
struct Telling {
    span: Span,
    whole: bool,
    score: i32,
    figures: Vec<Span>,
}

/// The story of an article and its copies; `None` where there is nothing to read.
pub(super) fn tell(copies: &[&Article], figures: &Figures) -> Option<Story> {
    let article = *copies.iter().max_by_key(|copy| (!copy.headline.is_empty(), !copy.source.is_empty(), std::cmp::Reverse(copy.text.len())))?;
    let first = sentences(&article.text).into_iter().next();
    let untitled = article.headline.trim().is_empty();
    let headline = match (untitled, first) {
        (false, _) => article.headline.trim().to_owned(),
        (true, Some(first)) => opening(first.of(&article.text)),
        (true, None) => return None,
    };
    let telling = best(article, figures, &headline);
    let mut papers: Vec<&str> = copies.iter().map(|copy| copy.source.as_str()).filter(|source| !source.is_empty()).collect();
    papers.sort_unstable();
    papers.dedup();
    let quote = telling.as_ref().and_then(|telling| article.quote(telling.span));
    Some(Story {
        article: article.id.clone(),
        headline,
        whole: telling.as_ref().is_none_or(|telling| telling.whole),
        figures: telling.map(|telling| telling.figures).unwrap_or_default(),
        sentence: quote,
        place: article.place.clone(),
        source: article.source.clone(),
        date: article.date,
        url: article.url.clone(),
        also: papers.len().saturating_sub(1),
    })
}

/// How high a story stands in a digest.
pub(super) fn weight(copies: &[&Article], story: &Story) -> u32 {
    let printed = copies.len().min(10) as u32;
    let told = story.figures.len().min(3) as u32;
    let long = copies.iter().map(|copy| copy.text.chars().count()).max().unwrap_or(0).min(1_200) as u32 / 200;
    let story_proper = u32::from(copies.iter().any(|copy| copy.kind == Piece::Article)) * 3;
    printed * 3 + told * 2 + long + story_proper
}

fn opening(sentence: &str) -> String {
    if sentence.chars().count() <= HEADLINE {
        return sentence.to_owned();
    }
    let mut text: String = sentence.chars().take(HEADLINE - 1).collect();
    text.push('…');
    text
}

fn best(article: &Article, figures: &Figures, headline: &str) -> Option<Telling> {
    let text = &article.text;
    let mut tellings: Vec<Telling> = Vec::new();
    for (number, sentence) in sentences(text).into_iter().take(LEAD).enumerate() {
        let words = sentence.of(text);
        // The headline is not said twice.
        if words.contains(headline)
            || headline.trim_end_matches('…').starts_with(words)
            || (headline.ends_with('…') && words.starts_with(headline.trim_end_matches('…')))
        {
            continue;
        }
        let mentions: Vec<Mention> = figures.mentions(words, article.date);
        let early = 12 - 2 * number.min(6) as i32;
        for (span, whole) in pieces(words) {
            tellings.push(telling(words, sentence, span, whole, early, &mentions));
        }
    }
    let mut best: Option<Telling> = None;
    for telling in tellings {
        if best.as_ref().is_none_or(|best| telling.score > best.score) {
            best = Some(telling);
        }
    }
    best.filter(|telling| telling.score > 0)
}

/// The sentence itself, or where it is long every run of its clauses that is not.
fn pieces(sentence: &str) -> Vec<(Span, bool)> {
    let size = |span: Span| span.of(sentence).chars().count();
    let all = Span::new(0, sentence.len());
    if size(all) <= LONG {
        return vec![(all, true)];
    }
    let parts = clauses(sentence);
    let mut found = Vec::new();
    for (number, first) in parts.iter().enumerate() {
        let ends = parts[number..].iter().map(|last| unmarked(sentence, Span::new(first.start, last.end)));
        found.extend(ends.take_while(|&span| size(span) <= LONG).map(|span| (span, false)));
    }
    // A sentence without commas is told whole, however long.
    if found.is_empty() { vec![(all, true)] } else { found }
}

/// The piece without the comma it may end with.
fn unmarked(sentence: &str, span: Span) -> Span {
    let kept = span.of(sentence).trim_end_matches(['，', '；', '：', ',', ';']).len();
    Span::new(span.start, span.start + kept)
}

fn telling(words: &str, sentence: Span, span: Span, whole: bool, early: i32, mentions: &[Mention]) -> Telling {
    let inside = mentions.iter().filter(|mention| span.contains(mention.span));
    let mut weights: Vec<(i32, Span)> = inside.map(|mention| (salience(mention), mention.span)).filter(|(weight, _)| *weight > 1).collect();
    weights.sort_by_key(|(weight, at)| (std::cmp::Reverse(*weight), at.start));
    weights.truncate(BOLD);
    let figures: i32 = weights.iter().map(|(weight, _)| weight * 3).sum();
    let size = span.of(words).chars().count() as i32;
    let short = if size < 12 { 20 } else { 0 };
    let broken = if balanced(span.of(words)) { 0 } else { 15 };
    let start = span.start;
    let mut marks: Vec<Span> = weights.into_iter().map(|(_, at)| Span::new(at.start - start, at.end - start)).collect();
    marks.sort();
    // A point off for every ten characters: of two pieces with the same figures the shorter.
    let score = 20 + early + figures - short - broken - size / 10;
    Telling { span: span.shift(sentence.start), whole, score, figures: marks }
}

/// What a figure weighs: dates and places in a row are no news.
fn salience(mention: &Mention) -> i32 {
    match mention.kind {
        Kind::Money | Kind::RateChange => 4,
        Kind::Quantity if mention.unit.is_empty() => 1,
        Kind::Quantity | Kind::Percent | Kind::Multiple | Kind::PercentagePoint => 3,
        Kind::Ratio | Kind::Duration => 2,
        Kind::Age | Kind::Date | Kind::Ordinal => 0,
    }
}

fn balanced(text: &str) -> bool {
    [('“', '”'), ('（', '）'), ('《', '》'), ('‘', '’')].iter().all(|&(open, close)| {
        let mut depth = 0;
        text.chars().all(|c| {
            depth += i32::from(c == open) - i32::from(c == close);
            depth >= 0
        }) && depth == 0
    })
}
