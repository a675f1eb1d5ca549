//! Stretches named by a count or a list: 前三季度, 前11个月, 18、19日, 2019-2021年, 上世纪20年代,
//! 2018-03-05, 3Q23, and bare years (2018俄罗斯世界杯).

use chrono::Datelike;
use rust_decimal::Decimal;

use super::calendar::{Level, Printed, year_before};
use super::chars;
use super::numeral::{self, Form, Numeral};
use super::scan::Scan;
use super::value::Year;

impl Scan<'_> {
    /// Quarters, first months of a year, centuries and decades, numeric dates, bare years.
    pub(crate) fn period(&mut self, first: Numeral) -> Option<usize> {
        if self.rest(first.end).starts_with('季') {
            let (quarter, end) = self.quarter(first.start)?;
            if first.is_han_one() && self.head(first.start).ends_with(['这', '那', '每', '某', '上', '下', '同', '任']) {
                return None;
            }
            return self.quarters(first, quarter, end);
        }
        self.first_months(first)
            .or_else(|| self.numeric(first))
            .or_else(|| self.century(first))
            .or_else(|| self.letter_quarter(first))
            .or_else(|| self.years(first))
    }

    /// 三季度, 去年第四季度, 前三季度, 一至三季度.
    fn quarters(&mut self, first: Numeral, quarter: u8, end: usize) -> Option<usize> {
        let mut start = first.start;
        if self.head(start).ends_with('第') {
            start -= '第'.len_utf8();
        }
        let several = self.head(start).ends_with('前') && quarter > 1 && start == first.start;
        if several {
            start -= '前'.len_utf8();
        }
        let mut printed = Printed { start, end, quarter: Some(quarter), ..Printed::default() };
        if let Some((len, years)) = year_before(self.head(start)) {
            printed.year = Some(Year::Relative(years));
            printed.start -= len;
        }
        if several {
            return Some(self.months_to(printed, quarter * 3));
        }
        Some(self.push_date(printed, None))
    }

    /// 前11个月, 2025年前11个月, 今年前7月.
    fn first_months(&mut self, first: Numeral) -> Option<usize> {
        let count = u8::try_from(first.whole()?).ok().filter(|count| (2..=12).contains(count))?;
        let rest = self.rest(first.end);
        let mark = ["个月", "月"].into_iter().find(|mark| rest.starts_with(mark))?;
        let head = self.head(first.start).strip_suffix('前')?;
        if ["此", "之", "以", "目", "提", "日", "从", "年", "生", "当", "会", "先", "较", "比"].iter().any(|word| head.ends_with(word))
            && year_before(head).is_none()
        {
            return None;
        }
        let mut printed = Printed { start: first.start - '前'.len_utf8(), end: first.end + mark.len(), month: Some(1), ..Printed::default() };
        if let Some((len, years)) = year_before(head) {
            printed.year = Some(Year::Relative(years));
            printed.start -= len;
        } else if let Some(date) = self.date {
            printed.year = Some(Year::Relative(-i32::from(u32::from(count) > date.month())));
        } else {
            return None;
        }
        Some(self.months_to(printed, count))
    }

    /// January to month `last` of the year of `printed`.
    pub(crate) fn months_to(&mut self, printed: Printed, last: u8) -> usize {
        let from = Printed { quarter: None, month: Some(1), ..printed };
        let to = Printed { month: Some(last), ..from };
        let year = from.year.or(Some(Year::Relative(0)));
        let end = self.push_date(Printed { year, ..from }, Some(Printed { year, ..to }));
        self.month = None;
        end
    }

    /// 21世纪, 20世纪90年代, 上世纪20年代, 80年代.
    fn century(&mut self, first: Numeral) -> Option<usize> {
        let value = i32::try_from(first.whole()?).ok()?;
        let rest = self.rest(first.end);
        let printed = Printed { start: first.start, end: first.end, ..Printed::default() };
        if rest.starts_with("世纪") && (1..=30).contains(&value) {
            let end = first.end + "世纪".len();
            if let Some(stop) = self.decades(printed, end, (value - 1) * 100) {
                return Some(stop);
            }
            let decade = numeral::read(self.text, end)
                .number()
                .and_then(|n| Some((n, n.whole().and_then(|n| i32::try_from(n).ok())?)))
                .filter(|&(n, tens)| tens % 10 == 0 && tens < 100 && self.rest(n.end).starts_with("年代"));
            let (year, end) = match decade {
                Some((n, tens)) => (Year::Decade((value - 1) * 100 + tens), n.end + "年代".len()),
                None => (Year::Century(value - 1), end),
            };
            return Some(self.push_date(Printed { year: Some(year), end, ..printed }, None));
        }
        if !rest.starts_with("年代") || value % 10 != 0 {
            return None;
        }
        let head = self.head(first.start);
        let named = [("上个世纪", 1900), ("上世纪", 1900), ("本世纪", 2000)].into_iter().find(|(word, _)| head.ends_with(word));
        let year = match (first.digits, value, named) {
            (4, 1000..2200, _) => value,
            (_, 0..100, Some((_, century))) => century + value,
            (_, 30..100, None) => 1900 + value,
            (_, 0..30, None) => 2000 + value,
            _ => return None,
        };
        let start = first.start - named.map_or(0, |(word, _)| word.len());
        Some(self.push_date(Printed { start, end: first.end + "年代".len(), year: Some(Year::Decade(year)), ..printed }, None))
    }

    /// 20世纪80至90年代.
    fn decades(&mut self, printed: Printed, at: usize, century: i32) -> Option<usize> {
        let tens = |n: Numeral| n.whole().and_then(|n| i32::try_from(n).ok()).filter(|tens| tens % 10 == 0 && *tens < 100);
        let low = numeral::read(self.text, at).number()?;
        let separator = chars::at(self.text, low.end).filter(|c| *c == '、').map(char::len_utf8);
        let joint = separator.or_else(|| self.joint(low.end).map(|(len, _)| len))?;
        let high = numeral::read(self.text, low.end + joint).number()?;
        let end = high.end + "年代".len();
        if !self.rest(high.end).starts_with("年代") {
            return None;
        }
        let from = Printed { year: Some(Year::Decade(century + tens(low)?)), end: low.end, ..printed };
        let to = Printed { start: high.start, end, year: Some(Year::Decade(century + tens(high)?)), ..Printed::default() };
        Some(self.push_date(from, Some(to)))
    }

    /// 18、19日; 5、6月份; 1—2月; 2019-2021年; 8至10日; 9-11时: the mark stands behind the last.
    pub(crate) fn listed(&mut self, first: Numeral) -> Option<usize> {
        let mut members = [first; 12];
        let mut count = 1;
        let mut stretch = false;
        let last = loop {
            let end = members[count - 1].end;
            let listed = chars::at(self.text, end).filter(|c| matches!(c, '、' | '和' | '及' | '与'));
            let at = match listed {
                Some(c) => end + c.len_utf8(),
                None if count == 1 => {
                    stretch = true;
                    end + self.joint(end)?.0
                }
                None => return None,
            };
            let next = numeral::read(self.text, at).number().filter(|n| n.form == first.form && n.whole().is_some())?;
            if let Some(point) = self.point(next, Level::Year) {
                break point;
            }
            if stretch || count >= 11 {
                return None;
            }
            members[count] = next;
            count += 1;
        };
        let top = last.top();
        let mut points = [Printed::default(); 12];
        for (n, point) in members[..count].iter().zip(&mut points) {
            let value = n.whole()?;
            *point = Printed { start: n.start, end: n.end, ..Printed::default() };
            let small = u8::try_from(value).ok();
            match top {
                Level::Year if n.digits == 4 && (1000..2200).contains(&value) => point.year = Some(Year::Known(i32::try_from(value).ok()?)),
                Level::Month if (1..=12).contains(&value) => point.month = small,
                Level::Day if (1..=31).contains(&value) => point.day = small,
                Level::Clock if value <= 24 && stretch => point.hour = small,
                _ => return None,
            }
        }
        if stretch && last.bottom() != top && top != Level::Clock {
            return None;
        }
        let mut from = points[0];
        self.look_back(&mut from, first);
        if stretch {
            let mut to = last;
            to.inherit(&from);
            if top == Level::Clock && last.hour < from.hour {
                return None;
            }
            return Some(self.push_date(from, Some(to)));
        }
        let inherit = from;
        self.push_date(from, None);
        for point in points[1..count].iter().chain([&last]) {
            let mut point = *point;
            point.inherit(&inherit);
            self.push_date(point, None);
        }
        Some(self.floor)
    }

    /// The numeric date at `at`, where the digits make no number (2018.3.5).
    pub(crate) fn numeric_at(&mut self, at: usize) -> Option<usize> {
        let year = numeral::read(self.text.get(..at + 4)?, at).number()?;
        self.numeric(year)
    }

    /// 2018-03-05, 2018/3/5, 2018.3.5; (7.1-7.18) in brackets.
    pub(crate) fn numeric(&mut self, first: Numeral) -> Option<usize> {
        if first.form != Form::Arabic {
            return None;
        }
        if first.point && chars::before(self.text, first.start).is_some_and(|c| matches!(c, '(' | '（')) {
            return self.month_point_day(first);
        }
        let bytes = self.rest(first.start).as_bytes();
        let digits = |from: usize| bytes.get(from..).unwrap_or(&[]).iter().take_while(|b| b.is_ascii_digit()).count();
        let number = |from: usize, len: usize| bytes.get(from..from + len).unwrap_or(&[]).iter().fold(0u32, |n, b| n * 10 + u32::from(b - b'0'));
        if digits(0) != 4 || !matches!(bytes.get(4), Some(b'-' | b'/' | b'.')) {
            return None;
        }
        let (sign, months) = (bytes[4], digits(5));
        let second = 5 + months;
        let days = digits(second + 1);
        let (year, month, day) = (number(0, 4), number(5, months.min(2)), number(second + 1, days.min(2)));
        let end = second + 1 + days;
        let glued = bytes.get(end).is_some_and(|&b| b.is_ascii_alphanumeric() && b != b'T') || (bytes.get(end) == Some(&sign));
        if bytes.get(second) != Some(&sign)
            || !(1..=2).contains(&months)
            || !(1..=2).contains(&days)
            || glued
            || !(1..=12).contains(&month)
            || !(1..=31).contains(&day)
            || !(1900..2200).contains(&year)
        {
            return None;
        }
        let mut printed = Printed {
            start: first.start,
            end: first.start + end,
            year: Some(Year::Known(i32::try_from(year).ok()?)),
            month: u8::try_from(month).ok(),
            day: u8::try_from(day).ok(),
            ..Printed::default()
        };
        let at = if self.rest(printed.end).starts_with('T') { printed.end + 1 } else { chars::skip_blank(self.text, printed.end) };
        if let Some(hour) = numeral::read(self.text, at).number() {
            self.clock(hour, None, true, &mut printed);
        }
        Some(self.push_date(printed, None))
    }

    /// 7.1-7.18 as months and days.
    fn month_point_day(&mut self, first: Numeral) -> Option<usize> {
        let (joint, _) = self.joint(first.end)?;
        let second = numeral::read(self.text, first.end + joint).number().filter(|n| n.point)?;
        let read = |n: Numeral| {
            let (month, day) = self.text.get(n.start..n.end)?.split_once('.')?;
            let (month, day) = (month.parse::<u8>().ok()?, day.parse::<u8>().ok()?);
            ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| Printed {
                start: n.start,
                end: n.end,
                month: Some(month),
                day: Some(day),
                ..Printed::default()
            })
        };
        let (from, to) = (read(first)?, read(second)?);
        Some(self.push_date(from, Some(to)))
    }

    /// 3Q23, 2023Q3.
    fn letter_quarter(&mut self, first: Numeral) -> Option<usize> {
        let tail = self.rest(first.end).strip_prefix(['Q', 'q'])?;
        let second: u32 = tail[..tail.bytes().take_while(u8::is_ascii_digit).count()].parse().ok()?;
        let value = first.whole()?;
        let (year, quarter) = match (first.digits, value, second) {
            (1, 1..=4, 10..=40) => (2000 + second, value),
            (4, 1900..2200, 1..=4) => (value, second),
            (2, 10..=40, 1..=4) => (2000 + value, second),
            _ => return None,
        };
        let end = first.end + 1 + if second > 9 { 2 } else { 1 };
        let year = Some(Year::Known(i32::try_from(year).ok()?));
        Some(self.push_date(Printed { start: first.start, end, year, quarter: u8::try_from(quarter).ok(), ..Printed::default() }, None))
    }

    /// 2023一季报: a year and a quarter without 年 and 度.
    pub(crate) fn quarterly_report(&mut self, at: usize) -> Option<usize> {
        let year = self.rest(at).get(..4)?.parse().ok().filter(|year| (1950..2100).contains(year))?;
        let rest = self.rest(at + 4);
        let quarter = [("一季报", 1), ("三季报", 3)].iter().find(|(word, _)| rest.starts_with(word)).map(|&(_, quarter)| quarter);
        let end = at + 4 + "一季".len();
        let printed = Printed { start: at, end, year: Some(Year::Known(year)), quarter: Some(quarter?), ..Printed::default() };
        Some(self.push_date(printed, None))
    }

    /// 2018俄罗斯世界杯, 《公报2024》, 2023 第二季度, 2025年前11个月, 2023-24赛季.
    fn years(&mut self, first: Numeral) -> Option<usize> {
        let year = i32::try_from(first.whole()?).ok().filter(|year| first.digits == 4 && (1900..2100).contains(year))?;
        let mut printed = Printed { start: first.start, end: first.end, year: Some(Year::Known(year)), ..Printed::default() };
        let rest = self.rest(first.end);
        if let Some(tail) = rest.strip_prefix("年前") {
            return self.months_of(printed, first.end + "年前".len(), tail);
        }
        if first.form != Form::Arabic {
            return None;
        }
        if let Some((quarter, end)) = self.quarter(first.end).filter(|_| rest.trim_start_matches(' ').starts_with('第')) {
            printed.quarter = Some(quarter);
            printed.end = end;
            return Some(self.push_date(printed, None));
        }
        if let Some((joint, _)) = self.joint(first.end) {
            let second = numeral::read(self.text, first.end + joint).number().filter(|n| n.form == Form::Arabic && matches!(n.digits, 2 | 4))?;
            let season = self.rest(second.end).starts_with("赛季");
            let value = i32::try_from(second.whole()?).ok()?;
            let to = if second.digits == 2 && season { year / 100 * 100 + value } else { value };
            let free = season || to == year + 1 || self.rest(second.end).starts_with(['）', ')', '》', '”', '，', '。']);
            if !free || to <= year || to > 2100 {
                return None;
            }
            return Some(self.push_date(printed, Some(Printed { start: second.start, end: second.end, year: Some(Year::Known(to)), ..Printed::default() })));
        }
        let next = rest.chars().next();
        let before = self.text[..first.start].trim_end_matches(' ').chars().next_back();
        let spaced = rest.trim_start_matches(' ');
        let free = next.is_none_or(|c| crate::text::is_han(c) || matches!(c, '《' | '“' | '》' | '）' | ')' | '”' | '"' | ' ' | '，' | '。' | '、'));
        let number = before.is_some_and(|c| {
            matches!(
                c,
                '-' | '/' | '.' | ':' | '：' | '第' | '共' | '达' | '约' | '超' | '近' | '有' | '为' | '破' | '到' | '过' | '计' | '高' | '+' | '股' | '码'
            ) || c.is_ascii_alphanumeric()
        });
        let counted = self.tables.units.at(spaced).is_some_and(|(len, _)| !matches!(&spaced[..len], "版" | "级" | "届"))
            || spaced.starts_with(['年', '月', '号', '点', '时', '多', '余', '名', '后', '分', '线', '工', '次'])
            || chars::at(self.text, first.end).is_some_and(chars::is_numeral);
        if !free || number || counted || first.value < Decimal::from(1949) {
            return None;
        }
        Some(self.push_date(printed, None))
    }

    /// 2025年前11个月, 2025年前三季度.
    fn months_of(&mut self, printed: Printed, at: usize, tail: &str) -> Option<usize> {
        let n = numeral::read(self.text, at).number()?;
        let count = u8::try_from(n.whole()?).ok().filter(|count| (2..=12).contains(count))?;
        let behind = tail.get(n.end - at..)?;
        let (mark, last) = [("个月", count), ("月", count), ("季度", count.saturating_mul(3))].into_iter().find(|(mark, _)| behind.starts_with(mark))?;
        (last <= 12).then(|| self.months_to(Printed { end: n.end + mark.len(), ..printed }, last))
    }
}
