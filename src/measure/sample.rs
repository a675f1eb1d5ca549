//! Samples for learning: a question's candidates as numbers, with which of them are right.

use std::collections::HashMap;

use super::{QuestionRow, right};
use crate::corpus::ArticleKey;
use crate::engine::{Engine, EngineError, Taken, Trace};
use crate::extract::{COUNT, Candidate, pair_slot};
use crate::question::Kind;

/// Most wrong candidates of one question that are kept, the best by the present ranking.
const WRONG: usize = 60;

/// A set that counts more than this is one that the program is for.
pub const OWN: f32 = 1.0;

/// One question made ready for learning.
pub struct Sample {
    /// Which set it is from.
    pub set: usize,
    /// The question's id.
    pub id: String,
    /// Fold of its article, 0–4.
    pub fold: usize,
    /// What was understood to be asked.
    pub kind: Kind,
    /// Whether the set says that a figure is asked; `None` where it says that nothing answers.
    pub figure: Option<bool>,
    /// Whether it has an answer at all (in what was left of the corpus).
    pub answerable: bool,
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
    /// Whether its set is one that the program is for, and the question as the set has it: with an
    /// answer, or with none by the set's own word.
    pub fn set_counts(&self) -> bool {
        self.weight > OWN && (self.answerable || self.figure.is_none())
    }

    /// The sentences that answer, to be taken away; nothing where none does.
    pub fn sentences(&self) -> Option<Taken> {
        let right = self.candidates.iter().zip(&self.right).filter(|(_, right)| **right).map(|(candidate, _)| candidate);
        let sentences: Vec<_> = right.map(|candidate| (candidate.quote.clone(), candidate.text.clone())).collect();
        (!sentences.is_empty()).then(|| Taken { sentences, ..Taken::default() })
    }

    /// Features of a candidate.
    pub fn features(&self, at: usize) -> &[f32; COUNT] {
        &self.candidates[at].features.0
    }
}

/// Asks a question and keeps what is needed to learn from it. With something `taken` the question
/// becomes one that cannot be answered, and what says the same elsewhere is left out.
pub fn sample(engine: &Engine, set: usize, row: &QuestionRow, taken: Option<&Taken>, weight: f32, today: chrono::NaiveDate) -> Result<Option<Sample>, EngineError> {
    let trace = match taken {
        Some(taken) => engine.ask_without(&row.question, None, today, taken)?,
        None => engine.ask(&row.question, None, today)?,
    };
    let Trace { question, candidates, .. } = trace;
    let Some(asked) = &question.asked else { return Ok(None) };
    let answerable = !row.answers.is_empty() && taken.is_none();
    let mut known: HashMap<String, bool> = HashMap::new();
    let mut kept = Vec::new();
    let mut labels = Vec::new();
    let mut wrong = 0;
    for candidate in candidates {
        let label = *known.entry(candidate.text.clone()).or_insert_with(|| right(&row.kind, &row.answers, &candidate.text));
        if label && taken.is_some() {
            continue;
        }
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
        id: row.id.clone(),
        fold,
        kind: asked.kind,
        figure: (!row.answers.is_empty()).then(|| row.kind == "figure"),
        answerable,
        candidates: kept,
        slots,
        right: labels,
        weight,
    }))
}
