//! `train`: the weights of a domain's ranking learnt from question sets.
//!
//! Questions that their set says nothing answers teach refusing, all others choosing as well. What is
//! learnt and how it is validated is `measure`'s; the order of sets and questions is fixed, so the
//! same sets give the same table.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;

use super::progress::Progress;
use super::{CliError, Outcome, Session, eval, screen};
use crate::engine::EngineError;
use crate::extract::{Domain, Rankings};
use crate::measure::{QuestionRow, Sample, Validated, learn, sample};
use crate::question::Kind;

const EXAMPLES: &str = "\
A SET is ARTICLES:QUESTIONS[:WEIGHT[:EVERY]]: articles as `ingest` reads them or the folder of an index,
questions as `eval` reads them, how much each question counts (1), and which share of them is asked (every
one). Sets that count more than 1 are those the program is for: what each threshold would do is told of them.

Example:
  shuwen train news.index:news.questions.jsonl:3 cmrc.index:cmrc.questions.jsonl.gz:1:3 --domain news

Printed are shares of questions that a model which had not seen their articles gets right.";

/// Arguments of `train`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Train {
    /// Articles and questions.
    #[arg(required = true, value_name = "SET", value_parser = set)]
    sets: Vec<Set>,

    /// Whose ranking is learnt (news, reference, translated): its thresholds are kept as they are.
    #[arg(long, default_value = "news", value_name = "DOMAIN", value_parser = domain)]
    domain: Domain,

    /// Write the weights to this file instead of config/ranking/DOMAIN.toml.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone)]
struct Set {
    articles: PathBuf,
    questions: PathBuf,
    weight: f32,
    every: usize,
}

impl Train {
    /// Learns and writes.
    pub(super) fn run(self, session: &Session) -> Result<Outcome, CliError> {
        let resources = session.resources()?;
        let domain = self.domain;
        let rankings = Rankings::load(|file| resources.text(file)).map_err(EngineError::from)?;
        let out = self.out.clone().unwrap_or_else(|| PathBuf::from("config").join(domain.file()));
        // Better now than when all is learnt.
        let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::read_dir(folder).map_err(|error| CliError::file("write into", folder, error))?;
        let mut samples: Vec<Sample> = Vec::new();
        for (number, set) in self.sets.iter().enumerate() {
            samples.extend(self.samples(session, number, set)?);
        }
        if !samples.iter().any(|sample| sample.right.contains(&true)) {
            return Err(CliError::Wrong("no question has a right candidate: nothing can be learnt".to_owned()));
        }
        session.note(&format!("learning from {} samples", samples.len()));
        let learnt = learn(&mut samples, rankings.of(domain));
        self.tell(&samples, &learnt.validated)?;
        std::fs::write(&out, learnt.ranking.print()).map_err(|error| CliError::file("write", &out, error))?;
        session.note(&format!("weights written to {}", out.display()));
        Ok(Outcome::Done)
    }

    /// What models of other folds get right, by set and kind; then what each threshold would do.
    fn tell(&self, samples: &[Sample], seen: &[Validated]) -> Result<(), CliError> {
        let mut table: BTreeMap<(usize, String), [usize; 3]> = BTreeMap::new();
        for (sample, seen) in samples.iter().zip(seen).filter(|(sample, _)| sample.figure == Some(sample.kind == Kind::Figure)) {
            let row = table.entry((sample.set, format!("{:?}", sample.kind).to_lowercase())).or_default();
            row[0] += 1;
            row[1] += usize::from(seen.first);
            row[2] += usize::from(seen.in3);
        }
        for ((number, kind), [count, first, in3]) in table {
            let share = |part: usize| part as f32 / count.max(1) as f32;
            let file = self.sets[number].questions.display();
            screen::say(&format!("{file} {kind}: {count} questions, right {:.3}, among three {:.3}", share(first), share(in3)))?;
        }
        for figures in [true, false] {
            screen::say(if figures { "figures, sets above weight 1:" } else { "names and dates, sets above weight 1:" })?;
            let rows: Vec<(&Sample, &Validated)> =
                samples.iter().zip(seen).filter(|(sample, _)| (sample.kind == Kind::Figure) == figures && sample.set_counts()).collect();
            let answerable = rows.iter().filter(|(sample, _)| sample.answerable()).count();
            for threshold in (6..=14).map(|step| step as f32 * 0.05) {
                let said = || rows.iter().filter(|(_, seen)| seen.chance >= threshold);
                let right = said().filter(|(_, seen)| seen.first).count();
                let refused = rows.iter().filter(|(sample, seen)| !sample.answerable() && seen.chance < threshold).count();
                let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
                screen::say(&format!(
                    "  threshold {threshold:.2}: right {:.3} of {answerable}, precision {:.3}, refused {:.3} of {}",
                    share(right, answerable),
                    share(right, said().count()),
                    share(refused, rows.len() - answerable),
                    rows.len() - answerable
                ))?;
            }
        }
        Ok(())
    }

    fn samples(&self, session: &Session, number: usize, set: &Set) -> Result<Vec<Sample>, CliError> {
        let rows = eval::rows(&set.questions)?;
        let rows: Vec<&QuestionRow> = rows.iter().step_by(set.every).collect();
        let engine = eval::engine(session, &set.articles)?;
        let progress = Progress::new(session.quiet, "asking", rows.len() as u64, false);
        let today = session.today();
        let one = |row: &&QuestionRow| -> Result<Option<Sample>, EngineError> {
            let found = sample(&engine, number, row, set.weight, today)?;
            progress.add(1);
            Ok(found)
        };
        let found: Vec<Option<Sample>> = rows.par_iter().map(one).collect::<Result<_, _>>()?;
        Ok(found.into_iter().flatten().collect())
    }
}

fn domain(text: &str) -> Result<Domain, String> {
    let known = || Domain::ALL.map(Domain::name).join(", ");
    Domain::ALL.into_iter().find(|domain| domain.name() == text).ok_or_else(|| format!("a domain is one of {}", known()))
}

fn set(text: &str) -> Result<Set, String> {
    let mut parts = text.split(':');
    let (Some(articles), Some(questions)) = (parts.next(), parts.next()) else {
        return Err("a set is ARTICLES:QUESTIONS, ARTICLES:QUESTIONS:WEIGHT or ARTICLES:QUESTIONS:WEIGHT:EVERY".to_owned());
    };
    let weight = parts.next().map_or(Ok(1.0), str::parse).map_err(|_| "the weight of a set is a number".to_owned())?;
    let every = parts.next().map_or(Ok(1), str::parse).ok().filter(|&every| every > 0).ok_or("every how manieth question is asked is a number above 0")?;
    Ok(Set { articles: articles.into(), questions: questions.into(), weight, every })
}
