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
    let capitals = capitals(words, translations, lexicon);
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

/// People called by their family name: Ms Mo; Zhang, whom papers call 张某. A name of more words is
/// none of these, and what is an English word or a place needs the courtesy before it.
pub(super) fn families(words: &str, translations: &[Translation], places: &[LatinMention], lexicon: &Lexicon, cues: &Cues) -> Vec<(Span, Vec<String>)> {
    let named: Vec<Span> = capitals(words, translations, lexicon);
    let mut found: Vec<(Span, Vec<String>)> = Vec::new();
    let tokens: Vec<Span> = WORD.find_iter(words).map(|word| Span::new(word.start(), word.end())).collect();
    for (at, &span) in tokens.iter().enumerate() {
        let letters = span.of(words).trim_end_matches("'s");
        let surnames = cues.families(&letters.to_lowercase());
        if surnames.is_empty() {
            continue;
        }
        let span = Span::new(span.start, span.start + letters.len());
        let joined = |gap: Option<&str>| gap.is_some_and(|gap| matches!(gap, " " | ". "));
        let before = at.checked_sub(1).map(|at| tokens[at]).filter(|before| joined(words.get(before.end..span.start)));
        let behind = tokens.get(at + 1).copied().filter(|behind| joined(words.get(span.end..behind.start)));
        let courtesy = before.map_or(&[][..], |before| cues.courtesy(&before.of(words).to_lowercase()));
        let is_name = |other: Option<Span>| other.is_some_and(|other| named.iter().any(|name| name.overlaps(other)));
        let full = is_name(behind);
        if full || (courtesy.is_empty() && is_name(before)) {
            continue;
        }
        let all = |calls: &[String]| calls.iter().flat_map(|call| surnames.iter().map(move |surname| format!("{surname}{call}"))).collect::<Vec<_>>();
        // The uncle she met is nobody's name.
        let typed = letters.starts_with(|c: char| c.is_uppercase()) || !lexicon.is_english(letters);
        if let Some(before) = before.filter(|_| !courtesy.is_empty() && typed) {
            found.push((Span::new(before.start, span.end), all(courtesy)));
        } else if letters.starts_with(|c: char| c.is_uppercase())
            && !lexicon.is_english(letters)
            && !places.iter().any(|mention| mention.span.overlaps(span))
            && !translations.iter().any(|other| other.span.overlaps(span) && other.span.of(words).contains(' '))
        {
            found.push((span, all(&["某".to_owned()])));
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

/// Words as they are typed, with apostrophes.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    Regex::new(r"[\p{Alphabetic}\p{Nd}][\p{Alphabetic}\p{Nd}']*").expect("constant pattern")
});

/// Letters that may spell a name though they have no capital.
const SMALL: usize = 4;

/// Words with a capital, grammar left out, and small ones that no table has and that spell Chinese:
/// peng shilu.
fn capitals(words: &str, translations: &[Translation], lexicon: &Lexicon) -> Vec<Span> {
    let mut found = Vec::new();
    for word in WORD.find_iter(words) {
        let name = word.as_str().trim_end_matches('\'').trim_end_matches("'s");
        let span = Span::new(word.start(), word.start() + name.len());
        let unread = || !lexicon.is_english(name) && !translations.iter().any(|other| other.span.overlaps(span));
        let small = || name.len() >= SMALL && unread() && lexicon.spells(name);
        if !lexicon.is_grammar(name) && (name.starts_with(|c: char| c.is_uppercase()) || small()) {
            found.push(span);
        }
    }
    found
}

/// Words with a capital that neither a table nor the corpus has: names, runs joined.
pub(super) fn unknown(words: &str, translations: &[Translation], taken: &[Span], lexicon: &Lexicon) -> Vec<(String, Span)> {
    // What is plain English is read as such: World Intelligence Congress.
    let plain = |span: Span| lexicon.is_english(span.of(words));
    let mut found: Vec<(String, Span)> = Vec::new();
    for span in capitals(words, translations, lexicon) {
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
