//! One story told in two lines: its headline, and the sentence with its key figures.
//!
//! A sentence is chosen for what its figures weigh and for how early it stands; of a long one
//! only the clauses around its figures are taken. Both are cuts of the article. Knows nothing of
//! days or of other stories.

use super::Story;
use crate::corpus::{Article, Kind as Piece};
use crate::figures::{Figures, Kind, Mention};
use crate::text::{Span, clauses, fold, is_han, sentences};

/// Sentences after these are not looked at.
const LEAD: usize = 16;
/// As many sentences are a story's lead, and no more than so many characters.
const OPENING: usize = 3;
const OPENING_LONG: usize = 120;
/// Longer sentences (in characters) are told by some of their clauses.
const LONG: usize = 90;
/// No headline is longer (in characters) when it has to be a first sentence.
const HEADLINE: usize = 60;
/// As many figures of a sentence are made bold.
const BOLD: usize = 4;
/// A sentence shorter than this (in characters) says too little alone.
const SAYING: usize = 12;
/// What a whole sentence ends with.
const ENDS: [char; 5] = ['。', '！', '？', '”', '」'];
/// A sentence that begins so leans on the one before, which is not shown.
const LEANING: [&str; 14] = ["其中", "此外", "同时", "与此同时", "但", "因此", "对此", "同比", "环比", "较", "这", "该", "他", "她"];

/// Points of each word of the topic that a sentence names, where nothing above it does: more than all
/// that figures and place can outweigh.
const TOPIC: i32 = 1_000;

/// Where a story names the topic it was found for; the later variant the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// Somewhere in its text.
    Deep,
    /// In its first sentences.
    Lead,
    /// In its headline or as its place.
    Head,
}

/// A sentence, or clauses of one, that may tell the story.
struct Telling {
    span: Span,
    whole: bool,
    score: i32,
    figures: Vec<Span>,
}

/// The story of an article and its copies with where it names the topic, whose words are folded and in
/// lower case; `None` where there is nothing to read. Without a topic every story names it.
pub(super) fn tell(copies: &[&Article], figures: &Figures, topic: &[String]) -> Option<(Named, Story)> {
    let article = *copies.iter().max_by_key(|copy| (!copy.headline.is_empty(), !copy.source.is_empty(), std::cmp::Reverse(copy.text.len())))?;
    let headline = match article.headline.trim() {
        "" => opening(&article.text)?,
        headline => headline.to_owned(),
    };
    let head = format!("{headline}\n{}", article.place);
    let named = match () {
        () if names(&head, topic) == topic.len() => Named::Head,
        () if names(&format!("{head}\n{}", lead(&article.text)), topic) == topic.len() => Named::Lead,
        () => Named::Deep,
    };
    // What headline and place do not say, the sentence has to.
    let missing: Vec<String> = topic.iter().filter(|word| names(&head, std::slice::from_ref(*word)) == 0).cloned().collect();
    let telling = best(article, figures, &headline, &missing);
    let mut papers: Vec<&str> = copies.iter().map(|copy| copy.source.as_str()).filter(|source| !source.is_empty()).collect();
    papers.sort_unstable();
    papers.dedup();
    let quote = telling.as_ref().and_then(|telling| article.quote(telling.span));
    let story = Story {
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
    };
    Some((named, story))
}

/// How many words of a topic a text names.
fn names(text: &str, topic: &[String]) -> usize {
    if topic.is_empty() {
        return 0;
    }
    let text = fold(text).text.to_lowercase();
    topic.iter().filter(|word| text.contains(word.as_str())).count()
}

/// The first sentences of a text.
fn lead(text: &str) -> &str {
    let end = sentences(text).get(..OPENING).and_then(<[Span]>::last).map_or(text.len(), |last| last.end);
    let end = text.char_indices().nth(OPENING_LONG).map_or(end, |(at, _)| end.min(at));
    &text[..end]
}

/// How high a story stands in a digest.
pub(super) fn weight(copies: &[&Article], story: &Story) -> u32 {
    // Twice as many copies, one step up: stories cut from one pattern are copied most.
    let printed = copies.len().ilog2().min(3);
    let told = story.figures.len().min(3) as u32;
    let long = copies.iter().map(|copy| copy.text.chars().count()).max().unwrap_or(0).min(1_200) as u32 / 200;
    let story_proper = u32::from(copies.iter().any(|copy| copy.kind == Piece::Article)) * 3;
    printed * 3 + told * 2 + long + story_proper
}

