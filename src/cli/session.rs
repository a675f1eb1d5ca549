//! One run of the program: settings, the day, and the engine that they lead to.
//!
//! Decides which corpus is asked: the index that was named, the one that `ingest` has made, or
//! the seeds inside the program. Knows nothing of what is done with it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use tracing_subscriber::EnvFilter;

use super::{CliError, Global, screen};
use crate::chat::{Now, Words};
use crate::engine::Engine;
use crate::index::Embedded;
use crate::resources::Resources;
use crate::settings::{Colours, Settings, Sources};
use crate::text::Language;

/// What a subcommand works with.
pub(super) struct Session {
    /// The settings, with what the arguments changed.
    pub(super) settings: Settings,
    /// Whether to print results and errors only.
    pub(super) quiet: bool,
    /// Where a user's own settings would stand.
    pub(super) usual: Option<PathBuf>,
    today: Option<NaiveDate>,
}

impl Session {
    /// Reads the settings and starts the log.
    pub(super) fn open(global: Global) -> Result<Self, CliError> {
        let usual = dirs::config_dir().map(|folder| folder.join("shuwen/config.toml"));
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
        let environment: HashMap<String, String> = std::env::vars_os().filter_map(text).collect();
        let log = environment.get("RUST_LOG").cloned();
        let data = dirs::data_dir().map(|folder| folder.join("shuwen"));
        let mut settings = Settings::load(Sources { file: global.config.as_deref(), usual: usual.clone(), environment, data })?;
        settings.index = global.index.or(settings.index);
        start_log(&log.unwrap_or_else(|| settings.log.clone()), global.verbose, global.quiet)?;
        Ok(Self { settings, quiet: global.quiet, usual: global.config.or(usual), today: global.today })
    }

    /// This moment in the time zone of the settings; noon of the day that was named.
    pub(super) fn now(&self) -> Now {
        let moment: DateTime<Utc> = Utc::now();
        let now = Now::at(moment, self.settings.timezone);
        self.today.map_or(now, |day| Now { local: day.and_time(NaiveTime::MIN) + chrono::TimeDelta::hours(12) })
    }

    /// The day in the time zone of the settings.
    pub(super) fn today(&self) -> NaiveDate {
        self.now().today()
    }

    /// The tables: those inside the program, and the user's own in their place.
    pub(super) fn resources(&self) -> Result<Resources, CliError> {
        let mut resources = Resources::embedded();
        for (name, text) in self.own_tables()?.iter().filter(|(name, _)| !name.starts_with("replies/")) {
            // These folders are read whole, whatever their files are called; all other tables are asked for by name.
            let open = ["questions/", "lexicon/"].iter().any(|folder| name.starts_with(folder));
            if !open && resources.text(name).is_empty() {
                return Err(CliError::Wrong(format!("{name} in the folder of tables is none that the program knows; config/ has them all")));
            }
            resources.replace(name, text);
        }
        Ok(resources)
    }

    /// The replies, the user's own laid over them.
    pub(super) fn words(&self) -> Result<Words, CliError> {
        let tables = self.own_tables()?;
        let mut over = Vec::new();
        for (name, text) in tables.iter().filter(|(name, _)| name.starts_with("replies/")) {
            let language = match name.as_str() {
                "replies/zh.ftl" => Language::Chinese,
                "replies/en.ftl" => Language::English,
                _ => return Err(CliError::Wrong(format!("{name} in the folder of tables is neither replies/zh.ftl nor replies/en.ftl"))),
            };
            over.push((language, text.as_str()));
        }
        Ok(Words::with(&over)?)
    }

    /// The engine that answers: over the index that was named or made, else over the seeds.
    pub(super) fn engine(&self) -> Result<Engine, CliError> {
        match self.corpus() {
            Corpus::Named(folder) if !is_index(&folder) => {
                let folder = folder.display();
                Err(CliError::Wrong(format!("there is no index in {folder}: make one with `shuwen ingest PATH --index {folder}`")))
            }
            Corpus::Named(folder) | Corpus::Made(folder) => self.engine_in(&folder),
            Corpus::Seeds => {
                let resources = self.resources()?;
                let engine = self.engine_empty(&resources)?;
                engine.ingest(&resources.seeds(engine.segmenter().clone())?)?;
                Ok(engine)
            }
        }
    }

    /// An engine over the index of a folder, which is made if there is none.
    pub(super) fn engine_in(&self, folder: &Path) -> Result<Engine, CliError> {
        Ok(Engine::load(&self.resources()?, |segmenter| Ok(Arc::new(Embedded::open(folder, segmenter)?)))?)
    }

    /// An engine over nothing yet, in memory.
    pub(super) fn engine_empty(&self, resources: &Resources) -> Result<Engine, CliError> {
        Ok(Engine::load(resources, |segmenter| Ok(Arc::new(Embedded::in_memory(segmenter)?)))?)
    }

    /// Which corpus is asked.
    pub(super) fn corpus(&self) -> Corpus {
        match &self.settings.index {
            Some(folder) => Corpus::Named(folder.clone()),
            None if is_index(&self.settings.index_folder()) => Corpus::Made(self.settings.index_folder()),
            None => Corpus::Seeds,
        }
    }

    /// Says something about the work, unless only results are wanted.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            screen::complain(text);
        }
    }

    /// Whether to colour what is printed.
    pub(super) fn colours(&self) -> bool {
        match self.settings.colours {
            Colours::Always => true,
            Colours::Never => false,
            Colours::Auto => screen::watched() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }

    /// Name and text of every table of the user's own, in order of name.
    fn own_tables(&self) -> Result<Vec<(String, String)>, CliError> {
        let mut found = Vec::new();
        if let Some(root) = &self.settings.tables {
            tables(root, "", &mut found)?;
        }
        found.sort();
        Ok(found)
    }
}

/// Where the articles are.
pub(super) enum Corpus {
    /// In the folder that an argument or a setting names.
    Named(PathBuf),
    /// In the usual folder.
    Made(PathBuf),
    /// Inside the program.
    Seeds,
}

/// Whether a folder holds an index.
pub(super) fn is_index(folder: &Path) -> bool {
    folder.join("shuwen.mark").is_file()
}

fn tables(folder: &Path, inside: &str, found: &mut Vec<(String, String)>) -> Result<(), CliError> {
    let entries = std::fs::read_dir(folder).map_err(|error| CliError::file("read", folder, error))?;
    for entry in entries {
        let path = entry.map_err(|error| CliError::file("read", folder, error))?.path();
        let own = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if own.is_empty() || own.starts_with('.') {
            continue;
        }
        let name = if inside.is_empty() { own } else { format!("{inside}/{own}") };
        if path.is_dir() {
            tables(&path, &name, found)?;
        } else {
            let text = std::fs::read_to_string(&path).map_err(|error| CliError::file("read", &path, error))?;
            found.push((name, text));
        }
    }
    Ok(())
}

fn start_log(filter: &str, verbose: u8, quiet: bool) -> Result<(), CliError> {
    let filter = match (verbose, quiet) {
        (0, true) => "error".to_owned(),
        (0, false) => filter.to_owned(),
        (1, _) => "info,shuwen=debug".to_owned(),
        // Of others only what they find worth an `info`: the client's debug output has addresses with
        // the token in them.
        _ => "info,shuwen=trace".to_owned(),
    };
    let filter = EnvFilter::try_new(&filter).map_err(|error| CliError::Wrong(format!("cannot read the log filter `{filter}`: {error}")))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()));
    // A second start within one process would be a test's; the first log stays.
    let _ = log.try_init();
    Ok(())
}
