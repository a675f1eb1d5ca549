//! `digest`: the stories of a day or week, as the chat tells them.

use std::sync::Arc;

use chrono::{Days as Count, NaiveDate};
use clap::Args;

use super::{CliError, Outcome, Session, screen};
use crate::chat::{Chat, terminal_reply};
use crate::digest::Days;
use crate::text::{Language, language};

const EXAMPLES: &str = "\
Examples:
  shuwen digest                          the latest day that has articles
  shuwen digest --day 2023-08-01 --place 台州
  shuwen digest --week --json";

/// Arguments of `digest`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DigestOf {
    /// The day: YYYY-MM-DD, today or yesterday. Without one, the latest day that has articles.
    #[arg(long, value_name = "DAY", value_parser = day)]
    day: Option<Day>,

    /// The seven days that end with the day (today, if none is given).
    #[arg(long)]
    week: bool,

    /// Only stories of this place or topic.
    #[arg(long, value_name = "PLACE", default_value = "", hide_default_value = true)]
    place: String,

    /// Print the digest as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy)]
enum Day {
    Today,
    Yesterday,
    On(NaiveDate),
}

impl DigestOf {
    /// Tells the stories.
    pub(super) fn run(self, session: &Session) -> Result<Outcome, CliError> {
        let now = session.now();
        let today = now.today();
        let day = self.day.map(|day| match day {
            Day::Today => today,
            Day::Yesterday => today.checked_sub_days(Count::new(1)).unwrap_or(today),
            Day::On(day) => day,
        });
        let days = match (day, self.week) {
            (day, true) => Days::Week(day.unwrap_or(today)),
            (Some(day), false) => Days::Day(day),
            (None, false) => Days::Latest(today),
        };
        let chat = Chat::new(Arc::new(session.engine()?), session.words()?, "");
        let digest = chat.digest(days, &self.place, &[], &now)?;
        if self.json {
            screen::json(&digest, false)?;
        } else {
            let spoken = if self.place.trim().is_empty() { Language::default() } else { language(&self.place) };
            screen::say(&terminal_reply(&chat.digest_reply(spoken, &digest), session.colours()))?;
        }
        Ok(Outcome::Done)
    }
}

fn day(text: &str) -> Result<Day, String> {
    match text {
        "today" => Ok(Day::Today),
        "yesterday" => Ok(Day::Yesterday),
        _ => text.parse().map(Day::On).map_err(|_| "a day is YYYY-MM-DD, today or yesterday".to_owned()),
    }
}
