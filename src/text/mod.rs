//! Text as newspapers print it: spans, normal form, sentences, words, language.
//!
//! Everything above works on byte spans of a text, so that a quote can always be cut from
//! the printed page. Knows nothing of figures, articles or questions.

mod language;
mod normal;
mod segment;
mod sentence;
mod span;

pub use language::{Language, language};
pub use normal::{Folded, fold};
pub use segment::{Edges, Segmenter, Word};
pub use sentence::{clauses, sentences};
pub use span::{CharOffsets, Span, is_han};
