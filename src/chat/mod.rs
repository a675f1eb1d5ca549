//! The conversation: an event and what the chat remembers in, replies and effects out.
//!
//! Pure of Telegram: a terminal and a test speak to it with the same types. The one place that
//! decides what the bot says; how it looks is left to [`html`] and [`terminal`], how it is
//! worded to `config/replies`. Knows nothing of the clock, of files or of the network.

mod again;
mod aside;
mod command;
mod courtesy;
mod dayword;
mod digits;
mod html;
mod incoming;
mod keys;
mod narrow;
mod plan;
mod press;
mod reply;
mod rich;
mod show;
mod span;
mod split;
mod state;
mod terminal;
mod turn;
mod words;

use std::sync::Arc;

use crate::answer::Answer;
use crate::digest::Digest;
use crate::engine::{Engine, EngineError};
use crate::index::IndexError;
use crate::store::StoreError;
use crate::text::Language;
use aside::Asides;
use courtesy::Courtesies;
use dayword::DayWords;

pub use html::html;
pub use incoming::{Incoming, Now, Replied, Said, too_long};
pub use reply::{Button, Card, Effect, Reply, Turn};
pub use rich::{Block, Rich, Run, Style, units};
pub use split::{LONGEST, split};
pub use state::ChatState;
pub use terminal::{terminal, terminal_reply};
pub use words::{Words, WordsError};

/// What can go wrong in a turn or while planning.
#[derive(Debug, thiserror::Error)]
pub enum ChatError {
    /// A question could not be answered.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The index could not be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The store could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whoever answers: the engine, the replies and the bot's own name.
pub struct Chat {
    engine: Arc<Engine>,
    words: Words,
    courtesies: Courtesies,
    asides: Asides,
    day_words: DayWords,
    name: String,
}

impl Chat {
    /// A chat over an engine; `name` is the bot's user name without `@`.
    pub fn new(engine: Arc<Engine>, words: Words, name: impl Into<String>) -> Self {
        let (courtesies, asides, day_words) = (Courtesies::new(&words), Asides::new(&words), DayWords::new(&words));
        Self { engine, courtesies, asides, day_words, words, name: name.into() }
    }

    /// An answer as the chat shows it, without buttons: for a command line.
    pub fn answer_reply(&self, language: Language, answer: &Answer) -> Reply {
        show::answer(&self.words, language, answer).rich.into()
    }

    /// A digest as the chat shows it.
    pub fn digest_reply(&self, language: Language, digest: &Digest) -> Reply {
        show::digest(&self.words, language, digest, false).into()
    }
}

impl std::fmt::Debug for Chat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chat").field("name", &self.name).finish_non_exhaustive()
    }
}
