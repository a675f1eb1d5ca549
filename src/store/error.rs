//! What can go wrong with the store, said so that whoever runs the bot knows what to do.
//!
//! A full disk, a lock and a damaged file ask for different deeds, so they are told apart here
//! and nowhere else. Knows nothing of what was being stored.

/// What can go wrong with the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file cannot be opened or made.
    #[error("cannot open database {path}: {reason}")]
    Open {
        /// The file.
        path: String,
        /// The system's reason.
        reason: String,
    },
    /// No space is left; what was being stored is not stored.
    #[error("the disk of database {path} is full: free some space, nothing is stored until then")]
    Full {
        /// The file.
        path: String,
    },
    /// Another program holds the file.
    #[error("database {path} is locked by another program: is a second bot running?")]
    Locked {
        /// The file.
        path: String,
    },
    /// The file is no database, or a broken one.
    #[error("database {path} is damaged ({reason}): restore a copy, or move it away to start anew")]
    Corrupt {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// The file may not be written.
    #[error("database {path} may not be written: check its owner and rights")]
    ReadOnly {
        /// The file.
        path: String,
    },
    /// The tables are not those of this program.
    #[error("tables of database {path} do not fit this program: {reason}")]
    Tables {
        /// The file.
        path: String,
        /// What differs.
        reason: String,
    },
    /// A stored row does not read back.
    #[error("database {path}: {what} reads `{value}`, which is none")]
    Row {
        /// The file.
        path: String,
        /// What was read.
        what: &'static str,
        /// What stands there.
        value: String,
    },
    /// A message to be put back is not claimed.
    #[error("database {path}: message {number} of a digest for chat {chat} is not claimed and cannot be put back")]
    Unclaimed {
        /// The file.
        path: String,
        /// The chat, as it was named.
        chat: i64,
        /// The message's number in its run.
        number: usize,
    },
    /// Anything else.
    #[error("database {path}: {source}")]
    Failed {
        /// The file.
        path: String,
        /// What the database says.
        source: sqlx::Error,
    },
}

impl StoreError {
    /// Sorts an error of the database by what has to be done about it.
    pub(super) fn of(path: &str, error: sqlx::Error) -> Self {
        let path = path.to_owned();
        let code = error.as_database_error().and_then(|error| error.code()).and_then(|code| code.parse::<i32>().ok());
        // SQLite's extended codes carry the primary one in their lowest byte.
        match code.map(|code| code & 0xff) {
            Some(5 | 6) => Self::Locked { path },
            Some(8) => Self::ReadOnly { path },
            Some(11 | 26) => Self::Corrupt { path, reason: error.to_string() },
            Some(13) => Self::Full { path },
            Some(14) => Self::Open { path, reason: error.to_string() },
            _ => Self::Failed { path, source: error },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_disk_is_told_as_one() {
        let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await.expect("memory");
        sqlx::raw_sql("pragma max_page_count = 3; create table t (x text)").execute(&pool).await.expect("a small table");
        let fill = sqlx::query("insert into t values (?)").bind("x".repeat(100_000)).execute(&pool).await;
        let error = StoreError::of("bot.db", fill.expect_err("no room"));
        assert!(matches!(error, StoreError::Full { .. }), "{error}");
    }
}
