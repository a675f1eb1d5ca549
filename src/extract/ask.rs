//! The question made ready for matching: weighted terms, and one automaton for all their forms.
//!
//! A text matches a term word for word, by a synonym, by part of a long word or by one character
//! of a short one, with falling worth. One pass of an Aho–Corasick automaton finds them all.
//! Knows nothing of figures.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::lexicon::{Level, Lexicon};
use crate::question::Question;
use crate::text::{Span, is_han};

/// Worth of a synonym.
const SYNONYM: f32 = 0.75;
/// Worth of a one-character or loose synonym.
const SHORT_SYNONYM: f32 = 0.5;
/// Worth of all parts of a long word together.
const PARTS: f32 = 0.8;
/// Worth of one character of a two-character word.
const CHARACTER: f32 = 0.3;
/// Most synonyms of a term that are matched.
const SYNONYMS: usize = 24;
/// Characters too common to stand for their word.
const COMMON: &str = "的了是在有人年月日大小上下中不一个和为到出来去得会可以要长";

/// A question with its terms' weights, ready to be matched against texts.
pub(crate) struct Ask<'q> {
    pub(crate) question: &'q Question,
    /// Weight of each term: how rare it is in the corpus.
    pub(crate) weights: Vec<f32>,
    /// Sum of all weights; never 0.
    pub(crate) total: f32,
    /// Sum of weight times head; never 0.
    pub(crate) head_total: f32,
    /// Sum of the names' weights; 0 where there are none.
    pub(crate) name_total: f32,
    /// Which terms are places below a country.
    pub(crate) places: Vec<bool>,
    automaton: Option<AhoCorasick>,
    forms: Vec<Form>,
    /// Bigrams of each long term, for its share of parts.
    parts: Vec<usize>,
}

/// What one pattern of the automaton stands for.
#[derive(Debug, Clone, Copy)]
enum Form {
    Exact(usize),
    Synonym(usize, f32),
    Part(usize),
    Character(usize),
    /// A word that excludes the term (进口 for 出口): hides what it overlaps.
    Excludes(usize),
    /// The longer name of another place (白俄罗斯 for 俄罗斯): hides what it overlaps, and says no more.
    Longer(usize),
}

/// How a text matches one term.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Found {
    /// 1 word for word, less for weaker forms, 0 for none.
    pub(crate) worth: f32,
    /// Where, in bytes of the folded text.
    pub(crate) places: Vec<Span>,
    /// Where words stand that exclude the term.
    pub(crate) against: Vec<Span>,
}

