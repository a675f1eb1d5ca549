//! An article made ready for extraction: its sentences with figures, matches, borders, times.
//!
//! Everything that several features look at is computed once here, over folded text; printed
//! spans come back through the fold. Knows nothing of features or weights.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::ask::{Ask, Found};
use super::gap::{Frame, Gap};
use super::locality::{Local, places};
use super::mark::Mark;
use super::scope::{Scope, scopes};
use super::when::{self, Said};
use super::words::Words;
use crate::corpus::{Article, passages};
use crate::index::Hit;
use crate::question::{Period, periods};
use crate::text::{Folded, Span, fold, sentences};

/// Most sentences of one article that are read.
const SENTENCES: usize = 80;
/// Most bytes of the first sentence that count as lead.
const LEAD: usize = 270;
/// A longer sentence is cut at a comma: broken pages and web texts have them of a thousand.
const LONG: usize = 900;

/// An article that was found, with what the question finds in it.
pub struct Document {
    /// The article.
    pub article: Article,
    /// Rank among the articles found, from 0.
    pub(crate) rank: usize,
    /// Score of the whole article, of the best one's.
    pub(crate) score: f32,
    /// Its sentences in order, those that are read.
    pub(crate) sentences: Vec<Sentence>,
    /// Headline, place and first sentence, folded.
    pub(crate) lead: String,
    /// The headline, folded.
    pub(crate) headline: String,
    /// All of it, folded.
    pub(crate) text: String,
    /// How the lead matches each term.
    pub(crate) lead_found: Vec<Found>,
    /// Periods named in the lead.
    pub(crate) lead_periods: Vec<Period>,
    /// The same as days; empty where no time is asked for.
    pub(crate) lead_said: Vec<Said>,
    /// Per term, how well the article as a whole matches it.
    pub(crate) whole: Vec<f32>,
}

/// One sentence.
pub(crate) struct Sentence {
    /// Where it stands in the article's text.
    pub(crate) span: Span,
    /// Its number in the article.
    pub(crate) number: usize,
    /// Its text folded, with the way back.
    pub(crate) folded: Folded,
    /// What might answer, in order; for figures their dates too. Spans of the folded text.
    pub(crate) marks: Vec<Mark>,
    /// What stands where the question has its question word.
    pub(crate) gaps: Vec<Gap>,
    /// What each mark's own words are.
    pub(crate) scopes: Vec<Scope>,
    /// How it matches each term.
    pub(crate) found: Vec<Found>,
    /// Share of the question's weight that it holds.
    pub(crate) share: f32,
    /// Periods it names.
    pub(crate) periods: Vec<Period>,
    /// Times it says, as days; empty where no time is asked for.
    pub(crate) said: Vec<Said>,
    /// Places it names by their endings.
    pub(crate) places: Vec<Local>,
    /// Ends of its clauses, its own end last; starts with 0.
    pub(crate) cuts: Vec<usize>,
    /// Score of its passage, of the best passage's; 0 where only the article was found.
    pub(crate) score: f32,
    /// Rank of its passage; the article's best where only the article was found.
    pub(crate) rank: usize,
    /// Whether its passage was found itself.
    pub(crate) hit: bool,
}

impl Document {
    /// Prepares an article for a question. `hits` are all of the search, best first.
    pub(crate) fn new(
        article: Article,
        hits: &[Hit],
        rank: usize,
        whole: bool,
        ask: &Ask<'_>,
        (frame, marks): (&Frame<'_>, Marker<'_>),
        words: &Words,
    ) -> Self {
        let best = hits.first().map_or(1.0, |hit| hit.score).max(f32::EPSILON);
        let best_article = hits.iter().map(|hit| hit.article_score).fold(f32::EPSILON, f32::max);
        let own: BTreeMap<u32, (usize, f32)> =
            hits.iter().enumerate().filter(|(_, hit)| hit.article == article.id).map(|(rank, hit)| (hit.passage, (rank, hit.score / best))).collect();
        let first_rank = own.values().map(|&(rank, _)| rank).min().unwrap_or(hits.len());
        let spans = cut_long(&article.text, sentences(&article.text));
        let wanted = wanted(&article, &spans, &own, whole);
        let date = article.date;
        let sentences = spans
            .iter()
            .enumerate()
            .filter_map(|(number, &span)| {
                let hit = wanted[number]?;
                let (rank, score) = hit.unwrap_or((first_rank, 0.0));
                let folded = fold(span.of(&article.text));
                Some(Sentence::new((number, span), folded, date, ask, (frame, marks), (rank, score, hit.is_some()), words))
            })
            .collect();
        let first = spans.first().map_or("", |span| span.of(&article.text));
        let lead = fold(&format!("{}。{}。{}", article.headline, article.place, &first[..first.floor_char_boundary(LEAD)])).text;
        let year = date.map(|date| date.year());
        let lead_periods = periods(&lead, year);
        let all = fold(&format!("{}\n{}\n{}", article.headline, article.place, article.text)).text;
        Self {
            whole: ask.find(&all).into_iter().map(|found| found.worth).collect(),
            rank,
            score: hits.iter().find(|hit| hit.article == article.id).map_or(0.0, |hit| hit.article_score / best_article),
            lead_found: ask.find(&lead),
            lead_said: if when::asks(ask.question) { when::said(&lead, &marks(&lead, date, &[]), &lead_periods, date, words) } else { Vec::new() },
            lead_periods,
            lead,
            headline: fold(&article.headline).text,
            text: all,
            sentences,
            article,
        }
    }
}

