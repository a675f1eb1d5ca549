//! Units of a page: pieces of paragraphs and lines on display, cut from each block of lines.
//!
//! A justified paragraph gives itself away: its lines are equally wide, the first one two
//! characters narrower, the last one short and closed by a full stop. What is not so is display:
//! headlines, bylines, credits, furniture. Knows nothing of which story a unit belongs to.

use super::cues::{CueRole, Cues};
use super::line::{Line, width};
use super::link::{Threes, seam};
use super::words::Words;
use crate::text::{Segmenter, Span};

/// A piece of a paragraph, or a line (or a few) on display.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) words: Words,
    pub(super) role: Role,
    /// Number of the block it stands in.
    pub(super) block: usize,
    /// Widths of the lines it was set in.
    pub(super) widths: Vec<f32>,
    /// Width of the column; 0 where the extraction joined the lines.
    pub(super) column: f32,
    /// Whether the reporter's names stand behind its last sentence.
    pub(super) ended: bool,
    /// Whether it begins a paragraph, as far as its first line shows.
    pub(super) opening: Opening,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Running text.
    Body,
    /// Headline, kicker, sub-headline without dash, sub-heading.
    Display,
    /// A second headline behind a dash.
    Subtitle,
    /// Who wrote it.
    Byline,
    /// Who took the picture.
    Credit,
    /// Words of a picture.
    Caption,
    /// Title of a column.
    Label,
    /// Title over short items.
    Briefs,
    /// The reporter's names in brackets behind the last sentence, on a line of their own.
    Signature,
    /// Belongs to the page or to nobody.
    Furniture,
}

/// What the first line of a unit shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// Indented: a new paragraph.
    Fresh,
    /// A bullet: one item of a column of short ones.
    Item,
    /// As wide as the column: goes on from elsewhere.
    Running,
    /// 上接: goes on from another page, and so begins its story on this one.
    Elsewhere,
    /// Cannot be told.
    Unknown,
}

impl Unit {
    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.words.text
    }

    /// Whether it ends where a sentence ends.
    pub(super) fn closes(&self) -> bool {
        self.ended || closes(self.text())
    }

    /// Whether it may be the rest of a torn paragraph.
    pub(super) fn goes_on(&self) -> bool {
        !matches!(self.opening, Opening::Fresh | Opening::Item | Opening::Elsewhere)
    }

    /// Number of characters, blanks not counted.
    pub(super) fn size(&self) -> usize {
        self.text().chars().filter(|c| !c.is_whitespace()).count()
    }
}

/// Whether a text ends where a sentence ends.
pub(super) fn closes(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '」', '』', '）', ')', '】', ' ', '\u{3000}']);
    bare.ends_with(['。', '！', '？', '!', '?', '…']) || (bare.len() < text.trim_end().len() && bare.ends_with([';', '；']))
}

/// The units of a page in printed order.
pub(super) fn units(blocks: Vec<Vec<Line>>, cues: &Cues, segmenter: &Segmenter) -> Vec<Unit> {
    let indented = blocks.iter().flatten().filter(|line| line.indent).count() >= 4;
    let mut units = Vec::new();
    for (block, lines) in blocks.into_iter().enumerate() {
        let cutter = Cutter { lines: &lines, cues, segmenter, indented, block };
        cutter.cut(&mut units);
    }
    units
}

/// Cuts one block.
struct Cutter<'a> {
    lines: &'a [Line],
    cues: &'a Cues,
    segmenter: &'a Segmenter,
    /// Whether this extraction keeps the indent of paragraphs.
    indented: bool,
    block: usize,
}

