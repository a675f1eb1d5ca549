//! Cutting a long text into messages that Telegram takes.
//!
//! Telegram counts UTF-16 units after markup is read, so the cut is made before markup: looks
//! are carried over a cut, and no tag can be broken. Cuts fall between blocks where they can,
//! then between sentences, then between words, and within a figure only when it alone is longer
//! than a message. Knows nothing of HTML.

use super::rich::{Block, Rich, Run, Style};

/// The longest message Telegram takes, in UTF-16 units.
pub const LONGEST: usize = 4096;

/// The text in parts of at most `limit` UTF-16 units each, in order; no part is blank.
///
/// All words are kept, in order, but for blank space at the cuts. `limit` is at least 2, the
/// size of the largest character.
pub fn split(rich: &Rich, limit: usize) -> Vec<Rich> {
    let limit = limit.max(2);
    let mut parts: Vec<Rich> = Vec::new();
    let mut part = Rich::new();
    for block in &rich.blocks {
        let mut rest = block.clone();
        loop {
            let used = part.units() + usize::from(!part.blocks.is_empty());
            if used + rest.units() <= limit {
                part.push(rest);
                break;
            }
            // A block that fits a message of its own is not torn to fill up the one before.
            if rest.units() <= limit && !part.is_empty() {
                finish(&mut part, &mut parts);
                continue;
            }
            let room = limit.saturating_sub(used);
            let (head, tail) = cut(&rest, if room < limit / 2 && !part.is_empty() { 0 } else { room });
            if let Some(head) = head {
                part.push(head);
            }
            finish(&mut part, &mut parts);
            rest = tail;
        }
    }
    finish(&mut part, &mut parts);
    parts
}

/// Puts a part away unless it is blank; blank blocks at its ends fall off.
fn finish(part: &mut Rich, parts: &mut Vec<Rich>) {
    let mut done = std::mem::take(part);
    let blank = |block: &Block| block.text().trim().is_empty();
    while done.blocks.last().is_some_and(blank) {
        done.blocks.pop();
    }
    let lead = done.blocks.iter().take_while(|block| blank(block)).count();
    done.blocks.drain(..lead);
    if !done.blocks.is_empty() {
        parts.push(done);
    }
}

/// The block's start of at most `room` units, and the rest; no start where `room` is 0.
fn cut(block: &Block, room: usize) -> (Option<Block>, Block) {
    if room == 0 {
        return (None, block.clone());
    }
    let at = cut_position(block, room);
    let (mut head, mut tail) = (Block { quote: block.quote, runs: Vec::new() }, Block { quote: block.quote, runs: Vec::new() });
    let mut seen = 0;
    for run in &block.runs {
        let local = at.saturating_sub(seen).min(run.text.len());
        let (before, after) = run.text.split_at(local);
        for (side, words) in [(&mut head, before), (&mut tail, after)] {
            if !words.is_empty() {
                side.runs.push(Run { text: words.to_owned(), style: run.style.clone() });
            }
        }
        seen += run.text.len();
    }
    (Some(head).filter(|head| !head.runs.is_empty()), tail)
}

/// Byte of the block's words to cut at: the best place among those that fit `room` units.
fn cut_position(block: &Block, room: usize) -> usize {
    let mut best = (0, 0);
    let (mut used, mut at) = (0, 0);
    let mut previous = None;
    for run in &block.runs {
        for (local, c) in run.text.char_indices() {
            let inside = local > 0 && run.style != Style::Plain;
            let rank = previous.map_or(0, |before| worth(before, c, inside));
            // A good place in the first half is worse than a fair one near the end, but any is
            // better than one within a figure.
            let late = usize::from(used * 2 >= room && rank > 1);
            if at > 0 && used <= room && (late, rank) >= best_key(best) {
                best = (at, late * 10 + rank);
            }
            used += c.len_utf16();
            at += c.len_utf8();
            previous = Some(c);
            if used > room {
                return if best.0 > 0 { best.0 } else { first_char(block, room) };
            }
        }
    }
    if best.0 > 0 { best.0 } else { first_char(block, room) }
}

fn best_key(best: (usize, usize)) -> (usize, usize) {
    (best.1 / 10, best.1 % 10)
}

/// How good a place between two characters is, from 1 to 5; the last good one wins.
fn worth(before: char, after: char, inside: bool) -> usize {
    if inside || is_joining(after) {
        return 1;
    }
    match before {
        '\n' => 5,
        '。' | '！' | '？' | '”' | '」' => 4,
        '；' | '，' | '、' | ',' | ';' => 3,
        c if c.is_whitespace() => 3,
        c if c.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() => 1,
        _ => 2,
    }
}

/// Characters that belong to the one before: closing marks, variation selectors, joiners.
fn is_joining(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '”' | '」' | '）' | '，' | '；' | '\u{200d}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{300}'..='\u{36f}')
}

/// The end of the first character, if that fits.
fn first_char(block: &Block, room: usize) -> usize {
    let first = block.runs.iter().find_map(|run| run.text.chars().next());
    first.filter(|c| c.len_utf16() <= room).map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_goes_whole_to_the_next_message() {
        let mut rich = Rich::new();
        rich.line("甲".repeat(6));
        rich.line("乙".repeat(6));
        let parts: Vec<String> = split(&rich, 10).iter().map(Rich::text).collect();
        assert_eq!(parts, ["甲".repeat(6), "乙".repeat(6)]);
    }

    #[test]
    fn a_figure_is_not_torn() {
        let mut rich = Rich::new();
        rich.push(Block::plain("引进人才").with("1234567人", Style::Bold).with("。", Style::Plain));
        let parts = split(&rich, 10);
        assert_eq!(parts[0].text(), "引进人才");
        assert_eq!(parts[1].text(), "1234567人。");
        assert!(parts.iter().all(|part| part.units() <= 10));
    }
}
