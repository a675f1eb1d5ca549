//! The ranking: weights of the features, read from and written to `config/ranking.toml`.
//!
//! Learnt by the `train` subcommand, kept as a table that can be read and changed by hand. A
//! score is a sum, which small trees correct for the best; `--trace` says what each feature added
//! to either. Certainty turns the scores of one question into the chance that its best candidate
//! is right.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::certainty::{self, Certainty};
use super::feature::{COUNT, Feature, Features};
use super::trees::Trees;
use super::{Candidate, RuleError};
use crate::figures::Class;
use crate::question::{Kind, Question};
use crate::text::{Language, Span};

/// All weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Of figures.
    pub figures: Vec<f32>,
    /// Of dates, persons, places and other names: see `Ranking::slot`.
    pub names: [Vec<f32>; 4],
    /// Of asked class against a candidate's class, by slot.
    pub pairs: BTreeMap<String, f32>,
    /// What corrects the sum of the best, figures first, then everything else.
    pub trees: [Trees; 2],
    /// Of the certainty, figures first, then everything else.
    pub certainty: [Certainty; 2],
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    figures: BTreeMap<String, f32>,
    /// Those without a table of their own are weighed as other names are.
    dates: Option<BTreeMap<String, f32>>,
    persons: Option<BTreeMap<String, f32>>,
    places: Option<BTreeMap<String, f32>>,
    names: BTreeMap<String, f32>,
    pairs: BTreeMap<String, f32>,
    #[serde(default)]
    trees: RawTrees,
    certainty: certainty::Raw,
    certainty_names: certainty::Raw,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTrees {
    figures: Vec<String>,
    names: Vec<String>,
}

/// Slot of the pair of asked class and the candidate's: "money/percent"; "soft" where guessed.
pub fn pair_slot(question: &Question, class: Class) -> String {
    let asked = match &question.asked {
        Some(asked) if asked.classes.len() == 1 => format!("{}{}", class_name(asked.classes[0]), if asked.soft { "?" } else { "" }),
        Some(asked) if asked.classes.is_empty() => "any".to_owned(),
        _ => "several".to_owned(),
    };
    format!("{asked}/{}", class_name(class))
}

fn class_name(class: Class) -> String {
    format!("{class:?}").to_lowercase()
}

impl Ranking {
    /// Reads a table.
    pub fn load(file: &str, text: &str) -> Result<Self, RuleError> {
        let raw: Raw = toml::from_str(text).map_err(|error| RuleError::File { file: file.into(), reason: error.to_string() })?;
        let dense = |table: &BTreeMap<String, f32>| {
            let mut weights = vec![0.0; COUNT];
            for (name, &weight) in table {
                let known = Feature::ALL.iter().find(|feature| feature.key() == name);
                let feature = known.ok_or_else(|| RuleError::Rule { file: file.into(), name: name.clone(), reason: "no feature has this name".into() })?;
                weights[*feature as usize] = weight;
            }
            Ok(weights)
        };
        let own = |table: &Option<BTreeMap<String, f32>>| dense(table.as_ref().unwrap_or(&raw.names));
        let names = [own(&raw.dates)?, own(&raw.persons)?, own(&raw.places)?, dense(&raw.names)?];
        let trees = [Trees::load(file, &raw.trees.figures)?, Trees::load(file, &raw.trees.names)?];
        let certainty = [Certainty::load(file, &raw.certainty)?, Certainty::load(file, &raw.certainty_names)?];
        Ok(Self { figures: dense(&raw.figures)?, names, pairs: raw.pairs, trees, certainty })
    }

    /// The table as text, features in order of weight.
    pub fn print(&self) -> String {
        let mut text = String::from("# Weights of the ranking, learnt by `shuwen train`. A score is the sum of weight times feature.\n");
        let [dates, persons, places, names] = &self.names;
        for (name, weights) in [("figures", &self.figures), ("dates", dates), ("persons", persons), ("places", places), ("names", names)] {
            text.push_str(&format!("\n[{name}]\n"));
            let mut rows: Vec<(&str, f32, &str)> = Feature::ALL.iter().map(|&feature| (feature.key(), weights[feature as usize], feature.what())).collect();
            rows.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
            for (key, weight, what) in rows.into_iter().filter(|row| row.1 != 0.0) {
                text.push_str(&format!("{key} = {weight:.4} # {what}\n"));
            }
        }
        text.push_str("\n# Asked class / class of the candidate.\n[pairs]\n");
        for (slot, weight) in self.pairs.iter().filter(|(_, weight)| weight.abs() >= 0.00005) {
            text.push_str(&format!("\"{slot}\" = {weight:.4}\n"));
        }
        for (name, certainty) in ["certainty", "certainty_names"].into_iter().zip(&self.certainty) {
            text.push_str(&format!(
                "\n[{name}]\nthreshold = {:.4}\nthreshold_english = {:.4}\n[{name}.weights]\n",
                certainty.threshold, certainty.threshold_english
            ));
            let mut rows: Vec<(&str, f32)> = certainty.rows().collect();
            rows.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
            for (key, weight) in rows {
                text.push_str(&format!("{key} = {weight:.4}\n"));
            }
        }
        text.push_str("\n# What corrects the sum of the best: a branch goes left where its feature is at most so much.\n[trees]\n");
        for (name, trees) in ["figures", "names"].into_iter().zip(&self.trees) {
            text.push_str(&format!("{name} = [\n"));
            for line in trees.lines() {
                text.push_str(&format!("  \"{line}\",\n"));
            }
            text.push_str("]\n");
        }
        text
    }

