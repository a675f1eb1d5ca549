//! Samples for learning: a question's candidates as numbers, with which of them are right.

use std::collections::HashMap;

use super::{QuestionRow, right};
use crate::corpus::ArticleKey;
use crate::engine::{Engine, EngineError, Trace};
use crate::extract::{COUNT, Candidate, pair_slot};
use crate::question::Kind;

/// Most wrong candidates of one question that are kept, the best by the present ranking.
const WRONG: usize = 60;

/// A set that counts more than this is one that the program is for.
const OWN: f32 = 1.0;

/// One question made ready for learning.
pub struct Sample {
    /// Which set it is from.
    pub set: usize,
    /// Fold of its article, 0–4.
    pub fold: usize,
    /// What was understood to be asked.
    pub kind: Kind,
    /// How many terms the question has.
    pub terms: usize,
    /// Whether the set says that a figure is asked; `None` where it says that nothing answers.
    pub figure: Option<bool>,
    /// Candidates, in order of the present score.
    pub candidates: Vec<Candidate>,
    /// Slot of each candidate's pair of classes.
    pub slots: Vec<String>,
    /// Which are right.
    pub right: Vec<bool>,
    /// How much it counts.
    pub weight: f32,
}

impl Sample {
    /// Whether its set is one that the program is for.
    pub fn set_counts(&self) -> bool {
        self.weight > OWN
    }

    /// Whether its set says that something answers it.
    pub fn answerable(&self) -> bool {
        self.figure.is_some()
    }

    /// Features of a candidate.
    pub fn features(&self, at: usize) -> &[f32; COUNT] {
        &self.candidates[at].features.0
    }
}

/// Asks a question and keeps what is needed to learn from it.
pub fn sample(engine: &Engine, set: usize, row: &QuestionRow, weight: f32, today: chrono::NaiveDate) -> Result<Option<Sample>, EngineError> {
    let Trace { question, candidates, .. } = engine.ask(&row.question, None, today)?;
    let Some(asked) = &question.asked else { return Ok(None) };
    let mut known: HashMap<String, bool> = HashMap::new();
    let mut kept = Vec::new();
    let mut labels = Vec::new();
    let mut wrong = 0;
    for candidate in candidates {
        let label = *known.entry(candidate.text.clone()).or_insert_with(|| right(&row.kind, &row.answers, &candidate.text));
        if !label {
            wrong += 1;
            if wrong > WRONG {
                continue;
            }
        }
        labels.push(label);
        kept.push(candidate);
    }
    let slots = kept.iter().map(|candidate| pair_slot(&question, candidate.class)).collect();
    let article = row.gold().next().unwrap_or(&row.id);
    let fold = (ArticleKey::of(article).0 % 5) as usize;
    Ok(Some(Sample {
        set,
        fold,
        kind: asked.kind,
        terms: question.terms.len(),
        figure: (!row.answers.is_empty()).then(|| row.kind == "figure"),
        candidates: kept,
        slots,
        right: labels,
        weight,
    }))
}
