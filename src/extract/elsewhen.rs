//! Of another month or year than is asked for, in so many words: 2023年6月出口4.77万吨 for 2023年7月.
//!
//! How a figure's time lies to the one asked for is a weight (`when`), as times are carried over, left out and
//! compared in many ways. Where the figure's own clause begins with another stretch of the same length, and the
//! sentence has nothing of the one asked for, nothing is left to weigh. Knows nothing of days.

use super::document::Sentence;
use super::said::{MONTH, Stretch};
use crate::question::Question;

/// By how many days two stretches of one kind differ: February and a leap year.
const ALIKE: i64 = 3;

/// Whether a question asks for `days` of a year and nothing shorter than a month, and says not of when the thing is:
/// 2024年通车的大桥.
pub(super) fn asks(question: &Question, days: &[Stretch]) -> bool {
    let long = days.iter().all(|stretch| stretch.days() >= MONTH);
    let yearly = question.periods.iter().any(|period| period.year.is_some());
    let things = || question.periods.iter().any(|period| tells(&question.text[period.end..]));
    !days.is_empty() && long && yearly && !things()
}

/// Whether a figure is of another of them: said since its clause began and no other figure stands between.
pub(super) fn another(asked: &[Stretch], sentence: &Sentence, figure: usize) -> bool {
    let (marks, scope) = (sentence.marks(), &sentence.scopes()[figure]);
    if scope.listed {
        return false;
    }
    let start = marks[figure].span.start;
    let from = sentence.clause(marks[figure].span).start.max(marks[..figure].iter().rev().find(|other| other.rivals).map_or(0, |other| other.span.end));
    let apart = |stretch: &Stretch| asked.iter().all(|asked| stretch.to < asked.from || asked.to < stretch.from);
    let alike = |stretch: &Stretch| asked.iter().all(|asked| (asked.days() - stretch.days()).abs() <= ALIKE);
    let own = sentence.said.iter().rev().find(|said| said.span.start >= from && said.span.end <= start && !said.base && !said.told);
    own.is_some_and(|said| alike(&said.stretch) && !tells(&sentence.text()[said.span.end..start])) && sentence.said.iter().all(|said| apart(&said.stretch))
}

/// Whether the words behind a time make it one of a thing: 开工建设的大桥, but not 的产量.
fn tells(behind: &str) -> bool {
    behind.split(['，', '。', '；', '、']).next().is_some_and(|words| words.find('的').is_some_and(|at| at > 0))
}
