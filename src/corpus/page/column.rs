//! Lends short pieces the width of the column that they stand in.
//!
//! Two lines, the first indented and the last short, do not show how wide their column is; the
//! paragraphs of the same block do. Knows nothing of words.

use super::unit::{Opening, Role, Unit};

/// Widths this near are those of one column.
const ALIKE: f32 = 0.6;
/// An indent is two characters; squeezed marks make it a little less or more.
const INDENT: f32 = 2.0;
/// How far from it a first line may be.
const INDENT_SLACK: f32 = 0.8;
/// Hung marks make a line this much wider.
const HUNG: f32 = 1.2;

/// More units than this are no page: comparing each with each would take minutes.
const MOST: usize = 1500;

/// Units of this many lines show their own column.
const SHORT: usize = 4;

/// Gives every short piece of running text its column, where its block shows it.
pub(super) fn lent(units: &mut [Unit]) {
    if units.len() > MOST {
        return;
    }
    for at in 0..units.len() {
        if units[at].role != Role::Body || !(2..SHORT).contains(&units[at].widths.len()) {
            continue;
        }
        let Some(column) = shown(units, at) else { continue };
        let widest = units[at].widths.iter().copied().fold(0.0, f32::max);
        if widest > column + HUNG || widest < column - INDENT - INDENT_SLACK {
            continue;
        }
        units[at].column = column;
        let first = units[at].widths[0];
        if units[at].opening == Opening::Running && (first - (column - INDENT)).abs() <= INDENT_SLACK {
            units[at].opening = Opening::Fresh;
        }
    }
}

/// The width that most inner lines of the other units of a block share, if two do.
fn shown(units: &[Unit], at: usize) -> Option<f32> {
    let mates = units.iter().enumerate().filter(|&(other, unit)| other != at && unit.block == units[at].block && unit.role == Role::Body);
    let inner: Vec<f32> = mates.filter(|(_, unit)| unit.widths.len() > 2).flat_map(|(_, unit)| unit.widths[1..unit.widths.len() - 1].iter().copied()).collect();
    let alike = |width: f32| inner.iter().filter(|&&other| (other - width).abs() <= ALIKE).count();
    let best = inner.iter().copied().max_by(|&a, &b| (alike(a), a).partial_cmp(&(alike(b), b)).unwrap_or(std::cmp::Ordering::Equal));
    best.filter(|&width| alike(width) > 1)
}
