//! An article read for extraction: folded, cut into sentences, with its figures, names, times and
//! places.
//!
//! Nothing here depends on a question, so that what was read for one serves the next that finds
//! the article. Every part is read when it is first asked for: of most articles only a few
//! sentences are. Knows nothing of questions, hits or features.

use std::sync::{Arc, OnceLock};

use chrono::{Datelike, NaiveDate};

use super::beside::Beside;
use super::gap::Gap;
use super::locality::{Local, places};
use super::mark::Mark;
use super::names::Names;
use super::said::{Said, said};
use super::scope::{Scope, scopes};
use super::{Extractor, Tables};
use crate::corpus::{Article, passages};
use crate::figures::Figures;
use crate::lexicon::{Lexicon, PlaceMention};
use crate::question::{Kind, Period, periods};
use crate::text::{Folded, Span, fold, sentences};

/// Most bytes of the first sentence that count as lead.
const LEAD: usize = 270;
/// A longer sentence is cut at a comma: broken pages and web texts have them of a thousand.
const LONG: usize = 900;

/// What reading takes: the rules of extraction and the tables it shares with the rest.
pub(super) type Rules<'a> = (&'a Extractor, Tables<'a>);

/// An article that was read.
#[derive(Debug)]
pub struct Parse {
    /// The article.
    pub article: Article,
    /// Headline, place and first sentence, folded.
    pub(crate) lead: String,
    /// The headline, folded.
    pub(crate) headline: String,
    /// All of it, folded.
    pub(crate) text: String,
    /// Where its sentences stand, and in which passage.
    pub(crate) sentences: Vec<(Span, Option<u32>)>,
    parsed: Vec<OnceLock<Arc<ParsedSentence>>>,
    lead_periods: OnceLock<Vec<Period>>,
    headline_places: OnceLock<Vec<PlaceMention>>,
    /// With the dates that figures are read beside, and without.
    lead_said: [OnceLock<Vec<Said>>; 2],
}

/// One sentence that was read.
#[derive(Debug)]
pub(crate) struct ParsedSentence {
    /// Its text folded, with the way back.
    pub(crate) folded: Folded,
    /// Periods it names.
    pub(crate) periods: Vec<Period>,
    /// Places it names by their endings.
    pub(crate) places: Vec<Local>,
    /// Ends of its clauses, its own end last; starts with 0.
    pub(crate) cuts: Vec<usize>,
    /// Places of the gazetteer that it names.
    gazetted: OnceLock<Vec<PlaceMention>>,
    /// By kind of question.
    marked: [OnceLock<Arc<Marked>>; Kind::COUNT],
    names: [OnceLock<Names>; Kind::COUNT],
}

/// What might answer a kind of question.
#[derive(Debug)]
pub(crate) struct Marked {
    /// In order; for figures their dates too. Spans of the folded text.
    pub(crate) marks: Vec<Mark>,
    /// What each mark's own words are.
    pub(crate) scopes: Vec<Scope>,
    /// What the words beside each say of it.
    pub(super) beside: Vec<OnceLock<Beside>>,
    /// Times that the sentence says, as days.
    said: OnceLock<Vec<Said>>,
}

impl Parse {
    /// Takes an article to be read.
    pub fn new(article: Article) -> Self {
        let spans = cut_long(&article.text, sentences(&article.text));
        let passages = passages(&article);
        let passage = |span: Span| passages.iter().find(|passage| passage.span().overlaps(span)).map(|passage| passage.number());
        let first = spans.first().map_or("", |span| span.of(&article.text));
        Self {
            lead: fold(&format!("{}。{}。{}", article.headline, article.place, &first[..first.floor_char_boundary(LEAD)])).text,
            headline: fold(&article.headline).text,
            text: fold(&format!("{}\n{}\n{}", article.headline, article.place, article.text)).text,
            parsed: spans.iter().map(|_| OnceLock::new()).collect(),
            sentences: spans.into_iter().map(|span| (span, passage(span))).collect(),
            lead_periods: OnceLock::new(),
            headline_places: OnceLock::new(),
            lead_said: Default::default(),
            article,
        }
    }

    /// The sentence of a number.
    pub(super) fn sentence(&self, number: usize, (extractor, _): Rules<'_>) -> Arc<ParsedSentence> {
        let read = || Arc::new(ParsedSentence::new(fold(self.sentences[number].0.of(&self.article.text)), self.article.date, extractor));
        Arc::clone(self.parsed[number].get_or_init(read))
    }

    /// Periods named in the lead.
    pub(super) fn lead_periods(&self) -> &[Period] {
        self.lead_periods.get_or_init(|| periods(&self.lead, self.article.date.map(|date| date.year())))
    }

