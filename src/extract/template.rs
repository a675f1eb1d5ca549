//! Templates: how a question's words and the figure stand in a clause when the figure answers.
//!
//! `config/rules/templates.toml` holds them as data, each with questions and clauses that it must
//! read and must not. A clause is rewritten with one mark for each word of the question (by its
//! part in it) and for each figure; a template is a pattern over that. The head of a list and
//! what else a figure shares go before its clause. Knows nothing of weights.

use regex::Regex;
use serde::Deserialize;

use super::RuleError;
use super::ask::Ask;
use super::coverage::rival;
use super::document::Sentence;
use super::feature::{Feature, Features};
use crate::text::Span;

/// What a pattern may name in braces, and the pattern it stands for.
const SLOTS: &[(&str, &str)] = &[
    ("{object}", "\u{E001}"),
    ("{verb}", "\u{E000}"),
    ("{name}", "\u{E002}"),
    ("{term}", "[\u{E000}-\u{E003}]"),
    ("{figure}", "\u{E010}"),
    ("{other}", "\u{E011}"),
    ("{few}", "[^\u{E000}-\u{E011}，；。]{0,6}"),
    ("{some}", "[^\u{E010}\u{E011}，；。]{0,14}"),
    ("{link}", "(?:[为是有达至到共约超近逾]|达到|超过|突破|已经?|累计|总计|共计|合计|总数|数量|人数|金额|总额|分别|目前|[\u{E012}])*"),
];
const VERB: char = '\u{E000}';
const OBJECT: char = '\u{E001}';
const NAME: char = '\u{E002}';
const TERM: char = '\u{E003}';
const FIGURE: char = '\u{E010}';
const OTHER: char = '\u{E011}';
const DATE: char = '\u{E012}';
/// A word matched worse than this has no mark.
const MATCHED: f32 = 0.5;

/// The templates, checked and compiled.
#[derive(Debug)]
pub(crate) struct Templates(Vec<Template>);

#[derive(Debug)]
struct Template {
    pattern: Regex,
    sure: f32,
    raw: Raw,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    why: String,
    /// How much a match says, 0–1.
    sure: f32,
    pattern: String,
    finds: Vec<Finds>,
    ignores: Vec<Ignores>,
}

/// A question with a sentence and the figure that the template reads in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finds {
    pub(crate) question: String,
    pub(crate) text: String,
    pub(crate) figure: String,
}

/// A question with a sentence in which the template reads nothing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ignores {
    pub(crate) question: String,
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    template: Vec<Raw>,
}

impl Templates {
    pub(crate) fn load(file: &str, text: &str) -> Result<Self, RuleError> {
        let raw: File = toml::from_str(text).map_err(|error| RuleError::File { file: file.into(), reason: error.to_string() })?;
        let mut kept: Vec<Template> = Vec::new();
        for raw in raw.template {
            let wrong = |reason: &str| RuleError::Rule { file: file.into(), name: raw.name.clone(), reason: reason.into() };
            if kept.iter().any(|other| other.raw.name == raw.name) {
                return Err(wrong("stands twice"));
            }
            if raw.why.is_empty() || raw.finds.is_empty() || raw.ignores.is_empty() {
                return Err(wrong("needs a reason, and examples that it finds and ignores"));
            }
            if !(0.0..=1.0).contains(&raw.sure) || !raw.pattern.contains("{figure}") {
                return Err(wrong("needs {figure} in its pattern and a sureness between 0 and 1"));
            }
            let mut pattern = raw.pattern.clone();
            for (slot, stands_for) in SLOTS {
                pattern = pattern.replace(slot, stands_for);
            }
            let slot = |rest: &str| rest.starts_with(|c: char| c.is_ascii_lowercase());
            if let Some((_, rest)) = pattern.split('{').skip(1).map(|rest| ("", rest)).find(|(_, rest)| slot(rest)) {
                return Err(wrong(&format!("names a slot that does not exist: {{{}", rest.chars().take(12).collect::<String>())));
            }
            let regex = Regex::new(&pattern).map_err(|error| wrong(&error.to_string()))?;
            kept.push(Template { pattern: regex, sure: raw.sure, raw });
        }
        Ok(Self(kept))
    }

