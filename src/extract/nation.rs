//! Whose figure it is, where a question names nobody: 2024年粮食产量 asks for the whole country's.
//!
//! A province or another state that nobody named makes a figure one of many such, however well its sentence
//! fits. Questions that name a place, a firm or a thing are none of this: there the article's place says nothing
//! against it. Knows nothing of places that are asked for; those are for `locality`.

use super::document::{Document, Sentence};
use super::feature::{Feature, Features};
use super::words::Words;
use crate::lexicon::{Level, Lexicon, PlaceMention};
use crate::question::Question;
use crate::text::Span;

/// How sure it is that a place is a figure's own: in its clause, before it in the sentence, in the headline only.
const CLAUSE: f32 = 1.0;
const SENTENCE: f32 = 0.7;
const HEADLINE: f32 = 0.5;
/// Letters of a measure's short name: GDP, PMI. C919 is the name of something.
const MEASURE: usize = 4;

/// Whether a question names nothing but its country, if that.
pub(super) fn asked(question: &Question, lexicon: &Lexicon, words: &Words) -> bool {
    let measure = |name: &str| name.len() <= MEASURE && name.chars().all(|c| c.is_ascii_uppercase());
    let own = |name: &str| words.nation.is_match(name);
    let nameless = question.terms.iter().filter(|term| term.name).all(|term| measure(&term.text) || own(&term.text));
    nameless && lexicon.places_in(&question.text).iter().all(|place| own(place.span.of(&question.text)))
}

/// Fills the features of the nation for a question that names nobody.
pub(super) fn fill(document: &Document, sentence: &Sentence, span: Span, (lexicon, words): (&Lexicon, &Words), out: &mut Features) {
    let text = sentence.text();
    let said = words.nation.find_iter(&text[..span.start]).last().map(|nation| nation.end());
    let named = sentence.gazetted(lexicon).iter().filter(|place| narrows(place, text, lexicon, words)).map(|place| place.span);
    let local = sentence.places().iter().filter(|place| place.level < 6 && !place.span.of(text).starts_with('全')).map(|place| place.span);
    let place = named.chain(local).map(|place| place.end).filter(|&end| end <= span.start).max();
    let at = |end: usize| if end > sentence.clause(span).start { CLAUSE } else { SENTENCE };
    if place > said {
        out.set(Feature::PlaceUnasked, place.map_or(0.0, at));
    } else if let Some(said) = said {
        out.set(Feature::NationSaid, at(said));
    } else {
        let headline = &document.parse.headline;
        let narrowed = document.parse.headline_places(lexicon).iter().any(|place| narrows(place, headline, lexicon, words));
        let nation = words.nation.is_match(headline);
        out.set(Feature::PlaceUnasked, if narrowed && !nation { HEADLINE } else { 0.0 });
        out.set(Feature::NationSaid, if nation { HEADLINE } else { 0.0 });
    }
}

/// Whether a place is less than the country, or another one.
fn narrows(place: &PlaceMention, text: &str, lexicon: &Lexicon, words: &Words) -> bool {
    lexicon.place(place.place).level != Level::Region && !words.nation.is_match(place.span.of(text))
}