impl Cutter<'_> {
    fn cut(&self, out: &mut Vec<Unit>) {
        let mut at = 0;
        while at < self.lines.len() {
            let end = match self.paragraph(at) {
                Some(end) => {
                    out.push(self.body(at, end));
                    end
                }
                None => {
                    let end = self.display_end(at);
                    out.push(self.display(at, end));
                    end
                }
            };
            at = end;
        }
    }

    /// Where the paragraph (or piece of one) that begins at line `at` ends; `None` if none begins.
    fn paragraph(&self, at: usize) -> Option<usize> {
        if self.cue(at).is_some() || self.headline_line(at) {
            return None;
        }
        let column = self.column(at);
        let first = self.lines[at].width;
        let fits = self.full(at, column)
            || (first - (column - 2.0)).abs() <= 1.0
            || self.lines[at].indent
            || self.cut_before_figure(at, column)
            || self.squeezed(at, column)
            || self.cues.is(CueRole::Dateline, &self.lines[at].words.text);
        if !fits {
            return self.lone_sentence(at).then_some(at + 1);
        }
        let mut end = at + 1;
        while end < self.lines.len() && !self.paragraph_ends(at, end, column) {
            end += 1;
        }
        let text: String = self.lines[at..end].iter().map(|line| line.words.text.as_str()).collect();
        let marks = text.matches(['，', '。', '；', '！', '？']).count() + text.matches('、').count() / 2;
        let closed = closes(&text);
        let sure = match end - at {
            1 => {
                closed && !short_shout(&text) && (marks > 1 || self.lone_sentence(at)) || (width(&text) > 45.0 && marks > 0) || (closed && text.contains('。'))
            }
            2 => !short_shout(&text) && ((closed && marks > 0) || marks > 1 || (marks > 0 && first > 13.0)),
            _ => marks > 0 || end - at > 4,
        };
        sure.then_some(end)
    }

    /// Whether a first line is short because a long figure, which must not be broken, comes next.
    fn cut_before_figure(&self, at: usize, column: f32) -> bool {
        let Some(next) = self.lines.get(at + 1) else { return false };
        let figure: String = next.words.text.chars().take_while(|c| c.is_ascii_alphanumeric() || "%.-，。、".contains(*c)).collect();
        let room = column - 2.0 - self.lines[at].width;
        self.full(at + 1, column) && room > 0.0 && room < width(&figure)
    }

    /// Whether a first line is a little too short, or its column a little too wide, by its marks.
    fn squeezed(&self, at: usize, column: f32) -> bool {
        let room = column - 2.0 - self.lines[at].width;
        room > 0.0 && room <= 1.6 && self.lines[at].words.text.contains('，') && self.lines.get(at + 1).is_some_and(|_| self.full(at + 1, column))
    }

    /// Whether the paragraph begun at `start` ends before line `next`.
    fn paragraph_ends(&self, start: usize, next: usize, column: f32) -> bool {
        let last = &self.lines[next - 1];
        let line = &self.lines[next];
        if self.cue(next).is_some() || line.width > column + 1.6 || self.cues.is(CueRole::Dateline, &line.words.text) {
            return true;
        }
        // Marks that were squeezed, or hung over the line's end, leave a line a little short.
        let slack = if closes(&last.words.text) { 1.2 } else { 2.3 };
        let short = last.width < column - slack && !last.stretched;
        if next - 1 > start || !closes(&last.words.text) {
            // In the middle of a justified paragraph no line is short, unless it is the last one.
            if short && next - 1 > start {
                return true;
            }
        }
        if !closes(&last.words.text) {
            return self.indented && line.indent;
        }
        if self.indented {
            return line.indent || (short && next - 1 > start);
        }
        let first_line = next - 1 == start && (last.width - (column - 2.0)).abs() <= 0.8;
        short && next - 1 > start || ((!first_line || self.lines[next].width < column - 1.6) && self.fresh(next, column))
    }

    /// Whether line `at` looks like the first of a paragraph.
    fn fresh(&self, at: usize, column: f32) -> bool {
        let narrow = (self.lines[at].width - (column - 2.0)).abs() <= 0.8;
        let bullet = self.lines[at].words.text.starts_with(BULLETS);
        bullet || (narrow && self.lines.get(at + 1).is_some_and(|next| next.stretched || (next.width > column - 2.3 && next.width < column + 1.6)))
    }

    /// Width of the column that line `at` stands in: the one most of the next lines share.
    fn column(&self, at: usize) -> f32 {
        let near: Vec<f32> = self.lines[at..].iter().take(7).map(|line| line.width).collect();
        let alike = |width: f32| near.iter().skip(1).filter(|&&other| (other - width).abs() <= 0.6).count();
        let indented = |width: f32| near.iter().filter(|&&other| (other - (width - 2.0)).abs() <= 0.6).count();
        // First lines of paragraphs bear witness too.
        let rank = |width: f32| (alike(width).min(2), alike(width) + indented(width), width);
        let best = near.iter().skip(1).copied().max_by(|a, b| rank(*a).partial_cmp(&rank(*b)).unwrap_or(std::cmp::Ordering::Equal));
        match (best, near.as_slice()) {
            (Some(width), _) if alike(width) > 1 => near.iter().copied().filter(|other| (other - width).abs() <= 1.0).fold(width, f32::max),
            (_, [first, second, ..]) => first.max(*second),
            _ => near[0],
        }
    }

    /// Width of the column right above line `at`, if enough lines show it.
    fn above(&self, at: usize) -> Option<f32> {
        let near: Vec<f32> = self.lines[at.saturating_sub(8)..at].iter().map(|line| line.width).collect();
        let alike = |width: f32| near.iter().filter(|&&other| (other - width).abs() <= 0.6).count();
        near.iter().copied().filter(|&width| alike(width) > 2).max_by(f32::total_cmp)
    }

    /// Whether a line without any mark, right under lines on display, is one more of them and no
    /// first line of a paragraph: then no word runs on into the next line.
    fn headline_line(&self, at: usize) -> bool {
        let Some(next) = self.lines.get(at + 1) else { return false };
        let column = self.column(at);
        let text = &self.lines[at].words.text;
        let bare = !text.contains(['，', '。', '、', '；', '：', '？', '！']) && !self.lines[at].indent;
        let display = at.checked_sub(1).is_some_and(|above| {
            let bare = !self.lines[above].words.text.contains(['，', '。', '；']);
            bare && (self.cue(above).is_none() || self.cue(above) == Some(Role::Label)) && !self.first_of(at, column)
        });
        // No line of a paragraph but its first one is narrow.
        let over = (self.lines[at + 1].width - (column - 2.0)).abs() <= 0.3 && self.lines[at].width < column - 1.2 && self.fresh(at + 1, column);
        bare && (display || over) && seam(text, &next.words.text, &Threes::default(), self.segmenter) < 1.0
    }

    /// Whether a line is exactly as wide as the first one of a paragraph, and the next one full.
    fn first_of(&self, at: usize, column: f32) -> bool {
        let above = at.checked_sub(1).is_some_and(|above| (self.lines[above].width - self.lines[at].width).abs() > 0.6);
        above && (self.lines[at].width - (column - 2.0)).abs() <= 0.3 && self.lines.get(at + 1).is_some_and(|next| (next.width - column).abs() <= 0.6)
    }

    fn full(&self, at: usize, column: f32) -> bool {
        (self.lines[at].width - column).abs() <= 1.2 || (self.lines[at].stretched && (self.lines[at].width - column).abs() <= 3.2)
    }

    /// A sentence on one line, which only running text is.
    fn lone_sentence(&self, at: usize) -> bool {
        let text = &self.lines[at].words.text;
        closes(text) && !short_shout(text) && (self.lines[at].width >= 6.0 || text.contains('。'))
    }

    fn body(&self, at: usize, end: usize) -> Unit {
        let lines = &self.lines[at..end];
        let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        let column = match end - at {
            1 => 0.0,
            // Neither the first line of a paragraph nor its last one need be full.
            2 => self.above(at).filter(|column| widest <= column + 1.2 && widest > column - 2.9).unwrap_or(widest),
            _ => widest,
        };
        let first = lines[0].width;
        let opening = if self.indented {
            if lines[0].indent { Opening::Fresh } else { Opening::Running }
        } else if end - at < 2 || column > 45.0 {
            Opening::Unknown
        } else if first < column - 1.3 && !resumes(&lines[0].words.text) {
            Opening::Fresh
        } else if lines[1].width > column - 1.2 || (end - at == 2 && self.above(at).is_some()) {
            Opening::Running
        } else {
            Opening::Unknown
        };
        let widths = lines.iter().map(|line| line.width).collect();
        let mut words = joined(lines);
        let mut opening = opening;
        while let Some(found) = self.cues.find(CueRole::Jump, &words.text) {
            if found.start == 0 {
                opening = Opening::Elsewhere;
            }
            words = words.spliced(Span::new(found.start, found.end)).trimmed();
        }
        let ended = self.cues.is(CueRole::Ender, &words.text) || self.cues.is(CueRole::CreditEnd, &words.text);
        if let Some(rest) = words.text.strip_prefix(BULLETS) {
            let start = words.text.len() - rest.trim_start().len();
            words = words.cut(Span::new(start, words.text.len()));
            return Unit { words, role: Role::Body, block: self.block, widths, column, ended, opening: Opening::Item };
        }
        Unit { words, role: Role::Body, block: self.block, widths, column, ended, opening }
    }

    /// Lines on display that go together: a headline set in two or three lines.
    fn display_end(&self, at: usize) -> usize {
        if self.cue(at).is_some() {
            return at + 1;
        }
        let mut end = at + 1;
        while end < self.lines.len()
            && end - at < 3
            && !self.cues.is(CueRole::Dateline, &self.lines[end].words.text)
            && self.cue(end).is_none()
            && self.paragraph(end).is_none()
        {
            // The lines of one headline are about as wide as one another.
            let (a, b) = (self.lines[end - 1].width, self.lines[end].width);
            if self.lines[at].words.text.starts_with('—') && b > 4.0 || b > a * 1.6 + 1.0 {
                break;
            }
            end += 1;
        }
        end
    }

    fn display(&self, at: usize, end: usize) -> Unit {
        let widths = self.lines[at..end].iter().map(|line| line.width).collect();
        let mut role = self.cue(at).unwrap_or(Role::Display);
        let mut words = self.lines[at].words.clone();
        for line in &self.lines[at + 1..end] {
            words.push_plain(" ");
            words.append(&line.words);
        }
        if role == Role::Display
            && let Some(found) = self.cues.find(CueRole::Jump, &words.text)
        {
            // A jump to another page stands at the torn end of running text.
            let opening = if found.start == 0 { Opening::Elsewhere } else { Opening::Unknown };
            let words = words.spliced(Span::new(found.start, found.end)).trimmed();
            return Unit { words, role: Role::Body, block: self.block, widths, column: 0.0, ended: false, opening };
        }
        if end - at > 1 {
            // A remark or a credit that was set in two lines.
            let solid: String = words.text.chars().filter(|&c| c != ' ').collect();
            role = role_of(&solid, self.cues).filter(|role| matches!(role, Role::Furniture | Role::Credit | Role::Signature)).unwrap_or(role);
        }
        Unit { words, role, block: self.block, widths, column: 0.0, ended: false, opening: Opening::Unknown }
    }

    /// What the cue words make of a line on its own.
    fn cue(&self, at: usize) -> Option<Role> {
        let line = &self.lines[at];
        // A full line of running text is wider than any byline.
        if line.width > 60.0 {
            return None;
        }
        role_of(&line.words.text, self.cues)
    }
}

