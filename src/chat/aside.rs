//! Words about the answer before, which are no question: 原文, 下一个, 换算成斤.
//!
//! Some type what a button says, or ask for the same figure in another unit; looked up, these would
//! find anything. Which words they are stands with the replies. Knows nothing of what is replied.

use super::courtesy::bare;
use super::keys::Key;
use super::words::Words;
use crate::figures::Figures;
use crate::lexicon::{Lexicon, TermKind};
use crate::question::is_count;
use crate::text::{Language, fold};

/// What is wanted of the answer before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Aside {
    /// What stands around the finding of this number, from 1.
    Source(usize),
    /// The next findings.
    Next,
    /// Those before.
    Previous,
    /// The figure in another unit: in Chinese where it is known, and as typed.
    Convert { unit: String, said: String },
}

/// The asides of all languages.
#[derive(Debug)]
pub(super) struct Asides {
    known: Vec<(String, Aside)>,
    conversions: Vec<Conversion>,
}

/// Words around a unit.
#[derive(Debug)]
struct Conversion {
    before: String,
    after: String,
    /// Whether these words may ask for something else: in tons, in Germany.
    wants_unit: bool,
}

/// Longer words are no aside, in characters.
const LONGEST: usize = 40;
/// The longest name of a unit.
const UNIT: usize = 20;

impl Asides {
    /// Those of the replies.
    pub(super) fn new(words: &Words) -> Self {
        let (mut known, mut conversions) = (Vec::new(), Vec::new());
        for language in [Language::Chinese, Language::English] {
            let listed = |key| {
                let listed = words.say(language, key, &[]);
                listed.split([',', '、', '，', '\n']).map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect::<Vec<_>>()
            };
            for (key, aside) in [(Key::HeardSource, Aside::Source(1)), (Key::HeardNext, Aside::Next), (Key::HeardPrevious, Aside::Previous)] {
                known.extend(listed(key).iter().map(|word| (bare(word), aside.clone())));
            }
            for (key, wants_unit) in [(Key::HeardConvert, false), (Key::HeardConvertUnit, true)] {
                let around = |word: &String| word.split_once('_').map(|(before, after)| (before.to_owned(), after.to_owned()));
                conversions.extend(listed(key).iter().filter_map(around).map(|(before, after)| Conversion { before, after, wants_unit }));
            }
        }
        Self { known, conversions }
    }

    /// What a whole message wants of the answer before.
    pub(super) fn of(&self, text: &str, figures: &Figures, lexicon: &Lexicon) -> Option<Aside> {
        let words = bare(text);
        if words.is_empty() || words.chars().count() > LONGEST {
            return None;
        }
        // 原文 2, as the buttons are numbered.
        let stem = words.trim_end_matches(|c: char| c.is_ascii_digit());
        if let Some((_, aside)) = self.known.iter().find(|(known, aside)| *known == words || matches!(aside, Aside::Source(_)) && known == stem) {
            return Some(match aside {
                Aside::Source(_) => Aside::Source(words[stem.len()..].parse().unwrap_or(1)),
                other => other.clone(),
            });
        }
        let folded = fold(text).text.to_lowercase();
        let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
        self.conversions.iter().find_map(|conversion| {
            let slot = folded.strip_prefix(conversion.before.as_str())?.strip_suffix(conversion.after.as_str())?.trim();
            if slot.is_empty() || slot.chars().count() > UNIT {
                return None;
            }
            let unit = unit(slot, figures, lexicon).or_else(|| (!conversion.wants_unit).then(|| slot.to_owned()))?;
            Some(Aside::Convert { unit, said: slot.to_owned() })
        })
    }
}

/// The Chinese name of a unit that measures.
fn unit(name: &str, figures: &Figures, lexicon: &Lexicon) -> Option<String> {
    let measures = |name: &str| figures.unit_at(name).is_some_and(|(length, unit)| length == name.len() && !is_count(unit.class));
    if measures(name) {
        return Some(name.to_owned());
    }
    let translations = lexicon.translate(name);
    let [translation] = &translations[..] else { return None };
    let whole = translation.kind == TermKind::Unit && translation.span.len() == name.len();
    translation.terms.iter().map(|(word, _)| word).find(|word| whole && measures(word)).cloned()
}

#[test]
fn asides_and_what_is_a_question() -> Result<(), super::WordsError> {
    let known = Asides::new(&Words::embedded()?);
    let (figures, lexicon) = (Figures::embedded(), Lexicon::embedded());
    let Ok(lexicon) = lexicon else { return Ok(()) };
    let convert = |unit: &str, said: &str| Some(Aside::Convert { unit: unit.into(), said: said.into() });
    for (text, wanted) in [
        ("原文", Some(Aside::Source(1))),
        ("原文 2", Some(Aside::Source(2))),
        ("Source 3", Some(Aside::Source(3))),
        ("original?", Some(Aside::Source(1))),
        ("下一个！", Some(Aside::Next)),
        ("next", Some(Aside::Next)),
        ("上一個", Some(Aside::Previous)),
        ("单位换成斤", convert("斤", "斤")),
        ("换算成公顷？", convert("公顷", "公顷")),
        ("合多少斤", convert("斤", "斤")),
        ("in tons?", convert("吨", "tons")),
        ("and in square kilometres?", convert("平方公里", "square kilometres")),
        ("换算成人民币", convert("人民币", "人民币")),
        ("and in the US?", None),
        ("in 2024?", None),
        ("换成去年", None),
        ("下一个奥运会在哪举行", None),
        ("原文是谁写的", None),
        ("有多少人", None),
    ] {
        assert_eq!(known.of(text, &figures, &lexicon), wanted, "{text}");
    }
    Ok(())
}
