//! Learning the ranking: which candidate, and whether to answer at all.
//!
//! The choice is a conditional logit over a question's candidates with ridge penalty on
//! standardised features, corrected by trees (`boost`) that learn from sums of models of other
//! folds; certainty is a logistic regression, and trees beside it, on what models of other folds
//! choose, questions without an answer included. Deterministic: same samples, same table.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::boost::{Group, boost};
use super::lbfgs::minimise;
use super::sample::Sample;
use crate::extract::{CORRECTED, COUNT, Certainty, Evidence, Ranking, Tree, Trees, pool, rival};
use crate::question::Kind;

/// Ridge penalty of the choice; the prototype's measured value.
const RIDGE: f64 = 40.0;
/// The same of names, whose signs are more and whose questions fewer.
const RIDGE_NAMES: f64 = 24.0;
/// What holds a kind of name to the weights that all kinds share.
const RIDGE_KIND: f64 = 60.0;
/// Least spread that a feature of names is divided by.
const SPREAD_NAMES: f64 = 0.15;
/// Ridge penalty of the class pairs, which are many and rare.
const RIDGE_PAIRS: f64 = 10.0;
/// Ridge penalty of certainty.
const RIDGE_CERTAINTY: f64 = 20.0;
/// How many times a question that its set says nothing answers counts for certainty: refusing is for
/// near misses, and there is one to every four that are answered.
const NEAR_MISS: f32 = 3.0;
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
    let mut evidence: Vec<Option<Evidence>> = vec![None; samples.len()];
    for figures in [true, false] {
        // A question misread as another kind teaches nothing about choosing.
        let of_kind = |sample: &Sample| (sample.kind == Kind::Figure) == figures && sample.figure.is_none_or(|figure| figure == figures);
        let chosen: Vec<usize> = (0..samples.len()).filter(|&at| of_kind(&samples[at])).collect();
        let sums = Sums::fit(samples, &chosen, figures);
        let trees: Vec<Trees> = (0..=FOLDS).map(|fold| sums.correct(samples, &chosen, fold)).collect();
        for &at in &chosen {
            let sample = &mut samples[at];
            order(sample, sums.without(sample.fold, sample.fold).of(sample.kind), &trees[sample.fold], figures);
            let pooled = pool(&sample.candidates);
            validated[at].first = pooled.first().is_some_and(|&(first, _)| sample.right[first]);
            validated[at].in3 = pooled.iter().take(3).any(|&(first, _)| sample.right[first]);
            evidence[at] = Evidence::of(sample.terms, &sample.candidates, &pooled);
        }
        let model = sums.without(FOLDS, FOLDS);
        let weights = |model: &Model| model.weights.iter().map(|&weight| weight as f32).collect();
        let slot = usize::from(!figures);
        ranking.trees[slot] = trees[FOLDS].clone();
        if figures {
            ranking.figures = weights(&model.shared);
            ranking.pairs = model.shared.pairs.iter().map(|(slot, &weight)| (slot.clone(), weight as f32)).collect();
        } else {
            for kind in [Kind::Date, Kind::Person, Kind::Place, Kind::Name] {
                if let Some(slot) = Ranking::slot(kind) {
                    ranking.names[slot] = weights(model.of(kind));
                }
            }
        }
        let seen: Vec<(usize, &Evidence)> = chosen.iter().filter_map(|&at| Some((at, evidence[at].as_ref()?))).collect();
        let rows = |fold: usize| -> Vec<Row<'_>> {
            let weight = |sample: &Sample| sample.weight * if sample.figure.is_none() { NEAR_MISS } else { 1.0 };
            seen.iter().filter(|(at, _)| samples[*at].fold != fold).map(|&(at, evidence)| (evidence, validated[at].first, weight(&samples[at]))).collect()
        };
        let old = &base.certainty[slot];
        let certainties: Vec<Certainty> = (0..=FOLDS).into_par_iter().map(|fold| certainty(&rows(fold), old)).collect();
        let chances: Vec<f32> = seen.iter().map(|&(at, evidence)| certainties[samples[at].fold].chance(evidence)).collect();
        for (&(at, _), chance) in seen.iter().zip(chances) {
            validated[at].chance = chance;
        }
        ranking.certainty[slot] = certainties.into_iter().next_back().unwrap_or_else(|| base.certainty[slot].clone());
    }
    Learnt { ranking, validated }
}

/// Models of the sum, each learnt without two folds (or one twice, or none): what the trees learn
/// to correct must come from a model that had not seen the question.
struct Sums(BTreeMap<(usize, usize), Kinds>);

