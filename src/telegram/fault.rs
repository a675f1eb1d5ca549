//! What a refusal of Telegram means for what is to be done next.
//!
//! The library gives refusals as words and drops their codes, its errors can hold the bot's
//! token and whole messages. Here they become one small enum and short words that are safe to
//! log. Knows nothing of who sent what.

use std::time::Duration;

use teloxide::{ApiError, RequestError};

/// Why a request did not succeed, sorted by what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// Too fast: nothing more to this chat for so long.
    Wait(Duration),
    /// The group has become a supergroup with this id.
    Moved(i64),
    /// The chat is closed to the bot: blocked, put out, deleted. Nothing more may be sent.
    Gone,
    /// The markup is not what Telegram reads: send the plain words.
    Markup,
    /// The topic is no more: send to the chat as a whole.
    Topic,
    /// The token is not, or no longer, that of a bot.
    Token,
    /// Somebody else polls with the same token, or a webhook is set.
    Conflict {
        /// Whether it is a webhook.
        webhook: bool,
    },
    /// Refused for good, with Telegram's reason.
    Refused(String),
    /// It certainly did not reach Telegram.
    Unsent(String),
    /// It was not tried: whoever sent it no longer wants it sent.
    Withdrawn,
    /// It may or may not have been carried out.
    Unsure(String),
}

impl Fault {
    /// Sorts an error of the library; `Ok` where Telegram did as asked but its answer, a message
    /// with something new in it, could not be read.
    pub(super) fn of(error: RequestError) -> Result<(), Self> {
        match error {
            RequestError::RetryAfter(seconds) => Err(Self::Wait(seconds.duration())),
            RequestError::MigrateToChatId(chat) => Err(Self::Moved(chat.0)),
            RequestError::Network(error) if error.is_connect() => Err(Self::Unsent("cannot connect".to_owned())),
            RequestError::Network(error) if error.is_timeout() => Err(Self::Unsure("no answer in time".to_owned())),
            RequestError::Network(_) => Err(Self::Unsure("the connection broke".to_owned())),
            RequestError::InvalidJson { raw, .. } if granted(&raw) => Ok(()),
            RequestError::InvalidJson { .. } => Err(Self::Unsure("the answer is not JSON".to_owned())),
            RequestError::Io(_) => Err(Self::Unsure("input or output failed".to_owned())),
            RequestError::Api(error) => Err(Self::api(&error)),
        }
    }

    /// Whether the letter certainly did not arrive, and another try might.
    pub(super) fn mendable(&self) -> bool {
        !matches!(self, Self::Unsure(_) | Self::Gone | Self::Refused(_) | Self::Withdrawn)
    }

    /// Words for the log: never a token, never a message.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Wait(time) => format!("asked to wait {} s", time.as_secs()),
            Self::Moved(chat) => format!("the chat is now {chat}"),
            Self::Gone => "the chat is closed to the bot".to_owned(),
            Self::Markup => "the markup was refused".to_owned(),
            Self::Topic => "the topic is gone".to_owned(),
            Self::Token => "the token is not accepted".to_owned(),
            Self::Conflict { webhook: true } => "a webhook is set for this bot".to_owned(),
            Self::Conflict { webhook: false } => "another program polls for this bot".to_owned(),
            Self::Withdrawn => "it is no longer to be sent".to_owned(),
            Self::Refused(why) | Self::Unsent(why) | Self::Unsure(why) => why.clone(),
        }
    }

    fn api(error: &ApiError) -> Self {
        use ApiError as E;
        match error {
            E::InvalidToken => Self::Token,
            E::CantParseEntities(_) => Self::Markup,
            E::TerminatedByOtherGetUpdates => Self::Conflict { webhook: false },
            E::CantGetUpdates => Self::Conflict { webhook: true },
            E::ChatNotFound | E::GroupDeactivated | E::BotKicked | E::CantInitiateConversation => Self::Gone,
            E::Unknown(words) => Self::unknown(words),
            other => Self::unknown(&other.to_string()),
        }
    }

    fn unknown(words: &str) -> Self {
        // Only what stands before a second colon: after it Telegram may repeat the message.
        let reason = words.splitn(3, ": ").take(2).collect::<Vec<_>>().join(": ");
        if words.starts_with("Forbidden") {
            Self::Gone
        } else if words.contains("message thread not found") {
            Self::Topic
        } else if words.contains("webhook is active") {
            Self::Conflict { webhook: true }
        } else if words.starts_with("Conflict") {
            Self::Conflict { webhook: false }
        } else if words.starts_with("Too Many Requests") {
            Self::Wait(Duration::from_secs(5))
        } else if ["Bad Request", "Unauthorized", "Request Entity"].iter().any(|s| words.starts_with(s)) {
            Self::Refused(reason)
        } else {
            // "Internal Server Error", "Bad Gateway": nobody knows what became of the request.
            Self::Unsure(reason)
        }
    }
}

/// Whether an answer that cannot be read whole at least says that the request was granted.
pub(super) fn granted(raw: &str) -> bool {
    raw.trim_start().starts_with("{\"ok\":true")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Fault {
        let error: ApiError = serde_json::from_value(serde_json::json!(words)).expect("any words");
        Fault::api(&error)
    }

    #[test]
    fn refusals_are_told_apart() {
        assert_eq!(of("Forbidden: bot was blocked by the user"), Fault::Gone);
        assert_eq!(of("Forbidden: bot was kicked from the group chat"), Fault::Gone);
        assert_eq!(of("Bad Request: chat not found"), Fault::Gone);
        assert_eq!(of("Unauthorized"), Fault::Token);
        assert_eq!(of("Bad Request: message thread not found"), Fault::Topic);
        assert_eq!(of("Bad Request: can't parse entities: Unsupported start tag \"x\""), Fault::Markup);
        assert_eq!(of("Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"), Fault::Conflict { webhook: true });
        assert_eq!(of("Internal Server Error"), Fault::Unsure("Internal Server Error".into()));
        assert_eq!(of("Bad Request: BUTTON_URL_INVALID: secret words"), Fault::Refused("Bad Request: BUTTON_URL_INVALID".into()));
    }
}
