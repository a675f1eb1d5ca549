//! Articles from JSON lines: one object a line with `id, title, date, source, url, text`.
//!
//! Read as a stream, since a year of a paper is hundreds of megabytes; a broken line becomes a
//! [`Problem`] and the rest goes on, and so does one of more than 64 MB: a stream may have any
//! length, but a line stands in memory. The text keeps every character, so that quotes can be checked
//! against the file. Knows nothing of compression levels or folders.

use std::io::{BufRead, BufReader, Read};

use serde::Deserialize;
use serde_json::Value;

use super::article::fnv;
use super::day::day;
use super::{Article, Kind, Origin, Problem};

/// The most bytes of a line.
const MOST_LINE: usize = 64 << 20;

/// The articles of a stream of JSON lines, gzipped or not.
pub struct JsonLines<R> {
    file: String,
    lines: R,
    line: usize,
    failed: bool,
}

/// Reads JSON lines from a stream; gzip is recognised by its first bytes. A row without an id gets
/// one from `file` and its bytes, so a file should be called the same each time.
///
/// ```
/// # use shuwen::corpus::json_lines;
/// let lines = "{\"id\":\"a\",\"text\":\"共28人。\"}\nnot json\n";
/// let read: Vec<_> = json_lines("x.jsonl", lines.as_bytes()).collect();
/// assert!(read[0].as_ref().is_ok_and(|article| article.id == "a"));
/// assert!(read[1].as_ref().is_err_and(|problem| problem.line == 2));
/// ```
pub fn json_lines<'r>(file: &str, stream: impl Read + Send + 'r) -> JsonLines<Box<dyn BufRead + Send + 'r>> {
    let mut plain = BufReader::with_capacity(1 << 16, stream);
    let zipped = plain.fill_buf().is_ok_and(|bytes| bytes.starts_with(&[0x1f, 0x8b]));
    let lines: Box<dyn BufRead + Send + 'r> =
        if zipped { Box::new(BufReader::with_capacity(1 << 16, flate2::bufread::MultiGzDecoder::new(plain))) } else { Box::new(plain) };
    JsonLines { file: file.to_owned(), lines, line: 0, failed: false }
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    byline: Option<String>,
    text: String,
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Article, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = Vec::new();
        loop {
            if self.failed {
                return None;
            }
            bytes.clear();
            self.line += 1;
            let mut read = self.lines.by_ref().take(MOST_LINE as u64 + 1).read_until(b'\n', &mut bytes);
            let long = bytes.len() > MOST_LINE && !bytes.ends_with(b"\n");
            if long {
                // The rest of it is passed over, and not kept.
                read = read.and_then(|_| self.lines.skip_until(b'\n'));
            }
            match read {
                Ok(_) if long => return Some(Err(self.problem(format!("longer than {} MB", MOST_LINE >> 20)))),
                Ok(0) => return None,
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some(self.row(&bytes)),
                Err(error) => {
                    // After a broken gzip block nothing more can be read.
                    self.failed = true;
                    return Some(Err(self.problem(format!("cannot read on: {error}"))));
                }
            }
        }
    }
}

impl<R> JsonLines<R> {
    fn row(&self, bytes: &[u8]) -> Result<Article, Problem> {
        let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
        // A list of eight would pass for a row as well.
        let row: Row = match serde_json::from_slice(bytes) {
            Ok(row) if bytes.trim_ascii_start().starts_with(b"{") => row,
            _ => return Err(self.problem(fault(bytes))),
        };
        if row.text.trim().is_empty() && row.title.as_deref().unwrap_or_default().trim().is_empty() {
            return Err(self.problem("neither title nor text".to_owned()));
        }
        let id = match row.id {
            Value::String(id) if !id.is_empty() => id,
            Value::Number(id) => id.to_string(),
            _ => format!("{:016x}", fnv(fnv(0, self.file.as_bytes()), bytes.trim_ascii())),
        };
        let date = row.date.as_deref().and_then(day);
        Ok(Article {
            id,
            headline: row.title.unwrap_or_default(),
            place: row.place.unwrap_or_default(),
            byline: row.byline.unwrap_or_default(),
            kind: Kind::Article,
            date,
            source: row.source.unwrap_or_default(),
            url: row.url.unwrap_or_default(),
            text: row.text,
            origin: Origin { file: self.file.clone(), pieces: Vec::new() },
        })
    }

    fn problem(&self, reason: String) -> Problem {
        Problem { file: self.file.clone(), line: self.line, reason }
    }
}

impl<R> std::fmt::Debug for JsonLines<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JsonLines").field("file", &self.file).field("line", &self.line).finish_non_exhaustive()
    }
}

/// What is wrong with a line that is no row, in words for whoever wrote it.
fn fault(bytes: &[u8]) -> String {
    let row = bytes.trim_ascii();
    if row.starts_with(b"[") {
        return "a list, and not an article: each article is an object {…} on a line of its own".to_owned();
    }
    if !row.starts_with(b"{") {
        return "not an article: a row begins with { and ends with }".to_owned();
    }
    if std::str::from_utf8(row).is_err() {
        return "not UTF-8".to_owned();
    }
    match serde_json::from_slice::<serde_json::Map<String, Value>>(row) {
        Ok(fields) => misfit(&fields),
        Err(error) if error.is_eof() => "breaks off before its closing }: an article stands on one line".to_owned(),
        Err(error) => {
            let at = row.get(..error.column().saturating_sub(1)).map_or(0, |before| String::from_utf8_lossy(before).chars().count());
            let reason = error.to_string();
            format!("not JSON at character {}: {}", at + 1, reason.split(" at line ").next().unwrap_or_default())
        }
    }
}

/// Which field of an object keeps it from being a row.
fn misfit(fields: &serde_json::Map<String, Value>) -> String {
    match fields.get("text") {
        None if fields.is_empty() => return "an empty object: an article has at least a `text`".to_owned(),
        None => {
            let names: Vec<String> = fields.keys().take(5).map(|name| format!("`{}`", name.chars().take(20).collect::<String>())).collect();
            return format!("has no `text`, only {}", names.join(", "));
        }
        Some(_) => {}
    }
    let kind = |value: &Value| match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    let wrong = ["text", "title", "date", "source", "url", "place", "byline"].into_iter().find_map(|name| {
        let value = fields.get(name)?;
        let fits = value.is_string() || (name != "text" && value.is_null());
        (!fits).then(|| format!("`{name}` is {} and not a string", kind(value)))
    });
    wrong.unwrap_or_else(|| "not an article: a field stands twice".to_owned())
}
