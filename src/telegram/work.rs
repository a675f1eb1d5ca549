//! One update dealt with: think, carry out, remember, send.
//!
//! The chat thinks on a thread of its own, a few at a time; what panics there is caught and
//! apologised for. The order is kept by whoever calls: one event of a chat at a time. Knows
//! nothing of polling or of limits.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use chrono_tz::Tz;
use teloxide::Bot;
use teloxide::payloads::{AnswerInlineQuerySetters, SendChatActionSetters};
use teloxide::prelude::Requester;
use teloxide::types::{
    CallbackQueryId, ChatAction, ChatId, InlineQueryId, InlineQueryResult, InlineQueryResultArticle, InputMessageContent, InputMessageContentText, MessageId,
    ParseMode, ThreadId, UserId,
};
use tokio::sync::Semaphore;

use super::fault::Fault;
use super::queue::{Fate, Kind, Letter, Post};
use super::send::no_preview;
use super::update::Event;
use crate::chat::{Card, Chat, ChatState, Effect, Incoming, LONGEST, Now, Reply, Turn, html, split};
use crate::store::{Store, StoreError};

/// Telegram takes at most so many inline results.
const CARDS: usize = 50;
/// Inline results are kept by Telegram so many seconds: long enough for typing on, short enough
/// for a new paper.
const CACHE_SECONDS: u32 = 10;
/// An answer that takes longer than this shows that the bot is typing.
const PATIENCE: Duration = Duration::from_millis(600);
/// Telegram shows typing for five seconds.
const TYPING: Duration = Duration::from_millis(4500);

/// All that is needed to deal with an event; cheap to clone.
#[derive(Clone)]
pub(super) struct Work {
    pub(super) bot: Bot,
    pub(super) chat: Arc<Chat>,
    pub(super) store: Store,
    pub(super) post: Post,
    pub(super) zone: Tz,
    /// How many turns may think at once.
    pub(super) thinking: Arc<Semaphore>,
    /// How many inline queries may wait for an answer at once.
    pub(super) inline: Arc<Semaphore>,
}

/// A turn broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Panicked;

impl Work {
    /// Deals with an event. Failures are answered and logged here.
    pub(super) async fn deal_with(&self, event: Event) {
        match event {
            Event::Words { incoming, message } => {
                let answers = incoming.group.then_some(message);
                self.talk(incoming, answers).await;
            }
            Event::Press { incoming: Some(incoming), .. } => self.talk(incoming, None).await,
            Event::Press { incoming: None, .. } => {}
            Event::Inline { query, incoming } => self.inline(query, incoming).await,
            Event::Moved { old, new } => log(old, self.store.moved(old, new).await),
            Event::Left { chat } => log(chat, self.store.left(chat).await),
            Event::Nothing(why) => tracing::debug!("update left alone: {why}"),
        }
    }

    /// Confirms a press: the button spins until then, whatever the press leads to.
    pub(super) async fn confirm(&self, query: String) {
        if let Err(error) = self.bot.answer_callback_query(CallbackQueryId(query)).await
            && let Err(fault) = Fault::of(error)
        {
            tracing::debug!("press not confirmed: {}", fault.words());
        }
    }

    async fn talk(&self, mut incoming: Incoming, answers: Option<i32>) {
        if !incoming.admin && self.chat.wants_admin(&incoming) {
            incoming.admin = self.is_admin(&incoming).await;
        }
        let chat = incoming.chat;
        // Whoever speaks can be spoken to: what rested since the bot was shut out goes on.
        match self.store.resume(chat, Now::at(Utc::now(), self.zone).local).await {
            Ok(false) => {}
            Ok(true) => tracing::info!(chat, "a subscription goes on"),
            Err(error) => tracing::error!(chat, "{error}"),
        }
        let before = match self.store.state(chat).await {
            Ok(saved) => Some(read_state(chat, saved)),
            Err(error) => {
                tracing::error!(chat, "state not read, so it will not be saved either: {error}");
                None
            }
        };
        let state = before.clone().unwrap_or_default();
        let apology = self.chat.apology(&incoming, &state);
        let turn = self.typing(&incoming, self.think(state, incoming.clone())).await;
        let replies = match turn {
            Ok(turn) => self.settle(chat, before.as_ref(), turn, &apology).await,
            Err(Panicked) => vec![apology],
        };
        for reply in replies {
            self.send(&incoming, answers, reply).await;
        }
    }

    /// Carries out and saves what a turn decided; the replies to send. Without the state `before`
    /// the new one is not saved: it would take the place of one that is only unread.
    async fn settle(&self, chat: i64, before: Option<&ChatState>, turn: Turn, apology: &Reply) -> Vec<Reply> {
        if let Some(trouble) = &turn.trouble {
            tracing::error!(chat, "turn failed: {trouble}");
        }
        for effect in turn.effects {
            let done = match effect {
                Effect::Subscribe(subscription) => self.store.subscribe(&subscription).await,
                Effect::Unsubscribe { chat, thread } => self.store.unsubscribe(chat, thread).await.map(|_| ()),
            };
            if let Err(error) = done {
                tracing::error!(chat, "{error}");
                // Never tell somebody that something is noted which is not.
                return vec![apology.clone()];
            }
        }
        if before.is_some_and(|before| turn.state != *before) {
            match turn.state.to_text() {
                Ok(text) => log(chat, self.store.save_state(chat, &text).await),
                Err(error) => tracing::error!(chat, "state cannot be written: {error}"),
            }
        }
        turn.replies
    }

