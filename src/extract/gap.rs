//! The gap: what stands in a sentence where the question has its question word.
//!
//! 书院由谁创立 asked of 由香港明德会所创办 leaves 香港明德会: papers say much in the words that
//! ask for it, and what answers need not be a name that anything else would find. Begins and ends
//! are told by the question's words beside the question word. Knows nothing of what the gap holds.

use super::ask::Found;
use super::feature::{Feature, Features};
use super::names::Table;
use super::parse::borders;
use super::role::{Role, Side};
use crate::question::{Asked, Kind, Question};
use crate::text::{Language, Span};

/// A stretch of a folded sentence, and how surely it begins and ends where the answer would.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Gap {
    pub(crate) span: Span,
    pub(crate) left: f32,
    pub(crate) right: f32,
}

/// What stands beside the question word.
#[derive(Debug, Default)]
pub(crate) struct Frame<'t> {
    /// The terms before it, nearest first, with how much they say of where a gap begins.
    left: Vec<(usize, f32)>,
    /// The terms behind it, likewise.
    right: Vec<(usize, f32)>,
    /// Small words that may stand before the answer, as one does before the question word.
    joints: Vec<&'t String>,
    /// Whether the answer does what a word beside the question word says: it stands before that word.
    turned: Turned,
    /// Whether the answer is one of several that stand side by side: 甲、乙和谁.
    listed: bool,
    /// Whether a person is asked for: hardly any such name begins with what looks like a link, of others many
    /// do (有机肥).
    person: bool,
    /// Whether a clause may begin with the answer.
    opens: bool,
    /// The noun behind 哪个 and 什么, with which an answer may end.
    noun: Option<String>,
    table: Option<&'t Table>,
}

/// Where the answer may stand on the other side of the word beside the question word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Turned {
    /// Nowhere.
    #[default]
    No,
    /// 主持人是谁: 由王芳主持.
    Before,
    /// 谁主持: 主持人为王芳.
    Behind,
}

/// What the second term away says, of what the first says.
const SECOND: f32 = 0.6;
/// What a small word says of where a gap begins.
const JOINT: f32 = 0.7;
/// What a word says of where a gap begins that has a small word behind it, of what it says otherwise.
const BEFORE_JOINT: f32 = 0.5;
/// What the start of a clause says.
const CLAUSE: f32 = 0.5;
/// What a begin says that leaves a link in the gap.
const UNLINKED: f32 = 0.8;
/// What a word says that the question has on the other side.
const OTHER_SIDE: f32 = 0.6;
/// What a shorter gap says of where it ends.
const EARLIER: f32 = 0.6;
/// What a mark says of where a gap ends that nothing follows in the question.
const MARK: f32 = 0.8;
/// The same where something follows.
const MARK_WITHIN: f32 = 0.3;
/// What the noun asked for says, at the gap's end.
const NOUN: f32 = 0.7;
/// What the next of a list says of where the one before it ends.
const LIST_END: f32 = 0.5;
/// What 的 says of where the last part of a gap begins.
const INNER: f32 = 0.5;
/// Least that begin and end say together.
const LEAST: f32 = 0.9;
/// Most characters of a gap, and of one that lists several.
const LONGEST: usize = 24;
const LONGEST_LIST: usize = 48;
/// Most gaps of a sentence, and most places where they may begin.
const GAPS: usize = 8;
const STARTS: usize = 60;
/// Characters that a link and a tail may have at most.
const LINK: usize = 8;
const TAIL: usize = 10;
/// A word found worse than this may be another.
const HALF: f32 = 0.5;

const BORDERS: [char; 10] = ['，', '。', '；', '！', '？', '：', '\n', ',', ';', '!'];
const BRACKETS: [char; 4] = ['（', '）', '(', ')'];
const PAIRS: [(char, char); 8] = [('（', '）'), ('(', ')'), ('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉')];
const QUOTES: &str = "“”「」『』《》〈〉‘’\"'";

