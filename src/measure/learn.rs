//! Learning the ranking: which candidate, and whether to answer at all.
//!
//! The choice is a conditional logit over a question's candidates with ridge penalty on
//! standardised features; certainty is a logistic regression on the scores that models of other
//! folds give, questions without an answer included. Deterministic: same samples, same table.

use std::collections::BTreeMap;

use super::lbfgs::minimise;
use super::sample::Sample;
use crate::extract::{COUNT, Certainty, Ranking, pool};
use crate::question::Kind;

/// Ridge penalty of the choice; the prototype's measured value.
const RIDGE: f64 = 40.0;
/// Ridge penalty of the class pairs, which are many and rare.
const RIDGE_PAIRS: f64 = 10.0;
/// Ridge penalty of certainty.
const RIDGE_CERTAINTY: f64 = 2.0;
const FOLDS: usize = 5;

/// What came out.
pub struct Learnt {
    /// Learnt from everything.
    pub ranking: Ranking,
    /// Per sample, candidates by the model that had not seen its fold: `(order, certainty)`.
    pub validated: Vec<Validated>,
}

/// A sample seen by a model of other folds.
#[derive(Debug, Clone, Default)]
pub struct Validated {
    /// Whether the first, or one of the first three different answers, is right.
    pub first: bool,
    /// See `first`.
    pub in3: bool,
    /// Chance that the first is right.
    pub chance: f32,
}

/// Learns from samples. Thresholds are those of `base`.
pub fn learn(samples: &mut [Sample], base: &Ranking) -> Learnt {
    let mut ranking = base.clone();
    let mut validated = vec![Validated::default(); samples.len()];
    let mut evidence: Vec<Option<BTreeMap<String, f32>>> = vec![None; samples.len()];
    for figures in [true, false] {
        // A question misread as another kind teaches nothing about choosing.
        let of_kind = |sample: &Sample| (sample.kind == Kind::Figure) == figures && sample.figure.is_none_or(|figure| figure == figures);
        let chosen: Vec<usize> = (0..samples.len()).filter(|&at| of_kind(&samples[at])).collect();
        for fold in 0..FOLDS {
            let model = {
                let train: Vec<&Sample> = chosen.iter().map(|&at| &samples[at]).filter(|sample| sample.fold != fold && sample.right.contains(&true)).collect();
                fit(&train)
            };
            for &at in &chosen {
                if samples[at].fold != fold {
                    continue;
                }
                order(&mut samples[at], &model, figures);
                let sample = &samples[at];
                let pooled = pool(&sample.candidates);
                validated[at].first = pooled.first().is_some_and(|&(first, _)| sample.right[first]);
                validated[at].in3 = pooled.iter().take(3).any(|&(first, _)| sample.right[first]);
                if !pooled.is_empty() {
                    evidence[at] = Some(Certainty::evidence(&sample.candidates, &pooled));
                }
            }
        }
        let all: Vec<&Sample> = chosen.iter().map(|&at| &samples[at]).filter(|sample| sample.right.contains(&true)).collect();
        let model = fit(&all);
        if figures {
            ranking.figures = model.weights.iter().map(|&weight| weight as f32).collect();
            ranking.pairs = model.pairs.iter().map(|(slot, &weight)| (slot.clone(), weight as f32)).collect();
        } else {
            ranking.names = model.weights.iter().map(|&weight| weight as f32).collect();
        }
        let seen: Vec<(usize, &BTreeMap<String, f32>)> = chosen.iter().filter_map(|&at| evidence[at].as_ref().map(|evidence| (at, evidence))).collect();
        for fold in 0..FOLDS {
            let rows: Vec<_> =
                seen.iter().filter(|(at, _)| samples[*at].fold != fold).map(|&(at, evidence)| (evidence, validated[at].first, samples[at].weight)).collect();
            let certainty = certainty(&rows, 0.0);
            for (at, evidence) in seen.iter().filter(|(at, _)| samples[*at].fold == fold) {
                validated[*at].chance = certainty.chance(evidence);
            }
        }
        let rows: Vec<_> = seen.iter().map(|&(at, evidence)| (evidence, validated[at].first, samples[at].weight)).collect();
        let slot = usize::from(!figures);
        ranking.certainty[slot] = certainty(&rows, base.certainty[slot].threshold);
    }
    Learnt { ranking, validated }
}

/// Standardised features, slots of the pairs, which candidates are right, and the weight.
type Prepared<'a> = (Vec<[f32; COUNT]>, Vec<usize>, &'a [bool], f64);

struct Model {
    weights: Vec<f64>,
    pairs: BTreeMap<String, f64>,
}

/// Scores a sample's candidates with a model and puts them in order.
fn order(sample: &mut Sample, model: &Model, pairs: bool) {
    for at in 0..sample.candidates.len() {
        let sum: f64 = model.weights.iter().zip(sample.features(at)).map(|(weight, &value)| weight * f64::from(value)).sum();
        let pair = if pairs { model.pairs.get(&sample.slots[at]).copied().unwrap_or(0.0) } else { 0.0 };
        sample.candidates[at].score = (sum + pair) as f32;
    }
    let mut places: Vec<usize> = (0..sample.candidates.len()).collect();
    places.sort_by(|&a, &b| sample.candidates[b].score.total_cmp(&sample.candidates[a].score));
    sample.candidates = places.iter().map(|&at| sample.candidates[at].clone()).collect();
    sample.slots = places.iter().map(|&at| sample.slots[at].clone()).collect();
    sample.right = places.iter().map(|&at| sample.right[at]).collect();
}

