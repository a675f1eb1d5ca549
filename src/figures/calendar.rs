//! Words of the calendar beside numbers (今年, 昨晚, 下午), and dates filled from the article's.
//!
//! 18日 is a day of some month. The sentence may have named it; else the article's own date tells;
//! else it stays open, and the value says so with `X`.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::scan::Scan;
use super::value::{DatePoint, Year};

/// What is printed of a point of time, before the rest is filled in.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Printed {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// Year, where printed or told by 今年.
    pub(crate) year: Option<Year>,
    /// Quarter.
    pub(crate) quarter: Option<u8>,
    /// Month.
    pub(crate) month: Option<u8>,
    /// Months from the article's (上月 -1).
    pub(crate) months_on: Option<i32>,
    /// Day of the month.
    pub(crate) day: Option<u8>,
    /// Days from the article's (昨晚 -1).
    pub(crate) days_on: Option<i64>,
    /// Hour of the day, 0 to 24.
    pub(crate) hour: Option<u8>,
    /// Minute.
    pub(crate) minute: Option<u8>,
    /// Second.
    pub(crate) second: Option<u8>,
    /// 许 stands behind the clock time.
    pub(crate) about: bool,
}

/// Levels of a date, from the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Year,
    Quarter,
    Month,
    Day,
    Clock,
}

impl Printed {
    /// The largest level printed.
    pub(crate) fn top(&self) -> Level {
        match self {
            Self { year: Some(_), .. } => Level::Year,
            Self { quarter: Some(_), .. } => Level::Quarter,
            Self { month: Some(_), .. } | Self { months_on: Some(_), .. } => Level::Month,
            Self { day: Some(_), .. } | Self { days_on: Some(_), .. } => Level::Day,
            _ => Level::Clock,
        }
    }

    /// The smallest level printed.
    pub(crate) fn bottom(&self) -> Level {
        match self {
            Self { hour: Some(_), .. } => Level::Clock,
            Self { day: Some(_), .. } => Level::Day,
            Self { month: Some(_), .. } => Level::Month,
            Self { quarter: Some(_), .. } => Level::Quarter,
            _ => Level::Year,
        }
    }

    /// Takes the levels above its own from the beginning of a range.
    pub(crate) fn inherit(&mut self, from: &Printed) {
        let top = self.top();
        if top > Level::Year {
            self.year = from.year;
        }
        if top > Level::Month {
            self.month = from.month;
            self.months_on = from.months_on;
        }
        if top > Level::Day {
            self.day = from.day;
            self.days_on = from.days_on;
        }
    }
}

/// Parts of the day that turn a clock hour into the afternoon, longest first.
const PARTS: [(&str, Part); 24] = [
    ("北京时间", Part::Plain),
    ("当地时间", Part::Plain),
    ("凌晨", Part::Plain),
    ("清晨", Part::Plain),
    ("早晨", Part::Plain),
    ("早上", Part::Plain),
    ("上午", Part::Plain),
    ("中午", Part::Noon),
    ("正午", Part::Noon),
    ("午后", Part::Later),
    ("下午", Part::Later),
    ("傍晚", Part::Later),
    ("晚上", Part::Evening),
    ("晚间", Part::Evening),
    ("夜里", Part::Evening),
    ("夜间", Part::Evening),
    ("深夜", Part::Evening),
    ("当晚", Part::Evening),
    ("白天", Part::Plain),
    ("午夜", Part::Evening),
    ("当日", Part::Plain),
    ("早", Part::Plain),
    ("晚", Part::Evening),
    ("夜", Part::Evening),
];

/// Days named from the article's own.
const DAYS: [(&str, i64, Part); 16] = [
    ("今天", 0, Part::Plain),
    ("今日", 0, Part::Plain),
    ("今早", 0, Part::Plain),
    ("今晨", 0, Part::Plain),
    ("今晚", 0, Part::Evening),
    ("今夜", 0, Part::Evening),
    ("昨天", -1, Part::Plain),
    ("昨日", -1, Part::Plain),
    ("昨晚", -1, Part::Evening),
    ("昨夜", -1, Part::Evening),
    ("明天", 1, Part::Plain),
    ("明日", 1, Part::Plain),
    ("明早", 1, Part::Plain),
    ("明晚", 1, Part::Evening),
    ("前天", -2, Part::Plain),
    ("后天", 2, Part::Plain),
];

