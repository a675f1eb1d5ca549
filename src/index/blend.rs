//! How the parts of a score are weighed, the same in every implementation.
//!
//! Measured on the public question sets: a share of the whole article's score finds the right
//! article where the sentence itself says little, and the article's date counts only where the
//! question names a year or month.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::Query;

/// BM25: how soon more of the same word adds nothing. A question names each thing once, and so may
/// the sentence that answers it: with the usual 1.2 an article that repeats one word of the
/// question stands before one that has all of them (found first: .70 of news, against .79).
pub(super) const K1: f32 = 0.2;
/// BM25: how much a longer passage is held against it.
pub(super) const B_PASSAGE: f32 = 0.75;
/// The same of whole articles: a round-up of ten stories answers as well as a single one.
pub(super) const B_ARTICLE: f32 = 0.3;
/// Weight of words in the passage.
pub(super) const WORDS: f32 = 0.4;
/// Weight of bigrams in the passage.
pub(super) const GRAMS: f32 = 1.0;
/// Share of the article's own score.
pub(super) const ARTICLE: f32 = 0.6;

/// Share of a date's worth that a passage gets itself, beside its article's.
pub(super) const TIME: f32 = 0.5;
/// What a date is worth: in the year asked for, early in the next, in the month or the next, on
/// the day or the next, up to three days later.
const YEAR: f32 = 12.0;
const NEXT_YEAR: f32 = 8.0;
const MONTH: f32 = 14.0;
const DAY: f32 = 22.0;
const DAYS: f32 = 12.0;
/// News of a whole year is printed up to this month of the next.
const LATE: u32 = 4;

/// Days that an article may be of, as [`day`] numbers them, and what that adds to its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) worth: f32,
}

/// A date as a number of days; 0 for none.
pub(super) fn day(date: Option<NaiveDate>) -> u64 {
    date.map_or(0, |date| u64::try_from(date.num_days_from_ce()).unwrap_or(0))
}

/// The windows of the times asked for. `years` are those the index has articles of: a month or
/// day without its year may be of any.
pub(super) fn windows(query: &Query, years: RangeInclusive<i32>) -> Vec<Window> {
    let mut windows = Vec::new();
    let mut add = |from: Option<NaiveDate>, to: Option<NaiveDate>, worth: f32| {
        if let (Some(from), Some(to)) = (from, to) {
            windows.push(Window { from: day(Some(from)), to: day(Some(to)), worth });
        }
    };
    for time in &query.times {
        if let Some(year) = time.year {
            add(NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31), YEAR);
            if time.month.is_none_or(|month| month == 12) {
                add(NaiveDate::from_ymd_opt(year + 1, 1, 1), NaiveDate::from_ymd_opt(year + 1, LATE, 30), NEXT_YEAR);
            }
        }
        let Some(month) = time.month else { continue };
        for year in time.year.map_or(years.clone(), |year| year..=year) {
            let first = NaiveDate::from_ymd_opt(year, month, 1);
            let last = first.and_then(|first| first.checked_add_months(Months::new(2))).and_then(|next| next.pred_opt());
            add(first, last, MONTH);
            if let Some(day) = time.day.and_then(|number| NaiveDate::from_ymd_opt(year, month, number)) {
                let later = |days: u64| day.checked_add_days(Days::new(days));
                add(Some(day), later(1), DAY);
                add(later(2), later(3), DAYS);
            }
        }
    }
    // 2025年10月……10月23日那次: the year is said once, however often it is meant.
    windows.sort_by(|a, b| (a.from, a.to).cmp(&(b.from, b.to)).then(b.worth.total_cmp(&a.worth)));
    windows.dedup_by_key(|window| (window.from, window.to));
    windows
}

/// What an article's day adds.
pub(super) fn time(windows: &[Window], day: u64) -> f32 {
    windows.iter().filter(|window| day > 0 && (window.from..=window.to).contains(&day)).map(|window| window.worth).sum()
}
