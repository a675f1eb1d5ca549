//! Articles from web pages: the main text, its title, day and source.
//!
//! The block with most sentences and fewest links is the story; menus, scripts and lists of
//! other stories are not. Tables become sentences (`grid`). Knows nothing of newspapers' layouts.

use std::collections::HashMap;

use scraper::{ElementRef, Html, Node, Selector};

use super::article::fnv;
use super::day::day;
use super::grid;
use super::weigh::heaviest;
use super::{Article, CorpusError, Kind, Origin};

/// Elements that are never part of a story.
const SKIPPED: [&str; 17] = [
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select", "iframe", "svg", "figure", "menu", "textarea",
    "head",
];

/// Words in a class or id that mark what is no story.
const FURNITURE: [&str; 22] = [
    "nav",
    "menu",
    "footer",
    "header",
    "sidebar",
    "comment",
    "share",
    "related",
    "recommend",
    "advert",
    "banner",
    "breadcrumb",
    "copyright",
    "toolbar",
    "login",
    "search",
    "hot",
    "rank",
    "editor",
    "pager",
    "tags",
    "qrcode",
];

/// Elements that begin a new paragraph.
pub(super) const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "td",
    "blockquote",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "body",
    "center",
    "pre",
    "dd",
    "dt",
];

/// What parts words and is not kept.
pub(super) const BLANKS: [char; 6] = [' ', '\n', '\r', '\t', '\u{a0}', '\u{3000}'];

/// Headings, and elements with a day, that are looked at: more are of no page, and each may hold
/// all the others.
const MOST_TRIED: usize = 100;

/// The one article of a web page.
pub(super) fn read(file: &str, text: &str) -> Result<Article, CorpusError> {
    let page = Html::parse_document(text);
    let meta = metas(&page);
    let named = |names: &[&str]| names.iter().find_map(|name| meta.get(*name)).cloned().unwrap_or_default();
    let source = named(&["og:site_name", "source", "mediaid", "article:publisher", "application-name"]);
    let headline = headline(&page, &named(&["og:title", "twitter:title", "title"]), &source);
    let paragraphs: Vec<String> = story(&page).into_iter().filter(|paragraph| *paragraph != headline).collect();
    if paragraphs.is_empty() {
        return Err(CorpusError::NoArticle { file: file.to_owned() });
    }
    let published = named(&["article:published_time", "publishdate", "pubdate", "date", "og:release_date", "datepublished", "weibo: article:create_at"]);
    let date = day(&published).or_else(|| time_element(&page)).or_else(|| printed_day(&page));
    let url = canonical(&page).unwrap_or_else(|| named(&["og:url"]));
    let text = paragraphs.join("\n");
    Ok(Article {
        id: format!("{:016x}", fnv(fnv(0, file.as_bytes()), text.as_bytes())),
        headline,
        byline: named(&["author", "article:author"]),
        kind: Kind::Article,
        date,
        source,
        url,
        text,
        origin: Origin { file: file.to_owned(), pieces: Vec::new() },
        ..Article::default()
    })
}

/// Names and values of the page's meta elements; names in lower case, first value counts.
fn metas(page: &Html) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for meta in select(page, "meta") {
        let name = ["name", "property", "itemprop"].iter().find_map(|key| meta.value().attr(key));
        if let (Some(name), Some(value)) = (name, meta.value().attr("content")) {
            found.entry(name.to_lowercase()).or_insert_with(|| value.trim().to_owned());
        }
    }
    found
}

/// The headline: a heading that the title also holds, else the title without the site's name.
fn headline(page: &Html, given: &str, source: &str) -> String {
    let title = select(page, "title").next().map(words).unwrap_or_default();
    let title = if given.is_empty() { title } else { given.to_owned() };
    for heading in select(page, "h1").chain(select(page, "h2")).take(MOST_TRIED) {
        let heading = words(heading);
        if heading.chars().count() >= 4 && (title.contains(&heading) || title.is_empty()) {
            return heading;
        }
    }
    let cut =
        ["_", " - ", " | ", "|", "——", "-"].iter().filter_map(|mark| title.rfind(mark).map(|at| (at, title[at..].trim_matches(['_', '-', '|', ' ', '—']))));
    let site = cut.into_iter().find(|(at, rest)| *at > 8 && (*rest == source || rest.ends_with(['网', '报', '社', '台']) || rest.ends_with("频道")));
    site.map_or(title.as_str(), |(at, _)| &title[..at]).trim().to_owned()
}

/// The paragraphs of the element with the most running text; of a page without any, its tables.
fn story(page: &Html) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    // A cell with a paragraph of its own weighs something, and is no story.
    match heaviest(page).filter(|element| !grid::holds(*element)) {
        Some(element) => gather(element, true, &mut paragraphs),
        None => paragraphs.extend(grid::all(page)),
    }
    paragraphs.iter().map(|paragraph| tidy(paragraph)).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// Whether an element is never part of a story.
