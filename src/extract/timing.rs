//! Features of periods as they are named: whether article, sentence and clause say the years, halves and
//! months that the question says, each by itself.
//!
//! A figure of another year or half is the commonest wrong answer to a right question, so a
//! conflict counts more than agreement. What days a period comes to is for `when`.

use chrono::Datelike;

use super::document::Document;
use super::feature::{Feature, Features};
use super::when::BASE;
use crate::question::{Period, Question};
use crate::text::Span;

/// Fills the features of time.
pub(super) fn fill(question: &Question, document: &Document, at: usize, span: Span, out: &mut Features) {
    let sentence = &document.sentences[at];
    let clause = sentence.clause(span);
    let years: Vec<i32> = question.periods.iter().filter_map(|period| period.year).collect();
    let months: Vec<&Period> = question.periods.iter().filter(|period| period.months.is_some()).collect();
    article(document, &years, &months, out);
    carried(document, at, span, &years, &months, out);
    let before: Vec<&Period> =
        sentence.periods().iter().filter(|period| period.at < span.start && (!period.base || span.start.saturating_sub(period.end) <= BASE)).collect();
    let listed = sentence.scopes().iter().zip(sentence.marks()).find(|(_, mark)| mark.span == span).and_then(|(scope, _)| scope.year);
    if let Some(year) = listed.or_else(|| before.iter().rev().find_map(|period| period.year))
        && !years.is_empty()
    {
        out.mark(Feature::TimeFits, years.contains(&year));
        out.mark(Feature::TimeFails, !years.contains(&year));
    }
    if months.is_empty() {
        let near = before.iter().any(|period| period.months.is_some() && period.at + 30 >= clause.start);
        out.mark(Feature::PeriodExtra, near && !years.is_empty());
        return;
    }
    let of_sentence =
        before.iter().rev().find(|period| period.months.is_some()).copied().or_else(|| sentence.periods().iter().find(|period| period.months.is_some()));
    let (said, sure) = match of_sentence {
        Some(period) => (Some(period), 1.0),
        None => (document.parse.lead_periods().iter().rev().find(|period| period.months.is_some()), 0.5),
    };
    let Some(said) = said else { return };
    let fits = months.iter().any(|asked| asked.months == said.months)
        || before.iter().any(|period| period.at + 120 >= clause.start && months.iter().any(|asked| asked.months == period.months));
    out.set(Feature::PeriodFits, if fits { sure } else { 0.0 });
    out.set(Feature::PeriodFails, if fits { 0.0 } else { sure });
    let day = months.iter().find_map(|asked| asked.day.map(|day| (asked.months, day)));
    if let (Some(day), Some(said_day)) = (day, said.day) {
        let same = day == (said.months, said_day);
        out.mark(Feature::DayFits, same);
        // What is printed on the day itself may speak of the day before.
        out.set(
            Feature::DayFails,
            if same {
                0.0
            } else if out.get(Feature::PrintedFits) > 0.0 {
                0.4
            } else {
                1.0
            },
        );
    }
}

/// How many sentences before may still say the time of a figure.
const CARRIED: usize = 4;

/// What earlier sentences say where this one says nothing before the figure; sureness falls with
/// the distance.
fn carried(document: &Document, at: usize, span: Span, years: &[i32], months: &[&Period], out: &mut Features) {
    let sentence = &document.sentences[at];
    let said = |has: &dyn Fn(&Period) -> bool| -> Option<(Period, f32)> {
        if sentence.periods().iter().any(|period| period.at < span.start && has(period)) {
            return None;
        }
        let near = document.sentences[..at].iter().rev().take_while(|other| sentence.number - other.number <= CARRIED);
        near.filter_map(|other| {
            Some((*other.periods().iter().rev().find(|period| !period.base && has(period))?, 1.0 / (sentence.number - other.number) as f32))
        })
        .next()
    };
    if !years.is_empty()
        && let Some((period, sure)) = said(&|period| period.year.is_some())
        && let Some(year) = period.year
    {
        let fits = years.contains(&year);
        out.set(if fits { Feature::YearCarriedFits } else { Feature::YearCarriedFails }, sure);
    }
    if months.is_empty() {
        return;
    }
    if let Some((period, sure)) = said(&|period| period.months.is_some()) {
        let fits = months.iter().any(|asked| asked.months == period.months);
        out.set(if fits { Feature::PeriodCarriedFits } else { Feature::PeriodCarriedFails }, sure);
    }
    let last = sentence.periods().iter().rev().find(|period| period.at < span.start);
    let whole_year = last.is_some_and(|period| period.year.is_some() && period.months.is_none());
    out.mark(Feature::PeriodWide, whole_year && !months.iter().any(|asked| asked.months == Some((1, 12))));
}

fn article(document: &Document, years: &[i32], months: &[&Period], out: &mut Features) {
    let Some(date) = document.article().date else { return };
    let days = || months.iter().filter_map(|period| Some((period.months?.1, period.day?)));
    if days().next().is_some() {
        let year = years.iter().max().copied().unwrap_or(date.year());
        let away = days().filter_map(|(month, day)| chrono::NaiveDate::from_ymd_opt(year, month, day)).map(|day| (date - day).num_days());
        let fits = away.into_iter().any(|away| (0..=2).contains(&away));
        out.mark(Feature::PrintedFits, fits);
        out.mark(Feature::PrintedFails, !fits);
    }
    let asked_month = months.last().and_then(|period| period.months).map(|(_, last)| last as i32);
    match years.iter().max() {
        Some(&year) => {
            out.mark(Feature::YearFits, years.contains(&date.year()));
            out.mark(Feature::YearFails, !years.contains(&date.year()) && !years.contains(&(date.year() - 1)));
            if let Some(month) = asked_month {
                let after = (date.year() - year) * 12 + date.month() as i32 - month;
                out.mark(Feature::MonthFits, (0..=1).contains(&after));
                out.mark(Feature::MonthFails, !(0..=3).contains(&after));
            }
        }
        None => {
            if let Some(month) = asked_month {
                let now = date.month() as i32;
                out.mark(Feature::MonthFits, now == month || now == month % 12 + 1);
            }
        }
    }
}
