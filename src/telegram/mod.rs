//! Telegram: updates in, requests out; the only files that name teloxide.
//!
//! The chat decides what is said; this layer sees to it that it is said once, in order, in time
//! and within Telegram's limits, and that neither a crash nor Telegram's absence loses a
//! question or a digest. An update's way: `poll` fetches it and writes it down, `update` reads
//! it, `lanes` keep a chat's order, `work` has the chat think and saves, `queue` sends at the
//! pace of `pace`. Knows nothing of newspapers, of wording or of where settings come from.
//!
//! No text of a message and no token is ever logged.

mod claim;
mod fault;
mod lanes;
mod pace;
mod poll;
mod queue;
mod schedule;
mod send;
mod update;
mod work;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono_tz::Tz;
use teloxide::Bot;
use teloxide::payloads::SetMyCommandsSetters;
use teloxide::prelude::Requester;
use teloxide::types::BotCommand;
use tokio::sync::{Semaphore, mpsc};
use tokio_util::sync::CancellationToken;

use crate::chat::{Chat, Words};
use crate::engine::Engine;
use crate::store::{Store, StoreError};
use crate::text::Language;
use fault::Fault;
use lanes::Lanes;
use queue::{News, Post};
use work::Work;

pub use pace::Rates;

/// How the bot is to be run.
#[derive(Debug, Clone)]
pub struct Telegram {
    /// The bot's secret.
    pub token: Token,
    /// Address of the Bot API server; `None` for Telegram's own.
    pub api_url: Option<String>,
    /// Time zone of digests and of what "today" means.
    pub timezone: Tz,
    /// Limits on sending.
    pub rates: Rates,
    /// Turns that may think at once; at least 1.
    pub workers: usize,
    /// Updates that may be under way at once; at least 1.
    pub pending: u16,
    /// Updates of one chat that may wait; more are left unanswered.
    pub pending_per_chat: usize,
    /// How often to look for digests that are due.
    pub tick: Duration,
    /// How long to finish what is under way when told to stop.
    pub drain: Duration,
}

/// A bot's secret; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Why the bot stopped by itself.
#[derive(Debug, thiserror::Error)]
pub enum TelegramError {
    /// The token is not that of a bot.
    #[error("telegram does not accept the bot token: check it against what @BotFather shows")]
    Token,
    /// The address of the server cannot be one.
    #[error("telegram api url `{url}` is not an http address: {reason}")]
    Url {
        /// As given.
        url: String,
        /// What is wrong.
        reason: String,
    },
    /// The client cannot be made.
    #[error("cannot make an http client: {0}")]
    Client(String),
    /// The store failed at the start.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Signals cannot be listened to.
    #[error("cannot listen for signals: {0}")]
    Signals(std::io::Error),
}

/// Serves Telegram until told to stop: then takes no more, finishes what is under way and
/// returns.
pub async fn serve(settings: Telegram, engine: Arc<Engine>, words: Words, store: Store, shutdown: CancellationToken) -> Result<(), TelegramError> {
    let bot = bot(&settings)?;
    let Some(me) = poll::who_am_i(&bot, &shutdown).await? else { return Ok(()) };
    tracing::info!("serving Telegram as @{}", me.username());
    let chat = Arc::new(Chat::new(engine, words, me.username()));
    tokio::spawn(menu(bot.clone(), Arc::clone(&chat)));

    let (news, told) = mpsc::unbounded_channel();
    let (post, queue) = Post::open(settings.rates, send::carrier(bot.clone()), news, shutdown.clone());
    let news = tokio::spawn(keep(store.clone(), told));
    let work = Work {
        bot: bot.clone(),
        chat,
        store: store.clone(),
        post,
        zone: settings.timezone,
        thinking: Arc::new(Semaphore::new(settings.workers.max(1))),
        inline: Arc::new(Semaphore::new(settings.workers.max(1) * 4)),
    };
    let lanes = Lanes::new(settings.pending.max(1), settings.pending_per_chat);
    let digests = tokio::spawn(schedule::run(work.clone(), settings.tick, shutdown.clone()));
    let poll = poll::Poll { bot: &bot, me: me.id.0, work: &work, lanes: &lanes, shutdown: &shutdown };
    let polled = poll.run().await;

    // Also when polling ended by itself: the rest must learn of it.
    shutdown.cancel();
    drop(work);
    let drained = async {
        lanes.drained().await;
        let _ = digests.await;
        let _ = queue.await;
        let _ = news.await;
    };
    if tokio::time::timeout(settings.drain, drained).await.is_err() {
        tracing::warn!("not all was finished in time; the rest is done at the next start");
    }
    store.close().await;
    polled
}

/// A token that is cancelled by SIGINT and SIGTERM; a second signal ends the program at once.
///
/// # Errors
/// Where the system does not let signals be listened to.
pub fn until_signal() -> Result<CancellationToken, TelegramError> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).map_err(TelegramError::Signals)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(TelegramError::Signals)?;
    let shutdown = CancellationToken::new();
    let stop = shutdown.clone();
    let mut next = async move || {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    tokio::spawn(async move {
        next().await;
        tracing::info!("stopping; a second signal stops at once");
        stop.cancel();
        next().await;
        // Whoever signals twice does not want to wait. What is under way is in the store.
        std::process::exit(130);
    });
    Ok(shutdown)
}

impl Token {
    /// A token as @BotFather gives it.
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Telegram {
    /// The usual limits.
    pub fn new(token: Token, timezone: Tz) -> Self {
        Self {
            token,
            api_url: None,
            timezone,
            rates: Rates::default(),
            workers: 4,
            pending: 1000,
            pending_per_chat: 20,
            tick: Duration::from_secs(20),
            drain: Duration::from_secs(20),
        }
    }
}

fn bot(settings: &Telegram) -> Result<Bot, TelegramError> {
    let client = teloxide::net::default_reqwest_settings().build();
    let client = client.map_err(|error| TelegramError::Client(error.to_string()))?;
    let bot = Bot::with_client(settings.token.0.as_str(), client);
    let Some(url) = &settings.api_url else { return Ok(bot) };
    let wrong = |reason: String| TelegramError::Url { url: url.clone(), reason };
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return Err(wrong("it must begin with http:// or https://".to_owned()));
    }
    let parsed = url.trim_end_matches('/').parse().map(|url| bot.set_api_url(url));
    parsed.map_err(|error| wrong(error.to_string()))
}

/// Sets the menu of commands; without it everything still works.
async fn menu(bot: Bot, chat: Arc<Chat>) {
    let menus = [(None, Language::English), (Some("zh"), Language::Chinese), (Some("en"), Language::English)];
    for (code, language) in menus {
        let commands = chat.commands(language).into_iter();
        let request = bot.set_my_commands(commands.map(|(name, says)| BotCommand::new(name, says)));
        let set = match code {
            Some(code) => request.language_code(code).await,
            None => request.await,
        };
        if let Err(error) = set
            && let Err(fault) = Fault::of(error)
        {
            tracing::warn!("menu not set: {}", fault.words());
        }
    }
}

/// Keeps what the queue learns of chats.
async fn keep(store: Store, mut news: mpsc::UnboundedReceiver<News>) {
    while let Some(item) = news.recv().await {
        let kept = match item {
            News::Moved { old, new } => store.moved(old, new).await,
            News::Gone(chat) => store.left(chat).await,
        };
        if let Err(error) = kept {
            tracing::error!("{error}");
        }
    }
}
