//! The days that a digest is asked for, and what is left of the words: its topic.
//!
//! A word (本周, yesterday), or a date as papers and people write it, wherever it stands; none is
//! the latest day. Knows nothing of which days have articles.

use chrono::{Datelike, Days as Count, Months, NaiveDate};

use crate::digest::Days;
use crate::figures::{DatePoint, DateValue, Figures, Kind, Value, Year};
use crate::question::said_dates;
use crate::text::fold;

/// Words for days; how many days before today the last one is, and how many there are.
const WORDS: &[(&[&str], Back, u64)] = &[
    (&["today", "今天", "今日"], Back::Days(0), 1),
    (&["yesterday", "昨天", "昨日"], Back::Days(1), 1),
    (&["last week", "上周", "上星期", "上週"], Back::Week, 7),
    (&["this week", "past week", "week", "本周", "这周", "一周", "这一周", "最近一周", "周", "本週", "一週"], Back::Days(0), 7),
];

/// Where the last of some days lies.
#[derive(Debug, Clone, Copy)]
enum Back {
    /// So many days ago.
    Days(u64),
    /// The last Sunday.
    Week,
}

/// The days that the words after `/digest` ask for, and their topic; what looks like a date and is
/// none (2021-13-45) comes back as the error.
pub(super) fn days(words: &str, figures: &Figures, today: NaiveDate) -> Result<(Days, String), String> {
    let words = fold(words.trim()).text;
    if let Some((days, topic)) = named(&words, today) {
        return Ok((days, topic));
    }
    if let Some(no_day) = words.split_whitespace().find(|word| numeric(word) && word.parse::<NaiveDate>().is_err()) {
        return Err(no_day.to_owned());
    }
    let said = said_dates(&words);
    let dates = figures.mentions(&said, Some(today)).into_iter().filter(|mention| mention.kind == Kind::Date);
    for mention in dates {
        let Value::Date(date) = &mention.value else { continue };
        if let Some(days) = of(date) {
            let topic = format!("{} {}", said[..mention.span.start].trim(), said[mention.span.end..].trim());
            return Ok((days, topic.trim().trim_start_matches("的").to_owned()));
        }
    }
    Ok((Days::Latest(today), words))
}

/// Words for days at either end.
fn named(words: &str, today: NaiveDate) -> Option<(Days, String)> {
    // Of the same length, whatever letters there are.
    let lower = words.to_ascii_lowercase();
    for &(names, back, count) in WORDS {
        for name in names {
            let apart = |rest: &str, beside: Option<char>| rest.is_empty() || beside.is_some_and(char::is_whitespace);
            let topic = match (lower.strip_prefix(name), lower.strip_suffix(name)) {
                (Some(rest), _) if apart(rest, rest.chars().next()) => &words[words.len() - rest.len()..],
                (_, Some(rest)) if apart(rest, rest.chars().next_back()) => &words[..rest.len()],
                _ => continue,
            };
            let ago = match back {
                Back::Days(days) => days,
                Back::Week => u64::from(today.weekday().num_days_from_monday()) + 1,
            };
            let last = today.checked_sub_days(Count::new(ago))?;
            return Some((if count == 1 { Days::Day(last) } else { Days::Week(last) }, topic.trim().to_owned()));
        }
    }
    None
}

/// The days of a date that has at least a month.
fn of(date: &DateValue) -> Option<Days> {
    let (from, to) = match date {
        DateValue::At(point) => (bounds(point)?.0, bounds(point)?.1),
        DateValue::Between(from, to) => (bounds(from)?.0, bounds(to)?.1),
    };
    Some(if from == to { Days::Day(from) } else { Days::Between(from, to) })
}

/// First and last day of a day or month.
fn bounds(point: &DatePoint) -> Option<(NaiveDate, NaiveDate)> {
    let (Year::Known(year), Some(month)) = (point.year, point.month) else { return None };
    match point.day {
        Some(day) => NaiveDate::from_ymd_opt(year, month.into(), day.into()).map(|day| (day, day)),
        None => {
            let first = NaiveDate::from_ymd_opt(year, month.into(), 1)?;
            Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
        }
    }
}

/// Whether a word is written like 2021-09-01.
fn numeric(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    parts.len() == 3 && parts[0].len() == 4 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_wherever_they_stand() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2024-06-20");
        let figures = Figures::embedded();
        let one = |text: &str| Days::Day(day(text));
        for (words, wanted, topic) in [
            ("", Days::Latest(today), ""),
            ("宿城", Days::Latest(today), "宿城"),
            ("today", one("2024-06-20"), ""),
            ("Yesterday Taizhou", one("2024-06-19"), "Taizhou"),
            ("昨天 台州", one("2024-06-19"), "台州"),
            ("台州 本周", Days::Week(today), "台州"),
            ("this week", Days::Week(today), ""),
            ("上周", Days::Week(day("2024-06-16")), ""),
            ("2024-02-20", one("2024-02-20"), ""),
            ("云南 2024-02-20", one("2024-02-20"), "云南"),
            ("2024年6月18日", one("2024-06-18"), ""),
            ("6月18日 云南", one("2024-06-18"), "云南"),
            ("18 June 2024", one("2024-06-18"), ""),
            ("Taizhou June 18, 2024", one("2024-06-18"), "Taizhou"),
            ("2024年5月", Days::Between(day("2024-05-01"), day("2024-05-31")), ""),
            ("6月3日至5日", Days::Between(day("2024-06-03"), day("2024-06-05")), ""),
            ("2024年", Days::Latest(today), "2024年"),
            ("周口", Days::Latest(today), "周口"),
            ("weekend markets", Days::Latest(today), "weekend markets"),
            ("İİİ WEEK", Days::Week(today), "İİİ"),
        ] {
            assert_eq!(super::days(words, &figures, today), Ok((wanted, topic.to_owned())), "{words}");
        }
        assert_eq!(super::days("2021-13-45 云南", &figures, today), Err("2021-13-45".to_owned()));
    }
}
