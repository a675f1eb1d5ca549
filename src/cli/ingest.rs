//! `ingest`: newspapers into the index on disk.

use std::path::PathBuf;

use clap::Args;

use super::{CliError, Outcome, Session, articles, screen};

const EXAMPLES: &str = "\
Reads folders and files: .txt pages, .md, .html, .jsonl and .jsonl.gz (rows id, title, date, source, url, text).
Reading the same again changes nothing; an article that has changed takes the place of its old version.
A page that has changed takes the place of all that it held. Rows of JSON lines stay until they are changed:
one that is missing from a later file is not removed, and one without an id is a new article when it changes.
A broken file or line is named, skipped and counted; files of other kinds are left alone and counted.

Examples:
  shuwen ingest papers/
  shuwen ingest news.jsonl.gz --index news.index

Exit codes: 0 articles were read, 1 none could be, or the index failed.";

/// Arguments of `ingest`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Ingest {
    /// Files and folders.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Ingest {
    /// Reads them all.
    pub(super) fn run(self, session: &Session) -> Result<Outcome, CliError> {
        let folder = session.settings.index_folder();
        // A mistyped path must not leave an empty index behind.
        articles::files(&self.paths)?;
        std::fs::create_dir_all(&folder).map_err(|error| CliError::file("make", &folder, error))?;
        let engine = session.engine_in(&folder)?;
        let tally = articles::ingest(session, &engine, &self.paths)?;
        screen::say(&tally.line())?;
        session.note(&format!("the index is in {}", folder.display()));
        Ok(if tally.articles() == 0 { Outcome::Faults } else { Outcome::Done })
    }
}
