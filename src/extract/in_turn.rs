//! Lists in order: which item of 甲、乙、丙产量分别为5吨、6吨、7吨 a figure is said of.
//!
//! The items stand before 分别, in the clause or up to four before it, or behind it, or are what the
//! figures before are said of; the n-th goes with the n-th figure. Knows nothing of questions.

use super::mark::Mark;
use super::words::Words;
use crate::text::{Span, is_han};

/// Most bytes from 分别 to the first figure, and between two figures.
const FIRST: usize = 48;
const NEXT: usize = 24;
/// Most bytes of an item between commas.
const ITEM: usize = 24;
/// In how many clauses before 分别 the items may stand.
const CLAUSES: usize = 4;

/// A 分别 list.
struct List<'a> {
    text: &'a str,
    marks: &'a [Mark],
    words: &'a Words,
    /// Each 分别 of the text, and the one before the figures.
    in_turn: &'a [Span],
    word: Span,
    /// Where the first figure begins.
    first: usize,
    /// How many items there must be.
    count: usize,
}

/// The 分别 list a figure stands in: its item, the other items, and what all share.
pub(super) fn series(text: &str, marks: &[Mark], at: usize, (in_turn, words): (&[Span], &Words)) -> Option<(Span, Vec<Span>, Vec<Span>)> {
    let word = *in_turn.iter().rfind(|word| word.start < marks[at].span.start)?;
    let figures: Vec<usize> = (0..marks.len()).filter(|&at| marks[at].rivals && marks[at].span.start > word.start).collect();
    let between = |before: usize, behind: usize| Span::new(marks[before].span.end, marks[behind].span.start);
    let follows = |&before: &usize, &behind: &usize| {
        let gap = between(before, behind);
        gap.len() <= NEXT && !gap.of(text).contains(['，', '。', '；'])
    };
    let run = figures.chunk_by(follows).next()?;
    let (first, place) = (marks[run[0]].span.start, run.iter().position(|&other| other == at)?);
    // 分别从7亿、1亿增加到10亿、2亿: two lists of the same items.
    let turn = run.windows(2).position(|pair| between(pair[0], pair[1]).of(text).contains(['到', '至']));
    let count = turn.map(|turn| turn + 1).filter(|half| 2 * half == run.len()).unwrap_or(run.len());
    if first - word.start > FIRST || count < 2 {
        return None;
    }
    let list = List { text, marks, words, in_turn, word, first, count };
    let (mut items, mut shared) = list.items()?;
    shared.push(Span::new(word.start, marks[run[run.len() - count]].span.start));
    let own = items.remove(place % count);
    Some((own, items, shared))
}

/// The byte behind the last of some borders.
fn behind_last(text: &str, borders: &[char]) -> usize {
    text.rfind(borders).map_or(0, |at| text.ceil_char_boundary(at + 1))
}

