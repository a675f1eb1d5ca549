//! Periods that a text names: years, halves, quarters, runs of months, months and days.
//!
//! News figures belong to a period more than to anything else: 上半年 and 全年 of one series
//! differ only there. Relative words (今年, 去年) resolve against the article's year where it is
//! known. Knows nothing of questions or figures; both are compared through `Period`.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde::Serialize;

use crate::figures::year_at;
use crate::text::Span;

/// A stretch of time as named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// Byte offset of the words in their text.
    pub at: usize,
    /// One past the words.
    pub end: usize,
    /// The year, said or resolved.
    pub year: Option<i32>,
    /// First and last month, 1–12; the whole year where only a year is named.
    pub months: Option<(u32, u32)>,
    /// Day of the month.
    pub day: Option<u32>,
    /// Whether it is only what something is compared with: 比2020年, 较去年同期.
    pub base: bool,
}

impl Period {
    /// Whether this is the month right after the other, in the years that are said, if any.
    ///
    /// ```
    /// # use shuwen::question::periods;
    /// let found = periods("2023年6月出口比5月少", None);
    /// assert!(found[0].follows(&found[1]) && !found[1].follows(&found[0]));
    /// let found = periods("2023年1月比2022年12月少", None);
    /// assert!(found[0].follows(&found[1]));
    /// ```
    pub fn follows(&self, other: &Self) -> bool {
        let (Some((own, last)), Some((first, theirs))) = (self.months, other.months) else { return false };
        let turn = i32::from(own == 1);
        let year = other.year.is_none_or(|year| self.year.is_none_or(|own| own - turn == year));
        own == last && first == theirs && own == first % 12 + 1 && self.day.is_none() && other.day.is_none() && year
    }

    /// Whether this is the same stretch as the other, one year later.
    ///
    /// ```
    /// # use shuwen::question::periods;
    /// let found = periods("2023年6月出口比2022年6月少", None);
    /// assert!(found[0].a_year_after(&found[1]) && !found[1].a_year_after(&found[0]));
    /// ```
    pub fn a_year_after(&self, other: &Self) -> bool {
        let next = matches!((self.year, other.year), (Some(own), Some(theirs)) if own == theirs + 1);
        next && self.months == other.months && self.day == other.day
    }
}

/// The periods of a folded text in order; `year` is that of the article, for 今年 and 去年.
///
/// ```
/// # use shuwen::question::periods;
/// let found = periods("2023年1—9月同比增长", None);
/// assert_eq!((found[0].year, found[0].months), (Some(2023), Some((1, 9))));
/// assert_eq!(periods("去年上半年", Some(2024))[0].year, Some(2023));
/// let found = periods("2022年一季度比上年同期增长", Some(2026));
/// assert_eq!(found.iter().map(|period| period.base).collect::<Vec<_>>(), [false, true]);
/// ```
pub fn periods(text: &str, year: Option<i32>) -> Vec<Period> {
    let mut found: Vec<Period> = Vec::new();
    for words in PARTS.captures_iter(text) {
        let Some(part) = part(text, &words, year) else { continue };
        // 2023年 + 1—9月, 去年 + 上半年: the later part narrows the earlier one it stands beside.
        if let Some(last) = found.last_mut()
            && part.at - last.end <= 3
            && part.year.is_none()
            && last.months.is_none()
        {
            *last = Period { at: last.at, year: last.year, base: last.base, ..part };
            continue;
        }
        found.push(Period { base: BASE.is_match(&text[..part.at]), ..part });
    }
    for period in &mut found {
        let (head, tail) = (&text[..period.at], &text[period.end..]);
        period.base |= (WITH.is_match(head) && COMPARED.is_match(tail)) || (IS.is_match(head) && TIMES.is_match(tail));
    }
    found
}

/// The periods of a question with its years that stand without 年 before what they are of: 2023五一, 2024春运,
/// 2022女足亚洲杯. `counted` says whether a number counts something.
pub(super) fn with_bare_years(text: &str, mut periods: Vec<Period>, counted: impl Fn(Span) -> bool) -> Vec<Period> {
    for words in BARE.captures_iter(text).filter_map(|found| found.name("year")) {
        let span = Span::new(words.start(), words.end());
        if periods.iter().any(|period| Span::new(period.at, period.end).overlaps(span)) || counted(span) {
            continue;
        }
        let year = year(words.as_str());
        match periods.iter_mut().find(|period| period.at == span.end && period.year.is_none()) {
            Some(period) => *period = Period { at: span.start, year, ..*period },
            None => periods.push(Period { at: span.start, end: span.end, year, months: None, day: None, base: false }),
        }
    }
    periods.sort_by_key(|period| period.at);
    periods
}

static BARE: LazyLock<Regex> = LazyLock::new(|| constant(r"(?:^|[^0-9A-Za-z.,:/—–-])(?<year>(?:19|20)[0-9]{2})\p{Han}"));