    async fn send(&self, incoming: &Incoming, answers: Option<i32>, reply: Reply) {
        let parts = split(&reply.rich, LONGEST);
        let last = parts.len().saturating_sub(1);
        for (number, part) in parts.iter().enumerate() {
            let letter = Letter {
                chat: incoming.chat,
                thread: incoming.thread,
                answers: answers.filter(|_| number == 0),
                html: html(part),
                buttons: if number == last { reply.buttons.clone() } else { Vec::new() },
                plain: false,
            };
            match self.post.send(Kind::Reply, letter).await {
                Fate::Sent => {}
                Fate::Gone => return,
                other => {
                    tracing::error!(chat = incoming.chat, "reply lost: {other:?}");
                    return;
                }
            }
        }
    }

    async fn inline(&self, query: String, incoming: Incoming) {
        // Typing sends a query a letter: what does not find room is stale when it would.
        let turn = match self.inline.try_acquire() {
            Ok(_room) => self.think(ChatState::default(), incoming).await.ok(),
            Err(_) => None,
        };
        if let Some(trouble) = turn.as_ref().and_then(|turn| turn.trouble.as_ref()) {
            tracing::error!("inline query failed: {trouble}");
        }
        // Nothing found may be remembered for a while; not having looked may not.
        let seconds = if turn.as_ref().is_some_and(|turn| turn.trouble.is_none()) { CACHE_SECONDS } else { 0 };
        let results = turn.into_iter().flat_map(|turn| turn.cards).take(CARDS).map(result);
        let request = self.bot.answer_inline_query(InlineQueryId(query), results);
        if let Err(error) = request.is_personal(true).cache_time(seconds).await
            && let Err(fault) = Fault::of(error)
        {
            tracing::warn!("inline query not answered: {}", fault.words());
        }
    }

    /// Has the chat think, on a thread for slow work, a few at a time.
    async fn think(&self, state: ChatState, incoming: Incoming) -> Result<Turn, Panicked> {
        let (chat, now) = (Arc::clone(&self.chat), Now::at(Utc::now(), self.zone));
        guarded(&self.thinking, move || chat.turn(&state, &incoming, &now)).await
    }

    /// Shows that the bot is typing while something takes long.
    async fn typing<T>(&self, incoming: &Incoming, slow: impl Future<Output = T>) -> T {
        tokio::pin!(slow);
        let mut wait = PATIENCE;
        loop {
            tokio::select! {
                done = &mut slow => return done,
                () = tokio::time::sleep(wait) => {}
            }
            wait = TYPING;
            let mut action = self.bot.send_chat_action(ChatId(incoming.chat), ChatAction::Typing);
            if let Some(thread) = incoming.thread {
                action = action.message_thread_id(ThreadId(MessageId(thread)));
            }
            // Beside the work: typing that fails or is slow holds nothing up.
            tokio::spawn(async move { action.await });
        }
    }

    /// Whether a user may change what a group gets; no where Telegram does not say.
    async fn is_admin(&self, incoming: &Incoming) -> bool {
        let Ok(user) = u64::try_from(incoming.user) else { return false };
        match self.bot.get_chat_member(ChatId(incoming.chat), UserId(user)).await {
            Ok(member) => member.is_privileged(),
            Err(error) => {
                if let Err(fault) = Fault::of(error) {
                    tracing::warn!(chat = incoming.chat, "no word on a member: {}", fault.words());
                }
                false
            }
        }
    }
}

/// Runs slow work on a thread of its own and catches its panic.
async fn guarded<T: Send + 'static>(room: &Semaphore, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Panicked> {
    // The semaphore is never closed, so waiting for it cannot fail.
    let _room = room.acquire().await;
    tokio::task::spawn_blocking(work).await.map_err(|_| Panicked)
}

fn result(card: Card) -> InlineQueryResult {
    // A result is one message: what does not fit it is left to a question in the chat itself.
    let text = split(&card.rich, LONGEST).first().map(html).unwrap_or_default();
    let content = InputMessageContentText::new(text).parse_mode(ParseMode::Html).link_preview_options(no_preview());
    let content = InputMessageContent::Text(content);
    let article = InlineQueryResultArticle::new(card.id, card.title, content);
    InlineQueryResult::Article(article.description(card.note))
}

/// A state that no longer reads is the same as none: only follow-ups are lost.
fn read_state(chat: i64, saved: Option<String>) -> ChatState {
    let Some(saved) = saved else { return ChatState::default() };
    ChatState::from_text(&saved).unwrap_or_else(|error| {
        tracing::warn!(chat, "saved state does not read: {error}");
        ChatState::default()
    })
}

fn log(chat: i64, done: Result<(), StoreError>) {
    if let Err(error) = done {
        tracing::error!(chat, "{error}");
    }
}

#[tokio::test]
async fn a_panic_is_caught_and_gives_its_room_back() {
    let room = Semaphore::new(1);
    let broken = guarded(&room, || -> i32 { panic!("ordered by the test") }).await;
    assert_eq!(broken, Err(Panicked));
    assert_eq!(guarded(&room, || 28).await, Ok(28));
}