/// Marks that open an item of a list.
pub(super) const BULLETS: [char; 9] = ['◆', '●', '■', '★', '▪', '•', '◇', '○', '□'];

/// What the cue words make of a whole line.
pub(super) fn role_of(text: &str, cues: &Cues) -> Option<Role> {
    let roles = [
        (CueRole::Credit, Role::Credit),
        (CueRole::Byline, Role::Byline),
        (CueRole::Briefs, Role::Briefs),
        (CueRole::Furniture, Role::Furniture),
        (CueRole::Note, Role::Furniture),
        (CueRole::Label, Role::Label),
    ];
    if text.starts_with("——") || text.starts_with("--") || text.starts_with('—') && text.chars().filter(|c| crate::text::is_han(*c)).count() > 3 {
        return Some(Role::Subtitle);
    }
    if text.starts_with(['（', '(']) && cues.find(CueRole::Ender, text).is_some_and(|found| found.start == 0) {
        return Some(Role::Signature);
    }
    if is_running_head(text, cues) || is_furniture_twice(text, cues) || cues.find(CueRole::Jump, text).is_some_and(|found| found.text.len() == text.len()) {
        return Some(Role::Furniture);
    }
    roles.into_iter().find(|&(cue, _)| cues.is(cue, text)).map(|(_, role)| role)
}

