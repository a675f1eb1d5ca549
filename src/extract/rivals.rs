//! Features of candidates beside each other: figures of the same kind near, better ones elsewhere,
//! and how many say the same.
//!
//! Knows nothing of what a single candidate is worth by itself.

use std::collections::{BTreeSet, HashMap};

use super::ask::Ask;
use super::candidate::Candidate;
use super::coverage::{APART, Around, rival};
use super::document::{Document, Sentence};
use super::feature::{Feature, Features};
use super::mark::Mark;
use crate::question::Asked;

/// Other figures of the sentence of the class asked for.
pub(super) fn company(sentence: &Sentence, asked: &Asked, figure: usize, features: &mut Features) {
    let wanted = |mark: &&Mark| mark.rivals && asked.classes.contains(&mark.class);
    let count = sentence.marks().iter().filter(wanted).count();
    let own = asked.classes.contains(&sentence.marks()[figure].class);
    features.set(Feature::Alone, if own { 1.0 / (1 + count) as f32 } else { 0.0 });
    features.mark(Feature::Sibling, !asked.classes.is_empty() && !own && count > 0);
}

/// What sets the figures of one sentence apart, in weight of words and not in shares: two rivals
/// differ by a word or two, however long the question is.
pub(super) fn tell_apart(ask: &Ask<'_>, sentence: &Sentence, around: &Around, figures: &mut [(usize, Features)]) {
    let shares = ask.total / APART;
    let value = |features: &Features| {
        let get = |feature| features.get(feature);
        [get(Feature::Near) * shares, get(Feature::Reach) * shares, get(Feature::BesideLeft) + get(Feature::BesideRight)]
    };
    let values: Vec<(usize, [f32; 3])> = figures.iter().map(|(figure, features)| (*figure, value(features))).collect();
    for (figure, features) in figures {
        let rivals: Vec<&(usize, [f32; 3])> =
            values.iter().filter(|(other, _)| other != figure && rival(&sentence.marks()[*figure], &sentence.marks()[*other])).collect();
        if rivals.is_empty() {
            continue;
        }
        let (mut only_own, mut only_rival) = (0.0, 0.0);
        for (term, weight) in ask.weights.iter().enumerate() {
            let theirs = rivals.iter().map(|(other, _)| around.own_worths(*other)[term]).fold(0.0, f32::max);
            let lead = around.own_worths(*figure)[term] - theirs;
            only_own += weight * lead.max(0.0);
            only_rival += weight * (-lead).max(0.0);
        }
        features.set(Feature::OnlyOwn, (only_own / APART).min(1.0));
        features.set(Feature::OnlyRival, (only_rival / APART).min(1.0));
        features.set(Feature::PartTold, features.get(Feature::PartNear) * features.get(Feature::OnlyOwn));
        features.set(Feature::WholeLost, features.get(Feature::WholeNear) * features.get(Feature::OnlyRival));
        let mine = value(features);
        let apart = only_own - only_rival;
        features.set(Feature::ApartSign, if apart.abs() < f32::EPSILON { 0.0 } else { apart.signum() });
        for (at, feature) in [Feature::NearLead, Feature::ReachLead, Feature::BesideLead].into_iter().enumerate() {
            let best = rivals.iter().map(|(_, values)| values[at]).fold(0.0, f32::max);
            features.set(feature, (mine[at] - best).clamp(-1.0, 1.0));
        }
    }
}

/// How much of each term the figures of a document have: their own clause, and with it the sentence
/// and the lead.
pub(super) struct Worths {
    own: Vec<Vec<Vec<f32>>>,
    full: Vec<Vec<Vec<f32>>>,
}

impl Worths {
    pub(super) fn new(document: &Document, arounds: &[Around]) -> Self {
        let own: Vec<Vec<Vec<f32>>> = document
            .sentences
            .iter()
            .zip(arounds)
            .map(|(sentence, around)| (0..sentence.marks().len()).map(|figure| around.clause_worths(figure).to_vec()).collect())
            .collect();
        let whole = |own: &[f32], sentence: &Sentence| -> Vec<f32> {
            own.iter().zip(&sentence.found).zip(&document.lead_found).map(|((own, found), lead)| own.max(found.worth).max(lead.worth)).collect()
        };
        let full = own.iter().zip(&document.sentences).map(|(figures, sentence)| figures.iter().map(|own| whole(own, sentence)).collect()).collect();
        Self { own, full }
    }
}

