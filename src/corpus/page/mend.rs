//! Mends units that a line break tore: last characters of a headline, brackets over two blocks.
//!
//! Knows nothing of stories; only of neighbours.

use super::cues::Cues;
use super::unit::{Role, Unit, role_of};

/// So many units away the end of a bracket is looked for.
const NEAR_BRACKET: usize = 5;

/// Puts leftovers back on the unit before them.
pub(super) fn mended(units: Vec<Unit>, cues: &Cues) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::new();
    for unit in units {
        let Some(last) = out.last_mut() else {
            out.push(unit);
            continue;
        };
        if leftover(last, &unit) {
            last.words.append(&unit.words);
            let solid: String = last.text().chars().filter(|&c| c != ' ').collect();
            if matches!(last.role, Role::Display | Role::Byline) {
                last.role = role_of(&solid, cues).unwrap_or(Role::Display);
            }
        } else {
            out.push(unit);
        }
    }
    brackets(&mut out, cues);
    section_names(&mut out);
    out
}

/// A column's title in heavy brackets whose end the extraction put a few units behind.
fn brackets(units: &mut Vec<Unit>, cues: &Cues) {
    for at in (0..units.len()).rev() {
        let opens = matches!(units[at].role, Role::Display | Role::Label) && units[at].text().starts_with('【') && !units[at].text().contains('】');
        let near = at + 1..(at + 1 + NEAR_BRACKET).min(units.len());
        let ends = |other: &usize| units[*other].role == Role::Display && units[*other].size() < 10 && units[*other].text().ends_with('】');
        let Some(end) = near.filter(|_| opens).find(|other| ends(other) && !units[*other].text().contains('【')) else { continue };
        let rest = units.remove(end);
        units[at].words.append(&rest.words);
        let solid: String = units[at].text().chars().filter(|&c| c != ' ').collect();
        units[at].role = role_of(&solid, cues).unwrap_or(Role::Display);
    }
}

/// Names of sections, which stand beside the folio or the day.
fn section_names(units: &mut [Unit]) {
    for at in 0..units.len() {
        let short = units[at].role == Role::Display && units[at].size() <= 4 && units[at].text().chars().all(crate::text::is_han);
        let around = at.saturating_sub(2)..(at + 3).min(units.len());
        if short && units[around].iter().any(|unit| unit.role == Role::Furniture && unit.text().chars().any(|c| c.is_ascii_digit())) {
            units[at].role = Role::Furniture;
        }
    }
}

/// Whether a unit is the torn-off end of the one before.
fn leftover(last: &Unit, unit: &Unit) -> bool {
    let small = unit.role == Role::Display && unit.widths.len() == 1;
    let wide = last.widths.last().copied().unwrap_or(0.0);
    let width = unit.widths.first().copied().unwrap_or(0.0);
    let one_or_two = small && unit.size() <= 2 && unit.text().chars().all(crate::text::is_han);
    match last.role {
        Role::Display if last.text().starts_with(['（', '(']) && !last.text().contains(['）', ')']) => unit.text().ends_with(['）', ')']) && unit.size() < 20,
        Role::Display => one_or_two && last.size() > 4,
        // The photographer's name, and 摄 on a line of its own.
        Role::Byline => unit.text() == "摄" || unit.text() == "摄影",
        Role::Subtitle => small && ((unit.block == last.block && width < 0.7 * wide) || one_or_two),
        _ => false,
    }
}
