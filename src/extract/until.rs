//! Up to when a figure holds: of a count that grows, 截至4月6日 is another figure than 截至4月5日.
//!
//! Days that lie apart weigh little where all the rest fits, as papers often leave them out. Where question and
//! sentence both say up to when, in so many words, they must agree. Knows nothing of other times.

use chrono::{Days, NaiveDate};
use regex::Regex;

use super::document::Sentence;
use super::said::{Stretch, stretch};
use super::words::Words;
use crate::question::Question;
use crate::text::Span;

/// Bytes between 截至 and its time.
const NEAR: usize = 3;
/// The last days of a month or year are its end.
const END_DAYS: u64 = 1;

/// Up to when a question asks; the end of what it says. `date` is the article's.
pub(super) fn asked(question: &Question, date: Option<NaiveDate>, words: &Words) -> Option<Stretch> {
    let cut = ends(&question.text, question.text.len(), &words.until)?;
    let period = question.periods.iter().find(|period| near(cut, period.at))?;
    let year = question.periods.iter().filter_map(|period| period.year).max();
    let whole = stretch(period, year, date)?;
    if question.text[period.end..].starts_with(['底', '末']) {
        return Some(Stretch { from: whole.to.checked_sub_days(Days::new(END_DAYS))?, ..whole });
    }
    // 截至2023年 may be any day of it.
    period.months.is_some().then_some(whole)
}

/// Whether a sentence says, before the figure at `span`, that it holds up to another time.
pub(super) fn another(asked: Stretch, sentence: &Sentence, span: Span, words: &Words) -> bool {
    let said = ends(sentence.text(), span.start, &words.until).and_then(|cut| sentence.said.iter().find(|said| near(cut, said.span.start)));
    said.is_some_and(|said| said.stretch.to < asked.from || asked.to < said.stretch.from)
}

/// Where the last 截至 ends that stands before a byte.
fn ends(text: &str, before: usize, until: &Regex) -> Option<usize> {
    until.find_iter(text.get(..before)?).last().map(|found| found.end())
}

fn near(cut: usize, at: usize) -> bool {
    at >= cut && at - cut <= NEAR
}