impl Sums {
    fn fit(samples: &[Sample], chosen: &[usize], figures: bool) -> Self {
        let pairs: Vec<(usize, usize)> = (0..=FOLDS).flat_map(|a| (a..=FOLDS).map(move |b| (a, b))).filter(|&(a, b)| b < FOLDS || a == FOLDS).collect();
        let fit = |&(a, b): &(usize, usize)| {
            let train = chosen.iter().map(|&at| &samples[at]).filter(|sample| sample.fold != a && sample.fold != b && sample.right.contains(&true));
            ((a, b), fit_kinds(&train.collect::<Vec<_>>(), figures))
        };
        Self(pairs.par_iter().map(fit).collect())
    }

    /// The model that saw neither fold; `FOLDS` is none.
    fn without(&self, a: usize, b: usize) -> &Kinds {
        let pair = if a == FOLDS && b != FOLDS {
            (b, b)
        } else if b == FOLDS && a != FOLDS {
            (a, a)
        } else {
            (a.min(b), a.max(b))
        };
        &self.0[&pair]
    }

    /// The trees of all folds but one.
    fn correct(&self, samples: &[Sample], chosen: &[usize], without: usize) -> Trees {
        let groups: Vec<Group<'_>> = chosen
            .par_iter()
            .map(|&at| &samples[at])
            .filter(|sample| sample.fold != without && sample.right.contains(&true))
            .map(|sample| {
                let model = self.without(without, sample.fold).of(sample.kind);
                let mut rows: Vec<(f64, usize)> = (0..sample.candidates.len()).map(|at| (model.sum(sample, at, sample.kind == Kind::Figure), at)).collect();
                rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                let kept: Vec<(f64, usize)> =
                    rows.iter().enumerate().filter(|(rank, (_, at))| *rank < CORRECTED || sample.right[*at]).map(|(_, &row)| row).collect();
                let best: Vec<usize> = rows.iter().map(|row| row.1).collect();
                let beside = |at: usize| sample.features(rival(&best, at));
                Group {
                    rows: kept.iter().map(|&(_, at)| (sample.features(at), beside(at))).collect(),
                    sums: kept.iter().map(|&(sum, _)| sum).collect(),
                    right: kept.iter().map(|&(_, at)| sample.right[at]).collect(),
                    weight: f64::from(sample.weight),
                    silence: false,
                }
            })
            .collect();
        boost(&groups)
    }
}

/// Evidence, whether the first was right, and the weight.
type Row<'a> = (&'a Evidence, bool, f32);

/// Standardised features, slots of the pairs, which candidates are right, and the weight.
type Prepared<'a> = (Vec<[f32; COUNT]>, Vec<usize>, &'a [bool], f64);

struct Model {
    weights: Vec<f64>,
    pairs: BTreeMap<String, f64>,
}

/// A model for all kinds, and for each kind of name one that starts from it: a place is chosen
/// by other signs than a person, yet each kind alone has too few questions.
struct Kinds {
    shared: Model,
    own: [Option<Model>; 4],
}

impl Kinds {
    fn of(&self, kind: Kind) -> &Model {
        Ranking::slot(kind).and_then(|slot| self.own[slot].as_ref()).unwrap_or(&self.shared)
    }
}

fn fit_kinds(samples: &[&Sample], figures: bool) -> Kinds {
    let shared = fit(samples, None);
    let own = [Kind::Date, Kind::Person, Kind::Place, Kind::Name].map(|kind| {
        let of_kind: Vec<&Sample> = samples.iter().copied().filter(|sample| sample.kind == kind).collect();
        (!figures && !of_kind.is_empty()).then(|| fit(&of_kind, Some(&shared)))
    });
    Kinds { shared, own }
}

impl Model {
    /// The sum of a candidate.
    fn sum(&self, sample: &Sample, at: usize, pairs: bool) -> f64 {
        let sum: f64 = self.weights.iter().zip(sample.features(at)).map(|(weight, &value)| weight * f64::from(value)).sum();
        sum + if pairs { self.pairs.get(&sample.slots[at]).copied().unwrap_or(0.0) } else { 0.0 }
    }
}

/// Scores a sample's candidates as the ranking does and puts them in order.
fn order(sample: &mut Sample, model: &Model, trees: &Trees, pairs: bool) {
    let mut scores: Vec<f32> = (0..sample.candidates.len()).map(|at| model.sum(sample, at, pairs) as f32).collect();
    let sorted = |scores: &[f32]| {
        let mut places: Vec<usize> = (0..scores.len()).collect();
        places.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
        places
    };
    for (candidate, &sum) in sample.candidates.iter_mut().zip(&scores) {
        candidate.sum = sum;
    }
    let best = sorted(&scores);
    for &at in best.iter().take(CORRECTED) {
        let rival = rival(&best, at);
        scores[at] += trees.score(&sample.candidates[at].features, &sample.candidates[rival].features);
    }
    for (candidate, &score) in sample.candidates.iter_mut().zip(&scores) {
        candidate.score = score;
    }
    let places = sorted(&scores);
    sample.candidates = places.iter().map(|&at| sample.candidates[at].clone()).collect();
    sample.slots = places.iter().map(|&at| sample.slots[at].clone()).collect();
    sample.right = places.iter().map(|&at| sample.right[at]).collect();
}

