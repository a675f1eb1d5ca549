//! How things look in a reply: answers, sources, figures, digests.
//!
//! Each turns plain data into rich text; the wording comes from `Words`, the words of papers
//! from quotes and articles. Knows nothing of buttons' data or of what a chat remembers.

mod answer;
mod digest;
mod page;

use chrono::NaiveDate;

use super::keys::Key;
use super::rich::{Block, Style};
use super::words::Words;
use crate::text::Language;

pub(super) use answer::{PAGE, Shown, alone, answer, converted, line, next, others};
pub(super) use digest::digest;
pub(super) use page::{figures, source, sources};

/// Where something was printed.
struct Printed<'a> {
    headline: &'a str,
    source: &'a str,
    place: &'a str,
    date: Option<NaiveDate>,
    url: &'a str,
}

/// 「《headline》 paper · place · date」; a part that is not known is left out.
fn imprint(words: &Words, language: Language, printed: &Printed) -> Block {
    let headline = if printed.headline.is_empty() { words.say(language, Key::Untitled, &[]) } else { format!("《{}》", printed.headline) };
    let address = printed.url.starts_with("https://") || printed.url.starts_with("http://");
    let style = if address { Style::Link(printed.url.to_owned()) } else { Style::Plain };
    let date = printed.date.map(|date| day(language, date)).unwrap_or_default();
    let known: Vec<&str> = [printed.source, printed.place, date.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    let rest = if known.is_empty() { String::new() } else { format!(" {}", known.join(" · ")) };
    Block::plain("").with(headline, style).with(rest, Style::Plain)
}

/// A day as a reader of the language writes it.
pub(super) fn day(language: Language, day: NaiveDate) -> String {
    match language {
        Language::Chinese => day.format("%Y年%-m月%-d日").to_string(),
        Language::English => day.format("%-d %B %Y").to_string(),
    }
}

/// The first characters of a text, for a line.
fn opening(text: &str) -> String {
    let mut chars = text.chars().filter(|c| !c.is_control());
    let mut short: String = chars.by_ref().take(80).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}