    /// The table of names that a kind is weighed by; `None` for figures.
    pub fn slot(kind: Kind) -> Option<usize> {
        match kind {
            Kind::Figure => None,
            Kind::Date => Some(0),
            Kind::Person => Some(1),
            Kind::Place => Some(2),
            Kind::Name => Some(3),
        }
    }

    fn weights(&self, kind: Kind) -> &[f32] {
        Self::slot(kind).map_or(&self.figures, |slot| &self.names[slot])
    }

    /// The sum of a candidate.
    fn sum(&self, features: &Features, slot: &str, kind: Kind) -> f32 {
        let weights = self.weights(kind);
        let sum: f32 = weights.iter().zip(&features.0).map(|(weight, value)| weight * value).sum();
        sum + if kind == Kind::Figure { self.pairs.get(slot).copied().unwrap_or(0.0) } else { 0.0 }
    }

    /// Scores candidates, whose pairs of classes `slot` tells, and puts the best first.
    pub(super) fn order(&self, kind: Kind, candidates: &mut [Candidate], slot: impl Fn(&Candidate) -> String) {
        for candidate in candidates.iter_mut() {
            candidate.sum = self.sum(&candidate.features, &slot(candidate), kind);
            candidate.score = candidate.sum;
        }
        sort(candidates);
        let trees = &self.trees[usize::from(kind != Kind::Figure)];
        if let Some(rivals) = Rivals::of(candidates) {
            for (at, candidate) in candidates.iter_mut().enumerate().take(CORRECTED) {
                candidate.score += trees.score(&candidate.features, rivals.beside(at));
            }
        }
        sort(candidates);
    }

    /// What each feature added to the score of one of the candidates, largest first: by its weight,
    /// and by the trees.
    pub fn explain(&self, candidates: &[Candidate], at: usize, kind: Kind) -> Vec<(Feature, f32)> {
        let features = &candidates[at].features;
        let weights = self.weights(kind);
        let mut added = [0.0; COUNT];
        for (added, (weight, value)) in added.iter_mut().zip(weights.iter().zip(&features.0)) {
            *added = weight * value;
        }
        let before = candidates.iter().filter(|other| by_sum(other, &candidates[at]).is_lt()).count();
        if let Some(rivals) = Rivals::of(candidates).filter(|_| before < CORRECTED) {
            self.trees[usize::from(kind != Kind::Figure)].explain(features, rivals.beside(at), &mut added);
        }
        let mut parts: Vec<(Feature, f32)> = Feature::ALL.iter().map(|&feature| (feature, added[feature as usize])).collect();
        parts.retain(|part| part.1 != 0.0);
        parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        parts
    }

    /// The certainty of a kind of question.
    pub fn certainty(&self, kind: Kind) -> &Certainty {
        &self.certainty[usize::from(kind != Kind::Figure)]
    }
}

/// So many of the best sums are corrected by trees.
pub const CORRECTED: usize = 30;

/// Best first; equal ones in order of article and place.
fn sort(candidates: &mut [Candidate]) {
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(place(a).cmp(&place(b))));
}

/// The same before trees corrected the scores.
fn by_sum(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    b.sum.total_cmp(&a.sum).then(place(a).cmp(&place(b)))
}

fn place(candidate: &Candidate) -> (usize, Span) {
    (candidate.document, candidate.span)
}

/// The two with the best sums: the first is every other's rival, the second is the first's.
struct Rivals {
    first: usize,
    features: [Features; 2],
}

impl Rivals {
    fn of(candidates: &[Candidate]) -> Option<Self> {
        let best = |but: Option<usize>| (0..candidates.len()).filter(|&at| Some(at) != but).min_by(|&a, &b| by_sum(&candidates[a], &candidates[b]));
        let first = best(None)?;
        // One alone is its own rival: beyond it by nothing.
        let second = best(Some(first)).unwrap_or(first);
        Some(Self { first, features: [first, second].map(|at| candidates[at].features.clone()) })
    }