/// Learns weights; those of `prior` are what the ridge pulls towards.
fn fit(samples: &[&Sample], prior: Option<&Model>) -> Model {
    let names = samples.iter().all(|sample| sample.kind != Kind::Figure);
    let (mean, mut spread) = moments(samples);
    if names {
        // A sign seen twice would weigh as much as one seen everywhere.
        spread.iter_mut().for_each(|spread| *spread = spread.max(SPREAD_NAMES));
    }
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
    let ridge = match (prior.is_some(), names) {
        (true, _) => RIDGE_KIND,
        (false, true) => RIDGE_NAMES,
        (false, false) => RIDGE,
    };
    let start: Vec<f64> = (0..size).map(|at| prior.map_or(0.0, |prior| if at < COUNT { prior.weights[at] * spread[at] } else { 0.0 })).collect();
    let found = minimise(start.clone(), 150, |weights| {
        let apart = || weights.iter().zip(&start).map(|(weight, start)| weight - start);
        let mut gradient: Vec<f64> = apart().enumerate().map(|(at, apart)| apart * if at < COUNT { ridge } else { RIDGE_PAIRS }).collect();
        let mut loss: f64 = apart().zip(&gradient).map(|(apart, pull)| 0.5 * apart * pull).sum();
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

/// Learns weights and trees; the threshold stays that of `old`.
fn certainty(rows: &[Row<'_>], old: &Certainty) -> Certainty {
    // The bias, which never varies, stands first and is not held back.
    let count = 1 + COUNT;
    let value = |row: &Row<'_>, at: usize| if at == 0 { 1.0 } else { f64::from(row.0.best.0[at - 1]) };
    let total = rows.len().max(1) as f64;
    let mean: Vec<f64> = (0..count).map(|at| rows.iter().map(|row| value(row, at)).sum::<f64>() / total).collect();
    let spread: Vec<f64> = (0..count)
        .map(|at| (rows.iter().map(|row| (value(row, at) - mean[at]).powi(2)).sum::<f64>() / total).sqrt())
        .map(|spread| if spread < 1e-6 { 1.0 } else { spread })
        .collect();
    let values: Vec<Vec<f64>> =
        rows.iter().map(|row| (0..count).map(|at| if at == 0 { 1.0 } else { (value(row, at) - mean[at]) / spread[at] }).collect()).collect();
    let ridge = |at: usize| if at == 0 { 0.0 } else { RIDGE_CERTAINTY };
    let found = minimise(vec![0.0; count], 200, |weights| {
        let mut gradient: Vec<f64> = weights.iter().enumerate().map(|(at, weight)| ridge(at) * weight).collect();
        let mut loss: f64 = weights.iter().zip(&gradient).map(|(weight, pull)| 0.5 * weight * pull).sum();
        for (values, (_, right, weight)) in values.iter().zip(rows) {
            let sum: f64 = weights.iter().zip(values).map(|(weight, value)| weight * value).sum();
            let chance = 1.0 / (1.0 + (-sum).exp());
            let target = if *right { 1.0 } else { 0.0 };
            loss -= f64::from(*weight) * if *right { chance.max(1e-12).ln() } else { (1.0 - chance).max(1e-12).ln() };
            for (sum, value) in gradient.iter_mut().zip(values) {
                *sum += f64::from(*weight) * (chance - target) * value;
            }
        }
        (loss, gradient)
    });
    let weights = (1..count).map(|at| (found[at] / spread[at]) as f32).collect();
    let bias = found[0] - (1..count).map(|at| found[at] / spread[at] * mean[at]).sum::<f64>();
    Certainty { bias: bias as f32, weights, trees: certain(rows), threshold: old.threshold }
}

/// Grows trees whose score is the logarithm of the odds that the best is right.
fn certain<'a>(rows: &[Row<'a>]) -> Trees {
    let sum = |wanted: bool| rows.iter().filter(|row| row.1 == wanted).map(|row| f64::from(row.2)).sum::<f64>().max(1.0);
    let base = (sum(true) / sum(false)).ln();
    let group = |&(evidence, right, weight): &Row<'a>| Group {
        rows: vec![(&*evidence.best.0, &*evidence.second.0)],
        sums: vec![base],
        right: vec![right],
        weight: f64::from(weight),
        silence: true,
    };
    let mut trees = boost(&rows.iter().map(group).collect::<Vec<_>>());
    trees.push(&Tree::Leaf(base as f32));
    trees
}
