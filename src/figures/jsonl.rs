//! Rows in, rows out: the reader as an exchange format.
//!
//! One JSON object a line: `{"id","input","date"?}` becomes `{"id","predicted":[{text,start,end,
//! type,value,unit,modifier}]}`, offsets in characters. Touches no file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Figures;
use crate::text::CharOffsets;

/// A row that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read line {line}: {source}")]
pub struct JsonlError {
    /// Number of the line, from 1.
    pub line: usize,
    /// What the parser says.
    pub source: serde_json::Error,
}

#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    input: String,
    #[serde(default)]
    date: Option<NaiveDate>,
}

#[derive(Serialize)]
struct Reply<'a> {
    id: &'a serde_json::Value,
    predicted: Vec<Predicted<'a>>,
}

#[derive(Serialize)]
struct Predicted<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    r#type: &'static str,
    value: String,
    unit: String,
    modifier: &'static str,
}

/// Reads the figures of every row of `rows`; empty lines are passed over.
///
/// ```
/// # use shuwen::figures::{Figures, jsonl};
/// let rows = jsonl(&Figures::embedded(), r#"{"id":"1","input":"占12%","date":"2024-05-01"}"#).unwrap();
/// assert_eq!(rows, "{\"id\":\"1\",\"predicted\":[{\"text\":\"12%\",\"start\":1,\"end\":4,\"type\":\"percent\",\"value\":\"12\",\"unit\":\"%\",\"modifier\":\"exact\"}]}\n");
/// ```
///
/// # Errors
///
/// The first line that is no such object.
pub fn jsonl(figures: &Figures, rows: &str) -> Result<String, JsonlError> {
    let mut out = String::new();
    for (number, line) in rows.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let problem = |source| JsonlError { line: number + 1, source };
        let row: Row = serde_json::from_str(line).map_err(problem)?;
        let offsets = CharOffsets::new(&row.input);
        let found = figures.mentions(&row.input, row.date);
        let predicted = found
            .iter()
            .map(|mention| Predicted {
                text: mention.span.of(&row.input),
                start: offsets.chars(mention.span.start),
                end: offsets.chars(mention.span.end),
                r#type: mention.type_name(),
                value: mention.value.to_string(),
                unit: mention.unit.clone(),
                modifier: mention.modifier.name(),
            })
            .collect();
        out.push_str(&serde_json::to_string(&Reply { id: &row.id, predicted }).map_err(problem)?);
        out.push('\n');
    }
    Ok(out)
}
