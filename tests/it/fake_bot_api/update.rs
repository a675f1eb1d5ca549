//! Updates as Telegram sends them, made from the few things a test wants to say.
//!
//! Chats are told apart by their ids as Telegram does: users above 0, supergroups below
//! -1,000,000,000,000, other groups in between. Knows nothing of the server.

use serde_json::{Value, json};

use super::{BOT, BOT_ID};

/// A chat's description.
pub(crate) fn chat(id: i64) -> Value {
    if id > 0 {
        json!({"id": id, "type": "private", "first_name": "读者"})
    } else if id < -1_000_000_000_000 {
        json!({"id": id, "type": "supergroup", "title": "读报群"})
    } else {
        json!({"id": id, "type": "group", "title": "读报群", "all_members_are_administrators": false})
    }
}

/// A human user's description.
pub(crate) fn person(id: i64) -> Value {
    json!({"id": id, "is_bot": false, "first_name": "读者", "language_code": "zh-hans"})
}

/// A message with words.
pub(crate) fn message(chat_id: i64, user: i64, number: i64, text: &str) -> Value {
    let mut message = json!({
        "message_id": number, "date": 1_700_000_000, "chat": chat(chat_id),
        "from": person(user), "text": text,
    });
    let entities = entities(text);
    if !entities.is_empty() {
        message["entities"] = json!(entities);
    }
    json!({"message": message})
}

/// Puts a message into a topic.
pub(crate) fn in_topic(mut update: Value, thread: i64) -> Value {
    update["message"]["message_thread_id"] = json!(thread);
    update["message"]["is_topic_message"] = json!(true);
    update
}

/// Makes a message a reply to one of the bot's or of somebody else's.
pub(crate) fn replying(mut update: Value, number: i64, text: &str, own: bool) -> Value {
    let from = if own { json!({"id": BOT_ID, "is_bot": true, "first_name": "数闻", "username": BOT}) } else { person(99) };
    update["message"]["reply_to_message"] = json!({
        "message_id": number, "date": 1_700_000_000, "chat": update["message"]["chat"],
        "from": from, "text": text,
    });
    update
}

/// The message that tells of a group's new id.
pub(crate) fn moved(from: i64, to: i64, number: i64) -> Value {
    json!({"message": {
        "message_id": number, "date": 1_700_000_000, "chat": chat(from), "from": person(8),
        "migrate_to_chat_id": to,
    }})
}

/// A press of a button below one of the bot's messages.
pub(crate) fn press(id: &str, chat_id: i64, user: i64, data: &str) -> Value {
    json!({"callback_query": {
        "id": id, "from": person(user), "chat_instance": "1", "data": data,
        "message": {
            "message_id": 1, "date": 1_700_000_000, "chat": chat(chat_id), "text": "…",
            "from": {"id": BOT_ID, "is_bot": true, "first_name": "数闻", "username": BOT},
        },
    }})
}

/// An inline query.
pub(crate) fn inline(id: &str, user: i64, words: &str) -> Value {
    json!({"inline_query": {"id": id, "from": person(user), "query": words, "offset": ""}})
}

/// Commands and mentions as Telegram marks them, in UTF-16 units.
fn entities(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let kind = match bare.chars().next() {
            Some('/') if at == 0 => Some("bot_command"),
            Some('@') => Some("mention"),
            _ => None,
        };
        let length = bare.encode_utf16().count();
        if let Some(kind) = kind {
            found.push(json!({"type": kind, "offset": at, "length": length}));
        }
        at += word.encode_utf16().count();
    }
    found
}
