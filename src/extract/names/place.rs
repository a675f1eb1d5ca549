//! Places: the gazetteer's, the dictionary's, and foreign names by their sounds; neighbours
//! joined into one address.
//!
//! Endings and addresses are patterns of the table. Knows nothing of levels.

use super::{Sort, Table, han, sounds, unknown};
use crate::lexicon::Lexicon;
use crate::text::{Span, Word};

pub(super) fn find(text: &str, words: &[Word], lexicon: &Lexicon, table: &Table) -> Vec<(Span, Sort)> {
    let mut found: Vec<(Span, Sort)> = lexicon.places_in(text).into_iter().map(|place| (place.span, Sort::Gazetteer)).collect();
    let long = |word: &&Word| word.text.chars().nth(1).is_some();
    found.extend(words.iter().filter(long).filter(|word| matches!(word.tag.as_str(), "ns" | "nt" | "nz")).map(|word| (word.span, Sort::Known)));
    found.extend(words.iter().filter(long).filter(|word| unknown(word) && han(&word.text)).map(|word| (word.span, Sort::Odd)));
    found.extend(sounds(words, table));
    for rule in table.rules.iter().filter(|rule| rule.sort == Sort::Ending) {
        for ending in rule.pattern.captures_iter(text).filter_map(|found| found.get(1)) {
            super::cut(Span::new(ending.start(), ending.end()), words, Sort::Ending, &mut found);
        }
    }
    // 批发市场 has no 批发市 in it.
    let inside = |end: usize| words.iter().any(|word| word.span.start < end && word.span.end > end && !unknown(word));
    found.retain(|(span, sort)| *sort != Sort::Ending || !inside(span.end));
    // 深受中国 ends in 中国 by no ending: the gazetteer knows where the name begins.
    let known: Vec<Span> = found.iter().filter(|(_, sort)| *sort == Sort::Gazetteer).map(|(span, _)| *span).collect();
    found.retain(|(span, sort)| *sort != Sort::Ending || !known.iter().any(|known| known.end == span.end && known.start > span.start));
    let of = |chosen: &dyn Fn(Sort) -> bool| -> Vec<Span> { found.iter().filter(|(_, sort)| chosen(*sort)).map(|(span, _)| *span).collect() };
    // 浙江省台州市 of 浙江省台州市的批发市场 is an address as well.
    let joined = [join(text, of(&|sort| sort != Sort::Odd), true), join(text, of(&|sort| sort == Sort::Gazetteer), false)];
    found.extend(joined.into_iter().flatten());
    found
}

/// Neighbouring places are one: 江苏省 + 宿迁市 + 宿城区; with `of`, also across 的.
fn join(text: &str, mut spans: Vec<Span>, of: bool) -> Vec<(Span, Sort)> {
    spans.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let mut joined: Vec<(Span, usize)> = Vec::new();
    for span in spans {
        let gap = |end: usize| if of && text[end..].starts_with('的') { end + '的'.len_utf8() } else { end };
        match joined.last_mut() {
            Some((last, _)) if span.start < last.end => last.end = last.end.max(span.end),
            Some((last, count)) if span.start == last.end || span.start == gap(last.end) => {
                last.end = span.end;
                *count += 1;
            }
            _ => joined.push((span, 1)),
        }
    }
    joined.retain(|(span, count)| *count > 1 && text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
    joined.into_iter().map(|(span, _)| (span, Sort::Address)).collect()
}
