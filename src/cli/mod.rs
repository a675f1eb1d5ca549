//! The command line: arguments in, an exit code out; one file a subcommand.
//!
//! The only layer that reads the clock, the environment and folders of files, and the only one
//! that prints. What it prints is made elsewhere: replies in `chat`, tables in `measure` and
//! `figures`. Knows no rule, no wording of an answer and no request of Telegram.

mod articles;
mod ask;
mod chat;
mod check;
mod completions;
mod digest;
mod error;
mod eval;
mod figures;
mod ingest;
mod progress;
mod read;
mod screen;
mod serve;
mod session;
mod trace;
mod train;

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, CommandFactory, Parser, Subcommand};

pub use error::CliError;
use session::Session;

const EXAMPLES: &str = "\
Examples:
  shuwen                                    chat in the terminal, or serve Telegram if there is a token
  shuwen ask \"宿城引进了多少高层次人才？\"    one question
  shuwen ingest papers/                     read a folder of newspapers into the index
  TELOXIDE_TOKEN=… shuwen                   serve Telegram

Exit codes: 0 done or answered, 1 something failed, 2 wrong arguments, 3 `ask` found no answer.

Settings: ~/.config/shuwen/config.toml, or SHUWEN__SECTION__KEY in the environment; every key stands
with its reason in config/default.toml.";

/// Answers questions about Chinese newspaper articles with the exact figure and the sentence that proves it.
#[derive(Debug, Parser)]
#[command(name = "shuwen", version, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    global: Global,
}

/// What every subcommand understands.
#[derive(Debug, Args)]
struct Global {
    /// Read settings from this file instead of ~/.config/shuwen/config.toml.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Use the index in this folder.
    #[arg(long, global = true, value_name = "DIR")]
    index: Option<PathBuf>,

    /// Take this for today: YYYY-MM-DD.
    #[arg(long, global = true, value_name = "DAY")]
    today: Option<NaiveDate>,

    /// Print results and errors only.
    #[arg(long, short, global = true)]
    quiet: bool,

    /// Log more; twice for everything.
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer one question.
    Ask(ask::Ask),
    /// Chat in the terminal, as in Telegram.
    Chat,
    /// Show what the reader makes of newspaper files.
    Read(read::Read),
    /// Read newspapers into the index.
    Ingest(ingest::Ingest),
    /// Serve Telegram by long polling.
    Serve,
    /// The stories of a day or week.
    Digest(digest::DigestOf),
    /// Ask every question of a set and judge the answers.
    Eval(eval::Eval),
    /// Learn the ranking from question sets.
    Train(train::Train),
    /// The figures in a text.
    Figures(figures::FiguresOf),
    /// Check settings, tables and rules with their examples.
    Check,
    /// Print a completion script for a shell.
    Completions(completions::Completions),
}

/// How a subcommand ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It did what was asked.
    Done,
    /// Nothing could be answered.
    NoAnswer,
    /// What was looked at is not in order, and all of that was said.
    Faults,
}

/// Runs the program with the process's arguments and environment.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Faults) => ExitCode::from(1),
        Ok(Outcome::NoAnswer) => ExitCode::from(3),
        // Whoever reads our output has seen enough: `shuwen read … | head`.
        Err(CliError::Closed) => ExitCode::SUCCESS,
        Err(error) => {
            screen::complain(&format!("error: {error}"));
            ExitCode::from(1)
        }
    }
}

fn run(arguments: Arguments) -> Result<Outcome, CliError> {
    if let Some(Command::Completions(completions)) = arguments.command {
        return completions.run(Arguments::command());
    }
    let session = Session::open(arguments.global)?;
    match arguments.command {
        None if session.settings.telegram.is_some() => serve::run(&session),
        None => chat::run(&session, true),
        Some(Command::Chat) => chat::run(&session, false),
        Some(Command::Serve) => serve::run(&session),
        Some(Command::Check) => check::run(&session),
        Some(Command::Ask(ask)) => ask.run(&session),
        Some(Command::Read(read)) => read.run(&session),
        Some(Command::Ingest(ingest)) => ingest.run(&session),
        Some(Command::Digest(digest)) => digest.run(&session),
        Some(Command::Eval(eval)) => eval.run(&session),
        Some(Command::Train(train)) => train.run(&session),
        Some(Command::Figures(figures)) => figures.run(&session),
        Some(Command::Completions(completions)) => completions.run(Arguments::command()),
    }
}
