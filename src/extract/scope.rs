//! Which words of a sentence belong to which figure: the scope, built before any scoring.
//!
//! A list says its head once (签约项目143项，招引企业23家), 分别 aligns items with figures, 由…到…
//! and 达…，同比增长… leave the subject out the second time. So each figure gets its own stretch,
//! the stretches it shares, and those that belong to its rivals. Knows nothing of questions.

use std::sync::LazyLock;

use regex::Regex;

use super::in_turn::series;
use super::mark::Mark;
use super::parse::borders;
use super::words::Words;
use crate::text::Span;

/// The words of one figure; spans of the folded sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Scope {
    /// From the border or figure before it to the border or figure behind it.
    pub(crate) own: Span,
    /// Stretches elsewhere that count as its own.
    pub(crate) shared: Vec<Span>,
    /// Stretches that belong to others, though near.
    pub(crate) others: Vec<Span>,
    /// Whether it stands in a 分别 list: its own item is then `shared[0]`.
    pub(crate) listed: bool,
    /// The row of figures it stands in.
    pub(crate) row: Option<Row>,
    /// The year it belongs to, where a list of years goes before a list of figures.
    pub(crate) year: Option<i32>,
}

/// Figures of one class with nothing but 、 or 和 between them: 5元、6元和7元.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Row {
    /// Where the first of them starts.
    pub(crate) start: usize,
    /// How many there are, more than one.
    pub(crate) count: usize,
    /// How many stand before this one.
    pub(crate) place: usize,
}

impl Scope {
    /// Whether a place counts as the figure's own.
    pub(crate) fn holds(&self, at: usize) -> bool {
        (self.own.holds(at) || self.shares(at)) && !self.denies(at)
    }

    /// Whether a place elsewhere counts as its own.
    pub(crate) fn shares(&self, at: usize) -> bool {
        self.shared.iter().any(|span| span.holds(at))
    }

    /// Whether a place belongs to another figure.
    pub(crate) fn denies(&self, at: usize) -> bool {
        self.others.iter().any(|span| span.holds(at))
    }
}

/// Bytes that the start of a from–to pair may stand before its figure.
const FROM: usize = 27;
/// Bytes between two figures of one from–to pair.
const PAIR: usize = 36;

/// Bytes between a figure and the one it takes its subject from.
const ELLIPSIS: usize = 72;

/// The scope of each mark of a folded sentence.
pub(crate) fn scopes(text: &str, marks: &[Mark], words: &Words) -> Vec<Scope> {
    let in_turn: Vec<Span> = words.in_turn.find_iter(text).map(|word| Span::new(word.start(), word.end())).collect();
    let mut edges = vec![0];
    edges.extend(borders(text, &['，', '；', '。', '：', '！', '？', '、', '\n', ';', '!']));
    edges.push(text.len());
    let mut scopes: Vec<Scope> = Vec::with_capacity(marks.len());
    for (at, mark) in marks.iter().enumerate() {
        scopes.push(Scope { own: own(text, marks, at, mark, &edges), ..Scope::default() });
    }
    rows(text, marks, &mut scopes);
    for at in 0..marks.len() {
        if !marks[at].rivals {
            continue;
        }
        scopes[at].year = scopes[at].row.and_then(|row| year(text, row));
        if let Some((item, others, shared)) = series(text, marks, at, (&in_turn, words)) {
            scopes[at].shared.push(item);
            scopes[at].shared.extend(shared);
            scopes[at].others.extend(others);
            scopes[at].listed = true;
            continue;
        }
        let before = (0..at).rev().find(|&before| marks[before].rivals);
        let own = &text[scopes[at].own.start.min(marks[at].span.start)..marks[at].span.start];
        let empty = words.filler.replace_all(own, "").chars().count() <= 1;
        let floor = before.map_or(0, |before| marks[before].span.end);
        if empty && let Some(clause) = clause_before(text, floor, scopes[at].own.start, words) {
            scopes[at].shared.push(clause);
            continue;
        }
        let Some(before) = before else { continue };
        let gap = marks[at].span.start.saturating_sub(marks[before].span.end);
        let start = marks[before].span.start;
        let from = &text[text.floor_char_boundary(start.saturating_sub(FROM))..start];
        let head = Span::new(scopes[before].own.start, start);
        if marks[before].class == marks[at].class && gap <= PAIR && words.begins.is_match(from) {
            inherit(&mut scopes, at, before, head, false);
        } else if gap <= ELLIPSIS && empty {
            inherit(&mut scopes, at, before, head, true);
        }
    }
    scopes
}

