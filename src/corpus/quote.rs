//! The quote: words that were really printed.
//!
//! There is no other way to make one than to cut it from an article, so no answer
//! can put words into a paper's mouth. Knows nothing of why it is quoted.

use super::ArticleKey;
use crate::text::Span;

/// Words cut from an article.
///
/// Invariant: `text` is exactly the article's text under `span`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Quote {
    article: ArticleKey,
    span: Span,
    text: String,
}

impl Quote {
    /// The words as printed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where they stand in the article's text.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whose words they are.
    pub fn article(&self) -> ArticleKey {
        self.article
    }

    /// Cuts `span` of the article's text.
    pub(super) fn cut(article: ArticleKey, text: &str, span: Span) -> Option<Self> {
        let words = text.get(span.start..span.end).filter(|words| !words.is_empty())?;
        Some(Self { article, span, text: words.to_owned() })
    }
}
