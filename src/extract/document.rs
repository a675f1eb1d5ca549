//! An article that was found, with what the question finds in it.
//!
//! What any question would find is in `parse`; here stands which of its sentences are read, how
//! they match the question's terms, and what stands where the question has its question word.
//! Spans are of folded text; printed ones come back through the fold. Knows nothing of features
//! or weights.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Extractor;
use super::ask::{Ask, Found};
use super::beside::Beside;
use super::gap::{Frame, Gap};
use super::locality::Local;
use super::mark::Mark;
use super::parse::{Marked, Parse, ParsedSentence, Rules};
use super::said::Said;
use super::scope::Scope;
use super::when;
use crate::corpus::Article;
use crate::index::Hit;
use crate::lexicon::{Lexicon, PlaceMention};
use crate::question::{Kind, Period};
use crate::text::Span;

/// Most sentences of one article that are read.
const SENTENCES: usize = 80;

/// An article that was found, with what the question finds in it.
pub struct Document {
    /// What any question would find.
    pub(super) parse: Arc<Parse>,
    /// Rank among the articles found, from 0.
    pub(crate) rank: usize,
    /// Score of the whole article, of the best one's.
    pub(crate) score: f32,
    /// Its sentences in order, those that are read.
    pub(crate) sentences: Vec<Sentence>,
    /// Times that the lead says, as days; empty where no time is asked for.
    pub(crate) lead_said: Vec<Said>,
    /// How the lead matches each term.
    pub(crate) lead_found: Vec<Found>,
    /// Per term, how well the article as a whole matches it.
    pub(crate) whole: Vec<f32>,
}

/// One sentence.
pub(crate) struct Sentence {
    /// Where it stands in the article's text.
    pub(crate) span: Span,
    /// Its number in the article.
    pub(crate) number: usize,
    parsed: Arc<ParsedSentence>,
    marked: Arc<Marked>,
    /// Times it says, as days; empty where no time is asked for.
    pub(crate) said: Vec<Said>,
    /// What stands where the question has its question word.
    pub(crate) gaps: Vec<Gap>,
    /// How it matches each term.
    pub(crate) found: Vec<Found>,
    /// Share of the question's weight that it holds.
    pub(crate) share: f32,
    /// Score of its passage, of the best passage's; 0 where only the article was found.
    pub(crate) score: f32,
    /// Rank of its passage; the article's best where only the article was found.
    pub(crate) rank: usize,
    /// Whether its passage was found itself.
    pub(crate) hit: bool,
}

impl Document {
    /// Prepares an article for a question of a kind. `hits` are all of the search, best first.
    pub(super) fn new(
        parse: Arc<Parse>,
        hits: &[Hit],
        (rank, whole): (usize, bool),
        ask: &Ask<'_>,
        (kind, frame): (Kind, &Frame<'_>),
        rules: Rules<'_>,
    ) -> Self {
        let best = hits.first().map_or(1.0, |hit| hit.score).max(f32::EPSILON);
        let best_article = hits.iter().map(|hit| hit.article_score).fold(f32::EPSILON, f32::max);
        let own: BTreeMap<u32, (usize, f32)> =
            hits.iter().enumerate().filter(|(_, hit)| hit.article == parse.article.id).map(|(rank, hit)| (hit.passage, (rank, hit.score / best))).collect();
        let first_rank = own.values().map(|&(rank, _)| rank).min().unwrap_or(hits.len());
        let wanted = wanted(&parse, &own, whole);
        let sentences = wanted
            .into_iter()
            .enumerate()
            .filter_map(|(number, hit)| {
                let hit = hit?;
                let (rank, score) = hit.unwrap_or((first_rank, 0.0));
                Some(Sentence::new(&parse, number, ask, (kind, frame), (rank, score, hit.is_some()), rules))
            })
            .collect();
        Self {
            whole: ask.find(&parse.text).into_iter().map(|found| found.worth).collect(),
            rank,
            score: hits.iter().find(|hit| hit.article == parse.article.id).map_or(0.0, |hit| hit.article_score / best_article),
            lead_said: if when::asks(ask.question) { parse.lead_said(kind, rules).to_vec() } else { Vec::new() },
            lead_found: ask.find(&parse.lead),
            sentences,
            parse,
        }
    }

    /// The article.
    pub fn article(&self) -> &Article {
        &self.parse.article
    }
}

impl Sentence {
    fn new(parse: &Parse, number: usize, ask: &Ask<'_>, (kind, frame): (Kind, &Frame<'_>), (rank, score, hit): (usize, f32, bool), rules: Rules<'_>) -> Self {
        let parsed = parse.sentence(number, rules);
        let text = &parsed.folded.text;
        let found = ask.find(text);
        let share = ask.share(found.iter().map(|found| found.worth));
        let gaps = frame.gaps(text, &found);
        let marked = parsed.marked(kind, &gaps, parse.article.date, rules);
        let said = if when::asks(ask.question) { parsed.said(&marked, parse.article.date, rules).to_vec() } else { Vec::new() };
        Self { span: parse.sentences[number].0, number, said, gaps, found, share, score, rank, hit, parsed, marked }
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &str {
        &self.parsed.folded.text
    }