impl<'t> Frame<'t> {
    pub(super) fn new(question: &Question, asked: &Asked, role: &Role<'_>, table: &'t Table) -> Self {
        // What was put together from English says nothing of what stands beside what.
        if question.language == Language::English {
            return Self::default();
        }
        let (text, cue) = (question.text.as_str(), asked.cue);
        let which = table.asked_which.is_match(&text[cue.start..]);
        let noun = role.words.first().filter(|_| which).cloned();
        // 哪所大学的: what is behind the noun is what follows.
        let said = noun.as_ref().and_then(|noun| Some(cue.start + text[cue.start..].find(noun.as_str())? + noun.len()));
        let behind = said.unwrap_or(cue.end).max(cue.end);
        let mut left: Vec<(usize, f32)> = Vec::new();
        let mut right: Vec<(usize, f32)> = Vec::new();
        for (at, term) in question.terms.iter().enumerate() {
            if term.span.end <= cue.start {
                left.push((at, 1.0));
            } else if term.span.start >= behind {
                right.push((at, 1.0));
            }
        }
        left.reverse();
        for side in [&mut left, &mut right] {
            side.truncate(2);
            side.iter_mut().skip(1).for_each(|(_, says)| *says = SECOND);
        }
        let before = text[..cue.start].trim_end_matches(['是', '“', '「', '《']);
        let beside = |word: &&String| before.ends_with(word.as_str()) || cue.of(text).starts_with(word.as_str());
        let listed = table.listing.iter().any(|word| beside(&word));
        let group = if listed { Some(&table.listing) } else { table.joints.iter().find(|group| group.iter().any(|word| beside(&word))) };
        let mut joints: Vec<&String> = group.into_iter().flatten().collect();
        if !joints.is_empty() {
            // 大桥由谁承建: the answer stands behind 由, not behind 大桥.
            left.iter_mut().for_each(|(_, says)| *says *= BEFORE_JOINT);
        }
        let turned = match (asked.kind, right.is_empty(), role.side) {
            (Kind::Person, true, Side::Open) => Turned::Before,
            (Kind::Person, false, side) if side == Side::Doer || before.is_empty() => Turned::Behind,
            _ => Turned::No,
        };
        if turned != Turned::No {
            joints.extend(table.doers.iter().filter(|word| !beside(word)));
        }
        let opens = before.is_empty() || before.ends_with(BORDERS) || role.side == Side::Doer || (left.is_empty() && !right.is_empty());
        Self { listed, person: asked.kind == Kind::Person, left, right, joints, turned, opens, noun, table: Some(table) }
    }

    /// The gaps of a folded sentence, surest first; `found` says where the question's terms stand in it.
    pub(super) fn gaps(&self, text: &str, found: &[Found]) -> Vec<Gap> {
        let Some(table) = self.table else { return Vec::new() };
        let starts = self.starts(text, found, table);
        let ends = self.ends(text, found, table);
        let mut gaps: Vec<Gap> = Vec::new();
        for &(start, left) in &starts {
            let mut marked = false;
            for &(end, right, mark) in ends.iter().filter(|&&(end, ..)| end > start) {
                if left + right >= LEAST && !(mark && marked) {
                    gaps.extend(gap(text, Span::new(start, end), left, right));
                }
                marked |= mark;
                if text[start..end].chars().count() > LONGEST_LIST || text[end..].starts_with(BORDERS) {
                    break;
                }
            }
        }
        for shorter in [last_part, first_part] {
            let parts: Vec<Gap> = gaps.iter().filter_map(|gap| shorter(text, gap, table)).collect();
            gaps.extend(parts);
        }
        // 王芳创办 holds the verb behind the question word, 作品被 the word before the answer.
        let verb = self.right.first().and_then(|&(term, _)| found.get(term)).filter(|found| found.worth > HALF);
        let past = |gap: &Gap| verb.is_some_and(|verb| verb.places.iter().any(|place| place.start >= gap.span.start && place.end <= gap.span.end));
        let joined = |gap: &Gap| self.joints.iter().any(|word| gap.span.of(text).ends_with(word.as_str()));
        // 大桥由红星工程处: who does it stands behind 由.
        let doers = || table.doers.iter().filter(|word| self.joints.contains(word));
        let begun = |gap: &Gap| !words_apart(gap.span.of(text), doers(), table).is_empty();
        gaps.retain(|gap| !past(gap) && !joined(gap) && !begun(gap));
        gaps.sort_by(|a, b| (b.left + b.right).total_cmp(&(a.left + a.right)).then(a.span.len().cmp(&b.span.len())).then(a.span.start.cmp(&b.span.start)));
        let mut kept: Vec<Gap> = Vec::new();
        for gap in gaps {
            if kept.len() < GAPS && !kept.iter().any(|other| other.span == gap.span) {
                kept.push(gap);
            }
        }
        kept
    }

