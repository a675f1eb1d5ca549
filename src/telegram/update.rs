//! Telegram's updates, read as what the chat knows: events with a place and a person.
//!
//! Everything about who may be listened to stands here: edits, other bots, forwarded channel
//! posts and what users send through the bot's own inline results are left alone. Knows nothing
//! of what is answered.

use teloxide::types::{CallbackQuery, Chat, ChatMemberKind, ChatMemberUpdated, InlineQuery, Message, MessageKind, Update, UpdateKind, User};

use crate::chat::{Incoming, Replied, Said};

/// What an update asks the bot to do.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Event {
    /// Words in a chat, with the number of their message.
    Words { incoming: Incoming, message: i32 },
    /// A button was pressed; the query wants an answer of its own.
    Press { query: String, incoming: Option<Incoming> },
    /// Words after the bot's name, wherever they are typed.
    Inline { query: String, incoming: Incoming },
    /// A group lives on under a new id.
    Moved { old: i64, new: i64 },
    /// The bot was blocked or put out.
    Left { chat: i64 },
    /// Nothing to do, and why.
    Nothing(&'static str),
}

impl Event {
    /// The chat whose order the event keeps; `None` where it belongs to none.
    pub(super) fn chat(&self) -> Option<i64> {
        match self {
            Self::Words { incoming, .. } => Some(incoming.chat),
            Self::Press { incoming, .. } => incoming.as_ref().map(|incoming| incoming.chat),
            Self::Moved { old, .. } => Some(*old),
            Self::Left { chat } => Some(*chat),
            Self::Inline { .. } | Self::Nothing(_) => None,
        }
    }
}

/// Reads an update; `me` is the bot's own user id.
pub(super) fn read(update: UpdateKind, me: u64) -> Event {
    match update {
        UpdateKind::Message(message) => words(&message, me),
        UpdateKind::CallbackQuery(query) => press(query),
        UpdateKind::InlineQuery(query) => inline(query),
        UpdateKind::MyChatMember(change) => membership(&change),
        UpdateKind::EditedMessage(_) => Event::Nothing("an edit"),
        UpdateKind::Error(_) => Event::Nothing("of an unknown kind"),
        _ => Event::Nothing("of a kind not asked for"),
    }
}

/// Whether an update is worth keeping over a restart: an inline query is stale after seconds.
pub(super) fn lasting(update: &Update) -> bool {
    !matches!(update.kind, UpdateKind::InlineQuery(_) | UpdateKind::Error(_))
}

fn words(message: &Message, me: u64) -> Event {
    if let Some(new) = message.migrate_to_chat_id() {
        return Event::Moved { old: message.chat.id.0, new: new.0 };
    }
    if !matches!(message.kind, MessageKind::Common(_)) {
        return Event::Nothing("a service message");
    }
    // An administrator who hides behind the group writes as the group, through a bot's account.
    let hidden = message.sender_chat.as_ref().is_some_and(|sender| sender.id == message.chat.id);
    if message.from.as_ref().is_some_and(|from| from.is_bot) && !hidden {
        return Event::Nothing("another bot's message");
    }
    if message.is_automatic_forward() || message.chat.is_channel() {
        return Event::Nothing("a channel's post");
    }
    if message.via_bot.as_ref().is_some_and(|bot| bot.id.0 == me) {
        return Event::Nothing("the bot's own inline result");
    }
    let text = message.text().or_else(|| message.caption()).unwrap_or_default().to_owned();
    if text.is_empty() && !message.chat.is_private() {
        return Event::Nothing("without words");
    }
    let reply = message.reply_to_message().map(|replied| Replied {
        text: replied.text().or_else(|| replied.caption()).unwrap_or_default().to_owned(),
        own: replied.from.as_ref().is_some_and(|from| from.id.0 == me),
    });
    let from = message.from.as_ref().filter(|_| !hidden);
    let mut incoming = place(&message.chat, thread(message), from);
    incoming.admin = hidden;
    incoming.said = Said::Text { text, reply };
    Event::Words { incoming, message: message.id.0 }
}

fn press(query: CallbackQuery) -> Event {
    let incoming = query.message.as_ref().zip(query.data).map(|(message, data)| {
        let thread = message.regular_message().and_then(thread);
        Incoming { said: Said::Press(data), ..place(message.chat(), thread, Some(&query.from)) }
    });
    Event::Press { query: query.id.0, incoming }
}

fn inline(query: InlineQuery) -> Event {
    let incoming = Incoming {
        chat: user_id(&query.from),
        thread: None,
        group: false,
        user: user_id(&query.from),
        admin: false,
        language: query.from.language_code,
        said: Said::Inline(query.query),
    };
    Event::Inline { query: query.id.0, incoming }
}

fn membership(change: &ChatMemberUpdated) -> Event {
    match change.new_chat_member.kind {
        ChatMemberKind::Left | ChatMemberKind::Banned(_) => Event::Left { chat: change.chat.id.0 },
        _ => Event::Nothing("a welcome"),
    }
}