/// What stands in for a headline: the first sentence that says something, without its dateline.
fn opening(text: &str) -> Option<String> {
    let all = sentences(text);
    let size = |span: &&Span| span.of(text).chars().count() >= SAYING;
    let sentence = undated(all.iter().take(3).find(size).or(all.first())?.of(text));
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    if sentence.chars().count() <= HEADLINE {
        return Some(sentence);
    }
    let mut short: String = sentence.chars().take(HEADLINE - 1).collect();
    short.push('…');
    Some(short)
}

/// A sentence without 「本报北京7月27日电（记者 …）」: agency, place and day, then who wrote it.
fn undated(sentence: &str) -> &str {
    let mut chars = sentence.char_indices().take(30).skip_while(|&(_, c)| c != '日');
    let (Some(_), Some((at, '电' | '讯'))) = (chars.next(), chars.next()) else { return sentence };
    let rest = sentence[at..].trim_start_matches(['电', '讯']).trim_start();
    let rest = match rest.find([')', '）']) {
        Some(end) if rest.starts_with(['(', '（']) => rest[end..].trim_start_matches([')', '）']).trim_start(),
        _ => rest.trim_start_matches(['：', '，', ':']),
    };
    if rest.is_empty() { sentence } else { rest }
}

/// The best piece of the article; of those that name words of `missing`, one of them, wherever it stands.
fn best(article: &Article, figures: &Figures, headline: &str, missing: &[String]) -> Option<Telling> {
    let text = &article.text;
    let stem = headline.trim_end_matches('…');
    let mut best: Option<Telling> = None;
    for (number, sentence) in sentences(text).into_iter().enumerate() {
        let words = sentence.of(text);
        let sought = names(words, missing) > 0;
        if number >= LEAD && missing.is_empty() {
            break;
        }
        if number >= LEAD && !sought {
            continue;
        }
        // The headline is not said twice, unless with the topic that it leaves out.
        if !sought && (words.contains(stem) || stem.contains(words)) {
            continue;
        }
        let mentions: Vec<Mention> = figures.mentions(words, article.date);
        for (span, whole) in pieces(words) {
            let mut telling = telling(words, span, whole, &mentions);
            telling.score += 16 - 2 * number.min(10) as i32 + 2 * shared(headline, span.of(words));
            if sought {
                telling.score += TOPIC * names(span.of(words), missing) as i32;
            }
            telling.span = span.shift(sentence.start);
            if best.as_ref().is_none_or(|best| telling.score > best.score) {
                best = Some(telling);
            }
        }
    }
    best.filter(|telling| telling.score > 0)
}

/// How many pairs of letters a headline and a sentence share: at most five count.
fn shared(headline: &str, sentence: &str) -> i32 {
    let letters: Vec<char> = headline.chars().collect();
    let pairs = letters.windows(2).filter(|pair| pair.iter().all(|&c| is_han(c)));
    pairs.filter(|pair| sentence.contains(&pair.iter().collect::<String>())).take(5).count() as i32
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

/// A piece of a sentence with its score, as far as the piece itself decides it.
fn telling(words: &str, span: Span, whole: bool, mentions: &[Mention]) -> Telling {
    let text = span.of(words);
    let inside = mentions.iter().filter(|mention| span.contains(mention.span));
    let mut weights: Vec<(i32, Span)> = inside.map(|mention| (salience(mention), mention.span)).filter(|(weight, _)| *weight > 1).collect();
    weights.sort_by_key(|(weight, at)| (std::cmp::Reverse(*weight), at.start));
    weights.truncate(BOLD);
    // The first figure counts most: a row of them is no better than two or three.
    let figures: i32 = weights.iter().enumerate().map(|(rank, (weight, _))| if rank == 0 { weight * 2 } else { 3 }).sum();
    let size = text.chars().count() as i32;
    let short = if size < SAYING as i32 { 20 } else { 0 };
    let broken = if balanced(text) { 0 } else { 15 };
    let open = if whole && !text.ends_with(ENDS) { 5 } else { 0 };
    let leaning = if LEANING.iter().any(|start| text.starts_with(start)) { 6 } else { 0 };
    let mut marks: Vec<Span> = weights.into_iter().map(|(_, at)| Span::new(at.start - span.start, at.end - span.start)).collect();
    marks.sort();
    // A point off for every ten characters: of two pieces with the same figures the shorter.
    let score = 20 + figures - short - broken - open - leaning - size / 10;
    Telling { span, whole, score, figures: marks }
}

/// What a figure weighs: dates, durations and places in a row are no news.
fn salience(mention: &Mention) -> i32 {
    match mention.kind {
        Kind::Money | Kind::RateChange => 4,
        Kind::Quantity if mention.unit.is_empty() => 1,
        Kind::Quantity | Kind::Percent | Kind::Multiple | Kind::PercentagePoint => 3,
        Kind::Ratio => 2,
        Kind::Duration | Kind::Age | Kind::Date | Kind::Ordinal => 0,
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
