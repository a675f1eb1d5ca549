//! The days that a digest is asked for, and what is left of the words: its topic.
//!
//! A word (本周, yesterday) at either end, or a date as papers and people write it, wherever it stands; none is
//! the latest day. A day without a year is the last of its name, for no paper tells of one to come. Digits that may
//! be anything (1107, 2.5, 9/1) are a day only where nothing else is said, or another day behind 至. Knows nothing of
//! which days have articles.

use std::sync::LazyLock;

use chrono::{Months, NaiveDate};
use regex::Regex;

use super::dayword::{DayWords, Named};
use super::digits::{Digits, past, range};
use crate::digest::Days;
use crate::figures::{DatePoint, DateValue, Figures, Value, Year};
use crate::question::{MONTH, said_dates};
use crate::text::{Span, fold};

/// Why words give no days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoDays {
    /// They look like a date, and no calendar has it.
    NoDay(String),
    /// They are more days than a digest can tell.
    TooLong(String),
    /// They have not come yet; the first of them.
    Ahead(NaiveDate),
}

/// The most days of a digest: a quarter.
const MOST_DAYS: i64 = 92;

/// What is written like a date or the end of one: 2月30日, 2023年13月, 二月三十日, 32 June.
static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    let number = "[0-9〇零一二三四五六七八九十廿]";
    let chinese = format!("(?:{number}{{2,4}}年)?{number}{{1,3}}月份?(?:{number}{{1,3}}[日号])?|{number}{{4}}年");
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    Regex::new(&format!(
        r"(?i)(?<day>{number}{{1,3}}[日号])|(?<date>{chinese})|\b[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH})\b|\b(?:{MONTH}) [0-9]{{1,2}}\b"
    ))
    .expect("constant pattern")
});

/// A month's English name and nothing else.
#[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
static IN_MONTH: LazyLock<Regex> = LazyLock::new(|| Regex::new(&format!("(?i)^(?:{MONTH})$")).expect("constant pattern"));

/// A day of a month without the word for it.
#[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
static DAY_ALONE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"([0-9]月[0-9]{1,2})(\s|$)").expect("constant pattern"));

/// The days that the words after `/digest` ask for, and their topic. What looks like a date and is none
/// (2021-13-45, 2月30日), and a whole year, are never taken for a topic.
pub(super) fn days(words: &str, known: &DayWords, figures: &Figures, today: NaiveDate) -> Result<(Days, String), NoDays> {
    match read(words, known, figures, today)? {
        (Days::Day(first) | Days::Between(first, _), _) if first > today => Err(NoDays::Ahead(first)),
        found => Ok(found),
    }
}

fn read(words: &str, known: &DayWords, figures: &Figures, today: NaiveDate) -> Result<(Days, String), NoDays> {
    let words = fold(words.trim()).text;
    if let Some((said, named, topic)) = known.find(&words, today) {
        return match named {
            Named::Days(Days::Between(from, to)) => between(from, to, topic, said),
            Named::Days(days) => Ok((days, topic.to_owned())),
            Named::Ahead(first) => Err(NoDays::Ahead(first)),
            Named::Long => Err(NoDays::TooLong(said.to_owned())),
        };
    }
    if let Some((from, to, topic, span)) = range(&words, known, today) {
        return between(from, to, &topic, &span);
    }
    if let Some((word, day)) = words.split_whitespace().find_map(|word| Some((word, Digits::read(word)?)).filter(|(_, day)| day.sure(&words, today))) {
        let (day, _) = past(|back| day.on(today, back), |back| day.on(today, back), today).ok_or_else(|| NoDays::NoDay(word.to_owned()))?;
        let topic: Vec<&str> = words.split_whitespace().filter(|other| *other != word).collect();
        return Ok((Days::Day(day), topic.join(" ")));
    }
    if words.len() == 4 && (words.starts_with("19") || words.starts_with("20")) && words.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NoDays::TooLong(words));
    }
    let said = said(&words);
    let dates: Vec<(Span, DateValue)> = figures
        .mentions(&said, Some(today))
        .into_iter()
        .filter_map(|mention| match mention.value {
            Value::Date(date) => Some((mention.span, date)),
            _ => None,
        })
        .collect();
    // In the words as they were typed, unless they were English.
    let told = |span: Span| if said == words { span.of(&said).to_owned() } else { words.clone() };
    if let Some(span) = misshapen(&said, &dates) {
        return Err(NoDays::NoDay(told(span)));
    }
    for (span, date) in dates {
        let (from, to) = match &date {
            DateValue::At(point) => (point, point),
            DateValue::Between(from, to) => (from, to),
        };
        if from.month.is_none() && from.day.is_none() && from.quarter.is_none() {
            // 2024年欧洲杯 is a topic, 2024年 is not.
            let part = ["上半年", "下半年", "全年"].iter().find(|part| said[span.end..].starts_with(**part)).map_or(0, |part| part.len());
            let span = Span::new(span.start, span.end + part);
            if dated(from) && alone(&said, span) {
                return Err(NoDays::TooLong(told(span)));
            }
            continue;
        }
        if !dated(from) || !dated(to) {
            continue;
        }
        let step = Step::of(span.of(&said));
        let days = past(|back| bounds(from, back, step), |back| bounds(to, back, step), today);
        let Some((from, to)) = days else { return Err(NoDays::NoDay(told(span))) };
        let topic = format!("{} {}", said[..span.start].trim(), said[span.end..].trim());
        return between(from, to, topic.trim().trim_start_matches("的"), &told(span));
    }
    Ok((Days::Latest(today), words))
}