    /// What might answer, in order; for figures their dates too.
    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marked.marks
    }

    /// What each mark's own words are.
    pub(crate) fn scopes(&self) -> &[Scope] {
        &self.marked.scopes
    }

    /// What the words beside a mark say of it.
    pub(super) fn beside(&self, figure: usize, extractor: &Extractor) -> &Beside {
        self.marked.beside[figure].get_or_init(|| Beside::new(extractor, self, figure))
    }

    /// Periods it names.
    pub(crate) fn periods(&self) -> &[Period] {
        &self.parsed.periods
    }

    /// Places it names by their endings.
    pub(crate) fn places(&self) -> &[Local] {
        &self.parsed.places
    }

    /// Places of the gazetteer that it names.
    pub(super) fn gazetted(&self, lexicon: &Lexicon) -> &[PlaceMention] {
        self.parsed.gazetted(lexicon)
    }

    /// Ends of its clauses, its own end last; starts with 0.
    pub(crate) fn cuts(&self) -> &[usize] {
        &self.parsed.cuts
    }

    /// The clause around a span of the folded text.
    pub(crate) fn clause(&self, span: Span) -> Span {
        let cuts = self.cuts();
        let start = cuts.iter().rev().find(|&&cut| cut <= span.start).copied().unwrap_or(0);
        let end = cuts.iter().find(|&&cut| cut >= span.end).copied().unwrap_or(self.text().len());
        Span::new(start, end)
    }

    /// The clause that holds a byte.
    pub(crate) fn clause_at(&self, at: usize) -> Span {
        let cuts = self.cuts();
        let next = cuts.partition_point(|&cut| cut <= at);
        Span::new(cuts[next.max(1) - 1], cuts.get(next).copied().unwrap_or(self.text().len()))
    }

    /// The figure's printed span in the article's text.
    pub(crate) fn printed(&self, folded: Span) -> Span {
        self.parsed.folded.printed(folded).shift(self.span.start)
    }
}

/// For each sentence: `None` where it is not read, else its passage's rank and score where the
/// passage was found or neighbours one.
fn wanted(parse: &Parse, own: &BTreeMap<u32, (usize, f32)>, whole: bool) -> Vec<Option<Option<(usize, f32)>>> {
    let sentence = |(number, (_, passage)): (usize, &(Span, Option<u32>))| match passage.and_then(|passage| own.get(&passage)) {
        Some(&hit) => Some(Some(hit)),
        None if whole && number < SENTENCES => Some(None),
        None => None,
    };
    let mut wanted: Vec<Option<Option<(usize, f32)>>> = parse.sentences.iter().enumerate().map(sentence).collect();
    // Neighbours of a found passage are context and may hold the figure itself.
    let found: Vec<usize> = (0..wanted.len()).filter(|&number| matches!(wanted[number], Some(Some(_)))).collect();
    for number in found {
        for near in [number.wrapping_sub(1), number + 1] {
            if near < wanted.len() && wanted[near].is_none() {
                wanted[near] = Some(None);
            }
        }
    }
    wanted
}
