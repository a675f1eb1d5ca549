//! The fields of the index, and the mark that tells whether a folder was made with them.
//!
//! Two kinds of document stand in one index, so that one commit covers both: a passage (its
//! words and bigrams) and an article (its bigrams, its facts and its JSON). How often a word
//! occurs is kept per field; how many documents there are counts both kinds, alike for all words.

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};

use super::blend;

/// Raise by one whenever fields or tokens change: an older folder is then refused by name.
const VERSION: u32 = 2;
/// jieba's dictionary is part of what a word field holds.
const DICTIONARY: &str = "jieba-rs 0.11";

/// Every field by its role.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// Passage: words of its text; of the first one, of headline and place as well.
    pub(super) words: Field,
    /// Passage: bigrams of the same.
    pub(super) grams: Field,
    /// Passage: id of its article, as a column.
    pub(super) of: Field,
    /// Passage: number within the article. Absent on articles.
    pub(super) number: Field,
    /// Article: bigrams of everything.
    pub(super) body: Field,
    /// Article: id, as a term.
    pub(super) id: Field,
    /// Both: the article's key.
    pub(super) key: Field,
    /// Both: days since 1 January of year 1; 0 for undated.
    pub(super) day: Field,
    /// Article: hash of its content.
    pub(super) hash: Field,
    /// Article: its JSON, stored.
    pub(super) json: Field,
}

impl Fields {
    pub(super) fn new() -> Self {
        let mut schema = Schema::builder();
        let text = |tokenizer: &str| {
            TextOptions::default()
                .set_indexing_options(TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(IndexRecordOption::WithFreqs).set_fieldnorms(true))
        };
        Self {
            words: schema.add_text_field("words", text("words")),
            grams: schema.add_text_field("grams", text("grams")),
            of: schema.add_text_field("of", TextOptions::default().set_fast("raw")),
            number: schema.add_u64_field("number", FAST),
            body: schema.add_text_field("body", text("grams")),
            id: schema.add_text_field("id", STRING),
            key: schema.add_u64_field("key", FAST | INDEXED),
            day: schema.add_u64_field("day", FAST | INDEXED),
            hash: schema.add_u64_field("hash", FAST),
            json: schema.add_bytes_field("json", STORED),
            schema: schema.build(),
        }
    }
}

impl Fields {
    /// Those that passages and articles are found by, with how much their length counts.
    pub(super) fn scored(&self) -> [(Field, f32); 3] {
        [(self.words, blend::B_PASSAGE), (self.grams, blend::B_PASSAGE), (self.body, blend::B_ARTICLE)]
    }
}

/// What made an index: kept beside it, compared when it is opened.
pub(super) fn mark() -> String {
    format!("shuwen schema {VERSION}, {DICTIONARY}")
}