    /// Where gaps may begin.
    fn starts(&self, text: &str, found: &[Found], table: &Table) -> Vec<(usize, f32)> {
        let mut starts = Vec::new();
        for &(term, says) in &self.left {
            let Some(found) = found.get(term) else { continue };
            starts.extend(found.places.iter().map(|place| (place.end, says * found.worth)));
        }
        starts.extend(words_apart(text, self.joints.iter().copied(), table).into_iter().map(|place| (place.end, JOINT)));
        if self.opens || self.turned == Turned::Before {
            starts.extend(std::iter::once(0).chain(borders(text, &BORDERS)).map(|at| (at, CLAUSE)));
        }
        starts.truncate(STARTS);
        let link = |at: usize| {
            let near = text[at..].char_indices().nth(LINK).map_or(text.len(), |(end, _)| at + end);
            table.gap_link.find(&text[at..near]).map_or(at, |found| at + found.end())
        };
        // What looks like a link may begin the answer: both are read.
        let joint = |at: usize| self.joints.iter().any(|word| text[at..].starts_with(word.as_str()));
        let unlinked: Vec<(usize, f32)> = starts.iter().filter(|&&(at, _)| !self.person && !joint(at)).map(|&(at, says)| (at, UNLINKED * says)).collect();
        if self.listed {
            starts.extend(text.match_indices('、').map(|(at, mark)| (at + mark.len(), JOINT)));
        }
        starts.iter_mut().for_each(|(at, _)| *at = link(*at));
        starts.extend(unlinked);
        if let (Turned::Behind, Some(&(term, _))) = (self.turned, self.right.first()) {
            // Without a link it is what the word is done to.
            let ends = found.get(term).into_iter().flat_map(|found| found.places.iter().map(|place| (place.end, OTHER_SIDE * found.worth)));
            starts.extend(ends.map(|(end, says)| (end, link(end), says)).filter(|(end, at, _)| at > end).map(|(_, at, says)| (at, says)));
        }
        starts.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        starts.dedup_by_key(|&mut (start, _)| start);
        starts
    }

    /// Where gaps may end, in order, and whether by a mark.
    fn ends(&self, text: &str, found: &[Found], table: &Table) -> Vec<(usize, f32, bool)> {
        let mut ends: Vec<(usize, f32, bool)> = Vec::new();
        let turned = self.left.first().filter(|_| self.turned == Turned::Before).map(|&(term, _)| (term, OTHER_SIDE));
        for (term, says) in self.right.iter().copied().chain(turned) {
            let Some(found) = found.get(term) else { continue };
            for place in &found.places {
                ends.push((place.start, says * found.worth, false));
                // 所 of 所创办 is none of the answer, that of 派出所 is: both are read.
                let near = text[..place.start].char_indices().rev().nth(TAIL).map_or(0, |(at, _)| at);
                if let Some(tail) = table.gap_tail.find(&text[near..place.start]) {
                    ends.push((near + tail.start(), says * found.worth, false));
                }
            }
        }
        if let Some(noun) = &self.noun {
            ends.extend(text.match_indices(noun.as_str()).map(|(at, _)| (at + noun.len(), NOUN, false)));
        }
        if self.listed {
            ends.extend(table.list_end.find_iter(text).map(|end| (end.start(), LIST_END, false)));
        }
        let mark = if self.right.is_empty() { MARK } else { MARK_WITHIN };
        ends.extend(text.char_indices().filter(|(_, c)| BORDERS.contains(c) || BRACKETS.contains(c)).map(|(at, _)| (at, mark, true)));
        ends.push((text.len(), mark, true));
        ends.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        ends.dedup_by_key(|&mut (end, ..)| end);
        ends
    }
}

/// Where small words stand that are no part of a longer one: not 经 of 经理, nor 在 of 现在.
fn words_apart<'w>(text: &str, words: impl Iterator<Item = &'w String>, table: &Table) -> Vec<Span> {
    let places = words.flat_map(|word| text.match_indices(word.as_str()).map(|(at, _)| Span::new(at, at + word.len())));
    let mut places: Vec<Span> = places.take(STARTS).collect();
    if !places.is_empty() {
        let longer: Vec<Span> = table.joined.find_iter(text).map(|found| Span::new(found.start(), found.end())).collect();
        places.retain(|place| !longer.iter().any(|other| other.overlaps(*place) && other.len() > place.len()));
    }
    places
}

/// Fills the features of a name: how well it fills a gap.
pub(super) fn fill(gaps: &[Gap], span: Span, out: &mut Features) {
    let (mut fills, mut holds, mut starts, mut ends) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    for gap in gaps {
        let sure = (gap.left + gap.right) / 2.0;
        if gap.span == span {
            fills = fills.max(sure);
        } else if gap.span.start <= span.start && gap.span.end >= span.end {
            holds = holds.max(sure * span.len() as f32 / gap.span.len() as f32);
        }
        if gap.span.start == span.start {
            starts = starts.max(gap.left);
        }
        if gap.span.end == span.end {
            ends = ends.max(gap.right);
        }
    }
    out.set(Feature::GapFills, fills);
    out.set(Feature::GapHolds, holds);
    out.set(Feature::GapStarts, starts);
    out.set(Feature::GapEnds, ends);
}

