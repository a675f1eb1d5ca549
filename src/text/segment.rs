//! Words of Chinese text: the only file that names jieba.
//!
//! The dictionary takes a tenth of a second to load, so it is loaded at the first cut and one
//! copy is shared by all clones. Knows nothing of what a word means.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use jieba_rs::{Jieba, TokenizeMode};

use super::{Span, is_han};

/// One word of a text with its place and jieba's tag (`n`, `v`, `ns` for places, `m` …).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word as written in the text that was cut.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// jieba's part-of-speech tag; `x` where the dictionary has none, `nw` for names of persons and firms that
    /// the lexicon adds.
    pub tag: String,
}

/// Small words that are glued to words which no dictionary has.
#[derive(Debug, Clone, Default)]
pub struct Edges {
    /// Before them, where what is left is a word.
    pub before: Vec<char>,
    /// Behind them.
    pub behind: Vec<char>,
    /// Behind them, where what is left is a word of two characters or more.
    pub behind_known: Vec<char>,
}

/// Cuts text into words; cheap to clone.
#[derive(Clone)]
pub struct Segmenter {
    jieba: Arc<LazyLock<Jieba, Box<dyn FnOnce() -> Jieba + Send>>>,
    tags: Arc<HashMap<String, &'static str>>,
    edges: Arc<Edges>,
}

impl Segmenter {
    /// A segmenter over jieba's own dictionary with more words (names of places, terms) added, each with its
    /// tag; those that the dictionary has keep theirs.
    pub fn new(more: Vec<(String, &'static str)>) -> Self {
        let load = move || {
            let mut jieba = Jieba::new();
            for (word, tag) in &more {
                if !jieba.has_word(word) {
                    jieba.add_word(word, None, Some(tag));
                }
            }
            jieba
        };
        Self { jieba: Arc::new(LazyLock::new(Box::new(load))), tags: Arc::default(), edges: Arc::default() }
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

    /// The same with `edges` taken off the words that the dictionary does not have.
    ///
    /// ```
    /// # use shuwen::text::{Edges, Segmenter};
    /// let words = |segmenter: &Segmenter| segmenter.tagged("迈瑞说").into_iter().map(|word| word.text).collect::<Vec<_>>();
    /// let segmenter = Segmenter::new(vec![]);
    /// assert_eq!(words(&segmenter), ["迈瑞说"]);
    /// assert_eq!(words(&segmenter.trimmed(Edges { behind: vec!['说'], ..Edges::default() }.into())), ["迈瑞", "说"]);
    /// ```
    pub fn trimmed(self, edges: Arc<Edges>) -> Self {
        Self { edges, ..self }
    }

    /// The words of a text, one after the other, blanks and marks included, guesses with their edges.
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
            if tag.word.trim().is_empty() {
                continue;
            }
            let known = |word: &str, tag: &str| self.tags.get(word).map_or_else(|| tag.to_owned(), |&tag| tag.to_owned());
            let Some(core) = self.core(tag.word) else {
                words.push(Word { text: tag.word.to_owned(), span, tag: known(tag.word, tag.tag) });
                continue;
            };
            // The edges are words of their own.
            let edges = tag.word.char_indices().map(|(at, c)| Span::new(at, at + c.len_utf8()));
            let (before, behind): (Vec<Span>, Vec<Span>) = edges.filter(|edge| !edge.overlaps(core)).partition(|edge| edge.end <= core.start);
            for piece in before.into_iter().chain([core]).chain(behind) {
                let word = piece.of(tag.word);
                words.push(Word { text: word.to_owned(), span: piece.shift(span.start), tag: known(word, &self.tag(word)) });
            }
        }
        words
    }

    /// What is left of a guess without its edges; `None` where nothing is to be taken off.
    fn core(&self, word: &str) -> Option<Span> {
        let (first, last) = (word.chars().next()?, word.chars().next_back()?);
        let edges = &self.edges;
        let none = !edges.before.contains(&first) && !edges.behind.contains(&last) && !edges.behind_known.contains(&last);
        if none || self.knows(word) || !word.chars().all(is_han) {
            return None;
        }
        let mut core = Span::new(0, word.len());
        while let Some(edge) = core.of(word).chars().next().filter(|edge| edges.before.contains(edge)) {
            let rest = Span::new(core.start + edge.len_utf8(), core.end);
            if !self.stands(rest.of(word)) {
                break;
            }
            core = rest;
        }
        while let Some(edge) = core.of(word).chars().next_back() {
            let rest = Span::new(core.start, core.end - edge.len_utf8());
            let known = || rest.of(word).chars().nth(1).is_some() && self.knows(rest.of(word));
            let edged = edges.behind.contains(&edge) || edges.behind_known.contains(&edge) && known();
            if rest.is_empty() || !edged {
                break;
            }
            core = rest;
        }
        (core.len() < word.len()).then_some(core)
    }

    /// Whether what is left behind an edge is a word: of one character, what no name is shortened to (那英).
    fn stands(&self, word: &str) -> bool {
        match word.chars().count() {
            0 => false,
            1 => !matches!(self.tag(word).as_str(), "j" | "ns" | "nr" | "nz" | "nw"),
            _ => self.knows(word),
        }
    }

    /// Tag of a word as the dictionary has it.
    fn tag(&self, word: &str) -> String {
        match &self.jieba.tag(word, false)[..] {
            [one] => one.tag.to_owned(),
            _ => "x".to_owned(),
        }
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
