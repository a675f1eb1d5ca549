//! Long polling: updates fetched, written down, handed to the lanes, and only then confirmed.
//!
//! A poll confirms all updates before its offset, so the offset moves only past what is on disk.
//! Telegram being away, another poller, a webhook left over and an answer that is no JSON are
//! waited out; only a token that is not accepted ends it. Knows nothing of what an update says.

use std::time::Duration;

use teloxide::payloads::GetUpdatesSetters;
use teloxide::prelude::Requester;
use teloxide::types::{AllowedUpdate, Me, Update};
use teloxide::{Bot, RequestError};
use tokio_util::sync::CancellationToken;

use super::TelegramError;
use super::fault::{Fault, granted};
use super::lanes::{Full, Lanes};
use super::update::{Event, lasting, read};
use super::work::Work;

/// A poll waits so long for an update; the client gives a request up after 17 s.
const POLL_SECONDS: u32 = 10;
/// As many updates as Telegram gives at once.
const BATCH: u8 = 100;
/// The longest wait before another try.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Asks who the bot is until Telegram tells; `None` when told to stop before.
pub(super) async fn who_am_i(bot: &Bot, shutdown: &CancellationToken) -> Result<Option<Me>, TelegramError> {
    let mut wait = Wait::default();
    loop {
        let fault = tokio::select! {
            () = shutdown.cancelled() => return Ok(None),
            told = bot.get_me() => match told {
                Ok(me) => return Ok(Some(me)),
                Err(error) => unread(error),
            },
        };
        if fault == Fault::Token {
            return Err(TelegramError::Token);
        }
        if !wait.after(&fault, "cannot reach Telegram", shutdown).await {
            return Ok(None);
        }
    }
}

/// The polling of one bot.
pub(super) struct Poll<'a> {
    pub(super) bot: &'a Bot,
    pub(super) me: u64,
    pub(super) work: &'a Work,
    pub(super) lanes: &'a Lanes,
    pub(super) shutdown: &'a CancellationToken,
}

