//! An answer in words: the figure in bold, what it is, the sentence that proves it.
//!
//! What the paper does not say exactly is not said exactly, and an aim is not told as a fact.
//! Knows nothing of how a finding was chosen.

use rust_decimal::Decimal;

use super::{Printed, imprint};
use crate::answer::{Answer, Finding, Status, Verdict};
use crate::chat::keys::Key;
use crate::chat::rich::{Block, Rich, Style};
use crate::chat::words::Words;
use crate::figures::{Figures, Modifier};
use crate::text::{Language, Span, clauses};

/// So many findings are shown at a time after the answer.
pub(in crate::chat) const PAGE: usize = 3;
/// So many digits of a converted figure are said.
const DIGITS: u32 = 6;
/// A clause shorter than this (in characters, the figure left out) says too little alone.
const TELLING: usize = 4;

/// A reply about findings, with what its buttons are to lead to.
#[derive(Debug, PartialEq)]
pub(in crate::chat) struct Shown<'a> {
    pub rich: Rich,
    /// The findings shown, in order.
    pub findings: Vec<&'a Finding>,
    /// Number of the first finding that "next" would show.
    pub next: Option<usize>,
}

/// The reply to a question.
pub(in crate::chat) fn answer<'a>(words: &Words, language: Language, answer: &'a Answer) -> Shown<'a> {
    let mut rich = Rich::new();
    let say = |key| words.say(language, key, &[]);
    let mut found: Vec<&Finding> = answer.found.iter().collect();
    match answer.verdict {
        Verdict::NotAsked => {
            lines(&mut rich, &say(Key::NotAsked));
            return Shown { rich, findings: Vec::new(), next: None };
        }
        _ if answer.found.is_empty() => {
            lines(&mut rich, &say(if answer.verdict == Verdict::Nothing { Key::Nothing } else { Key::Unsure }));
            let all = others(answer);
            let near: Vec<&Finding> = all.iter().copied().take(PAGE).collect();
            if !near.is_empty() {
                rich.gap();
                rich.line(say(Key::Near));
                listed(&mut rich, words, language, &near);
            }
            let next = (all.len() > near.len()).then_some(near.len());
            return Shown { rich, findings: near, next };
        }
        Verdict::Close | Verdict::Which if found.len() > 1 => {
            // What changed over time is told newest first.
            let changed = found.iter().all(|finding| finding.date.is_some()) && found.windows(2).any(|pair| pair[0].date != pair[1].date);
            if changed {
                found.sort_by_key(|finding| std::cmp::Reverse(finding.date));
            }
            rich.line(words.say(language, if changed { Key::CloseDated } else { Key::Close }, &[("count", found.len().into())]));
        }
        _ => {}
    }
    for (number, finding) in found.iter().enumerate() {
        rich.gap();
        if let Some(holds) = answer.holds {
            rich.line(words.say(language, Key::Whether, &[("holds", holds.name().into())]));
        }
        if number == 1 && answer.verdict == Verdict::Found {
            rich.line(say(Key::Differs));
        }
        whole(&mut rich, words, language, finding);
    }
    let next = (!others(answer).is_empty()).then_some(0);
    Shown { rich, findings: found, next }
}

/// The next findings of a question, from number `from` on.
pub(in crate::chat) fn next<'a>(words: &Words, language: Language, question: &str, answer: &'a Answer, from: usize) -> Shown<'a> {
    let mut rich = Rich::new();
    let all = others(answer);
    let findings: Vec<&Finding> = all.iter().copied().skip(from).take(PAGE).collect();
    if findings.is_empty() {
        rich.line(words.say(language, Key::NoNext, &[]));
    } else {
        rich.line(words.say(language, Key::NextTitle, &[("question", question.into())]));
        listed(&mut rich, words, language, &findings);
    }
    let end = from + findings.len();
    Shown { rich, next: (all.len() > end).then_some(end), findings }
}

