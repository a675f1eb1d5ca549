//! Numbers of the question that tell one thing from another: the 10-year bond from the 20-year one.
//!
//! 一年期, 二号, 第五投, 16时: a number with what it is tied to. Where the words before a figure
//! have the same tie with another number, the figure is another thing's. Knows nothing of units.

use std::sync::LazyLock;

use regex::Regex;

use super::document::Sentence;
use super::feature::{Feature, Features};
use crate::figures::{Figures, hour_of};
use crate::question::Question;
use crate::text::Span;

/// A number with what it is tied to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tagged {
    at: usize,
    value: String,
    tie: String,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    Regex::new(r"([0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十]+) ?(\p{Han}\p{Han}?)").expect("constant pattern")
});

/// A clock time: 16时, 下午四点, 晚8点.
static HOUR: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    Regex::new(
        "(凌晨|清晨|早上?|上午|中午|下午|傍晚|晚上?|晚间|夜里|夜间|深夜|日)?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:点钟?|时)(?:[^间候速期段长针]|$)",
    )
    .expect("constant pattern")
});

/// Ties that are part of a date, a larger number or a sum: they tell nothing apart.
const PLAIN: &str = "年月日个大多万亿千百元余几成分点些种样起直定致旦般";
/// What such a tie may go on with and tell apart nevertheless: 年期, 年级, 个月, 年前.
const TELLING: &str = "期级龄制生月前";

/// The tied numbers of a folded text.
fn tagged(text: &str) -> Vec<Tagged> {
    let of = |words: regex::Captures<'_>| {
        let (number, tie) = (words.get(1)?, words.get(2)?.as_str());
        let first = tie.chars().next()?;
        let second = tie.chars().nth(1);
        let tie = match second {
            Some(second) if PLAIN.contains(first) && TELLING.contains(second) => format!("{first}{second}"),
            _ if PLAIN.contains(first) => return None,
            _ => first.to_string(),
        };
        Some(Tagged { at: number.start(), value: value(number.as_str()), tie })
    };
    let mut found: Vec<Tagged> = hours(text).collect();
    let other = |number: &Tagged| number.tie != "时" || !found.iter().any(|hour| hour.at == number.at);
    let numbers: Vec<Tagged> = NUMBER.captures_iter(text).filter_map(of).filter(other).collect();
    found.extend(numbers);
    found.sort_by_key(|number| number.at);
    found
}

/// The clock times of a text on 24 hours; 三点 alone may be an opinion.
fn hours(text: &str) -> impl Iterator<Item = Tagged> + '_ {
    HOUR.captures_iter(text).filter_map(|words| {
        let number = words.get(2)?;
        let part = words.get(1).map(|part| part.as_str());
        let hour: u8 = value(number.as_str()).parse().ok().filter(|&hour| hour <= 24)?;
        let said = part.is_some() || text[number.end()..].starts_with('时');
        let hour = part.map_or(hour, |part| hour_of(part, hour));
        said.then(|| Tagged { at: number.start(), value: hour.to_string(), tie: "时".to_owned() })
    })
}

/// A number as digits, whatever it is written in.
fn value(number: &str) -> String {
    Figures::number(number).map_or_else(|| number.to_owned(), |value| value.to_string())
}

/// The tied numbers a question asks by.
pub(super) fn asked(question: &Question) -> Vec<Tagged> {
    let cue = question.asked.as_ref().map_or(Span::new(0, 0), |asked| asked.cue);
    let dated = |at: usize| question.periods.iter().any(|period| Span::new(period.at, period.end).holds(at));
    tagged(&question.text).into_iter().filter(|number| !cue.holds(number.at) && !dated(number.at)).collect()
}

/// The tied numbers of one sentence beside those asked for.
pub(super) struct Tied<'a> {
    asked: &'a [Tagged],
    said: Vec<Tagged>,
}

impl<'a> Tied<'a> {
    /// Reads a sentence, where any are asked for.
    pub(super) fn new(asked: &'a [Tagged], sentence: &Sentence) -> Self {
        Self { asked, said: if asked.is_empty() { Vec::new() } else { tagged(sentence.text()) } }
    }

    /// Whether the numbers tied before the figure are those asked for.
    pub(super) fn fill(&self, sentence: &Sentence, figure: usize, out: &mut Features) {
        let span = sentence.marks()[figure].span;
        let clause = sentence.clause(span);
        for number in self.asked {
            let same = |other: &&Tagged| other.tie == number.tie && !span.holds(other.at);
            let before = self.said.iter().rev().filter(same).find(|other| other.at < span.start);
            let behind = || self.said.iter().filter(same).find(|other| other.at >= span.end && clause.holds(other.at));
            let Some(found) = before.or_else(behind) else { continue };
            let sure = if clause.holds(found.at) { 1.0 } else { 0.5 };
            let feature = if found.value == number.value { Feature::TiedFits } else { Feature::TiedFails };
            out.set(feature, out.get(feature).max(sure));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_with_what_they_are_tied_to() {
        for (text, wanted) in [
            ("一年期中标利率", "1年期"),
            ("10年期国债", "10年期"),
            ("3个月期", "3个月"),
            ("二号方舱医院，65岁以上", "2号 65岁"),
            ("十二层，四年前", "12层 4年前"),
            ("2日16时，下午四点，晚8点，上午11点", "16时 16时 20时 11时"),
            ("深夜2时，中午1点，凌晨2点", "2时 13时 2时"),
            ("提了三点意见，用时3小时", "3小"),
            ("2023年5月3日共有28人", "28人"),
            ("投资3亿元", ""),
        ] {
            let found: Vec<String> = tagged(text).into_iter().map(|number| format!("{}{}", number.value, number.tie)).collect();
            assert_eq!(found.join(" "), wanted, "{text}");
        }
    }
}
