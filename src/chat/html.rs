//! Rich text as Telegram's HTML: the only place where anything is escaped.
//!
//! Every word of every article and user passes through `escaped`, so no other file may build a
//! tag. Knows nothing of lengths or limits.

use super::rich::{Block, Rich, Style};

/// The text in the HTML that Telegram's `parse_mode: HTML` reads.
///
/// ```
/// # use shuwen::chat::{Block, Rich, Style, html};
/// let mut rich = Rich::new();
/// rich.push(Block::plain("1<2: ").with("28人", Style::Bold));
/// assert_eq!(html(&rich), "1&lt;2: <b>28人</b>");
/// ```
pub fn html(rich: &Rich) -> String {
    let blocks: Vec<String> = rich.blocks.iter().map(block).collect();
    blocks.join("\n")
}

fn block(block: &Block) -> String {
    let mut out = String::new();
    for run in &block.runs {
        let words = escaped(&run.text);
        out += &match &run.style {
            Style::Plain => words,
            Style::Bold => format!("<b>{words}</b>"),
            Style::Italic => format!("<i>{words}</i>"),
            Style::Mark => format!("<b><u>{words}</u></b>"),
            Style::Link(address) => format!("<a href=\"{}\">{words}</a>", escaped(address)),
        };
    }
    if block.quote { format!("<blockquote>{out}</blockquote>") } else { out }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
