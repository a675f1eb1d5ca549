//! The articles that were read last: the next question that finds one need not read it again.
//!
//! Kept for as long as nothing is written to the index. Knows nothing of what reading is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use crate::extract::Parse;

/// How many articles are kept, some 25 kB each, and how many bytes of text they may have together.
const KEPT: usize = 2048;
const BYTES: usize = 8 << 20;

/// Articles as read, by id.
pub(super) struct Parses(Mutex<Kept>);

struct Kept {
    state: u64,
    articles: LruCache<String, Arc<Parse>>,
    /// Of their texts together.
    bytes: usize,
}

impl Kept {
    fn new(state: u64) -> Self {
        Self { state, articles: LruCache::unbounded(), bytes: 0 }
    }

    /// Keeps an article, and lets go of those that nobody has asked for the longest.
    fn keep(&mut self, id: &str, parse: Arc<Parse>) {
        self.bytes += parse.article.text.len();
        let mut gone = self.articles.push(id.to_owned(), parse);
        loop {
            self.bytes -= gone.map_or(0, |(_, parse)| parse.article.text.len());
            if self.bytes <= BYTES && self.articles.len() <= KEPT {
                break;
            }
            gone = self.articles.pop_lru();
        }
    }
}

impl Parses {
    /// Without any.
    pub(super) fn new() -> Self {
        Self(Mutex::new(Kept::new(0)))
    }

    /// The article of an id as it was read in this state of the index, or as `read` reads it.
    pub(super) fn of<E>(&self, id: &str, state: u64, read: impl FnOnce() -> Result<Option<Parse>, E>) -> Result<Option<Arc<Parse>>, E> {
        if let Some(parse) = self.kept(state).articles.get(id) {
            return Ok(Some(Arc::clone(parse)));
        }
        // Others may look meanwhile.
        let Some(parse) = read()?.map(Arc::new) else { return Ok(None) };
        let mut kept = self.kept(state);
        if kept.state == state {
            kept.keep(id, Arc::clone(&parse));
        }
        Ok(Some(parse))
    }

    /// What is kept of a state; what was of one before is gone.
    fn kept(&self, state: u64) -> MutexGuard<'_, Kept> {
        // Nothing in it is ever half done.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.state < state {
            *kept = Kept::new(state);
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Article;

    #[test]
    fn an_article_is_read_once_in_each_state() {
        let parses = Parses::new();
        let read = |state: u64, text: &str| {
            let read = || Ok::<_, ()>(Some(Parse::new(Article { text: text.into(), ..Article::default() })));
            parses.of("a", state, read).unwrap().unwrap().article.text.clone()
        };
        for (state, text, got) in [(1, "一", "一"), (1, "二", "一"), (2, "三", "三"), (2, "四", "三")] {
            assert_eq!(read(state, text), got, "{state} {text}");
        }
        assert!(parses.of("b", 2, || Ok::<_, ()>(None)).unwrap().is_none());
        assert_eq!(parses.of("b", 2, || Err("broken")).err(), Some("broken"));
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut kept = Kept::new(0);
        let parse = |bytes: usize| Arc::new(Parse::new(Article { text: "a".repeat(bytes), ..Article::default() }));
        for (id, bytes, left, sum) in [
            ("a", 10, 1, 10),
            ("b", BYTES - 10, 2, BYTES),
            // Another of the same id takes its place.
            ("a", 8, 2, BYTES - 2),
            ("c", 3, 2, 11),
            // One that is too long is not kept, nor is any other.
            ("d", BYTES + 1, 0, 0),
            ("e", 1, 1, 1),
        ] {
            kept.keep(id, parse(bytes));
            assert_eq!((kept.articles.len(), kept.bytes), (left, sum), "{id} of {bytes}");
        }
        (0..=KEPT).for_each(|id| kept.keep(&id.to_string(), parse(1)));
        assert_eq!((kept.articles.len(), kept.bytes), (KEPT, KEPT));
        assert!(kept.articles.contains("1") && !kept.articles.contains("0"));
    }
}
