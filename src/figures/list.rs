//! A short list of words asked about one place: whether the text before ends in one, or the text behind begins with one.
//!
//! Masks of first and last characters refuse nearly every place before a word is compared. Knows
//! nothing of what the words are for.

use serde::Deserialize;

/// Words written with blanks between them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "String")]
pub(crate) struct List {
    words: Vec<Box<str>>,
    /// Characters that words begin with and end in, one bit for all that are equal modulo 128.
    first: u128,
    last: u128,
}

impl From<String> for List {
    fn from(words: String) -> Self {
        let words: Vec<Box<str>> = words.split_whitespace().map(Into::into).collect();
        let first = words.iter().fold(0, |mask, word| mask | bit(word.chars().next()));
        let last = words.iter().fold(0, |mask, word| mask | bit(word.chars().next_back()));
        Self { words, first, last }
    }
}

impl List {
    /// Whether one of the words ends `text`.
    pub(crate) fn ends(&self, text: &str) -> bool {
        self.last & bit(text.chars().next_back()) != 0 && self.words.iter().any(|word| text.ends_with(&**word))
    }

    /// Whether one of the words begins `text`.
    pub(crate) fn begins(&self, text: &str) -> bool {
        self.first & bit(text.chars().next()) != 0 && self.words.iter().any(|word| text.starts_with(&**word))
    }

    /// Where the last of the words that `text` holds begins.
    pub(crate) fn last_in(&self, text: &str) -> Option<usize> {
        text.char_indices().rev().map(|(at, _)| at).find(|&at| self.begins(&text[at..]))
    }

    /// Whether `text` is one of the words.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.first & bit(text.chars().next()) != 0 && self.words.iter().any(|word| **word == *text)
    }

    /// The words as written.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }
}

fn bit(c: Option<char>) -> u128 {
    c.map_or(0, |c| 1 << (u32::from(c) & 127))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_on_their_side() {
        let list = List::from(" 增长  增速 涨 ".to_owned());
        assert!(list.ends("同比增长") && list.begins("涨幅") && list.has("增速"));
        assert!(!list.ends("增长了") && !list.begins("上涨") && !list.has("增"));
        assert_eq!(list.last_in("增长放缓，涨了"), Some("增长放缓，".len()));
        assert_eq!(list.last_in("持平"), None);
        assert!(!list.ends("") && !List::from(String::new()).begins("涨"));
    }
}
