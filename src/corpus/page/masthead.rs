//! The paper's name and day, from the furniture of its page.
//!
//! Running heads are dropped from the stories, but an answer wants to say which paper of which
//! day it quotes. Knows nothing of stories.

use chrono::NaiveDate;

use super::cues::{CueRole, Cues};
use super::unit::{Role, Unit};
use crate::corpus::day::day;

/// What the furniture says of the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Masthead {
    /// Name of the paper; "" where none is printed.
    pub(super) paper: String,
    /// Its day.
    pub(super) date: Option<NaiveDate>,
}

/// Reads the masthead of a page; without one, a byline that names its paper will do.
pub(super) fn masthead(units: &[Unit], cues: &Cues) -> Masthead {
    let mut masthead = Masthead::default();
    let parts = |unit: &Unit| unit.text().split([' ', '\u{3000}', '|', '｜', '■', '□']).map(str::to_owned).collect::<Vec<_>>();
    for part in units.iter().filter(|unit| unit.role == Role::Furniture).flat_map(parts) {
        if masthead.date.is_none() {
            masthead.date = printed_day(&part);
        }
        if masthead.paper.is_empty() && cues.is(CueRole::Masthead, &part) {
            masthead.paper = part;
        }
    }
    if masthead.paper.is_empty() {
        let bylines = units.iter().filter(|unit| unit.role == Role::Byline);
        let named = bylines.flat_map(parts).find_map(|part| {
            let (outlet, _) = part.split_once("记者")?;
            cues.is(CueRole::Masthead, outlet).then(|| outlet.to_owned())
        });
        masthead.paper = named.unwrap_or_default();
    }
    masthead
}

/// A full day at the start of a part, in Arabic or Chinese figures.
fn printed_day(part: &str) -> Option<NaiveDate> {
    let digits: String = part.chars().map(|c| "〇一二三四五六七八九".chars().position(|digit| digit == c).map_or(c, |n| (b'0' + n as u8) as char)).collect();
    let start = digits.find(|c: char| c.is_ascii_digit())?;
    day(&digits[start..])
}