/// Two pieces of furniture on one line.
fn is_furniture_twice(text: &str, cues: &Cues) -> bool {
    let whole = |part: &str| cues.is(CueRole::Furniture, part.trim()) || is_running_head(part.trim(), cues);
    let blanks = text.char_indices().filter(|(_, c)| matches!(c, ' ' | '\u{3000}'));
    blanks.take(12).any(|(at, _)| whole(&text[..at]) && whole(&text[at..]))
}

/// A line of days, folios, names of papers and sections, with blanks or bars between them.
fn is_running_head(text: &str, cues: &Cues) -> bool {
    let mut parts = text.split([' ', '\u{3000}', '|', '｜', '·']).filter(|part| !part.is_empty());
    let mut sure = false;
    let known = parts.all(|part| {
        let part_of = cues.is(CueRole::FurniturePart, part);
        sure |= part_of;
        part_of || cues.is(CueRole::Masthead, part) || (part.chars().count() <= 5 && part.chars().all(crate::text::is_han))
    });
    known && sure
}

/// Whether a text plainly goes on from elsewhere: a mark or a bracket's end comes first, or a full
/// stop behind one or two characters.
fn resumes(text: &str) -> bool {
    let early = text.chars().take(3).any(|c| matches!(c, '。' | '；')) || text.starts_with(['，', '、', '：', '）', '》', '”']);
    let shut = |open: char, close: char| text.find(close).is_some_and(|at| !text[..at].contains(open));
    early || shut('（', '）') || shut('《', '》') || shut('“', '”')
}

/// A headline that shouts or asks: short, and closed without a full stop.
fn short_shout(text: &str) -> bool {
    !text.contains('。') && width(text) < 24.0 && text.ends_with(['！', '？', '!', '?'])
}

fn joined(lines: &[Line]) -> Words {
    let mut words = Words::default();
    for line in lines {
        words.append_line(&line.words);
    }
    words
}
