//! Days in digits: 2021-09-01, 0901, 9/1 and 8/1至8/5, and which year is meant where none is said.
//!
//! Digits may be anything (a flight, a magnitude), so what is no day for sure is left to the topic. Knows no words
//! for days but those that stand between two.

use chrono::{Datelike, NaiveDate};

use super::dayword::DayWords;

/// A day in digits: 2021-09-01, 20210901, 0901, 9/1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits<'w> {
    word: &'w str,
    year: Option<i32>,
    month: u32,
    day: u32,
}

impl<'w> Digits<'w> {
    /// A word that is written so, whether there is such a day or not.
    pub(super) fn read(word: &'w str) -> Option<Self> {
        let digits = |text: &str, from: usize, to: usize| (from..=to).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
        let (year, of, on) = match parts[..] {
            [whole] if digits(whole, 8, 8) && (whole.starts_with("19") || whole.starts_with("20")) => (Some(&whole[..4]), &whole[4..6], &whole[6..]),
            [whole] if digits(whole, 4, 4) => (None, &whole[..2], &whole[2..]),
            [of, on] if digits(of, 1, 2) && digits(on, 1, 2) => (None, of, on),
            [year, of, on] if digits(year, 4, 4) && digits(of, 1, 2) && digits(on, 1, 2) => (Some(year), of, on),
            _ => return None,
        };
        let year = match year {
            Some(year) => Some(year.parse().ok()?),
            None => None,
        };
        Some(Self { word, year, month: of.parse().ok()?, day: on.parse().ok()? })
    }

    /// The day, so many years before where its year is not said.
    pub(super) fn on(self, today: NaiveDate, back: u8) -> Option<(NaiveDate, NaiveDate)> {
        let year = match self.year {
            Some(_) if back > 0 => return None,
            Some(year) => year,
            None => today.year() - i32::from(back),
        };
        NaiveDate::from_ymd_opt(year, self.month, self.day).map(|day| (day, day))
    }

    /// Whether nothing else can be meant. 2.99, 1/10 and 1345 may be anything: without a year only what is a day and
    /// all of the words is one. But 0230 is written like a day.
    pub(super) fn sure(self, words: &str, today: NaiveDate) -> bool {
        self.year.is_some()
            || self.word == words && (self.word.len() == 4 && self.word.starts_with('0') && !self.word.contains(['-', '/', '.']) || self.exists(today))
    }

    fn exists(self, today: NaiveDate) -> bool {
        (0..=1).any(|back| self.on(today, back).is_some())
    }
}

/// Two days in digits with 至 between them, or a dash where nothing else is said: the first, the last, the topic and
/// what was said of the days.
pub(super) fn range(words: &str, known: &DayWords, today: NaiveDate) -> Option<(NaiveDate, NaiveDate, String, String)> {
    let blank = |text: &str, at: Option<char>| text.is_empty() || at.is_some_and(char::is_whitespace);
    let digit = |c: char| c.is_ascii_digit() || "-/.".contains(c);
    let mut marks = known.until().map(|mark| (mark, false)).chain(["-", "~", "—"].map(|mark| (mark, true)));
    marks.find_map(|(mark, whole)| {
        words.match_indices(mark).find_map(|(at, _)| {
            let (before, behind) = (words[..at].trim_end(), words[at + mark.len()..].trim_start());
            let (left, right) = (before.trim_end_matches(digit), behind.trim_start_matches(digit));
            if !blank(left, left.chars().next_back()) || !blank(right, right.chars().next()) || whole && !(left.is_empty() && right.is_empty()) {
                return None;
            }
            let (from, to) = (Digits::read(&before[left.len()..])?, Digits::read(&behind[..behind.len() - right.len()])?);
            let to = Digits { year: to.year.or(from.year), ..to };
            let (first, last) = past(|back| from.on(today, back), |back| to.on(today, back), today)?;
            let said = words[left.len()..words.len() - right.len()].to_owned();
            Some((first, last, format!("{} {}", left.trim(), right.trim()).trim().to_owned(), said))
        })
    })
}

/// The first and last day of what was said, or of what is called so one step before where the first has not come;
/// both are told by how many steps before.
pub(super) fn past(
    from: impl Fn(u8) -> Option<(NaiveDate, NaiveDate)>,
    to: impl Fn(u8) -> Option<(NaiveDate, NaiveDate)>,
    today: NaiveDate,
) -> Option<(NaiveDate, NaiveDate)> {
    let named = from(0).map(|(first, _)| first);
    let before = if named.is_some_and(|first| first <= today) { None } else { from(1).map(|(first, _)| first) };
    let last = |back| to(back).map(|(_, last)| last);
    match before {
        // From December to January is a step less.
        Some(first) => Some((first, last(1).filter(|last| *last >= first).or_else(|| last(0))?)),
        None => Some((named?, last(0)?)),
    }
}