fn fit(samples: &[&Sample]) -> Model {
    let (mean, spread) = moments(samples);
    let mut slots: BTreeMap<String, usize> = BTreeMap::new();
    for slot in samples.iter().flat_map(|sample| &sample.slots) {
        let next = COUNT + slots.len();
        slots.entry(slot.clone()).or_insert(next);
    }
    let size = COUNT + slots.len();
    // Standardised once: the loss below runs over these hundreds of times.
    let rows: Vec<Prepared<'_>> = samples
        .iter()
        .map(|sample| {
            let values = (0..sample.candidates.len())
                .map(|at| {
                    let mut row = *sample.features(at);
                    for (value, (mean, spread)) in row.iter_mut().zip(mean.iter().zip(&spread)) {
                        *value = ((f64::from(*value) - mean) / spread) as f32;
                    }
                    row
                })
                .collect();
            (values, sample.slots.iter().map(|slot| slots[slot]).collect(), sample.right.as_slice(), f64::from(sample.weight))
        })
        .collect();
    let found = minimise(vec![0.0; size], 150, |weights| {
        let mut gradient: Vec<f64> = weights.iter().enumerate().map(|(at, weight)| weight * if at < COUNT { RIDGE } else { RIDGE_PAIRS }).collect();
        let mut loss: f64 = weights.iter().zip(&gradient).map(|(weight, pull)| 0.5 * weight * pull).sum();
        let plain: Vec<f32> = weights[..COUNT].iter().map(|&weight| weight as f32).collect();
        for (values, places, right, weight) in &rows {
            let scores: Vec<f64> =
                values.iter().zip(places).map(|(row, &place)| f64::from(row.iter().zip(&plain).map(|(a, b)| a * b).sum::<f32>()) + weights[place]).collect();
            let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let parts: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
            let all: f64 = parts.iter().sum();
            let good: f64 = parts.iter().zip(*right).filter(|(_, right)| **right).map(|(part, _)| part).sum();
            loss -= weight * (good / all).max(1e-300).ln();
            for ((row, &place), (part, right)) in values.iter().zip(places).zip(parts.iter().zip(*right)) {
                let pull = weight * (part / all - if *right { part / good.max(1e-300) } else { 0.0 });
                if pull.abs() > 1e-9 {
                    for (sum, value) in gradient.iter_mut().zip(row) {
                        *sum += pull * f64::from(*value);
                    }
                    gradient[place] += pull;
                }
            }
        }
        (loss, gradient)
    });
    let weights = (0..COUNT).map(|at| found[at] / spread[at]).collect();
    let pairs = slots.into_iter().map(|(slot, at)| (slot, found[at])).collect();
    Model { weights, pairs }
}

fn moments(samples: &[&Sample]) -> (Vec<f64>, Vec<f64>) {
    let mut count = 0.0;
    let mut sums = vec![0.0; COUNT];
    let mut squares = vec![0.0; COUNT];
    for sample in samples {
        for at in 0..sample.candidates.len() {
            count += 1.0;
            for (slot, &value) in sample.features(at).iter().enumerate() {
                sums[slot] += f64::from(value);
                squares[slot] += f64::from(value) * f64::from(value);
            }
        }
    }
    let count = f64::max(count, 1.0);
    let mean: Vec<f64> = sums.iter().map(|sum| sum / count).collect();
    // A feature that never varies gets no weight: any spread will do.
    let spread = squares
        .iter()
        .zip(&mean)
        .map(|(square, mean)| (square / count - mean * mean).max(0.0).sqrt())
        .map(|spread| if spread < 1e-6 { 1.0 } else { spread })
        .collect();
    (mean, spread)
}

fn certainty(rows: &[(&BTreeMap<String, f32>, bool, f32)], threshold: f32) -> Certainty {
    let names: Vec<&String> = rows.first().map(|(evidence, _, _)| evidence.keys().collect()).unwrap_or_default();
    let found = minimise(vec![0.0; names.len()], 200, |weights| {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| RIDGE_CERTAINTY * weight).collect();
        let mut loss: f64 = weights.iter().map(|weight| 0.5 * RIDGE_CERTAINTY * weight * weight).sum();
        for (evidence, right, weight) in rows {
            let values: Vec<f64> = evidence.values().map(|&value| f64::from(value)).collect();
            let sum: f64 = weights.iter().zip(&values).map(|(weight, value)| weight * value).sum();
            let chance = 1.0 / (1.0 + (-sum).exp());
            let target = if *right { 1.0 } else { 0.0 };
            loss -= f64::from(*weight) * if *right { chance.max(1e-12).ln() } else { (1.0 - chance).max(1e-12).ln() };
            for (sum, value) in gradient.iter_mut().zip(&values) {
                *sum += f64::from(*weight) * (chance - target) * value;
            }
        }
        (loss, gradient)
    });
    Certainty { weights: names.into_iter().cloned().zip(found.into_iter().map(|weight| weight as f32)).collect(), threshold }
}
