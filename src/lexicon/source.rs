//! The lexicon's files as texts by name: those in the binary, and those that replace them.
//!
//! Knows no file system: whoever lets a folder override the tables reads it and hands over
//! names and texts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use super::LexiconError;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/config/lexicon");

/// Texts by path below `config/lexicon`, such as `synonyms/money.toml`.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Embedded texts are borrowed from the binary, so that the large ones cost nothing.
    files: BTreeMap<String, Cow<'static, str>>,
}

impl Sources {
    /// The files compiled into the binary.
    pub fn embedded() -> Self {
        let mut sources = Self::default();
        sources.add(&EMBEDDED);
        sources
    }

    /// Adds a file, or replaces the one of that name.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.files.insert(name.to_owned(), Cow::Owned(text.to_owned()));
        self
    }

    fn add(&mut self, dir: &Dir<'static>) {
        for file in dir.files() {
            if let (Some(name), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                self.files.insert(name.to_owned(), Cow::Borrowed(text));
            }
        }
        for inner in dir.dirs() {
            self.add(inner);
        }
    }

    /// The text of one file; empty where there is none, so that a small lexicon is a valid one.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.files.get(name).map_or("", |text| text.as_ref())
    }

    /// Like [`text`](Self::text), to keep.
    pub(crate) fn whole(&self, name: &str) -> Cow<'static, str> {
        self.files.get(name).cloned().unwrap_or_default()
    }

    /// One file read as TOML; an absent file reads as an empty one.
    pub(crate) fn toml<T: DeserializeOwned>(&self, name: &str) -> Result<T, LexiconError> {
        toml::from_str(self.text(name)).map_err(|source| LexiconError::Toml { file: name.to_owned(), source: Box::new(source) })
    }

    /// Names of the TOML files of one folder, sorted.
    pub(crate) fn in_folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.files.keys().map(String::as_str).filter(move |name| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) && name.ends_with(".toml"))
    }

    /// Refuses names that no table reads, so that a misspelt override does not pass in silence.
    pub(crate) fn refuse_unknown(&self, known: &[&str], folders: &[&str]) -> Result<(), LexiconError> {
        for name in self.files.keys() {
            let listed = known.contains(&name.as_str()) || name.ends_with(".md");
            if !listed && !folders.iter().any(|folder| self.in_folder(folder).any(|file| file == name)) {
                return Err(LexiconError::Unknown { file: name.clone() });
            }
        }
        Ok(())
    }
}
