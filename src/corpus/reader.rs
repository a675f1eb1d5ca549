//! The reader: any file's bytes in, articles and problems out.

use super::page::{self, CueError, Cues};
use super::Article;
use crate::text::Segmenter;

/// Reads files into articles; made once, shared by all.
#[derive(Debug)]
pub struct Reader {
    cues: Cues,
    segmenter: Segmenter,
}

impl Reader {
    /// A reader with these cue words (`config/pages.toml` or an owner's own).
    pub fn new(cues: &str, segmenter: Segmenter) -> Result<Self, CueError> {
        Ok(Self { cues: Cues::new(cues)?, segmenter })
    }

    /// The articles of a newspaper page in plain text.
    pub fn page(&self, file: &str, text: &str) -> Vec<Article> {
        page::read(file, text, &self.cues, &self.segmenter)
    }
}
