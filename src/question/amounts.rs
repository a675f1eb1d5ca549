//! The numbers of an English question, said in Chinese: 50 million tonnes → 5000万吨, the 13th → 第十三.
//!
//! A number tells one event of a series from the others as well as a name does, and what the
//! question says itself must not come back as the answer. Dates are read before; knows no grammar.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::lexicon::{Lexicon, TermKind, Translation};
use crate::text::Span;

/// A number, or a place in a series, with where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    pub(super) span: Span,
    /// Chinese wordings, likeliest first; never empty.
    pub(super) words: Vec<String>,
}

/// Digits with what is written right at them: 13th, 800m, 17-year-old, 50 million, 4.5%.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    Regex::new(&r"(?i)\b(?<past>(?:last|past) )?(?:(?<digits>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)|(?<word>WORDS))(?:(?<ordinal>st|nd|rd|th)\b|(?<percent> ?%)|(?<age>[- ]years?[- ]old)\b|(?: (?<scale>thousand|million|billion|trillion)\b)?(?:[ -]?(?<unit>[a-z]+(?: [a-z]+)?)\b)?)".replace("WORDS", &WORDS.join("|")))
        .expect("constant pattern")
});

/// Numbers that are written as words before a unit; "one" rarely counts.
const WORDS: [&str; 13] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "hundred"];

/// The amounts of an English text outside of `taken`, in order.
pub(super) fn amounts(text: &str, taken: &[Span], translations: &[Translation], lexicon: &Lexicon) -> Vec<Amount> {
    let mut found = Vec::new();
    for words in NUMBER.captures_iter(text) {
        let (Some(whole), Some(digits)) = (words.get(0), words.name("digits").or_else(|| words.name("word"))) else { continue };
        let mut span = Span::new(if words.name("past").is_some() { whole.start() } else { digits.start() }, whole.end());
        if taken.iter().any(|other| other.overlaps(Span::new(digits.start(), digits.end()))) {
            continue;
        }
        let spelled = WORDS.iter().position(|word| digits.as_str().eq_ignore_ascii_case(word)).map(|at| Decimal::from(if at < 12 { at + 1 } else { 100 }));
        let Some(value) = spelled.or_else(|| digits.as_str().replace(',', "").parse().ok()) else { continue };
        let said = if words.name("ordinal").is_some() {
            let plain = value.to_u32().map(han).map(|han| format!("第{han}"));
            plain.into_iter().chain([format!("第{}", value.normalize())]).collect()
        } else if words.name("percent").is_some() {
            vec![format!("{}%", value.normalize())]
        } else if words.name("age").is_some() {
            vec![format!("{}岁", value.normalize())]
        } else {
            let power = match words.name("scale").map(|scale| scale.as_str().to_lowercase()).as_deref() {
                Some("thousand") => 3,
                Some("million") => 6,
                Some("billion") => 9,
                Some("trillion") => 12,
                _ => 0,
            };
            let unit = words.name("unit").and_then(|unit| unit_of(Span::new(unit.start(), unit.end()), text, translations, lexicon));
            if spelled.is_some() && unit.is_none() {
                continue;
            }
            span.end = unit.as_ref().map_or_else(|| words.name("scale").map_or(digits.end(), |scale| scale.end()), |(end, _)| *end);
            let Some(value) = Decimal::from(10_u64.pow(power)).checked_mul(value) else { continue };
            let near = if words.name("past").is_some() && unit.is_some() { "近" } else { "" };
            vec![format!("{near}{}{}", scaled(value), unit.map_or(String::new(), |(_, unit)| unit))]
        };
        found.push(Amount { span, words: said });
    }
    found
}

/// The Chinese of the unit that begins here, and where it ends.
fn unit_of(span: Span, text: &str, translations: &[Translation], lexicon: &Lexicon) -> Option<(usize, String)> {
    let of = |all: &[Translation], shift: usize| {
        let first = all.iter().find(|translation| translation.kind == TermKind::Unit && translation.span.start + shift == span.start)?;
        Some((first.span.end + shift, first.terms[0].0.clone()))
    };
    // 800m is one word of the text: its unit is looked up by itself.
    of(translations, 0).or_else(|| of(&lexicon.translate(span.of(text)), span.start))
}

/// A value as papers print it: 5000万, 1.2亿.
fn scaled(value: Decimal) -> String {
    for (power, name) in [(12, "万亿"), (8, "亿"), (4, "万")] {
        let whole = Decimal::from(10_u64.pow(power));
        if value >= whole {
            return format!("{}{name}", (value / whole).normalize());
        }
    }
    value.normalize().to_string()
}

/// A small number in characters: 13 → 十三; as digits from a hundred on.
fn han(number: u32) -> String {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let ones = |at: u32| ONES[at as usize % 10];
    match number {
        1..=9 => ones(number).to_owned(),
        10..=19 => format!("十{}", ones(number)),
        20..=99 => format!("{}十{}", ones(number / 10), ones(number)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_in_chinese() {
        let lexicon = Lexicon::embedded().expect("the lexicon");
        for (text, wanted) in [
            ("when purchases passed 50 million tonnes", "5000万吨"),
            ("the 13th Zhuhai airshow", "第十三|第13"),
            ("the 800m final", "800米"),
            ("a 17-year-old", "17岁"),
            ("120 billion parcels in 8 appliance categories", "1200亿 8"),
            ("the 10,000th train", "第10000|第10000"),
            ("a 4.5% share of 1.5 km", "4.5% 1.5公里"),
            ("the five-year loan", "5年"),
            ("a ten-year-old with two friends", "10岁"),
            ("in the last four years", "近4年"),
            ("no numbers here", ""),
        ] {
            let found = amounts(text, &[], &lexicon.translate(text), &lexicon);
            assert_eq!(found.iter().map(|amount| amount.words.join("|")).collect::<Vec<_>>().join(" "), wanted, "{text}");
        }
    }
}
