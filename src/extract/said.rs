//! The times that a text says, as days.
//!
//! Everything is resolved against the article's date, so that 上半年, 1—6月 and 今年前6个月 are one
//! stretch and 昨天 is another day than 3日. Knows nothing of questions, and not which time a figure
//! belongs to.

use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate};
use regex::Regex;

use super::mark::Mark;
use super::words::Words;
use crate::figures::{DatePoint, DateValue, Value, Year};
use crate::question::Period;
use crate::text::Span;

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
}

/// Days of the shortest stretch of which there are sums.
pub(super) const MONTH: i64 = 27;

impl Stretch {
    /// How many days its end is behind its start.
    pub(super) fn days(self) -> i64 {
        (self.to - self.from).num_days()
    }
}

/// A time that a text says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Said {
    pub(super) span: Span,
    pub(super) stretch: Stretch,
    /// What something is compared with: 比2020年.
    pub(super) base: bool,
    /// When something was published or said, not when it was: 3日公布.
    pub(super) told: bool,
}

/// Days named from the article's own, and its months.
#[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
static WORDS: LazyLock<Regex> = LazyLock::new(|| Regex::new("今[天日晚早晨]|昨[天日晚夜]|前[天日]|明[天日晚]|本月|当月|上个?月").expect("constant pattern"));

/// Bytes between two times of which the second narrows the first.
const JOINED: usize = 3;

/// The times of a folded text, in order. `marks` may hold its dates; `date` is the article's.
pub(super) fn said(text: &str, marks: &[Mark], periods: &[Period], date: Option<NaiveDate>, words: &Words) -> Vec<Said> {
    let mut found: Vec<(Span, Stretch, bool)> = Vec::new();
    for mark in marks {
        if let Some(Value::Date(value)) = mark.figure.as_ref().map(|figure| &figure.value)
            && let Some(stretch) = dated(value)
        {
            found.push((mark.span, stretch, false));
        }
    }
    let mut year = None;
    for period in periods {
        if !period.base {
            year = period.year.or(year);
        }
        if let Some(stretch) = stretch(period, year, date) {
            found.push((Span::new(period.at, period.end), stretch, period.base));
        }
    }
    if let Some(date) = date {
        // 目前日均 and 如今日均 name no day.
        let named_day = |day: &regex::Match<'_>| !text[..day.start()].ends_with(['目', '此', '之', '以', '如', '当', '至', '迄']);
        found.extend(WORDS.find_iter(text).filter(named_day).filter_map(|day| Some((Span::new(day.start(), day.end()), named(day.as_str(), date)?, false))));
    }
    for (span, stretch, _) in &mut found {
        // What began then has gone on until the paper was printed.
        if let Some(date) = date
            && date > stretch.to
            && words.since.is_match(&text[span.end..])
        {
            stretch.to = date;
        }
    }
    found.sort_by_key(|(span, ..)| (span.start, usize::MAX - span.end));
    let mut times: Vec<Said> = Vec::new();
    for (span, stretch, base) in found {
        if let Some(last) = times.last_mut() {
            if span.start < last.span.end {
                last.base |= base;
                continue;
            }
            let inside = last.stretch.from <= stretch.from && stretch.to <= last.stretch.to;
            if inside && span.start - last.span.end <= JOINED {
                *last = Said { span: Span::new(last.span.start, span.end), stretch, base: base || last.base, told: words.told.is_match(&text[span.end..]) };
                continue;
            }
        }
        times.push(Said { span, stretch, base, told: words.told.is_match(&text[span.end..]) });
    }
    times
}

/// A day or month that [`WORDS`] finds, seen from the article's date.
fn named(words: &str, date: NaiveDate) -> Option<Stretch> {
    let day = match words.chars().next()? {
        '昨' => date.checked_sub_days(Days::new(1)),
        '前' => date.checked_sub_days(Days::new(2)),
        '明' => date.checked_add_days(Days::new(1)),
        '本' | '当' => return month(date.year(), date.month()),
        '上' => return date.checked_sub_months(Months::new(1)).and_then(|before| month(before.year(), before.month())),
        _ => Some(date),
    };
    day.map(|day| Stretch { from: day, to: day })
}

