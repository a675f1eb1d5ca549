//! Which language a text is written in, as far as answering needs to know.
//!
//! Knows two: Chinese (in either script) and English. A question with any Han character is
//! Chinese, since Chinese readers write names and units in Latin letters all the time.

use super::is_han;

/// The language of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese, Simplified or Traditional.
    #[default]
    Chinese,
    /// English, or pinyin.
    English,
}

/// Decides by the characters alone.
///
/// ```
/// # use shuwen::text::{language, Language};
/// assert_eq!(language("宿城 talents 多少"), Language::Chinese);
/// assert_eq!(language("how many talents"), Language::English);
/// ```
pub fn language(text: &str) -> Language {
    let latin = text.chars().any(|c| c.is_ascii_alphabetic());
    if latin && !text.chars().any(is_han) { Language::English } else { Language::Chinese }
}