/// The clause before `end` that has words of its own and begins behind `floor`: what 上半年达到37次
/// is said of, where it stands between two figures or before the first.
fn clause_before(text: &str, floor: usize, end: usize, words: &Words) -> Option<Span> {
    let before = text[..end].trim_end_matches(['，', ',']);
    let border = |&(_, c): &(usize, char)| matches!(c, '，' | '；' | '。' | '：' | '！' | '？' | '\n');
    let start = before.char_indices().rev().find(border).map_or(0, |(at, c)| at + c.len_utf8());
    let said = words.filler.replace_all(&before[start..], "").chars().count();
    (before.len() < end && start >= floor && said > 1).then(|| Span::new(start, before.len()))
}

fn inherit(scopes: &mut [Scope], at: usize, before: usize, head: Span, all: bool) {
    let mut shared = vec![head];
    shared.extend(scopes[before].shared.iter().copied());
    scopes[at].shared.extend(shared);
    if all {
        let others = scopes[before].others.clone();
        scopes[at].others.extend(others);
    }
}

fn own(text: &str, marks: &[Mark], at: usize, mark: &Mark, edges: &[usize]) -> Span {
    let before = marks[..at].iter().rev().find(|other| other.rivals).map_or(0, |other| other.span.end);
    let behind = marks.get(at + 1).map_or(text.len(), |other| other.span.start);
    let start = edges.iter().rev().find(|&&edge| edge <= mark.span.start).copied().unwrap_or(0).max(before).min(mark.span.start);
    let end = edges.iter().find(|&&edge| edge >= mark.span.end).copied().unwrap_or(text.len()).min(behind.max(mark.span.end));
    let end = match text[..end].chars().next_back() {
        Some(c @ ('、' | '，')) if end - c.len_utf8() >= mark.span.end => end - c.len_utf8(),
        _ => end,
    };
    Span::new(start, end)
}

/// Finds the rows of figures.
fn rows(text: &str, marks: &[Mark], scopes: &mut [Scope]) {
    let joined = |a: &Mark, b: &Mark| {
        let gap = text.get(a.span.end..b.span.start).unwrap_or("，");
        a.class == b.class && matches!(gap.trim(), "、" | "和" | "及" | "以及" | "与" | "，和")
    };
    let figures: Vec<usize> = (0..marks.len()).filter(|&at| marks[at].rivals).collect();
    for row in figures.chunk_by(|&a, &b| joined(&marks[a], &marks[b])).filter(|row| row.len() > 1) {
        for (place, &at) in row.iter().enumerate() {
            scopes[at].row = Some(Row { start: marks[row[0]].span.start, count: row.len(), place });
        }
    }
}

/// The year of a figure in 2020年至2022年……为8730万元、7300万元、9798万元: as many years as figures.
fn year(text: &str, row: Row) -> Option<i32> {
    let before = &text[..row.start];
    let mut years: Vec<i32> = Vec::new();
    let found = YEARS.find_iter(before).last()?;
    let mut run = false;
    for word in YEAR.find_iter(found.as_str()) {
        match word.as_str().parse::<i32>() {
            Ok(year) if run => {
                let from = years.last().map_or(year, |last| last + 1);
                years.extend(from..=year);
                run = false;
            }
            Ok(year) => years.push(year),
            Err(_) => run = true,
        }
    }
    (years.len() == row.count).then(|| years[row.place])
}

/// Several years in a row: 2020年、2021年和2022年, 2020年至2022年.
#[expect(clippy::expect_used, reason = "constant patterns, compiled by every test run")]
static YEARS: LazyLock<Regex> = LazyLock::new(|| Regex::new("(?:20[0-9]{2}年?(?:度)?(?:、|和|及|与|至|到|-|—|–|~)+)+20[0-9]{2}年").expect("constant pattern"));

/// A year, or the word for a run of years.
#[expect(clippy::expect_used, reason = "constant patterns, compiled by every test run")]
static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new("20[0-9]{2}|至|到|[-—–~]").expect("constant pattern"));

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::figures::Figures;

    /// The scope of a figure of a text.
    pub(in crate::extract) fn scope_of(text: &str, figure: &str) -> Scope {
        let marks: Vec<Mark> = Figures::embedded().mentions_folded(text, None).into_iter().map(Mark::figure).collect();
        let at = marks.iter().position(|mark| mark.span.of(text) == figure).expect("the figure");
        scopes(text, &marks, &Words::embedded()).swap_remove(at)
    }

    #[test]
    fn a_clause_without_a_subject_takes_the_clause_or_the_figure_before() {
        for (text, figure, wanted) in [
            ("受气流影响，沙尘过程明显增多，上半年达到37次", "37次", "沙尘过程明显增多"),
            ("出口额为5亿元，同比增长6%", "6%", "出口额为"),
            ("签约项目143项，招引企业23家", "23家", ""),
        ] {
            let scope = scope_of(text, figure);
            assert_eq!(scope.shared.first().map_or("", |span| span.of(text)), wanted, "{figure} of {text}");
        }
    }
}
