//! What a question left open: the places or years between which two findings that come close
//! differ, each a choice for a button.
//!
//! 「引进了多少人才」 fits two districts; whoever asked knows which. Knows nothing of buttons or of
//! how the question is asked again.

use std::collections::BTreeSet;

use chrono::Datelike;

use crate::answer::{Answer, Finding, Verdict};
use crate::lexicon::Lexicon;
use crate::question::Question;

/// Words to put before the question, one for each finding; none where the findings do not differ
/// in place or year, or the question says which.
pub(super) fn choices(question: &Question, answer: &Answer, lexicon: &Lexicon) -> Vec<String> {
    if !matches!(answer.verdict, Verdict::Close | Verdict::Which) {
        return Vec::new();
    }
    let of = |choice: &dyn Fn(&Finding) -> Option<String>| -> Vec<String> {
        let all: Option<Vec<String>> = answer.found.iter().map(choice).collect();
        let all = all.unwrap_or_default();
        let different: BTreeSet<&String> = all.iter().collect();
        if different.len() == all.len() { all } else { Vec::new() }
    };
    let asks_place = lexicon.places_in(&question.text).is_empty();
    // 江苏省宿迁市宿城区 is chosen as 宿城区.
    let place = |finding: &Finding| lexicon.places_in(&finding.place).last().map(|place| place.span.of(&finding.place).to_owned());
    let places = if asks_place { of(&place) } else { Vec::new() };
    if !places.is_empty() {
        return places;
    }
    let year = |finding: &Finding| finding.date.map(|date| format!("{}年", date.year()));
    if question.periods.is_empty() { of(&year) } else { Vec::new() }
}
