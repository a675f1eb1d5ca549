//! Places in Chinese text: the longest name at each position, checked against its surroundings.
//!
//! 「长江西岸」 names no 江西 and 「和平发展」 no district; so phrases that only look like places
//! are skipped, and short names that are ordinary words count only beside the place they lie
//! in. Of places with one name (four 鼓楼区) the one whose parent the text names is taken.

use std::collections::HashSet;

use super::table::{Level, PlaceId, Places};
use crate::text::{Span, fold};

/// A place named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceMention {
    /// Where the name stands.
    pub span: Span,
    /// The likeliest place.
    pub place: PlaceId,
}

/// A name found, before it is known which place it names.
struct Found<'a> {
    span: Span,
    name: &'a str,
    ids: &'a [PlaceId],
}

impl Places {
    /// Places in folded text, left to right.
    pub(crate) fn mentions(&self, text: &str) -> Vec<PlaceMention> {
        let found = self.scan(text);
        let sure = found.iter().filter(|found| !self.is_guarded(found.name)).filter_map(|found| match found.ids {
            [id] => Some(*id),
            // 吉林 alone is the province, and its city no less lies in it.
            [id, ..] if self.get(*id).level <= Level::Province => Some(*id),
            _ => None,
        });
        // Everything lies in its country, so that proves nothing.
        let stated: HashSet<PlaceId> = sure.flat_map(|id| self.chain(id)).filter(|&id| self.get(id).level > Level::Country).collect();
        let mut mentions: Vec<PlaceMention> = Vec::new();
        for found in &found {
            let before = mentions.last().filter(|last| last.span.end == found.span.start).map(|last| last.place);
            if let Some(mention) = self.settle(found, before, &stated) {
                mentions.push(mention);
            }
        }
        mentions
    }

    fn scan<'a>(&'a self, text: &'a str) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let mut taken = first.len_utf8();
            let ends = text[at..].char_indices().map(|(i, c)| at + i + c.len_utf8()).take(self.longest_from(first));
            let ends: Vec<usize> = ends.collect();
            for (n, &end) in ends.iter().enumerate().rev() {
                let name = &text[at..end];
                if self.is_ignored(name) {
                    // 「资中国际」 rules out 资中 and may still hold 中国; 「幸福贡献」 is passed over.
                    if !ends[..n].iter().any(|&shorter| self.named(&text[at..shorter])) {
                        taken = end - at;
                    }
                    break;
                }
                let ids = self.by_name(name);
                if !ids.is_empty() && !self.goes_on(ids, name, &text[end..]) {
                    found.push(Found { span: Span::new(at, end), name, ids });
                    taken = end - at;
                    break;
                }
            }
            at += taken;
        }
        found
    }

    /// Whether what follows makes the name part of another: 和平镇, 南京路, 新华村.
    fn goes_on(&self, ids: &[PlaceId], name: &str, after: &str) -> bool {
        let road = after.trim_start_matches(['东', '西', '南', '北', '中']);
        if road.starts_with("大道") || road.starts_with("大街") {
            return true;
        }
        if let Some(rest) = road.strip_prefix('路') {
            return !rest.starts_with(['网', '段', '桥', '况', '程', '政', '线', '由', '演', '径']);
        }
        let small = ids.iter().all(|&id| self.get(id).level >= Level::County && fold(&self.get(id).name).text != name);
        let Some(next) = after.chars().next().filter(|_| small) else { return false };
        let then = after[next.len_utf8()..].chars().next().unwrap_or(' ');
        match next {
            '镇' => !matches!(then, '化' | '长'),
            '乡' => !matches!(then, '镇' | '村' | '土' | '亲'),
            '村' => !matches!(then, '民' | '级' | '里' | '支' | '干' | '两' | '集' | '居' | '镇'),
            '社' => then == '区',
            '街' => then == '道',
            '屯' | '寨' | '庄' | '沟' => true,
            _ => false,
        }
    }

    fn settle(&self, found: &Found<'_>, before: Option<PlaceId>, stated: &HashSet<PlaceId>) -> Option<PlaceMention> {
        let score = |id: PlaceId| {
            let parents = || self.chain(id).skip(1).filter(|&id| self.get(id).level > Level::Country);
            let beside = before.is_some_and(|before| parents().any(|parent| parent == before));
            let itself = stated.contains(&id);
            // City and province stated prove more than the province alone.
            let parents = parents().filter(|parent| stated.contains(parent)).count();
            16 * usize::from(beside) + 8 * usize::from(itself) + parents
        };
        // Table order puts larger places first, and `max_by_key` keeps the last of equals.
        let best = found.ids.iter().copied().rev().max_by_key(|&id| (score(id), std::cmp::Reverse(self.get(id).level)))?;
        if self.is_guarded(found.name) && score(best) == 0 {
            return None;
        }
        Some(PlaceMention { span: found.span, place: best })
    }
}