/// The figures of findings in another unit, here also as it was typed; what cannot be converted is said to be so.
pub(in crate::chat) fn converted(words: &Words, language: Language, figures: &Figures, findings: &[&Finding], (unit, said): (&str, &str)) -> Rich {
    let mut rich = Rich::new();
    for finding in findings {
        let mentions = figures.mentions(&finding.text, None);
        let value = match &mentions[..] {
            [mention] => figures.convert(mention, unit).map(large),
            _ => None,
        };
        let figure = ("figure", finding.text.as_str().into());
        rich.line(match value {
            None => words.say(language, Key::NotConverted, &[figure, ("unit", said.into())]),
            Some((number, exact)) => {
                let value = format!("{number}{unit}");
                let english = figures.english(&value).filter(|_| language == Language::English);
                let kind = if exact || finding.modifier != Modifier::Exact { finding.modifier } else { Modifier::About };
                words.say(language, Key::Converted, &[figure, ("kind", kind.name().into()), ("value", english.unwrap_or(value).into())])
            }
        });
    }
    rich
}

/// A number as papers print it, and whether that is all of it.
fn large(number: Decimal) -> (String, bool) {
    let scales = [(Decimal::from(100_000_000), "亿"), (Decimal::from(10_000), "万")];
    let (scale, name) = scales.into_iter().find(|(scale, _)| number.abs() >= *scale).unwrap_or((Decimal::ONE, ""));
    let scaled = number / scale;
    let short = scaled.round_sf(DIGITS).unwrap_or(scaled);
    (format!("{}{name}", short.normalize()), short == scaled)
}

/// The near findings that are not in the answer itself, as far as they are of a kind asked for.
pub(in crate::chat) fn others(answer: &Answer) -> Vec<&Finding> {
    let same = |a: &Finding, b: &Finding| a.quote == b.quote && a.mark.overlaps(b.mark);
    answer.near.iter().filter(|near| near.fits && !answer.found.iter().any(|found| same(found, near))).collect()
}

/// A finding in one line: its clause, else the start of its sentence.
pub(in crate::chat) fn line(finding: &Finding) -> String {
    let about = about(finding);
    super::opening(if about.is_empty() || about == finding.place { finding.quote.text() } else { &about })
}

/// One finding under its question, for a message that stands alone.
pub(in crate::chat) fn alone(words: &Words, language: Language, question: &str, finding: &Finding) -> Rich {
    let mut rich = Rich::new();
    rich.push(Block::default().with(question, Style::Italic));
    whole(&mut rich, words, language, finding);
    rich
}

/// Figure, what it is, reservations, sentence, imprint.
fn whole(rich: &mut Rich, words: &Words, language: Language, finding: &Finding) {
    rich.push(figure(Block::default(), words, language, finding));
    let about = about(finding);
    if !about.is_empty() {
        rich.line(about);
    }
    for reservation in reservations(words, language, finding) {
        rich.push(Block::default().with(reservation, Style::Italic));
    }
    rich.push(quoted(&[finding]));
    rich.push(imprinted(words, language, finding));
    if finding.agreeing > 1 {
        rich.line(words.say(language, Key::Agreeing, &[("count", (finding.agreeing - 1).into())]));
    }
}

/// The figure as printed, and in English where that says more.
fn figure(block: Block, words: &Words, language: Language, finding: &Finding) -> Block {
    let block = block.with(finding.text.clone(), Style::Bold);
    if finding.english.is_empty() {
        return block;
    }
    let said = words.say(language, Key::InEnglish, &[("kind", finding.modifier.name().into()), ("figure", finding.english.as_str().into())]);
    block.with(format!(" ({said})"), Style::Plain)
}

