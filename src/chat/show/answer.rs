//! An answer in words: the figure in bold, what it is, the sentence that proves it.
//!
//! What the paper does not say exactly is not said exactly, and an aim is not told as a fact.
//! Knows nothing of how a finding was chosen.

use super::{Printed, imprint};
use crate::answer::{Answer, Finding, Status, Verdict};
use crate::chat::keys::Key;
use crate::chat::rich::{Block, Rich, Style};
use crate::chat::words::Words;
use crate::figures::Modifier;
use crate::text::{Language, Span, clauses};

/// So many findings are shown at a time after the answer.
const PAGE: usize = 3;
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
    match answer.verdict {
        Verdict::NotAsked => {
            lines(&mut rich, &say(Key::NotAsked));
            return Shown { rich, findings: Vec::new(), next: None };
        }
        Verdict::Nothing | Verdict::Unsure => {
            lines(&mut rich, &say(if answer.verdict == Verdict::Nothing { Key::Nothing } else { Key::Unsure }));
            let near: Vec<&Finding> = answer.near.iter().take(PAGE).collect();
            if !near.is_empty() {
                rich.gap();
                rich.line(say(Key::Near));
                listed(&mut rich, words, language, &near);
            }
            let next = (answer.near.len() > near.len()).then_some(near.len());
            return Shown { rich, findings: near, next };
        }
        Verdict::Close if answer.found.len() > 1 => {
            rich.line(words.say(language, Key::Close, &[("count", answer.found.len().into())]));
        }
        Verdict::Found | Verdict::Close => {}
    }
    for (number, finding) in answer.found.iter().enumerate() {
        rich.gap();
        if number == 1 && answer.verdict == Verdict::Found {
            rich.line(say(Key::Differs));
        }
        whole(&mut rich, words, language, finding);
    }
    let next = (!answer.near.is_empty()).then_some(0);
    Shown { rich, findings: answer.found.iter().collect(), next }
}

/// The next findings of a question, from number `from` on.
pub(in crate::chat) fn next<'a>(words: &Words, language: Language, question: &str, answer: &'a Answer, from: usize) -> Shown<'a> {
    let mut rich = Rich::new();
    let findings: Vec<&Finding> = answer.near.iter().skip(from).take(PAGE).collect();
    if findings.is_empty() {
        rich.line(words.say(language, Key::NoNext, &[]));
    } else {
        rich.line(words.say(language, Key::NextTitle, &[("question", question.into())]));
        listed(&mut rich, words, language, &findings);
    }
    let end = from + findings.len();
    Shown { rich, next: (answer.near.len() > end).then_some(end), findings }
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
    rich.push(Block::default().with(finding.text.clone(), Style::Bold));
    let about = about(finding);
    if !about.is_empty() {
        rich.line(about);
    }
    for reservation in reservations(words, language, finding) {
        rich.push(Block::default().with(reservation, Style::Italic));
    }
    rich.push(quoted(finding));
    rich.push(imprinted(words, language, finding));
    if finding.agreeing > 1 {
        rich.line(words.say(language, Key::Agreeing, &[("count", (finding.agreeing - 1).into())]));
    }
}

/// Findings in a row, numbered where there are several, as their buttons are.
fn listed(rich: &mut Rich, words: &Words, language: Language, findings: &[&Finding]) {
    for (number, finding) in findings.iter().enumerate() {
        rich.gap();
        let lead = if findings.len() > 1 { format!("{}. ", number + 1) } else { String::new() };
        rich.push(Block::plain(lead).with(finding.text.clone(), Style::Bold));
        for reservation in reservations(words, language, finding) {
            rich.push(Block::default().with(reservation, Style::Italic));
        }
        rich.push(quoted(finding));
        rich.push(imprinted(words, language, finding));
    }
}

/// What the figure is: its clause in the paper's words, after the article's place.
fn about(finding: &Finding) -> String {
    let text = finding.quote.text();
    let parts = clauses(text);
    let Some(number) = parts.iter().position(|part| part.holds(finding.mark.start)) else { return String::new() };
    let mut first = number;
    let size = |from: usize| Span::new(parts[from].start, parts[number].end).of(text).chars().count() - finding.mark.of(text).chars().count().min(Span::new(parts[from].start, parts[number].end).of(text).chars().count());
    while first > 0 && size(first) < TELLING {
        first -= 1;
    }
    let clause = Span::new(parts[first].start, parts[number].end.max(finding.mark.end)).of(text);
    let clause = clause.trim_matches(['，', '；', '。', '：', '、', ',', ';', ' ', '“', '”']);
    // A sentence of one clause stands below as the quote: not twice.
    if clause.chars().count() + 2 >= text.chars().count() {
        return finding.place.clone();
    }
    if finding.place.is_empty() { clause.to_owned() } else { format!("{} · {clause}", finding.place) }
}

fn reservations(words: &Words, language: Language, finding: &Finding) -> Vec<String> {
    let mut said = Vec::new();
    let status = match finding.status {
        Status::Fact => None,
        Status::Target => Some("target"),
        Status::Plan => Some("plan"),
        Status::Negated => Some("negated"),
        Status::Claim => Some("claim"),
    };
    if let Some(status) = status {
        said.push(words.say(language, Key::NotFact, &[("status", status.into())]));
    }
    if finding.modifier != Modifier::Exact {
        said.push(words.say(language, Key::Approximate, &[("kind", finding.modifier.name().into())]));
    }
    said
}

/// The sentence with the figure marked.
fn quoted(finding: &Finding) -> Block {
    let text = finding.quote.text();
    let Span { start, end } = finding.mark;
    let piece = |from, to| Span::new(from, to).of(text).to_owned();
    let block = Block::quotation().with(piece(0, start), Style::Plain);
    block.with(piece(start, end), Style::Mark).with(piece(end, text.len()), Style::Plain)
}

fn imprinted(words: &Words, language: Language, finding: &Finding) -> Block {
    let (source, place, date) = (finding.source.as_str(), finding.place.as_str(), finding.date);
    imprint(words, language, &Printed { headline: &finding.headline, source, place, date, url: &finding.url })
}

fn lines(rich: &mut Rich, text: &str) {
    text.lines().for_each(|line| rich.line(line));
}