pub(super) fn is_furniture(element: ElementRef<'_>) -> bool {
    let value = element.value();
    if SKIPPED.contains(&value.name()) || value.attr("hidden").is_some() || value.attr("aria-hidden") == Some("true") {
        return true;
    }
    if matches!(value.name(), "body" | "html" | "article" | "main") {
        return false;
    }
    let style = value.attr("style").unwrap_or("").replace(' ', "");
    let names = format!("{} {}", value.id().unwrap_or(""), value.attr("class").unwrap_or("")).to_lowercase();
    let named =
        names.split(|c: char| !c.is_ascii_alphanumeric()).any(|name| FURNITURE.iter().any(|mark| name == *mark || (mark.len() > 5 && name.starts_with(mark))));
    style.contains("display:none") || named
}

/// Adds the text under an element to the last paragraph, opening new ones at blocks; of `tables` the
/// sentences that their rows make.
fn gather(element: ElementRef<'_>, tables: bool, paragraphs: &mut Vec<String>) {
    walk(element, |step| match step {
        Step::Text(text) => {
            paragraphs.last_mut().into_iter().for_each(|last| last.push_str(text));
            true
        }
        Step::In(child) if is_furniture(child) => false,
        Step::In(child) if tables && child.value().name() == "table" => match grid::sentences(child) {
            Some(sentences) => {
                paragraphs.extend(sentences);
                paragraphs.push(String::new());
                false
            }
            None => {
                paragraphs.push(String::new());
                true
            }
        },
        Step::In(child) | Step::Out(child) => {
            if BLOCKS.contains(&child.value().name()) {
                paragraphs.push(String::new());
            }
            true
        }
    });
}

/// What a walk meets.
pub(super) enum Step<'p> {
    Text(&'p str),
    In(ElementRef<'p>),
    Out(ElementRef<'p>),
}

/// Walks through everything under an element, but not into elements that `visit` says no to. How
/// deep a page goes is its own choice, so nothing is called for each level; and since misnested tags
/// can leave a tree whose children lead back into it, no walk is longer than a tree can be.
pub(super) fn walk<'p>(top: ElementRef<'p>, mut visit: impl FnMut(Step<'p>) -> bool) {
    let mut open = vec![(top, top.children())];
    let mut left = 2 * top.tree().nodes().len();
    while let Some((element, children)) = open.last_mut() {
        let Some(node) = children.next().filter(|_| left > 0) else {
            let element = *element;
            open.pop();
            if !open.is_empty() {
                visit(Step::Out(element));
            }
            continue;
        };
        left -= 1;
        if let Node::Text(text) = node.value() {
            visit(Step::Text(text));
        } else if let Some(child) = ElementRef::wrap(node).filter(|child| visit(Step::In(*child))) {
            open.push((child, child.children()));
        }
    }
}

/// A `time` element's day.
fn time_element(page: &Html) -> Option<chrono::NaiveDate> {
    select(page, "time").take(MOST_TRIED).find_map(|time| time.value().attr("datetime").and_then(day).or_else(|| day(&words(time))))
}

/// The first full date printed on the page.
fn printed_day(page: &Html) -> Option<chrono::NaiveDate> {
    let text = words(page.root_element());
    let starts = text.match_indices("20").map(|(at, _)| at).filter(|&at| !text[..at].ends_with(|c: char| c.is_ascii_digit()));
    starts.take(50).find_map(|at| day(&text[at..].chars().take(16).collect::<String>()))
}

fn canonical(page: &Html) -> Option<String> {
    select(page, "link[rel=canonical]").find_map(|link| link.value().attr("href")).map(str::to_owned)
}

/// The words under an element, scripts left out.
pub(super) fn words(element: ElementRef<'_>) -> String {
    let mut paragraphs = vec![String::new()];
    gather(element, false, &mut paragraphs);
    tidy(&paragraphs.join(" "))
}

/// Runs of blanks become one; a break between two Chinese characters none.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::new();
    for part in text.split(BLANKS).filter(|part| !part.is_empty()) {
        let wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
        let joins = wide(out.chars().next_back()) && wide(part.chars().next());
        if !out.is_empty() && !joins {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// The elements that a selector of this file finds; none for one that does not parse.
pub(super) fn select<'p>(page: &'p Html, css: &str) -> impl Iterator<Item = ElementRef<'p>> {
    let found: Vec<ElementRef<'p>> = Selector::parse(css).map(|selector| page.select(&selector).collect()).unwrap_or_default();
    found.into_iter()
}
