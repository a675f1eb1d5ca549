//! Tables and seeds as texts by name: those inside the binary, and those that replace them.
//!
//! Knows no file system: whoever lets a folder override the tables reads it and hands over names
//! and texts. Knows nothing of what the tables mean.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::corpus::{Article, CorpusError, CueError, Reader};
use crate::figures::{Figures, FiguresError};
use crate::lexicon::Sources;
use crate::text::Segmenter;

static CONFIG: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/config");
static SEEDS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/seeds");

/// Texts by path below `config/`, such as `rules/context.toml`, and the seed pages.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    config: BTreeMap<String, String>,
    seeds: BTreeMap<String, Vec<u8>>,
}

/// Seeds that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ResourceError {
    /// A seed page.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// The page cues.
    #[error(transparent)]
    Cues(#[from] CueError),
}

impl Resources {
    /// What is compiled into the binary.
    pub fn embedded() -> Self {
        let mut resources = Self::default();
        each(&CONFIG, &mut |name, bytes| {
            if let Ok(text) = std::str::from_utf8(bytes) {
                resources.config.insert(name.to_owned(), text.to_owned());
            }
        });
        each(&SEEDS, &mut |name, bytes| {
            resources.seeds.insert(name.to_owned(), bytes.to_owned());
        });
        resources
    }

    /// Adds a table, or replaces the one of that name.
    pub fn replace(&mut self, name: &str, text: &str) {
        self.config.insert(name.to_owned(), text.to_owned());
    }

    /// One table; empty where there is none, which the table's reader then refuses by name.
    pub fn text(&self, name: &str) -> &str {
        self.config.get(name).map_or("", String::as_str)
    }

    /// Tables of one folder, in order of name.
    pub fn folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        let inside = move |name: &&String| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.config.iter().filter(move |(name, _)| inside(name)).map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The lexicon's tables.
    pub fn lexicon(&self) -> Sources {
        self.folder("lexicon").fold(Sources::default(), |sources, (name, text)| sources.with(name.trim_start_matches("lexicon/"), text))
    }

    /// The reader of figures over the unit tables.
    pub fn figures(&self) -> Result<Figures, FiguresError> {
        Figures::load(self.text("units.toml"), self.text("figures/idioms.toml"), self.text("figures/modifiers.toml"), self.text("figures/words.toml"))
    }

    /// The reader of pages and other files.
    pub fn reader(&self, segmenter: Segmenter) -> Result<Reader, ResourceError> {
        Ok(Reader::new(self.text("pages.toml"), segmenter)?)
    }

    /// The seed articles.
    pub fn seeds(&self, segmenter: Segmenter) -> Result<Vec<Article>, ResourceError> {
        let reader = self.reader(segmenter)?;
        let mut articles = Vec::new();
        for (name, bytes) in self.seeds.iter().filter(|(name, _)| name.ends_with(".txt")) {
            articles.extend(reader.read(name, bytes)?.articles);
        }
        Ok(articles)
    }
}

fn each(dir: &Dir<'static>, take: &mut impl FnMut(&str, &[u8])) {
    for file in dir.files() {
        if let Some(name) = file.path().to_str() {
            take(name, file.contents());
        }
    }
    for inner in dir.dirs() {
        each(inner, take);
    }
}