fn dated(value: &DateValue) -> Option<Stretch> {
    let of = |point: &DatePoint| {
        let Year::Known(year) = point.year else { return None };
        match (point.quarter, point.month, point.day) {
            (Some(quarter), None, _) => months(year, u32::from(quarter) * 3 - 2, u32::from(quarter) * 3),
            (_, Some(at), None) => month(year, at.into()),
            (_, Some(_), Some(_)) => point.day().map(|day| Stretch { from: day, to: day }),
            _ => months(year, 1, 12),
        }
    };
    match value {
        DateValue::At(point) => of(point),
        DateValue::Between(from, to) => Some(Stretch { from: of(from)?.from, to: of(to)?.to }).filter(|stretch| stretch.from <= stretch.to),
    }
}

/// A period as days: a month without a year is the latest before or soon after the article.
pub(super) fn stretch(period: &Period, year: Option<i32>, date: Option<NaiveDate>) -> Option<Stretch> {
    let latest = |first: u32| date.map(|date| date.year() - i32::from(first > date.month() + 1));
    let (first, last) = period.months.unwrap_or((1, 12));
    let year = period.year.or(year).or_else(|| latest(first))?;
    match period.day {
        Some(day) => NaiveDate::from_ymd_opt(year, last, day).map(|day| Stretch { from: day, to: day }),
        None => months(year, first, last),
    }
}

fn month(year: i32, at: u32) -> Option<Stretch> {
    months(year, at, at)
}

pub(super) fn months(year: i32, first: u32, last: u32) -> Option<Stretch> {
    let from = NaiveDate::from_ymd_opt(year, first, 1)?;
    let to = NaiveDate::from_ymd_opt(year, last, 1)?.checked_add_months(Months::new(1))?.pred_opt()?;
    Some(Stretch { from, to })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Figures;
    use crate::question::periods;

    /// The times of a text printed on 7 August 2023, `base` and `told` marked.
    fn told(text: &str) -> String {
        let date = NaiveDate::from_ymd_opt(2023, 8, 7);
        let figures = Figures::embedded();
        let marks: Vec<Mark> = figures.mentions_folded(text, date).into_iter().map(Mark::figure).collect();
        let print = |said: &Said| {
            let days =
                if said.stretch.from == said.stretch.to { format!("{}", said.stretch.from) } else { format!("{}~{}", said.stretch.from, said.stretch.to) };
            format!("{days}{}{}", if said.base { " base" } else { "" }, if said.told { " told" } else { "" })
        };
        said(text, &marks, &periods(text, Some(2023)), date, &Words::embedded()).iter().map(print).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn times_are_days_against_the_article() {
        for (text, wanted) in [
            ("2022年产量5万吨", "2022-01-01~2022-12-31"),
            ("今年上半年增长5%", "2023-01-01~2023-06-30"),
            ("1—7月增长5%", "2023-01-01~2023-07-31"),
            ("11月有5人参加", "2023-11-01~2023-11-30"),
            ("昨天接待5万人", "2023-08-06"),
            ("3日接待5万人", "2023-08-03"),
            ("本月接待5万人", "2023-08-01~2023-08-31"),
            ("上个月接待5万人", "2023-07-01~2023-07-31"),
            ("自2月27日以来下降5%", "2023-02-27~2023-08-07"),
            ("比去年同期增长5%", "2022-01-01~2022-12-31 base"),
            ("是2012年的3倍", "2012-01-01~2012-12-31 base"),
            ("水利部今天发布，有5条河", "2023-08-07 told"),
            ("据3日公布的数据，有5条河", "2023-08-03 told"),
            ("二季度增长5%", "2023-04-01~2023-06-30"),
            ("目前日均接待5万人", ""),
            ("没有时间", ""),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }
}
