//! Words for days: 本周, yesterday, last Friday, and on which days they lie.
//!
//! Which words there are stands with the replies: a line of `heard-days` has the words and what they mean, a line of
//! `heard-weekdays` what may stand before the day of a week, and `heard-until` what stands between two days. A number
//! is said for the `_` of a word: 最近_天. Knows nothing of dates with numbers, nor of topics.

use chrono::{Datelike, Days as Count, Months, NaiveDate};

use super::keys::Key;
use super::words::Words;
use crate::digest::Days;
use crate::figures::Figures;
use crate::text::{Language, fold};

/// The words of all languages.
#[derive(Debug)]
pub(super) struct DayWords {
    /// Longest first: last week is no week.
    known: Vec<(String, Lie)>,
    /// Words between two days: 至.
    until: Vec<String>,
    /// Lines that mean nothing, with the name of their message.
    faults: Vec<(&'static str, String)>,
}

/// Where some days lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lie {
    /// So many days from today.
    Day(i64),
    /// The seven days that end today, the week before or after the one of today.
    Week(i64),
    /// So many months from this one.
    Month(i32),
    /// So many years from this one.
    Year(i32),
    /// So many days, the last of them today.
    Last(i64),
    /// So many days, the last of them yesterday.
    Before(i64),
    /// A day of the week, Monday being 1, where no week is named the last one.
    Weekday(i64, Which),
}

/// Which day of its name is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    /// The last one, today included.
    Last,
    /// The last one before today.
    Past,
    /// That of so many weeks from this one.
    Of(i64),
}

/// What a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Days(Days),
    /// Days that are not over before this one, the first of them.
    Ahead(NaiveDate),
    /// A whole year.
    Long,
}

impl DayWords {
    /// Those of the replies.
    pub(super) fn new(words: &Words) -> Self {
        let (mut known, mut until, mut faults) = (Vec::new(), Vec::new(), Vec::new());
        for language in [Language::Chinese, Language::English] {
            let mut lines = |key: Key| {
                let mut read = Vec::new();
                for line in words.say(language, key, &[]).lines().map(str::trim).filter(|line| !line.is_empty()) {
                    match meaning(line) {
                        Some((names, of, number)) => read.push((names, of, number)),
                        None => faults.push((key.id(), line.to_owned())),
                    }
                }
                read
            };
            let (days, before) = (lines(Key::HeardDays), lines(Key::HeardWeekdays));
            for (names, of, number) in days {
                for name in names {
                    match of.as_str() {
                        "day" => known.push((name, Lie::Day(number))),
                        "week" => known.push((name, Lie::Week(number))),
                        "last" => known.push((name, Lie::Last(number))),
                        "before" => known.push((name, Lie::Before(number))),
                        "month" => known.extend(i32::try_from(number).map(|number| (name, Lie::Month(number)))),
                        "year" => known.extend(i32::try_from(number).map(|number| (name, Lie::Year(number)))),
                        _ => {
                            for (names, of, weeks) in &before {
                                let which = if of == "past" { Which::Past } else { Which::Of(*weeks) };
                                let blank = if name.is_ascii() { " " } else { "" };
                                known.extend(names.iter().map(|before| (format!("{before}{blank}{name}"), Lie::Weekday(number, which))));
                            }
                            known.push((name, Lie::Weekday(number, Which::Last)));
                        }
                    }
                }
            }
            until.extend(listed(&words.say(language, Key::HeardUntil, &[])));
        }
        known.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { known, until, faults }
    }

    /// What stands between two days.
    pub(super) fn until(&self) -> impl Iterator<Item = &str> {
        self.until.iter().map(String::as_str)
    }

    /// What is wrong with the lines, each with the name of its message.
    pub(super) fn faults(&self) -> &[(&'static str, String)] {
        &self.faults
    }

    /// The word for days at either end of folded words, what it names, and the rest.
    pub(super) fn find<'t>(&self, words: &'t str, today: NaiveDate) -> Option<(&'t str, Named, &'t str)> {
        // Of the same length, whatever letters there are.
        let lower = words.to_ascii_lowercase();
        let apart = |rest: &str, beside: Option<char>| rest.is_empty() || beside.is_some_and(|c| c.is_whitespace() || c == '的');
        self.known.iter().find_map(|(name, lie)| {
            let (said, rest, times) = match (first(&lower, name), last(&lower, name)) {
                (Some((end, times)), _) if apart(&lower[end..], lower[end..].chars().next()) => {
                    let (said, rest) = words.split_at(end);
                    (said, rest, times)
                }
                (_, Some((start, times))) if apart(&lower[..start], lower[..start].chars().next_back()) => {
                    let (rest, said) = words.split_at(start);
                    (said, rest, times)
                }
                _ => return None,
            };
            Some((said, lie.times(times).on(today)?, rest.trim().trim_matches('的')))
        })
    }
}

