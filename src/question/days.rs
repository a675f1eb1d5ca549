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
    /// Whether it is an hour, which Chinese says after the day.
    pub(super) hour: bool,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// The months' names, as a pattern.
pub const MONTH: &str = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

/// A pattern in which DAY, MONTH, LAST (of several months) and YEAR stand for themselves.
fn constant(pattern: &str) -> Regex {
    let month = |group: &str| format!("(?<{group}>{MONTH})");
    let pattern = pattern.replace("MONTH", &month("month")).replace("LAST", &month("last")).replace("UNTIL", "(?<until>[0-9]{1,2})(?:st|nd|rd|th)?");
    let pattern = pattern.replace("DAY", "(?<day>[0-9]{1,2})(?:st|nd|rd|th)?").replace("YEAR", "(?<year>(?:19|20)[0-9]{2})");
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    Regex::new(&pattern).expect("constant pattern")
}

/// The ways to write a date, the longer before the shorter.
static DATES: LazyLock<[Regex; 7]> = LazyLock::new(|| {
    [
        r"(?i)\bfirst (?<count>[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven) months\b(?: of| in)?(?: YEAR\b)?",
        r"(?i)\bMONTH\.? DAY ?(?:to|through|-|–) ?UNTIL\b(?:,? YEAR\b)?",
        r"(?i)\bDAY ?(?:to|through|-|–) ?UNTIL(?: of)? MONTH\b\.?(?:,? YEAR\b)?",
        r"(?i)\bMONTH\.? ?(?:to|through|until|-|–) ?LAST\b\.?(?:,?(?: of)? YEAR\b)?",
        r"(?i)\bDAY(?: of)? MONTH\b\.?(?:,? YEAR\b)?",
        r"(?i)\bMONTH\.? DAY\b(?:,? YEAR\b)?",
        r"(?i)\b(?:(?:early|mid|late)[- ])?MONTH\.?,?(?: of)? YEAR\b",
    ]
    .map(constant)
});
/// Months counted in words, from two on.
const COUNTS: [&str; 10] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"];
/// An hour: 5pm, 8.30 am.
static HOUR: LazyLock<Regex> =
    LazyLock::new(|| constant(r"(?i)\b(?<hour>[0-9]{1,2})(?:[:.](?<minute>[0-9]{2}))? ?(?<half>am|pm|a\.m\.|p\.m\.)(?:\b|\s|$|[?,])"));
/// A year, and the word behind it: 2000 households are no year.
static YEAR: LazyLock<Regex> = LazyLock::new(|| constant(r"\bYEAR\b(?: (?<behind>[a-z]+))?"));

/// A text with its English dates said in Chinese, years alone as they are.
pub fn said_dates(text: &str) -> String {
    let mut said = text.to_owned();
    let mut dates: Vec<Day> = days(text).into_iter().filter(|day| !day.year).collect();
    dates.sort_by_key(|day| std::cmp::Reverse(day.span.start));
    for day in dates {
        said.replace_range(day.span.start..day.span.end, &format!(" {} ", day.text));
    }
    said
}