/// The days from one to another, unless they are too many or none.
fn between(from: NaiveDate, to: NaiveDate, topic: &str, said: &str) -> Result<(Days, String), NoDays> {
    match (to - from).num_days() {
        0 => Ok((Days::Day(from), topic.to_owned())),
        days if days < 0 => Err(NoDays::NoDay(said.to_owned())),
        days if days >= MOST_DAYS => Err(NoDays::TooLong(said.to_owned())),
        _ => Ok((Days::Between(from, to), topic.to_owned())),
    }
}

/// The words with their dates as papers print them: English ones in Chinese, 9月1 as 9月1日.
fn said(words: &str) -> String {
    if IN_MONTH.is_match(words) {
        return said_dates(&format!("1 {words}")).trim().trim_end_matches("1日").to_owned();
    }
    DAY_ALONE.replace_all(&said_dates(words), "${1}日${2}").into_owned()
}

/// The first thing that is written like a date and not read as one.
fn misshapen(said: &str, dates: &[(Span, DateValue)]) -> Option<Span> {
    SHAPE.captures_iter(said).find_map(|found| {
        let whole = found.get(0)?;
        let span = Span::new(whole.start(), whole.end());
        let read = dates.iter().any(|(date, _)| date.start <= span.start && span.end <= date.end);
        let behind = said[span.end..].chars().next();
        let misread = match (found.name("day"), found.name("date")) {
            // 32号 is no day; in 32号文件 it is a number, as 3日 in 连续3日.
            (Some(_), _) => alone(said, span),
            // Nor is what lasts so long or was so long ago a date: 近三月, 三月龄.
            (_, Some(_)) => begins(said, span) && !behind.is_some_and(|c| "龄来内前后".contains(c)),
            // The Long March 10 is none either, and no date.
            _ => whole.as_str().split(|c: char| !c.is_ascii_digit()).find_map(|digits| digits.parse::<u8>().ok()).is_none_or(|day| !(1..=31).contains(&day)),
        };
        (misread && !read).then_some(span)
    })
}

/// Whether a span begins a word.
fn begins(text: &str, span: Span) -> bool {
    text[..span.start].chars().next_back().is_none_or(char::is_whitespace)
}

/// Whether a span stands between blanks.
fn alone(text: &str, span: Span) -> bool {
    begins(text, span) && text[span.end..].chars().next().is_none_or(char::is_whitespace)
}

/// Whether the year of a point is known.
fn dated(point: &DatePoint) -> bool {
    matches!(point.year, Year::Known(_))
}

/// What lies between a date that does not say all and the one before of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// All is said: 2025年1月, 下月5日.
    None,
    /// 25日.
    Month,
    /// 12月25日.
    Year,
}

impl Step {
    fn of(said: &str) -> Self {
        let bare = said.starts_with(|c: char| c.is_ascii_digit() || "第〇零一二三四五六七八九十廿".contains(c));
        let year = said.contains('年') || said.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= 4);
        match said {
            _ if !bare || year => Self::None,
            _ if said.contains(['月', '季']) => Self::Year,
            _ => Self::Month,
        }
    }
}

