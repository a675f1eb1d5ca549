//! Subscriptions: one for each chat and topic. Those of a chat that is closed to the bot rest.
//!
//! Knows nothing of when one is due.

use chrono::NaiveDateTime;

use super::{Store, StoreError, topic};
use crate::digest::Subscription;

/// How the tables write a moment.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";

type Row = (i64, i64, String, String, String, String);

impl Store {
    /// Stores a subscription in place of the chat's and topic's earlier one, be that at rest or not.
    pub async fn subscribe(&self, subscription: &Subscription) -> Result<(), StoreError> {
        let query = "insert into subscription (chat, thread, time, topic, language, since) values (?, ?, ?, ?, ?, ?)
             on conflict (chat, thread) do update set
                 time = excluded.time, topic = excluded.topic, language = excluded.language, since = excluded.since, paused = 0";
        sqlx::query(query)
            .bind(subscription.chat)
            .bind(topic(subscription.thread))
            .bind(subscription.time.format("%H:%M:%S").to_string())
            .bind(&subscription.topic)
            .bind(&subscription.language)
            .bind(subscription.since.format(MOMENT).to_string())
            .execute(&self.pool)
            .await
            .map_err(self.error())?;
        Ok(())
    }

    /// Removes a subscription; `false` where there was none.
    pub async fn unsubscribe(&self, chat: i64, thread: Option<i32>) -> Result<bool, StoreError> {
        let query = sqlx::query("delete from subscription where chat = ? and thread = ?").bind(chat).bind(topic(thread));
        let done = query.execute(&self.pool).await.map_err(self.error())?;
        Ok(done.rows_affected() > 0)
    }

    /// A chat has spoken: its subscriptions that rest go on as if made now, so that what fell due
    /// meanwhile is not sent at once. Whether there were any.
    pub async fn resume(&self, chat: i64, now: NaiveDateTime) -> Result<bool, StoreError> {
        let query = sqlx::query("update subscription set paused = 0, since = ? where chat = ? and paused = 1");
        let done = query.bind(now.format(MOMENT).to_string()).bind(chat).execute(&self.pool).await.map_err(self.error())?;
        Ok(done.rows_affected() > 0)
    }

    /// All subscriptions that do not rest, by chat and topic.
    pub async fn subscriptions(&self) -> Result<Vec<Subscription>, StoreError> {
        let query = "select chat, thread, time, topic, language, since from subscription where paused = 0 order by chat, thread";
        let rows: Vec<Row> = sqlx::query_as(query).fetch_all(&self.pool).await.map_err(self.error())?;
        rows.into_iter().map(|row| self.subscription(row)).collect()
    }

    fn subscription(&self, (chat, thread, time, topic, language, since): Row) -> Result<Subscription, StoreError> {
        Ok(Subscription {
            chat,
            thread: i32::try_from(thread).ok().filter(|&thread| thread != 0),
            time: self.row("a subscription's time", &time, time.parse().ok())?,
            topic,
            language,
            since: self.row("a subscription's start", &since, since.parse().ok())?,
        })
    }
}