/// A gap without the marks around it; none where it is too short or long, or where a clause ends in it.
fn gap(text: &str, span: Span, left: f32, right: f32) -> Option<Gap> {
    let mut inside = span.of(text).trim();
    let mut start = span.start + span.of(text).len() - span.of(text).trim_start().len();
    if !nested(inside) {
        // A mark without its partner is none of it; 《人民日报》社 keeps both.
        let odd = |c: char| QUOTES.contains(c);
        start += inside.len() - inside.trim_start_matches(odd).len();
        inside = inside.trim_matches(odd);
    }
    let stripped = PAIRS.iter().find_map(|&(opens, closes)| inside.strip_prefix(opens)?.strip_suffix(closes).map(|rest| (opens, rest)));
    if let Some((opens, rest)) = stripped.filter(|(_, rest)| nested(rest)) {
        start += opens.len_utf8();
        inside = rest;
    }
    let most = if inside.contains('、') { LONGEST_LIST } else { LONGEST };
    let fits = (2..=most).contains(&inside.chars().count()) && !inside.contains(BORDERS) && nested(inside);
    fits.then_some(Gap { span: Span::new(start, start + inside.len()), left, right })
}

/// Whether every mark that opens in a text closes there, and in order.
fn nested(text: &str) -> bool {
    let mut open: Vec<char> = Vec::new();
    text.chars().all(|c| match PAIRS.iter().find(|&&(opens, closes)| c == opens || c == closes) {
        Some(&(opens, closes)) if c == opens => {
            open.push(closes);
            true
        }
        Some(_) => open.pop() == Some(c),
        None => true,
    }) && open.is_empty()
}

/// What stands behind the last 的 of a gap: 李东升 of 邻县队的李东升.
fn last_part(text: &str, whole: &Gap, _: &Table) -> Option<Gap> {
    let at = whole.span.of(text).rfind('的')? + '的'.len_utf8();
    gap(text, Span::new(whole.span.start + at, whole.span.end), INNER * whole.left, whole.right)
}

/// What stands before the first word that may follow the answer: 李东升 of 李东升于上世纪末.
fn first_part(text: &str, whole: &Gap, table: &Table) -> Option<Gap> {
    let inside = whole.span.of(text);
    let second = inside.char_indices().nth(2)?.0;
    let end = second + table.gap_stop.find(&inside[second..])?.start();
    gap(text, Span::new(whole.span.start, whole.span.start + end), whole.left, EARLIER * whole.right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<&str> {
        gap(text, Span::new(0, text.len()), 1.0, 1.0).map(|gap| gap.span.of(text))
    }

    #[test]
    fn marks_go_with_their_partners() {
        for (text, left) in [
            ("王芳", Some("王芳")),
            (" 王芳 ", Some("王芳")),
            ("“山海之间”", Some("山海之间")),
            ("山海之间”", Some("山海之间")),
            ("《甲传》和《乙传》", Some("《甲传》和《乙传》")),
            ("《人民日报》社", Some("《人民日报》社")),
            ("甲传》和《乙传", None),
            ("王芳（左", None),
            ("王芳，李明", None),
            ("王", None),
            ("“”", None),
        ] {
            assert_eq!(of(text), left, "{text}");
        }
    }

    #[test]
    fn a_gap_has_an_end() {
        assert!(of(&"王".repeat(LONGEST)).is_some() && of(&"王".repeat(LONGEST + 1)).is_none());
        assert!(of(&"王、".repeat(LONGEST)).is_some() && of(&"王、".repeat(LONGEST_LIST)).is_none());
    }

    #[test]
    fn a_name_fills_a_gap_or_is_held_by_it() {
        let gaps = [Gap { span: Span::new(3, 15), left: 1.0, right: 0.5 }];
        for (name, fills, holds, starts, ends) in
            [(Span::new(3, 15), 0.75, 0.0, 1.0, 0.5), (Span::new(3, 9), 0.0, 0.375, 1.0, 0.0), (Span::new(9, 18), 0.0, 0.0, 0.0, 0.0)]
        {
            let mut out = Features::default();
            fill(&gaps, name, &mut out);
            let got = [Feature::GapFills, Feature::GapHolds, Feature::GapStarts, Feature::GapEnds].map(|feature| out.get(feature));
            assert_eq!(got, [fills, holds, starts, ends], "{name:?}");
        }
    }
}
