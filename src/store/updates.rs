//! What came in and is not yet answered, so that a restart neither drops nor repeats a question.
//!
//! Telegram hands an update out until it is confirmed, and confirming is all or nothing up to a
//! number. An update is written down here before it is confirmed and crossed out when it is
//! dealt with: after a crash what is not crossed out is done again, what is crossed out is not.
//! Knows nothing of what an update says.

use super::{Store, StoreError};

/// An update that was begun so many times has brought the program down with it: it is left.
const TRIES: i64 = 3;
/// Telegram hands out an unconfirmed update for a day; numbers are remembered for two.
const REMEMBERED_SECONDS: i64 = 2 * 24 * 60 * 60;

impl Store {
    /// Writes updates down, on disk when this returns; the numbers of those not seen before.
    pub async fn take(&self, bot: i64, updates: &[(i64, String)]) -> Result<Vec<i64>, StoreError> {
        let mut fresh = Vec::new();
        let mut work = self.pool.begin().await.map_err(self.error())?;
        let old = "delete from incoming where body is null and at < unixepoch() - ?";
        sqlx::query(old).bind(REMEMBERED_SECONDS).execute(&mut *work).await.map_err(self.error())?;
        for (number, body) in updates {
            let insert = "insert into incoming (bot, number, body, tries, at) values (?, ?, ?, 0, unixepoch()) on conflict do nothing";
            let insert = sqlx::query(insert).bind(bot).bind(number).bind(body);
            if insert.execute(&mut *work).await.map_err(self.error())?.rows_affected() > 0 {
                fresh.push(*number);
            }
        }
        work.commit().await.map_err(self.error())?;
        Ok(fresh)
    }

    /// Counts an update as begun once more. Only this counts: one that has waited through many
    /// restarts has brought nothing down.
    pub async fn begun(&self, bot: i64, number: i64) -> Result<(), StoreError> {
        let change = "update incoming set tries = tries + 1 where bot = ? and number = ?";
        sqlx::query(change).bind(bot).bind(number).execute(&self.pool).await.map_err(self.error())?;
        Ok(())
    }

    /// Crosses an update out; its words are forgotten, its number is remembered for a while.
    pub async fn handled(&self, bot: i64, number: i64) -> Result<(), StoreError> {
        let change = "update incoming set body = null where bot = ? and number = ?";
        sqlx::query(change).bind(bot).bind(number).execute(&self.pool).await.map_err(self.error())?;
        Ok(())
    }

    /// What was taken and never crossed out, oldest first; what was begun too often is crossed
    /// out instead. Call it once, at the start.
    pub async fn unhandled(&self, bot: i64) -> Result<Vec<(i64, String)>, StoreError> {
        let mut work = self.pool.begin().await.map_err(self.error())?;
        let drop = "update incoming set body = null where bot = ? and body is not null and tries >= ?";
        sqlx::query(drop).bind(bot).bind(TRIES).execute(&mut *work).await.map_err(self.error())?;
        let list = "select number, body from incoming where bot = ? and body is not null order by number";
        let open = sqlx::query_as(list).bind(bot).fetch_all(&mut *work).await.map_err(self.error())?;
        work.commit().await.map_err(self.error())?;
        Ok(open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(number: i64) -> (i64, String) {
        (number, format!("{{\"update_id\":{number}}}"))
    }

    #[tokio::test]
    async fn an_update_is_taken_once_and_done_until_it_is_crossed_out() {
        let store = Store::memory().await.expect("a database in memory");
        let taken = store.take(1, &[update(5), update(6)]).await.expect("taken");
        assert_eq!(taken, [5, 6]);
        assert_eq!(store.take(1, &[update(6), update(7)]).await.expect("taken"), [7]);
        assert_eq!(store.take(2, &[update(6)]).await.expect("another bot's"), [6]);
        store.handled(1, 6).await.expect("crossed out");
        assert_eq!(store.take(1, &[update(6)]).await.expect("taken"), Vec::<i64>::new());
        assert_eq!(store.unhandled(1).await.expect("open"), [update(5), update(7)]);
        assert_eq!(store.unhandled(2).await.expect("another bot's"), [update(6)]);
    }
}
