//! What must outlive a restart: chats' states, subscriptions, digests sent and being sent.
//!
//! SQLite in one file. Every write is committed to disk before its call returns, and an error
//! of the disk or the file reaches the caller as a `StoreError`. Knows nothing of Telegram or of
//! what a state or a message says: both are texts to it.

mod chats;
mod error;
mod runs;
mod subscriptions;
mod updates;

use std::path::Path;
use std::time::Duration;

use chrono::Days;
use sqlx::SqlitePool;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

pub use error::StoreError;
pub use runs::Part;

static MIGRATIONS: Migrator = sqlx::migrate!("src/store/migrations");

/// How long a write waits for another program's lock.
const PATIENCE: Duration = Duration::from_secs(3);

/// The bot's memory; cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pool: SqlitePool,
    path: String,
    /// How many days a story sent is remembered; `None` for ever.
    remembered: Option<Days>,
}

impl Store {
    /// Opens the database in a file, which is made where it is missing (its folder is not), and
    /// brings its tables up to date.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        Self::connect(options, path.display().to_string()).await
    }

    /// A database in memory, gone with the last clone: for a chat in a terminal.
    pub async fn memory() -> Result<Self, StoreError> {
        Self::connect(SqliteConnectOptions::new().filename(":memory:"), "in memory".to_owned()).await
    }

    /// The same store, which forgets what a chat was sent after so many days without seeing it
    /// again.
    pub fn remembering(self, days: u16) -> Self {
        Self { remembered: Some(Days::new(u64::from(days))), ..self }
    }

    /// Waits for what is being written and closes the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    async fn connect(options: SqliteConnectOptions, path: String) -> Result<Self, StoreError> {
        let options = options
            .journal_mode(SqliteJournalMode::Wal)
            // A digest marked as being sent must still be marked after a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        // One connection: writes of one bot never wait for each other's locks, and a database in
        // memory is the same one for every call. It is never given up, or memory would be lost.
        let pool = SqlitePoolOptions::new().max_connections(1).min_connections(1).idle_timeout(None).max_lifetime(None);
        let pool = pool.connect_with(options).await.map_err(|error| StoreError::of(&path, error))?;
        let store = Self { pool, path, remembered: None };
        store.sound().await?;
        MIGRATIONS.run(&store.pool).await.map_err(|error| store.tables(error))?;
        Ok(store)
    }

    /// Whether the file reads as a sound database.
    async fn sound(&self) -> Result<(), StoreError> {
        let found: String = sqlx::query_scalar("pragma quick_check(1)").fetch_one(&self.pool).await.map_err(self.error())?;
        match found.as_str() {
            "ok" => Ok(()),
            _ => Err(StoreError::Corrupt { path: self.path.clone(), reason: found }),
        }
    }

    fn tables(&self, error: MigrateError) -> StoreError {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => StoreError::of(&self.path, error),
            other => StoreError::Tables { path: self.path.clone(), reason: other.to_string() },
        }
    }

    /// Turns the database's errors into the store's.
    fn error(&self) -> impl Fn(sqlx::Error) -> StoreError {
        |error| StoreError::of(&self.path, error)
    }

    fn row<T>(&self, what: &'static str, value: &str, read: Option<T>) -> Result<T, StoreError> {
        read.ok_or_else(|| StoreError::Row { path: self.path.clone(), what, value: value.to_owned() })
    }
}

/// A topic as the tables keep it.
fn topic(thread: Option<i32>) -> i64 {
    thread.map_or(0, i64::from)
}
