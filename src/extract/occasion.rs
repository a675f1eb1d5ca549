//! What is only commemorated: the day of 庆祝成立100周年大会 is not the day of the founding, and that of a
//! telegram of condolence not the day of the death.
//!
//! A question for the date of an event finds every later day on which it is spoken of. Where the event's verb is
//! said of such an occasion, the sentence dates the occasion. Knows nothing of figures and names.

use super::document::Sentence;
use super::role::Role;
use super::words::Words;
use crate::question::Question;
use crate::text::Span;

/// Whether the dates of a sentence are those of an occasion on which the event asked for is only spoken of.
pub(super) fn only(question: &Question, role: &Role<'_>, sentence: &Sentence, words: &Words) -> bool {
    let text = sentence.text();
    let Some(event) = role.verb.and_then(|verb| sentence.found.get(verb)).filter(|event| !event.places.is_empty()) else { return false };
    let asked = |pattern: &regex::Regex| pattern.is_match(&question.text);
    let spoken_of = || event.places.iter().all(|place| words.anniversary.is_match(&text[place.end..])) && !asked(&words.commemorates);
    let condoled = || {
        let told = |place: &Span| words.about.is_match(&text[sentence.clause(*place).start.min(place.start)..place.start]);
        words.condoles.is_match(text) && event.places.iter().all(told) && !asked(&words.condoles)
    };
    spoken_of() || condoled()
}
