//! How folded text becomes index terms: jieba words in one field, Han bigrams in the other.
//!
//! Words find what is meant, bigrams find names that no dictionary holds; both fields are
//! searched. Says too which text that is. Text is folded and lower-cased here, so no caller can
//! forget it. Knows nothing of which field is which.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::corpus::{Article, Passage};
use crate::text::{Segmenter, fold, is_han};

/// Calls `each` with every bigram of neighbouring Han characters and every Latin or digit run
/// of a folded, lower-case text, in order.
///
/// ```
/// let mut found = Vec::new();
/// shuwen::index::grams("引进c919共3.5架", |gram, _| found.push(gram.to_owned()));
/// assert_eq!(found, ["引进", "c919", "3.5"]);
/// ```
pub fn grams(text: &str, mut each: impl FnMut(&str, usize)) {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_han(c) {
            if let Some(&(next, d)) = chars.peek()
                && is_han(d)
            {
                each(&text[at..next + d.len_utf8()], at);
            }
        } else if c.is_ascii_alphanumeric() {
            let mut end = at + 1;
            while let Some(&(next, d)) = chars.peek() {
                let point = d == '.' && text[next + 1..].starts_with(|e: char| e.is_ascii_digit()) && text[..next].ends_with(|b: char| b.is_ascii_digit());
                if !d.is_ascii_alphanumeric() && !point {
                    break;
                }
                end = next + 1;
                chars.next();
            }
            each(&text[at..end], at);
        }
    }
}

/// Normal form of index terms: folded and lower case.
pub(super) fn normal(text: &str) -> String {
    fold(text).text.to_lowercase()
}

/// The words of a folded, lower-case text that an index keeps.
pub(super) fn words(segmenter: &Segmenter, text: &str, mut each: impl FnMut(&str, usize)) {
    for (span, _) in segmenter.search_words(text) {
        let word = span.of(text);
        if word.chars().any(|c| c.is_alphanumeric()) {
            each(word, span.start);
        }
    }
}

/// What a passage is found by: its text, and the first also by headline and place, which may say
/// what no sentence says again.
pub(super) fn text_of_passage(article: &Article, passage: &Passage) -> String {
    if passage.number() == 0 { format!("{}。{}\n{}", article.headline, article.place, passage.text()) } else { passage.text().to_owned() }
}

/// What an article is found by.
pub(super) fn text_of_article(article: &Article) -> String {
    format!("{}。{}\n{}", article.headline, article.place, article.text)
}

/// tantivy's view of `words`.
#[derive(Clone)]
pub(super) struct WordTokenizer(pub(super) Segmenter);

/// tantivy's view of `grams`.
#[derive(Clone)]
pub(super) struct GramTokenizer;

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = Listed;
    fn token_stream<'a>(&'a mut self, text: &'a str) -> Listed {
        let text = normal(text);
        let mut tokens = Vec::with_capacity(text.len() / 5);
        words(&self.0, &text, |word, at| tokens.push((word.to_owned(), at)));
        Listed::new(tokens)
    }
}

impl Tokenizer for GramTokenizer {
    type TokenStream<'a> = Listed;
    fn token_stream<'a>(&'a mut self, text: &'a str) -> Listed {
        let text = normal(text);
        let mut tokens = Vec::with_capacity(text.len() / 3);
        grams(&text, |gram, at| tokens.push((gram.to_owned(), at)));
        Listed::new(tokens)
    }
}

/// A token stream over tokens made beforehand. Offsets are of the normal form.
pub(super) struct Listed {
    tokens: std::vec::IntoIter<(String, usize)>,
    token: Token,
}

impl Listed {
    fn new(tokens: Vec<(String, usize)>) -> Self {
        Self { tokens: tokens.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Listed {
    fn advance(&mut self) -> bool {
        let Some((text, at)) = self.tokens.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = at;
        self.token.offset_to = at + text.len();
        self.token.text = text;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
