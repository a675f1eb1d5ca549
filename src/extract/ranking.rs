//! A ranking: weights of the features, read from and written to a table of `config/ranking/`.
//!
//! Learnt by the `train` subcommand, kept as a table that can be read and changed by hand. A
//! score is a sum, which small trees correct for the best; `--trace` says what each feature added
//! to either. Certainty turns the scores of one question into the chance that its best candidate
//! is right.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::certainty::{self, Certainty, Evidence};
use super::feature::{COUNT, Feature, Features};
use super::trees::Trees;
use super::{Candidate, RuleError};
use crate::figures::Class;
use crate::question::{Kind, Question};
use crate::text::Span;

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
    #[serde(default)]
    certainty: Vec<String>,
    #[serde(default)]
    certainty_names: Vec<String>,
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
        let certainty = |raw: &certainty::Raw, lines: &[String]| Certainty::load(file, raw, Trees::load(file, lines)?);
        let certainty = [certainty(&raw.certainty, &raw.trees.certainty)?, certainty(&raw.certainty_names, &raw.trees.certainty_names)?];
        Ok(Self { figures: dense(&raw.figures)?, names, pairs: raw.pairs, trees, certainty })
    }

    /// The table as text, features in order of weight.
    pub fn print(&self) -> String {
        let mut text = String::from(
            "# Weights of the ranking, learnt by `shuwen train`. A score is the sum of weight times feature,\n# which the trees at the end correct.\n",
        );
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
            let mut rows: Vec<(&str, f32)> = certainty.rows().collect();
            rows.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
            for (key, weight) in rows {
                text.push_str(&format!("{key} = {weight:.4}\n"));
            }
        }
        text.push_str("\n# What corrects the sum of the best, and what half the certainty is: a branch goes left where its feature\n# is at most so much, or after + where it is at most so much more than that of the best other candidate.\n[trees]\n");
        let certain = self.certainty.iter().map(|certainty| &certainty.trees);
        for (name, trees) in ["figures", "names", "certainty", "certainty_names"].into_iter().zip(self.trees.iter().chain(certain)) {
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

    /// Scores candidates, whose pairs of classes `slot` tells, and puts the best first.
    pub(super) fn order(&self, kind: Kind, candidates: &mut [Candidate], slot: impl Fn(Class) -> String) {
        let weights = self.weights(kind);
        let mut pairs: HashMap<Class, f32> = HashMap::new();
        for candidate in candidates.iter_mut() {
            let sum: f32 = weights.iter().zip(candidate.features.0.iter()).map(|(weight, value)| weight * value).sum();
            let pair = || self.pairs.get(&slot(candidate.class)).copied().unwrap_or(0.0);
            candidate.sum = sum + if kind == Kind::Figure { *pairs.entry(candidate.class).or_insert_with(pair) } else { 0.0 };
            candidate.score = candidate.sum;
        }
        sort(candidates);
        let trees = &self.trees[usize::from(kind != Kind::Figure)];
        let best: Vec<usize> = (0..candidates.len()).collect();
        let first: Vec<Features> = candidates.iter().take(2).map(|candidate| candidate.features.clone()).collect();
        for (at, candidate) in candidates.iter_mut().enumerate().take(CORRECTED) {
            candidate.score += trees.score(&candidate.features, &first[rival(&best, at)]);
        }
        sort(candidates);
    }

    /// What each feature added to the score of one of the candidates, largest first: by its weight,
    /// and by the trees.
    pub fn explain(&self, candidates: &[Candidate], at: usize, kind: Kind) -> Vec<(Feature, f32)> {
        let features = &candidates[at].features;
        let weights = self.weights(kind);
        let mut added = [0.0; COUNT];
        for (added, (weight, value)) in added.iter_mut().zip(weights.iter().zip(features.0.iter())) {
            *added = weight * value;
        }
        let mut best: Vec<usize> = (0..candidates.len()).collect();
        best.sort_by(|&a, &b| by_sum(&candidates[a], &candidates[b]));
        if best.iter().take(CORRECTED).any(|&other| other == at) {
            let rival = &candidates[rival(&best, at)].features;
            self.trees[usize::from(kind != Kind::Figure)].explain(features, rival, &mut added);
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

/// Whom trees compare a candidate with, of all in order of their sums: the best, or the second if it
/// is the best itself. It may say the same from another article; one alone is its own rival.
pub fn rival(best: &[usize], at: usize) -> usize {
    best.iter().copied().take(2).find(|&other| other != at).unwrap_or(at)
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

/// Judges candidates in order of score; `barred` is the best of those that conditions forbid.
pub fn judge(question: &Question, candidates: &[Candidate], barred: Option<&Candidate>, ranking: &Ranking) -> Judgement {
    let Some(kind) = question.asked.as_ref().map(|asked| asked.kind) else { return Judgement::default() };
    let pooled = pool(candidates);
    let certainty = ranking.certainty(kind);
    let chance_of = |candidates: &[Candidate], pooled: &[(usize, f32)]| {
        Evidence::of(question.terms.len(), candidates, pooled).map_or(0.0, |evidence| certainty.chance(&evidence))
    };
    let stray = pooled.first().zip(barred).is_some_and(|(&(at, _), barred)| stray(&candidates[at], barred));
    let chance = if stray { 0.0 } else { chance_of(candidates, &pooled) };
    let covered = pooled.first().map_or(0.0, |&(at, _)| candidates[at].features.get(Feature::CoverAll));
    let beside = |place: usize| pooled.get(place).map_or(0.0, |&(at, _)| candidates[at].features.get(Feature::AfterNear));
    let rivals = beside(0) - beside(1) < BESIDE;
    let twin = |&(at, _): &(usize, f32)| pooled.first().is_some_and(|&(first, _)| twins(&candidates[first], &candidates[at]));
    let twin = pooled.iter().skip(1).position(twin).map(|place| place + 1);
    let alone = twin.map_or(chance, |twin| {
        let key = &candidates[pooled[twin].0].key;
        let rest: Vec<Candidate> = candidates.iter().filter(|candidate| candidate.key != *key).cloned().collect();
        chance_of(&rest, &pool(&rest))
    });
    let permille = |share: f32| (share.clamp(0.0, 1.0) * 1000.0).round() as u16;
    Judgement {
        certainty: permille(chance),
        threshold: permille(certainty.threshold),
        covered: permille(covered),
        twin,
        alone: permille(alone),
        rivals,
        pooled: pooled.into_iter().map(|(at, chance)| (at, permille(chance))).collect(),
    }
}

/// Whether a candidate fits by chance: what fits its article better is another thing than is asked for.
fn stray(best: &Candidate, barred: &Candidate) -> bool {
    best.document == barred.document && best.key != barred.key && best.score < barred.score
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Article;
    use crate::extract::Status;
    use crate::figures::Modifier;

    const TABLE: &str = r#"
        [figures]
        reach = 10.0
        [names]
        [pairs]
        [trees]
        figures = ["+near<=0(-1.0,100.0)"]
        names = []
        [certainty]
        threshold = 0.5
        [certainty.weights]
        [certainty_names]
        threshold = 0.5
        [certainty_names.weights]
    "#;

    /// Candidates with `reach` and `near`.
    fn candidates(values: &[(f32, f32)]) -> Vec<Candidate> {
        let article = Article { id: "a".into(), text: "数".repeat(values.len()), ..Article::default() };
        let candidate = |(at, &(reach, near)): (usize, &(f32, f32))| {
            let span = Span::new(at * 3, at * 3 + 3);
            let mut features = Features::default();
            features.set(Feature::Reach, reach);
            features.set(Feature::Near, near);
            Candidate {
                document: 0,
                quote: article.quote(span).unwrap(),
                span,
                text: at.to_string(),
                value: None,
                class: Class::None,
                modifier: Modifier::Exact,
                status: Status::Fact,
                barred: false,
                key: at.to_string(),
                features,
                score: 0.0,
                sum: 0.0,
            }
        };
        values.iter().enumerate().map(candidate).collect()
    }

    #[test]
    fn trees_compare_with_the_best_other_and_correct_no_more_than_the_best() {
        let ranking = Ranking::load("table", TABLE).unwrap();
        // 31 of them: the last is near, and too far behind to be corrected.
        let many: Vec<(f32, f32)> = (0..=CORRECTED).map(|at| (1.0 - at as f32 / 100.0, if at == CORRECTED { 1.0 } else { 0.5 })).collect();
        let last = CORRECTED.to_string();
        for (values, first, added) in [
            // Each of the two is the other's rival: the second is nearer and wins.
            (vec![(0.9, 0.2), (0.8, 0.6)], "1", 100.0),
            (vec![(0.9, 0.6), (0.8, 0.2)], "0", 100.0),
            // The third is compared with the best, not with the second.
            (vec![(0.9, 0.4), (0.8, 0.4), (0.7, 0.5)], "2", 100.0),
            // One alone is beyond itself by nothing.
            (vec![(0.9, 0.6)], "0", -1.0),
            (many, "0", -1.0),
        ] {
            let mut found = candidates(&values);
            ranking.order(Kind::Figure, &mut found, |_| String::new());
            assert_eq!(found[0].text, first, "{values:?}");
            assert!((found[0].score - found[0].sum - added).abs() < 1e-4, "{values:?}: {}", found[0].score - found[0].sum);
            let uncorrected: Vec<&str> = found.iter().filter(|one| (one.score - one.sum).abs() < 1e-6).map(|one| one.text.as_str()).collect();
            assert_eq!(uncorrected, if values.len() > CORRECTED { vec![last.as_str()] } else { vec![] });
            // What is explained is the score, but for the mean of the tree that every corrected one is given.
            for at in 0..found.len() {
                let parts: f32 = ranking.explain(&found, at, Kind::Figure).iter().map(|part| part.1).sum();
                let mean = if uncorrected.contains(&found[at].text.as_str()) { 0.0 } else { 49.5 };
                assert!((found[at].score - parts - mean).abs() < 1e-3, "{at} of {values:?}: {parts}");
            }
        }
    }

    #[test]
    fn what_is_beside_something_forbidden_fits_by_chance() {
        let found = candidates(&[(0.9, 0.2), (0.8, 0.2)]);
        let best = Candidate { score: 2.0, ..found[0].clone() };
        let barred = Candidate { score: 3.0, ..found[1].clone() };
        for (barred, is) in [
            (barred.clone(), true),
            (Candidate { score: 1.0, ..barred.clone() }, false),
            (Candidate { document: 1, ..barred.clone() }, false),
            (Candidate { key: best.key.clone(), ..barred }, false),
        ] {
            assert_eq!(stray(&best, &barred), is, "{} of {} beside {}", barred.score, barred.document, best.score);
        }
    }

    #[test]
    fn how_many_terms_a_question_has_is_evidence() {
        let mut found = candidates(&[(0.9, 0.2)]);
        Ranking::load("table", TABLE).unwrap().order(Kind::Figure, &mut found, |_| String::new());
        let evidence = |terms: usize| Evidence::of(terms, &found, &pool(&found)).unwrap().best.get(Feature::Terms);
        assert_eq!([2, 8, 30].map(evidence), [0.6, 0.8, 1.6]);
    }
}
