//! Rows of the evaluation data: questions in, predictions out.
//!
//! The schema is the data's own; unknown fields are left alone, since every set has some more.

use std::io::BufRead;

use serde::{Deserialize, Serialize};

use crate::answer::Verdict;
use crate::engine::Trace;

/// One question with its accepted answers.
#[derive(Debug, Clone, Deserialize)]
pub struct QuestionRow {
    /// Id within the set.
    pub id: String,
    /// The words.
    pub question: String,
    /// Accepted answers; none means that nothing must be answered.
    #[serde(default)]
    pub answers: Vec<String>,
    /// figure, date, person, place, other or abstain.
    #[serde(default)]
    pub kind: String,
    /// Articles that hold the answer.
    #[serde(default)]
    pub passages: Vec<String>,
    /// The same, where it is one.
    #[serde(default)]
    pub doc_id: Option<String>,
    /// More of them.
    #[serde(default)]
    pub also: Vec<String>,
}

/// One answer, as the judge reads it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Prediction {
    /// The question's id.
    pub id: String,
    /// The answer, or none where refused.
    pub answer: Option<String>,
    /// How sure, 0–1.
    pub score: f32,
    /// The best three different answers, best first, also where refused.
    pub guesses: Vec<String>,
    /// Ids of the articles found, best first.
    pub articles: Vec<String>,
    /// The article that the answer is from.
    pub article: Option<String>,
    /// Its sentence.
    pub quote: String,
}

/// Data that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// A row is not what it should be.
    #[error("{file}, line {line}: {reason}")]
    Row {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
}

impl QuestionRow {
    /// Ids of all articles known to hold the answer.
    pub fn gold(&self) -> impl Iterator<Item = &str> {
        self.passages.iter().chain(&self.also).chain(&self.doc_id).map(String::as_str)
    }
}

/// Reads question rows, one a line.
pub fn questions(file: &str, rows: impl BufRead) -> Result<Vec<QuestionRow>, MeasureError> {
    let mut found = Vec::new();
    for (number, line) in rows.lines().enumerate() {
        let wrong = |reason: String| MeasureError::Row { file: file.to_owned(), line: number + 1, reason };
        let line = line.map_err(|error| wrong(error.to_string()))?;
        if !line.trim().is_empty() {
            found.push(serde_json::from_str(&line).map_err(|error| wrong(error.to_string()))?);
        }
    }
    Ok(found)
}

/// The prediction row of a trace.
pub fn predict(id: &str, trace: &Trace) -> Prediction {
    let mut articles: Vec<String> = Vec::new();
    for hit in &trace.hits {
        if !articles.contains(&hit.article) {
            articles.push(hit.article.clone());
        }
    }
    // To ask back is no answer.
    let found = trace.answer.found.first().filter(|_| trace.answer.verdict != Verdict::Which);
    let shown = found.or(trace.answer.near.first());
    Prediction {
        id: id.to_owned(),
        answer: found.map(|finding| finding.text.clone()),
        score: f32::from(trace.answer.confidence) / 1000.0,
        guesses: trace.answer.near.iter().take(3).map(|finding| finding.text.clone()).collect(),
        articles,
        article: shown.map(|finding| finding.article.clone()),
        quote: shown.map(|finding| finding.quote.text().to_owned()).unwrap_or_default(),
    }
}
