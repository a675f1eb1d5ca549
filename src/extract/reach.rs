//! Reach: how much of the question belongs to a figure, near words counting more than far ones.
//!
//! A figure seldom has all its words in its own clause: the subject stands at the sentence's
//! start, the head of a list is said once, the place is in the headline. So every place of a
//! question word is graded by what lies between it and the figure, and figures are compared by
//! the sum. Grades were set by hand on the reading of losses and are the same for all. Knows
//! nothing of units or times.

use super::ask::Ask;
use super::coverage::rival;
use super::document::{Document, Sentence};
use super::feature::{Feature, Features};

/// In the figure's own stretch.
const OWN: f32 = 1.0;
/// In a stretch that it shares: head of a list, start of a change.
const SHARED: f32 = 0.95;
/// In its clause, no other figure between.
const CLAUSE: f32 = 0.85;
/// In its clause, behind another figure.
const BEYOND: f32 = 0.35;
/// In an earlier clause without figures: the topic.
const TOPIC: f32 = 0.75;
/// Before the first figure of an earlier clause: perhaps a subject that is carried on.
const SUBJECT: f32 = 0.5;
/// In a later clause without figures.
const AFTER: f32 = 0.4;
/// Elsewhere in the sentence: another figure's words.
const OTHERS: f32 = 0.2;
/// In headline, place or first sentence.
const LEAD: f32 = 0.55;
/// In the sentence before; in the next; anywhere in the article.
const BEFORE: f32 = 0.45;
const NEXT: f32 = 0.25;
const ARTICLE: f32 = 0.15;

/// How much of the question belongs to a figure.
pub(super) struct Reach {
    /// Share of the whole question, and of the counted thing.
    share: f32,
    head: f32,
    /// Weight of the rarest word that is not the figure's.
    missing: f32,
}

/// The reach of every figure of sentence `at`.
pub(super) fn of(ask: &Ask<'_>, document: &Document, at: usize) -> Vec<Reach> {
    let sentence = &document.sentences[at];
    let neighbour = |other: usize, step: usize| document.sentences.get(other).filter(|other| other.number.abs_diff(sentence.number) == step);
    let before = at.checked_sub(1).and_then(|other| neighbour(other, 1));
    let next = neighbour(at + 1, 1);
    let base: Vec<f32> = (0..ask.weights.len())
        .map(|term| {
            let of = |sentence: Option<&Sentence>, grade: f32| sentence.map_or(0.0, |sentence| grade * sentence.found[term].worth);
            (LEAD * document.lead_found[term].worth).max(of(before, BEFORE)).max(of(next, NEXT)).max(ARTICLE * document.whole[term])
        })
        .collect();
    (0..sentence.marks().len())
        .map(|figure| {
            let own = |term: usize| {
                let found = &sentence.found[term];
                let best = found.places.iter().map(|place| grade(sentence, figure, place.start)).fold(0.0, f32::max);
                (best * found.worth).max(base[term])
            };
            let worths: Vec<f32> = (0..ask.weights.len()).map(own).collect();
            let weighed = |weigh: &dyn Fn(usize) -> f32| worths.iter().enumerate().map(|(term, worth)| weigh(term) * worth).sum::<f32>();
            Reach {
                share: ask.share(worths.iter().copied()),
                head: weighed(&|term| ask.weights[term] * ask.question.terms[term].head) / ask.head_total,
                missing: worths.iter().zip(&ask.weights).map(|(worth, weight)| (1.0 - worth) * weight).fold(0.0, f32::max),
            }
        })
        .collect()
}

/// How much a word at `place` belongs to a figure.
fn grade(sentence: &Sentence, figure: usize, place: usize) -> f32 {
    let (mark, scope) = (&sentence.marks()[figure], &sentence.scopes()[figure]);
    if mark.span.holds(place) || scope.denies(place) {
        return 0.0;
    }
    if scope.own.holds(place) {
        return OWN;
    }
    if scope.shares(place) {
        return SHARED;
    }
    let rivals =
        |from: usize, to: usize| sentence.marks().iter().any(|other| other.rivals && other.span != mark.span && (from..to).contains(&other.span.start));
    let clause = sentence.clause(mark.span);
    if clause.holds(place) {
        let between = rivals(place.min(mark.span.start), place.max(mark.span.start));
        return if between { BEYOND } else { CLAUSE };
    }
    let other = sentence.clause_at(place);
    let free = !rivals(other.start, other.end);
    match place < mark.span.start {
        true if free => TOPIC,
        true if !rivals(other.start, place) => SUBJECT,
        false if free => AFTER,
        _ => OTHERS,
    }
}

/// Fills the features of reach. `all` holds the reach of each figure of each sentence.
pub(super) fn fill(document: &Document, all: &[Vec<Reach>], at: usize, figure: usize, out: &mut Features) {
    let own = &all[at][figure];
    out.set(Feature::Reach, own.share);
    out.set(Feature::ReachHead, own.head);
    out.set(Feature::ReachMissing, own.missing / 10.0);
    let mark = &document.sentences[at].marks()[figure];
    let (mut sentence_best, mut best, mut head_best) = (0.0f32, 0.0f32, 0.0f32);
    for (other_at, other) in document.sentences.iter().enumerate() {
        for (other_figure, other_mark) in other.marks().iter().enumerate() {
            if (other_at, other_figure) == (at, figure) || !rival(mark, other_mark) {
                continue;
            }
            let theirs = &all[other_at][other_figure];
            let lead = theirs.share - own.share;
            best = best.max(lead);
            if other_at == at {
                sentence_best = sentence_best.max(lead);
                head_best = head_best.max(theirs.head - own.head);
            }
        }
    }
    out.set(Feature::ReachBehind, sentence_best);
    out.set(Feature::ReachBehindHead, head_best);
    out.set(Feature::ReachBehindArticle, best);
}
