//! What a corpus is asked without: to learn when to refuse.
//!
//! A question whose answer is taken out of the corpus is one that must be refused. Knows nothing of
//! why something is taken.

use crate::corpus::{Article, Quote};

/// What is taken away.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// Whole articles, by id.
    pub articles: Vec<String>,
    /// Sentences of articles that stay, each with the words of it that its headline must not say.
    pub sentences: Vec<(Quote, String)>,
}

impl Taken {
    /// What is left of an article. Blanks stand for what was taken, so that all else stays in its
    /// place.
    pub(super) fn from(&self, mut article: Article) -> Article {
        let key = article.key();
        for (quote, words) in self.sentences.iter().filter(|(quote, _)| quote.article() == key) {
            let span = quote.span();
            article.text.replace_range(span.start..span.end, &" ".repeat(span.len()));
            if article.headline.contains(words.as_str()) {
                article.headline.clear();
            }
        }
        article
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_sentence_is_taken_and_nothing_moves() {
        let article = |id: &str| Article { id: id.into(), headline: "引进28人".into(), text: "引进人才28人。培训4020人次。".into(), ..Article::default() };
        let (one, other) = (article("a"), article("b"));
        let first = Span::new(0, "引进人才28人。".len());
        let taken = Taken { articles: vec![], sentences: vec![(one.quote(first).expect("a sentence"), "28人".into())] };
        let left = taken.from(one.clone());
        assert_eq!(left.text.trim_start(), "培训4020人次。");
        assert_eq!((left.text.len(), left.text.find("培训")), (one.text.len(), one.text.find("培训")));
        assert_eq!(left.headline, "");
        assert_eq!(taken.from(other.clone()), other);
    }
}
