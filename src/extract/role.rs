//! What a question for a name says of it: its role (校长 of 校长是谁), the verb it goes with and on
//! which side of it, and the kind of place or organisation asked for.
//!
//! Read from the words around the question word, once a question. Knows nothing of articles.

use super::names::{Table, Type};
use super::office::office;
use crate::question::{Asked, Kind, Question};
use crate::text::{Segmenter, Span};

/// On which side of its verb the name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// 谁发明了…, 由谁发明: it does.
    Doer,
    /// 任命了谁, 位于哪里: it is done to.
    Done,
    /// Nothing says.
    Open,
}

/// What is asked of the name.
pub(super) struct Role<'t> {
    /// Words for the role, the question's own first.
    pub(super) words: Vec<String>,
    /// The calling asked for in so many words: 司机 of 司机是谁, not 校长 of 谈怎样当校长的是谁.
    pub(super) calling: Option<String>,
    /// The same with what tells it from others of its rank; empty where nothing does: 国防大臣.
    pub(super) office: String,
    /// Whether it is that of a deputy: 副局长.
    pub(super) deputy: bool,
    /// The term that is the verb.
    pub(super) verb: Option<usize>,
    pub(super) side: Side,
    /// The kind of place or organisation.
    pub(super) kind: Option<&'t Type>,
    /// Several are asked for.
    pub(super) several: bool,
    /// Of a date: whether year, month, day and hour are asked for.
    pub(super) grain: [bool; 4],
}

/// Most synonyms of a role that are looked for.
const SYNONYMS: usize = 6;
/// Bytes between a verb and the question word behind it.
const BESIDE: usize = 6;

impl<'t> Role<'t> {
    pub(super) fn new(question: &Question, asked: &Asked, segmenter: &Segmenter, table: &'t Table) -> Self {
        let text = question.text.as_str();
        let cue = asked.cue;
        let said = words(question, asked, segmenter, table);
        let (side, verb) = side(question, cue, table);
        let mut words: Vec<String> = said.iter().cloned().collect();
        if let Some(term) = said.as_ref().and_then(|said| question.terms.iter().find(|term| term.text == *said)) {
            words.extend(term.synonyms.iter().filter(|(_, weak)| !weak).map(|(word, _)| word.clone()).take(SYNONYMS));
        }
        // 讲怎样当校长的是谁 asks for no headmaster.
        let sure = |said: &&String| {
            asked.kind == Kind::Person && !text[..cue.start].trim_end_matches(['是', '为', '叫', '系']).ends_with('的') && text.contains(said.as_str())
        };
        let calling = said.as_ref().filter(sure).cloned();
        let has = |marks: &[&str]| marks.iter().any(|mark| cue.of(text).contains(mark) || text[cue.end..].starts_with(mark));
        let grain = [has(&["年"]), has(&["月"]), has(&["日", "号", "天", "几月几"]), has(&["几点", "时刻"])];
        let deputy = words.first().is_some_and(|word| text.contains(&format!("副{}", rank(word))));
        Self {
            office: calling.as_deref().map_or(String::new(), |calling| office(text, calling)),
            calling,
            deputy,
            kind: said.as_deref().filter(|_| asked.kind != Kind::Date).and_then(|said| table.type_of(said)),
            several: table.several.is_match(text),
            words,
            verb,
            side,
            grain,
        }
    }
}

/// A role without what makes it a deputy's.
pub(super) fn rank(role: &str) -> &str {
    role.strip_prefix('副').unwrap_or(role)
}

/// The noun that names the role.
fn words(question: &Question, asked: &Asked, segmenter: &Segmenter, table: &Table) -> Option<String> {
    let text = question.text.as_str();
    let cue = asked.cue;
    let said = cue.of(text);
    if asked.rule.ends_with(".bare") {
        return Some(said.trim_end_matches(['?', '？']).to_owned());
    }
    if let Some(which) = table.asked_which.find(&text[cue.start..]) {
        let behind = &text[cue.start + which.end()..];
        return row(behind, segmenter, table);
    }
    let before = text[..cue.start].trim_end_matches(['是', '为', '叫', '系', '的', '名', '姓', '又', '都', '分', '别']);
    if before.len() < cue.start || said.starts_with(['叫', '姓', '名']) {
        return segmenter.tagged(before).last().filter(|word| word.tag.starts_with('n') || word.tag == "x" || word.tag == "vn").map(|word| word.text.clone());
    }
    let behind = text[cue.end..].trim_start_matches(['是', '任', '当', '为', '担', '出', '选', '曾']);
    if behind.len() < text.len() - cue.end {
        let end = behind.find(['，', '?', '？', '。']).unwrap_or(behind.len());
        return segmenter.tagged(&behind[..end]).last().filter(|word| word.tag.starts_with('n')).map(|word| word.text.clone());
    }
    None
}

/// The last noun of the row that a text begins with; all of the row where that is a kind: 国人.
fn row(text: &str, segmenter: &Segmenter, table: &Table) -> Option<String> {
    let words = segmenter.tagged(text.get(..text.char_indices().nth(12).map_or(text.len(), |(at, _)| at)).unwrap_or(""));
    let noun = |tag: &str| tag.starts_with('n') || matches!(tag, "x" | "vn" | "b" | "a" | "j" | "q");
    let last = words.iter().take_while(|word| noun(&word.tag)).last()?;
    let whole = &text[..last.span.end];
    Some(if table.type_of(whole).is_some() { whole.to_owned() } else { last.text.clone() })
}

/// The side of the verb, and the verb's term.
fn side(question: &Question, cue: Span, table: &Table) -> (Side, Option<usize>) {
    let text = question.text.as_str();
    let before = text[..cue.start].trim_end_matches(['了', '过', '着', '给', '于', '在', '到', '至', '往', '的']);
    let verbs = || question.terms.iter().enumerate().filter(|(_, term)| term.verb);
    let after = verbs().find(|(_, term)| term.span.start >= cue.end).map(|(at, _)| at);
    if table.asked_by.is_match(&text[..cue.start]) && after.is_some() {
        return (Side::Doer, after);
    }
    let beside = verbs().rfind(|(_, term)| term.span.end <= cue.start);
    if let Some((at, term)) = beside
        && before.len().saturating_sub(term.span.end) <= BESIDE
        && !text[..cue.start].ends_with(['，', '。'])
    {
        return (Side::Done, Some(at));
    }
    match after {
        Some(at) => (Side::Doer, Some(at)),
        None => (Side::Open, beside.map(|(at, _)| at)),
    }
}