    fn beside(&self, at: usize) -> &Features {
        &self.features[usize::from(at == self.first)]
    }
}

/// Chance of each candidate among all, pooled by key: `(first index of the key, chance)`, surest
/// first. Candidates must be in order of score.
pub fn pool(candidates: &[Candidate]) -> Vec<(usize, f32)> {
    let Some(best) = candidates.first().map(|candidate| candidate.score) else { return Vec::new() };
    let total: f32 = candidates.iter().map(|candidate| (candidate.score - best).exp()).sum();
    let mut pooled: Vec<(usize, f32)> = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let chance = (candidate.score - best).exp() / total;
        match pooled.iter_mut().find(|(first, _)| candidates[*first].key == candidate.key) {
            Some(same) => same.1 += chance,
            None => pooled.push((at, chance)),
        }
    }
    pooled.sort_by(|a, b| b.1.total_cmp(&a.1));
    pooled
}

/// What the ranking makes of a question's candidates; chances in thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judgement {
    /// First candidate of each key with its chance among all, likeliest first.
    pub pooled: Vec<(usize, u16)>,
    /// Chance that the likeliest is right.
    pub certainty: u16,
    /// Chance below which nothing should be answered.
    pub threshold: u16,
    /// How much of the question the corpus speaks of near the likeliest.
    pub covered: u16,
    /// Place in `pooled` of one that fits as well as the likeliest, from another article: only the
    /// order in which articles were found tells them apart.
    pub twin: Option<usize>,
    /// How sure the likeliest would be if its twin were not there; its certainty where it has none.
    pub alone: u16,
    /// Whether the second may stand for the same thing: 1120吨 of 标准煤 stands for nothing where
    /// 105吨 has the 二氧化硫 that was asked for beside it.
    pub rivals: bool,
}

/// How much better the likeliest has what is counted beside it, for the second to be no rival.
const BESIDE: f32 = 0.5;

/// What twins have alike: the question's words, names and times, and the kind asked for.
const ALIKE: [Feature; 14] = [
    Feature::Reach,
    Feature::ReachHead,
    Feature::CoverAll,
    Feature::CoverClause,
    Feature::CoverLead,
    Feature::Near,
    Feature::HeadNear,
    Feature::NameAll,
    Feature::YearFits,
    Feature::YearFails,
    Feature::TimeFits,
    Feature::PeriodFits,
    Feature::UnitEqual,
    Feature::ClassEqual,
];
/// Values nearer than this are alike.
const ALIKE_WITHIN: f32 = 0.02;

/// Whether two candidates of different articles fit the question alike.
fn twins(a: &Candidate, b: &Candidate) -> bool {
    a.document != b.document && ALIKE.iter().all(|&feature| (a.features.get(feature) - b.features.get(feature)).abs() < ALIKE_WITHIN)
}

/// Judges candidates in order of score.
pub fn judge(question: &Question, candidates: &[Candidate], ranking: &Ranking) -> Judgement {
    let Some(kind) = question.asked.as_ref().map(|asked| asked.kind) else { return Judgement::default() };
    let pooled = pool(candidates);
    let certainty = ranking.certainty(kind);
    let evidence = Certainty::evidence(kind, candidates, &pooled);
    let chance = if pooled.is_empty() { 0.0 } else { certainty.chance(&evidence) };
    let covered = pooled.first().map_or(0.0, |&(at, _)| candidates[at].features.get(Feature::CoverAll));
    let beside = |place: usize| pooled.get(place).map_or(0.0, |&(at, _)| candidates[at].features.get(Feature::AfterNear));
    let rivals = beside(0) - beside(1) < BESIDE;
    let twin = |&(at, _): &(usize, f32)| pooled.first().is_some_and(|&(first, _)| twins(&candidates[first], &candidates[at]));
    let twin = pooled.iter().skip(1).position(twin).map(|place| place + 1);
    let alone = twin.map_or(chance, |twin| {
        let key = &candidates[pooled[twin].0].key;
        let rest: Vec<Candidate> = candidates.iter().filter(|candidate| candidate.key != *key).cloned().collect();
        certainty.chance(&Certainty::evidence(kind, &rest, &pool(&rest)))
    });
    let permille = |share: f32| (share.clamp(0.0, 1.0) * 1000.0).round() as u16;
    Judgement {
        certainty: permille(chance),
        threshold: permille(if question.language == Language::English { certainty.threshold_english } else { certainty.threshold }),
        covered: permille(covered),
        twin,
        alone: permille(alone),
        rivals,
        pooled: pooled.into_iter().map(|(at, chance)| (at, permille(chance))).collect(),
    }
}
