//! Settings as written: one field a key, no checks but of kind.
//!
//! Knows nothing of what a value may be; `Settings` does.

use std::collections::HashMap;
use std::path::Path;

use config::{Config, Environment, File, FileFormat};
use serde::Deserialize;

use super::keys::{check_environment, check_file, known};
use super::{Colours, DEFAULTS, PREFIX, SettingsError};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    pub(super) timezone: String,
    pub(super) folders: Folders,
    pub(super) telegram: RawTelegram,
    pub(super) digest: RawDigest,
    pub(super) ingest: Ingest,
    pub(super) terminal: Terminal,
    pub(super) log: Log,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Folders {
    pub(super) data: String,
    pub(super) index: String,
    pub(super) tables: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTelegram {
    pub(super) token: String,
    pub(super) api_url: String,
    pub(super) workers: usize,
    pub(super) pending: usize,
    pub(super) pending_per_chat: usize,
    pub(super) tick_seconds: u64,
    pub(super) drain_seconds: u64,
    pub(super) per_second: usize,
    pub(super) chat_gap_ms: u64,
    pub(super) group_per_minute: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDigest {
    pub(super) remember_days: u16,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ingest {
    pub(super) batch: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Terminal {
    pub(super) colours: Colours,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Log {
    pub(super) filter: String,
}

/// The token is left out, wherever this is printed.
impl std::fmt::Debug for RawTelegram {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RawTelegram").field("api_url", &self.api_url).finish_non_exhaustive()
    }
}

impl Raw {
    /// Lays the sources over one another, after refusing keys that do not exist.
    pub(super) fn read(file: Option<&Path>, environment: HashMap<String, String>) -> Result<Self, SettingsError> {
        let all = known(DEFAULTS, "config/default.toml")?;
        let mut builder = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(path) = file {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|error| SettingsError::File { file: name.clone(), reason: error.to_string() })?;
            check_file(&text, &name, &all)?;
            builder = builder.add_source(File::from(path.to_path_buf()).format(FileFormat::Toml));
        }
        check_environment(&environment, &all)?;
        let variables = Environment::with_prefix(PREFIX.trim_end_matches('_')).prefix_separator("__").separator("__").source(Some(environment));
        let settings = builder.add_source(variables).build().and_then(Config::try_deserialize);
        settings.map_err(|error| SettingsError::Kind(error.to_string().replace('\n', ", ")))
    }
}