    /// Places of the gazetteer that the headline names.
    pub(super) fn headline_places(&self, lexicon: &Lexicon) -> &[PlaceMention] {
        self.headline_places.get_or_init(|| lexicon.places_in(&self.headline))
    }

    /// Times that the lead says, as days, with the dates that are read beside figures.
    pub(super) fn lead_said(&self, kind: Kind, (extractor, tables): Rules<'_>) -> &[Said] {
        let dated = kind == Kind::Figure;
        self.lead_said[usize::from(dated)].get_or_init(|| {
            let date = self.article.date;
            let marks = if dated { figures(tables.figures, &self.lead, date) } else { Vec::new() };
            said(&self.lead, &marks, self.lead_periods(), date, &extractor.context)
        })
    }
}

impl ParsedSentence {
    fn new(folded: Folded, date: Option<NaiveDate>, extractor: &Extractor) -> Self {
        let text = &folded.text;
        let mut cuts = vec![0];
        cuts.extend(borders(text, &['，', '；', '。', '：', '！', '？', '\n', ';', '!']));
        cuts.push(text.len());
        Self {
            periods: periods(text, date.map(|date| date.year())),
            places: places(text, &extractor.context),
            cuts,
            gazetted: OnceLock::new(),
            marked: Default::default(),
            names: Default::default(),
            folded,
        }
    }

    /// Places of the gazetteer that it names.
    pub(super) fn gazetted(&self, lexicon: &Lexicon) -> &[PlaceMention] {
        self.gazetted.get_or_init(|| lexicon.places_in(&self.folded.text))
    }

    /// What might answer a question of a kind that leaves `gaps` here; `date` is the article's.
    pub(super) fn marked(&self, kind: Kind, gaps: &[Gap], date: Option<NaiveDate>, rules: Rules<'_>) -> Arc<Marked> {
        let (extractor, tables) = rules;
        let text = &self.folded.text;
        let read = |gaps: &[Gap]| {
            let marks: Vec<Mark> = match kind {
                Kind::Figure => figures(tables.figures, text, date),
                Kind::Date => tables.figures.mentions_folded(text, date).into_iter().map(Mark::date).collect(),
                kind => {
                    let names = self.names[kind as usize].get_or_init(|| Names::find(kind, text, &extractor.segmenter, tables.lexicon, &extractor.names));
                    names.with(gaps, text, &extractor.names).into_iter().map(Mark::name).collect()
                }
            };
            Arc::new(Marked::new(text, marks, extractor))
        };
        // What stands where this question has its question word is no name for another.
        if gaps.is_empty() { Arc::clone(self.marked[kind as usize].get_or_init(|| read(&[]))) } else { read(gaps) }
    }

    /// Times that the sentence says, as days.
    pub(super) fn said<'m>(&self, marked: &'m Marked, date: Option<NaiveDate>, (extractor, _): Rules<'_>) -> &'m [Said] {
        marked.said.get_or_init(|| said(&self.folded.text, &marked.marks, &self.periods, date, &extractor.context))
    }
}

impl Marked {
    fn new(text: &str, marks: Vec<Mark>, extractor: &Extractor) -> Self {
        let scopes = scopes(text, &marks, &extractor.context);
        Self { beside: marks.iter().map(|_| OnceLock::new()).collect(), marks, scopes, said: OnceLock::new() }
    }
}

/// Ends of the marks in a text; a comma between digits is none.
pub(crate) fn borders<'a>(text: &'a str, marks: &'a [char]) -> impl Iterator<Item = usize> + 'a {
    text.char_indices()
        .filter(move |&(at, c)| marks.contains(&c) || (c == ',' && !text[at + 1..].starts_with(|d: char| d.is_ascii_digit())))
        .map(|(at, c)| at + c.len_utf8())
}

/// The figures of a text, and its numbers without a unit: the question may say what they count.
fn figures(figures: &Figures, text: &str, date: Option<NaiveDate>) -> Vec<Mark> {
    let mut found = figures.mentions_folded(text, date);
    found.extend(figures.bare(text, &found));
    found.sort_by_key(|mention| mention.span.start);
    found.into_iter().map(Mark::figure).collect()
}

fn cut_long(text: &str, spans: Vec<Span>) -> Vec<Span> {
    let mut cut = Vec::with_capacity(spans.len());
    for mut span in spans {
        while span.len() > LONG {
            let cut_at = |marks: &[char]| text[span.start..span.end].char_indices().rev().find(|&(at, c)| marks.contains(&c) && at > LONG / 3 && at < LONG);
            // A table without commas is cut at what there is.
            let Some((at, mark)) = cut_at(&['，']).or_else(|| cut_at(&['、', '；', ';', ',', ' ', '\t', '\n'])) else { break };
            let end = span.start + at + mark.len_utf8();
            cut.push(Span::new(span.start, end));
            span.start = end;
        }
        cut.push(span);
    }
    cut
}
