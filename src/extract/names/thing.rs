//! Names of anything else: the dictionary's names, words that no dictionary has, and nouns in a
//! row.
//!
//! Quotation marks, organisations and what something is called are patterns of the table. Knows
//! nothing of what kind of thing is asked for.

use super::{Sort, han, unknown};
use crate::text::{Span, Word};

/// Most words of a row that make one name.
const ROW: usize = 5;

pub(super) fn find(text: &str, words: &[Word]) -> Vec<(Span, Sort)> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word.text.chars().nth(1).is_some() {
            match word.tag.as_str() {
                "nz" | "nw" | "nt" | "eng" | "ns" | "nr" | "nrt" | "nrfg" => found.push((word.span, Sort::Known)),
                _ if unknown(word) && han(&word.text) => found.push((word.span, Sort::Odd)),
                tag if noun(tag) => found.push((word.span, Sort::Noun)),
                _ => {}
            }
        }
        // A row ends in a noun; each of its last words begins a shorter one.
        let ends = heads(word) && words.get(at + 1).is_none_or(|next| next.span.start != word.span.end || !joins(next));
        if ends {
            let mut start = at;
            while start > 0 && at - start < ROW && words[start - 1].span.end == words[start].span.start && joins(&words[start - 1]) {
                start -= 1;
                let span = Span::new(words[start].span.start, word.span.end);
                debug_assert!(text.is_char_boundary(span.start));
                found.push((span, Sort::Noun));
            }
        }
    }
    found
}

fn noun(tag: &str) -> bool {
    matches!(tag, "n" | "vn" | "an" | "l" | "i" | "j" | "ng" | "nrt")
}

/// Whether a word may end a row of nouns.
fn heads(word: &Word) -> bool {
    noun(&word.tag) || matches!(word.tag.as_str(), "nz" | "nw" | "nt" | "ns" | "nr" | "eng" | "x" | "v" | "k") && han(&word.text)
}

/// Whether a word may stand within a row of nouns.
fn joins(word: &Word) -> bool {
    word.text.chars().all(char::is_alphanumeric)
        && (noun(&word.tag)
            || matches!(word.tag.as_str(), "nz" | "nw" | "nt" | "ns" | "nr" | "eng" | "x" | "b" | "a" | "m" | "f" | "k" | "s" | "t" | "nrfg" | "g"))
}
