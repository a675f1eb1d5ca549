//! What a yes-or-no question supposes: 装机容量是1600万千瓦吗 supposes a figure, and asks for it.
//!
//! The words supposed give way to the question word for them, so that whoever asked sees the paper's figure with its
//! sentence; they are kept, to be held beside it. Which words ask whether something is so stands in `follow.toml`.
//! Knows nothing of answers.

use serde::Serialize;

use super::amounts::amounts;
use super::days::days;
use super::fragment::{Fragments, Part};
use super::period::periods;
use crate::figures::{Figures, Kind};
use crate::lexicon::Lexicon;
use crate::text::{Segmenter, Span};

/// What a question supposes to be so.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Supposed {
    /// The question as if it were said: 装机容量是1600万千瓦.
    pub text: String,
    /// Where the figure or the name stands in it.
    pub mark: Span,
    /// Whether it is said plainly: neither denied, nor compared as in 低于28人.
    pub plain: bool,
    /// The words beside it that are more than a copula: whoever agrees with it must have said them.
    pub words: Vec<String>,
}

/// Characters of what a figure counts.
const COUNTED: usize = 10;

impl Supposed {
    fn new(text: String, mark: Span, words: &Fragments, segmenter: &Segmenter) -> Self {
        let (before, behind) = (&text[..mark.start], &text[mark.end..]);
        let cut = |from: usize, piece: &str| segmenter.tagged(piece).into_iter().map(move |word| (word.span.shift(from), word.text)).collect::<Vec<_>>();
        // Times are compared as times.
        let times: Vec<Span> = periods(&text, Some(0)).iter().map(|period| Span::new(period.at, period.end)).collect();
        let said = cut(0, before).into_iter().chain(cut(mark.end, behind)).filter(|(span, _)| !times.iter().any(|time| time.overlaps(*span)));
        let said: Vec<String> = said.map(|(_, word)| word).filter(|word| word.chars().any(char::is_alphanumeric)).collect();
        let plain = !said.iter().any(|word| words.is(Part::Denies, word)) && !words.has(Part::Compares, before);
        let said = said.into_iter().filter(|word| !words.is(Part::Copula, word)).collect();
        Self { mark, plain, words: said, text }
    }

    /// Whether nothing else is said: 是28人, 那是28人, 不是28人.
    pub(super) fn alone(&self, words: &Fragments) -> bool {
        let before = &self.text[..self.mark.start];
        let before = &before[words.find(Part::Lead, before).map_or(0, |lead| lead.end)..];
        let says = [Part::Copula, Part::Denies].iter().any(|&part| words.is(part, before));
        self.mark.end == self.text.len() && (before.is_empty() || says)
    }
}

/// The question behind a folded text that asks whether something is so, and what it supposes; `None` where it
/// supposes no single figure and nobody in an office.
pub(super) fn supposed(text: &str, words: &Fragments, figures: &Figures, segmenter: &Segmenter) -> Option<(String, Supposed)> {
    let said = said(text, words, figures).filter(|_| !words.has(Part::Tell, text))?;
    if let Some(holds) = words.find(Part::Holds, &said) {
        let (office, name) = holds.of(&said).rsplit_once('是')?;
        let question = format!("{}{office}是谁", &said[..holds.start]);
        let mark = Span::new(holds.end - name.len(), holds.end);
        return Some((question, Supposed::new(said, mark, words, segmenter)));
    }
    let mentions = figures.mentions(&said, None);
    let mut counted = mentions.iter().filter(|mention| !matches!(mention.kind, Kind::Date | Kind::Ordinal));
    let (Some(figure), None) = (counted.next(), counted.next()) else { return None };
    // 18岁以下能喝酒 supposes no age: what is supposed is said last, or of something. 超过28人 says itself that it is.
    let (before, behind) = (&said[..figure.span.start], &said[figure.span.end..]);
    let says = words.has(Part::Says, before) || figure.span.start < figure.core.start || behind.is_empty();
    // 引进28人的时间 asks for a time.
    if !says || behind.contains('的') || behind.chars().count() > COUNTED {
        return None;
    }
    let asked = if figure.unit == "%" { "百分之多少".to_owned() } else { format!("多少{}", figure.unit) };
    let (question, mark) = (format!("{before}{asked}{behind}"), figure.span);
    Some((question, Supposed::new(said, mark, words, segmenter)))
}

