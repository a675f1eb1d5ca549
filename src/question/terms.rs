//! The content words of a question, with their part in it.
//!
//! Words that only ask or connect are dropped. A term nearer to the question word names what
//! the figure counts; a name names where or who. Knows nothing of how rare a word is.

use serde::Serialize;

use super::Asked;
use super::cue::Cues;
use super::period::Period;
use crate::lexicon::Lexicon;
use crate::text::{Segmenter, Span};

/// One content word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Term {
    /// The word, folded.
    pub text: String,
    /// Where it stands in the question's text.
    pub span: Span,
    /// Whether it is a name: place, person, firm, Latin letters.
    pub name: bool,
    /// Whether it is a number or a time.
    pub number: bool,
    /// Whether it is a verb.
    pub verb: bool,
    /// 1 beside the question word, falling with distance: how near the counted thing it is.
    pub head: f32,
    /// Other words for it, likeliest first; `true` marks those too general to search with.
    pub synonyms: Vec<(String, bool)>,
}

/// Most synonyms of one term that are searched for.
const SYNONYMS: usize = 10;

impl Term {
    /// The synonyms that are searched for.
    pub fn searched(&self) -> impl Iterator<Item = &str> {
        self.synonyms.iter().filter(|(_, weak)| !weak).map(|(word, _)| word.as_str()).take(SYNONYMS)
    }
}

/// Distance in bytes at which nearness to the question word falls to a third.
const NEAR: f32 = 12.0;

/// `periods` are the times that the text says: no word reaches over their end (7月|销量).
pub(super) fn terms(text: &str, asked: Option<&Asked>, periods: &[Period], cues: &Cues, (segmenter, lexicon): (&Segmenter, &Lexicon)) -> Vec<Term> {
    let cue = asked.map_or(Span::new(text.len(), text.len()), |asked| asked.cue);
    let mut found = Vec::new();
    let excepted: Vec<Span> = cues.excepted(text).into_iter().filter(|span| !span.overlaps(cue)).collect();
    let behind = cue.end + asked.map_or(0, |asked| unit_without_noun(&text[cue.end..], &asked.unit, lexicon));
    let mut borders: Vec<usize> = periods.iter().map(|period| period.end).filter(|&end| end < cue.start || end > behind).collect();
    borders.extend([cue.start, behind, text.len()]);
    borders.sort_unstable();
    let pieces = borders.iter().scan(0, |from, &end| Some((std::mem::replace(from, end), end)));
    for (from, end) in pieces.filter(|&(from, _)| from != cue.start || cue.start == behind) {
        for word in segmenter.tagged(&text[from..end]) {
            let span = word.span.shift(from);
            if excepted.iter().any(|except| except.overlaps(span)) || cues.stops(&word.text) || !word.text.chars().any(char::is_alphanumeric) {
                continue;
            }
            let number = is_number(&word.text, &word.tag);
            let latin = word.text.is_ascii() && !number;
            let place = lexicon.places_in(&word.text).first().is_some_and(|mention| mention.span.len() == word.text.len());
            let name = latin || place || matches!(word.tag.as_str(), "nr" | "ns" | "nt" | "nz" | "nw" | "nrt" | "nrfg" | "eng");
            let term = term(word.text, span, cue, name, lexicon);
            found.push(Term { number, verb: word.tag.starts_with('v'), ..term });
        }
    }
    phrases(text, cue, lexicon, &mut found);
    found
}

/// Whether a word is a number or a time: 三星堆 and 三部曲, tagged like numbers, are neither.
fn is_number(word: &str, tag: &str) -> bool {
    let numeral = |c: &char| c.is_ascii_digit() || "〇零一二两三四五六七八九十百千万亿几多余第半".contains(*c);
    let (all, numerals) = (word.chars().count(), word.chars().filter(numeral).count());
    word.starts_with(|c: char| c.is_ascii_digit()) || matches!(tag, "t" | "mq") || (tag == "m" && (all < 3 || 2 * numerals >= all))
}

/// What a question says that it does not ask about, and says nowhere else: 营业收入总额 of 利润（不是营业收入总额）.
pub(super) fn excluded(text: &str, asked: Option<&Asked>, cues: &Cues, segmenter: &Segmenter) -> Vec<String> {
    // What there is besides (除了上海) is told together with it.
    let besides = |span: &Span| span.of(text).starts_with('除');
    let spans: Vec<Span> = cues.excepted(text).into_iter().filter(|span| !besides(span) && !asked.is_some_and(|asked| span.overlaps(asked.cue))).collect();
    let elsewhere = |phrase: &str| text.match_indices(phrase).any(|(at, _)| !spans.iter().any(|span| span.holds(at)));
    let says = |word: &&str| !cues.stops(word) && word.chars().all(char::is_alphanumeric);
    let phrases = |span: &Span| {
        let words = segmenter.words(span.of(text));
        words.split(|word| !says(word)).map(<[&str]>::concat).collect::<Vec<String>>()
    };
    spans.iter().flat_map(phrases).filter(|phrase| phrase.chars().nth(1).is_some() && !elsewhere(phrase)).collect()
}

