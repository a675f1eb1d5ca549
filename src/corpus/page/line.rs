//! Lines of an extracted page: their words without type-setting blanks, width and indent.
//!
//! PDF programs leave a justified line as 「全 省 实 现」 and hang a closing quote on the next
//! line; both are undone here. Knows nothing of paragraphs.

use super::words::Words;
use crate::text::{Span, is_han};

/// One line that is not blank.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) words: Words,
    /// Width in full characters; a Latin letter or figure is half of one, blanks count nothing.
    pub(super) width: f32,
    /// Whether it was stretched to the full width of its column, letter by letter.
    pub(super) stretched: bool,
    /// Whether it begins with the blank of two characters that opens a paragraph.
    pub(super) indent: bool,
}

/// Runs of lines with no blank line between them.
pub(super) fn blocks(page: &str) -> Vec<Vec<Line>> {
    let mut blocks = vec![Vec::new()];
    let mut at = 0;
    for raw in page.split_inclusive(['\n', '\r', '\u{c}', '\u{2028}', '\u{85}']) {
        let span = Span::new(at, at + raw.len());
        at = span.end;
        match Line::read(page, span) {
            Some(line) => blocks.last_mut().into_iter().for_each(|block: &mut Vec<Line>| block.push(line.clone())),
            // \r\n and a blank line both come here; an empty block is dropped below.
            None if raw.starts_with('\n') && page[..span.start].ends_with('\r') => {}
            None => blocks.push(Vec::new()),
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks.into_iter().map(hung_back).collect()
}

/// Width of a text in full characters.
pub(super) fn width(text: &str) -> f32 {
    text.chars()
        .map(|c| {
            if c.is_whitespace() {
                0.0
            } else if c.is_ascii() {
                0.5
            } else {
                1.0
            }
        })
        .sum()
}

impl Line {
    fn read(page: &str, span: Span) -> Option<Self> {
        let raw = span.of(page);
        // Control characters are debris of the extraction.
        let words = Words::printed(page, span).without(|_, c, _| (c.is_control() && c != '\t') || c == '\u{feff}' || c == '\u{200b}').trimmed();
        if words.text.is_empty() {
            return None;
        }
        let spaced = words.text.chars().filter(|&c| c == ' ').count();
        let solid = words.text.chars().filter(|c| !c.is_whitespace()).count();
        let stretched = spaced * 5 >= solid * 2 && solid > 3;
        let words = if stretched { words.without(|before, c, after| c == ' ' && !both_latin(before, after)) } else { words };
        let opening = raw.chars().filter(|c| *c != '\r').take_while(|c| c.is_whitespace()).filter(|&c| c == '\u{3000}').count();
        let blanks = raw.chars().take_while(|&c| c == ' ').count();
        Some(Self { width: width(&words.text), words, stretched, indent: opening >= 2 || blanks == 4 })
    }

    fn join(&mut self, next: &Line) {
        self.words.append_line(&next.words);
        self.width += next.width;
        self.stretched = false;
    }
}

fn both_latin(before: Option<char>, after: Option<char>) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    latin(before) && latin(after)
}

/// Puts marks that were torn from their line back: a closing one on the line before, and an
/// opening one with what follows it, where both together make a line as wide as its neighbours.
fn hung_back(lines: Vec<Line>) -> Vec<Line> {
    let widths: Vec<f32> = lines.iter().map(|line| line.width).collect();
    let mut out: Vec<Line> = Vec::new();
    for (i, line) in lines.into_iter().enumerate() {
        let Some(last) = out.last_mut() else {
            out.push(line);
            continue;
        };
        let near = widths[i.saturating_sub(4)..(i + 5).min(widths.len())].iter().copied().fold(0.0, f32::max);
        let first = line.words.text.chars().next().unwrap_or(' ');
        let end = last.words.text.chars().next_back().unwrap_or(' ');
        let closes = "”’）》」』】".contains(first) || ("，。；：！？、".contains(first) && (is_han(end) || end.is_alphanumeric() || "”’》）%".contains(end)));
        let opens = "“‘《（「『".contains(first) && "：，。、；）”》".contains(end);
        if closes || (opens && last.width + line.width <= near + 1.0 && near > 8.0 && !line.indent) {
            last.join(&line);
        } else {
            out.push(line);
        }
    }
    out
}
