//! `eval`: every question of a set asked over all its articles, and judged.
//!
//! The judge's rules are `measure`'s; this file brings articles and questions to the engine,
//! writes what was predicted, and says which questions came out otherwise than last time.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use rayon::prelude::*;

use super::progress::Progress;
use super::session::is_index;
use super::{CliError, Outcome, Session, articles, screen};
use crate::engine::{Engine, EngineError};
use crate::measure::{Loss, Prediction, QuestionRow, Report, predict, questions};

const EXAMPLES: &str = "\
ARTICLES is whatever `ingest` reads, or the folder of an index. QUESTIONS holds rows
{\"id\",\"question\",\"answers\":[…],\"kind\",\"passages\" or \"doc_id\"}; no answers: must be refused.

Examples:
  shuwen eval news.articles.jsonl.gz news.questions.jsonl --predictions news.predictions.jsonl
  shuwen eval news.index news.questions.jsonl --json > new.json
  shuwen eval news.index news.questions.jsonl --compare old.json --losses 20";

/// Arguments of `eval`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Eval {
    /// The articles, or the folder of an index.
    articles: PathBuf,

    /// The questions, gzipped or not.
    questions: PathBuf,

    /// Write one row a question for the judge.
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,

    /// Print the report as JSON.
    #[arg(long)]
    json: bool,

    /// Say which questions came out otherwise than in this report.
    #[arg(long, value_name = "OLD.json")]
    compare: Option<PathBuf>,

    /// Show so many questions that were lost, by cause.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    losses: usize,
}

impl Eval {
    /// Asks and judges.
    pub(super) fn run(self, session: &Session) -> Result<Outcome, CliError> {
        let rows = rows(&self.questions)?;
        let old = self.compare.as_deref().map(report).transpose()?;
        let engine = engine(session, &self.articles)?;
        let (predictions, times) = ask(session, &engine, &rows)?;
        if let Some(file) = &self.predictions {
            write(file, &predictions)?;
        }
        let report = Report::new(&rows, &predictions);
        if self.json {
            screen::json(&report, false)?
        } else {
            screen::say(&report.table())?
        }
        session.note(&times);
        if let Some(old) = old {
            screen::say(&differences(&old, &report))?;
        }
        if self.losses > 0 {
            screen::say(&losses(&report, &rows, &predictions, self.losses))?;
        }
        Ok(Outcome::Done)
    }
}

/// The engine over articles read into memory, or over an index as it is.
pub(super) fn engine(session: &Session, path: &Path) -> Result<Engine, CliError> {
    if is_index(path) {
        return session.engine_in(path);
    }
    let engine = session.engine_empty(&session.resources()?)?;
    let tally = articles::ingest(session, &engine, &[path.to_path_buf()])?;
    session.note(&tally.line());
    match tally.articles() {
        0 => Err(CliError::Wrong(format!("{} holds no articles", path.display()))),
        _ => Ok(engine),
    }
}

/// The questions of a file, gzipped or not.
pub(super) fn rows(path: &Path) -> Result<Vec<QuestionRow>, CliError> {
    let name = path.display().to_string();
    let stream = File::open(path).map_err(|error| CliError::file("read", path, error))?;
    let zipped = name.ends_with(".gz");
    let stream: Box<dyn Read> = if zipped { Box::new(flate2::read::MultiGzDecoder::new(stream)) } else { Box::new(stream) };
    Ok(questions(&name, BufReader::new(stream))?)
}

fn ask(session: &Session, engine: &Engine, rows: &[QuestionRow]) -> Result<(Vec<Prediction>, String), CliError> {
    let progress = Progress::new(session.quiet, "asking", rows.len() as u64, false);
    let started = Instant::now();
    let today = session.today();
    let one = |row: &QuestionRow| -> Result<Prediction, EngineError> {
        let trace = engine.ask(&row.question, None, today)?;
        progress.add(1);
        Ok(predict(&row.id, &trace))
    };
    let predictions: Vec<Prediction> = rows.par_iter().map(one).collect::<Result<_, _>>()?;
    // Questions are asked side by side, so this says how many go through, not how long one takes.
    let times = format!("{} questions asked in {:.1} s", rows.len(), started.elapsed().as_secs_f32());
    Ok((predictions, times))
}

fn write(file: &Path, predictions: &[Prediction]) -> Result<(), CliError> {
    let wrong = |error: std::io::Error| CliError::file("write", file, error);
    let mut out = BufWriter::new(File::create(file).map_err(wrong)?);
    for prediction in predictions {
        let row = serde_json::to_string(prediction)?;
        writeln!(out, "{row}").map_err(wrong)?;
    }
    out.flush().map_err(wrong)
}

fn report(path: &Path) -> Result<Report, CliError> {
    let text = std::fs::read_to_string(path).map_err(|error| CliError::file("read", path, error))?;
    serde_json::from_str(&text).map_err(|error| CliError::file("read", path, format!("not a report of `eval --json`: {error}")))
}

/// Which questions are lost now and were not, or the other way round, or for another cause.
fn differences(old: &Report, new: &Report) -> String {
    let ids: BTreeSet<&String> = old.lost.keys().chain(new.lost.keys()).collect();
    let name = |loss: Option<&Loss>| loss.map_or("right".to_owned(), |loss| format!("{loss:?}").to_lowercase());
    let (mut better, mut worse, mut lines) = (0, 0, Vec::new());
    for id in ids {
        let (before, after) = (old.lost.get(id), new.lost.get(id));
        if before == after {
            continue;
        }
        better += usize::from(after.is_none());
        worse += usize::from(before.is_none());
        let sign = if after.is_none() {
            '+'
        } else if before.is_none() {
            '-'
        } else {
            ' '
        };
        lines.push(format!("{sign} {id}: {} → {}", name(before), name(after)));
    }
    lines.push(format!("{better} questions better, {worse} worse"));
    lines.join("\n")
}

fn losses(report: &Report, rows: &[QuestionRow], predictions: &[Prediction], most: usize) -> String {
    let lost = rows.iter().zip(predictions).filter_map(|(row, prediction)| Some((*report.lost.get(&row.id)?, row, prediction)));
    let mut lost: Vec<(Loss, &QuestionRow, &Prediction)> = lost.collect();
    lost.sort_by_key(|(loss, ..)| *loss);
    let line = |(loss, row, prediction): &(Loss, &QuestionRow, &Prediction)| {
        let wanted = if row.answers.is_empty() { "no answer".to_owned() } else { row.answers.join(" / ") };
        let cause = format!("{loss:?}").to_lowercase();
        format!(
            "{cause}  {}  {}\n  wanted  {wanted}\n  guessed {}\n  quoted  {}",
            row.id,
            row.question,
            prediction.guesses.join(" | "),
            prediction.quote.replace('\n', " ")
        )
    };
    lost.iter().take(most).map(line).collect::<Vec<String>>().join("\n")
}
