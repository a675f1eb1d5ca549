//! Chinese names in Latin letters: every reading of every character.
//!
//! English questions write 沃飞 as "Wofei" and 周保充 as "Zhou Baochong" or "Baochong Zhou".
//! A name matches when its letters can be cut into one reading for each character; where the
//! blanks, hyphens and apostrophes stand does not matter. Knows no meaning and no tones, and
//! takes a few readings that the general table lacks from `pinyin.toml`.

use std::collections::{BTreeMap, HashMap};

use ::pinyin::ToPinyinMulti;
use serde::Deserialize;

use super::{LexiconError, Problem, Sources};
use crate::text::{fold, is_han};

const FILE: &str = "pinyin.toml";

/// At most this many readings of a whole word are listed; the likeliest come first.
const MOST_READINGS: usize = 48;

/// Readings of characters.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    /// More readings than the general table has, by character.
    extra: HashMap<char, Vec<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawReadings {
    #[serde(rename = "why")]
    _why: String,
    extra: BTreeMap<char, String>,
}

impl Readings {
    pub(crate) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let raw: RawReadings = sources.toml(FILE)?;
        let mut readings = Self::default();
        for (c, more) in raw.extra {
            let more: Vec<String> = more.split_whitespace().map(letters).collect();
            if more.is_empty() || !is_han(c) {
                return Err(LexiconError::entry(FILE, c, "wants a Han character and its readings"));
            }
            readings.extra.insert(c, more);
        }
        Ok(readings)
    }

    /// Readings of one character in plain letters (ü as v), the usual one first; a Latin letter
    /// or digit reads as itself, any other character as nothing.
    pub(crate) fn of_char(&self, c: char) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        if c.is_ascii_alphanumeric() {
            return vec![c.to_ascii_lowercase().to_string()];
        }
        let known = c.to_pinyin_multi().into_iter().flatten().map(|reading| letters(reading.plain()));
        for reading in known.chain(self.extra.get(&c).into_iter().flatten().cloned()) {
            if !all.contains(&reading) {
                all.push(reading);
            }
        }
        all
    }

    /// Readings of a word without blanks, the usual ones first.
    pub(crate) fn of_word(&self, han: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        for c in fold(han).text.chars() {
            let readings = self.of_char(c);
            if readings.is_empty() {
                continue;
            }
            let mut longer = Vec::with_capacity(words.len() * readings.len());
            // The new character's usual reading first over all earlier combinations, then the rarer.
            for reading in &readings {
                longer.extend(words.iter().map(|word| format!("{word}{reading}")));
            }
            longer.truncate(MOST_READINGS);
            words = longer;
        }
        words.retain(|word| !word.is_empty());
        words
    }

    /// Whether the Latin name is the usual reading of the Han name.
    pub(crate) fn usual(&self, latin: &str, han: &str) -> bool {
        let read: String = han.chars().filter_map(|c| self.of_char(c).into_iter().next()).collect();
        orders(latin).iter().any(|letters| spellings(&read).contains(letters))
    }

    pub(crate) fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (&c, more) in &self.extra {
            let known: Vec<String> = c.to_pinyin_multi().into_iter().flatten().map(|r| letters(r.plain())).collect();
            for reading in more.iter().filter(|reading| known.contains(reading)) {
                problems.push(Problem::new(FILE, format!("`{reading}` of {c} is known already")));
            }
        }
        problems
    }
}

/// Plain lower-case letters and digits of a Latin name; tone marks dropped, ü as v.
pub(crate) fn letters(latin: &str) -> String {
    let plain: String = latin
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => Some('v'),
            'ā' | 'á' | 'ǎ' | 'à' | 'â' | 'ã' | 'ä' => Some('a'),
            'ē' | 'é' | 'ě' | 'è' | 'ê' | 'ë' => Some('e'),
            'ī' | 'í' | 'ǐ' | 'ì' | 'î' | 'ï' => Some('i'),
            'ō' | 'ó' | 'ǒ' | 'ò' | 'ô' | 'ö' | 'õ' => Some('o'),
            'ū' | 'ú' | 'ǔ' | 'ù' | 'û' => Some('u'),
            'ç' => Some('c'),
            'ñ' => Some('n'),
            c if c.is_ascii_alphanumeric() => Some(c),
            _ => None,
        })
        .collect();
    plain.replace("lyu", "lv").replace("nyu", "nv")
}

/// The letters in the order written, and with the last word first (Baochong Zhou).
pub(crate) fn orders(latin: &str) -> Vec<String> {
    let words: Vec<&str> = latin.split_whitespace().collect();
    let mut orders = vec![letters(latin)];
    if let [first @ .., last] = words.as_slice()
        && !first.is_empty()
    {
        let turned = letters(&format!("{last} {}", first.join(" ")));
        if turned != orders[0] {
            orders.push(turned);
        }
    }
    orders
}

/// 吕 is lü in print, and lv, lu or lyu in passports; `lyu` is folded to `lv` by [`letters`].
fn spellings(reading: &str) -> Vec<String> {
    if reading.contains('v') { vec![reading.to_owned(), reading.replace('v', "u")] } else { vec![reading.to_owned()] }
}
