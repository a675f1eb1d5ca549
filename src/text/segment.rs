//! Words of Chinese text: the only file that names jieba.
//!
//! The dictionary takes a tenth of a second to load, so it is loaded at the first cut and one
//! copy is shared by all clones. Knows nothing of what a word means.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use jieba_rs::{Jieba, TokenizeMode};

use super::Span;

/// One word of a text with its place and jieba's tag (`n`, `v`, `ns` for places, `m` …).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word as written in the text that was cut.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// jieba's part-of-speech tag; `x` where the dictionary has none.
    pub tag: String,
}

/// Cuts text into words; cheap to clone.
#[derive(Clone)]
pub struct Segmenter {
    jieba: Arc<LazyLock<Jieba, Box<dyn FnOnce() -> Jieba + Send>>>,
    tags: Arc<HashMap<String, &'static str>>,
}

impl Segmenter {
    /// A segmenter over jieba's own dictionary with more words (names of places, terms) added.
    pub fn new(more: Vec<String>) -> Self {
        let load = move || {
            let mut jieba = Jieba::new();
            for word in &more {
                if !jieba.has_word(word) {
                    jieba.add_word(word, None, None);
                }
            }
            jieba
        };
        Self { jieba: Arc::new(LazyLock::new(Box::new(load))), tags: Arc::default() }
    }

    /// The same with other tags for some words.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use shuwen::text::Segmenter;
    /// let tag = |segmenter: Segmenter| segmenter.tagged("玉米")[0].tag.clone();
    /// assert_eq!(tag(Segmenter::new(vec![])), "nr");
    /// assert_eq!(tag(Segmenter::new(vec![]).retagged(Arc::new([("玉米".to_owned(), "n")].into()))), "n");
    /// ```
    pub fn retagged(self, tags: Arc<HashMap<String, &'static str>>) -> Self {
        Self { tags, ..self }
    }

    /// The words of a text, one after the other, blanks and marks included.
    pub fn words<'a>(&self, text: &'a str) -> Vec<&'a str> {
        self.jieba.cut(text, true).into_iter().map(|token| token.word).collect()
    }

    /// The words of a text with places and tags, blanks left out.
    ///
    /// ```
    /// # use shuwen::text::Segmenter;
    /// let words = Segmenter::new(vec![]).tagged("宿城区来了28名人才");
    /// assert_eq!(words.last().map(|word| word.text.as_str()), Some("人才"));
    /// ```
    pub fn tagged(&self, text: &str) -> Vec<Word> {
        let mut at = 0;
        let mut words = Vec::new();
        for tag in self.jieba.tag(text, true) {
            let span = Span::new(at, at + tag.word.len());
            at = span.end;
            if !tag.word.trim().is_empty() {
                let known = self.tags.get(tag.word).copied().unwrap_or(tag.tag);
                words.push(Word { text: tag.word.to_owned(), span, tag: known.to_owned() });
            }
        }
        words
    }

    /// The words an index keeps, each with its character position: every word, and before a
    /// long one the shorter dictionary words inside it.
    pub fn search_words(&self, text: &str) -> Vec<(Span, usize)> {
        let tokens = self.jieba.tokenize(text, TokenizeMode::Search, false);
        tokens.into_iter().map(|token| (Span::new(token.byte_start, token.byte_end), token.start)).collect()
    }

    /// Whether the dictionary holds the word.
    pub fn knows(&self, word: &str) -> bool {
        self.jieba.has_word(word)
    }
}

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Segmenter")
    }
}
