//! The days a figure belongs to, and how they lie to those asked for.
//!
//! What governs a figure is the last time said before it that is no base of a comparison: in its
//! sentence, else in sentences before, else in the lead. Everything is resolved to days against
//! the article's date, so that 上半年, 1—6月 and 今年前6个月 are one stretch and 昨天 is another
//! day than 3日. Knows nothing of coverage or units.

use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate};
use regex::Regex;

use super::document::{Document, Sentence};
use super::feature::{Feature, Features};
use super::mark::Mark;
use super::words::Words;
use crate::figures::{DatePoint, DateValue, Value, Year};
use crate::question::{Kind, Period, Question};
use crate::text::Span;

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    from: NaiveDate,
    to: NaiveDate,
}

/// A time that a text says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Said {
    span: Span,
    stretch: Stretch,
    /// What something is compared with: 比2020年.
    base: bool,
    /// When something was published or said, not when it was: 3日公布.
    told: bool,
}

/// How a stretch lies to the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lies {
    Same,
    Within,
    Around,
    /// Both begin together and end apart, or they cross.
    Across,
    Apart,
}

/// Days named from the article's own, and its months.
static WORDS: LazyLock<Regex> = LazyLock::new(|| constant("今[天日晚早晨]|昨[天日晚夜]|前[天日]|明[天日晚]|本月|当月|上个?月"));
/// Between the members of a list.
static JOINT: LazyLock<Regex> = LazyLock::new(|| constant("^(?:、|和|与|及|以及)$"));

fn constant(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    Regex::new(pattern).expect("constant pattern")
}

/// Bytes from the base of a comparison to a figure that is still its own: 比去年的5亿元.
pub(super) const BASE: usize = 3;
/// Bytes between two times of which the second narrows the first.
const JOINED: usize = 3;