/// Sentences farther away hold no rivals.
const RIVALS: usize = 4;

/// By how much the best rival of other sentences near fits the question better.
pub(super) fn elsewhere(ask: &Ask<'_>, document: &Document, worths: &Worths, at: usize, figure: usize) -> f32 {
    let sentence = &document.sentences[at];
    let mark = &sentence.marks()[figure];
    let (own, own_full) = (&worths.own[at][figure], &worths.full[at][figure]);
    let weight = |term: usize| ask.weights[term] * (0.3 + 0.7 * ask.question.terms[term].head.min(1.0));
    let mut best = 0.0f32;
    for (other_at, other) in document.sentences.iter().enumerate() {
        if other_at == at || other.number.abs_diff(sentence.number) > RIVALS {
            continue;
        }
        for (other_figure, _) in other.marks().iter().enumerate().filter(|(_, other)| rival(mark, other)) {
            let (theirs, their_full) = (&worths.own[other_at][other_figure], &worths.full[other_at][other_figure]);
            let lead = (0..own.len())
                .map(|term| weight(term) * ((theirs[term] - own_full[term]).clamp(0.0, 1.0) - (own[term] - their_full[term]).clamp(0.0, 1.0)))
                .sum::<f32>();
            best = best.max(lead);
        }
    }
    best / ask.total
}

/// Sets each candidate's reach beside the best of those whose kind would do.
pub(super) fn best_reach(candidates: &mut [Candidate]) {
    let would_do = |candidate: &Candidate| {
        let value = |feature| candidate.features.get(feature);
        value(Feature::ClassClash) + value(Feature::ClassClashSoft) + value(Feature::Repeated) == 0.0
    };
    let best = candidates.iter().filter(|candidate| would_do(candidate)).map(|candidate| candidate.features.get(Feature::Reach)).fold(f32::EPSILON, f32::max);
    for candidate in candidates {
        let reach = candidate.features.get(Feature::Reach);
        candidate.features.set(Feature::ReachBest, (reach / best).min(1.5));
    }
}

/// Sets how well each candidate fills the gap that the question leaves beside the one that does so best.
pub(super) fn best_gap(candidates: &mut [Candidate]) {
    let fits = |candidate: &Candidate| {
        let value = |feature| candidate.features.get(feature);
        value(Feature::GapFills) * value(Feature::CoverSentence) * (1.0 - value(Feature::Repeated))
    };
    let best = candidates.iter().map(fits).fold(f32::EPSILON, f32::max);
    for candidate in candidates {
        let fits = fits(candidate);
        candidate.features.set(Feature::GapBest, (fits / best).min(1.0));
    }
}

/// A question of at most so many terms is brief.
const BRIEF: usize = 6;

/// How many articles and candidates say the same; `terms` are those of the question.
pub(super) fn agreement(documents: &[Document], candidates: &mut [Candidate], terms: usize) {
    let brief = terms <= BRIEF;
    let mut by_key: HashMap<String, (BTreeSet<usize>, usize)> = HashMap::new();
    for candidate in candidates.iter() {
        if candidate.features.get(Feature::Repeated) == 0.0 && candidate.features.get(Feature::One) == 0.0 {
            let seen = by_key.entry(candidate.key.clone()).or_default();
            seen.0.insert(candidate.document);
            seen.1 += 1;
        }
    }
    debug_assert!(candidates.iter().all(|candidate| candidate.document < documents.len()));
    for candidate in candidates.iter_mut() {
        let (articles, count) = by_key.get(&candidate.key).map_or((1, 1), |(articles, count)| (articles.len(), *count));
        candidate.features.set(Feature::AgreeArticles, (articles as f32).ln());
        candidate.features.set(Feature::AgreeBrief, if brief { (articles as f32).ln() } else { 0.0 });
        candidate.features.set(Feature::AgreeCount, (count as f32).ln());
    }
}