impl List<'_> {
    /// The items, by the first way that finds as many as there are figures, and the words around
    /// them that belong to all.
    fn items(&self) -> Option<(Vec<Span>, Vec<Span>)> {
        let named = self.pair().or_else(|| self.behind()).or_else(|| self.before()).or_else(|| self.commas());
        named.map(|items| self.trimmed(items)).or_else(|| Some((self.figures()?, Vec::new())))
    }

    /// 产销分别为: one word of two characters names both items.
    fn pair(&self) -> Option<Vec<Span>> {
        let both = self.words.pair.captures(&self.text[..self.word.start]).filter(|_| self.count == 2)?.name("pair")?;
        let half = self.text.ceil_char_boundary(both.start() + both.len() / 2);
        Some(vec![Span::new(both.start(), half), Span::new(half, both.end())])
    }

    /// 分别向江苏、安徽调水5亿立方米、4亿立方米: between 分别 and the figures.
    fn behind(&self) -> Option<Vec<Span>> {
        Some(self.split(self.word.end, self.first)).filter(|items| items.len() == self.count)
    }

    /// In the clause that ends with 分别 or in those before: 甲和乙分别完成5和6，同比分别增长7和8.
    fn before(&self) -> Option<Vec<Span>> {
        let (text, count) = (self.text, self.count);
        let mut end = self.word.start;
        for _ in 0..CLAUSES {
            let start = behind_last(&text[..end], &['，', '。', '；', '：']);
            // The items stand before the first 分别, and behind it in 三家分别为甲、乙、丙，各占5、6、7.
            let again = self.in_turn.iter().find(|again| (start..end).contains(&again.start));
            let mut items = self.split(start, again.map_or(end, |again| again.start));
            if items.len() >= count {
                // Of 甲、乙等大型、中型企业 the items end with 等.
                let listed = text[start..end].find('等').map(|at| self.split(start, start + at)).filter(|items| items.len() == count);
                return Some(listed.unwrap_or_else(|| items.split_off(items.len() - count)));
            }
            if let Some(items) = again.map(|again| self.split(again.end, end)).filter(|items| items.len() == count) {
                return Some(items);
            }
            end = text.floor_char_boundary(start.saturating_sub(1));
        }
        None
    }

    /// With commas between them: 北京市，广东省，江苏省收入分别为. The last may be longer, the others are short.
    fn commas(&self) -> Option<Vec<Span>> {
        let mut at = behind_last(&self.text[..self.word.start], &['。', '；', '：', '！', '？', '\n']);
        let mut pieces: Vec<Span> = Vec::new();
        for piece in self.text[at..self.word.start].split('，') {
            pieces.push(Span::new(at, at + piece.len()));
            at += piece.len() + '，'.len_utf8();
        }
        let items = pieces.split_off(pieces.len().checked_sub(self.count)?);
        let short = items[..items.len() - 1].iter().all(|item| item.len() <= ITEM);
        let apart = !self.marks.iter().any(|mark| mark.rivals && items.iter().any(|item| item.holds(mark.span.start)));
        (short && apart && self.telling(&items)).then_some(items)
    }

    /// The words of the last figures before: 甲量5万吨，乙额6亿元，同比分别增长7%和8%.
    fn figures(&self) -> Option<Vec<Span>> {
        let start = behind_last(&self.text[..self.word.start], &['。', '；', '！', '？', '\n']);
        let mut floor = start;
        let mut items: Vec<Span> = Vec::new();
        for mark in self.marks.iter().filter(|mark| mark.rivals && mark.span.start >= start && mark.span.end <= self.word.start) {
            items.push(Span::new(floor + behind_last(Span::new(floor, mark.span.start).of(self.text), &['，', '、', '：']), mark.span.start));
            floor = mark.span.end;
        }
        let items = items.split_off(items.len().checked_sub(self.count)?);
        self.telling(&items).then_some(items)
    }

    /// Whether every item has words of its own.
    fn telling(&self, items: &[Span]) -> bool {
        items.iter().all(|item| self.words.filler.replace_all(item.of(self.text), "").chars().count() > 1)
    }

    /// The items between two bytes: divided at every joint, or where that gives too many, only at 、
    /// and the last 和, or only at 、, or only at 和, whichever gives as many as there are figures.
    fn split(&self, start: usize, end: usize) -> Vec<Span> {
        // A name may begin within the word itself.
        if start >= end {
            return Vec::new();
        }
        let joints: Vec<Span> = self.words.joint.find_iter(&self.text[start..end]).map(|found| Span::new(found.start(), found.end()).shift(start)).collect();
        let comma = |at: usize| joints[at].of(self.text) == "、";
        let last = |at: usize| at + 1 == joints.len();
        let cut = |kept: &dyn Fn(usize) -> bool| {
            let (mut items, mut from) = (Vec::new(), start);
            for (_, joint) in joints.iter().enumerate().filter(|&(at, _)| kept(at)) {
                items.push(Span::new(from, joint.start));
                from = joint.end;
            }
            items.push(Span::new(from, end));
            items.retain(|item| !item.is_empty());
            items
        };
        let all = cut(&|_| true);
        if all.len() <= self.count {
            return all;
        }
        let fewer: [&dyn Fn(usize) -> bool; 4] = [&|at| comma(at) || last(at), &comma, &|at| !comma(at), &last];
        fewer.into_iter().map(cut).find(|items| items.len() == self.count).unwrap_or(all)
    }

    /// Head and tail words around a list stick to its first and last item: both are trimmed to the
    /// others' length, and what is cut off belongs to all.
    fn trimmed(&self, mut items: Vec<Span>) -> (Vec<Span>, Vec<Span>) {
        let last = items.len() - 1;
        let (head, tail) = (items[0].start, items[last].end);
        if let Some(end) = alike(self.text, &items) {
            items[last].end = end;
        }
        let inner = items[1..last].iter().map(|item| item.len()).max();
        let longest = inner.unwrap_or(items[0].len().min(items[last].len())).max(6);
        // One character more than the others have: 天然气 beside 原油 is longer, and what stands before
        // the list seldom begins within a word of it.
        items[0].start = self.text.floor_char_boundary(items[0].start.max(items[0].end.saturating_sub(longest + 3)));
        items[last].end = self.text.floor_char_boundary(items[last].end.min(items[last].start + longest));
        let shared = vec![Span::new(head, items[0].start), Span::new(items[last].end, tail)];
        (items, shared)
    }
}

/// Where the last item ends, if it ends as the others do: 公司债 of 政府债、金融债、公司债承销规模.
fn alike(text: &str, items: &[Span]) -> Option<usize> {
    let (last, others) = items.split_last()?;
    let ending = others.first()?.of(text).chars().next_back().filter(|&c| is_han(c))?;
    let same = others.iter().all(|item| item.of(text).ends_with(ending));
    let found = last.of(text).char_indices().skip(1).find(|&(_, c)| c == ending)?;
    same.then(|| last.start + found.0 + ending.len_utf8())
}

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