/// The dates of an English text, in order.
pub(super) fn days(text: &str) -> Vec<Day> {
    let mut found: Vec<Day> = Vec::new();
    let digits = |words: &Captures<'_>, group: &str| words.name(group).map(|digits| digits.as_str().trim_start_matches('0').to_owned());
    let month = |words: &Captures<'_>, group: &str| {
        let name = words.name(group)?.as_str().to_lowercase();
        MONTHS.iter().position(|month| name.starts_with(month)).map(|at| at + 1)
    };
    for words in DATES.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let Some(whole) = words.get(0) else { continue };
        let span = Span::new(whole.start(), whole.end());
        let year = digits(&words, "year").map_or(String::new(), |year| format!("{year}年"));
        if let Some(count) = words.name("count") {
            let spelled = COUNTS.iter().position(|word| count.as_str().eq_ignore_ascii_case(word)).map(|at| (at + 2).to_string());
            let count = spelled.unwrap_or_else(|| count.as_str().to_owned());
            found.push(Day { span, text: format!("{year}前{count}个月"), year: false, hour: false });
            continue;
        }
        let Some(first) = month(&words, "month") else { continue };
        // Aged 60-65 may retire: no days of May.
        let number = |group: &str| words.name(group).and_then(|digits| digits.as_str().parse::<u8>().ok());
        let (day, until) = (number("day"), number("until"));
        if day.is_some_and(|day| !(1..=31).contains(&day)) || until.is_some_and(|until| until > 31 || day.is_some_and(|day| day >= until)) {
            continue;
        }
        // The Long March 10 is a rocket. Early, mid and late are left out: a paper says 上旬 or 初.
        let rocket = text[..span.start].trim_end().rsplit(char::is_whitespace).next().is_some_and(|word| word.eq_ignore_ascii_case("long"));
        if !rocket && found.iter().all(|day| !day.span.overlaps(span)) {
            let last = month(&words, "last").map_or(String::new(), |last| format!("—{last}"));
            let until = digits(&words, "until").map_or(String::new(), |until| format!("至{until}日"));
            let day = digits(&words, "day").map_or(String::new(), |day| format!("{day}日{until}"));
            found.push(Day { span, text: format!("{year}{first}{last}月{day}"), year: false, hour: false });
        }
    }
    for words in HOUR.captures_iter(text) {
        let (Some(begin), Some(end), Some(Ok(hour))) = (words.name("hour"), words.name("half"), words.name("hour").map(|hour| hour.as_str().parse::<u8>()))
        else {
            continue;
        };
        let span = Span::new(begin.start(), end.end());
        let late = end.as_str().starts_with(['p', 'P']);
        let hour = if hour == 12 { if late { 12 } else { 0 } } else { hour + if late { 12 } else { 0 } };
        let part = text[..span.start].ends_with('.');
        let minute =
            digits(&words, "minute").filter(|minute| minute.parse().is_ok_and(|minute: u8| minute < 60)).map_or(String::new(), |minute| format!("{minute}分"));
        if hour < 24 && !part && found.iter().all(|day| !day.span.overlaps(span)) {
            found.push(Day { span, text: format!("{hour}时{minute}"), year: false, hour: true });
        }
    }
    for words in YEAR.captures_iter(text) {
        let Some(year) = words.name("year") else { continue };
        let span = Span::new(year.start(), year.end());
        let counts = words.name("behind").is_some_and(|word| word.as_str().ends_with('s') || matches!(word.as_str(), "people" | "yuan"));
        if !counts && found.iter().all(|day| !day.span.overlaps(span)) {
            found.push(Day { span, text: format!("{}年", year.as_str()), year: true, hour: false });
        }
    }
    found.sort_by_key(|day| (day.hour, day.span.start));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_in_chinese() {
        for (text, wanted) in [
            ("in the first half of 2022?", "2022年"),
            ("the first 10 months of 2025", "2025年前10个月"),
            ("in the first nine months", "前9个月"),
            ("overnight March 18-19 2025", "2025年3月18日至19日"),
            ("night checks 21-23 july", "7月21日至23日"),
            ("aged 60-65 may retire", ""),
            ("5pm July 24", "7月24日 17时"),
            ("by 8:30 a.m. on April 1, 2021", "2021年4月1日 8时30分"),
            ("at 12am, 12 p.m., 13 pm and 13.5 pm", "0时 12时"),
            ("by 12 January 2025", "2025年1月12日"),
            ("on January 3rd, 2025", "2025年1月3日"),
            ("the 5th of May", "5月5日"),
            ("in Sept 2023 and 2022", "2023年9月 2022年"),
            ("in January to April 2024", "2024年1—4月"),
            ("the 2022 Diving World Cup", "2022年"),
            ("in late February 2023", "2023年2月"),
            ("the Long March 10 rocket", ""),
            ("parades along March 10", "3月10日"),
            ("how many of the 2000 households may leave", ""),
            ("500 people", ""),
        ] {
            assert_eq!(days(text).into_iter().map(|day| day.text).collect::<Vec<_>>().join(" "), wanted, "{text}");
        }
    }
}
