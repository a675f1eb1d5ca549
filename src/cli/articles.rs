//! Articles from paths: folders walked, files read, JSON lines streamed; what is broken is named,
//! skipped and counted, and the rest goes on.
//!
//! A page, web page or Markdown file read again takes the place of all that it held before. Rows
//! of JSON lines are added or changed and never removed: such a file is often only what is new.
//! A file that cannot be read, or is gone, removes nothing either.
//!
//! Knows nothing of an index: whoever wants the articles takes them batch by batch.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::progress::Progress;
use super::{CliError, Session};
use crate::corpus::{Article, MOST_BYTES, Problem, Reader, json_lines};
use crate::engine::{Engine, EngineError};
use crate::index::Put;

/// Endings that are read when a folder is walked; a file that is named itself may have any.
const ENDINGS: &[&str] = &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "shtml", "json", "jsonl", "ndjson", "gz"];

/// As many files of other kinds are named; the rest are counted.
const NAMED: usize = 5;

/// The files that `ingest` would read, in order of name within each path.
pub(super) fn files(paths: &[PathBuf]) -> Result<Files, CliError> {
    let mut files = Files::default();
    for path in paths {
        let kind = std::fs::metadata(path).map_err(|error| CliError::file("read", path, error))?;
        if kind.is_dir() { walk(path, &mut files, &mut HashSet::new())? } else { files.found.push(path.clone()) }
    }
    Ok(files)
}

/// What the paths hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Files {
    /// Files to read.
    pub(super) found: Vec<PathBuf>,
    /// Files in folders whose ending is of no kind that is read.
    others: Vec<PathBuf>,
}

impl Files {
    /// The files that are left alone for what they are, in one line; `None` where there are none.
    pub(super) fn left_alone(&self) -> Option<String> {
        let own = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let mut names: Vec<String> = self.others.iter().filter_map(own).take(NAMED).collect();
        let more = self.others.len().saturating_sub(names.len());
        if more > 0 {
            names.push(format!("and {more} more"));
        }
        let kinds = "text, Markdown, HTML and JSON lines are read";
        (!names.is_empty()).then(|| format!("left alone {} of other kinds ({kinds}): {}", counted(self.others.len(), "file"), names.join(", ")))
    }
}

/// What became of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Files read.
    pub(super) files: usize,
    /// Files that could not be read at all.
    pub(super) broken: usize,
    /// Lines of files that could not be read.
    pub(super) lines: usize,
    /// Files of kinds that are not read.
    pub(super) others: usize,
    /// What the index did with the articles.
    pub(super) put: Put,
    /// How long all of it took.
    pub(super) took: Duration,
}

/// Reads every path into an engine's index, batch by batch.
pub(super) fn ingest(session: &Session, engine: &Engine, paths: &[PathBuf]) -> Result<Tally, CliError> {
    let started = Instant::now();
    let files = files(paths)?;
    let bytes: u64 = files.found.iter().filter_map(|file| std::fs::metadata(file).ok()).map(|data| data.len()).sum();
    if let Some(told) = files.left_alone() {
        session.note(&told);
    }
    let progress = Progress::new(session.quiet, "reading", bytes, true);
    let reader = session.resources()?.reader(engine.segmenter().clone())?;
    let mut tally = Tally { others: files.others.len(), ..Tally::default() };
    let mut batch = Batch::default();
    for file in &files.found {
        let before = (tally.put.added + tally.put.replaced + tally.put.unchanged + batch.articles.len(), tally.lines);
        let mut take = |part: Part| -> Result<(), CliError> {
            match part {
                Part::Row(article) => batch.articles.push(article),
                Part::Page(path, articles) => {
                    batch.files.push(path);
                    batch.articles.extend(articles);
                }
                Part::Problem(problem) => {
                    tally.lines += 1;
                    progress.line(&format!("skipped: {problem}"));
                }
            }
            if batch.articles.len() >= session.settings.batch {
                add(&mut tally.put, std::mem::take(&mut batch).put(engine)?);
            }
            Ok(())
        };
        match each(file, &reader, &progress, &mut take) {
            Ok(()) => tally.files += 1,
            Err(Stop::Broken(reason)) => {
                tally.broken += 1;
                progress.line(&format!("skipped: {reason}"));
            }
            Err(Stop::Failed(error)) => return Err(error),
        }
        let after = tally.put.added + tally.put.replaced + tally.put.unchanged + batch.articles.len();
        if after == before.0 && tally.lines > before.1 {
            // Nothing but broken lines: no file of articles at all.
            tally.files -= 1;
            tally.broken += 1;
        }
    }
    if !batch.articles.is_empty() {
        add(&mut tally.put, batch.put(engine)?);
    }
    if tally.put.added + tally.put.replaced + tally.put.removed > 0 {
        engine.index().settle().map_err(EngineError::from)?;
    }
    tally.took = started.elapsed();
    Ok(tally)
}