/// Years named from the article's own.
const YEARS: [(&str, i32); 9] = [("今年", 0), ("本年", 0), ("去年", -1), ("上年", -1), ("前年", -2), ("明年", 1), ("次年", 1), ("翌年", 1), ("后年", 2)];

/// Months named from the article's own.
const MONTHS: [(&str, i32); 6] = [("本月", 0), ("这个月", 0), ("上月", -1), ("上个月", -1), ("下月", 1), ("下个月", 1)];

/// Eras whose years newspapers and encyclopaedias still count by, with the year before their first.
const ERAS: [(&str, i32); 17] = [
    ("民国", 1911),
    ("洪武", 1367),
    ("顺治", 1643),
    ("康熙", 1661),
    ("雍正", 1722),
    ("乾隆", 1735),
    ("嘉庆", 1795),
    ("道光", 1820),
    ("咸丰", 1850),
    ("同治", 1861),
    ("光绪", 1874),
    ("宣统", 1908),
    ("明治", 1867),
    ("大正", 1911),
    ("昭和", 1925),
    ("平成", 1988),
    ("令和", 2018),
];

/// A part of the day, as far as it changes the hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Plain,
    Noon,
    Later,
    Evening,
}

impl Part {
    /// The hour on the clock of 24.
    pub(crate) fn hour(self, hour: u8) -> u8 {
        match self {
            Part::Noon if hour <= 2 => hour + 12,
            Part::Later if hour < 12 => hour + 12,
            Part::Evening if (5..=12).contains(&hour) => hour + 12,
            _ => hour,
        }
    }
}

/// The hour on the clock of 24 that an hour in a part of the day is: 下午 and 4.
pub(crate) fn hour_of(part: &str, hour: u8) -> u8 {
    PARTS.iter().find(|(word, _)| *word == part).map_or(hour, |(_, part)| part.hour(hour))
}

/// The part of the day that `text` begins with: its bytes.
pub(crate) fn part_at(text: &str) -> Option<(usize, Part)> {
    PARTS.iter().skip(2).find(|(word, _)| text.starts_with(word)).map(|&(word, part)| (word.len(), part))
}

/// The part of the day that `text` ends with.
pub(crate) fn part_before(text: &str) -> Option<(usize, Part)> {
    PARTS.iter().skip(2).find(|(word, _)| text.ends_with(word)).map(|&(word, part)| (word.len(), part))
}

/// The day word that `text` ends with.
pub(crate) fn day_before(text: &str) -> Option<(usize, i64, Part)> {
    DAYS.iter().find(|(word, ..)| text.ends_with(word)).map(|&(word, days, part)| (word.len(), days, part))
}

/// The day word that `text` begins with: its bytes.
pub(crate) fn day_at(text: &str) -> Option<usize> {
    DAYS.iter().find(|(word, ..)| text.starts_with(word)).map(|(word, ..)| word.len())
}

/// The year word that `text` ends with.
pub(crate) fn year_before(text: &str) -> Option<(usize, i32)> {
    let trimmed = text.trim_end_matches(' ');
    let blank = text.len() - trimmed.len();
    YEARS.iter().find(|(word, _)| trimmed.ends_with(word)).map(|&(word, years)| (word.len() + blank, years))
}

/// The era that `text` ends with: its bytes and the year before its first.
pub(crate) fn era_before(text: &str) -> Option<(usize, i32)> {
    ERAS.iter().find(|(word, _)| text.ends_with(word)).map(|&(word, start)| (word.len(), start))
}

/// The month word that `text` ends with.
pub(crate) fn month_before(text: &str) -> Option<(usize, i32)> {
    MONTHS.iter().find(|(word, _)| text.ends_with(word)).map(|&(word, months)| (word.len(), months))
}

