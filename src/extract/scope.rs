//! Which words of a sentence belong to which figure: the scope, built before any scoring.
//!
//! A list says its head once (签约项目143项，招引企业23家), 分别 aligns items with figures, 由…到…
//! and 达…，同比增长… leave the subject out the second time. So each figure gets its own stretch,
//! the stretches it shares, and those that belong to its rivals. Knows nothing of questions.

use std::sync::LazyLock;

use regex::Regex;

use super::mark::Mark;
use super::parse::borders;
use super::words::Words;
use crate::text::{Span, is_han};

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
    let in_turn: Vec<usize> = words.in_turn.find_iter(text).map(|word| word.start()).collect();
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
        if let Some((item, others, shared)) = series(text, marks, at, &in_turn) {
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

/// The 分别 list a figure stands in: its item, the other items, and what all share.
fn series(text: &str, marks: &[Mark], at: usize, in_turn: &[usize]) -> Option<(Span, Vec<Span>, Vec<Span>)> {
    let word = in_turn.iter().copied().rfind(|&word| word < marks[at].span.start)?;
    let mut list: Vec<usize> = Vec::new();
    for (other, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.span.start > word && mark.rivals) {
        match list.last() {
            None if mark.span.start - word > 48 => return None,
            Some(&last)
                if mark.span.start.saturating_sub(marks[last].span.end) > 24
                    || text.get(marks[last].span.end..mark.span.start).is_some_and(|gap| gap.contains(['，', '。', '；'])) =>
            {
                break;
            }
            _ => list.push(other),
        }
    }
    let place = list.iter().position(|&other| other == at)?;
    // 分别从7亿、1亿增加到10亿、2亿: two lists of the same items.
    let turn = list.windows(2).position(|pair| text.get(marks[pair[0]].span.end..marks[pair[1]].span.start).is_some_and(|gap| gap.contains(['到', '至'])));
    let (list, index) = match turn {
        Some(turn) if 2 * (turn + 1) == list.len() => (list.split_off(turn + 1), place % (turn + 1)),
        _ => (list, place),
    };
    if list.len() < 2 {
        return None;
    }
    let mut end = word;
    let mut items = pair(text, word, list.len()).unwrap_or_default();
    for _ in 0..4 {
        if items.len() >= list.len() {
            break;
        }
        let start = text[..end].char_indices().rev().find(|&(_, c)| matches!(c, '，' | '。' | '；' | '：')).map_or(0, |(at, c)| at + c.len_utf8());
        // 甲和乙分别完成5和6，同比分别增长7和8: the items stand before the first 分别.
        items = items_of(text, start, in_turn.iter().copied().find(|again| (start..end).contains(again)).unwrap_or(end), list.len());
        end = text[..start].char_indices().next_back().map_or(0, |(at, _)| at);
    }
    if items.len() < list.len() {
        return None;
    }
    let mut items = items.split_off(items.len().saturating_sub(list.len()));
    let (head, tail) = (items[0].start, items[items.len() - 1].end);
    let last = items.len() - 1;
    if let Some(end) = alike(text, &items) {
        items[last].end = end;
    }
    // Head and tail words around the list stick to its first and last item: trim both to the
    // others' length.
    let inner = items[1..items.len() - 1].iter().map(|item| item.len()).max();
    let (first, last) = (items[0].len(), items[items.len() - 1].len());
    let longest = inner.unwrap_or(first.min(last)).max(6);
    let count = items.len();
    // One character more than the others have: 天然气 beside 原油 is longer, and what stands before
    // the list seldom begins within a word of it.
    items[0].start = text.floor_char_boundary(items[0].start.max(items[0].end.saturating_sub(longest + 3)));
    items[count - 1].end = text.floor_char_boundary(items[count - 1].end.min(items[count - 1].start + longest));
    let shared = vec![Span::new(head, items[0].start), Span::new(items[count - 1].end, tail), Span::new(word, marks[list[0]].span.start)];
    let own = items[index];
    let others = items.into_iter().enumerate().filter(|&(other, _)| other != index).map(|(_, item)| item).collect();
    Some((own, others, shared))
}

/// Where the last item ends, if it ends as the others do: 公司债 of 政府债、金融债、公司债承销规模.
fn alike(text: &str, items: &[Span]) -> Option<usize> {
    let (last, others) = items.split_last()?;
    let ending = others.first()?.of(text).chars().next_back().filter(|&c| is_han(c))?;
    let same = others.iter().all(|item| item.of(text).ends_with(ending));
    let found = last.of(text).char_indices().skip(1).find(|&(_, c)| c == ending)?;
    same.then(|| last.start + found.0 + ending.len_utf8())
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

/// 产销分别为: one word of two characters names both items.
fn pair(text: &str, word: usize, count: usize) -> Option<Vec<Span>> {
    let before = text[..word].trim_end_matches(['量', '额', '总', '值', '比', '均', '价', '各', '约', '数', '人']);
    let joined = PAIRS.iter().find(|joined| before.ends_with(*joined)).filter(|_| count == 2)?;
    let end = before.len();
    let half = end - joined.len() / 2;
    Some(vec![Span::new(end - joined.len(), half), Span::new(half, end)])
}

/// Words of two characters that name two items of a list.
const PAIRS: &[&str] = &["产销", "男女", "城乡", "买卖", "借贷", "收支", "存贷", "进出", "升降", "涨跌", "长宽", "宽高", "昼夜"];

/// The items between two bytes: divided at every joint, or where that gives too many, only at 、
/// and the last 和, or only at 、, or only at 和, whichever gives as many as there are figures.
fn items_of(text: &str, start: usize, end: usize, count: usize) -> Vec<Span> {
    let joints: Vec<(Span, bool)> =
        JOINT.find_iter(&text[start..end]).map(|found| (Span::new(start + found.start(), start + found.end()), found.as_str() == "、")).collect();
    let split = |kept: &dyn Fn(usize, bool) -> bool| {
        let (mut items, mut from) = (Vec::new(), start);
        for (_, &(joint, _)) in joints.iter().enumerate().filter(|&(at, &(_, comma))| kept(at, comma)) {
            items.push(Span::new(from, joint.start));
            from = joint.end;
        }
        items.push(Span::new(from, end));
        items.retain(|item| !item.is_empty());
        items
    };
    let all = split(&|_, _| true);
    if all.len() <= count {
        return all;
    }
    let ways: [Vec<Span>; 4] =
        [split(&|at, comma| comma || at + 1 == joints.len()), split(&|_, comma| comma), split(&|_, comma| !comma), split(&|at, _| at + 1 == joints.len())];
    ways.into_iter().find(|items| items.len() == count).unwrap_or(all)
}

#[expect(clippy::expect_used, reason = "constant patterns, compiled by every test run")]
static JOINT: LazyLock<Regex> = LazyLock::new(|| Regex::new("、|以及|和|与|及").expect("constant pattern"));

/// Several years in a row: 2020年、2021年和2022年, 2020年至2022年.
#[expect(clippy::expect_used, reason = "constant patterns, compiled by every test run")]
static YEARS: LazyLock<Regex> = LazyLock::new(|| Regex::new("(?:20[0-9]{2}年?(?:度)?(?:、|和|及|与|至|到|-|—|–|~)+)+20[0-9]{2}年").expect("constant pattern"));

/// A year, or the word for a run of years.
#[expect(clippy::expect_used, reason = "constant patterns, compiled by every test run")]
static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new("20[0-9]{2}|至|到|[-—–~]").expect("constant pattern"));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Figures;

    fn scope_of(text: &str, figure: &str) -> Scope {
        let marks: Vec<Mark> = Figures::embedded().mentions_folded(text, None).into_iter().map(Mark::figure).collect();
        let at = marks.iter().position(|mark| mark.span.of(text) == figure).expect("the figure");
        scopes(text, &marks, &Words::embedded()).swap_remove(at)
    }

    /// The item of a 分别 list that a figure belongs to, or the beginning of it: what follows the
    /// last item sticks to it, so it is cut to the others' length.
    #[test]
    fn a_list_gives_each_figure_its_item() {
        for (text, figure, wanted) in [
            ("原煤、原油、天然气产量分别增长10%、4%和6%", "6%", "天然"),
            ("教育、卫生健康、社会保障和就业支出分别增长13%、8%、6%", "8%", "卫生健康"),
            ("日产天然气和原油分别是82.2万立方米、300吨", "82.2万立方米", "天然气"),
            ("技术服务、智能与可穿戴装备制造分别增长33%、32%", "32%", "智能与可"),
            ("寄递量和业务收入分别完成16亿件和15亿元，同比分别增长16%和13%", "13%", "业务收"),
            ("失业、工伤保险分别从7亿人、1亿人增加到10亿人、2亿人", "10亿人", "失业"),
            ("其中地方政府债、金融债、公司债承销规模分别为13亿元、6亿元、8亿元", "8亿元", "公司债"),
            ("以制造业和营造业为大宗，各占27.82%和8.90%", "8.90%", "营造业"),
            ("产销分别完成35万辆和38万辆", "38万辆", "销"),
            ("全年生产35万辆，销售38万辆", "38万辆", ""),
        ] {
            let scope = scope_of(text, figure);
            let item = scope.shared.first().filter(|_| scope.listed).map_or("", |span| span.of(text));
            assert!(item.contains(wanted) && (item.is_empty() == wanted.is_empty()), "{figure} of {text}: {item:?} for {wanted:?}");
        }
        // What stands around a list is long on both sides: it belongs to all items, not to the last.
        let scope = scope_of("全国200家大型批发市场水果、鸡蛋、食用油库存量比月初分别增加4.9%、3.2%和1.2%", "1.2%");
        assert_eq!(scope.shared[0].len(), "食用".len());
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
