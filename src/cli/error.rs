//! What can go wrong for a user of the command line, each in one line that names the thing.

use crate::chat::{ChatError, WordsError};
use crate::corpus::CorpusError;
use crate::engine::EngineError;
use crate::figures::FiguresError;
use crate::index::IndexError;
use crate::measure::MeasureError;
use crate::resources::ResourceError;
use crate::settings::SettingsError;
use crate::store::StoreError;
use crate::telegram::TelegramError;

/// Why a subcommand failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The settings.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The engine or its tables.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The tables of resources.
    #[error(transparent)]
    Resource(#[from] ResourceError),
    /// The unit tables.
    #[error(transparent)]
    Figures(#[from] FiguresError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A file of articles.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// The replies.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// A conversation.
    #[error(transparent)]
    Chat(#[from] ChatError),
    /// The bot's memory.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The bot.
    #[error(transparent)]
    Telegram(#[from] TelegramError),
    /// A question set.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// A file or folder that cannot be read or written.
    #[error("cannot {what} {path}: {reason}")]
    File {
        /// read, write, make.
        what: &'static str,
        /// The file.
        path: String,
        /// The system's reason.
        reason: String,
    },
    /// Arguments that fit one by one but not together, or point nowhere.
    #[error("{0}")]
    Wrong(String),
    /// Standard output was closed by whoever read it.
    #[error("output closed")]
    Closed,
}

impl CliError {
    pub(super) fn file(what: &'static str, path: &std::path::Path, reason: impl ToString) -> Self {
        Self::File { what, path: path.display().to_string(), reason: reason.to_string() }
    }
}

/// JSON of our own types and of standard output fails only with the output.
impl From<serde_json::Error> for CliError {
    fn from(error: serde_json::Error) -> Self {
        Self::Wrong(format!("cannot write json: {error}"))
    }
}
