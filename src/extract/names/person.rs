//! Persons: names of the dictionary, family name and given name, foreign names with a dot or
//! without.
//!
//! The dictionary knows few of the living, and what it does not know it cuts as it likes, so a
//! family name with what follows it is tried at each length. Knows nothing of titles.

use super::{Sort, Table, ends_before, han, sounds, spells, unknown};
use crate::text::{Span, Word};

/// Most bytes of a part of a foreign name.
const PART: usize = 27;
/// Tags of words that end a name.
const CLOSED: &[&str] = &["uj", "ul", "c", "p", "u", "ud", "ug", "uz", "uv", "r", "y", "t", "ad"];
/// The same of longer words: 李 + 提出 is no name.
const CLOSED_LONG: &[&str] = &["v", "f", "i", "l", "q", "m", "d"];
/// Longer words that may be given names, and seldom are: 王 + 春雨.
const SELDOM: &[&str] = &["vn", "n", "b", "a", "an", "s", "j"];

pub(super) fn find(text: &str, words: &[Word], table: &Table) -> Vec<(Span, Sort)> {
    let mut found = sounds(words, table);
    for (at, word) in words.iter().enumerate().filter(|(_, word)| han(&word.text)) {
        let count = word.text.chars().count();
        let name = matches!(word.tag.as_str(), "nr" | "nrt" | "nrfg");
        let surname = table.surname(&word.text);
        if name && (2..=5).contains(&count) {
            found.push((word.span, Sort::Known));
        } else if unknown(word) && (2..=4).contains(&count) {
            found.push((word.span, if surname > 0 { Sort::Surname } else { Sort::Odd }));
        } else if word.tag == "nw" && surname > 0 && (surname / 3 + 2..=surname / 3 + 3).contains(&count) {
            // The lexicon keeps 尹锡悦 and 岸田文雄 whole.
            found.push((word.span, Sort::Surname));
        }
        // 刘 + 德一, 陈海 + 军, 张 + 志 + 强: what follows may belong to the name.
        if surname > 0 && (surname == word.text.len() || (count <= surname / 3 + 1 && (name || unknown(word)))) {
            // 林郑月娥: a wife's name behind her husband's. 柳田理科雄: given names of three.
            let wife = word.text.chars().nth(1).is_none() && words.get(at + 1).is_some_and(|next| table.surname(&next.text) > 0);
            let most = surname / 3 + 2 + usize::from(wife || surname > 3);
            let mut end = word.span.end;
            for next in words[at + 1..].iter().take(2) {
                let long = count_between(text, word.span.start, next.span.end);
                // 唐东 + 到: a name that is whole takes no verb.
                let verb = ends_before(next, table) && end > word.span.start + surname;
                if next.span.start != end || !han(&next.text) || long > most || closes(next) || verb {
                    break;
                }
                end = next.span.end;
                let seldom = next.text.chars().nth(1).is_some() && SELDOM.contains(&next.tag.as_str());
                found.push((Span::new(word.span.start, end), if seldom { Sort::Guess } else { Sort::Surname }));
            }
        }
    }
    found.extend(dotted(text, words, table));
    let royal: Vec<(Span, Sort)> = found.clone();
    join(text, &royal, &mut found, table);
    found
}

fn closes(word: &Word) -> bool {
    CLOSED.contains(&word.tag.as_str()) || (word.text.chars().nth(1).is_some() && CLOSED_LONG.contains(&word.tag.as_str()))
}

fn count_between(text: &str, start: usize, end: usize) -> usize {
    text[start..end].chars().count()
}

/// Names with a dot: 弗拉基米尔·普京, and its last part.
fn dotted(text: &str, words: &[Word], table: &Table) -> Vec<(Span, Sort)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(dot) = text[from..].find(DOTS).map(|at| from + at) {
        let start = left(text, dot, words, table);
        let mut last = dot;
        let mut end = right(text, after_dot(text, dot), words, table);
        while text[end..].starts_with(DOTS) {
            last = end;
            end = right(text, after_dot(text, end), words, table);
        }
        from = end.max(after_dot(text, dot));
        let tail = Span::new(after_dot(text, last), end);
        if start < dot && !tail.is_empty() {
            found.push((Span::new(start, end), Sort::Foreign));
            if tail.len() >= 6 {
                found.push((tail, Sort::Sounds));
            }
        }
    }
    found
}

const DOTS: [char; 3] = ['·', '•', '‧'];

fn after_dot(text: &str, dot: usize) -> usize {
    dot + text[dot..].chars().next().map_or(0, char::len_utf8)
}

/// Whether a word may belong to a name with a dot: by its sounds, or right beside the dot because the
/// dictionary has it as a name.
fn spells_beside(word: &Word, beside: bool, table: &Table) -> bool {
    let long = word.text.chars().nth(1).is_some();
    let named = beside && long && matches!(word.tag.as_str(), "nr" | "nrt" | "nrfg" | "ns");
    spells(word, table) || han(&word.text) && (named || long && unknown(word) && word.text.chars().all(|c| spells_char(c, table)))
}

fn spells_char(c: char, table: &Table) -> bool {
    table.sounds.contains(&c) || table.sounds_beside.contains(&c)
}

fn left(text: &str, dot: usize, words: &[Word], table: &Table) -> usize {
    let mut start = dot;
    for word in words.iter().rev().filter(|word| word.span.start < dot) {
        // 年维尔纳: what ends no name begins none either.
        let apart = start < dot && word.text.chars().all(|c| table.sounds_apart.contains(&c));
        if word.span.end != start || dot - word.span.start > PART || apart {
            break;
        }
        if !spells_beside(word, start == dot, table) {
            // The word beside the dot may run into the words before the name.
            if start == dot && han(&word.text) {
                let tail = word.text.char_indices().rev().take_while(|&(_, c)| spells_char(c, table)).last().map_or(word.text.len(), |(at, _)| at);
                start = word.span.start + if tail < word.text.len() { tail } else { 0 };
            }
            break;
        }
        start = word.span.start;
    }
    debug_assert!(text.is_char_boundary(start));
    start
}

fn right(text: &str, from: usize, words: &[Word], table: &Table) -> usize {
    let mut end = from;
    for word in words.iter().filter(|word| word.span.end > from) {
        if word.span.start > end || word.span.end - from > PART {
            break;
        }
        if !spells_beside(word, end == from, table) {
            if end == from && han(&word.text) {
                let head = word.text.char_indices().find(|&(_, c)| !spells_char(c, table)).map_or(word.text.len(), |(at, _)| at);
                end = word.span.start + if head > 0 { head } else { word.text.len() };
            }
            break;
        }
        end = word.span.end;
    }
    debug_assert!(text.is_char_boundary(end));
    // 普京于: what ends no name is a word of its own.
    let last = words.iter().find(|word| word.span.end == end && word.span.start > from);
    last.filter(|word| word.text.chars().all(|c| table.sounds_apart.contains(&c))).map_or(end, |word| word.span.start)
}

/// A style and the name behind it are one: 清太祖努尔哈赤.
fn join(text: &str, names: &[(Span, Sort)], found: &mut Vec<(Span, Sort)>, table: &Table) {
    for rule in table.rules.iter().filter(|rule| rule.sort == Sort::Royal) {
        for style in rule.pattern.captures_iter(text).filter_map(|found| found.get(1)) {
            let behind = names.iter().filter(|(span, _)| span.start == style.end());
            found.extend(behind.map(|(span, _)| (Span::new(style.start(), span.end), Sort::Royal)));
        }
    }
}
