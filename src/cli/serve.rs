//! `serve`: the bot in Telegram, until it is told to stop.

use std::sync::Arc;

use super::{CliError, Outcome, Session};
use crate::store::Store;
use crate::telegram::{serve, until_signal};

/// The bot's memory within the data folder.
const MEMORY: &str = "shuwen.db";

/// Serves.
pub(super) fn run(session: &Session) -> Result<Outcome, CliError> {
    let Some(telegram) = session.settings.telegram.clone() else {
        let missing = "no token for Telegram: take one from @BotFather and set TELOXIDE_TOKEN, or `token` under [telegram] in the settings file";
        return Err(CliError::Wrong(missing.to_owned()));
    };
    let data = &session.settings.data;
    std::fs::create_dir_all(data).map_err(|error| CliError::file("make", data, error))?;
    let engine = Arc::new(session.engine()?);
    let words = session.words()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| CliError::Wrong(format!("cannot start threads: {error}")))?;
    runtime.block_on(async {
        let shutdown = until_signal()?;
        let store = Store::open(&data.join(MEMORY)).await?.remembering(session.settings.remember_days);
        serve(telegram, engine, words, store, shutdown).await.map_err(CliError::from)
    })?;
    Ok(Outcome::Done)
}
