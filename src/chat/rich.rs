//! Rich text: what a reply says and how it looks, before any markup.
//!
//! Words and looks are kept apart, so that no article can smuggle a tag into a message and a
//! message can be measured and cut without parsing it again. Knows nothing of HTML, of colours
//! or of any language.

use serde::{Deserialize, Serialize};

/// A text of blocks, one below the other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rich {
    /// The blocks in reading order; between two of them stands one line break.
    pub blocks: Vec<Block>,
}

/// A paragraph or a quotation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Block {
    /// Whether it is set off as a quotation.
    pub quote: bool,
    /// Its words, in pieces of one look each.
    pub runs: Vec<Run>,
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The words as they are to be read; never markup.
    pub text: String,
    /// How they look.
    pub style: Style,
}

/// How words look.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Style {
    /// As they are.
    #[default]
    Plain,
    /// Bold: the answer, a key figure.
    Bold,
    /// Italic: remarks of the bot's own.
    Italic,
    /// Marked within a quotation: the figure in its sentence.
    Mark,
    /// Leading to a web address.
    Link(String),
}

impl Rich {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds a plain paragraph.
    pub fn line(&mut self, text: impl Into<String>) {
        self.push(Block::plain(text));
    }

    /// Adds an empty line, unless there is nothing above it or one already.
    pub fn gap(&mut self) {
        if self.blocks.last().is_some_and(|last| !last.runs.is_empty()) {
            self.push(Block::default());
        }
    }

    /// The words without their looks, blocks joined by line breaks.
    pub fn text(&self) -> String {
        let blocks: Vec<String> = self.blocks.iter().map(Block::text).collect();
        blocks.join("\n")
    }

    /// Length as Telegram counts it: UTF-16 units of the words, line breaks included.
    pub fn units(&self) -> usize {
        self.blocks.iter().map(Block::units).sum::<usize>() + self.blocks.len().saturating_sub(1)
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| block.text().trim().is_empty())
    }
}

impl Block {
    /// A plain paragraph.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().with(text, Style::Plain)
    }

    /// An empty quotation.
    pub fn quotation() -> Self {
        Self { quote: true, runs: Vec::new() }
    }

    /// The same block with more words at its end.
    pub fn with(mut self, text: impl Into<String>, style: Style) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.runs.push(Run { text, style });
        }
        self
    }

    /// The words without their looks.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Length in UTF-16 units.
    pub fn units(&self) -> usize {
        self.runs.iter().map(|run| units(&run.text)).sum()
    }
}

/// Length of words in UTF-16 units.
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}
