//! Which article came from which file, so that a file read again leaves nothing behind.
//!
//! The files stand inside the stored articles and in no field, so they are gathered in one pass
//! over the articles, once for each writer, and kept up to date by its own writes: nobody else
//! can write meanwhile. Knows nothing of an article beyond its key and its file.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::Deserialize;

use crate::corpus::{Article, ArticleKey};

/// The file of every article by its key: 24 bytes an article, and each name once.
#[derive(Debug, Default)]
pub(super) struct Origins {
    files: HashMap<u64, Arc<str>>,
    names: HashSet<Arc<str>>,
}

/// Of a stored article only what is needed: the text is skipped, not built.
#[derive(Deserialize)]
struct Stored {
    id: String,
    origin: File,
}

#[derive(Deserialize)]
struct File {
    file: String,
}

impl Origins {
    /// Takes an article in as it is stored.
    pub(super) fn read(&mut self, json: &[u8]) -> Result<(), serde_json::Error> {
        let stored: Stored = serde_json::from_slice(json)?;
        self.set(ArticleKey::of(&stored.id).0, &stored.origin.file);
        Ok(())
    }

    /// The article came, or now comes, from its file.
    pub(super) fn note(&mut self, article: &Article) {
        self.set(article.key().0, &article.origin.file);
    }

    /// Whether the article is kept as one of another file: it was moved, or the index is older
    /// than full paths.
    pub(super) fn moved(&self, article: &Article) -> bool {
        self.files.get(&article.key().0).is_some_and(|file| **file != *article.origin.file)
    }

    /// The article is gone.
    pub(super) fn forget(&mut self, key: u64) {
        self.files.remove(&key);
    }

    /// Keys of what came from these files and is not among `kept`, in order.
    pub(super) fn left_behind(&self, files: &[String], kept: &HashSet<u64>) -> Vec<u64> {
        let wanted: HashSet<&str> = files.iter().map(String::as_str).collect();
        let of_them = self.files.iter().filter(|(key, file)| wanted.contains(&***file) && !kept.contains(key));
        let mut keys: Vec<u64> = of_them.map(|(&key, _)| key).collect();
        keys.sort_unstable();
        keys
    }

    fn set(&mut self, key: u64, file: &str) {
        let name = match self.names.get(file) {
            Some(name) => Arc::clone(name),
            None => {
                let name: Arc<str> = file.into();
                self.names.insert(Arc::clone(&name));
                name
            }
        };
        self.files.insert(key, name);
    }
}
