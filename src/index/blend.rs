//! How the parts of a score are weighed, the same in every implementation.
//!
//! Measured on the public question sets: a share of the whole article's score finds the right
//! article where the sentence itself says little, and the article's date counts only where the
//! question names a year or month.

use chrono::{Datelike, NaiveDate};

use super::Query;

/// BM25: how soon more of the same word adds nothing.
pub(super) const K1: f32 = 1.2;
/// BM25: how much a longer text is held against it.
pub(super) const B: f32 = 0.75;
/// Weight of words in the passage.
pub(super) const WORDS: f32 = 0.5;
/// Weight of bigrams in the passage.
pub(super) const GRAMS: f32 = 1.0;
/// Weight of bigrams in the article's head.
pub(super) const HEAD: f32 = 0.4;
/// Share of the article's own score.
pub(super) const ARTICLE: f32 = 0.5;

/// What an article's date adds: news of a year is printed in it or early in the next, news of a
/// month in it or in the next.
pub(super) fn time(query: &Query, date: Option<NaiveDate>) -> f32 {
    let (Some(date), Some(&year)) = (date, query.years.iter().max()) else { return 0.0 };
    let mut score = match date.year() - year {
        0 => 2.0,
        1 => 1.0,
        _ => 0.0,
    };
    if let Some(&month) = query.months.last() {
        let after = (date.year() - year) * 12 + date.month() as i32 - month as i32;
        if (0..=1).contains(&after) {
            score += 2.5;
        }
    }
    score
}
