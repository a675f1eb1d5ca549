//! The bot as a program of its own, started against the fake server.
//!
//! Everything goes in the way it does for an owner of the bot: the environment, a data folder,
//! signals. Knows nothing of what the bot says.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::fake_bot_api::{FakeBotApi, TOKEN};

/// Longer than anything takes on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A data folder that outlives restarts of the bot.
pub(crate) struct Home {
    folder: TempDir,
}

/// A running bot; it is killed when dropped.
pub(crate) struct Bot {
    child: Child,
    log: PathBuf,
}

impl Home {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Starts the bot and waits until it polls.
    pub(crate) fn start(&self, server: &FakeBotApi) -> Bot {
        self.start_with(server, &[])
    }

    /// As `start`, with more settings by environment.
    pub(crate) fn start_with(&self, server: &FakeBotApi, settings: &[(&str, &str)]) -> Bot {
        let polls = server.polls();
        let mut bot = self.launch(&server.url(), TOKEN, settings);
        let end = Instant::now() + PATIENCE;
        while server.polls() == polls {
            assert!(Instant::now() < end && bot.runs(), "the bot does not poll:\n{}", bot.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        bot
    }

    /// Starts the bot without waiting, with more settings by environment.
    pub(crate) fn launch(&self, url: &str, token: &str, settings: &[(&str, &str)]) -> Bot {
        let log = self.folder.path().join("log");
        let file = File::options().create(true).append(true).open(&log).expect("a log file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_shuwen"));
        command
            .arg("serve")
            .env("HOME", self.path())
            .env("XDG_CONFIG_HOME", self.path().join("config"))
            .env("SHUWEN__FOLDERS__DATA", self.path().join("data"))
            .env("NO_PROXY", "127.0.0.1")
            .env("RUST_LOG", "warn,shuwen=debug")
            .env("TELOXIDE_TOKEN", token)
            .env("SHUWEN__TELEGRAM__API_URL", url)
            // Quick enough not to make the tests wait; the limits have tests of their own.
            .env("SHUWEN__TELEGRAM__CHAT_GAP_MS", "20")
            .env("SHUWEN__TELEGRAM__TICK_SECONDS", "1")
            .envs(settings.iter().copied())
            .stdout(file.try_clone().expect("a second handle"))
            .stderr(file);
        Bot { child: command.spawn().expect("the bot starts"), log }
    }

    /// The bot's database, in a folder that is there.
    pub(crate) fn database(&self) -> PathBuf {
        let folder = self.path().join("data");
        std::fs::create_dir_all(&folder).expect("a data folder");
        folder.join("shuwen.db")
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Bot {
    /// Asks the bot to stop and waits until it has.
    pub(crate) fn stop(mut self, signal: &str) -> ExitStatus {
        self.signal(signal);
        self.ended()
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let sent = Command::new("kill").arg(signal).arg(self.child.id().to_string()).status();
        assert!(sent.expect("kill runs").success(), "the bot is gone already:\n{}", self.log());
    }

    /// Waits until the bot has ended by itself.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child can be waited for") {
                return status;
            }
            assert!(Instant::now() < end, "the bot does not end:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until it has logged some words.
    pub(crate) fn says(&self, words: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.log().contains(words) {
            assert!(Instant::now() < end, "the bot does not say `{words}`:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// All it has logged in this folder so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
