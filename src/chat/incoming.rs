//! What reaches the chat: words, presses and inline queries, with where and from whom.
//!
//! Telegram's updates and the terminal's lines both become this one type. Knows nothing of
//! either.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use super::split::LONGEST;

/// One event in one chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Where it happened.
    pub chat: i64,
    /// The topic within the chat, where the chat has topics.
    pub thread: Option<i32>,
    /// Whether the chat has more than one reader.
    pub group: bool,
    /// Who did it; 0 where unknown (anonymous administrators, channels).
    pub user: i64,
    /// Whether this user may change the chat's settings; ask Telegram only when
    /// [`wants_admin`](super::Chat::wants_admin) says so, and leave `false` else. In private chats
    /// it is not looked at.
    pub admin: bool,
    /// The user's language as Telegram gives it (`zh-hans`, `en`), where given.
    pub language: Option<String>,
    /// What was said or done.
    pub said: Said,
}

/// What was said or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Words: a question, a command with or without `@name`, or group talk. The bot's own
    /// mention is still inside.
    Text {
        /// The words as typed.
        text: String,
        /// The message it replies to.
        reply: Option<Replied>,
    },
    /// A button was pressed: its data.
    Press(String),
    /// Words typed after the bot's name in any chat: at most 256 characters.
    Inline(String),
}

/// The message that words reply to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replied {
    /// Its words.
    pub text: String,
    /// Whether the bot itself wrote it.
    pub own: bool,
}

/// Whether words are longer than a message may be: no question, and slow to read.
pub fn too_long(words: &str) -> bool {
    words.encode_utf16().nth(LONGEST).is_some()
}

/// The moment of a turn, in the time zone of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Day and time on the wall.
    pub local: NaiveDateTime,
}

impl Now {
    /// A moment as the clocks of a time zone show it.
    pub fn at(moment: DateTime<Utc>, zone: Tz) -> Self {
        Self { local: moment.with_timezone(&zone).naive_local() }
    }

    /// The day.
    pub fn today(&self) -> NaiveDate {
        self.local.date()
    }
}
