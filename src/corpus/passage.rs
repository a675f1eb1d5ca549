//! Passages: a few whole sentences of an article, the unit that is indexed and searched.
//!
//! Neighbours are reached by number, so whoever needs the sentence before asks for `number - 1`.
//! Knows nothing of headlines: the index adds them to the first.

use serde::{Deserialize, Serialize};

use super::Article;
use crate::text::{Span, sentences};

/// A passage ends before it grows past this many characters (a longer sentence stands alone).
const LONGEST: usize = 200;
/// A passage holds at most this many sentences.
const MOST: usize = 4;

/// A few whole sentences of one paragraph, or of short neighbouring ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    number: u32,
    span: Span,
    text: String,
}

/// The passages of an article in order; together they hold every sentence exactly once.
///
/// ```
/// # use shuwen::corpus::{Article, passages};
/// let article = Article { text: "共28人。\n持有知识产权254项。".into(), ..Article::default() };
/// assert_eq!(passages(&article)[0].text(), "共28人。\n持有知识产权254项。");
/// ```
pub fn passages(article: &Article) -> Vec<Passage> {
    let mut groups: Vec<(Span, usize)> = Vec::new();
    for sentence in sentences(&article.text) {
        match groups.last_mut() {
            Some((span, count)) if *count < MOST && fits(Span::new(span.start, sentence.end).of(&article.text)) => {
                span.end = sentence.end;
                *count += 1;
            }
            _ => groups.push((sentence, 1)),
        }
    }
    let make = |(number, (span, _)): (usize, (Span, usize))| Passage { number: number as u32, span, text: span.of(&article.text).to_owned() };
    groups.into_iter().enumerate().map(make).collect()
}

fn fits(text: &str) -> bool {
    // Three bytes a character at least tells most of them without counting.
    text.len() <= LONGEST || text.chars().count() <= LONGEST
}

impl Passage {
    /// Its number in the article, from 0; neighbours have the numbers beside it.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Where it stands in the article's text.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Its words as printed.
    pub fn text(&self) -> &str {
        &self.text
    }
}