impl Poll<'_> {
    /// Polls until told to stop.
    pub(super) async fn run(&self) -> Result<(), TelegramError> {
        for (number, body) in self.work.store.unhandled(self.key()).await? {
            match serde_json::from_str::<Update>(&body) {
                Ok(update) => self.begin(number, update).await,
                Err(_) => self.work.store.handled(self.key(), number).await?,
            }
        }
        let mut offset: Option<i32> = None;
        let mut limit = BATCH;
        let mut wait = Wait::default();
        loop {
            let polled = tokio::select! {
                () = self.shutdown.cancelled() => break,
                polled = self.updates(offset, limit, POLL_SECONDS) => polled,
            };
            let fault = match polled {
                Ok(updates) => match self.accept(updates).await {
                    Ok(next) => {
                        offset = next.or(offset);
                        (limit, wait) = (BATCH, Wait::default());
                        continue;
                    }
                    Err(fault) => fault,
                },
                Err(RequestError::InvalidJson { raw, .. }) if granted(&raw) => {
                    // One update that is no JSON hides all others: fetch one at a time, and step
                    // over the one that still does not read.
                    if limit == 1
                        && let Some(number) = first_number(&raw)
                    {
                        tracing::error!(number, "an update cannot be read and is left out");
                        offset = Some(after(number));
                    }
                    limit = 1;
                    Fault::Unsure("an update cannot be read".to_owned())
                }
                Err(error) => unread(error),
            };
            match fault {
                Fault::Token => return Err(TelegramError::Token),
                Fault::Conflict { webhook: true } => {
                    tracing::warn!("a webhook is set for this bot; it is removed to poll instead");
                    if let Err(error) = self.bot.delete_webhook().await {
                        tracing::warn!("webhook not removed: {}", unread(error).words());
                    }
                }
                _ => {}
            }
            if !wait.after(&fault, "cannot fetch updates", self.shutdown).await {
                break;
            }
        }
        self.confirm(offset).await;
        Ok(())
    }

    /// Writes updates down and puts the new ones into their lanes; the offset after them.
    async fn accept(&self, updates: Vec<Update>) -> Result<Option<i32>, Fault> {
        let next = updates.iter().map(|update| after(update.id.0)).max();
        let mut bodies = Vec::new();
        for update in updates.iter().filter(|update| lasting(update)) {
            let body = serde_json::to_string(update).map_err(|_| Fault::Unsure("an update cannot be written".to_owned()))?;
            bodies.push((i64::from(update.id.0), body));
        }
        let fresh = if bodies.is_empty() {
            Vec::new()
        } else {
            let taken = self.work.store.take(self.key(), &bodies).await;
            taken.map_err(|error| Fault::Unsure(error.to_string()))?
        };
        for update in updates {
            let number = i64::from(update.id.0);
            if fresh.contains(&number) || !lasting(&update) {
                self.begin(number, update).await;
            }
        }
        Ok(next)
    }

    /// Puts an update into the lane of its chat; crossed out when it is dealt with.
    async fn begin(&self, number: i64, update: Update) {
        let kept = lasting(&update);
        let event = read(update.kind, self.me);
        let (work, key) = (self.work.clone(), self.key());
        if let Event::Press { query, .. } = &event {
            // At once and beside the lane, where an earlier answer may still wait.
            let (work, query) = (work.clone(), query.clone());
            tokio::spawn(async move { work.confirm(query).await });
        }
        let Some(chat) = event.chat() else {
            // Without a chat there is no order to keep.
            tokio::spawn(async move {
                work.deal_with(event).await;
                cross_out(&work, key, number, kept).await;
            });
            return;
        };
        let job = async move {
            // Now and not before: an update that only waited cannot have brought the program down.
            if kept && let Err(error) = work.store.begun(key, number).await {
                tracing::error!("{error}");
            }
            let dealing = work.clone();
            // A task of its own, so that an update whose work panics is crossed out as well.
            if tokio::spawn(async move { dealing.deal_with(event).await }).await.is_err() {
                tracing::error!(chat, "work on an update panicked");
            }
            cross_out(&work, key, number, kept).await;
        };
        let put = tokio::select! {
            // What finds no room before the end is still written down for the next start.
            () = self.shutdown.cancelled() => return,
            put = self.lanes.put(chat, job) => put,
        };
        if put == Err(Full) {
            tracing::warn!(chat, "more messages at once than are answered: one is left");
            cross_out(self.work, self.key(), number, kept).await;
        }
    }

    async fn updates(&self, offset: Option<i32>, limit: u8, timeout: u32) -> Result<Vec<Update>, RequestError> {
        let wanted = [AllowedUpdate::Message, AllowedUpdate::CallbackQuery, AllowedUpdate::InlineQuery, AllowedUpdate::MyChatMember];
        let poll = self.bot.get_updates().limit(limit).timeout(timeout).allowed_updates(wanted);
        match offset {
            Some(offset) => poll.offset(offset).await,
            None => poll.await,
        }
    }

    /// Confirms what was taken, so that a start with another store does not get it again.
    async fn confirm(&self, offset: Option<i32>) {
        if offset.is_some() {
            let last = self.updates(offset, 1, 0);
            if tokio::time::timeout(Duration::from_secs(2), last).await.is_err() {
                tracing::debug!("the last updates are not confirmed; the store knows them");
            }
        }
    }

    fn key(&self) -> i64 {
        i64::try_from(self.me).unwrap_or(i64::MAX)
    }
}

async fn cross_out(work: &Work, bot: i64, number: i64, kept: bool) {
    if kept && let Err(error) = work.store.handled(bot, number).await {
        tracing::error!("{error}");
    }
}

/// What a failed request means where its answer was needed.
fn unread(error: RequestError) -> Fault {
    match Fault::of(error) {
        Ok(()) => Fault::Unsure("the answer cannot be read".to_owned()),
        Err(fault) => fault,
    }
}

/// The offset that confirms an update. Telegram's numbers fit; one that does not must not panic.
fn after(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX).saturating_add(1)
}

/// The first update's number in an answer that is not JSON.
fn first_number(raw: &str) -> Option<u32> {
    let after = raw.split_once("\"update_id\"")?.1.trim_start().strip_prefix(':')?.trim_start();
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    after[..end].parse().ok()
}

/// Growing waits between tries.
#[derive(Default)]
struct Wait {
    tries: u32,
}

impl Wait {
    /// Says what failed and waits; `false` when told to stop meanwhile.
    async fn after(&mut self, fault: &Fault, what: &str, shutdown: &CancellationToken) -> bool {
        let time = match fault {
            Fault::Wait(time) => *time,
            _ => Duration::from_secs(1 << self.tries.min(6)).min(LONGEST_WAIT),
        };
        self.tries += 1;
        tracing::warn!("{what}: {}; trying again in {} s", fault.words(), time.as_secs());
        tokio::select! {
            () = shutdown.cancelled() => false,
            () = tokio::time::sleep(time) => true,
        }
    }
}

#[test]
fn the_number_of_a_broken_update() {
    assert_eq!(first_number(r#"{"ok":true,"result":[{"update_id": 77,"message":{"te"#), Some(77));
    assert_eq!(first_number(r#"{"ok":true,"result":[]"#), None);
}
