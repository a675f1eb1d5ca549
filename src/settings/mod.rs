//! Settings: what the owner of a bot can change without touching the program.
//!
//! Three sources, later over earlier: `config/default.toml` (every key with its reason), a file
//! of the user's, the environment. A key that the defaults do not know is refused by name with
//! the nearest one that exists, since a misspelt setting that does nothing is worse than none.
//! The only module that names the `config` crate. Reads one file and no environment: what the
//! environment says is handed in. Knows nothing of what the settings do, and shows no token.

mod keys;
mod raw;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono_tz::{TZ_VARIANTS, Tz};

use crate::telegram::{Rates, Telegram, Token};
use keys::nearest;
use raw::Raw;

/// The defaults as the program carries them.
pub const DEFAULTS: &str = include_str!("../../config/default.toml");

/// Begins the name of every environment variable that is a setting.
pub const PREFIX: &str = "SHUWEN__";
/// A digest looks back a week: what is forgotten sooner would be sent again.
const WEEK: u16 = 8;
/// The variable that most programs for Telegram read the token from.
pub const TOKEN_VARIABLE: &str = "TELOXIDE_TOKEN";

/// Everything that can be set, checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where "today" begins.
    pub timezone: Tz,
    /// Holds the index and the bot's memory; need not exist yet.
    pub data: PathBuf,
    /// The index that was asked for, if one was.
    pub index: Option<PathBuf>,
    /// Tables that take the place of the embedded ones.
    pub tables: Option<PathBuf>,
    /// How to serve Telegram; `None` without a token.
    pub telegram: Option<Telegram>,
    /// Days that a story sent is remembered, more than a week.
    pub remember_days: u16,
    /// Articles written at once, at least 1.
    pub batch: usize,
    /// Whether to colour what goes to a terminal.
    pub colours: Colours,
    /// What to log, in the words of `RUST_LOG`.
    pub log: String,
}

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colours {
    /// On a terminal.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Nowhere.
    Never,
}

/// What settings are read from.
#[derive(Debug, Clone, Default)]
pub struct Sources<'a> {
    /// A file that must be there.
    pub file: Option<&'a Path>,
    /// A file that may be there; left alone where `file` is given.
    pub usual: Option<PathBuf>,
    /// The environment, or those of its variables that begin like settings.
    pub environment: HashMap<String, String>,
    /// The system's folder for a program's data.
    pub data: Option<PathBuf>,
}

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A key nobody knows.
    #[error("unknown setting `{key}` in {place}{}", hint(.nearest))]
    Unknown {
        /// The key with its sections: `telegram.workers`.
        key: String,
        /// The file, or the environment variable.
        place: String,
        /// The key that was perhaps meant.
        nearest: Option<String>,
    },
    /// The file cannot be read.
    #[error("cannot read settings in {file}: {reason}")]
    File {
        /// The file.
        file: String,
        /// The system's reason, or the line and what is wrong in it.
        reason: String,
    },
    /// A value of the wrong kind.
    #[error("wrong setting: {0}")]
    Kind(String),
    /// A value that cannot be meant.
    #[error("setting `{key}`: {reason}")]
    Value {
        /// The key.
        key: &'static str,
        /// What is wrong with its value.
        reason: String,
    },
}

fn hint(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or_else(|| "; config/default.toml lists them all".to_owned(), |key| format!("; did you mean `{key}`?"))
}

impl Settings {
    /// Reads the settings.
    ///
    /// # Errors
    /// An unknown key, a value of the wrong kind, a file that is not there or not TOML.
    pub fn load(sources: Sources<'_>) -> Result<Self, SettingsError> {
        let file = match (sources.file, &sources.usual) {
            (Some(file), _) => Some(file),
            (None, Some(usual)) if usual.exists() => Some(usual.as_path()),
            (None, _) => None,
        };
        let mut environment = sources.environment;
        environment.retain(|name, _| name.starts_with(PREFIX) || name == TOKEN_VARIABLE);
        // The variable of this program's own name is the more deliberate one.
        if let Some(token) = environment.remove(TOKEN_VARIABLE) {
            environment.entry(format!("{PREFIX}TELEGRAM__TOKEN")).or_insert(token);
        }
        let raw = Raw::read(file, environment)?;
        Self::check(raw, sources.data)
    }

    /// The folder of the index: the one asked for, or the usual one in the data folder.
    pub fn index_folder(&self) -> PathBuf {
        self.index.clone().unwrap_or_else(|| self.data.join("index"))
    }

    fn check(raw: Raw, data: Option<PathBuf>) -> Result<Self, SettingsError> {
        let given = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let folder = |text: String| given(text).map(PathBuf::from);
        let wrong = |key, reason: String| SettingsError::Value { key, reason };
        let least = |key, value: usize| if value == 0 { Err(wrong(key, "must be at least 1".to_owned())) } else { Ok(value) };
        let timezone = timezone(&raw.timezone)?;
        let unknown = || wrong("folders.data", "is not set, and the system names no folder for a program's data".to_owned());
        let data = folder(raw.folders.data).or(data).ok_or_else(unknown)?;
        let set = raw.telegram;
        let telegram = given(set.token).map(|token| -> Result<Telegram, SettingsError> {
            let mut telegram = Telegram::new(Token::new(token), timezone);
            telegram.api_url = given(set.api_url);
            telegram.workers = least("telegram.workers", set.workers)?;
            telegram.pending = u16::try_from(least("telegram.pending", set.pending)?).map_err(|error| wrong("telegram.pending", error.to_string()))?;
            telegram.pending_per_chat = least("telegram.pending_per_chat", set.pending_per_chat)?;
            telegram.tick = Duration::from_secs(set.tick_seconds.max(1));
            telegram.drain = Duration::from_secs(set.drain_seconds);
            telegram.rates = Rates {
                per_second: least("telegram.per_second", set.per_second)?,
                chat_gap: Duration::from_millis(set.chat_gap_ms),
                group_per_minute: least("telegram.group_per_minute", set.group_per_minute)?,
            };
            Ok(telegram)
        });
        Ok(Self {
            timezone,
            data,
            index: folder(raw.folders.index),
            tables: folder(raw.folders.tables),
            telegram: telegram.transpose()?,
            remember_days: match raw.digest.remember_days {
                days if days >= WEEK => days,
                _ => return Err(wrong("digest.remember_days", format!("must be at least {WEEK}: a digest looks back a week"))),
            },
            batch: least("ingest.batch", raw.ingest.batch)?,
            colours: raw.terminal.colours,
            log: raw.log.filter,
        })
    }
}

fn timezone(name: &str) -> Result<Tz, SettingsError> {
    name.parse().map_err(|_| {
        let near = nearest(name, TZ_VARIANTS.iter().map(|zone| zone.name()));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        SettingsError::Value { key: "timezone", reason: format!("`{name}` is not a time zone{hint}") }
    })
}
