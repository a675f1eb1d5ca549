//! Figures for people: a table, and the text with its figures marked.
//!
//! Chinese characters are two columns wide on a terminal; the table counts so.

use super::{Figures, Mention};

/// The text with every figure in 【】.
///
/// ```
/// # use shuwen::figures::{Figures, marked};
/// let text = "引进人才28人，投资3亿元。";
/// assert_eq!(marked(text, &Figures::embedded().mentions(text, None)), "引进人才【28人】，投资【3亿元】。");
/// ```
pub fn marked(text: &str, mentions: &[Mention]) -> String {
    let mut out = String::with_capacity(text.len() + mentions.len() * 6);
    let mut at = 0;
    for mention in mentions {
        let (Some(before), Some(figure)) = (text.get(at..mention.span.start), text.get(mention.span.start..mention.span.end)) else { continue };
        out.push_str(before);
        out.push('【');
        out.push_str(figure);
        out.push('】');
        at = mention.span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// One line for each figure: words, kind, value, unit, modifier, value in the base unit.
pub fn table(figures: &Figures, text: &str, mentions: &[Mention]) -> String {
    let mut rows = vec![["figure", "kind", "value", "unit", "modifier", "in base units"].map(String::from)];
    for mention in mentions {
        let base = figures.base(mention).filter(|(_, unit)| *unit != mention.unit).map_or(String::new(), |(value, unit)| format!("{value} {unit}"));
        rows.push([
            mention.span.of(text).to_string(),
            mention.type_name().to_string(),
            mention.value.to_string(),
            mention.unit.clone(),
            mention.modifier.name().to_string(),
            base,
        ]);
    }
    let mut widths = [0; 6];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(columns(cell));
        }
    }
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - columns(cell) + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn columns(cell: &str) -> usize {
    cell.chars().map(|c| if c as u32 >= 0x1100 { 2 } else { 1 }).sum()
}
