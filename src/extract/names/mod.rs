//! Names that might answer: persons, places, and names of anything else.
//!
//! A name is found in as many ways as there are (dictionary, family name, spelling of foreign
//! sounds, gazetteer, patterns of `config/rules/names.toml`, what stands where the question has its
//! question word). Names that overlap make one mark:
//! the longest is its span, the others are its parts, and each is a candidate of its own. Knows
//! nothing of which one is right.

mod person;
mod place;
mod table;
mod thing;

use serde::Deserialize;

use super::gap::Gap;
use crate::lexicon::Lexicon;
use crate::question::Kind;
use crate::text::{Segmenter, Span, Word, is_han};

pub(crate) use table::{Table, Type};

/// How a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    /// The dictionary has it as a name.
    Known,
    /// It begins with a family name.
    Surname,
    /// A family name before an ordinary word.
    Guess,
    /// A foreign name with its dot.
    Foreign,
    /// Characters that spell foreign sounds.
    Sounds,
    /// Beside a title or a verb that tells it.
    Titled,
    /// In Latin letters.
    Latin,
    /// A ruler or noble by style.
    Royal,
    /// A word that no dictionary has.
    Odd,
    /// In the gazetteer.
    Gazetteer,
    /// A place by its ending.
    Ending,
    /// An address, or what stands between 在 and 举行.
    Address,
    /// In quotation marks.
    Quoted,
    /// An organisation by its ending.
    Organisation,
    /// A noun, or several in a row.
    Noun,
    /// Several names joined by 、 and 和.
    List,
    /// What stands where the question has its question word.
    Gap,
}

/// What words a name is made of, as the dictionary cuts them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Made {
    /// Share of it that is names, or words that no dictionary has.
    pub(crate) proper: f32,
    /// Share of it that is verbs, particles, numbers and the like.
    pub(crate) plain: f32,
    /// It begins within a word of the dictionary.
    pub(crate) cut_left: bool,
    /// It ends within one.
    pub(crate) cut_right: bool,
}

/// One way to read a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    pub(crate) span: Span,
    pub(crate) sort: Sort,
    pub(crate) made: Made,
}

/// A name with the other names it overlaps.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    pub(crate) whole: Reading,
    pub(crate) parts: Vec<Reading>,
}

/// Most parts of one name that are kept.
const PARTS: usize = 10;

/// The names of a kind in a sentence.
#[derive(Debug)]
pub(crate) struct Names {
    kind: Kind,
    /// In order; their main spans do not overlap.
    found: Vec<Name>,
    /// The sentence's words.
    words: Vec<Word>,
}

impl Names {
    /// Finds them in a folded sentence.
    pub(crate) fn find(kind: Kind, text: &str, segmenter: &Segmenter, lexicon: &Lexicon, table: &Table) -> Self {
        let mut words = segmenter.tagged(text);
        // The dictionary calls a noun what it does not know.
        words.iter_mut().filter(|word| word.tag == "n" && !segmenter.knows(&word.text)).for_each(|word| UNKNOWN.clone_into(&mut word.tag));
        Self { kind, found: find(kind, text, &words, lexicon, table), words }
    }

    /// The same with what stands where a question has its question word; `text` is the sentence.
    pub(crate) fn with(&self, gaps: &[Gap], text: &str, table: &Table) -> Vec<Name> {
        let mut names = self.found.clone();
        // 该电站 names nothing.
        for gap in gaps.iter().filter(|gap| !table.odd_start.is_match(gap.span.of(text))) {
            let mut span = gap.span;
            // 斯塔默15日 and 高市早苗的错误言论 go on behind the person; 镇里的老木匠们 are people.
            let named = |end: usize| self.found.iter().any(|name| name.whole.span.end == span.start + end && name.whole.span.start >= span.start);
            let ends = |&(at, c): &(usize, char)| at >= SHORTEST && (c.is_ascii_digit() || (c == '的' && named(at)));
            if self.kind == Kind::Person
                && let Some((end, _)) = span.of(text).char_indices().find(ends)
            {
                span.end = span.start + end;
            }
            attach(span, text, &self.words, &mut names);
        }
        names
    }
}