/// Bytes of the unit behind the question word that are no content: all of 人次, but 个 of 个行政村.
fn unit_without_noun(behind: &str, unit: &str, lexicon: &Lexicon) -> usize {
    // 几万度: a scale word goes with the unit.
    let bare = behind.trim_start_matches(['万', '亿', '百', '千', '多', '余', ' ']);
    let scale = behind.len() - bare.len();
    if unit.is_empty() || !bare.starts_with(unit) {
        return 0;
    }
    let first = unit.chars().next().map_or(0, char::len_utf8);
    let noun = &unit[first..];
    // 多少人口: the unit is a noun itself.
    if noun.chars().next().is_some() && lexicon.noun_classes(unit).iter().any(|entry| entry.word == unit) {
        return scale;
    }
    let content = noun.chars().nth(1).is_some() && lexicon.noun_classes(noun).iter().any(|entry| entry.word == noun);
    scale + if content { first } else { unit.len() }
}

/// How many characters around the question word a phrase of the lexicon may reach.
const REACH: usize = 5;

/// Characters beside the question word that make no phrase.
const NOTHING: &str = "有了是为达到个家人名位次共约能会要";

/// Phrases that hold the question word (扔了多远, 排第几) have synonyms of their own: they belong
/// to the term that they hold, or else to the one nearest to it.
fn phrases(text: &str, cue: Span, lexicon: &Lexicon, terms: &mut [Term]) {
    let nearest = (0..terms.len()).filter(|&at| !terms[at].number).max_by(|&a, &b| terms[a].head.total_cmp(&terms[b].head));
    let Some(nearest) = nearest.filter(|_| !cue.is_empty()) else { return };
    let mut said_so: Vec<(usize, String, bool)> = Vec::new();
    let starts: Vec<usize> = text[..cue.start].char_indices().rev().map(|(at, _)| at).take(REACH).chain([cue.start]).collect();
    let ends: Vec<usize> = std::iter::once(cue.end).chain(text[cue.end..].char_indices().map(|(at, c)| cue.end + at + c.len_utf8()).take(REACH)).collect();
    for &start in &starts {
        for &end in &ends {
            // The question word alone, or with 有 and 了, says nothing of its own.
            let said = text[start..cue.start].chars().chain(text[cue.end..end].chars()).any(|c| !NOTHING.contains(c));
            if !said {
                continue;
            }
            let held = terms.iter().position(|term| !term.number && start <= term.span.start && term.span.end <= end);
            for (word, weak) in synonyms(&text[start..end], lexicon) {
                if !said_so.iter().any(|(_, known, _)| *known == word) {
                    said_so.push((held.unwrap_or(nearest), word, weak));
                }
            }
        }
    }
    // What the whole phrase means is nearer than what one word of it means.
    for (at, word, weak) in said_so.into_iter().rev() {
        terms[at].synonyms.retain(|(known, _)| *known != word);
        terms[at].synonyms.insert(0, (word, weak));
    }
}

/// Words of a question that no paper prints as a statement.
const ASKING: [&str; 10] = ["多少", "几", "多大", "多长", "多高", "多远", "多久", "多宽", "多深", "多重"];

/// A term at its place, with the synonyms that the lexicon has for it.
pub(super) fn term(text: String, span: Span, cue: Span, name: bool, lexicon: &Lexicon) -> Term {
    let distance = if span.start >= cue.end { span.start - cue.end } else { cue.start.saturating_sub(span.end) };
    let behind = if span.start >= cue.end { 1.3 } else { 1.0 };
    let head = behind * (-(distance as f32) / NEAR).exp();
    Term { synonyms: synonyms(&text, lexicon), text, span, name, number: false, verb: false, head }
}

fn synonyms(word: &str, lexicon: &Lexicon) -> Vec<(String, bool)> {
    let mut found: Vec<(String, bool, usize)> = Vec::new();
    for synonym in lexicon.synonyms(word) {
        let asks = ASKING.iter().any(|asking| synonym.word.contains(asking));
        if synonym.word != word && !asks && !found.iter().any(|(known, _, _)| known == synonym.word) {
            found.push((synonym.word.to_owned(), synonym.weak, synonym.group_size));
        }
    }
    // Words of small groups mean nearly the same; large groups are loose.
    found.sort_by_key(|&(_, weak, group)| (weak, group));
    found.into_iter().map(|(word, weak, _)| (word, weak)).collect()
}
