//! Choosing: the best candidate, several that come close, or none.
//!
//! The ranking's certainty decides whether to speak at all. Candidates that say the same are one
//! finding; one that says otherwise and is nearly as likely is shown beside it. Knows nothing of
//! where the weights come from.

use super::{Answer, Finding, Verdict};
use crate::extract::{Candidate, Document, Feature, Judgement};
use crate::figures::Class;
use crate::question::Question;

/// Most findings listed as near.
const NEAR: usize = 10;
/// A second finding is shown beside the first from this share of the first one's chance.
const CLOSE_PERCENT: u32 = 60;
/// Fewer words than this share of the question's weight found anywhere is nothing at all.
const NOTHING_PERMILLE: u16 = 150;

/// The answer to a question, from its candidates in order of score.
pub fn choose(question: &Question, candidates: &[Candidate], documents: &[Document], judgement: &Judgement) -> Answer {
    let near: Vec<Finding> = judgement.pooled.iter().take(NEAR).map(|&(at, chance)| finding(&candidates[at], chance, candidates, documents)).collect();
    let (verdict, found) = verdict(question, judgement, &near);
    Answer { verdict, confidence: judgement.certainty, found, near, holds: None }
}

fn verdict(question: &Question, judgement: &Judgement, near: &[Finding]) -> (Verdict, Vec<Finding>) {
    if question.asked.is_none() {
        return (Verdict::NotAsked, Vec::new());
    }
    let Some(first) = near.first() else { return (Verdict::Nothing, Vec::new()) };
    let twin = judgement.twin.and_then(|twin| near.get(twin)).map(|twin| vec![first.clone(), twin.clone()]);
    if judgement.certainty < judgement.threshold {
        if let Some(both) = twin.filter(|_| judgement.alone >= judgement.threshold) {
            return (Verdict::Which, both);
        }
        let known = judgement.covered >= NOTHING_PERMILLE;
        return (if known { Verdict::Unsure } else { Verdict::Nothing }, Vec::new());
    }
    if let Some(both) = twin {
        return (Verdict::Close, both);
    }
    match near.get(1) {
        Some(second) if judgement.rivals && u32::from(second.confidence) * 100 >= u32::from(first.confidence) * CLOSE_PERCENT => {
            (Verdict::Close, vec![first.clone(), second.clone()])
        }
        _ => (Verdict::Found, vec![first.clone()]),
    }
}

fn finding(candidate: &Candidate, chance: u16, candidates: &[Candidate], documents: &[Document]) -> Finding {
    let article = documents[candidate.document].article();
    let mut agreeing: Vec<usize> = candidates.iter().filter(|other| candidate.borne_out_by(other)).map(|other| other.document).collect();
    agreeing.sort_unstable();
    agreeing.dedup();
    let first = crate::text::sentences(&article.text).first().map_or("", |span| span.of(&article.text));
    let at = candidate.quote.span().start;
    Finding {
        text: candidate.text.clone(),
        english: String::new(),
        value: candidate.value.clone(),
        modifier: candidate.modifier,
        status: candidate.status,
        article: article.id.clone(),
        mark: crate::text::Span::new(candidate.span.start.saturating_sub(at), candidate.span.end.saturating_sub(at)),
        quote: candidate.quote.clone(),
        headline: if article.headline.is_empty() { first.to_owned() } else { article.headline.clone() },
        source: article.source.clone(),
        place: article.place.clone(),
        date: article.date,
        url: article.url.clone(),
        agreeing: agreeing.len(),
        confidence: chance,
        fits: fits(candidate),
    }
}

/// Ways to find a name that are those of people.
const PERSONS: [Feature; 6] = [Feature::NameKnown, Feature::NameSurname, Feature::NameForeign, Feature::NameSounds, Feature::NameTitled, Feature::NameRoyal];

/// What would mislead: another kind of figure, a piece of a name, an article without the place or the thing counted,
/// words of which none is about what is asked.
fn fits(candidate: &Candidate) -> bool {
    let none = |features: &[Feature]| features.iter().all(|&feature| candidate.features.get(feature) == 0.0);
    let near = matches!(candidate.class, Class::None | Class::Date) || !none(&[Feature::HeadClause, Feature::HeadNear]);
    let whole = none(&[Feature::NameCutLeft, Feature::NameCutRight, Feature::TypeFails]);
    let person = none(&[Feature::AsksPerson]) || !none(&PERSONS);
    none(&[Feature::ClassClash, Feature::ClassClashSoft, Feature::PlaceAbsent, Feature::CountedAbsent]) && near && whole && person
}
