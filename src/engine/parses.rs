//! The articles that were read last: the next question that finds one need not read it again.
//!
//! Kept for as long as nothing is written to the index. Knows nothing of what reading is.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use crate::extract::Parse;

/// How many articles are kept: some 10 to 20 kB each.
const KEPT: NonZeroUsize = NonZeroUsize::new(4096).unwrap();

/// Articles as read, by id.
pub(super) struct Parses(Mutex<Kept>);

struct Kept {
    state: u64,
    articles: LruCache<String, Arc<Parse>>,
}

impl Parses {
    /// Without any.
    pub(super) fn new() -> Self {
        Self(Mutex::new(Kept { state: 0, articles: LruCache::new(KEPT) }))
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
            kept.articles.put(id.to_owned(), Arc::clone(&parse));
        }
        Ok(Some(parse))
    }

    /// What is kept of a state; what was of one before is gone.
    fn kept(&self, state: u64) -> MutexGuard<'_, Kept> {
        // Nothing in it is ever half done.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.state < state {
            *kept = Kept { state, articles: LruCache::new(KEPT) };
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
}
