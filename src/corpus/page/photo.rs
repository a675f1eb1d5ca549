//! Finds the words of photographs: captions with their credits, and pull-outs that repeat a story.
//!
//! A caption stands in the middle of somebody's column; taken out first, it cannot break the
//! paragraph around it. Knows nothing of stories.

use super::cues::{CueRole, Cues};
use super::link::Paragraph;
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

/// Takes out of the running text the quotations that only repeat it in display size, so that no
/// torn paragraph goes on with one.
pub(super) fn drop_pull_outs(units: &mut [Unit]) {
    let texts: Vec<String> = units.iter().map(|unit| if unit.role == Role::Body { bare(unit.text()) } else { String::new() }).collect();
    let page = texts.concat();
    for unit in units.iter_mut() {
        let quoted = unit.text().starts_with('“') || unit.text().ends_with('”');
        let text = bare(unit.text());
        let here = usize::from(unit.role == Role::Body);
        if matches!(unit.role, Role::Body | Role::Display) && quoted && PULLED_OUT.contains(&text.chars().count()) && page.matches(&text).count() > here {
            unit.role = Role::Furniture;
        }
    }
}

/// Lengths of pull-outs.
const PULLED_OUT: std::ops::RangeInclusive<usize> = 8..=120;

/// Puts the last words of a caption, which stand on a line of their own, behind it.
fn whole_captions(units: &mut Vec<Unit>, cues: &Cues) {
    for at in (1..units.len()).rev() {
        let rest = units[at].role == Role::Body && units[at].widths.len() == 1 && units[at].closes() && units[at].block == units[at - 1].block;
        let caption = matches!(units[at - 1].role, Role::Body | Role::Display) && cues.is(CueRole::Caption, units[at - 1].text());
        if rest && caption && !units[at - 1].closes() {
            let rest = units.remove(at);
            units[at - 1].words.append_line(&rest.words);
        }
    }
}

/// Marks captions among the units.
pub(super) fn mark(units: &mut Vec<Unit>, cues: &Cues) {
    whole_captions(units, cues);
    for at in 0..units.len() {
        if !matches!(units[at].role, Role::Body | Role::Display) || units[at].size() > 500 {
            continue;
        }
        let credited = units.get(at + 1).is_some_and(|next| next.role == Role::Credit);
        let points = cues.is(CueRole::Caption, units[at].text());
        let signed = cues.is(CueRole::CreditEnd, units[at].text());
        let whole = units[at].role == Role::Display || units[at].closes();
        if signed || points || (credited && at > 0 && units[at].size() > 12 && whole) {
            units[at].role = Role::Caption;
        }
    }
    far_credits(units, cues);
}

/// Finds the caption of a credit that the extraction put elsewhere: a whole sentence in a block of
/// its own, wider than the columns.
fn far_credits(units: &mut [Unit], cues: &Cues) {
    let mut columns: Vec<f32> = units.iter().filter(|unit| unit.role == Role::Body && unit.column > 0.0).map(|unit| unit.column).collect();
    columns.sort_by(f32::total_cmp);
    let usual = columns.get(columns.len() / 2).copied().unwrap_or(20.0);
    for credit in 1..units.len() {
        if units[credit].role != Role::Credit || units[credit - 1].role == Role::Caption {
            continue;
        }
        let near = (credit.saturating_sub(14)..(credit + 6).min(units.len())).filter(|&at| {
            let unit = &units[at];
            let alone = units.iter().filter(|other| other.block == unit.block).count() == 1;
            let wide = unit.widths.iter().copied().fold(0.0, f32::max) > 1.25 * usual;
            unit.role == Role::Body && alone && unit.closes() && wide && !cues.is(CueRole::Dateline, unit.text())
        });
        if let Some(at) = near.min_by_key(|at| at.abs_diff(credit)) {
            units[at].role = Role::Caption;
            let words = units[credit].words.clone();
            units[at].words.push_plain("\u{3000}");
            units[at].words.append(&words);
        }
    }
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

/// Paragraphs less those that only repeat, in display size, what stands in another one.
pub(super) fn without_pull_outs(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let texts: Vec<String> = paragraphs.iter().map(|paragraph| bare(&paragraph.words.text)).collect();
    let repeats = |at: usize| {
        let size = texts[at].chars().count();
        PULLED_OUT.contains(&size) && texts.iter().enumerate().any(|(other, text)| other != at && text.len() > texts[at].len() && text.contains(&texts[at]))
    };
    let kept = paragraphs.iter().enumerate().filter(|&(at, _)| !repeats(at)).map(|(_, paragraph)| paragraph.clone());
    kept.collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect::<String>().trim_matches(['“', '”']).to_owned()
}