/// The times of a folded text, in order. `marks` may hold its dates; `date` is the article's.
pub(crate) fn said(text: &str, marks: &[Mark], periods: &[Period], date: Option<NaiveDate>, words: &Words) -> Vec<Said> {
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
        found.extend(WORDS.find_iter(text).filter_map(|day| Some((Span::new(day.start(), day.end()), named(day.as_str(), date)?, false))));
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
fn stretch(period: &Period, year: Option<i32>, date: Option<NaiveDate>) -> Option<Stretch> {
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

fn months(year: i32, first: u32, last: u32) -> Option<Stretch> {
    let from = NaiveDate::from_ymd_opt(year, first, 1)?;
    let to = NaiveDate::from_ymd_opt(year, last, 1)?.checked_add_months(Months::new(1))?.pred_opt()?;
    Some(Stretch { from, to })
}

impl Stretch {
    fn lies(self, asked: Stretch) -> Lies {
        let days = |stretch: Stretch| (stretch.to - stretch.from).num_days();
        if self == asked {
            Lies::Same
        } else if self.to < asked.from || asked.to < self.from {
            Lies::Apart
        } else if self.from == asked.from && days(self).min(days(asked)) > 0 && days(self) < 360 {
            Lies::Across
        } else if asked.from <= self.from && self.to <= asked.to {
            Lies::Within
        } else if self.from <= asked.from && asked.to <= self.to {
            Lies::Around
        } else {
            Lies::Across
        }
    }
}

/// Whether a question asks for something of a time; one that asks for a date does not.
pub(crate) fn asks(question: &Question) -> bool {
    !question.periods.is_empty() && question.asked.as_ref().is_some_and(|asked| asked.kind != Kind::Date)
}

/// The stretches a question asks for, those without a year taken near the article.
pub(crate) fn asked(question: &Question, date: Option<NaiveDate>) -> Vec<Stretch> {
    if !asks(question) {
        return Vec::new();
    }
    let year = question.periods.iter().filter_map(|period| period.year).max();
    let fine = question.periods.iter().any(|period| period.months.is_some());
    let finest = question.periods.iter().filter(|period| !fine || period.months.is_some());
    finest.filter_map(|period| stretch(period, year, date)).collect()
}

/// How sure a time is that stands so many sentences before.
const CARRIED: [f32; 4] = [0.8, 0.6, 0.45, 0.35];
/// The same where it stands behind the figure, and in the lead.
const BEHIND: f32 = 0.5;
const LEAD: f32 = 0.4;

/// A paper of the last days before speaks of what begins.
const EVE: u64 = 31;

/// Whether a question asks an article for a time to come; `ahead` says so where the article has no date.
fn is_ahead(asked: &[Stretch], ahead: bool, date: Option<NaiveDate>) -> bool {
    let eve = date.map(|date| date.checked_add_days(Days::new(EVE)).unwrap_or(date));
    eve.map_or(ahead, |eve| asked.iter().all(|asked| eve < asked.from))
}

/// Fills the features of days. `asked` is empty where no time was asked for; `words` tell
/// what is to be from what is.
pub(super) fn fill((asked, ahead): (&[Stretch], bool), words: &Words, document: &Document, at: usize, figure: usize, out: &mut Features) {
    if asked.is_empty() {
        return;
    }
    printed(asked, document.article().date, out);
    let sentence = &document.sentences[at];
    let span = sentence.marks()[figure].span;
    let listed = listed(sentence, figure).or_else(|| sentence.scopes()[figure].year.and_then(|year| months(year, 1, 12)));
    let own = |said: &&Said| said.span.end <= span.start && (!said.base || span.start - said.span.end <= BASE);
    let clause = sentence.clause(span);
    let before = || sentence.said.iter().rev().filter(own);
    let plain = |said: &&Said| !said.told;
    let carried = || {
        let near = document.sentences[..at].iter().rev().filter_map(|other| Some((other, *CARRIED.get(sentence.number.abs_diff(other.number) - 1)?)));
        near.filter_map(|(other, sure)| Some((other.said.iter().rev().find(|said| !said.base && !said.told)?.stretch, sure))).next()
    };
    let found = listed
        .map(|stretch| (stretch, 1.0))
        .or_else(|| before().find(plain).map(|said| (said.stretch, 1.0)))
        .or_else(|| {
            sentence.said.iter().find(|said| said.span.start >= span.end && said.span.end <= clause.end && !said.base).map(|said| (said.stretch, BEHIND))
        })
        .or_else(carried)
        .or_else(|| document.lead_said.iter().rev().find(|said| !said.base && !said.told).map(|said| (said.stretch, LEAD)));
    let lies = |stretch: Stretch| {
        let order = [Lies::Same, Lies::Within, Lies::Around, Lies::Across, Lies::Apart];
        asked.iter().map(|&asked| stretch.lies(asked)).min_by_key(|lies| order.iter().position(|other| other == lies)).unwrap_or(Lies::Apart)
    };
    if is_ahead(asked, ahead, document.article().date) {
        let said = found.is_some_and(|(stretch, _)| !matches!(lies(stretch), Lies::Apart));
        // What is to be may be said before a list: 计划引进20家，招聘100人.
        out.mark(Feature::AheadUnsaid, !said && !words.ahead.is_match(&sentence.text()[..clause.end]));
    }
    match found {
        Some((stretch, sure)) => {
            let feature = match lies(stretch) {
                Lies::Same => Feature::DaysSame,
                Lies::Within => Feature::DaysWithin,
                Lies::Around => Feature::DaysAround,
                Lies::Across => Feature::DaysAcross,
                Lies::Apart => Feature::DaysApart,
            };
            out.set(feature, sure);
        }
        None => out.set(Feature::DaysUnsaid, 1.0),
    }
    let told = before().find(|said| said.told).or_else(|| document.lead_said.iter().find(|said| said.told));
    if let Some(told) = told {
        out.mark(if matches!(lies(told.stretch), Lies::Apart) { Feature::ToldApart } else { Feature::ToldFits }, true);
    }
}

/// The time of a figure where as many times as figures stand in a row: 11月和10月分别为5元和6元.
fn listed(sentence: &Sentence, figure: usize) -> Option<Stretch> {
    let row = sentence.scopes()[figure].row?;
    let before: Vec<&Said> = sentence.said.iter().filter(|said| said.span.end <= row.start).collect();
    // 8月1日至3日分别为5元、6元和7元: a day for each.
    let run = before.last().map(|said| said.stretch).filter(|stretch| (stretch.to - stretch.from).num_days() + 1 == row.count as i64);
    if let Some(day) = run.and_then(|stretch| stretch.from.checked_add_days(Days::new(row.place as u64))) {
        return Some(Stretch { from: day, to: day });
    }
    let joined = |pair: &&[&Said]| sentence.text().get(pair[0].span.end..pair[1].span.start).is_some_and(|gap| JOINT.is_match(gap));
    let count = 1 + before.windows(2).rev().take_while(joined).count();
    (count == row.count).then(|| before[before.len() - count + row.place].stretch)
}

/// Whether the article was printed before what was asked for, and how long after.
fn printed(asked: &[Stretch], date: Option<NaiveDate>, out: &mut Features) {
    let Some(date) = date else { return };
    let early = asked.iter().all(|asked| date < asked.from);
    out.mark(Feature::PrintedEarly, early);
    let late = asked.iter().map(|asked| (date - asked.to).num_days().max(0)).min().unwrap_or(0);
    out.set(Feature::PrintedLate, ((1.0 + late as f32 / 7.0).ln() / 5.0).min(1.5));
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
            ("没有时间", ""),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }

    #[test]
    fn stretches_lie_to_one_another() {
        let stretch = |words: &str| {
            let period = periods(words, Some(2023))[0];
            stretch(&period, None, None).expect("a stretch")
        };
        for (said, asked, wanted) in [
            ("2023年1—6月", "2023年上半年", Lies::Same),
            ("2023年5月", "2023年", Lies::Within),
            ("2023年", "2023年5月", Lies::Around),
            ("2023年上半年", "2023年前三季度", Lies::Across),
            ("2022年", "2023年", Lies::Apart),
            ("2023年5月3日", "2023年5月4日", Lies::Apart),
        ] {
            assert_eq!(stretch(said).lies(stretch(asked)), wanted, "{said} for {asked}");
        }
    }
}
