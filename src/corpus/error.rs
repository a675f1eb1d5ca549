//! What can be wrong with a file, named so that it can be found and mended.

/// A file that could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorpusError {
    /// Nothing but blanks.
    #[error("{file}: the file is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// Neither text in a known encoding nor a known format.
    #[error("{file}: not a text in any known encoding (UTF-8, UTF-16, GB18030, Big5)")]
    NotText {
        /// The file.
        file: String,
    },
    /// A gzip file that is broken or cut off.
    #[error("{file}: broken or truncated gzip file: {reason}")]
    Gzip {
        /// The file.
        file: String,
        /// What the decompressor says.
        reason: String,
    },
    /// More than a file read as a whole may hold, unzipped or before.
    #[error("{file}: larger than {most} MB, unzipped if it is a gzip file")]
    TooLarge {
        /// The file.
        file: String,
        /// How many megabytes it may have.
        most: usize,
    },
    /// Text, but no article in it.
    #[error("{file}: no article found")]
    NoArticle {
        /// The file.
        file: String,
    },
}

/// A line of a file that could not be read, while the rest could.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}
