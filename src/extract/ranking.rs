//! The ranking: weights of the features, read from and written to `config/ranking.toml`.
//!
//! Learnt by the `train` subcommand, kept as a table that can be read and changed by hand. A
//! score is a plain sum, so `--trace` can say what each feature added. Certainty turns the
//! scores of one question into the chance that its best candidate is right.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::feature::{COUNT, Feature, Features};
use super::{Candidate, RuleError};
use crate::figures::Class;
use crate::question::{Kind, Question};

/// All weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Of figures.
    pub figures: Vec<f32>,
    /// Of dates, persons, places and other names: see `Ranking::slot`.
    pub names: [Vec<f32>; 4],
    /// Of asked class against a candidate's class, by slot.
    pub pairs: BTreeMap<String, f32>,
    /// Of the certainty, figures first, then everything else.
    pub certainty: [Certainty; 2],
}

/// Weights of the chance that the best candidate is right.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certainty {
    /// By name of the evidence.
    pub weights: BTreeMap<String, f32>,
    /// Chance below which nothing is answered.
    pub threshold: f32,
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
    certainty: Certainty,
    certainty_names: Certainty,
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
        Ok(Self { figures: dense(&raw.figures)?, names, pairs: raw.pairs, certainty: [raw.certainty, raw.certainty_names] })
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
            text.push_str(&format!("\n[{name}]\nthreshold = {:.4}\n[{name}.weights]\n", certainty.threshold));
            for (key, weight) in &certainty.weights {
                text.push_str(&format!("{key} = {weight:.4}\n"));
            }
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

    /// The score of a candidate.
    pub fn score(&self, features: &Features, slot: String, kind: Kind) -> f32 {
        let weights = self.weights(kind);
        let sum: f32 = weights.iter().zip(&features.0).map(|(weight, value)| weight * value).sum();
        sum + if kind == Kind::Figure { self.pairs.get(&slot).copied().unwrap_or(0.0) } else { 0.0 }
    }

    /// What each feature added to a score, largest first.
    pub fn explain(&self, features: &Features, kind: Kind) -> Vec<(Feature, f32)> {
        let weights = self.weights(kind);
        let mut parts: Vec<(Feature, f32)> = Feature::ALL.iter().map(|&feature| (feature, weights[feature as usize] * features.get(feature))).collect();
        parts.retain(|part| part.1 != 0.0);
        parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        parts
    }

    /// The certainty of a kind of question.
    pub fn certainty(&self, kind: Kind) -> &Certainty {
        &self.certainty[usize::from(kind != Kind::Figure)]
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
    /// Whether the second may stand for the same thing: 1120吨 of 标准煤 stands for nothing where
    /// 105吨 has the 二氧化硫 that was asked for beside it.
    pub rivals: bool,
}

/// How much better the likeliest has what is counted beside it, for the second to be no rival.
const BESIDE: f32 = 0.5;

/// Judges candidates in order of score.
pub fn judge(question: &Question, candidates: &[Candidate], ranking: &Ranking) -> Judgement {
    let Some(kind) = question.asked.as_ref().map(|asked| asked.kind) else { return Judgement::default() };
    let pooled = pool(candidates);
    let certainty = ranking.certainty(kind);
    let evidence = Certainty::evidence(candidates, &pooled);
    let chance = if pooled.is_empty() { 0.0 } else { certainty.chance(&evidence) };
    let covered = pooled.first().map_or(0.0, |&(at, _)| candidates[at].features.get(Feature::CoverAll));
    let beside = |place: usize| pooled.get(place).map_or(0.0, |&(at, _)| candidates[at].features.get(Feature::AfterNear));
    let rivals = beside(0) - beside(1) < BESIDE;
    let permille = |share: f32| (share.clamp(0.0, 1.0) * 1000.0).round() as u16;
    Judgement {
        certainty: permille(chance),
        threshold: permille(certainty.threshold),
        covered: permille(covered),
        rivals,
        pooled: pooled.into_iter().map(|(at, chance)| (at, permille(chance))).collect(),
    }
}