/// The same where a figure is only added to a question: 一年节约多少吨煤，是1120吨吗.
pub(super) fn added(text: &str, words: &Fragments, figures: &Figures, segmenter: &Segmenter) -> Option<(String, Supposed)> {
    let end = words.find(Part::Supposes, text)?.start;
    let (at, mark) = text[..end].char_indices().rfind(|(_, c)| "，？?； ".contains(*c))?;
    let (_, mut supposed) = supposed(&text[at + mark.len_utf8()..], words, figures, segmenter)?;
    let alone = supposed.alone(words);
    // 不是今年28人吗: nothing of another year is agreed with.
    supposed.plain &= alone;
    let timed = || supposed.mark.end == supposed.text.len() && supposed.words.iter().all(|word| words.is(Part::Denies, word));
    (alone || timed()).then(|| (text[..at].to_owned(), supposed))
}

/// The same for English words: "did Sucheng attract 28 talents?" asks how many it attracted. What is supposed is said
/// in Chinese, as the papers print it: 28个, 2.99兆瓦.
pub(super) fn supposed_english(text: &str, words: &Fragments, lexicon: &Lexicon) -> Option<(String, Supposed)> {
    let whole = text.trim();
    let text = words.without(Part::EnglishTag, whole);
    if text.len() == whole.len() && !words.has(Part::EnglishWhether, text) {
        return None;
    }
    let dates: Vec<Span> = days(text).into_iter().map(|day| day.span).collect();
    let amounts = amounts(text, &dates, &lexicon.translate(text), lexicon);
    let [amount] = &amounts[..] else { return None };
    let said = amount.words.first().filter(|said| !said.starts_with('第'))?;
    let unit = words.find(Part::EnglishNumber, amount.span.of(text)).map_or("", |number| &amount.span.of(text)[number.end..]);
    let asked = if unit == "%" { "what percent".to_owned() } else { format!("how many {unit}") };
    let question = format!("{}{asked}{}", &text[..amount.span.start], &text[amount.span.end..]);
    let said = if said.ends_with(|c: char| c.is_ascii_digit() || "万亿".contains(c)) { format!("{said}个") } else { said.clone() };
    Some((question, Supposed { mark: Span::new(0, said.len()), text: said, plain: false, words: Vec::new() }))
}

