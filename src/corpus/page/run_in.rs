//! Headlines that stand on the first line of their own paragraph, as in columns of short items.
//!
//! 「老街引来新店 今年以来，老街引进……」: a phrase without any mark, a blank, then sentences. One
//! such paragraph may be chance; two are a column. Knows nothing of layout.

use super::link::Paragraph;
use crate::text::{Span, is_han};

/// Parts the run-in headlines from their paragraphs, where the page has a column of them.
pub(super) fn part(paragraphs: &mut [Paragraph]) {
    let cuts: Vec<Option<usize>> = paragraphs.iter().map(|paragraph| cut(&paragraph.words.text)).collect();
    if cuts.iter().flatten().count() < 2 {
        return;
    }
    for (paragraph, cut) in paragraphs.iter_mut().zip(cuts) {
        if let Some(at) = cut {
            let words = &paragraph.words;
            paragraph.head = Some(words.cut(Span::new(0, at)));
            paragraph.words = words.cut(Span::new(at, words.text.len())).trimmed();
        }
    }
}

/// Where the headline ends.
fn cut(text: &str) -> Option<usize> {
    let blank = |c: char| c == ' ' || c == '\u{3000}';
    let mut chars = 0;
    for (at, c) in text.char_indices() {
        if blank(c) {
            let before = text[..at].chars().next_back();
            let after = text[at..].chars().find(|&c| !blank(c));
            let parts = before.is_some_and(|c| is_han(c) || matches!(c, '%' | '”' | '》'))
                && after.is_some_and(|c| is_han(c) || c.is_ascii_digit() || c == '《' || c == '“');
            let rest = &text[at..];
            // Two phrases make one headline as well: the last blank before the first mark counts.
            let last = !rest.trim_start_matches(blank).split(['，', '。', '（']).next().is_some_and(|lead| lead.contains(blank));
            if parts && last && (7..=34).contains(&chars) && rest.contains('。') {
                return Some(at);
            }
        } else if "，。；：！？（）".contains(c) {
            return None;
        } else {
            chars += 1;
        }
    }
    None
}
