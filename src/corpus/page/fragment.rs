//! Tells a torn-off piece of running text from a headline.
//!
//! The first line of a paragraph at a column's foot stands alone on the page and looks like a
//! headline. A comma, an open bracket, a word cut in two, or the width of other torn lines give
//! it away. Knows nothing of which piece goes on with it.

use super::line::width;
use super::link::seam;
use super::unit::{Opening, Role, Unit, closes};
use crate::text::{Segmenter, is_han};

/// Turns lines on display that are pieces of running text into body units.
pub(super) fn promote(units: &mut [Unit], segmenter: &Segmenter, starts: impl Fn(&str) -> bool) {
    let page: String = units.iter().map(Unit::text).collect::<Vec<_>>().join("\n");
    let lone: Vec<usize> = (0..units.len()).filter(|&at| units[at].role == Role::Display && units[at].lines == 1).collect();
    let mut proof: Vec<f32> = vec![0.0; units.len()];
    let mut torn: Vec<f32> = Vec::new();
    // From the end, so that what follows a line is known when the line is judged.
    for &at in lone.iter().rev() {
        // A sub-heading repeats words of the text; a torn-off line does not.
        if units[at].size() <= 14 && page.matches(units[at].text()).count() > 1 {
            continue;
        }
        proof[at] = in_itself(units[at].text()) + beside(units, at, &page, segmenter, &starts);
        if proof[at] >= 2.0 {
            units[at].role = Role::Body;
            torn.push(width(units[at].text()));
        }
    }
    for &at in lone.iter().rev().filter(|&&at| proof[at] < 2.0) {
        let wide = width(units[at].text());
        let alike = torn.iter().filter(|&&other| (other - wide).abs() <= 0.6).count();
        let amid = units.get(at + 1).is_some_and(|next| next.role == Role::Body && next.opening != Opening::Fresh);
        if amid && alike > 0 && proof[at] + 1.2 + 0.4 * alike.min(3) as f32 >= 2.0 {
            units[at].role = Role::Body;
        }
    }
}

/// What the words themselves prove.
fn in_itself(text: &str) -> f32 {
    let mut proof: f32 = 0.0;
    if text.contains(['，', '；']) || text.trim_end_matches('。').contains('。') {
        proof += 2.5;
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
    if chars.windows(3).any(|three| three[1].is_whitespace() && is_han(three[0]) && is_han(three[2])) {
        proof -= 1.5;
    }
    if text.ends_with(['！', '？', '!', '?']) || text.starts_with(['【', '—', '“']) && text.ends_with('”') {
        proof -= 2.0;
    }
    proof
}

/// What the units around it prove.
fn beside(units: &[Unit], at: usize, page: &str, segmenter: &Segmenter, starts: &impl Fn(&str) -> bool) -> f32 {
    let next = units[at + 1..].iter().find(|unit| !matches!(unit.role, Role::Caption | Role::Credit | Role::Furniture));
    let Some(next) = next else { return -1.0 };
    let headed = matches!(next.role, Role::Byline | Role::Subtitle | Role::Label) || starts(next.text());
    if headed {
        return -3.0;
    }
    if next.role != Role::Body || next.opening == Opening::Fresh || next.opening == Opening::Item {
        return -1.0;
    }
    let first = next.text().chars().next().unwrap_or(' ');
    let mut proof = 0.0;
    if at > 0 && units[at - 1].role == Role::Body && closes(units[at].text()) {
        // A question of the reporter's own between two paragraphs.
        proof += 2.5;
    }
    if "的地得了着过和与及或之等".contains(first) || "，。、；”》）".contains(first) {
        proof += 1.5;
    }
    if next.size() < 8 && closes(next.text()) {
        proof += 2.0;
    }
    if next.opening == Opening::Running {
        proof += 1.0;
    }
    proof + seam(units[at].text(), next.text(), page, segmenter)
}
