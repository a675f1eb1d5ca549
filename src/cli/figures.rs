//! `figures`: what the reader of figures finds in a text.

use std::io::Read;

use clap::Args;

use super::{CliError, Outcome, Session, screen};
use crate::figures::{jsonl, marked, table};

const EXAMPLES: &str = "\
Examples:
  shuwen figures \"先后引进高层次人才28人，装机2.99兆瓦\"
  shuwen figures - < article.txt
  shuwen figures --jsonl - < rows.jsonl      rows {\"id\",\"input\",\"date\"?} in, {\"id\",\"predicted\":[…]} out";

/// Arguments of `figures`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct FiguresOf {
    /// The text; `-` reads standard input.
    #[arg(default_value = "-", hide_default_value = true)]
    text: String,

    /// Read rows of JSON and write rows of JSON.
    #[arg(long)]
    jsonl: bool,

    /// The text's own day, YYYY-MM-DD: fixes 今年 and 18日.
    #[arg(long, value_name = "DAY")]
    date: Option<chrono::NaiveDate>,
}

impl FiguresOf {
    /// Marks and lists the figures.
    pub(super) fn run(self, session: &Session) -> Result<Outcome, CliError> {
        let text = if self.text == "-" { standard_input()? } else { self.text };
        let figures = session.resources()?.figures()?;
        if self.jsonl {
            let rows = jsonl(&figures, &text).map_err(|error| CliError::Wrong(error.to_string()))?;
            screen::write(&rows)?;
            return Ok(Outcome::Done);
        }
        let found = figures.mentions(&text, self.date);
        screen::say(&marked(&text, &found))?;
        if found.is_empty() {
            session.note("no figures");
        } else {
            screen::say("")?;
            screen::say(&table(&figures, &text, &found))?;
        }
        Ok(Outcome::Done)
    }
}

fn standard_input() -> Result<String, CliError> {
    let mut text = String::new();
    let read = std::io::stdin().lock().read_to_string(&mut text);
    read.map(|_| text).map_err(|error| CliError::Wrong(format!("cannot read standard input: {error}")))
}
