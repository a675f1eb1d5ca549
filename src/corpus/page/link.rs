//! Joins the pieces of a paragraph that a column or page break tore apart.
//!
//! A piece without a full stop is looking for the piece that goes on; the printed order is the
//! first guess, and words that the break cut in two (一|套人马) are the proof. Pieces can lie far
//! apart where the extraction read across columns. Knows nothing of headlines' words.

use std::collections::{HashMap, HashSet};

use super::unit::{Opening, Role, Unit};
use super::words::Words;
use crate::text::{Segmenter, is_han};

/// The least proof that two pieces go together.
const LEAST: f32 = 1.6;
/// What pieces of columns of one width gain.
const SAME_COLUMN: f32 = 1.2;
/// What they gain where hung or squeezed marks may make the difference.
const NEAR_COLUMN: f32 = 0.8;
/// What they lose where the shorter of two pieces may not show its column's whole width.
const DOUBTFUL_COLUMN: f32 = -2.0;
/// What pieces of different columns lose.
const OTHER_COLUMN: f32 = -3.0;
/// What pieces lose that stand apart and not at the edges of their blocks: columns break there.
const AMID_BLOCK: f32 = -1.5;
/// A piece this long would hold the opening of the quotation that its rest closes.
const ENOUGH_TO_OPEN: usize = 40;
/// Exchanges until a page must be done; few pages need three.
const MOST_EXCHANGES: usize = 40;
/// More possible links than this are of no page, and exchanging them would take minutes.
const MOST_SCORED: usize = 20_000;
/// More seams than this are of no page (one of 400 torn pieces has as many), and neither are more
/// bytes: to compare each piece with each would take minutes.
const MOST_SEAMS: usize = 200_000;
/// See `MOST_SEAMS`.
const MOST_BYTES: usize = 1 << 20;

/// A whole paragraph with the units it was glued from.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    pub(super) words: Words,
    /// Its headline, where one stands in front of it on the same line.
    pub(super) head: Option<Words>,
    /// Numbers of its units, in reading order.
    pub(super) units: Vec<usize>,
}

/// Every run of three Chinese characters that a page prints: asked for at every seam.
#[derive(Debug, Default)]
pub(super) struct Threes(HashSet<[char; 3]>);

impl Threes {
    pub(super) fn of(page: &str) -> Self {
        let chars: Vec<char> = page.chars().collect();
        Self(chars.windows(3).filter(|three| three.iter().all(|&c| is_han(c))).map(|three| [three[0], three[1], three[2]]).collect())
    }

    fn has(&self, three: &[char]) -> bool {
        <[char; 3]>::try_from(three).is_ok_and(|three| self.0.contains(&three))
    }
}

/// Whether a page is too long to hold each of some pieces to each of others.
pub(super) fn crowded(page: &str, pieces: usize, others: usize) -> bool {
    pieces.saturating_mul(others) > MOST_SEAMS || page.len() > MOST_BYTES
}

/// Glues the body units of a page into paragraphs, in the order of their first units. Of what is
/// too long to be a page only neighbours are glued.
pub(super) fn paragraphs(units: &[Unit], segmenter: &Segmenter) -> Vec<Paragraph> {
    let bodies: Vec<usize> = (0..units.len()).filter(|&i| units[i].role == Role::Body).collect();
    let page: String = bodies.iter().map(|&i| units[i].text()).collect::<Vec<_>>().join("\n");
    let linker = Linker { units, bodies: &bodies, threes: &Threes::of(&page), segmenter };
    let torn = bodies.iter().filter(|&&body| !units[body].closes()).count();
    let rests = bodies.iter().filter(|&&body| units[body].goes_on()).count();
    let next = if crowded(&page, torn, rests) { linker.printed() } else { linker.links() };
    let continued: HashSet<usize> = next.iter().flatten().copied().collect();
    let mut out = Vec::new();
    for (rank, &first) in bodies.iter().enumerate() {
        if continued.contains(&rank) {
            continue;
        }
        let mut paragraph = Paragraph { words: units[first].words.clone(), head: None, units: vec![first] };
        let mut at = rank;
        while let Some(following) = next[at] {
            paragraph.words.append_line(&units[bodies[following]].words);
            paragraph.units.push(bodies[following]);
            at = following;
        }
        out.push(paragraph);
    }
    out
}

