//! A compiled set of words, found by the two characters they begin with.
//!
//! The reader asks "which is the longest word of this table that begins here" at every numeral;
//! one hash of two characters answers it for the words that cannot match. No allocation.

/// Words with a payload each.
#[derive(Debug, Clone)]
pub(crate) struct Words<T> {
    /// Grouped by bucket, longest first.
    entries: Vec<(Box<str>, T)>,
    /// Where each bucket begins in `entries`; one more than there are buckets.
    starts: Vec<u32>,
}

const BUCKETS: usize = 4096;

impl<T> Words<T> {
    /// Compiles words; empty ones are dropped. Equal words keep the order given.
    pub(crate) fn new(words: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut entries: Vec<_> = words.into_iter().filter(|(word, _)| !word.is_empty()).map(|(word, value)| (word.into_boxed_str(), value)).collect();
        entries.sort_by_key(|(word, _)| (own_bucket(word), std::cmp::Reverse(word.len())));
        let mut starts = vec![0u32; BUCKETS + 1];
        for (word, _) in &entries {
            starts[own_bucket(word) + 1] += 1;
        }
        for at in 0..BUCKETS {
            starts[at + 1] += starts[at];
        }
        Self { entries, starts }
    }

    /// The words that `text` begins with, longest first.
    pub(crate) fn all_at<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a T)> + 'a {
        let mut chars = text.chars();
        let (long, short) = match (chars.next(), chars.next()) {
            (Some(first), Some(second)) => (self.entries_of(bucket(first, second)), self.entries_of(bucket(first, ALONE))),
            (Some(first), None) => (&self.entries[..0], self.entries_of(bucket(first, ALONE))),
            _ => (&self.entries[..0], &self.entries[..0]),
        };
        long.iter().chain(short).filter(move |(word, _)| text.starts_with(&**word)).map(|(word, value)| (word.len(), value))
    }

    fn entries_of(&self, bucket: usize) -> &[(Box<str>, T)] {
        &self.entries[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }

    /// The longest word that `text` begins with: its bytes and payload.
    pub(crate) fn at<'a>(&'a self, text: &'a str) -> Option<(usize, &'a T)> {
        self.all_at(text).next()
    }

    /// The payload of exactly this word.
    pub(crate) fn get<'a>(&'a self, word: &'a str) -> Option<&'a T> {
        self.all_at(word).find(|&(len, _)| len == word.len()).map(|(_, value)| value)
    }

    /// All words.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter().map(|(word, value)| (&**word, value))
    }
}

/// Stands for the second character of words that have only one.
const ALONE: char = '\0';

fn own_bucket(word: &str) -> usize {
    let mut chars = word.chars();
    bucket(chars.next().unwrap_or(ALONE), chars.next().unwrap_or(ALONE))
}

fn bucket(first: char, second: char) -> usize {
    let mixed = (first as u32).wrapping_mul(0x9e37_79b1) ^ (second as u32).wrapping_mul(0x85eb_ca6b);
    (mixed >> 20) as usize % BUCKETS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_word_wins() {
        let words = Words::new([("人".into(), 1), ("人次".into(), 2), ("人民币".into(), 3)]);
        assert_eq!(words.at("人次增长"), Some((6, &2)));
        assert_eq!(words.at("人民"), Some((3, &1)));
        assert_eq!(words.at("天"), None);
        assert_eq!(words.get("人次"), Some(&2));
    }
}
