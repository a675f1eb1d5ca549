//! Sentences and clauses of running Chinese (and English) text.
//!
//! A sentence ends at 。！？ or a line break, closing quotes and brackets included; a clause
//! at any comma besides. A semicolon ends a clause only: lists of figures hang together over it.
//! Knows nothing of headlines or pages: whoever cuts paragraphs does so before.

use super::Span;

/// The sentences of a text, in order, without surrounding blanks; they cover all but blanks.
///
/// ```
/// # use shuwen::text::sentences;
/// let text = "他说：“很好。”共28人。\n完";
/// let found: Vec<&str> = sentences(text).into_iter().map(|span| span.of(text)).collect();
/// assert_eq!(found, ["他说：“很好。”", "共28人。", "完"]);
/// ```
pub fn sentences(text: &str) -> Vec<Span> {
    cut(text, ends_sentence)
}

/// The clauses of a text: sentences cut again at ，；：, without their marks' blanks.
///
/// A comma inside a number (1,100) cuts nothing.
pub fn clauses(text: &str) -> Vec<Span> {
    cut(text, |before, c, after| {
        ends_sentence(before, c, after)
            || matches!(c, '，' | '；' | ';' | '：')
            || (c == ',' && !(before.is_some_and(|b| b.is_ascii_digit()) && after.is_some_and(|a| a.is_ascii_digit())))
    })
}

fn ends_sentence(before: Option<char>, c: char, after: Option<char>) -> bool {
    match c {
        '。' | '！' | '？' | '!' | '?' | '\n' => true,
        // An English full stop: behind a small letter and before a blank, never inside 3.5 or U.S.
        '.' => after.is_some_and(|a| a == ' ' || a == '\n') && before.is_some_and(|b| b.is_ascii_lowercase() || b == ')'),
        _ => false,
    }
}

fn cut(text: &str, ends: impl Fn(Option<char>, char, Option<char>) -> bool) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        if ends(before, c, after) {
            let mut end = at + c.len_utf8();
            while let Some(&(next, c)) = chars.peek() {
                if !matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '。' | '！' | '？' | '!' | '?') {
                    break;
                }
                end = next + c.len_utf8();
                chars.next();
            }
            push(text, start, end, &mut spans);
            start = end;
        }
        before = Some(c);
    }
    push(text, start, text.len(), &mut spans);
    spans
}

fn push(text: &str, start: usize, end: usize, spans: &mut Vec<Span>) {
    let piece = &text[start..end];
    let lead = piece.len() - piece.trim_start().len();
    let kept = piece.trim().len();
    if kept > 0 {
        spans.push(Span::new(start + lead, start + lead + kept));
    }
}
