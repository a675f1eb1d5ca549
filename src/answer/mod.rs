//! Choosing an answer from candidates, or none; and what an answer is.
//!
//! A wrong figure is worse than none. An answer is made only of findings, and a finding only of
//! a quote cut from a stored article, so no answer can say what no paper printed. Knows nothing
//! of how a reply is worded or sent.

mod choose;
mod whether;

use chrono::NaiveDate;
use serde::Serialize;

use crate::corpus::Quote;
use crate::figures::{Modifier, Value};
use crate::text::Span;

pub use crate::extract::Status;
pub use choose::choose;
pub use whether::{Holds, holds};

/// The outcome of a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Why there is an answer, or none.
    pub verdict: Verdict,
    /// How sure, in thousandths: 0–1000.
    pub confidence: u16,
    /// The answer first, then what disagrees with it or comes close; empty where refused. Where the
    /// verdict is `Which`, those that fit alike.
    pub found: Vec<Finding>,
    /// The best different findings, best first, also where refused: at most ten.
    pub near: Vec<Finding>,
    /// Whether what the question supposes is so; `None` where it supposes nothing or is not answered with one finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<Holds>,
}

/// Whether the question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// One finding stands out.
    Found,
    /// Two or more findings fit about equally; all are in `found`.
    Close,
    /// Two findings fit alike, and only whoever asked knows which was meant: shown, not answered.
    Which,
    /// Nothing in the corpus speaks of what is asked.
    Nothing,
    /// Something comes near, but not near enough to be called the answer.
    Unsure,
    /// The words ask for nothing that can be looked up.
    NotAsked,
}

/// One possible answer with its proof.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The answer as printed: 「28人」, 「超过2.3万升」, 「王丰」.
    pub text: String,
    /// The figure in English, for a question in English; empty where that says no more.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub english: String,
    /// The exact value, for figures and dates.
    #[serde(serialize_with = "printed")]
    pub value: Option<Value>,
    /// How exact the paper says it is.
    pub modifier: Modifier,
    /// Whether it is said as a fact.
    pub status: Status,
    /// Id of the article.
    pub article: String,
    /// The sentence.
    pub quote: Quote,
    /// Where the answer stands within the quote's text.
    pub mark: Span,
    /// The article's headline, or its first sentence where it has none.
    pub headline: String,
    /// The newspaper or outlet; may be empty.
    pub source: String,
    /// The article's place as printed; may be empty.
    pub place: String,
    /// The article's date.
    pub date: Option<NaiveDate>,
    /// Where to read it, if known.
    pub url: String,
    /// How many articles say the same.
    pub agreeing: usize,
    /// Estimated chance of being right, in thousandths.
    pub confidence: u16,
    /// Whether it may be what was asked for: no length where money was, no figure of another place.
    pub fits: bool,
}

/// A value in its canonical form.
fn printed<S: serde::Serializer>(value: &Option<Value>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_some(&value.as_ref().map(ToString::to_string))
}
