//! Whether what a yes-or-no question supposes is so: the figure supposed beside the one that the paper prints.
//!
//! 是 is said only of what is certain: both figures exact and equal in one unit, and the paper's own words for all
//! that the question says of it. 不是 is never said: another figure may be of another thing. Of anything else the
//! paper's words are shown, and whoever asked may judge. Knows nothing of how that is worded.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Answer, Finding, Status, Verdict};
use crate::figures::{Class, Figures, Kind, Mention, Modifier};
use crate::question::{Question, Supposed, is_count, periods};
use crate::text::{Language, Span, fold};

/// Whether something supposed is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// The paper says the same.
    Yes,
    /// Whoever asked may judge.
    Open,
}

impl Holds {
    /// Its name in the replies.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Open => "open",
        }
    }
}

/// Whether what a question supposes is so, by its answer; `None` where it supposes nothing, or is not answered with
/// one finding.
pub fn holds(question: &Question, answer: &Answer, figures: &Figures) -> Option<Holds> {
    let supposed = question.supposed.as_ref()?;
    let ([finding], Verdict::Found) = (&answer.found[..], answer.verdict) else { return None };
    // English words cannot be held beside the paper's.
    let plain = supposed.plain && finding.status == Status::Fact && question.language != Language::English;
    let same = || match finding.value {
        // Somebody may have another name, too.
        None => supposed.mark.of(&supposed.text) == finding.text,
        Some(_) => equal(question, supposed, finding, figures),
    };
    Some(if plain && said(question, supposed, finding) && timed(question, finding) && same() { Holds::Yes } else { Holds::Open })
}

/// Whether the paper has all words of what is supposed: names may stand in its headline or be its place.
fn said(question: &Question, supposed: &Supposed, finding: &Finding) -> bool {
    let quote = fold(finding.quote.text()).text;
    let around = [&finding.headline, &finding.place].map(|text| fold(text).text);
    let named = |word: &str| question.terms.iter().any(|term| term.name && term.text == word);
    let has = |word: &str| quote.contains(word) || named(word) && around.iter().any(|text| text.contains(word));
    supposed.words.iter().all(|word| has(word)) && question.terms.iter().all(|term| !term.name || has(&term.text))
}

/// Whether the sentence is of every time that the question names; one that names none is of its article's year.
fn timed(question: &Question, finding: &Finding) -> bool {
    let year = finding.date.map(|date| chrono::Datelike::year(&date));
    let printed = periods(&fold(finding.quote.text()).text, year);
    question.periods.iter().all(|asked| match &printed[..] {
        [] => asked.year == year && asked.months.is_none_or(|months| months == (1, 12)) && asked.day.is_none(),
        _ => printed.iter().all(|period| (period.year, period.months, period.day) == (asked.year, asked.months, asked.day)),
    })
}

fn equal(question: &Question, supposed: &Supposed, finding: &Finding, figures: &Figures) -> bool {
    let quote = finding.quote.text();
    let (Some(said), Some(printed)) = (figure(figures, &supposed.text, supposed.mark), figure(figures, quote, finding.mark)) else { return false };
    // 增长5% is no 下降5%: the same word must stand before both.
    let changes = |mention: &Mention| matches!(mention.kind, Kind::RateChange | Kind::PercentagePoint | Kind::Multiple);
    let change = question.leans.change || changes(&said) || changes(&printed);
    let exact = [&said, &printed].iter().all(|mention| mention.modifier == Modifier::Exact);
    exact && (!change || before(&supposed.text, &said) == before(quote, &printed)) && alike(question, (&said, &printed), &quote[printed.span.end..], figures)
}

/// The one figure of a text at a place.
fn figure(figures: &Figures, text: &str, mark: Span) -> Option<Mention> {
    let mut found = figures.mentions(text, None).into_iter().filter(|mention| mention.span.overlaps(mark));
    found.next().filter(|_| found.next().is_none())
}

/// Whether a figure supposed and one printed, with what stands behind it, are as much of the same unit.
fn alike(question: &Question, (said, printed): (&Mention, &Mention), behind: &str, figures: &Figures) -> bool {
    let (Some(own), Some(theirs)) = (said.number(), printed.number()) else { return false };
    let equal = |one: Option<Decimal>, other: Decimal| one == Some(other);
    let any = |mention: &Mention| mention.unit == "个";
    // 28名 is 28人.
    let people = [said, printed].iter().all(|mention| mention.class == Class::People && mention.unit.chars().nth(1).is_none());
    let same = figures.units_equal(&said.unit, &printed.unit) && said.per == printed.per && said.class == printed.class;
    if any(said) || any(printed) {
        return own == theirs && is_count(said.class) && is_count(printed.class) && said.per == printed.per && counts(question, behind);
    }
    let converted = said.per.is_none() && equal(figures.convert(printed, &said.unit), own) && equal(figures.convert(said, &printed.unit), theirs);
    converted || own == theirs && (same || people)
}

/// Whether what the question counts stands behind a figure: 12个村 are no 12个社区.
fn counts(question: &Question, behind: &str) -> bool {
    let counted = behind.split(|c: char| !c.is_alphabetic() || "和与及".contains(c)).next().unwrap_or_default();
    let noun = question.asked.as_ref().and_then(|asked| question.terms.iter().find(|term| term.span.start >= asked.cue.end));
    noun.is_some_and(|noun| counted.contains(&noun.text))
}

/// The character that says which way a figure goes: 长 of 增长了5%.
fn before(text: &str, mention: &Mention) -> Option<char> {
    text[..mention.span.start].trim_end_matches(['了', '为', '是', '达', '率']).chars().next_back()
}
