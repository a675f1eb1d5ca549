//! Tells a torn-off piece of running text from a headline.
//!
//! The first line of a paragraph at a column's foot stands alone on the page and looks like a
//! headline. A comma, an open bracket, a word cut in two, or the width of a column give it away.
//! Knows nothing of which piece goes on with it.

use super::cues::{CueRole, Cues};
use super::line::width;
use super::link::{Paragraph, Threes, crowded, seam};
use super::unit::{Opening, Role, Unit, closes};
use crate::text::{Segmenter, is_han};

/// Proof enough to call a line running text.
const ENOUGH: f32 = 2.0;

/// Turns lines on display that are pieces of running text into body units.
pub(super) fn promote(units: &mut [Unit], cues: &Cues, segmenter: &Segmenter) {
    let page: String = units.iter().map(Unit::text).collect::<Vec<_>>().join("\n");
    let lone: Vec<usize> = (0..units.len()).filter(|&at| units[at].role == Role::Display).collect();
    let judge = Judge { page: &page, threes: &Threes::of(&page), lone: lone.len(), cues, segmenter };
    let mut proof: Vec<f32> = vec![0.0; units.len()];
    let mut torn: Vec<f32> = Vec::new();
    // From the end, so that what follows a line is known when the line is judged.
    for &at in lone.iter().rev() {
        if cues.find(CueRole::Dateline, units[at].text()).is_some() {
            make_body(&mut units[at], Opening::Fresh);
            continue;
        }
        if units[at].text().contains('。') && cues.is(CueRole::Ender, units[at].text()) {
            make_body(&mut units[at], Opening::Unknown);
            units[at].ended = true;
            continue;
        }
        // A sub-heading repeats words of the text; a torn-off line does not.
        if units[at].size() <= 14 && page.matches(units[at].text()).count() > 1 {
            continue;
        }
        proof[at] = in_itself(units[at].text(), units[at].widths.len()) + judge.beside(units, at);
        if proof[at] >= ENOUGH {
            torn.extend(units[at].widths.first());
            make_body(&mut units[at], Opening::Unknown);
        }
    }
    for &at in lone.iter().rev() {
        if units[at].role != Role::Display {
            continue;
        }
        let wide = width(units[at].text());
        let alike = torn.iter().filter(|&&other| (other - wide).abs() <= 0.6).count();
        let amid = units.get(at + 1).is_some_and(|next| next.role == Role::Body && next.opening != Opening::Fresh && next.column == 0.0);
        if amid && alike > 0 && units[at].widths.len() == 1 && proof[at] + 1.2 + 0.4 * alike.min(3) as f32 >= ENOUGH {
            make_body(&mut units[at], Opening::Unknown);
        }
    }
}

/// Makes running text of lines that would be the missing beginnings of paragraphs which resume
/// where nothing breaks off; says whether there were any.
pub(super) fn rescue(units: &mut [Unit], paragraphs: &[Paragraph]) -> bool {
    let firsts = paragraphs.iter().filter_map(|paragraph| paragraph.units.first());
    let resuming = firsts.map(|&first| &units[first]).filter(|unit| unit.opening == Opening::Running && unit.column > 0.0);
    let mut columns: Vec<f32> = resuming.map(|unit| unit.column).collect();
    let mut found = false;
    for unit in units.iter_mut().filter(|unit| unit.role == Role::Display && unit.widths.len() == 1) {
        let text = unit.text();
        let broken = text.contains('，') && !closes(text) && in_itself(text, 1) >= ENOUGH;
        let wide = unit.widths[0];
        let fits = |column: &f32| [0.0, 2.0].iter().any(|indent| (column - indent - wide).abs() <= 0.6);
        let Some(at) = columns.iter().position(fits).filter(|_| broken) else { continue };
        columns.remove(at);
        make_body(unit, Opening::Unknown);
        found = true;
    }
    found
}

fn make_body(unit: &mut Unit, opening: Opening) {
    unit.role = Role::Body;
    unit.opening = opening;
    if let [first, second, ..] = unit.widths[..] {
        unit.column = second.max(first);
        if opening == Opening::Unknown {
            unit.opening = if first < second - 1.3 { Opening::Fresh } else { Opening::Unknown };
        }
        // Lines on display were joined with blanks; running text has none.
        unit.words =
            unit.words.without(|before, c, after| c == ' ' && before.zip(after).is_some_and(|(a, b)| !a.is_ascii_alphabetic() || !b.is_ascii_alphabetic()));
    }
}

/// What the words themselves prove.
fn in_itself(text: &str, lines: usize) -> f32 {
    let mut proof: f32 = 0.0;
    if text.contains(['，', '；']) || text.trim_end_matches('。').contains('。') {
        proof += 2.5;
    }
    if text.matches('，').count() > 1 {
        proof += 1.5;
    }
    if text.contains('、') {
        proof += 0.5;
    }
    if text.ends_with(['，', '、', '；']) {
        proof += 2.0;
    }
    if [('《', '》'), ('“', '”'), ('（', '）')].iter().any(|&(open, close)| text.matches(open).count() > text.matches(close).count()) {
        proof += 1.5;
    }
    let chars: Vec<char> = text.chars().collect();
    if chars.len() > 45 {
        proof += 2.0;
    }
    if lines == 1 && chars.windows(3).any(|three| three[1].is_whitespace() && is_han(three[0]) && is_han(three[2])) {
        proof -= 1.5;
    }
    if text.ends_with(['！', '？', '!', '?']) || text.starts_with(['【', '—', '“']) && text.ends_with('”') {
        proof -= 2.0;
    }
    proof
}