fn find(kind: Kind, text: &str, words: &[Word], lexicon: &Lexicon, table: &Table) -> Vec<Name> {
    let mut found = match kind {
        Kind::Person => person::find(text, words, table),
        Kind::Place => place::find(text, words, lexicon, table),
        _ => thing::find(text, words),
    };
    // Places by their ending are found above, and those within a word are not.
    for rule in table.rules.iter().filter(|rule| rule.kind == kind && rule.sort != Sort::Ending) {
        for capture in rule.pattern.captures_iter(text).filter_map(|found| found.get(1)) {
            let mut span = Span::new(capture.start(), capture.end());
            if rule.sort == Sort::Address {
                span = bare(span, words, table);
            }
            if rule.sort == Sort::Titled && kind == Kind::Person {
                span.end = before_verb(span, text, words, table);
            }
            if rule.cut {
                cut(span, words, rule.sort, &mut found);
            } else {
                found.push((span, rule.sort));
            }
        }
    }
    found.retain(|&(span, sort)| is_name(span.of(text), sort, table));
    // 团团长王: a title stands within no person's name; 8月位于浙江省: an address begins behind 位于.
    let plain = |sort: Sort| !matches!(sort, Sort::Known | Sort::Foreign | Sort::Royal | Sort::List | Sort::Quoted | Sort::Gap);
    found.retain(|&(span, sort)| match kind {
        Kind::Person => !((plain(sort) && table.title.is_match(span.of(text))) || (sort == Sort::Royal && within(&table.title, span.of(text)))),
        Kind::Place => !(matches!(sort, Sort::Address | Sort::Ending) && table.begins_address.is_match(span.of(text))),
        _ => true,
    });
    lists(text, &mut found);
    grouped(found, words)
}

/// Bytes of the shortest name.
const SHORTEST: usize = 6;
/// What joins a name to more of it, or to another.
const JOINED: [char; 8] = ['·', '•', '、', '和', '与', '及', '（', '('];

/// What stands where the question has its question word is a part of the name that it overlaps, and a name of
/// its own where it overlaps none.
fn attach(span: Span, text: &str, words: &[Word], names: &mut Vec<Name>) {
    // 李强乘 is 李强, and what he does.
    let goes_on = |name: &Reading| {
        let ends = |word: &Word| word.span.start == name.span.end && !unknown(word) && word.text.chars().nth(1).is_some() && !word.tag.starts_with("nr");
        let whole = name.sort == Sort::Known || (name.sort == Sort::Surname && name.span.of(text).chars().nth(2).is_some());
        (whole || (name.sort != Sort::Gap && words.iter().any(ends)))
            && name.span.start == span.start
            && name.span.end < span.end
            && !text[name.span.end..].starts_with(JOINED)
    };
    if names.iter().any(|name| goes_on(&name.whole) || name.parts.iter().any(goes_on)) {
        return;
    }
    let reading = Reading { span, sort: Sort::Gap, made: made(span, words) };
    let at = names.partition_point(|name| name.whole.span.end <= span.start);
    match names.get_mut(at).filter(|name| name.whole.span.start < span.end) {
        Some(name) if name.whole.span == span || name.parts.iter().any(|part| part.span == span) => {}
        Some(name) => name.parts.push(reading),
        None => names.insert(at, Name { whole: reading, parts: Vec::new() }),
    }
}

/// An address without the words of one character around it: 于 of 源自于北京, 内 of 兆康苑内; 自贡 and
/// 三元里 are words themselves.
fn bare(mut span: Span, words: &[Word], table: &Table) -> Span {
    let one = |word: &&Word, of: &std::collections::HashSet<char>| word.text.chars().all(|c| of.contains(&c));
    if let Some(word) = words.iter().find(|word| word.span.start == span.start).filter(|word| one(word, &table.towards)) {
        span.start = word.span.end.min(span.end);
    }
    if let Some(word) = words.iter().find(|word| word.span.end == span.end).filter(|word| one(word, &table.within)) {
        span.end = word.span.start.max(span.start);
    }
    span
}

/// Where a person's name ends that a pattern has taken further: 张健 of 张健率队, 唐东 of 唐东到.
fn before_verb(span: Span, text: &str, words: &[Word], table: &Table) -> usize {
    let mut end = span.end;
    while let Some(last) = words.iter().find(|word| word.span.end == end && word.span.start > span.start) {
        if !ends_before(last, table) || text[span.start..last.span.start].chars().nth(1).is_none() {
            break;
        }
        end = last.span.start;
    }
    end
}

/// Whether a word is none of the name before it.
fn ends_before(word: &Word, table: &Table) -> bool {
    match word.text.chars().nth(1) {
        None => word.text.chars().all(|c| table.never_last.contains(&c)),
        Some(_) => !unknown(word) && matches!(word.tag.as_str(), "v" | "p" | "d" | "vd"),
    }
}

/// Whether a word of the pattern stands inside a name, neither first nor last.
fn within(pattern: &regex::Regex, name: &str) -> bool {
    pattern.find_iter(name).any(|found| found.start() > 0 && found.end() < name.len())
}

