//! Any bytes are read as a page without panic; every article's pieces lead back to the same words,
//! and every sentence's figures lie inside it.
//!
//! `cargo +nightly fuzz run page` from the repository's folder.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shuwen::corpus::{PAGE_CUES, Reader, passages};
use shuwen::figures::Figures;
use shuwen::text::{Segmenter, Span};

static FIGURES: LazyLock<Figures> = LazyLock::new(Figures::embedded);
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(PAGE_CUES, Segmenter::new(Vec::new())).expect("the built-in cues are sound"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = READER.read("fuzz.txt", bytes) else { return };
    for article in &reading.articles {
        let whole = Span::new(0, article.text.len());
        assert!(article.text.is_empty() || article.quote(whole).is_some());
        for passage in passages(article) {
            let words = passage.text();
            for mention in FIGURES.mentions(words, article.date) {
                assert!(words.get(mention.span.start..mention.span.end).is_some());
            }
        }
    }
});