struct Judge<'a> {
    page: &'a str,
    threes: &'a Threes,
    /// How many lines there are to judge.
    lone: usize,
    cues: &'a Cues,
    segmenter: &'a Segmenter,
}

impl Judge<'_> {
    /// What the units around it prove.
    fn beside(&self, units: &[Unit], at: usize) -> f32 {
        let next = units[at + 1..].iter().find(|unit| !matches!(unit.role, Role::Caption | Role::Credit | Role::Furniture));
        let Some(next) = next else { return -1.0 };
        let headed = matches!(next.role, Role::Byline | Role::Subtitle | Role::Label) || self.cues.is(CueRole::Dateline, next.text());
        if headed {
            return -3.0;
        }
        // Lines right over a paragraph of a wider column are its headline.
        let widest = units[at].widths.iter().copied().fold(0.0, f32::max);
        if next.role == Role::Body && next.block == units[at].block && next.opening == Opening::Fresh && widest < next.column - 2.9 {
            return -2.0;
        }
        let set = set_like_text(&units[at].widths, units) + self.elsewhere(units, at);
        if next.role != Role::Body || matches!(next.opening, Opening::Fresh | Opening::Item | Opening::Elsewhere) {
            return set - 1.0;
        }
        let mut proof = set;
        let amid = at > 0 && units[at - 1].role == Role::Body && units[at - 1].block == units[at].block && next.block == units[at].block;
        if amid && units[at].text().contains('，') {
            proof += 1.0;
        }
        if at > 0 && units[at - 1].role == Role::Body && closes(units[at].text()) {
            // A question of the reporter's own between two paragraphs.
            proof += 2.5;
        }
        let first = next.text().chars().next().unwrap_or(' ');
        if first == '的' {
            proof += 1.0;
        }
        if "的地得了着过和与及或之等".contains(first) || "，。、；”》）".contains(first) {
            proof += 1.5;
        }
        // A headline of two lines may well stand over the last word of a column.
        if next.size() < 8 && closes(next.text()) && units[at].widths.len() == 1 {
            proof += 2.0;
        }
        // The first of two lines, both set on their own: as wide as an indented line of the column.
        let column = units[..at].iter().rev().find(|unit| unit.role == Role::Body && unit.column > 0.0).map_or(0.0, |unit| unit.column);
        let first_line = units[at].widths.len() == 1 && (units[at].widths[0] - (column - 2.0)).abs() <= 0.8;
        if first_line && next.widths.len() == 1 && next.closes() && next.widths[0] < column + 1.0 {
            proof += 2.0;
        }
        if next.opening == Opening::Running {
            let last = units[at].widths.last().copied().unwrap_or(0.0);
            let fits = last > next.column - 2.6 && last < next.column + 1.2;
            proof += if fits { 2.0 } else { -1.0 };
        }
        proof + seam(units[at].text(), next.text(), self.threes, self.segmenter)
    }

    /// Whether a piece elsewhere on the page plainly goes on with this one; not asked where there
    /// is too much to compare it with.
    fn elsewhere(&self, units: &[Unit], at: usize) -> f32 {
        if closes(units[at].text()) {
            return 0.0;
        }
        let running: Vec<&Unit> = units.iter().filter(|unit| unit.role == Role::Body && unit.goes_on()).collect();
        if crowded(self.page, self.lone, running.len()) {
            return 0.0;
        }
        let best = running.iter().map(|unit| seam(units[at].text(), unit.text(), self.threes, self.segmenter)).fold(0.0, f32::max);
        let wide = units[at].widths[0];
        let in_column = units
            .iter()
            .any(|unit| unit.role == Role::Body && unit.widths.len() > 2 && ((unit.column - wide).abs() <= 1.1 || (unit.column - 2.0 - wide).abs() <= 0.8));
        match best {
            _ if best < 2.0 => 0.0,
            _ if in_column && units[at].widths.len() == 1 => 2.5,
            _ if best >= 3.0 => 2.0,
            _ => 1.0,
        }
    }
}

/// Whether several lines are set like the first lines of a paragraph in one of the page's columns.
fn set_like_text(widths: &[f32], units: &[Unit]) -> f32 {
    let [first, second, ..] = widths[..] else { return 0.0 };
    let known = units.iter().any(|unit| unit.role == Role::Body && unit.widths.len() > 2 && (unit.column - second).abs() <= 1.2);
    let indented = (second - first - 2.0).abs() <= 1.2;
    if known && indented { 1.5 } else { 0.0 }
}
