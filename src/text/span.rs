//! Byte spans of a text, and the way from bytes to characters.
//!
//! Inside the program every position is a byte offset on a character boundary; the judges and
//! editors outside count characters. Knows nothing of what a span means.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, `start..end`, of some text.
///
/// Invariant by convention: both ends lie on character boundaries of the text they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from its ends.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text under this span; empty where the span does not fit the text.
    ///
    /// ```
    /// # use shuwen::text::Span;
    /// assert_eq!(Span::new(0, 6).of("人才28人"), "人才");
    /// assert_eq!(Span::new(1, 99).of("人才"), "");
    /// ```
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing is covered.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether a byte position lies inside.
    pub fn holds(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether at least one byte is shared.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same span moved right by `by` bytes.
    pub fn shift(self, by: usize) -> Span {
        Span::new(self.start + by, self.end + by)
    }
}

/// Character offsets of a text, for those who count characters and not bytes.
#[derive(Debug, Clone)]
pub struct CharOffsets {
    starts: Vec<usize>,
}

impl CharOffsets {
    /// Counts `text` once.
    pub fn new(text: &str) -> Self {
        Self { starts: text.char_indices().map(|(at, _)| at).collect() }
    }

    /// Number of characters before byte `at`.
    ///
    /// ```
    /// # use shuwen::text::CharOffsets;
    /// assert_eq!(CharOffsets::new("人才28人").chars(6), 2);
    /// ```
    pub fn chars(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start < at)
    }
}

/// Whether a character is a Han ideograph (or 〇, which newspapers use as one).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{20000}'..='\u{2ffff}' | '\u{f900}'..='\u{faff}')
}
