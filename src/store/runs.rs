//! Digests sent and being sent, so that a restart neither loses nor repeats one.
//!
//! A run is planned once, with its messages. Just before a message goes out it is claimed, and
//! the claim is on disk when `hold` returns: after a crash a claimed message counts as sent, since
//! nobody can know. Only a failure that is certain puts it back. Knows nothing of Telegram.

use super::{Store, StoreError, topic};
use crate::digest::RunId;

/// One message of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its number in the run, from 0.
    pub number: usize,
    /// What was planned, as it was given.
    pub body: String,
}

/// A run by its chat, topic and day: under its own id or, where its chat has moved, under the new
/// one. Whoever sends it may not have heard of that yet.
const THIS: &str = "thread = ?2 and day = ?3 and chat = coalesce(
    (select run.chat from run where run.chat = ?1 and run.thread = ?2 and run.day = ?3),
    (select moved.new from moved where moved.old = ?1))";

impl Store {
    /// Whether a run was planned, whatever became of it.
    pub async fn planned(&self, run: &RunId) -> Result<bool, StoreError> {
        let query = format!("select count(*) from run where {THIS}");
        let query = sqlx::query_scalar::<_, i64>(&query).bind(run.chat).bind(topic(run.thread)).bind(run.day.to_string());
        Ok(query.fetch_one(&self.pool).await.map_err(self.error())? > 0)
    }

    /// Plans a run with its messages, the number of its stories and the keys of what later runs
    /// leave out, all or nothing; `false` and no change where it was planned before. A run
    /// without messages is done at once. What all chats were sent too long ago to matter is
    /// forgotten in the same step.
    pub async fn plan(&self, run: &RunId, messages: &[String], stories: usize, passed: &[u64]) -> Result<bool, StoreError> {
        let (thread, day) = (topic(run.thread), run.day.to_string());
        let mut work = self.pool.begin().await.map_err(self.error())?;
        let insert = "insert into run (chat, thread, day, state, next, stories) values (?, ?, ?, ?, 0, ?) on conflict do nothing";
        let state = if messages.is_empty() { "done" } else { "pending" };
        let insert = sqlx::query(insert).bind(run.chat).bind(thread).bind(&day).bind(state).bind(stories as i64);
        if insert.execute(&mut *work).await.map_err(self.error())?.rows_affected() == 0 {
            return Ok(false);
        }
        for (number, body) in messages.iter().enumerate() {
            let insert = sqlx::query("insert into part (chat, thread, day, number, body) values (?, ?, ?, ?, ?)");
            let insert = insert.bind(run.chat).bind(thread).bind(&day).bind(number as i64).bind(body);
            insert.execute(&mut *work).await.map_err(self.error())?;
        }
        for story in passed {
            // A story looked at again is remembered from then on: one without a date is looked at
            // as long as it is in the index.
            let insert = "insert into sent (chat, thread, story, day) values (?, ?, ?, ?)
                 on conflict (chat, thread, story) do update set day = excluded.day where day < excluded.day";
            let insert = sqlx::query(insert);
            let insert = insert.bind(run.chat).bind(thread).bind(story.cast_signed()).bind(&day);
            insert.execute(&mut *work).await.map_err(self.error())?;
        }
        if let Some(oldest) = self.remembered.and_then(|days| run.day.checked_sub_days(days)) {
            let old = sqlx::query("delete from sent where day < ?").bind(oldest.to_string());
            old.execute(&mut *work).await.map_err(self.error())?;
        }
        work.commit().await.map_err(self.error())?;
        Ok(true)
    }

    /// The runs with messages still to send, or claimed and not finished, oldest first.
    pub async fn open_runs(&self) -> Result<Vec<RunId>, StoreError> {
        let query = "select chat, thread, day from run where state in ('pending', 'sending') order by day, chat, thread";
        let rows: Vec<(i64, i64, String)> = sqlx::query_as(query).fetch_all(&self.pool).await.map_err(self.error())?;
        let read = |(chat, thread, day): (i64, i64, String)| {
            let thread = i32::try_from(thread).ok().filter(|&thread| thread != 0);
            Ok(RunId { chat, thread, day: self.row("a digest's day", &day, day.parse().ok())? })
        };
        rows.into_iter().map(read).collect()
    }

