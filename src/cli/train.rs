//! `train`: the ranking's weights learnt from question sets.
//!
//! Asks every question once as it is, and once with the articles that hold its answer taken
//! away, so that refusing is learnt as well as choosing. What is learnt and how it is validated
//! is `measure`'s; the order of sets and questions is fixed, so the same sets give the same table.

use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;

use super::progress::Progress;
use super::{CliError, Outcome, Session, eval, screen};
use crate::engine::EngineError;
use crate::extract::Ranking;
use crate::measure::{QuestionRow, Sample, learn, sample};

const EXAMPLES: &str = "\
A SET is ARTICLES:QUESTIONS or ARTICLES:QUESTIONS:WEIGHT: articles as `ingest` reads them or the folder of
an index, questions as `eval` reads them, and how much each question counts (1).

Example:
  shuwen train news.index:news.questions.jsonl cmrc.index:cmrc.questions.jsonl.gz:0.2 --out config/ranking.toml

Printed are shares of questions that a model which had not seen their articles gets right.";

/// Arguments of `train`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Train {
    /// Articles and questions.
    #[arg(required = true, value_name = "SET", value_parser = set)]
    sets: Vec<Set>,

    /// Write the weights to this file.
    #[arg(long, value_name = "FILE", default_value = "config/ranking.toml")]
    out: PathBuf,

    /// Take at most so many questions of each set, evenly spread.
    #[arg(long, value_name = "N")]
    most: Option<usize>,

    /// How much a question counts whose answer was taken away.
    #[arg(long, value_name = "WEIGHT", default_value_t = 0.3)]
    without: f32,
}

#[derive(Debug, Clone)]
struct Set {
    articles: PathBuf,
    questions: PathBuf,
    weight: f32,
}

impl Train {
    /// Learns and writes.
    pub(super) fn run(self, session: &Session) -> Result<Outcome, CliError> {
        let resources = session.resources()?;
        let base = Ranking::load("ranking.toml", resources.text("ranking.toml")).map_err(EngineError::from)?;
        let mut samples: Vec<Sample> = Vec::new();
        for (number, set) in self.sets.iter().enumerate() {
            samples.extend(self.samples(session, number, set)?);
        }
        if !samples.iter().any(|sample| sample.right.contains(&true)) {
            return Err(CliError::Wrong("no question has a right candidate: nothing can be learnt".to_owned()));
        }
        session.note(&format!("learning from {} samples", samples.len()));
        let learnt = learn(&mut samples, &base);
        for (number, set) in self.sets.iter().enumerate() {
            let rows: Vec<_> = samples.iter().zip(&learnt.validated).filter(|(sample, _)| sample.set == number && sample.answerable).collect();
            let share = |count: usize| count as f32 / rows.len().max(1) as f32;
            let first = share(rows.iter().filter(|(_, seen)| seen.first).count());
            let in3 = share(rows.iter().filter(|(_, seen)| seen.in3).count());
            screen::say(&format!("{}: {} questions, right {first:.3}, among three {in3:.3}", set.questions.display(), rows.len()))?;
        }
        std::fs::write(&self.out, learnt.ranking.print()).map_err(|error| CliError::file("write", &self.out, error))?;
        session.note(&format!("weights written to {}", self.out.display()));
        Ok(Outcome::Done)
    }

    fn samples(&self, session: &Session, number: usize, set: &Set) -> Result<Vec<Sample>, CliError> {
        let rows = eval::rows(&set.questions)?;
        let step = self.most.map_or(1, |most| rows.len().div_ceil(most.max(1))).max(1);
        let rows: Vec<&QuestionRow> = rows.iter().step_by(step).collect();
        let engine = eval::engine(session, &set.articles)?;
        let progress = Progress::new(session.quiet, "asking", rows.len() as u64, false);
        let today = session.today();
        let one = |row: &&QuestionRow| -> Result<Vec<Sample>, EngineError> {
            let mut found: Vec<Sample> = sample(&engine, number, row, false, set.weight, today)?.into_iter().collect();
            if self.without > 0.0 && !row.answers.is_empty() && row.gold().next().is_some() {
                found.extend(sample(&engine, number, row, true, set.weight * self.without, today)?);
            }
            progress.add(1);
            Ok(found)
        };
        let found: Vec<Vec<Sample>> = rows.par_iter().map(one).collect::<Result<_, _>>()?;
        Ok(found.into_iter().flatten().collect())
    }
}

fn set(text: &str) -> Result<Set, String> {
    let mut parts = text.split(':');
    let (Some(articles), Some(questions)) = (parts.next(), parts.next()) else {
        return Err("a set is ARTICLES:QUESTIONS or ARTICLES:QUESTIONS:WEIGHT".to_owned());
    };
    let weight = parts.next().map_or(Ok(1.0), str::parse).map_err(|_| "the weight of a set is a number".to_owned())?;
    Ok(Set { articles: articles.into(), questions: questions.into(), weight })
}
