//! Words cut from a page together with where each stretch of them stood.
//!
//! Paragraphs are glued from the lines of several columns; the pieces remember the way back.
//! Knows nothing of what the words are.

use crate::corpus::Piece;
use crate::text::{Span, is_han};

/// Text with the way back to the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
}

impl Words {
    /// The words under a span of the page.
    pub(super) fn printed(page: &str, span: Span) -> Self {
        let mut words = Self::default();
        words.push_printed(page, span);
        words
    }

    /// Adds what stands under a span of the page.
    pub(super) fn push_printed(&mut self, page: &str, span: Span) {
        self.push_piece(span.of(page), span);
    }

    /// Adds words that do not stand on the page (a blank, a line break).
    pub(super) fn push_plain(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds other words behind these.
    pub(super) fn append(&mut self, other: &Words) {
        let by = self.text.len();
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces.iter().map(|piece| Piece { text: piece.text.shift(by), page: piece.page }));
    }

    /// Adds the next line of the same paragraph: a blank only between two Latin words.
    pub(super) fn append_line(&mut self, other: &Words) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        if latin(self.text.chars().next_back()) && latin(other.text.chars().next()) {
            self.push_plain(" ");
        }
        self.append(other);
    }

    /// The words under a span of this text, which must lie on character boundaries.
    pub(super) fn cut(&self, span: Span) -> Words {
        let mut words = Words { text: span.of(&self.text).to_owned(), pieces: Vec::new() };
        for piece in self.pieces.iter().filter(|piece| piece.text.overlaps(span)) {
            let start = piece.text.start.max(span.start);
            let end = piece.text.end.min(span.end);
            let page = Span::new(piece.page.start + start - piece.text.start, piece.page.start + end - piece.text.start);
            words.pieces.push(Piece { text: Span::new(start - span.start, end - span.start), page });
        }
        words
    }

    /// These words without those under a span.
    pub(super) fn spliced(&self, span: Span) -> Words {
        let mut words = self.cut(Span::new(0, span.start));
        words.append(&self.cut(Span::new(span.end, self.text.len())));
        words
    }

    /// These words without blanks at their ends.
    pub(super) fn trimmed(&self) -> Words {
        let start = self.text.len() - self.text.trim_start().len();
        self.cut(Span::new(start, start + self.text.trim().len()))
    }

    /// These words without the characters that `drop` picks, told each with both neighbours.
    pub(super) fn without(&self, drop: impl Fn(Option<char>, char, Option<char>) -> bool) -> Words {
        let mut words = Words::default();
        let mut from = 0;
        let mut before = None;
        let mut chars = self.text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if drop(before, c, chars.peek().map(|&(_, next)| next)) {
                words.append(&self.cut(Span::new(from, at)));
                from = at + c.len_utf8();
            }
            before = Some(c);
        }
        words.append(&self.cut(Span::new(from, self.text.len())));
        words
    }

    /// These words without the single blanks that type-setting leaves beside figures and marks.
    pub(super) fn tightened(&self) -> Words {
        let latin = |c: char| c.is_ascii_alphanumeric() || c == '%';
        let stray = |before: char, after: char| {
            (latin(before) && is_han(after))
                || (is_han(before) && latin(after))
                || matches!(before, '“' | '‘' | '《' | '（')
                || matches!(after, '”' | '’' | '》' | '）' | '，' | '。' | '、' | '；' | '：')
        };
        self.without(|before, c, after| c == ' ' && before.zip(after).is_some_and(|(before, after)| stray(before, after)))
    }

    fn push_piece(&mut self, text: &str, page: Span) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { text: Span::new(start, self.text.len()), page });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_leads_back_to_its_own_characters() {
        let page = "引 进 人才\n28 人。";
        let mut words = Words::printed(page, Span::new(0, 14)).without(|_, c, _| c == ' ');
        words.append_line(&Words::printed(page, Span::new(15, page.len())));
        let words = words.tightened();
        assert_eq!(words.text, "引进人才28人。");
        for piece in &words.pieces {
            assert_eq!(piece.text.of(&words.text), piece.page.of(page));
        }
    }
}