/// Bytes of the month word that `text` begins with.
pub(crate) fn month_at(text: &str) -> Option<usize> {
    MONTHS.iter().find(|(word, _)| text.starts_with(word)).map(|(word, _)| word.len())
}

/// The year word that `text` begins with: its bytes, and how many years from the article's it is.
pub(crate) fn year_at(text: &str) -> Option<(usize, i32)> {
    YEARS.iter().find(|(word, _)| text.starts_with(word)).map(|&(word, years)| (word.len(), years))
}

impl Scan<'_> {
    /// Fills what is not printed from the sentence and the article's date.
    pub(crate) fn resolve(&mut self, printed: &Printed) -> DatePoint {
        let mut point = DatePoint {
            quarter: printed.quarter,
            month: printed.month,
            day: printed.day,
            hour: printed.hour,
            minute: printed.minute,
            second: printed.second,
            ..DatePoint::default()
        };
        point.year = match (printed.year, self.date) {
            (Some(Year::Relative(years)), Some(date)) => Year::Known(date.year() + years),
            (Some(year), _) => year,
            (None, _) => Year::Open,
        };
        match printed.top() {
            Level::Clock | Level::Year => {}
            Level::Day => self.fill_day(printed, &mut point),
            Level::Month if printed.months_on.is_some() => {
                let on = printed.months_on.unwrap_or(0);
                if let Some(first) = self.date.and_then(|date| date.with_day(1)).and_then(|date| move_months(date, on)) {
                    (point.year, point.month) = (Year::Known(first.year()), u8::try_from(first.month()).ok());
                }
            }
            Level::Quarter | Level::Month => {
                point.year = match (self.year, self.date) {
                    (Some(year), _) if printed.month.is_some() => year,
                    (_, Some(date)) => Year::Known(self.year_of_month(date, printed.month)),
                    _ => Year::Relative(0),
                };
            }
        }
        if let (Some(month), true) = (point.month, printed.bottom() >= Level::Month) {
            self.month = Some((point.year, month));
            if matches!(printed.year, Some(Year::Known(_))) {
                self.year = printed.year;
            } else if printed.year.is_some() {
                self.year = None;
            }
        }
        if let (Some(Year::Known(year)), Level::Year) = (printed.year, printed.bottom()) {
            self.alone = Some(year);
        }
        point
    }

    /// The year of a month that stands without one: the article's, the one before for 12月 in January, and the
    /// next where the sentence speaks of that: 2025年春运将于1月14日启动, printed in November.
    fn year_of_month(&self, date: NaiveDate, month: Option<u8>) -> i32 {
        let Some(month) = month.map(u32::from) else { return date.year() };
        if self.alone == Some(date.year() + 1) && month < date.month() {
            return date.year() + 1;
        }
        date.year() - i32::from(date.month() == 1 && month >= 11)
    }

    fn fill_day(&self, printed: &Printed, point: &mut DatePoint) {
        if let Some(days) = printed.days_on {
            let day = self.date.and_then(|date| {
                if days < 0 { date.checked_sub_days(Days::new(days.unsigned_abs())) } else { date.checked_add_days(Days::new(days.unsigned_abs())) }
            });
            if let Some(day) = day {
                (point.year, point.month, point.day) = (Year::Known(day.year()), u8::try_from(day.month()).ok(), u8::try_from(day.day()).ok());
            }
            return;
        }
        if let Some((year, month)) = self.month {
            (point.year, point.month) = (year, Some(month));
            return;
        }
        let Some(date) = self.date else { return };
        let day = printed.day.map_or(0, u32::from);
        let before = date.day() <= 3 && day >= 27;
        if let Some(first) = date.with_day(1).and_then(|first| move_months(first, -i32::from(before))) {
            (point.year, point.month) = (Year::Known(first.year()), u8::try_from(first.month()).ok());
        }
    }
}

fn move_months(date: NaiveDate, months: i32) -> Option<NaiveDate> {
    let by = Months::new(months.unsigned_abs());
    if months < 0 { date.checked_sub_months(by) } else { date.checked_add_months(by) }
}
