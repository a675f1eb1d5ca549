//! What a turn gives back: replies, buttons, inline results and effects, as plain data.
//!
//! The caller (Telegram or a terminal) sends and stores; the chat decides only what. Knows
//! nothing of message ids or requests.

use serde::{Deserialize, Serialize};

use super::rich::Rich;
use super::state::ChatState;
use crate::digest::Subscription;

/// The outcome of one incoming event.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Turn {
    /// What to remember of the chat; save it when it differs from what was given.
    pub state: ChatState,
    /// Messages to send, in order; none where the words were not meant for the bot.
    pub replies: Vec<Reply>,
    /// Results of an inline query; empty for all else.
    pub cards: Vec<Card>,
    /// What the caller is to carry out before it sends the replies.
    pub effects: Vec<Effect>,
    /// What failed inside, for the log; the replies already say that something did.
    pub trouble: Option<String>,
}

/// One message; longer than a message may be, until it is split.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reply {
    /// What it says.
    pub rich: Rich,
    /// Rows of buttons below the (last) message.
    pub buttons: Vec<Vec<Button>>,
}

impl From<Rich> for Reply {
    fn from(rich: Rich) -> Self {
        Self { rich, buttons: Vec::new() }
    }
}

/// A button below a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What it says.
    pub label: String,
    /// What comes back when it is pressed: 1–64 bytes.
    pub data: String,
}

/// One result of an inline query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Short name, unique among the cards of one turn: at most 64 bytes.
    pub id: String,
    /// The line shown in bold: the figure.
    pub title: String,
    /// The line below it: the start of the sentence.
    pub note: String,
    /// The message sent when it is chosen.
    pub rich: Rich,
}

/// Something the caller is to carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Store the subscription; it takes the place of the chat's (and topic's) earlier one.
    Subscribe(Subscription),
    /// Remove the subscription of this chat and topic.
    Unsubscribe {
        /// The chat.
        chat: i64,
        /// The topic within it.
        thread: Option<i32>,
    },
}
