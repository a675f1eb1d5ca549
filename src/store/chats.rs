//! Chats' states, and chats that move or are left.
//!
//! Knows nothing of what a state says.

use super::{Store, StoreError, topic};

impl Store {
    /// What was saved for a chat.
    pub async fn state(&self, chat: i64) -> Result<Option<String>, StoreError> {
        let query = sqlx::query_scalar("select state from chat_state where chat = ?").bind(chat);
        query.fetch_optional(&self.pool).await.map_err(self.error())
    }

    /// Saves a chat's state in place of the earlier one.
    pub async fn save_state(&self, chat: i64, state: &str) -> Result<(), StoreError> {
        let query = "insert into chat_state (chat, state) values (?, ?) on conflict (chat) do update set state = excluded.state";
        sqlx::query(query).bind(chat).bind(state).execute(&self.pool).await.map_err(self.error())?;
        Ok(())
    }

    /// Follows a chat to its new id, as when a group becomes a supergroup. Nothing the new id
    /// already has is overwritten, and its runs are still found under the old one.
    pub async fn moved(&self, old: i64, new: i64) -> Result<(), StoreError> {
        let mut work = self.pool.begin().await.map_err(self.error())?;
        if old != new {
            let note = "insert into moved (old, new) values (?, ?) on conflict (old) do update set new = excluded.new";
            sqlx::query(note).bind(old).bind(new).execute(&mut *work).await.map_err(self.error())?;
        }
        for table in ["chat_state", "subscription", "run", "sent"] {
            for query in [format!("update or ignore {table} set chat = ? where chat = ?"), format!("delete from {table} where ? <> chat and chat = ?")] {
                sqlx::query(&query).bind(new).bind(old).execute(&mut *work).await.map_err(self.error())?;
            }
        }
        work.commit().await.map_err(self.error())
    }

    /// The id under which a chat lives on; its own where it has not moved.
    pub async fn current(&self, chat: i64) -> Result<i64, StoreError> {
        let query = sqlx::query_scalar("select new from moved where old = ?").bind(chat);
        Ok(query.fetch_optional(&self.pool).await.map_err(self.error())?.unwrap_or(chat))
    }

    /// The bot was blocked or put out: of the chat only its subscriptions, which rest, and what
    /// it was sent are kept. Digests under way are given up.
    pub async fn left(&self, chat: i64) -> Result<(), StoreError> {
        let mut work = self.pool.begin().await.map_err(self.error())?;
        for query in [
            "delete from chat_state where chat = ?",
            "update subscription set paused = 1 where chat = ?",
            "delete from part where chat = ?",
            "update run set state = 'failed', reason = 'the chat was left' where chat = ? and state in ('pending', 'sending')",
        ] {
            sqlx::query(query).bind(chat).execute(&mut *work).await.map_err(self.error())?;
        }
        work.commit().await.map_err(self.error())
    }

    /// Keys of the stories a chat and topic was sent.
    pub async fn sent(&self, chat: i64, thread: Option<i32>) -> Result<Vec<u64>, StoreError> {
        let query = sqlx::query_scalar("select story from sent where chat = ? and thread = ? order by story").bind(chat).bind(topic(thread));
        let keys: Vec<i64> = query.fetch_all(&self.pool).await.map_err(self.error())?;
        Ok(keys.into_iter().map(i64::cast_unsigned).collect())
    }
}