impl Certainty {
    /// Evidence of certainty for the best candidate, by name.
    pub fn evidence(candidates: &[Candidate], pooled: &[(usize, f32)]) -> BTreeMap<String, f32> {
        let mut evidence = BTreeMap::new();
        let Some(&(first, chance)) = pooled.first() else { return evidence };
        let best = &candidates[first];
        let second = candidates.iter().filter(|candidate| candidate.key != best.key).map(|candidate| candidate.score).fold(f32::NEG_INFINITY, f32::max);
        let chance = chance.clamp(1e-4, 1.0 - 1e-4);
        let value = |feature: Feature| best.features.get(feature);
        let hard = [Feature::YearFails, Feature::TimeFails, Feature::ClassClash, Feature::MonthFails, Feature::DayFails, Feature::Contrast]
            .iter()
            .map(|&feature| value(feature))
            .fold(if value(Feature::NameAll) < 0.5 { 1.0 } else { 0.0 }, f32::max);
        evidence.insert("bias".to_owned(), 1.0);
        evidence.insert("chance_logit".to_owned(), (chance / (1.0 - chance)).ln());
        evidence.insert("margin".to_owned(), (best.score - second).min(8.0));
        evidence.insert("score".to_owned(), best.score);
        evidence.insert("hard".to_owned(), hard);
        evidence.insert("name_gone".to_owned(), if value(Feature::NameAbsent) > 0.0 { 1.0 } else { 0.0 });
        // Two that come close, and the word that might tell them apart is nowhere: a guess.
        let torn = (best.score - second) < TORN && value(Feature::LongAbsent) > 0.0;
        evidence.insert("torn".to_owned(), if torn { 1.0 } else { 0.0 });
        evidence.insert("lost".to_owned(), if value(Feature::Missing) > 0.75 { 1.0 } else { 0.0 });
        for feature in CERTAIN {
            evidence.insert(feature.key().to_owned(), value(*feature));
        }
        evidence
    }

    /// The chance, 0–1, from the evidence; 0 where the figure is of another place, or the article
    /// has nothing of the kind that is counted, however well the rest fits.
    pub fn chance(&self, evidence: &BTreeMap<String, f32>) -> f32 {
        let holds = |name: &str| evidence.get(name).is_some_and(|&value| value > 0.0);
        let vetoed = holds("torn") || VETOES.iter().any(|veto| holds(veto.key()));
        if vetoed {
            return 0.0;
        }
        let sum: f32 = evidence.iter().map(|(name, value)| self.weights.get(name).copied().unwrap_or(0.0) * value).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// Scores nearer than this are as good as equal: the chances differ by less than half.
const TORN: f32 = 0.5;

/// Features that certainty looks at besides the scores.
const CERTAIN: &[Feature] = &[
    Feature::CoverSentence,
    Feature::CoverNear,
    Feature::CoverAll,
    Feature::CoverExact,
    Feature::CoverClause,
    Feature::NameAll,
    Feature::NameNear,
    Feature::Missing,
    Feature::ClassEqual,
    Feature::ClassClashSoft,
    Feature::UnitEqual,
    Feature::HeadNear,
    Feature::SurplusLeft,
    Feature::AgreeArticles,
    Feature::YearFits,
    Feature::NounClash,
    Feature::Passage,
    Feature::PlaceAbsent,
    Feature::NameAbsent,
    Feature::HeadAbsent,
    Feature::AnyAbsent,
    Feature::HeadSentence,
    Feature::HeadClause,
    Feature::SurplusRight,
    Feature::LastLeft,
    Feature::OtherPlace,
    Feature::RivalArticle,
    Feature::AfterNear,
    Feature::SmallChinese,
    Feature::Vague,
    Feature::TimeFails,
    Feature::PeriodFails,
    Feature::HeadOwn,
    Feature::HeadRival,
    Feature::CountedAbsent,
    Feature::Reach,
    Feature::ReachBest,
    Feature::LongAbsent,
    Feature::PlaceOther,
    Feature::PlaceNarrow,
    Feature::PrintedFails,
    Feature::PeriodWide,
    Feature::AssignedUnasked,
    Feature::CountedGone,
    Feature::CurrencyFails,
    Feature::ClassClash,
];

/// What forbids an answer outright.
const VETOES: &[Feature] = &[Feature::PlaceAbsent, Feature::CountedGone, Feature::ClassClash, Feature::AssignedUnasked, Feature::CurrencyFails];