impl Tally {
    /// How many articles were read.
    pub(super) fn articles(&self) -> usize {
        self.put.added + self.put.replaced + self.put.unchanged
    }

    /// The tally in one line.
    pub(super) fn line(&self) -> String {
        let Put { added, replaced, unchanged, removed } = self.put;
        let mut skipped = match (self.broken, self.lines) {
            (0, 0) if self.others > 0 => String::new(),
            (0, 0) => "nothing skipped".to_owned(),
            (files, lines) => format!("skipped {} and {}", counted(files, "file"), counted(lines, "line")),
        };
        if self.others > 0 {
            let others = format!("{} of other kinds left alone", counted(self.others, "file"));
            skipped = if skipped.is_empty() { others } else { format!("{skipped}; {others}") };
        }
        let read = counted(self.files, "file");
        let added = counted(added, "article");
        let removed = if removed == 0 { String::new() } else { format!(", {removed} removed") };
        format!("{read} read: {added} added, {replaced} replaced, {unchanged} unchanged{removed}; {skipped}; {:.1} s", self.took.as_secs_f32())
    }
}

fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// What a file gives, piece by piece.
enum Part {
    Row(Article),
    /// All that the file of this path holds.
    Page(String, Vec<Article>),
    Problem(String),
}

/// What is written at once: a page is never torn between two of them.
#[derive(Default)]
struct Batch {
    articles: Vec<Article>,
    files: Vec<String>,
}

impl Batch {
    fn put(self, engine: &Engine) -> Result<Put, CliError> {
        Ok(engine.ingest_files(&self.articles, &self.files)?)
    }
}

/// Why a file was not read to its end.
enum Stop {
    /// Because of what it is.
    Broken(String),
    /// Because of the index.
    Failed(CliError),
}

impl From<CliError> for Stop {
    fn from(error: CliError) -> Self {
        Self::Failed(error)
    }
}

fn each(file: &Path, reader: &Reader, progress: &Progress, take: &mut dyn FnMut(Part) -> Result<(), CliError>) -> Result<(), Stop> {
    let name = file.display().to_string();
    let stop = |error: io::Error| Stop::Broken(format!("{name}: {error}"));
    let stream = Counted { file: File::open(file).map_err(stop)?, progress };
    // Only the file's own name goes into ids: the same page in another folder is the same page, and
    // so is a row without an id. What is told of a line names the path as it was given.
    let own = file.file_name().map_or_else(|| name.clone(), |own| own.to_string_lossy().into_owned());
    let told = |problem: Problem| Part::Problem(Problem { file: name.clone(), ..problem }.to_string());
    if is_lines(file) {
        for row in json_lines(&own, stream) {
            take(row.map_or_else(told, Part::Row))?;
        }
        return Ok(());
    }
    let mut bytes = Vec::new();
    // One byte too many is enough for the reader to refuse the file.
    stream.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(stop)?;
    let reading = reader.read(&own, &bytes).map_err(|error| Stop::Broken(error.to_string()))?;
    for problem in reading.problems {
        take(told(problem))?;
    }
    if reading.rows {
        reading.articles.into_iter().try_for_each(|article| take(Part::Row(article)))?;
        return Ok(());
    }
    let path = file.canonicalize().map_or(name, |path| path.display().to_string());
    let mut articles = reading.articles;
    for article in &mut articles {
        article.origin.file.clone_from(&path);
    }
    take(Part::Page(path, articles))?;
    Ok(())
}

/// A file that tells the bar how far it is.
struct Counted<'a> {
    file: File,
    progress: &'a Progress,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.progress.add(read as u64);
        Ok(read)
    }
}

/// Whether a name says that a file holds one article a line, gzipped or not.
fn is_lines(file: &Path) -> bool {
    let name = file.to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    [".jsonl", ".ndjson"].iter().any(|ending| name.ends_with(ending))
}

fn add(sum: &mut Put, more: Put) {
    sum.added += more.added;
    sum.replaced += more.replaced;
    sum.unchanged += more.unchanged;
    sum.removed += more.removed;
}

/// The files below a folder; a folder met again through a link (`entered` has them) is not walked twice.
fn walk(folder: &Path, files: &mut Files, entered: &mut HashSet<PathBuf>) -> Result<(), CliError> {
    let place = folder.canonicalize().map_err(|error| CliError::file("read", folder, error))?;
    if !entered.insert(place) {
        return Ok(());
    }
    let entries = std::fs::read_dir(folder).map_err(|error| CliError::file("read", folder, error))?;
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|error| CliError::file("read", folder, error))?.path());
    }
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if hidden {
            continue;
        }
        if path.is_dir() {
            walk(&path, files, entered)?;
        } else if ENDINGS.contains(&ending.as_str()) {
            files.found.push(path);
        } else {
            files.others.push(path);
        }
    }
    Ok(())
}