/// Before the base of a comparison.
static BASE: LazyLock<Regex> = LazyLock::new(|| constant("(?:比|较|相比于?|较之|[高低多少大小好快慢优劣]于|超过)$"));
/// Before a base that 相比 follows, and what follows it.
static WITH: LazyLock<Regex> = LazyLock::new(|| constant("[与和跟同]$"));
static COMPARED: LazyLock<Regex> = LazyLock::new(|| constant("^[^，。；0-9]{0,6}?(?:相比|比|持平|一样|相当)"));
/// Around a base of which something is a multiple: 是2012年的3倍.
static IS: LazyLock<Regex> = LazyLock::new(|| constant("(?:[是为达]|相当于)$"));
static TIMES: LazyLock<Regex> = LazyLock::new(|| constant("^(?:同期)?的[^，。；]{0,12}?倍"));

fn constant(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    Regex::new(pattern).expect("constant pattern")
}

const NUMBER: &str = "[0-9]{1,2}|十[一二]?|[一二三四五六七八九]";

static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        "(?P<year>(?:19|20)[0-9]{{2}}|[一二][零〇九][零〇一二三四五六七八九]{{2}})年?|(?P<rel>今年|本年|当年|去年|上年|前年|明年)\
         |(?P<from>{NUMBER})月?份?(?:-|—+|–|至|到|~|～)(?P<to>{NUMBER})月份?|[前头](?P<first>{NUMBER}|两)个?月\
         |(?P<half>上半年|下半年|前三季度|前3季度|全年|半年报)|第?(?P<quarter>[一二三四1234])季度|首季\
         |(?P<month>{NUMBER})月份?(?:(?P<day>[0-9]{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号])?"
    );
    constant(&pattern)
});

fn part(text: &str, words: &Captures<'_>, article_year: Option<i32>) -> Option<Period> {
    let whole = words.get(0)?;
    let mut period = Period { at: whole.start(), end: whole.end(), year: None, months: None, day: None, base: false };
    let read = |name: &str| words.name(name).and_then(|found| small(found.as_str()));
    if let Some(found) = words.name("year") {
        let rest = &words.get(0)?.as_str()[found.len()..];
        // 2022上半年: a bare number is a year only where a period goes on behind it.
        if rest.is_empty()
            && !text[whole.end()..]
                .starts_with(['上', '下', '前', '全', '头', '春', '夏', '秋', '冬', '第', '财', '赛', '雪', '-', '—', '–', '届', '款', '那', '这'])
        {
            return None;
        }
        period.year = Some(year(found.as_str())?);
    } else if let Some(found) = words.name("rel") {
        let years = year_at(found.as_str()).map_or(0, |(_, years)| years);
        period.year = Some(article_year? + years);
    } else if let (Some(from), Some(to)) = (read("from"), read("to")) {
        period.months = Some((from, to)).filter(|&(from, to)| from >= 1 && to <= 12 && from <= to);
        period.months?;
    } else if let Some(first) = read("first") {
        period.months = Some((1, first)).filter(|_| first <= 12);
        period.months?;
    } else if let Some(found) = words.name("half") {
        period.months = Some(match found.as_str() {
            "上半年" | "半年报" => (1, 6),
            "下半年" => (7, 12),
            "全年" => (1, 12),
            _ => (1, 9),
        });
    } else if let Some(quarter) = read("quarter") {
        period.months = Some((3 * quarter - 2, 3 * quarter));
    } else if whole.as_str() == "首季" {
        period.months = Some((1, 3));
    } else {
        let month = read("month").filter(|month| (1..=12).contains(month))?;
        period.months = Some((month, month));
        period.day = words.name("day").and_then(|found| small(found.as_str()));
    }
    Some(period)
}

fn year(words: &str) -> Option<i32> {
    words.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)? as i32))
}

/// A number below 100, in either writing.
fn small(words: &str) -> Option<u32> {
    let mut sum = 0;
    let mut last = None;
    for c in words.chars() {
        if c == '十' {
            sum = last.take().unwrap_or(1) * 10;
        } else if words.is_ascii() {
            sum = sum * 10 + digit(c)?;
        } else {
            last = Some(digit(c)?);
        }
    }
    Some(sum + last.unwrap_or(0))
}

fn digit(c: char) -> Option<u32> {
    "零一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u32).or(match c {
        '〇' => Some(0),
        '两' => Some(2),
        c => c.to_digit(10),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Figures;

    #[test]
    fn a_question_says_a_year_without_its_word() {
        let figures = Figures::embedded();
        for (text, years) in [
            ("2023五一旅游收入多少", &[2023][..]),
            ("2024春运运了多少人", &[2024]),
            ("巴黎2024奥运会金牌数", &[2024]),
            ("2022女足亚洲杯和2023女足世界杯", &[2022, 2023]),
            ("2023年五一旅游收入", &[2023]),
            ("2023家企业哪来的", &[]),
            ("有2023人参加吗", &[]),
            ("热线是12023吗", &[]),
            ("F2024型", &[]),
        ] {
            let mentions = figures.mentions(text, None);
            let counted = |span: Span| mentions.iter().any(|mention| mention.span.overlaps(span) && !mention.unit.is_empty());
            let found: Vec<i32> = with_bare_years(text, periods(text, None), counted).iter().filter_map(|period| period.year).collect();
            assert_eq!(found, years, "{text}");
        }
    }
}
