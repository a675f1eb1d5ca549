//! Features of days: the time a figure belongs to, and how its days lie to those asked for.
//!
//! What governs a figure is the last time said before it that is no base of a comparison: in its
//! sentence, else in sentences before, else in the lead. `timing` compares the same times by their
//! names. Knows nothing of how days are said.

use chrono::{Days, NaiveDate};

use super::document::{Document, Sentence};
use super::feature::{Feature, Features};
use super::said::{MONTH, Said, Stretch, months, stretch};
use super::words::Words;
use crate::question::{Kind, Question};

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

/// Bytes from the base of a comparison to a figure that is still its own: 比去年的5亿元.
pub(super) const BASE: usize = 3;

impl Stretch {
    fn lies(self, asked: Stretch) -> Lies {
        if self == asked {
            Lies::Same
        } else if self.to < asked.from || asked.to < self.from {
            Lies::Apart
        } else if self.from == asked.from && self.days().min(asked.days()) > 0 && self.days() < 360 {
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
    let joined =
        |pair: &&[&Said]| sentence.text().get(pair[0].span.end..pair[1].span.start).is_some_and(|gap| matches!(gap, "、" | "和" | "与" | "及" | "以及"));
    let count = 1 + before.windows(2).rev().take_while(joined).count();
    (count == row.count).then(|| before[before.len() - count + row.place].stretch)
}

/// Whether the article was printed before what was asked for, and how long after.
fn printed(asked: &[Stretch], date: Option<NaiveDate>, out: &mut Features) {
    let Some(date) = date else { return };
    let early = asked.iter().all(|asked| date < asked.from);
    out.mark(Feature::PrintedEarly, early);
    // A sum of the year so far is none of the year.
    let within = |asked: &Stretch| asked.from <= date && date < asked.to && asked.days() >= MONTH;
    out.mark(Feature::PrintedWithin, asked.iter().all(within));
    let late = asked.iter().map(|asked| (date - asked.to).num_days().max(0)).min().unwrap_or(0);
    out.set(Feature::PrintedLate, ((1.0 + late as f32 / 7.0).ln() / 5.0).min(1.5));
    // Of a year the sum is printed months later, of a day on the next.
    let beside = |asked: &Stretch| (date - asked.to).num_days().max(0) as f32 / asked.days().max(1) as f32;
    let later = asked.iter().map(beside).fold(f32::INFINITY, f32::min);
    out.set(Feature::PrintedLater, (1.0 + later).ln().min(5.0) / 5.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::periods;

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