/// Where a word ends with which the text begins, and the number for its `_`, else one.
fn first(text: &str, name: &str) -> Option<(usize, i64)> {
    let Some((before, behind)) = name.split_once('_') else { return text.starts_with(name).then_some((name.len(), 1)) };
    let rest = text.strip_prefix(before)?;
    let (number, rest) = rest.split_at(rest.find(behind)?);
    Some((text.len() - rest.len() + behind.len(), counted(number)?))
}

/// Where a word begins with which the text ends, and the number for its `_`, else one.
fn last(text: &str, name: &str) -> Option<(usize, i64)> {
    let Some((before, behind)) = name.split_once('_') else { return text.strip_suffix(name).map(|rest| (rest.len(), 1)) };
    let rest = text.strip_suffix(behind)?;
    let start = if before.is_empty() { rest.trim_end_matches(|c: char| !c.is_whitespace()).len() } else { rest.rfind(before)? };
    Some((start, counted(&rest[start + before.len()..])?))
}

/// The number that words are, where there may be so many days or weeks.
fn counted(number: &str) -> Option<i64> {
    i64::try_from(Figures::number(number)?).ok().filter(|number| (1..1000).contains(number))
}

/// A line's words, what they name and its number: 昨天、昨日 = day -1.
fn meaning(line: &str) -> Option<(Vec<String>, String, i64)> {
    let (names, means) = line.split_once('=')?;
    let names = listed(names).collect();
    let (of, number) = means.trim().split_once(' ').unwrap_or((means.trim(), "0"));
    let known = matches!(of, "day" | "week" | "month" | "year" | "last" | "before" | "weekday" | "past");
    Some((names, of.to_owned(), number.trim().parse().ok()?)).filter(|_| known)
}

/// The words of a list, folded.
fn listed(names: &str) -> impl Iterator<Item = String> {
    names.split([',', '、', '，']).map(|name| fold(name.trim()).text.to_lowercase()).filter(|name| !name.is_empty())
}

impl Lie {
    /// So many times as far away or as long.
    fn times(self, times: i64) -> Self {
        match self {
            Self::Day(days) => Self::Day(days * times),
            Self::Week(weeks) => Self::Week(weeks * times),
            Self::Last(days) => Self::Last(days * times),
            Self::Before(days) => Self::Before(days * times),
            Self::Month(months) => i32::try_from(times).map_or(self, |times| Self::Month(months * times)),
            Self::Year(_) | Self::Weekday(..) => self,
        }
    }

    fn on(self, today: NaiveDate) -> Option<Named> {
        let day = |days: i64| match u64::try_from(days) {
            Ok(days) => today.checked_add_days(Count::new(days)),
            Err(_) => today.checked_sub_days(Count::new(days.unsigned_abs())),
        };
        let weekday = i64::from(today.weekday().number_from_monday());
        let days = match self {
            Self::Day(days) => Days::Day(day(days)?),
            Self::Week(0) | Self::Last(7) => Days::Week(today),
            Self::Last(..=1) => Days::Day(today),
            Self::Last(days) => Days::Between(day(1 - days)?, today),
            Self::Before(..=1) => Days::Day(day(-1)?),
            Self::Before(days) => Days::Between(day(-days)?, day(-1)?),
            // The week after ends with a Sunday, as the week before does.
            Self::Week(weeks) => Days::Between(day(7 * weeks + 1 - weekday)?, day(7 * weeks + 7 - weekday)?),
            Self::Month(months) => {
                let first = shifted(today.with_day(1)?, months)?;
                Days::Between(first, shifted(first, 1)?.pred_opt()?)
            }
            Self::Year(years) if years > 0 => return NaiveDate::from_ymd_opt(today.year() + years, 1, 1).map(Named::Ahead),
            Self::Year(_) => return Some(Named::Long),
            Self::Weekday(number, Which::Of(weeks)) => Days::Day(day(7 * weeks + number - weekday)?),
            Self::Weekday(number, which) => {
                let ago = (weekday - number).rem_euclid(7);
                Days::Day(day(if ago == 0 && which == Which::Past { -7 } else { -ago })?)
            }
        };
        Some(match days {
            Days::Day(first) | Days::Between(first, _) if first > today => Named::Ahead(first),
            days => Named::Days(days),
        })
    }
}

fn shifted(day: NaiveDate, months: i32) -> Option<NaiveDate> {
    let by = Months::new(months.unsigned_abs());
    if months < 0 { day.checked_sub_months(by) } else { day.checked_add_months(by) }
}