fn place(chat: &Chat, thread: Option<i32>, from: Option<&User>) -> Incoming {
    Incoming {
        chat: chat.id.0,
        thread,
        group: !chat.is_private(),
        user: from.map_or(0, user_id),
        admin: false,
        language: from.and_then(|from| from.language_code.clone()),
        said: Said::Text { text: String::new(), reply: None },
    }
}

/// The topic of a message. Without topics a reply chain has a thread id too, and sending to that
/// one fails.
fn thread(message: &Message) -> Option<i32> {
    message.thread_id.filter(|_| message.is_topic_message).map(|thread| thread.0.0)
}

fn user_id(user: &User) -> i64 {
    i64::try_from(user.id.0).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn event(update: Value) -> Event {
        // From text, as it comes: the library cannot read an update from a parsed value.
        let update: Update = serde_json::from_str(&update.to_string()).expect("an update");
        read(update.kind, 4711)
    }

    fn message(more: Value) -> Value {
        let mut message = json!({
            "message_id": 5, "date": 1, "text": "多少人？",
            "chat": {"id": -1_001_234_567_890_i64, "type": "supergroup", "title": "读报"},
            "from": {"id": 7, "is_bot": false, "first_name": "甲", "language_code": "zh-hans"},
        });
        for (key, value) in more.as_object().expect("an object") {
            message[key] = value.clone();
        }
        json!({"update_id": 1, "message": message})
    }

    fn incoming(event: Event) -> Incoming {
        match event {
            Event::Words { incoming, .. } => incoming,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_topic_counts_only_where_there_are_topics() {
        let plain = incoming(event(message(json!({"message_thread_id": 9}))));
        assert_eq!((plain.thread, plain.user, plain.group), (None, 7, true));
        let topic = incoming(event(message(json!({"message_thread_id": 9, "is_topic_message": true}))));
        assert_eq!(topic.thread, Some(9));
    }

    #[test]
    fn a_hidden_administrator_is_one() {
        let bot = json!({"id": 1_087_968_824, "is_bot": true, "first_name": "Group"});
        let group = json!({"id": -1_001_234_567_890_i64, "type": "supergroup", "title": "读报"});
        let hidden = incoming(event(message(json!({"from": bot, "sender_chat": group}))));
        assert!(hidden.admin);
        assert_eq!(hidden.user, 0);
    }

    #[test]
    fn what_is_left_alone() {
        let bot = json!({"id": 8, "is_bot": true, "first_name": "别的"});
        let me = json!({"id": 4711, "is_bot": true, "first_name": "数闻"});
        for more in [json!({"from": bot}), json!({"via_bot": me}), json!({"is_automatic_forward": true})] {
            assert!(matches!(event(message(more.clone())), Event::Nothing(_)), "{more}");
        }
        let unknown = json!({"update_id": 1, "hologram": {"id": 1}});
        assert_eq!(event(unknown), Event::Nothing("of an unknown kind"));
    }

    #[test]
    fn a_group_that_moves() {
        let update = json!({"update_id": 1, "message": {
            "message_id": 5, "date": 1, "migrate_to_chat_id": -1_009_i64,
            "chat": {"id": -9, "type": "group", "title": "读报"},
        }});
        assert_eq!(event(update), Event::Moved { old: -9, new: -1_009 });
    }

    /// Every value of a tree, one at a time, put in place of by something else.
    fn mutants(value: &Value) -> Vec<Value> {
        let odd = || [Value::Null, json!(-1), json!(1e300), json!(""), json!([]), json!({"id": 1})].into_iter();
        let mut all: Vec<Value> = odd().collect();
        if let Value::Object(map) = value {
            for (key, inner) in map {
                for mutant in mutants(inner) {
                    let mut copy = value.clone();
                    copy[key] = mutant;
                    all.push(copy);
                }
                let mut without = map.clone();
                without.remove(key);
                all.push(Value::Object(without));
            }
        }
        all
    }

    #[test]
    fn no_shape_of_an_update_panics() {
        let user = json!({"id": 7, "is_bot": false, "first_name": "甲", "language_code": "zh"});
        let reply = message(json!({}))["message"].clone();
        let words = message(json!({"is_topic_message": true, "message_thread_id": 9, "reply_to_message": reply}));
        let press = json!({"callback_query": {"id": "1", "from": user, "data": "s:1", "chat_instance": "1", "message": reply}});
        let inline = json!({"inline_query": {"id": "1", "from": user, "query": "多少人", "offset": ""}});
        let member = json!({"status": "kicked", "user": user, "until_date": 0});
        let chat = json!({"id": 7, "type": "private", "first_name": "甲"});
        let left = json!({"my_chat_member": {"chat": chat, "from": user, "date": 1, "old_chat_member": member, "new_chat_member": member}});
        let mut read_well = 0;
        for update in [words, press, inline, left] {
            for mut mutant in mutants(&update) {
                if !mutant.is_object() {
                    continue;
                }
                mutant["update_id"] = json!(1);
                if let Ok(update) = serde_json::from_str::<Update>(&mutant.to_string()) {
                    read_well += usize::from(!matches!(read(update.kind, 4711), Event::Nothing(_)));
                }
            }
        }
        assert!(read_well > 50, "{read_well} mutants were read");
    }
}
