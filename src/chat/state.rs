//! What a chat remembers between turns: its last questions and its language.
//!
//! Small and serialisable, so that follow-ups and buttons still work after a restart. Answers
//! are not kept: a question asked again over the same articles gives the same answer. Knows
//! nothing of where it is stored.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::text::Language;

/// As many questions are kept for their buttons.
const KEPT: usize = 12;
/// As many article ids that did not fit a button.
const LONG_IDS: usize = 40;
/// A question is no longer followed up after so many minutes.
const FRESH_MINUTES: i64 = 30;

/// What a chat remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChatState {
    /// Number of the last question; numbers only grow.
    last: u32,
    /// The last questions, oldest first.
    asked: Vec<Asked>,
    /// Ids of articles shown, where an id was too long for a button.
    long_ids: Vec<String>,
    /// Language of the last words: `zh` or `en`.
    language: Option<String>,
    /// The language that was asked for, whatever that of a question; none where each decides.
    chosen: Option<String>,
    /// Questions up to this number are not followed up any more.
    closed: u32,
}

/// A question that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Its number in the chat.
    pub number: u32,
    /// Its words as typed.
    pub words: String,
    /// What it was understood as in Chinese, with what it took from the question before: asked again
    /// alone it means the same.
    pub text: String,
    /// Number of the question that was open when it was asked: it may follow that one up.
    #[serde(default)]
    pub before: Option<u32>,
    /// Who asked.
    pub user: i64,
    /// When.
    pub at: NaiveDateTime,
    /// Whether it was asked, and is answered, in English.
    pub english: bool,
    /// Number of the first of the further findings that were shown last; `None` while it is the answer itself.
    #[serde(default)]
    pub page: Option<usize>,
}

impl ChatState {
    /// Reads what `to_text` wrote; unknown fields are left out, missing ones empty.
    pub fn from_text(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The state as one line of JSON.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// The user's last question, while it is fresh enough to be followed up.
    pub fn open_question(&self, user: i64, now: NaiveDateTime) -> Option<&Asked> {
        let last = self.asked.iter().rev().find(|asked| asked.user == user && asked.number > self.closed)?;
        let age = (now - last.at).num_minutes();
        (0..=FRESH_MINUTES).contains(&age).then_some(last)
    }

    /// The question with this number, if it is still kept.
    pub fn question(&self, number: u32) -> Option<&Asked> {
        self.asked.iter().find(|asked| asked.number == number)
    }

    /// A question with those before it that it may hang on, oldest first, as far as they are kept.
    pub fn line(&self, asked: &Asked) -> Vec<&Asked> {
        let mut line: Vec<&Asked> = self.question(asked.number).into_iter().collect();
        while let Some(before) = line.last().and_then(|last| self.question(last.before?)).filter(|before| before.number < line[line.len() - 1].number) {
            line.push(before);
        }
        line.reverse();
        line
    }

    /// The number the next question will have.
    pub fn next_number(&self) -> u32 {
        self.last + 1
    }

    /// Remembers a question.
    pub fn remember(&mut self, asked: Asked) {
        self.last = self.last.max(asked.number);
        self.asked.push(asked);
        let excess = self.asked.len().saturating_sub(KEPT);
        self.asked.drain(..excess);
    }

    /// Remembers which findings of a question were shown last.
    pub fn turn_page(&mut self, number: u32, page: Option<usize>) {
        if let Some(asked) = self.asked.iter_mut().find(|asked| asked.number == number) {
            asked.page = page;
        }
    }

    /// Remembers an article id too long for a button.
    pub fn remember_id(&mut self, id: &str) {
        self.long_ids.retain(|known| known != id);
        self.long_ids.push(id.to_owned());
        let excess = self.long_ids.len().saturating_sub(LONG_IDS);
        self.long_ids.drain(..excess);
    }

    /// The remembered long ids, oldest first.
    pub fn long_ids(&self) -> &[String] {
        &self.long_ids
    }

    /// Closes what was asked: nothing of it is followed up.
    pub fn close(&mut self) {
        self.closed = self.last;
    }

    /// The language that was asked for, or else that of the last words, if any were said.
    pub fn language(&self) -> Option<Language> {
        self.chosen().or_else(|| of(self.language.as_deref()))
    }

    /// The language that was asked for, if one was.
    pub fn chosen(&self) -> Option<Language> {
        of(self.chosen.as_deref())
    }

    /// Speaks this language from now on; with none that of each question.
    pub fn choose(&mut self, language: Option<Language>) {
        self.chosen = language.map(|language| super::words::code(language).to_owned());
    }

    /// Remembers the language.
    pub fn speak(&mut self, language: Language) {
        self.language = Some(super::words::code(language).to_owned());
    }
}

/// The language of a code.
fn of(code: Option<&str>) -> Option<Language> {
    code.map(|code| if code == "en" { Language::English } else { Language::Chinese })
}
