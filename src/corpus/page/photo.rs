//! Finds the words of photographs: captions with their credits, and pull-outs that repeat a story.
//!
//! A caption stands in the middle of somebody's column; taken out first, it cannot break the
//! paragraph around it. Knows nothing of stories.

use super::cues::{CueRole, Cues};
use super::unit::{Role, Unit};
use super::words::Words;
use crate::text::Span;

/// A caption with its credit and perhaps a headline of its own.
#[derive(Debug, Clone)]
pub(super) struct Photo {
    pub(super) words: Words,
    /// The credit as printed; "" where there is none.
    pub(super) credit: String,
    /// Lines of its own headline; most have none.
    pub(super) head: Vec<Words>,
    /// Number of the unit it stands in.
    pub(super) unit: usize,
}

/// Marks captions and pull-outs among the units.
pub(super) fn mark(units: &mut [Unit], cues: &Cues) {
    for at in 0..units.len() {
        if !matches!(units[at].role, Role::Body | Role::Display) || units[at].size() > 500 {
            continue;
        }
        let credited = units.get(at + 1).is_some_and(|next| next.role == Role::Credit);
        let points = cues.is(CueRole::Caption, units[at].text());
        let signed = cues.is(CueRole::CreditEnd, units[at].text());
        if signed || points || (credited && at > 0 && units[at].size() > 12) {
            units[at].role = Role::Caption;
        }
    }
    pull_outs(units);
}

/// The captions of a page in printed order.
pub(super) fn photos(units: &[Unit], cues: &Cues) -> Vec<Photo> {
    let mut photos = Vec::new();
    for (at, unit) in units.iter().enumerate().filter(|(_, unit)| unit.role == Role::Caption) {
        let next = units.get(at + 1).filter(|next| next.role == Role::Credit);
        let (words, credit) = match (cues.find(CueRole::CreditEnd, unit.text()), next) {
            (Some(found), _) => {
                // The mark of the sentence's end is part of the match, and stays with the sentence.
                let start = found.end - found.by.len();
                (unit.words.cut(Span::new(0, start)).trimmed(), found.by.to_owned())
            }
            (None, Some(credit)) => (unit.words.clone(), credit.text().to_owned()),
            (None, None) => (unit.words.clone(), String::new()),
        };
        photos.push(Photo { words, credit, head: Vec::new(), unit: at });
    }
    photos
}

/// Body units that only repeat, in display size, what stands in the running text.
fn pull_outs(units: &mut [Unit]) {
    let texts: Vec<String> = units.iter().map(|unit| if unit.role == Role::Body { bare(unit.text()) } else { String::new() }).collect();
    for at in 0..units.len() {
        if units[at].role != Role::Body || texts[at].chars().count() > 120 || texts[at].chars().count() < 8 {
            continue;
        }
        let before: String = texts[..at].concat();
        let after: String = texts[at + 1..].concat();
        if before.contains(&texts[at]) || after.contains(&texts[at]) {
            units[at].role = Role::Furniture;
        }
    }
}

fn bare(text: &str) -> String {
    text.trim_matches(['“', '”']).chars().filter(|c| !c.is_whitespace()).collect()
}
