//! Han words that a name in Latin letters may spell, asked of whoever knows which words exist.
//!
//! "Xiaoqinling" is cut into syllables, every syllable stands for its characters, and of the
//! thousands of strings only those whose neighbouring pairs all exist are followed further.
//! Knows the characters of GB 2312, which newspapers print, and no corpus.

use std::collections::{BTreeSet, HashMap};

use super::pinyin::{Readings, letters, orders};

/// Fewest and most characters of a spelled name.
const CHARACTERS: std::ops::RangeInclusive<usize> = 2..=5;
/// Most strings that are followed at once: a spelling with more says nothing.
const MOST: usize = 3_000;

/// Characters by their readings in plain letters.
#[derive(Debug)]
pub(crate) struct Syllables {
    characters: HashMap<String, Vec<char>>,
}

impl Syllables {
    pub(crate) fn new(readings: &Readings) -> Self {
        let mut characters: HashMap<String, Vec<char>> = HashMap::new();
        for c in (0xb0_u8..=0xf7).flat_map(|high| (0xa1_u8..=0xfe).map(move |low| [high, low])).filter_map(|bytes| {
            let (text, failed) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
            text.chars().next().filter(|_| !failed)
        }) {
            // 嗯 is read ng: without a vowel it would cut every Yang in two.
            for reading in readings.of_char(c).into_iter().filter(|reading| reading.contains(['a', 'e', 'i', 'o', 'u', 'v'])) {
                if reading.contains('v') {
                    characters.entry(reading.replace('v', "u")).or_default().push(c);
                }
                characters.entry(reading).or_default().push(c);
            }
        }
        Self { characters }
    }

    /// Whether the letters can be cut into the syllables of a name.
    pub(crate) fn spells(&self, latin: &str) -> bool {
        !self.cuts(&letters(latin)).is_empty()
    }

    /// What the name may be, where `exist` says of pairs of characters which are anywhere.
    pub(crate) fn words(&self, latin: &str, exist: &mut dyn FnMut(&[String]) -> Vec<bool>) -> Vec<String> {
        let mut known: HashMap<(char, char), bool> = HashMap::new();
        let mut found: BTreeSet<String> = BTreeSet::new();
        for order in orders(latin) {
            for cut in self.cuts(&order) {
                let Some((first, rest)) = cut.split_first() else { continue };
                let mut begun: Vec<Vec<char>> = self.characters[*first].iter().map(|&c| vec![c]).collect();
                for syllable in rest {
                    let ends: BTreeSet<char> = begun.iter().filter_map(|word| word.last().copied()).collect();
                    let next = &self.characters[*syllable];
                    let pairs: Vec<(char, char)> =
                        ends.iter().flat_map(|&end| next.iter().map(move |&c| (end, c))).filter(|pair| !known.contains_key(pair)).collect();
                    let asked: Vec<String> = pairs.iter().map(|(a, b)| format!("{a}{b}")).collect();
                    known.extend(pairs.into_iter().zip(exist(&asked)));
                    begun = begun
                        .iter()
                        .flat_map(|word| next.iter().map(move |&c| (word, c)))
                        .filter(|(word, c)| word.last().is_some_and(|&end| known.get(&(end, *c)) == Some(&true)))
                        .map(|(word, c)| word.iter().copied().chain([c]).collect())
                        .take(MOST + 1)
                        .collect();
                }
                if begun.len() <= MOST {
                    found.extend(begun.into_iter().map(|word| word.into_iter().collect::<String>()));
                }
            }
        }
        if found.len() <= MOST { found.into_iter().collect() } else { Vec::new() }
    }

    /// Every way to cut the letters into syllables.
    fn cuts<'a>(&self, letters: &'a str) -> Vec<Vec<&'a str>> {
        let mut open: Vec<(usize, Vec<&str>)> = vec![(0, Vec::new())];
        let mut done = Vec::new();
        while let Some((at, cut)) = open.pop() {
            if at == letters.len() {
                if CHARACTERS.contains(&cut.len()) {
                    done.push(cut);
                }
                continue;
            }
            for end in at + 1..=letters.len().min(at + 6) {
                if cut.len() < *CHARACTERS.end() && letters.is_char_boundary(end) && self.characters.contains_key(&letters[at..end]) {
                    let mut longer = cut.clone();
                    longer.push(&letters[at..end]);
                    open.push((end, longer));
                }
            }
        }
        done
    }
}
