//! Lists in order: which item of 甲、乙、丙产量分别为5吨、6吨、7吨 a figure is said of.
//!
//! The items stand before 分别, in the clause or up to four before it, or behind it, or are what the
//! figures before are said of; the n-th goes with the n-th figure. Knows nothing of questions.

use std::sync::LazyLock;

use regex::Regex;

use super::mark::Mark;
use super::words::Words;
use crate::text::{Span, is_han};

/// Most bytes of an item between commas.
const ITEM: usize = 24;

/// The 分别 list a figure stands in: its item, the other items, and what all share.
pub(super) fn series(text: &str, marks: &[Mark], at: usize, (in_turn, words): (&[usize], &Words)) -> Option<(Span, Vec<Span>, Vec<Span>)> {
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
    let first = marks[*list.first()?].span.start;
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
    let listed = items_for(text, (word, first), list.len(), in_turn);
    let Some(mut items) = listed.or_else(|| commas(text, marks, word, list.len(), words)) else {
        let items = figures_before(text, marks, (word, list.len()), words)?;
        let others = items.iter().enumerate().filter(|&(other, _)| other != index).map(|(_, &item)| item).collect();
        return Some((items[index], others, vec![Span::new(word, marks[list[0]].span.start)]));
    };
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

/// The items that `count` figures behind the byte `word`, the first at `figure`, are said of.
fn items_for(text: &str, (word, figure): (usize, usize), count: usize, in_turn: &[usize]) -> Option<Vec<Span>> {
    if let Some(items) = pair(text, word, count) {
        return Some(items);
    }
    // 分别向江苏、安徽调水5亿立方米、4亿立方米: between 分别 and the figures.
    let behind = items_of(text, word + in_turn_len(text, word), figure, count);
    if behind.len() == count {
        return Some(behind);
    }
    let mut end = word;
    for _ in 0..4 {
        let start = text[..end].char_indices().rev().find(|&(_, c)| matches!(c, '，' | '。' | '；' | '：')).map_or(0, |(at, c)| at + c.len_utf8());
        // 甲和乙分别完成5和6，同比分别增长7和8: the items stand before the first 分别, and behind it in
        // 三家分别为甲、乙、丙，各占5、6、7.
        let again = in_turn.iter().copied().find(|again| (start..end).contains(again));
        let items = items_of(text, start, again.unwrap_or(end), count);
        if items.len() >= count {
            // Of 甲、乙等大型、中型企业 the items end with 等.
            let listed = text[start..end].find('等').map(|at| items_of(text, start, start + at, count)).filter(|items| items.len() == count);
            return Some(listed.unwrap_or_else(|| items[items.len() - count..].to_vec()));
        }
        if let Some(items) = again.map(|again| items_of(text, again + in_turn_len(text, again), end, count)).filter(|items| items.len() == count) {
            return Some(items);
        }
        end = text[..start].char_indices().next_back().map_or(0, |(at, _)| at);
    }
    None
}

/// How long the word is that puts a list in order: 分别, 依次, 各占.
fn in_turn_len(text: &str, word: usize) -> usize {
    text[word..].chars().take(2).map(char::len_utf8).sum()
}

/// Items with commas between them: 北京市，广东省，江苏省收入分别为. The last may be longer, the others are short.
fn commas(text: &str, marks: &[Mark], word: usize, count: usize, words: &Words) -> Option<Vec<Span>> {
    let start = text[..word].rfind(['。', '；', '：', '！', '？', '\n']).map_or(0, |at| text.ceil_char_boundary(at + 1));
    let ends: Vec<usize> = text[start..word].match_indices('，').map(|(at, _)| start + at).chain([word]).collect();
    let from = ends.len().checked_sub(count)?;
    let begin = if from == 0 { start } else { ends[from - 1] + '，'.len_utf8() };
    let begins = std::iter::once(begin).chain(ends[from..].iter().map(|end| end + '，'.len_utf8()));
    let items: Vec<Span> = begins.zip(&ends[from..]).map(|(start, &end)| Span::new(start, end)).collect();
    let short = items[..items.len() - 1].iter().all(|item| item.len() <= ITEM);
    let apart = !marks.iter().any(|mark| mark.rivals && items.iter().any(|item| item.holds(mark.span.start)));
    (short && apart && telling(text, &items, words)).then_some(items)
}

/// The words of the last figures before: 甲量5万吨，乙额6亿元，同比分别增长7%和8%.
fn figures_before(text: &str, marks: &[Mark], (word, count): (usize, usize), words: &Words) -> Option<Vec<Span>> {
    let start = text[..word].rfind(['。', '；', '！', '？', '\n']).map_or(0, |at| text.ceil_char_boundary(at + 1));
    let before: Vec<&Mark> = marks.iter().filter(|mark| mark.rivals && mark.span.start >= start && mark.span.end <= word).collect();
    let from = before.len().checked_sub(count)?;
    let mut items = Vec::new();
    for (at, mark) in before.iter().enumerate().skip(from) {
        let floor = if at == 0 { start } else { before[at - 1].span.end };
        let own = text[floor..mark.span.start].rfind(['，', '、', '：']).map_or(floor, |at| text.ceil_char_boundary(floor + at + 1));
        items.push(Span::new(own, mark.span.start));
    }
    telling(text, &items, words).then_some(items)
}

/// Whether every item has words of its own.
fn telling(text: &str, items: &[Span], words: &Words) -> bool {
    items.iter().all(|item| words.filler.replace_all(item.of(text), "").chars().count() > 1)
}

/// Where the last item ends, if it ends as the others do: 公司债 of 政府债、金融债、公司债承销规模.
fn alike(text: &str, items: &[Span]) -> Option<usize> {
    let (last, others) = items.split_last()?;
    let ending = others.first()?.of(text).chars().next_back().filter(|&c| is_han(c))?;
    let same = others.iter().all(|item| item.of(text).ends_with(ending));
    let found = last.of(text).char_indices().skip(1).find(|&(_, c)| c == ending)?;
    same.then(|| last.start + found.0 + ending.len_utf8())
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
    // A name may begin within the word itself.
    if start >= end {
        return Vec::new();
    }
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
static JOINT: LazyLock<Regex> = LazyLock::new(|| Regex::new("、|/|以及|和|与|及").expect("constant pattern"));

#[cfg(test)]
mod tests {
    use super::super::scope::tests::scope_of;

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
            ("本年度将分别向河西、河东、河北调水5亿立方米、4亿立方米和7亿立方米", "7亿立方米", "河北"),
            ("成交量61亿手，成交金额437亿元，同比分别增长55%和50%", "50%", "成交金额"),
            ("全年开行1.7万列、发送190万标箱，同比分别增长6%、18%", "18%", "发送"),
            ("前三名中，甲市，乙省，丙省软件收入分别为12亿元、9亿元和6亿元", "9亿元", "乙省"),
            ("汽车、船舶、电池等高技术、绿色产品出口分别增长7倍、1倍、15倍", "15倍", "电池"),
            ("其中X5/X5 Pro的电池容量分别为4755毫安和4855毫安", "4855毫安", "X5 Pro"),
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
}