    /// The next message of a run, which stays unclaimed. `None` when all are sent: then the run
    /// is done and its messages are dropped.
    pub async fn next(&self, run: &RunId) -> Result<Option<Part>, StoreError> {
        let (thread, day) = (topic(run.thread), run.day.to_string());
        let mut work = self.pool.begin().await.map_err(self.error())?;
        let next = format!(
            "select number, body from part where {THIS} and number =
                 (select next from run where {THIS} and state in ('pending', 'sending'))"
        );
        let next = sqlx::query_as::<_, (i64, String)>(&next).bind(run.chat).bind(thread).bind(&day);
        let part = next.fetch_optional(&mut *work).await.map_err(self.error())?;
        if part.is_none() {
            let done = format!("update run set state = 'done' where {THIS} and state in ('pending', 'sending')");
            for change in [done, format!("delete from part where {THIS}")] {
                let change = sqlx::query(&change).bind(run.chat).bind(thread).bind(&day);
                change.execute(&mut *work).await.map_err(self.error())?;
            }
        }
        work.commit().await.map_err(self.error())?;
        Ok(part.map(|(number, body)| Part { number: number as usize, body }))
    }

    /// Claims a message that `next` gave; on disk when this returns. `false` and no change where
    /// it is no longer the next: it was claimed meanwhile, or its run has ended.
    pub async fn hold(&self, run: &RunId, part: &Part) -> Result<bool, StoreError> {
        let change = format!(
            "update run set state = 'sending', next = next + 1
                 where {THIS} and state in ('pending', 'sending') and next = ?4
                 and exists (select 1 from part where {THIS} and number = ?4 and body = ?5)"
        );
        let change = sqlx::query(&change).bind(run.chat).bind(topic(run.thread)).bind(run.day.to_string());
        let change = change.bind(part.number as i64).bind(&part.body);
        Ok(change.execute(&self.pool).await.map_err(self.error())?.rows_affected() > 0)
    }

    /// Puts the message claimed last back: it is certain that it was not sent. It is the next
    /// again. An error where it is not claimed, since then it might be lost.
    pub async fn not_sent(&self, run: &RunId, part: &Part) -> Result<(), StoreError> {
        let change = format!("update run set state = 'pending', next = ?4 where {THIS} and state = 'sending' and next = ?4 + 1");
        let change = sqlx::query(&change).bind(run.chat).bind(topic(run.thread)).bind(run.day.to_string()).bind(part.number as i64);
        match change.execute(&self.pool).await.map_err(self.error())?.rows_affected() {
            0 => Err(StoreError::Unclaimed { path: self.path.clone(), chat: run.chat, number: part.number }),
            _ => Ok(()),
        }
    }

    /// Gives a run up for good, with the reason; its messages are dropped.
    pub async fn give_up(&self, run: &RunId, reason: &str) -> Result<(), StoreError> {
        let (thread, day) = (topic(run.thread), run.day.to_string());
        let mut work = self.pool.begin().await.map_err(self.error())?;
        let change = format!("update run set state = 'failed', reason = ?4 where {THIS}");
        let change = sqlx::query(&change).bind(run.chat).bind(thread).bind(&day).bind(reason);
        change.execute(&mut *work).await.map_err(self.error())?;
        let drop = format!("delete from part where {THIS}");
        sqlx::query(&drop).bind(run.chat).bind(thread).bind(&day).execute(&mut *work).await.map_err(self.error())?;
        work.commit().await.map_err(self.error())
    }

    /// Whether the last run of a chat and topic held no story, so that "nothing new" is not
    /// said day after day.
    pub async fn last_was_empty(&self, chat: i64, thread: Option<i32>) -> Result<bool, StoreError> {
        let query = "select stories = 0 from run where chat = ? and thread = ? order by day desc limit 1";
        let query = sqlx::query_scalar::<_, bool>(query).bind(chat).bind(topic(thread));
        Ok(query.fetch_optional(&self.pool).await.map_err(self.error())?.unwrap_or(false))
    }
}
