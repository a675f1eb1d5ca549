//! `ask`: one question, answered as the chat answers it, with its whole way where wanted.

use std::sync::Arc;

use clap::Args;

use super::{CliError, Outcome, Session, screen, trace};
use crate::answer::Verdict;
use crate::chat::{Chat, LONGEST, terminal_reply, too_long};

const EXAMPLES: &str = "\
Examples:
  shuwen ask \"how many talents did Sucheng attract\"
  shuwen ask \"宿城培训了多少人次？\" --trace
  shuwen ask \"宿城培训了多少人次？\" --json | jq .answer.found[0].text

Exit codes: 0 answered, 1 something failed, 2 wrong arguments, 3 no answer.";

/// Arguments of `ask`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Ask {
    /// The question, in Chinese or English.
    #[arg(required = true)]
    words: Vec<String>,

    /// Show what was understood, found and weighed.
    #[arg(long)]
    trace: bool,

    /// Print the answer as JSON; with --trace its whole way.
    #[arg(long)]
    json: bool,
}

impl Ask {
    /// Answers.
    pub(super) fn run(self, session: &Session) -> Result<Outcome, CliError> {
        let words = self.words.join(" ");
        if too_long(&words) && self.json {
            return Err(CliError::Wrong(format!("the question is longer than {LONGEST} characters")));
        }
        let engine = Arc::new(session.engine()?);
        if too_long(&words) {
            let reply = Chat::new(engine, session.words()?, "").overlong(crate::text::language(&words));
            screen::say(&terminal_reply(&reply, session.colours()))?;
            return Ok(Outcome::NoAnswer);
        }
        let trace = engine.ask(&words, None, session.today())?;
        if self.json {
            screen::json(&trace::value(&trace, engine.rankings(), self.trace)?, false)?;
        } else {
            if self.trace {
                screen::say(&trace::text(&trace, engine.rankings()))?;
            }
            let chat = Chat::new(engine, session.words()?, "");
            let reply = chat.answer_reply(trace.question.language, &trace.answer);
            screen::say(&terminal_reply(&reply, session.colours()))?;
        }
        let answered = matches!(trace.answer.verdict, Verdict::Found | Verdict::Close);
        Ok(if answered { Outcome::Done } else { Outcome::NoAnswer })
    }
}
