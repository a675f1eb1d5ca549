//! Articles from Markdown: one for each top heading, or one for the whole file.
//!
//! The keys of a front matter (`title`, `date`, `source`, `url`, `author`) are read where there is
//! one. Knows nothing of HTML inside Markdown, which is dropped.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::article::fnv;
use super::day::day;
use super::{Article, CorpusError, Origin};

/// The articles of a Markdown file.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Article>, CorpusError> {
    let (front, body) = front_matter(text);
    let key = |name: &str| front.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let mut articles: Vec<Article> = Vec::new();
    let mut open = Article { headline: key("title"), ..Article::default() };
    let mut words = String::new();
    let mut heading = None;
    for event in Parser::new(body) {
        match event {
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
                let paragraph = std::mem::take(&mut words);
                if !paragraph.trim().is_empty() {
                    if !open.text.is_empty() {
                        open.text.push('\n');
                    }
                    open.text.push_str(paragraph.trim());
                }
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

/// The `key: value` lines between two `---` at the top, and what follows them.
fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return (Vec::new(), text) };
    let Some(end) = rest.find("\n---") else { return (Vec::new(), text) };
    let pairs = rest[..end].lines().filter_map(|line| line.split_once(':'));
    let pairs = pairs.map(|(key, value)| (key.trim().to_lowercase(), value.trim().trim_matches(['"', '\'']).to_owned())).collect();
    let body = &rest[end + 4..];
    (pairs, body.trim_start_matches('-'))
}
