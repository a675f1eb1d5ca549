//! `read`: what the reader makes of newspaper files.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::{CliError, Outcome, Session, articles, screen};
use crate::corpus::{Article, Kind, Reading};
use crate::lexicon::Lexicon;

const EXAMPLES: &str = "\
Examples:
  shuwen read seeds/
  shuwen read page.txt --jsonl      a row a file: {\"page\",\"articles\":[{\"headline\",\"byline\",\"place\",\"kind\",\"paragraphs\"}]}

Exit codes: 0 every file was read, 1 some could not be.";

/// Arguments of `read`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Read {
    /// Files and folders.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write one row of JSON for each file.
    #[arg(long)]
    jsonl: bool,
}

impl Read {
    /// Reads and shows.
    pub(super) fn run(self, session: &Session) -> Result<Outcome, CliError> {
        let resources = session.resources()?;
        let lexicon = Lexicon::load(&resources.lexicon()).map_err(crate::engine::EngineError::from)?;
        let reader = resources.reader(lexicon.segmenter())?;
        let mut outcome = Outcome::Done;
        let files = articles::files(&self.paths)?;
        if let Some(told) = files.left_alone() {
            session.note(&told);
        }
        for file in files.found {
            let bytes = std::fs::read(&file).map_err(|error| CliError::file("read", &file, error))?;
            let reading = match reader.read(&file.display().to_string(), &bytes) {
                Ok(reading) => reading,
                Err(error) => {
                    screen::complain(&format!("skipped: {error}"));
                    outcome = Outcome::Faults;
                    continue;
                }
            };
            for problem in &reading.problems {
                screen::complain(&format!("skipped: {problem}"));
                outcome = Outcome::Faults;
            }
            if self.jsonl { screen::json(&row(&file, &reading), true)? } else { show(&file, &reading)? }
        }
        Ok(outcome)
    }
}

fn row(file: &Path, reading: &Reading) -> Value {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let page = name.strip_suffix(".txt").unwrap_or(&name);
    let articles = reading.articles.iter().map(|article| {
        let paragraphs: Vec<&str> = article.paragraphs().collect();
        json!({ "headline": article.headline, "byline": article.byline, "place": article.place, "kind": article.kind, "paragraphs": paragraphs })
    });
    json!({ "page": page, "articles": articles.collect::<Vec<Value>>() })
}

fn show(file: &Path, reading: &Reading) -> Result<(), CliError> {
    let count = reading.articles.len();
    screen::say(&format!("== {} ({count} {})", file.display(), if count == 1 { "article" } else { "articles" }))?;
    reading.articles.iter().try_for_each(|article| screen::say(&format!("\n{}", shown(article))))?;
    screen::say("")
}

fn shown(article: &Article) -> String {
    let kind = match article.kind {
        Kind::Article => "article",
        Kind::Caption => "caption",
        Kind::Short => "short",
    };
    let date = article.date.map(|date| date.to_string()).unwrap_or_default();
    let mut out = String::new();
    let fields =
        [("kind", kind), ("headline", &article.headline), ("place", &article.place), ("byline", &article.byline), ("source", &article.source), ("date", &date)];
    for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        out += &format!("{name:9} {value}\n");
    }
    for paragraph in article.paragraphs() {
        out += &format!("  {paragraph}\n");
    }
    out
}
