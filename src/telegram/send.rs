//! A letter as a request to Telegram.
//!
//! Knows nothing of order, limits or of what becomes of a refusal.

use std::sync::Arc;

use teloxide::Bot;
use teloxide::payloads::SendMessageSetters;
use teloxide::prelude::Requester;
use teloxide::types::{ChatId, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageId, ParseMode, ReplyParameters, ThreadId};

use super::fault::Fault;
use super::queue::{Carrier, Letter};
use crate::chat::Button;

/// What the queue sends with.
pub(super) fn carrier(bot: Bot) -> Carrier {
    Arc::new(move |letter| Box::pin(send(bot.clone(), letter)))
}

async fn send(bot: Bot, letter: Letter) -> Result<(), Fault> {
    let text = if letter.plain { plain(&letter.html) } else { letter.html };
    let mut request = bot.send_message(ChatId(letter.chat), text).link_preview_options(no_preview());
    if !letter.plain {
        request = request.parse_mode(ParseMode::Html);
    }
    if let Some(thread) = letter.thread {
        request = request.message_thread_id(ThreadId(MessageId(thread)));
    }
    if let Some(message) = letter.answers {
        // The question may have been deleted meanwhile; its answer is still worth reading.
        let parameters = ReplyParameters::new(MessageId(message)).allow_sending_without_reply();
        request = request.reply_parameters(parameters);
    }
    if let Some(keyboard) = keyboard(&letter.buttons) {
        request = request.reply_markup(keyboard);
    }
    match request.await {
        Ok(_) => Ok(()),
        Err(error) => Fault::of(error),
    }
}

/// Sources have addresses; a preview of a web page below every answer would hide the answer.
pub(super) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions { is_disabled: true, url: None, prefer_small_media: false, prefer_large_media: false, show_above_text: false }
}

fn keyboard(rows: &[Vec<Button>]) -> Option<InlineKeyboardMarkup> {
    let button = |button: &Button| InlineKeyboardButton::callback(&button.label, &button.data);
    let rows: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(button).collect()).collect();
    (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
}

/// The words of a text in the HTML that `chat` writes, for when Telegram refuses its markup.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    // The ampersand last, or `&amp;lt;` would become a bracket.
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn markup_falls_away_and_words_stay() {
    assert_eq!(plain("<b>28人</b> &amp;lt; <a href=\"x\">1&lt;2</a>"), "28人 &lt; 1<2");
}