    /// Every example: the template's name, question, text, and the figure wanted, if any.
    pub(crate) fn examples(&self) -> impl Iterator<Item = (&str, &str, &str, Option<&str>)> {
        self.0.iter().flat_map(|template| {
            let raw = &template.raw;
            let finds = raw.finds.iter().map(|example| (raw.name.as_str(), example.question.as_str(), example.text.as_str(), Some(example.figure.as_str())));
            finds.chain(raw.ignores.iter().map(|example| (raw.name.as_str(), example.question.as_str(), example.text.as_str(), None)))
        })
    }

    /// The surest template that reads a figure, 0 for none; `only` asks for one by name.
    pub(crate) fn reads(&self, ask: &Ask<'_>, sentence: &Sentence, figure: usize, only: Option<&str>) -> f32 {
        let marked = marked(ask, sentence, figure);
        let fits = |template: &&Template| only.is_none_or(|name| name == template.raw.name) && template.pattern.is_match(&marked);
        self.0.iter().filter(fits).map(|template| template.sure).fold(0.0, f32::max)
    }
}

/// Per figure of a sentence, how surely a template reads it.
pub(super) fn readings(templates: &Templates, ask: &Ask<'_>, sentence: &Sentence) -> Vec<f32> {
    let read = |figure: usize| if sentence.marks()[figure].rivals { templates.reads(ask, sentence, figure, None) } else { 0.0 };
    (0..sentence.marks().len()).map(read).collect()
}

/// Fills the features of templates.
pub(super) fn fill(sentence: &Sentence, readings: &[f32], figure: usize, out: &mut Features) {
    let own = readings[figure];
    out.set(Feature::Template, own);
    let rivals = (0..readings.len()).filter(|&other| other != figure && rival(&sentence.marks()[figure], &sentence.marks()[other]));
    let best = rivals.map(|other| readings[other]).fold(0.0, f32::max);
    out.set(Feature::TemplateAgainst, (best - own).max(0.0));
}

/// The figure's clause, what it shares before it, with marks for words and figures.
fn marked(ask: &Ask<'_>, sentence: &Sentence, figure: usize) -> String {
    let (mark, scope) = (&sentence.marks()[figure], &sentence.scopes()[figure]);
    let clause = sentence.clause(mark.span);
    let roles = roles(ask);
    let mut words: Vec<(Span, char)> = Vec::new();
    for (term, found) in sentence.found.iter().enumerate().filter(|(_, found)| found.worth >= MATCHED) {
        words.extend(found.places.iter().filter(|place| !scope.denies(place.start)).map(|place| (*place, roles[term])));
    }
    for (other, mark) in sentence.marks().iter().enumerate() {
        let sign = if other == figure {
            FIGURE
        } else if mark.rivals {
            OTHER
        } else {
            DATE
        };
        words.retain(|(span, _)| !span.overlaps(mark.span));
        words.push((mark.span, sign));
    }
    words.sort_by(|a, b| a.0.start.cmp(&b.0.start).then(b.0.end.cmp(&a.0.end)));
    let mut parts: Vec<Span> = scope.shared.iter().copied().filter(|span| span.end <= clause.start || span.start >= clause.end).collect();
    parts.retain(|span| span.end <= mark.span.start);
    parts.sort_by_key(|span| span.start);
    parts.push(clause);
    let mut text = String::new();
    for part in parts {
        let mut at = part.start;
        for (span, sign) in words.iter().filter(|(span, _)| span.start >= part.start && span.end <= part.end) {
            if span.start < at {
                continue;
            }
            text.push_str(&sentence.text()[at..span.start]);
            text.push(*sign);
            at = span.end;
        }
        text.push_str(&sentence.text()[at.min(part.end)..part.end]);
    }
    text
}

/// What each word of the question is in it.
fn roles(ask: &Ask<'_>) -> Vec<char> {
    let terms = &ask.question.terms;
    let nearest = (0..terms.len()).filter(|&at| !terms[at].number && !terms[at].verb).max_by(|&a, &b| terms[a].head.total_cmp(&terms[b].head));
    let part = |term: usize| {
        let behind = ask.question.asked.as_ref().is_some_and(|asked| terms[term].span.start >= asked.cue.end);
        match () {
            () if terms[term].verb => VERB,
            () if nearest == Some(term) || (behind && !ask.is_name(term)) => OBJECT,
            () if ask.is_name(term) => NAME,
            () => TERM,
        }
    };
    (0..terms.len()).map(part).collect()
}
