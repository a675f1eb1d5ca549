//! What kind of question it is: features that are the same for all candidates of a question.
//!
//! They cannot tell candidates apart, so the sum that orders them gives them no weight; trees branch on them, since
//! a sign may count for much where money is asked for and for little where a count is, and whether to answer is
//! decided with them too. Knows nothing of articles.

use super::feature::{Feature, Features};
use crate::figures::Class;
use crate::question::{Asked, Kind, Question, is_count};
use crate::text::Language;

/// Numbers by which terms and names of a question are divided, to stay near 0–1.
const MANY_TERMS: f32 = 8.0;
const MANY_NAMES: f32 = 3.0;

/// The features of the question.
pub(super) fn features(question: &Question, asked: &Asked) -> Features {
    let mut out = Features::default();
    let class = asked.classes.first();
    let of_kind = |kind| asked.kind == kind;
    out.mark(Feature::Translated, question.language == Language::English);
    out.mark(Feature::AsksPerson, of_kind(Kind::Person));
    out.mark(Feature::AsksPlace, of_kind(Kind::Place));
    out.mark(Feature::AsksDate, of_kind(Kind::Date));
    out.mark(Feature::AsksMoney, class == Some(&Class::Money));
    out.mark(Feature::AsksPercent, class == Some(&Class::Percent));
    out.mark(Feature::AsksPeople, class == Some(&Class::People));
    out.mark(Feature::AsksCount, of_kind(Kind::Figure) && class.is_none_or(|&class| is_count(class)));
    out.mark(Feature::AsksUnit, !asked.unit.is_empty());
    out.mark(Feature::AsksLoosely, asked.soft);
    out.mark(Feature::AsksTime, !question.periods.is_empty());
    let names = question.terms.iter().filter(|term| term.name).count();
    out.set(Feature::AsksTerms, (question.terms.len() as f32 / MANY_TERMS).min(2.0));
    out.set(Feature::AsksNames, (names as f32 / MANY_NAMES).min(2.0));
    out
}
