//! Words that the segmenter's dictionary takes for persons and that are none: `tags.toml`.
//!
//! The dictionary was counted from novels, and calls 荣誉, 玉米 and 卫星 persons. A question's
//! names weigh more than its other words, and what is a name may answer 谁, so both would err.
//! Knows nothing of how text is cut.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use super::{LexiconError, Sources};

/// What each word is, in the tags of the segmenter.
#[derive(Debug, Default)]
pub(crate) struct Tags(Arc<HashMap<String, &'static str>>);

const FILE: &str = "tags.toml";

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Raw {
    n: String,
    ns: String,
    nz: String,
}

impl Tags {
    pub(crate) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let raw: Raw = sources.toml(FILE)?;
        let mut tags = HashMap::new();
        for (tag, words) in [("n", &raw.n), ("ns", &raw.ns), ("nz", &raw.nz)] {
            for word in words.split_whitespace() {
                if let Some(before) = tags.insert(word.to_owned(), tag) {
                    return Err(LexiconError::entry(FILE, tag, format!("`{word}` is {before} already")));
                }
            }
        }
        Ok(Self(Arc::new(tags)))
    }

    pub(crate) fn all(&self) -> Arc<HashMap<String, &'static str>> {
        Arc::clone(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Segmenter;

    /// What the dictionary does not call a person needs no entry.
    #[test]
    fn every_entry_is_one_that_the_dictionary_calls_a_person() {
        let tags = Tags::load(&Sources::embedded()).expect("the embedded table");
        let segmenter = Segmenter::new(Vec::new());
        let all = tags.all();
        let needless: Vec<&String> = all.keys().filter(|word| matches!(&segmenter.tagged(word)[..], [one] if !one.tag.starts_with("nr"))).collect();
        assert!(needless.is_empty(), "{needless:?}");
        assert!(all.len() > 3000, "{}", all.len());
    }

    #[test]
    fn a_word_listed_twice_is_told() {
        let sources = Sources::embedded().with(FILE, "n = \"荣誉\"\nns = \"荣誉\"\n");
        let error = Tags::load(&sources).expect_err("twice").to_string();
        assert!(error.contains("tags.toml") && error.contains("荣誉"), "{error}");
    }
}
