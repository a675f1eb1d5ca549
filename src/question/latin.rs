//! Names in the Latin letters of an English question: which of its words are one.
//!
//! Words with a capital that spell a word of the corpus are a name, read in Chinese; what no table
//! and no corpus knows stays as it is. Knows nothing of what the question asks.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::cue::Cues;

use crate::lexicon::{LatinMention, Lexicon, TermKind, Translation};
use crate::text::Span;

/// Runs of words with a capital that spell a name of the corpus, with its readings.
///
/// The longest run counts, and of a place with a name behind only the name ("Shanghai Lingang");
/// a word that stands alone must be no English.
pub(super) fn spelled(
    words: &str,
    translations: &[Translation],
    places: &[LatinMention],
    lexicon: &Lexicon,
    names: &dyn Fn(&str) -> Vec<String>,
) -> Vec<(Span, Vec<String>)> {
    let capitals = capitals(words, lexicon);
    let place = |span: Span| places.iter().any(|mention| mention.span.start <= span.start && span.end <= mention.span.end);
    let english = |span: Span| {
        let listed = |translation: &Translation| translation.span.of(words).contains(' ') || lexicon.is_english(translation.span.of(words));
        translations.iter().any(|translation| translation.span.overlaps(span) && translation.kind != TermKind::General && listed(translation))
    };
    // Every run is asked for, the parts of a longer one too: that one may turn out to be no name.
    let mut runs: Vec<(Span, Vec<String>)> = Vec::new();
    for from in 0..capitals.len() {
        let run = capitals[from..].windows(2).take_while(|pair| words.get(pair[0].end..pair[1].start) == Some(" ")).count() + 1;
        for count in (1..=run.min(LONGEST)).rev() {
            let span = Span::new(capitals[from].start, capitals[from + count - 1].end);
            let inside = &capitals[from..from + count];
            let known = |word: &Span| place(*word) || english(*word);
            let alone = count == 1 && (known(&span) || lexicon.is_english(span.of(words)));
            let parted = count > 1 && place(inside[0]) && lexicon.spells(&words[inside[1].start..span.end]);
            if !(alone || parted || inside.iter().all(known)) && lexicon.spells(span.of(words)) {
                runs.push((span, names(span.of(words))));
            }
        }
    }
    let mut found: Vec<(Span, Vec<String>)> = Vec::new();
    for (span, readings) in runs {
        if !readings.is_empty() && found.iter().all(|(other, _)| !other.overlaps(span)) {
            found.push((span, readings));
        }
    }
    found
}

/// Models and codes, which papers print as they are, in capitals: c919, AS700, 5G, 002308.
pub(super) fn codes(words: &str, cues: &Cues) -> Vec<(String, Span)> {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:(?<letters>[A-Z]{1,4})-?[0-9]{1,4}[A-Za-z]?|(?<small>[a-z]{1,4})[0-9]{1,4}|[3-6]G|[3-6]g |[23][Dd]|[48]K|0[0-9]{5})\b")
            .expect("constant pattern")
    });
    let plain =
        |found: &Captures<'_>| found.name("letters").or_else(|| found.name("small")).is_some_and(|letters| cues.is_no_code(&letters.as_str().to_lowercase()));
    let codes = CODE.captures_iter(words).filter(|found| !plain(found)).filter_map(|found| found.get(0));
    codes.map(|code| (code.as_str().trim_end().to_uppercase(), Span::new(code.start(), code.start() + code.as_str().trim_end().len()))).collect()
}

/// Most words of a spelled name.
const LONGEST: usize = 3;

/// Words with a capital, grammar left out.
fn capitals(words: &str, lexicon: &Lexicon) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in words.split_inclusive(|c: char| !c.is_alphanumeric() && c != '\'') {
        let bare = word.trim_start_matches('\'');
        let start = at + word.len() - bare.len();
        let name = bare.trim_end_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("'s");
        if name.starts_with(|c: char| c.is_uppercase()) && !lexicon.is_grammar(name) {
            found.push(Span::new(start, start + name.len()));
        }
        at += word.len();
    }
    found
}

/// Words with a capital that neither a table nor the corpus has: names, runs joined.
pub(super) fn unknown(words: &str, translations: &[Translation], taken: &[Span], lexicon: &Lexicon) -> Vec<(String, Span)> {
    // What is plain English is read as such: World Intelligence Congress.
    let plain = |span: Span| lexicon.is_english(span.of(words));
    let mut found: Vec<(String, Span)> = Vec::new();
    for span in capitals(words, lexicon) {
        // Any word has a capital at the start.
        let covered = (span.start == 0 && lexicon.is_english(span.of(words)))
            || taken.iter().any(|other| other.overlaps(span))
            || translations.iter().any(|translation| translation.span.overlaps(span) && (translation.kind != TermKind::General || plain(span)));
        if covered {
            continue;
        }
        match found.last_mut() {
            Some((run, last)) if words.get(last.end..span.start) == Some(" ") => {
                run.push(' ');
                run.push_str(span.of(words));
                last.end = span.end;
            }
            _ => found.push((span.of(words).to_owned(), span)),
        }
    }
    found
}
