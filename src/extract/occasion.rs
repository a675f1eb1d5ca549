//! What is only commemorated: the day of 庆祝成立100周年大会 is not the day of the founding, and that of a
//! telegram of condolence not the day of the death.
//!
//! A question for the date of an event finds every later day on which it is spoken of. Where the event's verb is
//! said of such an occasion, the sentence dates the occasion. Knows nothing of figures.

use regex::Regex;

use super::Extractor;
use super::document::{Document, Sentence};
use super::role::Role;
use crate::question::Question;
use crate::text::{Span, Word};

/// Whether the dates of a sentence are those of an occasion on which the event asked for is only spoken of, or of
/// somebody else's birth or death.
pub(super) fn only(question: &Question, role: &Role<'_>, (document, sentence): (&Document, &Sentence), extractor: &Extractor) -> bool {
    let (text, words) = (sentence.text(), &extractor.context);
    // Not every verb is known as one.
    let last = || question.terms.iter().rposition(|term| !term.name);
    let Some(term) = role.verb.or_else(last) else { return false };
    let event = &sentence.found[term];
    if event.places.is_empty() {
        return false;
    }
    let asked = |pattern: &Regex| pattern.is_match(&question.text);
    let before = |place: &Span| &text[sentence.clause(*place).start.min(place.start)..place.start];
    let spoken_of = || event.places.iter().all(|place| words.anniversary.is_match(&text[place.end..])) && !asked(&words.commemorates);
    let condoled = || words.condoles.is_match(text) && event.places.iter().all(|place| words.about.is_match(before(place))) && !asked(&words.condoles);
    // 杨振宁出生于安徽合肥 is told of nobody else.
    let other = |word: &Word| word.tag.starts_with("nr") && word.text.chars().nth(1).is_some() && !question.text.contains(&word.text);
    let another = |place: &Span| {
        let named = extractor.segmenter.tagged(before(place));
        named.iter().any(other) && !named.iter().any(|word| word.tag.starts_with("nr") && question.text.contains(&word.text))
    };
    let names = || (0..question.terms.len()).filter(|&at| question.terms[at].name);
    let absent = |at: usize| sentence.found[at].places.is_empty() && document.lead_found[at].places.is_empty();
    let nobody = || names().next().is_some() && names().all(absent);
    let somebody_else = || words.life.is_match(&question.terms[term].text) && (nobody() || event.places.iter().all(another));
    spoken_of() || condoled() || somebody_else()
}