impl Sentence {
    fn new(
        (number, span): (usize, Span),
        folded: Folded,
        date: Option<NaiveDate>,
        ask: &Ask<'_>,
        (frame, marks): (&Frame<'_>, Marker<'_>),
        (rank, score, hit): (usize, f32, bool),
        words: &Words,
    ) -> Self {
        let found = ask.find(&folded.text);
        let share = ask.share(found.iter().map(|found| found.worth));
        let gaps = frame.gaps(&folded.text, &found);
        let marks = marks(&folded.text, date, &gaps);
        let mut cuts = vec![0];
        cuts.extend(borders(&folded.text, &['，', '；', '。', '：', '！', '？', '\n', ';', '!']));
        cuts.push(folded.text.len());
        let scopes = scopes(&folded.text, &marks, words);
        let year = date.map(|date| date.year());
        let places = places(&folded.text, words);
        let periods = periods(&folded.text, year);
        let said = if when::asks(ask.question) { when::said(&folded.text, &marks, &periods, date, words) } else { Vec::new() };
        Self { span, number, places, periods, said, marks, gaps, scopes, found, share, cuts, folded, score, rank, hit }
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &str {
        &self.folded.text
    }

    /// The clause around a span of the folded text.
    pub(crate) fn clause(&self, span: Span) -> Span {
        let start = self.cuts.iter().rev().find(|&&cut| cut <= span.start).copied().unwrap_or(0);
        let end = self.cuts.iter().find(|&&cut| cut >= span.end).copied().unwrap_or(self.text().len());
        Span::new(start, end)
    }

    /// The clause that holds a byte.
    pub(crate) fn clause_at(&self, at: usize) -> Span {
        let next = self.cuts.partition_point(|&cut| cut <= at);
        Span::new(self.cuts[next.max(1) - 1], self.cuts.get(next).copied().unwrap_or(self.text().len()))
    }

    /// The figure's printed span in the article's text.
    pub(crate) fn printed(&self, folded: Span) -> Span {
        self.folded.printed(folded).shift(self.span.start)
    }
}

/// What finds the marks of a folded sentence, given the article's date and what stands where the question
/// has its question word.
pub(crate) type Marker<'a> = &'a dyn Fn(&str, Option<NaiveDate>, &[Gap]) -> Vec<Mark>;

/// Ends of the marks in a text; a comma between digits is none.
pub(crate) fn borders<'a>(text: &'a str, marks: &'a [char]) -> impl Iterator<Item = usize> + 'a {
    text.char_indices()
        .filter(move |&(at, c)| marks.contains(&c) || (c == ',' && !text[at + 1..].starts_with(|d: char| d.is_ascii_digit())))
        .map(|(at, c)| at + c.len_utf8())
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

/// For each sentence: `None` where it is not read, else its passage's rank and score where the
/// passage was found or neighbours one.
fn wanted(article: &Article, spans: &[Span], own: &BTreeMap<u32, (usize, f32)>, whole: bool) -> Vec<Option<Option<(usize, f32)>>> {
    let mut wanted = vec![None; spans.len()];
    let passages = passages(article);
    for (number, span) in spans.iter().enumerate() {
        let passage = passages.iter().find(|passage| passage.span().overlaps(*span)).map(|passage| passage.number());
        wanted[number] = match passage.and_then(|passage| own.get(&passage)) {
            Some(&hit) => Some(Some(hit)),
            None if whole && number < SENTENCES => Some(None),
            None => None,
        };
    }
    // Neighbours of a found passage are context and may hold the figure itself.
    let found: Vec<usize> = (0..spans.len()).filter(|&number| matches!(wanted[number], Some(Some(_)))).collect();
    for number in found {
        for near in [number.wrapping_sub(1), number + 1] {
            if near < spans.len() && wanted[near].is_none() {
                wanted[near] = Some(None);
            }
        }
    }
    wanted
}
