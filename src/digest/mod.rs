//! Digests: which stories of a day or week a chat should see, and when.
//!
//! A digest is plain data: stories with one sentence and its key figures, copies of a story
//! merged, what the chat has seen left out. Whoever sends it decides how it looks. Knows nothing
//! of Telegram, of the clock or of what is stored: the moment and what was sent are given.

mod compose;
mod due;
mod story;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::corpus::Quote;
use crate::text::Span;

pub use compose::{Days, Wanted, compose};
pub use due::due;

/// The stories of some days, best first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Digest {
    /// First day covered; `None` where the corpus knows no dates.
    pub from: Option<NaiveDate>,
    /// Last day covered.
    pub to: Option<NaiveDate>,
    /// Place or topic asked for, as typed; empty for everything.
    pub topic: String,
    /// The stories to show.
    pub stories: Vec<Story>,
    /// How many more there are that are not shown.
    pub more: usize,
    /// Keys of all articles looked at, shown or not: what the next digest may leave out.
    pub passed: Vec<u64>,
}

/// One story, with all its copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// Id of the article that stands for the story.
    pub article: String,
    /// Headline, or the first sentence where it has none.
    pub headline: String,
    /// The sentence with the key figures; `None` where it would only repeat the headline.
    pub sentence: Option<Quote>,
    /// Whether that is a whole sentence and not a part of a long one.
    pub whole: bool,
    /// Where key figures stand in the sentence's text, in order.
    pub figures: Vec<Span>,
    /// Place as printed; may be empty.
    pub place: String,
    /// Newspaper; may be empty.
    pub source: String,
    /// Day of the paper.
    pub date: Option<NaiveDate>,
    /// Web address; may be empty.
    pub url: String,
    /// How many other papers or pages print the same story.
    pub also: usize,
}

/// A chat's wish for a daily digest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Subscription {
    /// The chat.
    pub chat: i64,
    /// The topic within the chat, where it has topics.
    pub thread: Option<i32>,
    /// Time of day, in the time zone of the settings.
    pub time: NaiveTime,
    /// Place or topic, as typed; empty for everything.
    pub topic: String,
    /// Language of the digest: `zh` or `en`.
    pub language: String,
    /// When it was made, in the same time zone: earlier moments are not due.
    pub since: NaiveDateTime,
}

/// One digest of one subscription: at most one is ever sent for a chat, topic and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunId {
    /// The chat.
    pub chat: i64,
    /// The topic within the chat.
    pub thread: Option<i32>,
    /// The day it was due.
    pub day: NaiveDate,
}