/// First and last day of a day, month or quarter, so many steps before.
fn bounds(point: &DatePoint, back: u8, step: Step) -> Option<(NaiveDate, NaiveDate)> {
    let Year::Known(year) = point.year else { return None };
    let (year, of) = match (step, point.month) {
        _ if back == 0 => (year, point.month),
        (Step::None, _) => return None,
        (Step::Month, Some(1)) => (year - i32::from(back), Some(12)),
        (Step::Month, of) => (year, of.and_then(|of| of.checked_sub(back))),
        (Step::Year, of) => (year - i32::from(back), of),
    };
    match (point.quarter, of, point.day) {
        (_, Some(of), Some(day)) => NaiveDate::from_ymd_opt(year, of.into(), day.into()).map(|day| (day, day)),
        (_, Some(of), None) => month(NaiveDate::from_ymd_opt(year, of.into(), 1)?),
        (Some(quarter), None, _) => {
            let last = u32::from(quarter) * 3;
            let first = NaiveDate::from_ymd_opt(year, last.checked_sub(2)?, 1)?;
            Some((first, month(NaiveDate::from_ymd_opt(year, last, 1)?)?.1))
        }
        _ => None,
    }
}

/// First and last day of the month that begins with `first`.
fn month(first: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;

    #[test]
    fn days_are_read_wherever_they_stand() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2024-06-20");
        let (figures, known) = (Figures::embedded(), DayWords::new(&Words::embedded().unwrap()));
        let one = |text: &str| Days::Day(day(text));
        for (words, wanted, topic) in [
            ("", Days::Latest(today), ""),
            ("宿城", Days::Latest(today), "宿城"),
            ("today", one("2024-06-20"), ""),
            ("Yesterday Taizhou", one("2024-06-19"), "Taizhou"),
            ("昨天 台州", one("2024-06-19"), "台州"),
            ("台州 本周", Days::Week(today), "台州"),
            ("this week", Days::Week(today), ""),
            ("上周", Days::Between(day("2024-06-10"), day("2024-06-16")), ""),
            ("上週 台州", Days::Between(day("2024-06-10"), day("2024-06-16")), "台州"),
            ("昨天的台州", one("2024-06-19"), "台州"),
            ("大前天", one("2024-06-17"), ""),
            // 20 June 2024 is a Thursday.
            ("上周五", one("2024-06-14"), ""),
            ("上星期日 台州", one("2024-06-16"), "台州"),
            ("上週五", one("2024-06-14"), ""),
            ("本周一", one("2024-06-17"), ""),
            ("周四", one("2024-06-20"), ""),
            ("周五", one("2024-06-14"), ""),
            ("last Friday", one("2024-06-14"), ""),
            ("Taizhou last thursday", one("2024-06-13"), "Taizhou"),
            ("Wednesday", one("2024-06-19"), ""),
            ("0601", one("2024-06-01"), ""),
            ("6/1", one("2024-06-01"), ""),
            ("6.1", one("2024-06-01"), ""),
            // Beside other words these may be anything.
            ("6/1 台州", Days::Latest(today), "6/1 台州"),
            ("PM 2.5", Days::Latest(today), "PM 2.5"),
            ("7.2 级地震", Days::Latest(today), "7.2 级地震"),
            ("1024 程序员节", Days::Latest(today), "1024 程序员节"),
            ("1107 航班", Days::Latest(today), "1107 航班"),
            ("国足 2-1", Days::Latest(today), "国足 2-1"),
            ("0230 航班", Days::Latest(today), "0230 航班"),
            ("2.99", Days::Latest(today), "2.99"),
            ("0601至0605", Days::Between(day("2024-06-01"), day("2024-06-05")), ""),
            ("6/1 到 6/5 台州", Days::Between(day("2024-06-01"), day("2024-06-05")), "台州"),
            ("Taizhou 6/1 to 6/5", Days::Between(day("2024-06-01"), day("2024-06-05")), "Taizhou"),
            ("6.1-6.5", Days::Between(day("2024-06-01"), day("2024-06-05")), ""),
            ("06-01-06-05", Days::Between(day("2024-06-01"), day("2024-06-05")), ""),
            ("2024-06-01至06-05 台州", Days::Between(day("2024-06-01"), day("2024-06-05")), "台州"),
            ("3.5-4.2 级", Days::Latest(today), "3.5-4.2 级"),
            // What has not come is of the year before, or of the month.
            ("7月1日", one("2023-07-01"), ""),
            ("12月25日 圣诞", one("2023-12-25"), "圣诞"),
            ("0701", one("2023-07-01"), ""),
            ("12/31", one("2023-12-31"), ""),
            ("December 25", one("2023-12-25"), ""),
            ("12月", Days::Between(day("2023-12-01"), day("2023-12-31")), ""),
            ("四季度", Days::Between(day("2023-10-01"), day("2023-12-31")), ""),
            ("12月25日至31日", Days::Between(day("2023-12-25"), day("2023-12-31")), ""),
            ("12月25日至1月3日", Days::Between(day("2023-12-25"), day("2024-01-03")), ""),
            ("12/25至1/3", Days::Between(day("2023-12-25"), day("2024-01-03")), ""),
            ("6月18日至7月1日", Days::Between(day("2024-06-18"), day("2024-07-01")), ""),
            ("25号", one("2024-05-25"), ""),
            ("31号 台州", one("2024-05-31"), "台州"),
            // Words for some days.
            ("上上周五", one("2024-06-07"), ""),
            ("上上周 台州", Days::Between(day("2024-06-03"), day("2024-06-09")), "台州"),
            ("上一周", Days::Between(day("2024-06-10"), day("2024-06-16")), ""),
            ("过去一周", Days::Week(today), ""),
            ("最近七天 台州", Days::Week(today), "台州"),
            ("最近两周", Days::Between(day("2024-06-07"), today), ""),
            ("最近三天", Days::Between(day("2024-06-18"), today), ""),
            ("台州 最近3天", Days::Between(day("2024-06-18"), today), "台州"),
            ("近十天的台州", Days::Between(day("2024-06-11"), today), "台州"),
            ("前两天", Days::Between(day("2024-06-18"), day("2024-06-19")), ""),
            ("台州 前兩天", Days::Between(day("2024-06-18"), day("2024-06-19")), "台州"),
            ("前一天", one("2024-06-19"), ""),
            ("三天前", one("2024-06-17"), ""),
            ("台州 2周前", Days::Between(day("2024-06-03"), day("2024-06-09")), "台州"),
            ("最近三个月", Days::Between(day("2024-03-23"), today), ""),
            ("last 3 days Taizhou", Days::Between(day("2024-06-18"), today), "Taizhou"),
            ("Taizhou 3 days ago", one("2024-06-17"), "Taizhou"),
            ("the past two weeks", Days::Between(day("2024-06-07"), today), ""),
            ("台风前三天", Days::Latest(today), "台风前三天"),
            ("近年 台州", Days::Latest(today), "近年 台州"),
            ("06-01", one("2024-06-01"), ""),
            ("6月1号", one("2024-06-01"), ""),
            ("２０２４年６月１號", one("2024-06-01"), ""),
            ("1345", Days::Latest(today), "1345"),
            ("2024-02-20", one("2024-02-20"), ""),
            ("云南 2024-02-20", one("2024-02-20"), "云南"),
            ("2024年6月18日", one("2024-06-18"), ""),
            ("6月18日 云南", one("2024-06-18"), "云南"),
            ("18 June 2024", one("2024-06-18"), ""),
            ("Taizhou June 18, 2024", one("2024-06-18"), "Taizhou"),
            ("2024年5月", Days::Between(day("2024-05-01"), day("2024-05-31")), ""),
            ("6月3日至5日", Days::Between(day("2024-06-03"), day("2024-06-05")), ""),
            ("2024/2/20 云南", one("2024-02-20"), "云南"),
            ("20240220", one("2024-02-20"), ""),
            ("6月18 云南", one("2024-06-18"), "云南"),
            ("2月29日", one("2024-02-29"), ""),
            ("二月二十日 云南", one("2024-02-20"), "云南"),
            ("18号", one("2024-06-18"), ""),
            ("2024年2月 云南", Days::Between(day("2024-02-01"), day("2024-02-29")), "云南"),
            ("上个月", Days::Between(day("2024-05-01"), day("2024-05-31")), ""),
            ("this month Taizhou", Days::Between(day("2024-06-01"), day("2024-06-30")), "Taizhou"),
            ("2024年一季度", Days::Between(day("2024-01-01"), day("2024-03-31")), ""),
            ("2024年欧洲杯", Days::Latest(today), "2024年欧洲杯"),
            ("June", Days::Between(day("2024-06-01"), day("2024-06-30")), ""),
            ("the Long March 10 rocket", Days::Latest(today), "the Long March 10 rocket"),
            ("Expo 2025 Osaka", Days::Latest(today), "Expo 2025 Osaka"),
            ("1号文件", Days::Latest(today), "1号文件"),
            ("32号文件", Days::Latest(today), "32号文件"),
            ("1号线 上海", Days::Latest(today), "1号线 上海"),
            ("嫦娥六号", Days::Latest(today), "嫦娥六号"),
            ("周口", Days::Latest(today), "周口"),
            ("weekend markets", Days::Latest(today), "weekend markets"),
            ("İİİ WEEK", Days::Week(today), "İİİ"),
        ] {
            assert_eq!(super::days(words, &known, &figures, today), Ok((wanted, topic.to_owned())), "{words}");
        }
    }

    #[test]
    fn days_before_the_turn_of_the_year_are_of_the_last() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (figures, known) = (Figures::embedded(), DayWords::new(&Words::embedded().unwrap()));
        for (words, today, first, last) in [
            ("1231", "2025-01-02", "2024-12-31", "2024-12-31"),
            ("12/31", "2025-01-02", "2024-12-31", "2024-12-31"),
            ("12月31日", "2025-01-02", "2024-12-31", "2024-12-31"),
            ("25号", "2025-01-02", "2024-12-25", "2024-12-25"),
            ("12月25日至1月3日", "2025-01-10", "2024-12-25", "2025-01-03"),
            ("12/25至1/3", "2025-01-02", "2024-12-25", "2025-01-03"),
            ("2月", "2025-01-10", "2024-02-01", "2024-02-29"),
            ("0229", "2025-03-10", "2024-02-29", "2024-02-29"),
            ("2/29", "2025-03-10", "2024-02-29", "2024-02-29"),
            ("12月25日", "2021-09-02", "2020-12-25", "2020-12-25"),
            ("上上周五", "2025-01-02", "2024-12-20", "2024-12-20"),
            ("前两天", "2025-01-02", "2024-12-31", "2025-01-01"),
        ] {
            let wanted = if first == last { Days::Day(day(first)) } else { Days::Between(day(first), day(last)) };
            assert_eq!(super::days(words, &known, &figures, day(today)), Ok((wanted, String::new())), "{words} on {today}");
        }
    }

    #[test]
    fn what_is_no_date_and_what_is_too_long_is_named() {
        let (figures, today) = (Figures::embedded(), NaiveDate::from_ymd_opt(2024, 6, 20).unwrap());
        let known = DayWords::new(&Words::embedded().unwrap());
        for (words, no_day) in [
            ("2021-13-45 云南", "2021-13-45"),
            ("2023/2/29", "2023/2/29"),
            ("20230230", "20230230"),
            ("2月30日", "2月30日"),
            ("2023年2月29日", "2023年2月29日"),
            ("二月三十日 台州", "二月三十日"),
            ("台州 2月32日", "2月32日"),
            ("13月5日", "13月5日"),
            ("十三月五日", "十三月五日"),
            ("2023年13月", "2023年13月"),
            ("0月", "0月"),
            ("2月30", "2月30"),
            ("32号", "32号"),
            ("45日 台州", "45日"),
            ("9月31日至10月2日", "9月31日至10月2日"),
            ("30 February", "30 February"),
            ("Taizhou June 31, 2024", "Taizhou June 31, 2024"),
            ("32 June", "32 June"),
            ("0230", "0230"),
        ] {
            assert_eq!(super::days(words, &known, &figures, today), Err(NoDays::NoDay(no_day.to_owned())), "{words}");
        }
        for (words, long) in [
            ("2023年", "2023年"),
            ("2023年 台州", "2023年"),
            ("2023年上半年", "2023年上半年"),
            ("2023", "2023"),
            ("今年", "今年"),
            ("台州 去年", "去年"),
            ("this year", "this year"),
            ("2023年1月至6月", "2023年1月至6月"),
            ("2022年1月1日至2023年1月1日", "2022年1月1日至2023年1月1日"),
            ("2022-01-01至2023-01-01", "2022-01-01至2023-01-01"),
            ("最近100天", "最近100天"),
            ("最近三年", "最近三年"),
        ] {
            assert_eq!(super::days(words, &known, &figures, today), Err(NoDays::TooLong(long.to_owned())), "{words}");
        }
        for (words, first) in [
            ("明天", "2024-06-21"),
            ("tomorrow Taizhou", "2024-06-21"),
            ("后天 台州", "2024-06-22"),
            ("本周五", "2024-06-21"),
            ("next friday", "2024-06-28"),
            ("下周", "2024-06-24"),
            ("下个月", "2024-07-01"),
            ("明年", "2025-01-01"),
            ("2024年7月1日", "2024-07-01"),
            ("今年7月1日", "2024-07-01"),
            ("2024-07-01", "2024-07-01"),
            ("July 1, 2024", "2024-07-01"),
            ("下月5日", "2024-07-05"),
            ("2025年1月", "2025-01-01"),
        ] {
            assert_eq!(super::days(words, &known, &figures, today), Err(NoDays::Ahead(first.parse().unwrap())), "{words}");
        }
    }
}
