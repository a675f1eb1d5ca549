//! Names that might answer: persons, places, and names of anything else.
//!
//! Persons come from the segmenter's names and from titles before them, places from the
//! gazetteer and from their endings, other names from quotation marks, brackets and endings of
//! organisations. Knows nothing of which one is right.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Lexicon;
use crate::question::Kind;
use crate::text::{Segmenter, Span};

/// The names of a kind in a folded sentence, in order, without overlaps.
pub(crate) fn find(kind: Kind, text: &str, segmenter: &Segmenter, lexicon: &Lexicon) -> Vec<Span> {
    let mut found = match kind {
        Kind::Person => persons(text, segmenter),
        Kind::Place => places(text, segmenter, lexicon),
        _ => names(text, segmenter),
    };
    // Longest first from the left, so that no name is cut by another.
    found.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let mut end = 0;
    found.retain(|span| {
        let free = span.start >= end;
        if free {
            end = span.end;
        }
        free
    });
    found
}

fn persons(text: &str, segmenter: &Segmenter) -> Vec<Span> {
    let mut found: Vec<Span> = segmenter
        .tagged(text)
        .into_iter()
        .filter(|word| matches!(word.tag.as_str(), "nr" | "nrt" | "nrfg") && (2..=4).contains(&word.text.chars().count()))
        .map(|word| word.span)
        .collect();
    found.extend(captures(&FOREIGN, text));
    found.extend(captures(&TITLED, text));
    found
}

fn places(text: &str, segmenter: &Segmenter, lexicon: &Lexicon) -> Vec<Span> {
    let mut found: Vec<Span> = lexicon.places_in(text).into_iter().map(|place| place.span).collect();
    found.extend(segmenter.tagged(text).into_iter().filter(|word| word.tag == "ns" && word.text.chars().nth(1).is_some()).map(|word| word.span));
    found.extend(captures(&PLACE, text).into_iter().filter_map(|span| bounded(text, span)));
    join(text, found)
}

/// A place by its ending, without the words before it, unless its ending begins another word.
fn bounded(text: &str, span: Span) -> Option<Span> {
    if text[span.end..].starts_with(['场', '民', '长', '委', '域', '内', '间', '级', '属', '政', '两', '里']) {
        return None;
    }
    let name = span.of(text);
    let lead = LEADS.iter().filter_map(|lead| name.strip_prefix(lead)).map(|rest| name.len() - rest.len()).max().unwrap_or(0);
    let span = Span::new(span.start + lead, span.end);
    span.of(text).chars().nth(2).map(|_| span)
}

/// Words that run into a place's name.
const LEADS: &[&str] = &[
    "位于", "来自", "在", "于", "从", "到", "赴", "往", "至", "是", "为", "等", "和", "与", "对", "由", "将", "该", "一", "各", "本", "全", "前往", "走进",
    "抵达", "以及",
];

/// Neighbouring places are one: 江苏省 + 宿迁市 + 宿城区.
fn join(text: &str, mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined.retain(|span| text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
    joined
}

fn names(text: &str, segmenter: &Segmenter) -> Vec<Span> {
    let mut found: Vec<Span> = captures(&QUOTED, text);
    found.extend(captures(&ORGANISATION, text));
    found.extend(captures(&CALLED, text));
    found.extend(
        segmenter
            .tagged(text)
            .into_iter()
            .filter(|word| matches!(word.tag.as_str(), "nz" | "nt" | "eng" | "ns" | "nr") && word.text.chars().nth(1).is_some())
            .map(|word| word.span),
    );
    found
}

fn captures(regex: &Regex, text: &str) -> Vec<Span> {
    regex.captures_iter(text).filter_map(|found| found.get(1)).map(|found| Span::new(found.start(), found.end())).collect()
}

fn pattern(text: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "constant patterns, compiled by every test run")]
    Regex::new(text).expect("constant pattern")
}

/// A foreign name with its dot: 弗拉基米尔·普京.
static FOREIGN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\p{Han}{1,8}(?:[·•]\p{Han}{1,8})+)"));
/// A name after a title and before a verb or mark.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:书记|主任|局长|部长|市长|县长|区长|省长|镇长|乡长|村长|所长|院长|校长|队长|团长|会长|站长|厂长|社长|馆长|总经理|经理|董事长|总裁|负责人|发言人|教授|院士|研究员|工程师|医生|大夫|教练|选手|名将|运动员|村民|居民|市民|农户|种植户|民警|警官|记者|导演|演员|作家|画家|司机|乘客|学生|老师|教师|同志|先生|女士|嫌疑人|被告人)([\p{Han}]{2,3}?)(?:[说称表介，。：、（]|告诉|认为|指出|和|带|在)",
    )
});
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(\p{Han}{2,4}(?:自治区|自治州|自治县|省|市|县|区|镇|乡|村|街道|社区|岛|港|机场|山|湖|水库|景区|公园|体育馆|体育中心|会展中心|广场))")
});
static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[“《「『‘]([^“”《》「」『』‘’，。]{1,20})[”》」』’]"));
static ORGANISATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"([\p{Han}A-Za-z0-9（）()]{2,18}?(?:有限责任公司|股份有限公司|有限公司|集团公司|集团|公司|大学|学院|研究院|研究所|医院|银行|协会|学会|委员会|基金会|中心|实验室|俱乐部|队))",
    )
});
static CALLED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:名叫|名为|叫做|叫作|称为|称作|誉为|名字叫|取名|命名为|代号|品种)[“《「]?([\p{Han}A-Za-z0-9·-]{2,12}?)[”》」，。的、；]"));
