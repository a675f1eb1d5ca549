//! How sure the best candidate is: the chance that it is right, from the scores and its features.
//!
//! Half a logistic regression and half trees that see the same, as each is wrong elsewhere; learnt
//! by `train` on what models that had not seen the articles chose, questions without an answer
//! included. Knows nothing of how candidates are scored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::feature::{COUNT, Feature, Features};
use super::trees::Trees;
use super::{Candidate, RuleError};

/// What gives the chance that the best candidate is right.
#[derive(Debug, Clone, PartialEq)]
pub struct Certainty {
    /// What is added to every sum.
    pub bias: f32,
    /// Of each feature of the best.
    pub weights: Vec<f32>,
    /// Their score is a logarithm of odds by itself; the sum stands alone where there are none.
    pub trees: Trees,
    /// Chance below which nothing is answered.
    pub threshold: f32,
}

/// What there is to go by.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Features of the best, with those that only the best has.
    pub best: Features,
    /// Features of the best that says otherwise.
    pub second: Features,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    weights: BTreeMap<String, f32>,
    threshold: f32,
}

/// Name of the bias among the weights.
const BIAS: &str = "bias";

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
    pub(super) fn load(file: &str, raw: &Raw, trees: Trees) -> Result<Self, RuleError> {
        let mut weights = vec![0.0; COUNT];
        for (name, &weight) in raw.weights.iter().filter(|(name, _)| *name != BIAS) {
            let known = Feature::ALL.iter().find(|feature| feature.key() == name);
            let feature = known.ok_or_else(|| RuleError::Rule { file: file.into(), name: name.clone(), reason: "no evidence has this name".into() })?;
            weights[*feature as usize] = weight;
        }
        Ok(Self { bias: raw.weights.get(BIAS).copied().unwrap_or(0.0), weights, trees, threshold: raw.threshold })
    }

    /// The weights that are not nothing, by name.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'static str, f32)> + '_ {
        let weights = Feature::ALL.iter().map(|feature| feature.key()).zip(self.weights.iter().copied());
        std::iter::once((BIAS, self.bias)).chain(weights).filter(|(_, weight)| weight.abs() >= 0.00005)
    }

    /// The chance, 0–1, from the evidence; 0 where something forbids an answer.
    pub fn chance(&self, evidence: &Evidence) -> f32 {
        let best = &evidence.best;
        if best.get(Feature::Torn) > 0.0 || VETOES.iter().any(|&veto| best.get(veto) > 0.0) {
            return 0.0;
        }
        let sum: f32 = self.bias + best.0.iter().zip(&self.weights).map(|(value, weight)| weight * value).sum::<f32>();
        let odds = if self.trees.is_empty() { sum } else { (sum + self.trees.score(best, &evidence.second)) / 2.0 };
        1.0 / (1.0 + (-odds).exp())
    }
}

impl Evidence {
    /// Of the best candidate of a question of so many terms; `pooled` are the chances, see `pool`. None without candidates.
    pub fn of(terms: usize, candidates: &[Candidate], pooled: &[(usize, f32)]) -> Option<Self> {
        let &(first, chance) = pooled.first()?;
        let best = &candidates[first];
        let second = candidates.iter().filter(|candidate| candidate.key != best.key).max_by(|a, b| a.score.total_cmp(&b.score));
        let value = |feature: Feature| best.features.get(feature);
        let next = |place: usize| pooled.get(place).map_or(0.0, |&(_, chance)| chance);
        let margin = best.score - second.map_or(f32::NEG_INFINITY, |second| second.score);
        let hard = HARD.iter().map(|&feature| value(feature)).fold(if value(Feature::NameAll) < 0.5 { 1.0 } else { 0.0 }, f32::max);
        let others = borne_out(candidates, best);
        let mut features = best.features.clone();
        features.set(Feature::ChanceLogit, logit(chance));
        features.set(Feature::TogetherLogit, logit(together(candidates, first).max(chance)));
        features.set(Feature::SecondChance, next(1));
        features.set(Feature::ThirdChance, next(2));
        features.set(Feature::Margin, margin.min(MARGIN));
        features.set(Feature::Score, best.score);
        features.set(Feature::TimeOrNameFails, hard);
        features.mark(Feature::NameGone, value(Feature::NameAbsent) > 0.0);
        // Two that come close, and the word that might tell them apart is nowhere: a guess.
        features.mark(Feature::Torn, margin < TORN && value(Feature::LongAbsent) > 0.0);
        features.mark(Feature::Lost, value(Feature::Missing) > LOST);
        // Where few terms are asked for, all may be there and say little.
        features.set(Feature::Terms, terms.clamp(TERMS.0, TERMS.1) as f32 / 10.0);
        features.set(Feature::BorneOut, others);
        if best.key.chars().filter(char::is_ascii_digit).count() >= LONG {
            features.set(Feature::BorneOutLong, others);
        }
        Some(Self { best: features, second: second.map(|second| second.features.clone()).unwrap_or_default() })
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
