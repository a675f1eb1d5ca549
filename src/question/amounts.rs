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
    Regex::new(&r"(?i)\b(?<past>(?:last|past) )?(?:(?<no>no\.? ?)?(?<digits>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)|(?<word>WORDS))(?:(?<ordinal>st|nd|rd|th)\b|(?<percent> ?%)|(?<age>[- ]years?[- ]old)\b|(?: (?<scale>hundred|thousand|million|billion|trillion)\b)?(?:[ -]?(?<unit>[a-z]+(?: [a-z]+)?)\b)?)".replace("WORDS", &WORDS.join("|")))
        .expect("constant pattern")
});

/// Numbers that are written as words, from one on.
const WORDS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/// Units of time: the last four years are 近4年, the last four laps are no 近4圈.
pub(super) const TIMES: &[&str] = &["年", "个月", "月", "周", "天", "日", "小时", "分钟"];

/// The amounts of an English text outside of `taken`, in order.
pub(super) fn amounts(text: &str, taken: &[Span], translations: &[Translation], lexicon: &Lexicon) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(words) = NUMBER.captures_at(text, from) {
        let (Some(whole), Some(digits)) = (words.get(0), words.name("digits").or_else(|| words.name("word"))) else { break };
        from = digits.end();
        let mut span = Span::new(if words.name("past").is_some() { whole.start() } else { digits.start() }, whole.end());
        if taken.iter().any(|other| other.overlaps(Span::new(digits.start(), digits.end()))) {
            continue;
        }
        let spelled = WORDS.iter().position(|word| digits.as_str().eq_ignore_ascii_case(word)).map(|at| Decimal::from(at + 1));
        let Some(value) = spelled.or_else(|| digits.as_str().replace(',', "").parse().ok()) else { continue };
        let numbered = words.name("no");
        let before = digits.start().wrapping_sub(1);
        let serial = text.as_bytes().get(before) == Some(&b'-') && translations.iter().any(|name| name.kind == TermKind::Name && name.span.end == before);
        let said = if serial {
            span.end = digits.end();
            let number = value.normalize();
            value.to_u32().map(han).map(|han| format!("{han}号")).into_iter().chain([format!("{number}号"), number.to_string()]).collect()
        } else if words.name("ordinal").is_some() || numbered.is_some() {
            if let Some(no) = numbered {
                span = Span::new(no.start(), digits.end());
            }
            let plain = value.to_u32().map(han).map(|han| format!("第{han}"));
            let digits = format!("第{}", value.normalize());
            let number = numbered.map(|_| format!("{}号", value.normalize()));
            plain.into_iter().filter(|plain| *plain != digits).chain([digits.clone()]).chain(number).collect()
        } else if words.name("percent").is_some() {
            vec![format!("{}%", value.normalize())]
        } else if words.name("age").is_some() {
            vec![format!("{}岁", value.normalize())]
        } else {
            let power = match words.name("scale").map(|scale| scale.as_str().to_lowercase()).as_deref() {
                Some("hundred") => 2,
                Some("thousand") => 3,
                Some("million") => 6,
                Some("billion") => 9,
                Some("trillion") => 12,
                _ => 0,
            };
            let unit = words.name("unit").and_then(|unit| unit_of(Span::new(unit.start(), unit.end()), text, translations, lexicon));
            if spelled.is_some() && unit.is_none() && power == 0 {
                continue;
            }
            span.end = unit.as_ref().map_or_else(|| words.name("scale").map_or(digits.end(), |scale| scale.end()), |(end, _)| *end);
            let Some(value) = Decimal::from(10_u64.pow(power)).checked_mul(value) else { continue };
            let unit = unit.map_or(String::new(), |(_, unit)| unit);
            let near = if words.name("past").is_some() && TIMES.contains(&unit.as_str()) { "近" } else { "" };
            let said = |number: String| format!("{near}{number}{unit}");
            let mut wordings = vec![said(scaled(value)), said(value.normalize().to_string())];
            wordings.dedup();
            wordings
        };
        from = span.end;
        found.push(Amount { span, words: said });
    }
    found
}

/// The Chinese of the unit that begins here, and where it ends.
fn unit_of(span: Span, text: &str, translations: &[Translation], lexicon: &Lexicon) -> Option<(usize, String)> {
    let of = |all: &[Translation], shift: usize| {
        let first = all.iter().find(|translation| translation.kind == TermKind::Unit && translation.span.start + shift == span.start)?;
        let unit = &first.terms[0].0;
        // A hundred is a number here, as a dozen is.
        (!unit.chars().all(|c| "十百千万亿几打".contains(c))).then(|| (first.span.end + shift, unit.clone()))
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
            ("when purchases passed 50 million tonnes", "5000万吨|50000000吨"),
            ("three million people and two hundred metres", "300万|3000000 200米"),
            ("from 5 to ten km in the last two laps", "5 10公里 2圈"),
            ("10,500 households", "1.05万|10500"),
            ("the 13th Zhuhai airshow", "第十三|第13"),
            ("the 800m final", "800米"),
            ("Shenzhou-22 and covid-19", "二十二号|22号|22 19"),
            ("No. 13 announcement of no 34 middle school", "第十三|第13|13号 第三十四|第34|34号"),
            ("a 17-year-old", "17岁"),
            ("120 billion parcels in 8 appliance categories", "1200亿|120000000000 8"),
            ("the 10,000th train", "第10000"),
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
