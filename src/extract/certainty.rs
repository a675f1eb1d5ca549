//! How sure the best candidate is: the chance that it is right, from the scores and its features.
//!
//! A logistic regression learnt by `train` on what models that had not seen the articles chose,
//! questions without an answer included. Knows nothing of how candidates are scored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::feature::{COUNT, Feature};
use super::{Candidate, RuleError};
use crate::question::Kind;

/// Weights of the chance that the best candidate is right.
#[derive(Debug, Clone, PartialEq)]
pub struct Certainty {
    /// In the order of `Certainty::names`.
    pub weights: Vec<f32>,
    /// Chance below which nothing is answered.
    pub threshold: f32,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    weights: BTreeMap<String, f32>,
    threshold: f32,
}

/// What is known of a question's candidates besides the features of the best.
const SCORES: [&str; 17] = [
    "bias",
    "date",
    "person",
    "place",
    "chance_logit",
    "together_logit",
    "second_chance",
    "third_chance",
    "margin",
    "score",
    "time_or_name_fails",
    "name_gone",
    "torn",
    "lost",
    "terms",
    "borne_out",
    "borne_out_long",
];

/// Where "torn" stands among them: two that cannot be told apart are no answer.
const TORN_AT: usize = 12;

/// Most that a margin counts.
const MARGIN: f32 = 8.0;
/// Chances are kept so far from 0 and 1.
const SLIVER: f32 = 1e-4;
/// Scores nearer than this are as good as equal: the chances differ by less than half.
const TORN: f32 = 0.5;
/// More of the question's rarest word missing is a word that is nowhere.
const LOST: f32 = 0.75;

/// A value of so many digits is not met by chance.
const LONG: usize = 4;

/// Fewest and most terms of a question that count: a follow-up is short and no less sure.
const TERMS: (usize, usize) = (6, 16);

/// What forbids an answer outright: a figure of another place, class or currency, people assigned
/// where all were asked for, a count of what the article does not have, a fact where a time to come was
/// asked for.
const VETOES: &[Feature] =
    &[Feature::AheadUnsaid, Feature::PlaceAbsent, Feature::ClassClash, Feature::CurrencyFails, Feature::AssignedUnasked, Feature::CountedGone];

/// A time or name that fails.
const HARD: &[Feature] = &[Feature::YearFails, Feature::TimeFails, Feature::ClassClash, Feature::MonthFails, Feature::DayFails, Feature::Contrast];

impl Certainty {
    /// Names of the evidence, in order: what the scores say, then the features.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SCORES.into_iter().chain(Feature::ALL.iter().map(|feature| feature.key()))
    }

    pub(super) fn load(file: &str, raw: &Raw) -> Result<Self, RuleError> {
        if let Some(name) = raw.weights.keys().find(|name| !Self::names().any(|known| known == name.as_str())) {
            return Err(RuleError::Rule { file: file.into(), name: name.clone(), reason: "no evidence has this name".into() });
        }
        let weights = Self::names().map(|name| raw.weights.get(name).copied().unwrap_or(0.0)).collect();
        Ok(Self { weights, threshold: raw.threshold })
    }

    /// The weights that are not nothing, by name.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'static str, f32)> + '_ {
        Self::names().zip(self.weights.iter().copied()).filter(|(_, weight)| weight.abs() >= 0.00005)
    }

    /// Evidence for the best candidate of a question of a kind and so many terms, in the order of
    /// `names`; none without candidates.
    pub fn evidence(kind: Kind, terms: usize, candidates: &[Candidate], pooled: &[(usize, f32)]) -> Vec<f32> {
        let Some(&(first, chance)) = pooled.first() else { return Vec::new() };
        let best = &candidates[first];
        let second = candidates.iter().filter(|candidate| candidate.key != best.key).map(|candidate| candidate.score).fold(f32::NEG_INFINITY, f32::max);
        let value = |feature: Feature| best.features.get(feature);
        let mark = |holds: bool| if holds { 1.0 } else { 0.0 };
        let next = |place: usize| pooled.get(place).map_or(0.0, |&(_, chance)| chance);
        let margin = best.score - second;
        let hard = HARD.iter().map(|&feature| value(feature)).fold(mark(value(Feature::NameAll) < 0.5), f32::max);
        let others = borne_out(candidates, best);
        let long = best.key.chars().filter(char::is_ascii_digit).count() >= LONG;
        let scores: [f32; SCORES.len()] = [
            1.0,
            mark(kind == Kind::Date),
            mark(kind == Kind::Person),
            mark(kind == Kind::Place),
            logit(chance),
            logit(together(candidates, first).max(chance)),
            next(1),
            next(2),
            margin.min(MARGIN),
            best.score,
            hard,
            mark(value(Feature::NameAbsent) > 0.0),
            // Two that come close, and the word that might tell them apart is nowhere: a guess.
            mark(margin < TORN && value(Feature::LongAbsent) > 0.0),
            mark(value(Feature::Missing) > LOST),
            // Where few terms are asked for, all may be there and say little.
            terms.clamp(TERMS.0, TERMS.1) as f32 / 10.0,
            others,
            if long { others } else { 0.0 },
        ];
        let mut evidence = Vec::with_capacity(SCORES.len() + COUNT);
        evidence.extend(scores);
        evidence.extend(best.features.0.iter());
        evidence
    }

    /// The chance, 0–1, from the evidence; 0 where something forbids an answer.
    pub fn chance(&self, evidence: &[f32]) -> f32 {
        let vetoed = |evidence: &[f32]| VETOES.iter().any(|&veto| evidence[SCORES.len() + veto as usize] > 0.0);
        if evidence.is_empty() || evidence[TORN_AT] > 0.0 || vetoed(evidence) {
            return 0.0;
        }
        let sum: f32 = evidence.iter().zip(&self.weights).map(|(value, weight)| weight * value).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// Logarithm of how many articles say the same, each fit to be chosen itself.
fn borne_out(candidates: &[Candidate], best: &Candidate) -> f32 {
    let mut articles: Vec<usize> = candidates.iter().filter(|other| best.borne_out_by(other)).map(|other| other.document).collect();
    articles.sort_unstable();
    articles.dedup();
    (articles.len().max(1) as f32).ln()
}

fn logit(chance: f32) -> f32 {
    let chance = chance.clamp(SLIVER, 1.0 - SLIVER);
    (chance / (1.0 - chance)).ln()
}

/// Chance of a candidate and of all that overlap or touch it in its article: 浙江省 and 台州市 of one
/// address do not speak against each other.
fn together(candidates: &[Candidate], best: usize) -> f32 {
    let Some(top) = candidates.first().map(|candidate| candidate.score) else { return 0.0 };
    let best = &candidates[best];
    let beside = |other: &Candidate| {
        other.key == best.key || (other.document == best.document && other.span.start <= best.span.end && other.span.end >= best.span.start)
    };
    let (mut all, mut together) = (0.0, 0.0);
    for candidate in candidates {
        let weight = (candidate.score - top).exp();
        all += weight;
        together += if beside(candidate) { weight } else { 0.0 };
    }
    together / all
}
