//! The reader: any file's bytes in, articles and problems out.
//!
//! The ending of the name decides the format, and the first bytes where it says nothing. Knows
//! nothing of folders: whoever walks them hands each file's bytes over.
//!
//! A file is read as a whole, so it may have [`MOST_BYTES`]; JSON lines of any length in all are
//! read by [`json_lines`].

use std::io::Read;

use super::decode::decode;
use super::page::{self, CueError, Cues};
use super::{Article, CorpusError, Problem, html, json_lines, markdown};
use crate::text::Segmenter;

/// The most that a file may hold, unzipped as well: a gzip file of a megabyte can hold a thousand.
pub const MOST_BYTES: usize = 256 << 20;

/// Reads files into articles; made once, shared by all.
#[derive(Debug)]
pub struct Reader {
    cues: Cues,
    segmenter: Segmenter,
}

/// What one file held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Its articles in printed order.
    pub articles: Vec<Article>,
    /// Lines that could not be read.
    pub problems: Vec<Problem>,
    /// Whether the articles are rows, each with a life of its own, and not one page: a row that
    /// is missing from a later file is not therefore gone.
    pub rows: bool,
}

/// How a file is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Page,
    JsonLines,
    Html,
    Markdown,
}

impl Reader {
    /// A reader with these cue words (`config/pages.toml` or an owner's own).
    ///
    /// ```
    /// # use shuwen::{corpus::{PAGE_CUES, Reader}, text::Segmenter};
    /// let reader = Reader::new(PAGE_CUES, Segmenter::new(vec![]))?;
    /// let page = "江苏省宿迁市： 引才有方\n\n■本报记者 江秀\n\n宿城区先后引进高层次人才28人，持有知识产权254项。";
    /// let articles = reader.page("seed.txt", page);
    /// assert_eq!((articles[0].place.as_str(), articles[0].headline.as_str()), ("江苏省宿迁市", "引才有方"));
    /// # Ok::<(), shuwen::corpus::CueError>(())
    /// ```
    pub fn new(cues: &str, segmenter: Segmenter) -> Result<Self, CueError> {
        Ok(Self { cues: Cues::new(cues)?, segmenter })
    }

    /// The articles of a file; `file` is its name or path, whose ending tells the format.
    pub fn read(&self, file: &str, bytes: &[u8]) -> Result<Reading, CorpusError> {
        let unzipped = unzipped(file, bytes)?;
        let bytes = unzipped.as_deref().unwrap_or(bytes);
        if bytes.len() > MOST_BYTES {
            return Err(CorpusError::TooLarge { file: file.to_owned(), most: MOST_BYTES >> 20 });
        }
        let name = file.strip_suffix(".gz").unwrap_or(file);
        let format = Format::of(name, bytes);
        if format == Format::JsonLines {
            return json(file, bytes);
        }
        let text = decode(file, bytes)?;
        let articles = match format {
            Format::Html => vec![html::read(file, &text)?],
            Format::Markdown => markdown::read(file, &text)?,
            _ => self.page(file, &text),
        };
        if articles.is_empty() {
            return Err(CorpusError::NoArticle { file: file.to_owned() });
        }
        Ok(Reading { articles, problems: Vec::new(), rows: false })
    }

    /// The articles of a newspaper page in plain text.
    pub fn page(&self, file: &str, text: &str) -> Vec<Article> {
        page::read(file, text, &self.cues, &self.segmenter)
    }
}

impl Format {
    fn of(name: &str, bytes: &[u8]) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        let start: String = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).trim_start_matches('\u{feff}').trim_start().to_lowercase();
        match ending.as_str() {
            "jsonl" | "ndjson" | "json" => Format::JsonLines,
            "html" | "htm" | "xhtml" | "shtml" => Format::Html,
            "md" | "markdown" => Format::Markdown,
            _ if start.starts_with("<!doctype html") || start.starts_with("<html") => Format::Html,
            _ if start.starts_with("{\"") => Format::JsonLines,
            _ => Format::Page,
        }
    }
}

/// The bytes inside a gzip file, no more of them than show that they are too many; `None` where it
/// is none.
fn unzipped(file: &str, bytes: &[u8]) -> Result<Option<Vec<u8>>, CorpusError> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(None);
    }
    let mut out = Vec::new();
    match flate2::read::MultiGzDecoder::new(bytes).take(MOST_BYTES as u64 + 1).read_to_end(&mut out) {
        Ok(_) => Ok(Some(out)),
        Err(error) => Err(CorpusError::Gzip { file: file.to_owned(), reason: error.to_string() }),
    }
}

fn json(file: &str, bytes: &[u8]) -> Result<Reading, CorpusError> {
    // Lines of JSON are UTF-8 by definition; what is not is brought there first.
    let text = if std::str::from_utf8(bytes).is_ok() { None } else { Some(decode(file, bytes)?) };
    let bytes = text.as_deref().map_or(bytes, str::as_bytes);
    let mut reading = Reading { rows: true, ..Reading::default() };
    for row in json_lines(file, bytes) {
        match row {
            Ok(article) => reading.articles.push(article),
            Err(problem) => reading.problems.push(problem),
        }
    }
    if reading.articles.is_empty() && reading.problems.is_empty() {
        return Err(CorpusError::Empty { file: file.to_owned() });
    }
    Ok(reading)
}
