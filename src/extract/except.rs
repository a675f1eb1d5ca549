//! What a question says that it does not ask about: of 产量（不是销量） no figure with 销量 before it is asked for.
//!
//! Such a figure stands beside all the rest of the question, which is why the question says so; no weight outbids
//! that, and it is a condition. Which words they are is for the question to tell. Knows nothing of units or times.

use super::document::Sentence;

/// Whether a figure's own words hold one that was excluded.
pub(super) fn named(excluded: &[String], sentence: &Sentence, figure: usize) -> bool {
    let (text, mark, scope) = (sentence.text(), &sentence.marks()[figure], &sentence.scopes()[figure]);
    let own = match scope.shared.first().filter(|_| scope.listed) {
        Some(item) => item.of(text),
        None => &text[scope.own.start.min(mark.core.start)..mark.core.start],
    };
    excluded.iter().any(|word| own.contains(word.as_str()))
}
