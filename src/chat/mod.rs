//! The conversation: an event and what the chat remembers in, replies and effects out.
//!
//! Pure of Telegram: a terminal and a test speak to it with the same types. The one place that
//! decides what the bot says; how it looks is left to [`html`] and [`terminal`], how it is
//! worded to `config/replies`. Knows nothing of the clock, of files or of the network.

mod command;
mod html;
mod incoming;
mod keys;
mod press;
mod reply;
mod rich;
mod show;
mod split;
mod state;
mod terminal;
mod turn;
mod words;

use std::sync::Arc;

use crate::engine::Engine;

pub use html::html;
pub use incoming::{Incoming, Now, Replied, Said};
pub use reply::{Button, Card, Effect, Reply, Turn};
pub use rich::{Block, Rich, Run, Style, units};
pub use show::Prepared;
pub use split::{LONGEST, split};
pub use state::ChatState;
pub use terminal::{terminal, terminal_reply};
pub use words::{Words, WordsError};

/// Whoever answers: the engine, the replies and the bot's own name.
#[derive(Debug)]
pub struct Chat {
    engine: Arc<Engine>,
    words: Words,
    name: String,
}

impl Chat {
    /// A chat over an engine; `name` is the bot's user name without `@`.
    pub fn new(engine: Arc<Engine>, words: Words, name: impl Into<String>) -> Self {
        Self { engine, words, name: name.into() }
    }
}
