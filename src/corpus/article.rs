//! The article: one story of one paper, in whole paragraphs, with the way back to the page.
//!
//! Every reader (newspaper page, HTML, JSON lines) makes this one type, so nothing after it asks
//! where a story came from. Knows nothing of how a page is read or an index kept.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Quote;
use crate::text::Span;

/// One story: what was printed, by whom, of which place and day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Article {
    /// Stable name: the given id of a JSON line, else file and content hashed; re-reading the
    /// same file gives the same ids.
    pub id: String,
    /// Headline without its place; empty for most captions and many shorts.
    pub headline: String,
    /// Place as printed before the headline or in the dateline (江苏省宿迁市宿城区); "" if none.
    pub place: String,
    /// Byline or photo credit without marks and brackets (本报记者 江秀); "" if none.
    pub byline: String,
    /// Story, caption or short.
    pub kind: Kind,
    /// Day of the paper; `None` where neither the file nor the page says.
    pub date: Option<NaiveDate>,
    /// Newspaper or outlet; "" if unknown.
    pub source: String,
    /// Where it can be read on the web; "" if unknown.
    pub url: String,
    /// The paragraphs, each whole, joined by `\n`.
    pub text: String,
    /// Where the text stood in the file it was read from.
    pub origin: Origin,
}

/// What sort of piece an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A story with a headline.
    #[default]
    Article,
    /// The words under a photograph, with its credit as the byline.
    Caption,
    /// One of several short items in a column of briefs.
    Short,
}

/// Where an article's text stood in its file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Origin {
    /// The file as it was given; its full path where it was ingested as a whole, so that pages of
    /// one name in several folders are told apart.
    pub file: String,
    /// Stretches of the article's text with their places in the decoded file, in text order;
    /// empty where the text is not a cut of the file (JSON, HTML).
    pub pieces: Vec<Piece>,
}

/// A stretch of an article's text that stands unbroken in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Bytes of the article's text.
    pub text: Span,
    /// Bytes of the decoded file; the same length and the same characters.
    pub page: Span,
}

/// Short fixed-size name of an article: a hash of its id, the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct ArticleKey(pub u64);

impl ArticleKey {
    /// The key of the article with this id.
    pub fn of(id: &str) -> Self {
        Self(fnv(0, id.as_bytes()))
    }
}

impl Article {
    /// The article's key.
    pub fn key(&self) -> ArticleKey {
        ArticleKey::of(&self.id)
    }

    /// The paragraphs in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.split('\n').filter(|paragraph| !paragraph.is_empty())
    }

    /// The words under a span of the text; `None` where it is empty or cuts a character.
    pub fn quote(&self, span: Span) -> Option<Quote> {
        Quote::cut(self.key(), &self.text, span)
    }

    /// Hash of everything printed; differs when the article was changed under the same id.
    pub fn content_hash(&self) -> u64 {
        let date = self.date.map(|date| date.to_string()).unwrap_or_default();
        let kind = format!("{:?}", self.kind);
        let fields = [&self.headline, &self.place, &self.byline, &kind, &date, &self.source, &self.url, &self.text];
        // A length in front of each field keeps a word from wandering between neighbours unseen.
        fields.iter().fold(0, |hash, field| fnv(fnv(hash, &field.len().to_le_bytes()), field.as_bytes()))
    }
}

impl Origin {
    /// Where a span of the article's text stands in the file: one span per unbroken stretch.
    pub fn on_page(&self, span: Span) -> Vec<Span> {
        let mut found = Vec::new();
        for piece in self.pieces.iter().filter(|piece| piece.text.overlaps(span)) {
            let start = span.start.max(piece.text.start) - piece.text.start;
            let end = span.end.min(piece.text.end) - piece.text.start;
            found.push(Span::new(piece.page.start + start, piece.page.start + end));
        }
        found
    }
}

/// FNV-1a, continued from an earlier hash (0 to begin): small, fast, the same everywhere.
pub(crate) fn fnv(seed: u64, bytes: &[u8]) -> u64 {
    let start = seed ^ 0xcbf2_9ce4_8422_2325;
    bytes.iter().fold(start, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
