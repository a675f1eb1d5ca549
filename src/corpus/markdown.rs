//! Articles from Markdown: one for each top heading, or one for the whole file.
//!
//! The keys of a front matter (`title`, `date`, `source`, `url`, `author`) are read where there is
//! one. Tables become sentences (`table`). Knows nothing of HTML inside Markdown, which is dropped.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::article::fnv;
use super::day::day;
use super::table::{Cell, LONGEST_NOTE, Table};
use super::{Article, CorpusError, Origin};

/// The articles of a Markdown file.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Article>, CorpusError> {
    let (front, body) = front_matter(text);
    let key = |name: &str| front.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let mut articles: Vec<Article> = Vec::new();
    let mut open = Article { headline: key("title"), ..Article::default() };
    let mut words = String::new();
    let mut heading = None;
    let mut table = Table::default();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => {
                let last = open.text.lines().next_back().unwrap_or_default();
                let from = last.char_indices().nth_back(LONGEST_NOTE - 1).map_or(0, |(at, _)| at);
                table = Table { heads: 1, before: last[from..].to_owned(), ..Table::default() };
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => table.rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => words.clear(),
            Event::End(TagEnd::TableCell) => {
                let text = std::mem::take(&mut words).trim().to_owned();
                if let Some(row) = table.rows.last_mut() {
                    row.push(Cell { text, head: false, paragraphs: 1, span: (1, 1) });
                }
            }
            Event::End(TagEnd::Table) => {
                // A table of one column is a list.
                let list = || table.rows.iter().flatten().map(|cell| cell.text.clone()).collect();
                table.sentences().unwrap_or_else(list).iter().for_each(|sentence| add(&mut open.text, sentence));
            }
            Event::Start(Tag::Heading { level, .. }) => {
                heading = Some(level);
                words.clear();
            }
            Event::End(TagEnd::Heading(level)) => {
                heading = None;
                let title = std::mem::take(&mut words);
                if level == HeadingLevel::H1 && (!open.text.is_empty() || !open.headline.is_empty() && key("title").is_empty()) {
                    articles.push(std::mem::take(&mut open));
                }
                if open.headline.is_empty() || (level == HeadingLevel::H1 && open.text.is_empty()) {
                    open.headline = title;
                }
            }
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            // Chinese lines are wrapped without a blank.
            Event::SoftBreak if words.chars().next_back().is_some_and(|c| c.is_ascii()) => words.push(' '),
            Event::HardBreak => words.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) if heading.is_none() => {
                add(&mut open.text, std::mem::take(&mut words).trim());
            }
            _ => {}
        }
    }
    articles.push(open);
    articles.retain(|article| !article.text.is_empty());
    if articles.is_empty() {
        return Err(CorpusError::NoArticle { file: file.to_owned() });
    }
    for (number, article) in articles.iter_mut().enumerate() {
        article.id = format!("{:016x}-{number}", fnv(fnv(0, file.as_bytes()), text.as_bytes()));
        article.date = day(&key("date"));
        article.source = key("source");
        article.url = key("url");
        article.byline = key("author");
        article.origin = Origin { file: file.to_owned(), pieces: Vec::new() };
    }
    Ok(articles)
}

/// Adds a paragraph.
fn add(text: &mut String, paragraph: &str) {
    if !paragraph.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(paragraph);
    }
}

/// The `key: value` lines between two `---` at the top, and what follows them.
fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return (Vec::new(), text) };
    let Some(end) = rest.find("\n---") else { return (Vec::new(), text) };
    let pairs = rest[..end].lines().filter_map(|line| line.split_once(':'));
    let pairs = pairs.map(|(key, value)| (key.trim().to_lowercase(), value.trim().trim_matches(['"', '\'']).to_owned())).collect();
    let body = &rest[end + 4..];
    (pairs, body.trim_start_matches('-'))
}
