//! What the fake server holds: updates to hand out, requests that came, and the rules of chats.
//!
//! Plain data behind one lock. A test changes it directly. Knows nothing of HTTP.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};

/// One request of the bot.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The method as documented.
    pub(crate) method: String,
    /// Its parameters.
    pub(crate) body: Value,
    /// When it was answered.
    pub(crate) at: Instant,
    /// Whether it was granted.
    pub(crate) ok: bool,
}

impl Request {
    /// The chat it goes to; 0 where it goes to none.
    pub(crate) fn chat(&self) -> i64 {
        self.body["chat_id"].as_i64().unwrap_or(0)
    }

    /// The text it carries; empty where it has none.
    pub(crate) fn text(&self) -> &str {
        self.body["text"].as_str().unwrap_or_default()
    }
}

/// How a request is refused.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    code: u16,
    description: String,
    parameters: Value,
}

impl Failure {
    /// A refusal with a code and Telegram's words for it.
    pub(crate) fn new(code: u16, description: &str) -> Self {
        Self { code, description: description.to_owned(), parameters: Value::Null }
    }

    /// Too many requests: come back after so many seconds.
    pub(crate) fn flood(seconds: u32) -> Self {
        Self { parameters: json!({"retry_after": seconds}), ..Self::new(429, &format!("Too Many Requests: retry after {seconds}")) }
    }

    /// The group has become a supergroup.
    pub(crate) fn migrated(to: i64) -> Self {
        Self { parameters: json!({"migrate_to_chat_id": to}), ..Self::new(400, "Bad Request: group chat was upgraded to a supergroup chat") }
    }

    pub(super) fn response(&self) -> (StatusCode, String) {
        let mut body = json!({"ok": false, "error_code": self.code, "description": self.description});
        if !self.parameters.is_null() {
            body["parameters"] = self.parameters.clone();
        }
        (StatusCode::from_u16(self.code).expect("a test names a real code"), body.to_string())
    }
}

/// Trouble a test has ordered.
struct Ordered {
    method: String,
    chat: Option<i64>,
    left: usize,
    delay: Option<Duration>,
    failure: Option<Failure>,
}

/// The state of the fake Telegram.
#[derive(Default)]
pub(crate) struct World {
    pub(super) requests: Vec<Request>,
    pub(super) violations: Vec<String>,
    pub(super) raw: VecDeque<String>,
    pub(super) polls: u64,
    pub(super) messages: HashSet<(i64, i64)>,
    pub(super) topics: HashSet<(i64, i64)>,
    /// Presses and inline queries that wait for their answer.
    pub(super) open_queries: HashSet<String>,
    pub(super) members: HashMap<(i64, i64), String>,
    pub(super) blocked: HashSet<i64>,
    pub(super) migrated: HashMap<i64, i64>,
    updates: VecDeque<(i64, Value)>,
    last_update: i64,
    ordered: Vec<Ordered>,
    last_message: i64,
    /// The `allowed_updates` and `timeout` of the last poll.
    pub(crate) last_poll: Value,
}

impl World {
    /// The next `times` calls of a method (to one chat, or any) are refused.
    pub(crate) fn refuse(&mut self, method: &str, chat: Option<i64>, times: usize, failure: Failure) {
        let method = method.to_owned();
        self.ordered.push(Ordered { method, chat, left: times, delay: None, failure: Some(failure) });
    }

    /// All calls of a method to a chat take so long.
    pub(crate) fn slow(&mut self, method: &str, chat: i64, delay: Duration) {
        let (method, delay) = (method.to_owned(), Some(delay));
        self.ordered.push(Ordered { method, chat: Some(chat), left: usize::MAX, delay, failure: None });
    }

    /// Sets what `getChatMember` says: `creator`, `administrator`, `member`, `left`, `kicked`.
    pub(crate) fn member(&mut self, chat: i64, user: i64, status: &str) {
        self.members.insert((chat, user), status.to_owned());
    }

    /// From now on nothing may be sent to this chat.
    pub(crate) fn block(&mut self, chat: i64) {
        self.blocked.insert(chat);
    }

    /// The chat may be written to again.
    pub(crate) fn unblock(&mut self, chat: i64) {
        self.blocked.remove(&chat);
    }

    /// From now on a group is known under a new id only.
    pub(crate) fn migrate(&mut self, from: i64, to: i64) {
        self.migrated.insert(from, to);
    }

    /// Presses and inline queries the bot has left without an answer.
    pub(crate) fn unanswered(&self) -> usize {
        self.open_queries.len()
    }

    /// Updates that no later poll has confirmed.
    pub(crate) fn unconfirmed(&self) -> usize {
        self.updates.len()
    }

    pub(super) fn push(&mut self, mut update: Value) -> i64 {
        let id = update["update_id"].as_i64().unwrap_or(self.last_update.max(1000) + 1);
        self.last_update = id;
        update["update_id"] = json!(id);
        for kind in ["message", "edited_message"] {
            self.note(&update[kind]);
        }
        for kind in ["callback_query", "inline_query"] {
            if let Some(query) = update[kind]["id"].as_str() {
                self.open_queries.insert(query.to_owned());
            }
        }
        self.updates.push_back((id, update));
        id
    }

    fn note(&mut self, message: &Value) {
        let Some(chat) = message["chat"]["id"].as_i64() else { return };
        if let Some(id) = message["message_id"].as_i64() {
            self.messages.insert((chat, id));
            self.last_message = self.last_message.max(id);
        }
        if let Some(thread) = message["message_thread_id"].as_i64() {
            self.topics.insert((chat, thread));
        }
    }

    pub(super) fn new_message(&mut self, chat: i64) -> i64 {
        self.last_message += 1;
        self.messages.insert((chat, self.last_message));
        self.last_message
    }

    /// Confirms what the poll's offset says; the number of the poll.
    pub(super) fn begin_poll(&mut self, body: &Value) -> u64 {
        if let Some(offset) = body["offset"].as_i64() {
            self.updates.retain(|(id, _)| *id >= offset);
        }
        self.last_poll = body.clone();
        self.polls += 1;
        self.polls
    }

    pub(super) fn updates(&self, body: &Value) -> Vec<Value> {
        let limit = body["limit"].as_u64().unwrap_or(100).clamp(1, 100) as usize;
        let allowed = body["allowed_updates"].as_array();
        let wanted = |update: &&Value| {
            let Some(names) = allowed.filter(|names| !names.is_empty()) else { return true };
            // Kinds the bot did not ask for are not sent; but unknown kinds are, to see it cope.
            let kind = update.as_object().and_then(|map| map.keys().find(|key| *key != "update_id"));
            let known = ["edited_message", "channel_post", "edited_channel_post", "poll"];
            kind.is_none_or(|kind| !known.contains(&kind.as_str()) || names.iter().any(|n| n == kind))
        };
        self.updates.iter().map(|(_, update)| update).filter(wanted).take(limit).cloned().collect()
    }

    /// The delay and the refusal ordered for this call, used up by it.
    pub(super) fn trouble(&mut self, method: &str, body: &Value) -> (Option<Duration>, Option<Failure>) {
        let chat = body["chat_id"].as_i64();
        let (mut delay, mut failure) = (None, None);
        for ordered in &mut self.ordered {
            let fits = ordered.method == method && (ordered.chat.is_none() || ordered.chat == chat);
            if !fits || ordered.left == 0 {
                continue;
            }
            if ordered.delay.is_some() {
                delay = ordered.delay;
            } else if failure.is_none() {
                ordered.left -= 1;
                failure = ordered.failure.clone();
            }
        }
        (delay, failure)
    }
}
