//! Any text is read without panic, with spans in order on character boundaries.
//!
//! `cargo +nightly fuzz run figures` from the repository's folder.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shuwen::figures::Figures;

static FIGURES: LazyLock<Figures> = LazyLock::new(Figures::embedded);

fuzz_target!(|text: &str| {
    let date = chrono::NaiveDate::from_ymd_opt(2024, 2, 29);
    let mut end = 0;
    for mention in FIGURES.mentions(text, date) {
        assert!(mention.span.start >= end && mention.span.contains(mention.core));
        assert!(text.get(mention.span.start..mention.span.end).is_some());
        end = mention.span.end;
    }
    let folded = shuwen::text::fold(text).text;
    let found = FIGURES.mentions_folded(&folded, date);
    for bare in FIGURES.bare(&folded, &found) {
        assert!(bare.span.contains(bare.core) && folded.get(bare.span.start..bare.span.end).is_some());
        assert!(!found.iter().any(|mention| mention.span.overlaps(bare.core)));
    }
});
