//! What the fake server answers to each method: the same checks, words and shapes as Telegram.
//!
//! Only the methods the bot uses; any other is refused, so that a new one is added here on
//! purpose. Knows nothing of time or of ordered trouble.

use serde_json::{Value, json};

use super::world::{Failure, World};
use super::{BOT, BOT_ID, html};

type Reply = Result<Value, Failure>;

/// The longest message, in UTF-16 units after parsing.
const LONGEST: usize = 4096;

/// Carries out a request.
pub(super) fn reply(world: &mut World, method: &str, body: &Value) -> Reply {
    match method {
        "getMe" => Ok(me()),
        "getWebhookInfo" => Ok(json!({"url": "", "has_custom_certificate": false, "pending_update_count": 0})),
        "deleteWebhook" | "setMyCommands" => Ok(json!(true)),
        "sendChatAction" => reachable(world, body).map(|_| json!(true)),
        "sendMessage" => send(world, body),
        "editMessageText" | "editMessageReplyMarkup" => edit(world, method, body),
        "answerCallbackQuery" => query(world, &body["callback_query_id"]),
        "answerInlineQuery" => inline(world, body),
        "getChatMember" => member(world, body),
        _ => Err(Failure::new(404, "Not Found: method not found")),
    }
}

fn me() -> Value {
    json!({
        "id": BOT_ID, "is_bot": true, "first_name": "数闻", "username": BOT,
        "can_join_groups": true, "can_read_all_group_messages": false,
        "supports_inline_queries": true, "can_connect_to_business": false,
        "has_main_web_app": false,
    })
}

/// The chat, if the bot may write there.
fn reachable(world: &World, body: &Value) -> Result<i64, Failure> {
    let Some(chat) = body["chat_id"].as_i64() else {
        return Err(Failure::new(400, "Bad Request: chat not found"));
    };
    if let Some(to) = world.migrated.get(&chat) {
        return Err(Failure::migrated(*to));
    }
    if world.blocked.contains(&chat) {
        let words = if chat > 0 { "Forbidden: bot was blocked by the user" } else { "Forbidden: bot was kicked from the supergroup chat" };
        return Err(Failure::new(403, words));
    }
    if let Some(thread) = body["message_thread_id"].as_i64()
        && !world.topics.contains(&(chat, thread))
    {
        return Err(Failure::new(400, "Bad Request: message thread not found"));
    }
    Ok(chat)
}

fn send(world: &mut World, body: &Value) -> Reply {
    let chat = reachable(world, body)?;
    let text = text(body)?;
    let answered = &body["reply_parameters"];
    if let Some(id) = answered["message_id"].as_i64()
        && !world.messages.contains(&(chat, id))
        && answered["allow_sending_without_reply"] != json!(true)
    {
        return Err(Failure::new(400, "Bad Request: message to be replied not found"));
    }
    let id = world.new_message(chat);
    Ok(message(chat, id, &text, body))
}

fn edit(world: &mut World, method: &str, body: &Value) -> Reply {
    let chat = reachable(world, body)?;
    let id = body["message_id"].as_i64().unwrap_or(0);
    if !world.messages.contains(&(chat, id)) {
        return Err(Failure::new(400, "Bad Request: message to edit not found"));
    }
    let text = if method == "editMessageText" { text(body)? } else { "…".to_owned() };
    Ok(message(chat, id, &text, body))
}

/// The words of a message as readers see them, or Telegram's refusal.
fn text(body: &Value) -> Result<String, Failure> {
    let text = body["text"].as_str().unwrap_or_default();
    let plain = match body["parse_mode"].as_str() {
        Some("HTML") => html::plain(text).map_err(|why| Failure::new(400, &format!("Bad Request: can't parse entities: {why}")))?,
        Some(other) => return Err(Failure::new(400, &format!("Bad Request: unsupported parse_mode {other}"))),
        None => text.to_owned(),
    };
    if plain.trim().is_empty() {
        return Err(Failure::new(400, "Bad Request: message text is empty"));
    }
    if plain.encode_utf16().count() > LONGEST {
        return Err(Failure::new(400, "Bad Request: message is too long"));
    }
    let buttons = body["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
    for button in buttons.flat_map(|row| row.as_array().into_iter().flatten()) {
        let length = button["callback_data"].as_str().map_or(1, str::len);
        if !(1..=64).contains(&length) {
            return Err(Failure::new(400, "Bad Request: BUTTON_DATA_INVALID"));
        }
    }
    Ok(plain)
}

fn message(chat: i64, id: i64, text: &str, body: &Value) -> Value {
    let mut message = json!({
        "message_id": id, "date": 1_700_000_000, "text": text,
        "from": {"id": BOT_ID, "is_bot": true, "first_name": "数闻", "username": BOT},
        "chat": super::update::chat(chat),
    });
    if let Some(thread) = body.get("message_thread_id") {
        message["message_thread_id"] = thread.clone();
        message["is_topic_message"] = json!(true);
    }
    message
}

fn query(world: &mut World, id: &Value) -> Reply {
    if world.open_queries.remove(id.as_str().unwrap_or_default()) {
        return Ok(json!(true));
    }
    Err(Failure::new(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"))
}

fn inline(world: &mut World, body: &Value) -> Reply {
    let results = body["results"].as_array().map(Vec::as_slice).unwrap_or_default();
    if results.len() > 50 {
        return Err(Failure::new(400, "Bad Request: RESULTS_TOO_MUCH"));
    }
    let mut seen = std::collections::HashSet::new();
    if !results.iter().all(|result| seen.insert(result["id"].to_string())) {
        return Err(Failure::new(400, "Bad Request: RESULT_ID_DUPLICATE"));
    }
    for result in results {
        let content = &result["input_message_content"];
        text(&json!({"text": content["message_text"], "parse_mode": content["parse_mode"]}))?;
    }
    query(world, &body["inline_query_id"])
}

fn member(world: &World, body: &Value) -> Reply {
    let chat = body["chat_id"].as_i64().unwrap_or(0);
    let user = body["user_id"].as_i64().unwrap_or(0);
    let status = world.members.get(&(chat, user)).map_or("member", String::as_str);
    let person = super::update::person(user);
    Ok(match status {
        "creator" => json!({"status": status, "user": person, "is_anonymous": false}),
        "administrator" => json!({
            "status": status, "user": person, "can_be_edited": false, "is_anonymous": false,
            "can_manage_chat": true, "can_delete_messages": true, "can_manage_video_chats": true,
            "can_restrict_members": true, "can_promote_members": false, "can_change_info": true,
            "can_invite_users": true, "can_post_stories": false, "can_edit_stories": false,
            "can_delete_stories": false,
        }),
        "kicked" => json!({"status": status, "user": person, "until_date": 0}),
        _ => json!({"status": status, "user": person}),
    })
}
