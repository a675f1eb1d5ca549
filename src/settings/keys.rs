//! Which keys there are, which of a source are not among them, and what was meant instead.
//!
//! The defaults are the list: a key without a default and its reason beside it does not exist.

use std::collections::HashMap;

use super::{PREFIX, SettingsError};

/// Every key of a TOML text with its sections, in order.
pub(super) fn known(text: &str, file: &str) -> Result<Vec<String>, SettingsError> {
    let table: toml::Table = toml::from_str(text).map_err(|error| SettingsError::File { file: file.to_owned(), reason: reason(text, &error) })?;
    let mut keys = Vec::new();
    collect("", &table, &mut keys);
    Ok(keys)
}

/// Refuses the first key of a file that is not among `all`.
pub(super) fn check_file(text: &str, file: &str, all: &[String]) -> Result<(), SettingsError> {
    known(text, file)?.iter().try_for_each(|key| check(key, file.to_owned(), all))
}

/// Refuses the first variable that is no key.
pub(super) fn check_environment(environment: &HashMap<String, String>, all: &[String]) -> Result<(), SettingsError> {
    let mut names: Vec<&String> = environment.keys().collect();
    names.sort();
    names.into_iter().try_for_each(|name| {
        let key = name.trim_start_matches(PREFIX).to_lowercase().replace("__", ".");
        check(&key, format!("the environment variable {name}"), all)
    })
}

/// The candidate that looks most like a word, if one does.
pub(super) fn nearest<'a>(word: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |other: &str| strsim::jaro_winkler(&word.to_lowercase(), &other.to_lowercase());
    among.map(|other| (likeness(other), other)).filter(|(likeness, _)| *likeness > 0.75).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other)
}

fn check(key: &str, place: String, all: &[String]) -> Result<(), SettingsError> {
    if all.iter().any(|known| known == key) {
        return Ok(());
    }
    // Often the section is missing or wrong and the key itself is right.
    let last = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    let same = all.iter().find(|known| last(known) == last(key)).cloned();
    let nearest = same.or_else(|| nearest(key, all.iter().map(String::as_str)).map(str::to_owned));
    Err(SettingsError::Unknown { key: key.to_owned(), place, nearest })
}

fn collect(section: &str, table: &toml::Table, keys: &mut Vec<String>) {
    for (name, value) in table {
        let key = if section.is_empty() { name.clone() } else { format!("{section}.{name}") };
        match value {
            toml::Value::Table(inner) => collect(&key, inner, keys),
            _ => keys.push(key),
        }
    }
}

/// Where and what, without the words of the line, which may hold a token.
fn reason(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    format!("line {line}: {}", error.message().replace('\n', ", "))
}