/// Findings in a row, numbered where there are several, as their buttons are. What stands in
/// one sentence shares it.
fn listed(rich: &mut Rich, words: &Words, language: Language, findings: &[&Finding]) {
    let mut number = 0;
    for group in findings.chunk_by(|one, next| one.quote == next.quote) {
        rich.gap();
        for finding in group {
            number += 1;
            let lead = if findings.len() > 1 { format!("{number}. ") } else { String::new() };
            let about = clause(finding);
            let about = if about.is_empty() { about } else { format!(" — {about}") };
            rich.push(figure(Block::plain(lead), words, language, finding).with(about, Style::Plain));
            for reservation in reservations(words, language, finding) {
                rich.push(Block::default().with(reservation, Style::Italic));
            }
        }
        rich.push(quoted(group));
        rich.push(imprinted(words, language, group[0]));
    }
}

/// What the figure is: its clause in the paper's words, after the article's place where the
/// clause does not name it.
fn about(finding: &Finding) -> String {
    let (clause, place) = (clause(finding), finding.place.as_str());
    let letters: Vec<char> = place.chars().collect();
    let named = letters.windows(2).any(|pair| clause.contains(&pair.iter().collect::<String>()));
    match (clause.is_empty(), place.is_empty() || named) {
        (true, _) => place.to_owned(),
        (false, true) => clause,
        (false, false) => format!("{place} · {clause}"),
    }
}

/// The clause of the figure, with those before it where it says too little alone; empty where
/// it is the whole sentence, which stands below as the quote.
fn clause(finding: &Finding) -> String {
    let text = finding.quote.text();
    let parts = clauses(text);
    let Some(number) = parts.iter().position(|part| part.holds(finding.mark.start)) else { return String::new() };
    let end = parts[number].end.max(finding.mark.end);
    let size = |span: Span| span.of(text).chars().count();
    let mut first = number;
    while first > 0 && size(Span::new(parts[first].start, end)) < size(finding.mark) + TELLING {
        first -= 1;
    }
    let clause = Span::new(parts[first].start, end).of(text);
    let clause = clause.trim_matches(['，', '；', '。', '：', '、', ',', ';', ' ', '“', '”']);
    if clause.chars().count() + 2 >= text.chars().count() { String::new() } else { clause.to_owned() }
}

fn reservations(words: &Words, language: Language, finding: &Finding) -> Vec<String> {
    let mut said = Vec::new();
    let status = match finding.status {
        Status::Fact => None,
        Status::Target => Some("target"),
        Status::Plan => Some("plan"),
        Status::Claim => Some("claim"),
        Status::Negated => Some("negated"),
    };
    if let Some(status) = status {
        said.push(words.say(language, Key::NotFact, &[("status", status.into())]));
    }
    if finding.modifier != Modifier::Exact {
        said.push(words.say(language, Key::Approximate, &[("kind", finding.modifier.name().into())]));
    }
    said
}

/// The sentence of some findings with their figures marked.
fn quoted(findings: &[&Finding]) -> Block {
    let Some(first) = findings.first() else { return Block::quotation() };
    let text = first.quote.text();
    let mut marks: Vec<Span> = findings.iter().map(|finding| finding.mark).collect();
    marks.sort();
    let (mut block, mut at) = (Block::quotation(), 0);
    for mark in marks.into_iter().filter(|mark| mark.end <= text.len()) {
        let start = mark.start.max(at);
        block = block.with(Span::new(at, start).of(text), Style::Plain).with(Span::new(start, mark.end).of(text), Style::Mark);
        at = at.max(mark.end);
    }
    block.with(Span::new(at, text.len()).of(text), Style::Plain)
}

fn imprinted(words: &Words, language: Language, finding: &Finding) -> Block {
    let (source, place, date) = (finding.source.as_str(), finding.place.as_str(), finding.date);
    imprint(words, language, &Printed { headline: &finding.headline, source, place, date, url: &finding.url })
}

fn lines(rich: &mut Rich, text: &str) {
    text.lines().for_each(|line| rich.line(line));
}
