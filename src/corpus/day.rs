//! A day as people write it in a field or print it on a page.
//!
//! Year, month and day with their marks between them, so that 「2019年的3.6倍」 is no day. Knows
//! nothing of where a file keeps its day.

use chrono::NaiveDate;

/// The day in a date as people write it: 2021-09-06, 2021/9/6, 20210906, 2021年9月6日, with or
/// without words before it and a time behind it.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let (year, rest) = number(&text[text.find(|c: char| c.is_ascii_digit())?..]);
    if year.len() >= 8 {
        return NaiveDate::parse_from_str(&year[..8], "%Y%m%d").ok();
    }
    let (first, rest) = mark(rest)?;
    let (month, rest) = number(rest);
    let (second, rest) = mark(rest)?;
    let (day, rest) = number(rest);
    let ends = match (first, second) {
        ('年', '月') => rest.trim().is_empty() || rest.trim_start().starts_with(['日', '号', '號']),
        ('-' | '/' | '.', '-' | '/' | '.') => !rest.starts_with(['%', '％']) && !rest.strip_prefix('.').is_some_and(|more| more.starts_with(digit)),
        _ => false,
    };
    let sized = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
    if !ends || !sized {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The digits that a text begins with, and what follows.
fn number(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| !digit(c)).unwrap_or(text.len()))
}

/// The mark between two numbers, blanks around it.
fn mark(text: &str) -> Option<(char, &str)> {
    let text = text.trim_start();
    let mark = text.chars().next().filter(|c| "年月-/.".contains(*c))?;
    Some((mark, text[mark.len_utf8()..].trim_start()))
}

#[test]
fn days_and_what_only_has_their_numbers() {
    for (text, wanted) in [
        ("2021-09-06T08:00:00+08:00", "2021-09-06"),
        ("2021/9/6 10:30", "2021-09-06"),
        ("20210906", "2021-09-06"),
        ("20210906120000", "2021-09-06"),
        ("发布时间：2021年9月6日 08:15", "2021-09-06"),
        ("2021 年 09 月 06 日", "2021-09-06"),
        ("2021年9月6号", "2021-09-06"),
        ("2021.09.06.", "2021-09-06"),
        ("2021-09/06", "2021-09-06"),
        ("2019年的3.6倍", ""),
        ("2019年3.6亿元", ""),
        ("2019年3月6.5万人", ""),
        ("2019年3月6人受伤", ""),
        ("2019.3.6%", ""),
        ("2019年第3期6页", ""),
        ("2021-13-45", ""),
        ("12 2021-09-06", ""),
        ("昨天", ""),
    ] {
        assert_eq!(day(text).map(|day| day.to_string()).unwrap_or_default(), wanted, "{text}");
    }
}
