//! The dates of an English question, said in Chinese: 12 January 2025 → 2025年1月12日.
//!
//! The glossary knows January and the first half, but no numbers; without its year a question of a
//! series finds the wrong article. Knows nothing of what else is asked.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::text::Span;

/// A date and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Day {
    pub(super) span: Span,
    pub(super) text: String,
    /// Whether it is no more than a year.
    pub(super) year: bool,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH: &str = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

fn constant(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    Regex::new(&pattern.replace("MONTH", MONTH)).expect("constant pattern")
}

/// Day, month and year in the order that each writes them; the narrower before the wider.
static BRITISH: LazyLock<Regex> = LazyLock::new(|| constant(r"(?i)\b([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? MONTH\b\.?(?:,? ((?:19|20)[0-9]{2})\b)?"));
static AMERICAN: LazyLock<Regex> = LazyLock::new(|| constant(r"(?i)\bMONTH\.? ([0-9]{1,2})(?:st|nd|rd|th)?\b(?:,? ((?:19|20)[0-9]{2})\b)?"));
static MONTHS_OF: LazyLock<Regex> = LazyLock::new(|| constant(r"(?i)\bMONTH\.? ?(?:to|through|until|-|–) ?MONTH\b\.?(?:,?(?: of)? ((?:19|20)[0-9]{2})\b)?"));
static MONTHLY: LazyLock<Regex> = LazyLock::new(|| constant(r"(?i)\bMONTH\.?,?(?: of)? ((?:19|20)[0-9]{2})\b"));
/// A year, and the word behind it: 2000 households are no year.
static YEAR: LazyLock<Regex> = LazyLock::new(|| constant(r"\b((?:19|20)[0-9]{2})\b(?: ([a-z]+))?"));

/// The dates of an English text, in order.
pub(super) fn days(text: &str) -> Vec<Day> {
    let mut found: Vec<Day> = Vec::new();
    let number = |words: &Captures<'_>, group: usize| words.get(group).map(|digits| digits.as_str().trim_start_matches('0').to_owned());
    let month = |words: &Captures<'_>, group: usize| {
        let name = words.get(group)?.as_str().to_lowercase();
        MONTHS.iter().position(|month| name.starts_with(month)).map(|at| at + 1)
    };
    for words in MONTHS_OF.captures_iter(text) {
        if let (Some(whole), Some(first), Some(last)) = (words.get(0), month(&words, 1), month(&words, 2)) {
            let year = number(&words, 3).map_or(String::new(), |year| format!("{year}年"));
            found.push(Day { span: Span::new(whole.start(), whole.end()), text: format!("{year}{first}—{last}月"), year: false });
        }
    }
    for (pattern, [year, name, day]) in [(&*BRITISH, [3, 2, 1]), (&*AMERICAN, [3, 1, 2]), (&*MONTHLY, [2, 1, 9])] {
        for words in pattern.captures_iter(text) {
            let (Some(whole), Some(month)) = (words.get(0), month(&words, name)) else { continue };
            let span = Span::new(whole.start(), whole.end());
            if found.iter().any(|day| day.span.overlaps(span)) {
                continue;
            }
            let year = number(&words, year).map_or(String::new(), |year| format!("{year}年"));
            let day = number(&words, day).map_or(String::new(), |day| format!("{day}日"));
            found.push(Day { span, text: format!("{year}{month}月{day}"), year: false });
        }
    }
    for words in YEAR.captures_iter(text) {
        let Some(digits) = words.get(1) else { continue };
        let span = Span::new(digits.start(), digits.end());
        let counts = words.get(2).is_some_and(|word| word.as_str().ends_with('s') || word.as_str() == "people" || word.as_str() == "yuan");
        if !counts && !found.iter().any(|day| day.span.overlaps(span)) {
            found.push(Day { span, text: format!("{}年", digits.as_str()), year: true });
        }
    }
    found.sort_by_key(|day| day.span.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_in_chinese() {
        for (text, wanted) in [
            ("in the first half of 2022?", "2022年"),
            ("by 12 January 2025", "2025年1月12日"),
            ("on January 3rd, 2025", "2025年1月3日"),
            ("the 5th of May", "5月5日"),
            ("in Sept 2023 and 2022", "2023年9月 2022年"),
            ("in January to April 2024", "2024年1—4月"),
            ("the 2022 Diving World Cup", "2022年"),
            ("how many of the 2000 households may leave", ""),
            ("500 people", ""),
        ] {
            assert_eq!(days(text).into_iter().map(|day| day.text).collect::<Vec<_>>().join(" "), wanted, "{text}");
        }
    }
}