impl<'q> Ask<'q> {
    /// Prepares a question; `rarity` gives each term's weight.
    pub(crate) fn new(question: &'q Question, rarity: &[f32], lexicon: &Lexicon) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut forms = Vec::new();
        let mut parts = Vec::new();
        let mut add = |pattern: &str, form: Form| {
            patterns.push(pattern.to_lowercase());
            forms.push(form);
        };
        for (at, term) in question.terms.iter().enumerate() {
            let chars: Vec<(usize, char)> = term.text.char_indices().collect();
            let han = chars.iter().all(|&(_, c)| is_han(c));
            let digits = term.text.chars().all(|c| c.is_ascii_digit() || c == '.');
            add(&term.text, Form::Exact(at));
            let mut pairs = 0;
            if !digits {
                for (synonym, weak) in term.synonyms.iter().take(SYNONYMS) {
                    let long = synonym.chars().count() > 1;
                    if long || chars.len() == 1 {
                        add(synonym, Form::Synonym(at, if long && !weak { SYNONYM } else { SHORT_SYNONYM }));
                    }
                }
                // One character (县, 男) says nothing without its word's borders.
                for word in lexicon.contrasts(&term.text).iter().filter(|word| word.chars().nth(1).is_some() && !question.text.contains(word.as_str())) {
                    add(word, Form::Excludes(at));
                }
                for name in lexicon.longer_places(&term.text).iter().filter(|name| !question.text.contains(name.as_str())) {
                    add(name, Form::Longer(at));
                }
            }
            if han && chars.len() >= 3 {
                for pair in chars.windows(2) {
                    let end = pair[1].0 + pair[1].1.len_utf8();
                    add(&term.text[pair[0].0..end], Form::Part(at));
                    pairs += 1;
                }
            } else if han && chars.len() == 2 && !term.name {
                for &(_, c) in chars.iter().filter(|&&(_, c)| !COMMON.contains(c)) {
                    add(c.encode_utf8(&mut [0; 4]), Form::Character(at));
                }
            }
            parts.push(pairs);
        }
        let weights: Vec<f32> = question.terms.iter().enumerate().map(|(at, _)| rarity.get(at).copied().unwrap_or(1.0)).collect();
        let sum = |by: &dyn Fn(usize) -> f32| weights.iter().enumerate().map(|(at, weight)| weight * by(at)).sum::<f32>();
        let positive = |sum: f32| if sum > 0.0 { sum } else { 1.0 };
        // Patterns are never empty and few; should the automaton not build, nothing matches.
        // Quicker to build than what would find them most quickly: it looks at one question's articles only.
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).kind(kind).build(&patterns).ok();
        Self {
            question,
            total: positive(sum(&|_| 1.0)),
            head_total: positive(sum(&|at| question.terms[at].head)),
            name_total: sum(&|at| if Self::names(question, at) { 1.0 } else { 0.0 }),
            places: question.terms.iter().map(|term| is_place(&term.text, lexicon)).collect(),
            weights,
            automaton,
            forms,
            parts,
        }
    }

    /// Whether a term is a name longer than one character.
    pub(crate) fn is_name(&self, term: usize) -> bool {
        Self::names(self.question, term)
    }

    fn names(question: &Question, term: usize) -> bool {
        question.terms[term].name && question.terms[term].text.chars().nth(1).is_some()
    }

    /// How a folded text matches each term.
    pub(crate) fn find(&self, text: &str) -> Vec<Found> {
        let count = self.weights.len();
        let lower = text.to_ascii_lowercase();
        let mut matches = self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(&lower)).peekable();
        if matches.peek().is_none() {
            return vec![Found::default(); count];
        }
        let mut exact: Vec<Vec<Span>> = vec![Vec::new(); count];
        let mut synonyms: Vec<(f32, Vec<Span>)> = vec![(0.0, Vec::new()); count];
        let mut partly: Vec<(Vec<usize>, Vec<Span>)> = vec![(Vec::new(), Vec::new()); count];
        let mut characters: Vec<Vec<Span>> = vec![Vec::new(); count];
        let mut against: Vec<Vec<Span>> = vec![Vec::new(); count];
        let mut longer: Vec<Vec<Span>> = vec![Vec::new(); count];
        for found in matches {
            let span = Span::new(found.start(), found.end());
            match self.forms[found.pattern().as_usize()] {
                Form::Exact(at) => exact[at].push(span),
                Form::Synonym(at, worth) => {
                    if worth > synonyms[at].0 {
                        synonyms[at] = (worth, vec![span]);
                    } else if worth == synonyms[at].0 {
                        synonyms[at].1.push(span);
                    }
                }
                Form::Part(at) => {
                    let pattern = found.pattern().as_usize();
                    if !partly[at].0.contains(&pattern) {
                        partly[at].0.push(pattern);
                    }
                    partly[at].1.push(span);
                }
                Form::Character(at) => characters[at].push(span),
                Form::Excludes(at) => against[at].push(span),
                Form::Longer(at) => longer[at].push(span),
            }
        }
        // 副区长 is not the 区长.
        exact.iter_mut().for_each(|places| places.retain(|span| !lower[..span.start].ends_with('副')));
        let hidden = |span: Span, by: &[Span]| by.iter().any(|other| other.overlaps(span) && other.len() >= span.len() && *other != span);
        (0..count)
            .map(|at| {
                let (against, longer) = (std::mem::take(&mut against[at]), &longer[at]);
                let kept = |places: &mut Vec<Span>| {
                    let mut places = std::mem::take(places);
                    places.retain(|&span| !hidden(span, &against) && !hidden(span, longer));
                    places
                };
                let exact = kept(&mut exact[at]);
                let same = kept(&mut synonyms[at].1);
                let parts = kept(&mut partly[at].1);
                let few = kept(&mut characters[at]);
                let (worth, places) = if !exact.is_empty() {
                    (1.0, exact)
                } else if !same.is_empty() {
                    (synonyms[at].0, same)
                } else if !parts.is_empty() {
                    (PARTS * partly[at].0.len() as f32 / self.parts[at].max(1) as f32, parts)
                } else if !few.is_empty() {
                    (CHARACTER, few)
                } else {
                    (0.0, Vec::new())
                };
                let against = against.into_iter().filter(|other| !places.iter().any(|span| span.overlaps(*other))).collect();
                Found { worth, places, against }
            })
            .collect()
    }

    /// Share of the question's weight under the worths given, one a term.
    pub(crate) fn share(&self, worths: impl IntoIterator<Item = f32>) -> f32 {
        self.weights.iter().zip(worths).map(|(weight, worth)| weight * worth).sum::<f32>() / self.total
    }
}

/// Whether a word is wholly the name of a place smaller than a country.
fn is_place(word: &str, lexicon: &Lexicon) -> bool {
    let found = lexicon.places_in(word);
    found.first().is_some_and(|mention| mention.span.len() == word.len() && !matches!(lexicon.place(mention.place).level, Level::Region | Level::Country))
}
