//! What a question asks for: the first cue, in table order, that fits its words.
//!
//! Units come from the unit table and counted nouns from the lexicon, so a new measure word or
//! noun needs no cue of its own. Knows nothing of the things asked about.

use std::sync::LazyLock;

use regex::Regex;

use super::cue::{By, Cue, Cues};
use super::{Asked, Kind};
use crate::figures::{Class, Figures};
use crate::lexicon::Lexicon;
use crate::text::{Segmenter, Span};

/// Finds what is asked in a folded text; `None` where nothing is.
pub(super) fn asked(text: &str, cues: &Cues, figures: &Figures, lexicon: &Lexicon, segmenter: &Segmenter) -> Option<Asked> {
    for cue in &cues.cues {
        for found in cue.pattern.find_iter(text) {
            let (before, after) = (&text[..found.start()], &text[found.end()..]);
            let fails = |regex: &Option<Regex>, text: &str| regex.as_ref().is_some_and(|regex| !regex.is_match(text));
            let holds = |regex: &Option<Regex>, text: &str| regex.as_ref().is_some_and(|regex| regex.is_match(text));
            let hidden = holds(&cue.not_after, after) || holds(&cue.not_before, before);
            // 几内亚 asks nothing.
            let named = || lexicon.places_in(text).iter().any(|place| place.span.start <= found.start() && found.end() <= place.span.end);
            if fails(&cue.before, before) || fails(&cue.after, after) || hidden || named() {
                continue;
            }
            let Some((classes, unit)) = classes(cue, before, after, figures, lexicon, segmenter) else { continue };
            let cue_span = Span::new(found.start(), found.end());
            // Stuff is printed in tons, pieces or shares of the whole; people and firms are counted.
            let stuff = |class: &Class| matches!(class, Class::Thing | Class::Event | Class::Weight | Class::Volume);
            let soft = cue.soft || (cue.by == By::NounAfter && classes.iter().all(stuff));
            return Some(Asked { kind: cue.kind, classes, unit, soft, cue: cue_span, rule: cue.name.clone() });
        }
    }
    None
}

fn classes(cue: &Cue, before: &str, after: &str, figures: &Figures, lexicon: &Lexicon, segmenter: &Segmenter) -> Option<(Vec<Class>, String)> {
    match cue.by {
        By::Cue => Some((cue.asks.clone(), cue.unit.clone())),
        By::UnitAfter => {
            // 多少万吨, 几百人: a scale word may stand before the unit.
            let rest = after.trim_start_matches(['万', '亿', '百', '千', '多', '余', ' ']);
            let (length, found) = figures.unit_at(rest)?;
            let class = found.class;
            let unit = &rest[..length];
            // 多少滑雪的人: what only goes with 第 counts nothing.
            if class == Class::Ordinal {
                return None;
            }
            // 多少人才, 几家人: a longer word of the dictionary hides a one-character unit, but not
            // one that is no more than the unit and its noun (架飞机).
            let first = segmenter.words(rest).first().copied().unwrap_or(unit);
            let noun = lexicon.noun_class(first).map(|noun| noun.word.as_str());
            let hidden = first.len() > length && unit.chars().count() == 1 && noun.is_some_and(|noun| noun != &first[length..]);
            // 名城管: the unit goes before a longer word of its own.
            let second = segmenter.words(&rest[length..]).first().is_some_and(|word| word.len() > first.len().saturating_sub(length) && segmenter.knows(word));
            if hidden && !second {
                return None;
            }
            // 几个外国人 is printed 15名: the noun behind a measure word says its class too.
            let behind = rest[length..].trim_end_matches(['?', '？', '。', '啊', '呀', '呢', '了']);
            let mut classes = match is_count(class) {
                true if behind.is_empty() => said_before(before, BEFORE, lexicon, segmenter).map(|(classes, _)| classes).unwrap_or_default(),
                true => said_behind(behind, lexicon, segmenter),
                false => Vec::new(),
            };
            classes.retain(|&other| is_count(other) && other != class);
            classes.push(class);
            // 多少方每秒 is what flows.
            if rest[length..].starts_with(['每', '/']) {
                classes.push(Class::Rate);
            }
            // 多少床位 is printed 500张.
            if unit.chars().nth(1).is_some() {
                let own = classes_of(unit, lexicon).into_iter().filter(|&other| is_count(other) && !classes.contains(&other)).collect::<Vec<_>>();
                classes.extend(own);
            }
            Some((classes, unit.to_owned()))
        }
        By::NounAfter => Some(said_behind(after, lexicon, segmenter)).filter(|best| !best.is_empty()).map(|best| (best, String::new())),
        By::NounBefore => said_before(before, BEFORE, lexicon, segmenter),
        By::NounLast => said_before(before, LAST, lexicon, segmenter),
    }
}

/// Classes of the noun that stands first: 多少高层次人才, the last of the run that has a class.
fn said_behind(after: &str, lexicon: &Lexicon, segmenter: &Segmenter) -> Vec<Class> {
    let mut run = String::new();
    let mut best = Vec::new();
    for word in segmenter.words(after).iter().take(4) {
        if word.chars().any(|c| !c.is_alphanumeric()) {
            break;
        }
        run.push_str(word);
        let found = classes_of(&run, lexicon);
        if !found.is_empty() {
            best = found;
        }
    }
    best
}

/// How many words before the question word may say what is asked.
const BEFORE: usize = 6;
/// The same where there is no question word: the last words are what is asked.
const LAST: usize = 3;

#[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
static BRACKET: LazyLock<Regex> = LazyLock::new(|| Regex::new("[（(][^（()）]*[）)]").expect("constant pattern"));

/// Classes of the nearest word that has some, as a noun or else as a verb.
fn said_before(before: &str, most: usize, lexicon: &Lexicon, segmenter: &Segmenter) -> Option<(Vec<Class>, String)> {
    // What a bracket adds (国际收支口径) is not what is asked for.
    let outside = BRACKET.replace_all(before, "");
    let words = segmenter.words(&outside);
    let near = words.iter().rev().filter(|word| word.chars().any(char::is_alphanumeric)).take(most);
    let of = |word: &&str| {
        let noun = classes_of(word, lexicon);
        if !noun.is_empty() {
            return noun;
        }
        lexicon.verb_classes(word).iter().map(|entry| entry.class).collect()
    };
    near.map(of).find(|classes| !classes.is_empty()).map(|classes| (classes, String::new()))
}

/// Classes of the figures that count a noun, from the lexicon.
pub fn classes_of(noun: &str, lexicon: &Lexicon) -> Vec<Class> {
    lexicon.noun_classes(noun).iter().map(|entry| entry.class).collect()
}

impl Asked {
    /// Whether a figure of this class answers: yes, no, or perhaps (both are counts).
    pub fn fits(&self, class: Class) -> Fit {
        if self.kind != Kind::Figure || self.classes.contains(&class) {
            return Fit::Yes;
        }
        if self.classes.is_empty() {
            return Fit::Perhaps;
        }
        if is_count(class) && self.classes.iter().any(|&class| is_count(class)) { Fit::Perhaps } else { Fit::No }
    }
}

/// How well a class fits what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// The class asked for.
    Yes,
    /// Another class of things counted, or nothing was said.
    Perhaps,
    /// Something else.
    No,
}

/// Classes of things that are counted one by one: 家, 个 and 项 stand for one another in print.
pub fn is_count(class: Class) -> bool {
    use Class::*;
    matches!(class, People | Household | Organisation | Vehicle | Event | Place | Thing | None)
}