/// Starts of the words inside a span, each the start of a shorter name, as far as no word
/// between breaks it and none that tells what happens begins it.
fn cut(span: Span, words: &[Word], sort: Sort, found: &mut Vec<(Span, Sort)>) {
    let inside = words.iter().rev().filter(|word| word.span.start < span.end && word.span.start >= span.start);
    for word in inside.take_while(|word| !breaks(word)) {
        if !word.tag.starts_with('v') || unknown(word) {
            found.push((Span::new(word.span.start, span.end), sort));
        }
    }
}

/// Whether a word cannot stand within a name: 在, 的, 是, 从.
fn breaks(word: &Word) -> bool {
    let short = word.text.chars().nth(1).is_none();
    short && (matches!(word.tag.as_str(), "p" | "c" | "v" | "r" | "d" | "y") || word.tag.starts_with('u'))
        || matches!(word.tag.as_str(), "p" | "c" | "uj" | "ul")
}

fn is_name(name: &str, sort: Sort, table: &Table) -> bool {
    let sure = matches!(sort, Sort::Known | Sort::Gazetteer | Sort::Quoted);
    let broken = || !matches!(sort, Sort::Address | Sort::List) && table.odd_inside.is_match(name);
    let odd = || table.odd_start.is_match(name) || table.odd_end.is_match(name) || broken();
    name.chars().nth(1).is_some() && name.chars().any(char::is_alphanumeric) && (sure || !odd())
}

/// Whether a word may belong to a foreign name spelt by its sounds.
fn spells(word: &Word, table: &Table) -> bool {
    let short = word.text.chars().nth(1).is_none();
    let ordinary = matches!(word.tag.as_str(), "v" | "vn" | "n" | "d" | "p" | "c" | "r" | "t" | "f" | "m" | "a" | "i" | "l" | "ad" | "b");
    (short || !ordinary) && han(&word.text) && word.text.chars().all(|c| table.sounds.contains(&c))
}

/// Names joined by 、, 和, 与, 及 are one answer where several are asked for.
fn lists(text: &str, found: &mut Vec<(Span, Sort)>) {
    let mut singles: Vec<Span> = found.iter().map(|(span, _)| *span).collect();
    singles.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    singles.dedup_by_key(|span| span.start);
    // The whole run only: its beginnings would crowd the single names out.
    let mut run: Option<(Span, usize)> = None;
    for span in singles.into_iter().map(Some).chain([None]) {
        run = match (run, span) {
            (Some((list, count)), Some(span)) if span.start < list.end => Some((list, count)),
            (Some((list, count)), Some(span)) if JOINTS.contains(&text[list.end..span.start].trim()) => Some((Span::new(list.start, span.end), count + 1)),
            (Some((list, count)), next) => {
                if count > 1 {
                    found.push((list, Sort::List));
                }
                next.map(|span| (span, 1))
            }
            (None, next) => next.map(|span| (span, 1)),
        };
    }
}

const JOINTS: &[&str] = &["、", "和", "与", "及", "以及", "·"];

/// Longest first from the left; what overlaps it is its part.
fn grouped(mut found: Vec<(Span, Sort)>, words: &[Word]) -> Vec<Name> {
    found.sort_by(|a, b| a.0.start.cmp(&b.0.start).then(b.0.end.cmp(&a.0.end)).then(a.1.cmp(&b.1)));
    found.dedup_by_key(|(span, _)| *span);
    let mut names: Vec<Name> = Vec::new();
    for (span, sort) in found {
        let reading = || Reading { span, sort, made: made(span, words) };
        match names.last_mut() {
            Some(last) if span.start < last.whole.span.end => {
                if last.parts.len() < PARTS {
                    last.parts.push(reading());
                }
            }
            _ => names.push(Name { whole: reading(), parts: Vec::new() }),
        }
    }
    names
}

/// What words a span is made of.
fn made(span: Span, words: &[Word]) -> Made {
    let mut made = Made::default();
    let first = words.partition_point(|word| word.span.end <= span.start);
    for word in words[first..].iter().take_while(|word| word.span.start < span.end) {
        if word.span.start < span.start || word.span.end > span.end {
            made.cut_left |= word.span.start < span.start && !unknown(word);
            made.cut_right |= word.span.end > span.end && !unknown(word);
            continue;
        }
        let share = word.span.len() as f32 / span.len() as f32;
        if unknown(word) || matches!(word.tag.as_str(), "nr" | "nrt" | "nrfg" | "ns" | "nt" | "nz" | "nw" | "eng") {
            made.proper += share;
        } else if word.tag.starts_with(['v', 'd', 'p', 'c', 'u', 'r', 'm', 'q', 'y', 'a', 'f', 't', 'z', 'i', 'l']) {
            made.plain += share;
        }
    }
    made
}