struct Linker<'a> {
    units: &'a [Unit],
    bodies: &'a [usize],
    threes: &'a Threes,
    segmenter: &'a Segmenter,
}

impl Linker<'_> {
    /// The links of the printed order alone: from each body unit to the next, where it goes on.
    fn printed(&self) -> Vec<Option<usize>> {
        let count = self.bodies.len();
        (0..count).map(|from| Some(from + 1).filter(|&to| to < count && self.score(from, to).is_some())).collect()
    }

    /// For each body unit the rank of the one that goes on with its paragraph.
    fn links(&self) -> Vec<Option<usize>> {
        let count = self.bodies.len();
        let mut scored = Vec::new();
        for from in 0..count {
            // What closes has its rest right behind it, if any.
            let reach = if self.units[self.bodies[from]].closes() { from + 1..count.min(from + 2) } else { 0..count };
            for to in reach {
                if let Some(score) = self.score(from, to) {
                    scored.push((score, from, to));
                }
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut next = vec![None; count];
        let mut taken = vec![false; count];
        for &(_, from, to) in &scored {
            if next[from].is_none() && !taken[to] && !reaches(&next, to, from) {
                next[from] = Some(to);
                taken[to] = true;
            }
        }
        self.exchanged(next, &scored)
    }

    /// Exchanges links as long as the page gains: the best single link may leave two pieces with
    /// nothing to go on with.
    fn exchanged(&self, mut next: Vec<Option<usize>>, scored: &[(f32, usize, usize)]) -> Vec<Option<usize>> {
        if scored.len() > MOST_SCORED {
            return next;
        }
        let worth: HashMap<(usize, usize), f32> = scored.iter().map(|&(score, from, to)| ((from, to), score - LEAST)).collect();
        let value = |from: usize, to: Option<usize>| to.map_or(Some(0.0), |to| worth.get(&(from, to)).copied());
        for _ in 0..MOST_EXCHANGES {
            let mut best: Option<(f32, Vec<Option<usize>>)> = None;
            for &(score, from, to) in scored.iter().filter(|link| next[link.1] != Some(link.2)) {
                let (left, before) = (next[from], next.iter().position(|&other| other == Some(to)));
                let mut other = next.clone();
                other[from] = None;
                let mut gain = score - LEAST - value(from, left).unwrap_or(0.0);
                if let Some(before) = before {
                    gain -= value(before, Some(to)).unwrap_or(0.0);
                    other[before] = None;
                    // What lost its rest takes what the other gave up, if that fits at all.
                    if let Some(rest) = left.filter(|&rest| worth.contains_key(&(before, rest)) && !reaches(&other, rest, before)) {
                        gain += value(before, Some(rest)).unwrap_or(0.0).max(0.0);
                        other[before] = Some(rest);
                    }
                }
                if gain > 0.01 && best.as_ref().is_none_or(|(top, _)| gain > *top) && !reaches(&other, to, from) {
                    other[from] = Some(to);
                    best = Some((gain, other));
                }
            }
            let Some((_, better)) = best else { break };
            next = better;
        }
        next
    }

    /// How well unit `to` goes on where unit `from` breaks off; `None` where it cannot.
    fn score(&self, from: usize, to: usize) -> Option<f32> {
        let (a, b) = (&self.units[self.bodies[from]], &self.units[self.bodies[to]]);
        if from == to || a.ended || !b.goes_on() {
            return None;
        }
        let neighbours = to == from + 1;
        let quoted = neighbours && a.text().ends_with('”') && attributed(b.text());
        let closed = !quoted && a.closes();
        // A column that ends with a sentence: only a neighbour that plainly runs on is its rest.
        if closed && (!neighbours || b.opening != Opening::Running || self.between(from, to)) {
            return None;
        }
        let steps = to as f32 - from as f32;
        let mut score = if neighbours {
            3.0
        } else if steps > 0.0 {
            1.5 - 0.2 * steps
        } else {
            0.6 + 0.2 * steps
        };
        score = score.max(-1.0);
        let tail = b.closes() && (b.size() < 8 || (b.widths.len() == 1 && b.opening == Opening::Unknown && self.first_of_block(to)));
        score += match b.opening {
            Opening::Running => 1.2,
            _ if tail => 1.5,
            _ => 0.0,
        };
        if a.column > 0.0 && b.column > 0.0 {
            score += match (a.column - b.column).abs() {
                apart if apart <= 0.6 => SAME_COLUMN,
                apart if apart <= 1.2 => NEAR_COLUMN,
                apart if apart <= 2.2 => DOUBTFUL_COLUMN,
                _ => OTHER_COLUMN,
            };
        }
        score += seam(a.text(), b.text(), self.threes, self.segmenter);
        if !(neighbours || self.last_of_block(from) && self.first_of_block(to)) {
            score += AMID_BLOCK;
        }
        if quoted {
            return Some(score + 1.0);
        }
        if closed {
            score -= 3.0;
        }
        if neighbours && self.between(from, to) {
            score -= 1.0;
        }
        (score > LEAST).then_some(score)
    }

    /// Whether no running text of the same block stands before this piece.
    fn first_of_block(&self, rank: usize) -> bool {
        rank == 0 || self.units[self.bodies[rank - 1]].block != self.units[self.bodies[rank]].block
    }

    /// Whether no running text of the same block stands behind this piece.
    fn last_of_block(&self, rank: usize) -> bool {
        rank + 1 == self.bodies.len() || self.first_of_block(rank + 1)
    }

    /// Whether a headline or byline stands between two neighbours.
    fn between(&self, from: usize, to: usize) -> bool {
        let range = self.bodies[from] + 1..self.bodies[to].max(self.bodies[from] + 1);
        self.units[range].iter().any(|unit| matches!(unit.role, Role::Display | Role::Byline | Role::Subtitle))
    }
}

/// Proof in the words on both sides of the break.
pub(super) fn seam(before: &str, after: &str, page: &Threes, segmenter: &Segmenter) -> f32 {
    let tail: String = before.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    let head: String = after.chars().take(6).collect();
    let (Some(last), Some(first)) = (tail.chars().next_back(), head.chars().next()) else { return 0.0 };
    let mut score = 0.0;
    for (open, close) in [('“', '”'), ('（', '）'), ('《', '》')] {
        if before.matches(open).count() > before.matches(close).count() {
            let shuts = after.find(close).is_some_and(|at| !after[..at].contains(open));
            // Brackets are short: what does not shut one soon is something else.
            let soon = open == '“' || after.chars().take(24).any(|c| c == close);
            score += if shuts && soon {
                1.5
            } else if open == '“' {
                0.0
            } else {
                -2.0
            };
        }
    }
    let shut = after.find('”').is_some_and(|at| !after[..at].contains('“'));
    if shut && before.matches('“').count() <= before.matches('”').count() && before.chars().count() > ENOUGH_TO_OPEN {
        score -= 1.5;
    }
    if !is_han(last) || !is_han(first) {
        return score + if last.is_ascii_digit() && (first.is_ascii_digit() || "年月日万亿千百个名%".contains(first)) { 1.0 } else { 0.0 };
    }
    let glued = format!("{tail}{head}");
    let mut at = 0;
    for word in segmenter.words(&glued) {
        let end = at + word.len();
        if at < tail.len() && end > tail.len() && segmenter.knows(word) {
            score += if word.chars().count() > 2 { 3.5 } else { 2.5 };
        }
        at = end;
    }
    // The same three characters over the break, found whole elsewhere on the page.
    let around: Vec<char> = tail.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().chain(head.chars().take(2)).collect();
    let known = around.windows(3).filter(|three| page.has(three)).count();
    score + 1.5 * known as f32
}

/// Whether a text goes on with a quotation: 「局长陈明介绍，“期间…」 never begins a paragraph.
fn attributed(text: &str) -> bool {
    let Some(at) = text.find("，“") else { return false };
    let speaker = &text[..at];
    speaker.chars().count() <= 24
        && ["说", "介绍", "表示", "告诉记者", "坦言", "认为", "指出", "道"].iter().any(|verb| speaker.ends_with(verb))
        && !speaker.contains('，')
}

/// Whether following the links from `start` comes to `goal`.
fn reaches(next: &[Option<usize>], start: usize, goal: usize) -> bool {
    let mut at = Some(start);
    while let Some(here) = at {
        if here == goal {
            return true;
        }
        at = next[here];
    }
    false
}
