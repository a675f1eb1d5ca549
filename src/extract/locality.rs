//! Features of locality: whether the place that a figure is said of is the one asked for.
//!
//! 全村, 彭仓村 and 全县 stand in one article with a figure each. The last place named before the
//! figure is its place, down the sentences until another is named. Places are told by their
//! endings, as villages stand in no gazetteer. Knows nothing of units, times or coverage.

use super::document::{Document, Sentence};
use super::feature::{Feature, Features};
use super::words::Words;
use crate::question::Question;
use crate::text::{Span, is_han};

/// A place named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Local {
    /// The two characters before the ending, and the ending.
    pub(crate) span: Span,
    /// 1 village, 2 town, 3 county, 4 city, 5 province, 6 country.
    pub(crate) level: u8,
}

/// Endings of places with their level.
const ENDINGS: &[(&str, u8)] =
    &[("街道", 2), ("村", 1), ("镇", 2), ("乡", 2), ("县", 3), ("区", 3), ("旗", 3), ("市", 4), ("州", 4), ("盟", 4), ("省", 5), ("国", 6)];

/// The places of a folded text, in order.
pub(crate) fn places(text: &str, words: &Words) -> Vec<Local> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(&(ending, level)) = ENDINGS.iter().find(|(ending, _)| text[at..].starts_with(ending)) else { continue };
        let end = at + ending.len();
        let mut before = text[..at].char_indices().rev();
        let (Some((last, all)), second) = (before.next(), before.next()) else { continue };
        // 全县, 全国: the whole of what is spoken of.
        let whole = all == '全' && c != '区' || text[..end].ends_with("全区");
        let named = level < 6 && is_han(all) && second.is_some_and(|(_, c)| is_han(c));
        let start = if whole { last } else { second.map_or(last, |(at, _)| at) };
        let span = Span::new(start, end);
        if whole || (named && !words.no_place.is_match(span.of(text)) && !words.goes_on_place.is_match(&text[end..])) {
            found.push(Local { span, level });
        }
    }
    found
}

/// The smallest level that the question speaks of; `None` where it names no place.
pub(super) fn asked_level(question: &Question, words: &Words) -> Option<u8> {
    places(&question.text, words).iter().map(|place| place.level).min()
}

/// Fills the features of locality; `level` is what `asked_level` says of the question.
pub(super) fn fill(question: &Question, level: Option<u8>, document: &Document, at: usize, span: Span, out: &mut Features) {
    let Some(level) = level else { return };
    let sentence = &document.sentences[at];
    let said = |sentence: &Sentence, before: usize| sentence.places().iter().rev().find(|place| place.span.start < before).copied();
    let mut place = said(sentence, span.start).map(|place| (place, sentence, 1.0));
    for other in document.sentences[..at].iter().rev() {
        if place.is_some() || sentence.number - other.number > 3 {
            break;
        }
        place = said(other, usize::MAX).map(|place| (place, other, 0.5));
    }
    let Some((place, sentence, sure)) = place else { return };
    let name = place.span.of(sentence.text());
    let ending = if name.ends_with("街道") { 2 } else { 1 };
    let stem: String = name.chars().take(name.chars().count() - ending).collect();
    let asked = stem != "全" && question.text.contains(&stem) || question.text.contains(name) || (stem == "全" && place.level == level);
    let feature = match place.level.cmp(&level) {
        _ if asked => Feature::PlaceSame,
        std::cmp::Ordering::Less => Feature::PlaceNarrow,
        std::cmp::Ordering::Equal => Feature::PlaceOther,
        std::cmp::Ordering::Greater => Feature::PlaceWide,
    };
    out.set(feature, sure);
}