/// Whether a word is wholly of Han characters.
fn han(word: &str) -> bool {
    word.chars().all(is_han)
}

/// Tag of words that no dictionary has.
const UNKNOWN: &str = "x";

/// Whether no dictionary has the word.
fn unknown(word: &Word) -> bool {
    word.tag == UNKNOWN
}

/// Runs of neighbouring words that spell foreign sounds.
fn sounds(words: &[Word], table: &Table) -> Vec<(Span, Sort)> {
    let spells = |word: &Word| spells(word, table);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !spells(&words[at]) {
            at += 1;
            continue;
        }
        let first = at;
        while at + 1 < words.len() && words[at + 1].span.start == words[at].span.end && spells(&words[at + 1]) {
            at += 1;
        }
        // 于 of 分布于非洲 spells sounds, and so it does in 于尔根: both are read.
        let starts = std::iter::once(first).chain((first < at && words[first].tag == "p").then_some(first + 1));
        for first in starts {
            let span = Span::new(words[first].span.start, words[at].span.end);
            // One short word that the dictionary knows is found by its tag.
            if (at > first || unknown(&words[at]) || span.len() >= 9) && span.len() >= 6 {
                found.push((span, Sort::Sounds));
            }
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../config/rules/names.toml");

    #[test]
    fn names_are_found_whole_and_ordinary_words_are_none() {
        let lexicon = Lexicon::embedded().unwrap();
        let segmenter = lexicon.segmenter();
        let table = Table::load("names", TABLE).unwrap();
        for (kind, text, name, sort) in [
            (Kind::Person, "主席是约翰·海克特·麦克阿瑟。", "约翰·海克特·麦克阿瑟", Some(Sort::Foreign)),
            (Kind::Person, "师从科尔内利乌斯·亚历山大学习", "科尔内利乌斯·亚历山大", Some(Sort::Foreign)),
            (Kind::Person, "总统弗拉基米尔·普京于昨日抵达", "弗拉基米尔·普京", Some(Sort::Foreign)),
            (Kind::Person, "1925年维尔纳·海森堡提出", "维尔纳·海森堡", Some(Sort::Foreign)),
            (Kind::Person, "与佐佐木主浩入选名人堂", "佐佐木主浩", Some(Sort::Surname)),
            (Kind::Person, "行政长官林郑月娥访问北京", "林郑月娥", Some(Sort::Surname)),
            (Kind::Person, "她与高市早苗会谈", "高市早苗", Some(Sort::Surname)),
            (Kind::Person, "民警周力带着小熊", "周力带", None),
            (Kind::Person, "副主席张健率队在株洲", "张健率队", None),
            (Kind::Person, "村民为荣誉种玉米", "荣誉", None),
            (Kind::Person, "村民为荣誉种玉米", "玉米", None),
            (Kind::Place, "访问摩苏尔。", "摩苏尔", Some(Sort::Known)),
            (Kind::Place, "大象分布于非洲，", "非洲", Some(Sort::Known)),
            (Kind::Place, "大象分布于非洲，", "于非洲", None),
            (Kind::Place, "位于香港屯门兆康路兆康苑内，", "香港屯门兆康路兆康苑", Some(Sort::Address)),
            (Kind::Place, "位于自贡市大安区大山铺，", "自贡市大安区大山铺", Some(Sort::Address)),
            (Kind::Place, "位于浙江松门水产品批发市场，", "浙江松门水产品批发市场", Some(Sort::Address)),
            (Kind::Place, "位于浙江松门水产品批发市场，", "水产品批发市", None),
            (Kind::Place, "1941年纳粹德国投降", "1941年纳粹德国", None),
        ] {
            let names = Names::find(kind, text, &segmenter, &lexicon, &table).with(&[], text, &table);
            let mut readings = names.iter().flat_map(|name| std::iter::once(&name.whole).chain(&name.parts));
            let found = readings.find(|reading| reading.span.of(text) == name).map(|reading| reading.sort);
            assert_eq!(found, sort, "{name} of {text}: {names:?}");
        }
    }

    #[test]
    fn what_a_name_is_made_of() {
        let words = Segmenter::new(Vec::new()).tagged("他在北京大学观赏金鱼");
        let text = "他在北京大学观赏金鱼";
        let of = |name: &str| made(Span::new(text.find(name).unwrap(), text.find(name).unwrap() + name.len()), &words);
        assert_eq!(of("北京大学"), Made { proper: 1.0, ..Made::default() });
        assert_eq!(of("观赏"), Made { plain: 1.0, ..Made::default() });
        let (left, right) = (of("大学观"), of("在北京"));
        assert!(left.cut_left && left.cut_right && !right.cut_left && right.cut_right, "{left:?} {right:?}");
    }
}
