//! Settings: which source wins, and what a mistake is told.
//!
//! 1. Every default is there, and each has a reason beside it.
//! 2. The environment wins over the file, the file over the defaults.
//! 3. A key that does not exist is refused, with where it stands and what was meant.
//! 4. The token is never shown.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use shuwen::settings::{Colours, DEFAULTS, Settings, Sources};

const TOKEN: &str = "1234567:AAabcdefghijklmnopqrstuvwxyz";

fn load(file: Option<&Path>, environment: &[(&str, &str)]) -> Result<Settings, String> {
    let environment: HashMap<String, String> = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Settings::load(Sources { file, usual: None, environment, data: Some(PathBuf::from("/data")) }).map_err(|error| error.to_string())
}

fn written(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".toml").tempfile().expect("a file");
    std::fs::write(file.path(), text).expect("written");
    file
}

#[test]
fn defaults() {
    let settings = load(None, &[]).expect("the defaults");
    assert_eq!(settings.timezone.name(), "Asia/Shanghai");
    assert_eq!(settings.data, Path::new("/data"));
    assert_eq!(settings.index_folder(), Path::new("/data/index"));
    assert!(settings.telegram.is_none() && settings.tables.is_none() && settings.index.is_none());
    assert_eq!(settings.colours, Colours::Auto);
}

#[test]
fn every_default_has_a_reason() {
    let lines: Vec<&str> = DEFAULTS.lines().collect();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains(" = ") && !line.starts_with('#')) {
        // Keys that belong together may share one reason.
        let before = lines[..at].iter().rev().find(|line| !line.contains(" = ") || line.starts_with('#'));
        assert!(before.is_some_and(|line| line.starts_with('#')), "no reason above: {line}");
    }
    let table: toml::Table = DEFAULTS.parse().expect("the defaults");
    let keys: usize = table.values().map(|section| section.as_table().map_or(1, toml::Table::len)).sum();
    assert_eq!(keys, lines.iter().filter(|line| line.contains(" = ") && !line.starts_with('#')).count());
}

#[test]
fn environment_over_file_over_defaults() {
    let file = written("timezone = \"Asia/Tokyo\"\n[telegram]\ntoken = \"1:a\"\nworkers = 2\ntick_seconds = 7\n");
    let settings = load(Some(file.path()), &[("SHUWEN__TELEGRAM__WORKERS", "9"), ("SHUWEN__FOLDERS__INDEX", "/papers"), ("PATH", "/bin")]).expect("settings");
    let telegram = settings.telegram.as_ref().expect("a token is set");
    assert_eq!((settings.timezone.name(), telegram.workers, telegram.tick.as_secs()), ("Asia/Tokyo", 9, 7));
    assert_eq!(telegram.timezone.name(), "Asia/Tokyo");
    assert_eq!(settings.index_folder(), Path::new("/papers"));
}

#[test]
fn a_token_by_either_variable() {
    for name in ["TELOXIDE_TOKEN", "SHUWEN__TELEGRAM__TOKEN"] {
        assert!(load(None, &[(name, TOKEN)]).expect("settings").telegram.is_some(), "{name}");
        assert!(load(None, &[(name, " ")]).expect("settings").telegram.is_none(), "{name} is blank");
    }
}

#[test]
fn mistakes_are_told() {
    let file = written("[telegram]\nworker = 2\n");
    let name = file.path().display().to_string();
    let told = load(Some(file.path()), &[]).expect_err("no such key");
    assert_eq!(told, format!("unknown setting `telegram.worker` in {name}; did you mean `telegram.workers`?"));

    let cases = [
        (
            "SHUWEN__TELEGRM__WORKERS",
            "2",
            "unknown setting `telegrm.workers` in the environment variable SHUWEN__TELEGRM__WORKERS; did you mean `telegram.workers`?",
        ),
        ("SHUWEN__WORKERS", "2", "did you mean `telegram.workers`?"),
        ("SHUWEN__XYZZY", "2", "unknown setting `xyzzy` in the environment variable SHUWEN__XYZZY; config/default.toml lists them all"),
        ("SHUWEN__TIMEZONE", "Asia/Shanghia", "setting `timezone`: `Asia/Shanghia` is not a time zone; did you mean `Asia/Shanghai`?"),
        ("SHUWEN__INGEST__BATCH", "0", "setting `ingest.batch`: must be at least 1"),
        ("SHUWEN__DIGEST__REMEMBER_DAYS", "7", "setting `digest.remember_days`: must be at least 8: a digest looks back a week"),
        ("SHUWEN__INGEST__BATCH", "many", "ingest.batch"),
        ("SHUWEN__TERMINAL__COLOURS", "red", "red"),
    ];
    for (name, value, wanted) in cases {
        let told = load(None, &[(name, value)]).expect_err(name);
        assert!(told.contains(wanted) && !told.contains('\n'), "{name}={value} tells {told:?}");
    }
    let told = load(Some(Path::new("/nowhere.toml")), &[]).expect_err("no such file");
    assert!(told.starts_with("cannot read settings in /nowhere.toml: "), "{told}");
}

#[test]
fn the_token_is_never_shown() {
    let settings = load(None, &[("TELOXIDE_TOKEN", TOKEN)]).expect("settings");
    assert!(!format!("{settings:?}").contains(TOKEN));
    // A line that is not TOML is named, not printed.
    for text in [format!("[telegram]\ntoken = {TOKEN}\n"), format!("[telegram]\ntoken = \"{TOKEN}\n"), format!("[telegram]\ntoken = [\"{TOKEN}\"]\n")] {
        let file = written(&text);
        let told = load(Some(file.path()), &[]).expect_err("not a token");
        assert!(!told.contains(TOKEN) && !told.contains('\n'), "{told}");
    }
}
