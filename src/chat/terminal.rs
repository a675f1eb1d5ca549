//! Rich text for a terminal: the same reply that Telegram shows, in ANSI colours or plain.
//!
//! Control characters of an article never reach the terminal. Knows nothing of terminals'
//! widths: the terminal breaks lines itself.

use super::reply::Reply;
use super::rich::{Block, Rich, Style};

/// The text for a terminal; without colours the looks fall away, a quotation keeps its bar.
pub fn terminal(rich: &Rich, colours: bool) -> String {
    let blocks: Vec<String> = rich.blocks.iter().map(|each| block(each, colours)).collect();
    blocks.join("\n")
}

/// A whole reply for a terminal, its buttons below it as numbered lines, counted from 1.
pub fn terminal_reply(reply: &Reply, colours: bool) -> String {
    let mut out = terminal(&reply.rich, colours);
    for (number, button) in reply.buttons.iter().flatten().enumerate() {
        out += &format!("{}[{}] {}", if number == 0 { "\n" } else { "  " }, number + 1, safe(&button.label));
    }
    out
}

fn block(block: &Block, colours: bool) -> String {
    let mut out = String::new();
    for run in &block.runs {
        let words = safe(&run.text);
        let code = match run.style {
            Style::Plain | Style::Link(_) => "",
            Style::Bold => "1",
            Style::Italic => "2",
            Style::Mark => "1;4",
        };
        if colours && !code.is_empty() {
            out += &format!("\u{1b}[{code}m{words}\u{1b}[0m");
        } else {
            out += &words;
        }
        if let Style::Link(address) = &run.style {
            out += &format!(" <{}>", safe(address));
        }
    }
    if block.quote { format!("│ {}", out.replace('\n', "\n│ ")) } else { out }
}

fn safe(text: &str) -> String {
    text.chars().filter(|&c| c == '\n' || !c.is_control()).collect()
}