/// A text without the words that ask whether it is so: 吗 behind it, 是不是 within.
fn said(text: &str, words: &Fragments, figures: &Figures) -> Option<String> {
    let within = |text: &str| {
        let doubt = words.find(Part::Doubts, text)?;
        let (before, behind) = (&text[..doubt.start], &text[doubt.end..]);
        // 有没有28人 is 有28人 and 总统是不是马克龙 is 总统是马克龙, but 是否引进 has no 是.
        let kept: String = doubt.of(text).chars().take(1).collect();
        let kept = format!("{before}{kept}{behind}");
        let says = words.has(Part::Holds, &kept) || figures.mentions(behind, None).first().is_some_and(|figure| figure.span.start == 0);
        Some(if says { kept } else { format!("{before}{behind}") })
    };
    match words.find(Part::Supposes, text) {
        Some(end) => {
            let claim = &text[..end.start];
            Some(within(claim).unwrap_or_else(|| claim.to_owned()))
        }
        None => within(text.trim_end_matches(['?', '？', '。', '呢', '呀', '啊'])),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Cues;
    use super::*;

    #[test]
    fn what_is_added_to_a_question_is_held_beside_its_answer() {
        let cues = Cues::load([("follow.toml", include_str!("../../config/questions/follow.toml"))]).unwrap();
        let (figures, segmenter) = (Figures::embedded(), Segmenter::new(Vec::new()));
        for (text, wanted) in [
            ("一年节约多少吨煤，是1120吨吗", Some(("一年节约多少吨煤", "1120吨"))),
            ("引进了多少人？有28人吗？", Some(("引进了多少人", "28人"))),
            ("引进了多少人？不是28人吗", Some(("引进了多少人", "28人"))),
            ("引进了多少人，没有28人吗", Some(("引进了多少人", "28人"))),
            ("引进了多少人，投资28万元吗", None),
            ("引进了多少人，今年有28人吗", Some(("引进了多少人", "28人"))),
            ("引进了多少人？不是今年28人吗", Some(("引进了多少人", "28人"))),
            ("引进了多少人吗", None),
        ] {
            let found = added(text, &cues.fragments, &figures, &segmenter);
            let found = found.as_ref().map(|(asked, supposed)| (asked.as_str(), supposed.mark.of(&supposed.text)));
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn what_is_supposed_is_asked_for() {
        let cues = Cues::load([("follow.toml", include_str!("../../config/questions/follow.toml"))]).unwrap();
        let (figures, segmenter) = (Figures::embedded(), Segmenter::new(Vec::new()));
        for (text, wanted) in [
            ("白鹤滩水电站装机容量是1600万千瓦吗", Some(("白鹤滩水电站装机容量是多少千瓦", "1600万千瓦"))),
            ("白鹤滩水电站装机容量是不是1600万千瓦?", Some(("白鹤滩水电站装机容量是多少千瓦", "1600万千瓦"))),
            ("宿城区引进了28名人才,对吗?", Some(("宿城区引进了多少名人才", "28名"))),
            ("宿城区是不是引进了28名人才", Some(("宿城区引进了多少名人才", "28名"))),
            ("宿城区引进28名人才吗", Some(("宿城区引进多少名人才", "28名"))),
            ("有没有28人", Some(("有多少人", "28人"))),
            ("有28人吗?", Some(("有多少人", "28人"))),
            ("参加的是否超过28人", Some(("参加的是多少人", "超过28人"))),
            ("出口增长了5%是吗", Some(("出口增长了百分之多少", "5%"))),
            ("法国总统是马克龙吗", Some(("法国总统是谁", "马克龙"))),
            ("法国总统是不是马克龙", Some(("法国总统是谁", "马克龙"))),
            ("电站每年减少二氧化硫105吨吗", Some(("电站每年减少二氧化硫多少吨", "105吨"))),
            ("宿城有70家激光光电企业入驻吗", Some(("宿城有多少家激光光电企业入驻", "70家"))),
            ("赣县区在6个社区设立了工作站吗", Some(("赣县区在多少个社区设立了工作站", "6个"))),
            ("2023年粮食增产了吗", None),
            ("3个县有5个镇吗", None),
            ("第三届进博会开幕了吗", None),
            ("18岁以下能喝酒吗", None),
            ("神舟十三号航天员是翟志刚吗", Some(("神舟十三号航天员是谁", "翟志刚"))),
            ("市长是女的吗", None),
            ("宿城区引进28人的时间吗", None),
            ("能告诉我宿城区引进28人时间吗", None),
            ("白鹤滩水电站在哪", None),
            ("有没有人知道", None),
        ] {
            let found = supposed(text, &cues.fragments, &figures, &segmenter);
            let found = found.as_ref().map(|(asked, supposed)| (asked.as_str(), supposed.mark.of(&supposed.text)));
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn what_is_compared_or_denied_is_not_said_plainly() {
        let cues = Cues::load([("follow.toml", include_str!("../../config/questions/follow.toml"))]).unwrap();
        let (figures, segmenter) = (Figures::embedded(), Segmenter::new(Vec::new()));
        for (text, plain, words) in [
            ("员工总数是300人吗", true, "员工 总数"),
            ("2019年共有28名教师吗", true, "教师"),
            ("员工总数低于300人吗", false, "员工 总数 低于"),
            ("员工总数达到300人了吗", false, "员工 总数 达到"),
            ("员工是不是比去年多300人", false, "员工 比 多"),
            ("没有引进28人吗", false, "没有 引进"),
            ("无锡有28人吗", true, "无锡"),
            ("非洲有54个国家吗", true, "非洲 国家"),
            ("特别培训了28人吗", true, "特别 培训"),
        ] {
            let (_, found) = supposed(text, &cues.fragments, &figures, &segmenter).unwrap();
            assert_eq!((found.plain, found.words.join(" ")), (plain, words.to_owned()), "{text}");
        }
    }

    #[test]
    fn offices_are_the_same_where_they_are_supposed_and_where_they_ask() {
        let offices = |table: &str, from: &str| {
            let list = table.split_once(from).unwrap().1.split_once("pattern = '(?:").unwrap().1;
            list.split_once(')').unwrap().0.to_owned()
        };
        let (follow, names) = (include_str!("../../config/questions/follow.toml"), include_str!("../../config/questions/names.toml"));
        assert_eq!(offices(follow, "part = \"holds\""), offices(names, "name = \"person.bare\""));
    }
}
