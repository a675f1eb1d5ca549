//! The question: what is asked, about what, when and where, read from its words.
//!
//! `Reader` holds the cue tables; `read` turns words into a `Question`, plain data that every
//! later step looks at. Knows nothing of articles: how rare a word is, only an index can tell.

mod amounts;
mod asked;
mod claim;
mod cue;
mod days;
mod english;
mod follow;
mod fragment;
mod headline;
mod latin;
mod period;
mod phrasing;
mod raw;
mod terms;
mod wanted;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::figures::{Class, Figures};
use crate::index::{Query, Term as QueryTerm, Time};
use crate::lexicon::Lexicon;
use crate::text::{Language, Segmenter, Span};

pub use asked::{Fit, classes_of, is_count};
pub use claim::Supposed;
pub use cue::{CueError, Cues, Problem};
pub use days::{MONTH, said_dates};
pub use english::{Corpus, Wordings};
pub use period::{Period, periods};
pub use terms::Term;

/// A question as understood.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    /// The words as they came.
    pub words: String,
    /// What was understood: folded Chinese, with what a follow-up took from its forerunner.
    pub text: String,
    /// Language of the words as they came: the language to reply in.
    pub language: Language,
    /// What is asked; `None` where the words ask for nothing that can be looked up.
    pub asked: Option<Asked>,
    /// Content words in order.
    pub terms: Vec<Term>,
    /// Times named: years, months, days, halves and quarters.
    pub periods: Vec<Period>,
    /// Whether all of them lie in years to come.
    pub ahead: bool,
    /// Numbers that stand in the question, printed plainly: its own figures are no answer.
    pub numbers: Vec<String>,
    /// How the question narrows what counts as an answer.
    pub leans: Leans,
    /// What it says that it does not ask about: 销量 of 产量（不是销量）.
    pub excluded: Vec<String>,
    /// What the words suppose to be so, where they ask whether it is: 1600万千瓦 of 装机容量是1600万千瓦吗.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supposed: Option<Supposed>,
}

/// What kind of thing would answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// Figure, date, person, place or name.
    pub kind: Kind,
    /// Classes of figure that would do, likeliest first; empty where anything counted would.
    pub classes: Vec<Class>,
    /// The unit asked for, as written; empty where none is.
    pub unit: String,
    /// Whether the classes are a guess from a noun or verb rather than said.
    pub soft: bool,
    /// Where the question word stands in `text`, unit excluded.
    pub cue: Span,
    /// Name of the cue rule that decided.
    pub rule: String,
}

/// The kinds of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A number with its unit.
    Figure,
    /// A day, month or year.
    Date,
    /// Somebody's name.
    Person,
    /// A place.
    Place,
    /// A name of anything else: a firm, a breed, a nickname.
    Name,
}

impl Kind {
    /// How many there are.
    pub const COUNT: usize = Self::Name as usize + 1;
}

/// Words that change which figure is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Leans {
    /// Asks for an aim or plan: 目标, 计划, 要.
    pub target: bool,
    /// Asks for a total: 一共, 累计.
    pub total: bool,
    /// Asks for a rate per period or head: 每年, 人均, 日均.
    pub per: bool,
    /// Asks for an extreme: 最高, 最多.
    pub extreme: bool,
    /// Asks for growth or fall: 同比, 涨, 降.
    pub change: bool,
    /// Asks for a part of a whole: 其中, …里有.
    pub part: bool,
    /// Asks by how much two things differ: 比去年多收了多少.
    pub apart: bool,
    /// How far one place is from another.
    pub route: bool,
    /// Asks for the state before a change: 原来, 以前.
    pub before: bool,
    /// Asks for the state after a change: 到多少, 现在.
    pub after: bool,
    /// Compares with the month, quarter or day before: 环比, 比上个月; 6月比5月.
    pub on_month: bool,
    /// Compares with the year before: 同比, 比去年; 2022年比2021年.
    pub on_year: bool,
    /// Asks when something begins: 哪天开幕.
    pub opens: bool,
    /// Asks when something ends: 办到几号.
    pub closes: bool,
    /// Asks who holds an office, and nothing else: 法国总统是谁.
    pub incumbent: bool,
}

/// Reads questions with the tables given.
#[derive(Debug)]
pub struct Reader {
    cues: Cues,
    segmenter: Segmenter,
}

impl Reader {
    /// A reader with the cue tables of `cues` and words cut by `segmenter`.
    pub fn new(cues: Cues, segmenter: Segmenter) -> Self {
        Self { cues, segmenter }
    }

    /// Understands `words`, with the previous question where this may be a follow-up. `year` is
    /// the one that 今年 means; `corpus` tells what an English question leaves open.
    pub fn read(&self, words: &str, before: Option<&Question>, year: i32, tables: (&Figures, &Lexicon), corpus: Corpus<'_>) -> Question {
        let language = crate::text::language(words);
        if language == Language::English {
            return self.english(words, before, year, tables, corpus);
        }
        let folded = crate::text::fold(words.trim()).text;
        let text = self.cues.fragments.plain(&folded);
        let fragments = &self.cues.fragments;
        let mut question = self.plain(words, text, language, year, tables);
        let worded = follow::worded(&question);
        let claim = if worded { claim::added } else { claim::supposed };
        let claim = claim(text, fragments, tables.0, &self.segmenter);
        let (asked, supposed) = claim.unzip();
        if let Some(text) = asked {
            question = self.plain(words, &text, language, year, tables);
        }
        // 是28人吗 asks again what was asked before.
        let alone = || !worded && supposed.as_ref().is_some_and(|supposed| supposed.alone(fragments));
        let again = || before.filter(|_| alone()).map(|before| before.text.clone());
        if let Some(text) = before.and_then(|before| again().or_else(|| follow::resolve(&question, before, self.follows(tables)))) {
            question = self.plain(words, &text, language, year, tables);
        }
        Question { supposed, ..question }
    }

    /// Examples of the cue tables that do not come out.
    pub fn check(&self, figures: &Figures, lexicon: &Lexicon) -> Vec<Problem> {
        let cue = |text: &str| asked::asked(&crate::text::fold(text).text, &self.cues, figures, lexicon, &self.segmenter).map(|asked| asked.rule);
        let mut problems = self.cues.check(cue);
        problems.extend(self.cues.check_english(&|text| english::rule_of(text, lexicon, &self.cues, &self.segmenter)));
        problems
    }

    fn english(&self, words: &str, before: Option<&Question>, year: i32, tables: (&Figures, &Lexicon), corpus: Corpus<'_>) -> Question {
        let mut said = english::chinese(words, tables.1, &self.cues, &self.segmenter, corpus);
        let mut question = self.plain(words, &said.text, Language::English, year, tables);
        if !follow::worded(&question)
            && let Some((text, what)) = claim::supposed_english(words, &self.cues.fragments, tables.1)
        {
            said = english::chinese(&text, tables.1, &self.cues, &self.segmenter, corpus);
            question = Question { supposed: Some(what), ..self.plain(words, &said.text, Language::English, year, tables) };
        }
        if let Some(text) = before.and_then(|before| follow::resolve_english(&question, &said, before, self.follows(tables))) {
            let mut question = Question { supposed: question.supposed, ..self.plain(words, &text, Language::English, year, tables) };
            // A time is no term of an English question.
            let periods = &question.periods;
            question.terms.retain(|term| !periods.iter().any(|period| Span::new(period.at, period.end).overlaps(term.span)));
            // The other readings of English words go on with them, of the old ones as of the new.
            let kept = before.into_iter().flat_map(|before| &before.terms).map(|term| (&term.text, term.synonyms.clone()));
            let new = said.terms.iter().map(|(text, others, ..)| (text, others.iter().map(|word| (word.clone(), false)).collect()));
            let readings: Vec<(&String, Vec<(String, bool)>)> = new.chain(kept).collect();
            for term in &mut question.terms {
                if let Some((_, others)) = readings.iter().find(|(text, _)| **text == term.text) {
                    let mut seen = BTreeSet::from([term.text.clone()]);
                    term.synonyms = others.iter().cloned().chain(std::mem::take(&mut term.synonyms)).filter(|(word, _)| seen.insert(word.clone())).collect();
                }
            }
            return question;
        }
        let cue = question.asked.as_ref().map_or(Span::new(said.text.len(), said.text.len()), |asked| asked.cue);
        question.terms = said
            .terms
            .into_iter()
            .filter(|(_, _, _, span)| !span.overlaps(cue))
            .map(|(text, others, name, span)| {
                let mut term = terms::term(text, span, cue, name, tables.1);
                let known = others.into_iter().map(|word| (word, false));
                let mut seen = BTreeSet::from([term.text.clone()]);
                term.synonyms = known.chain(std::mem::take(&mut term.synonyms)).filter(|(word, _)| seen.insert(word.clone())).collect();
                term
            })
            .collect();
        question
    }

    fn follows<'a>(&'a self, (figures, lexicon): (&'a Figures, &'a Lexicon)) -> follow::Tables<'a> {
        follow::Tables { words: &self.cues.fragments, figures, lexicon }
    }

    fn plain(&self, words: &str, text: &str, language: Language, year: i32, (figures, lexicon): (&Figures, &Lexicon)) -> Question {
        let asked = asked::asked(text, &self.cues, figures, lexicon, &self.segmenter);
        // 比上年同期 is no time asked for.
        let mentions = figures.mentions(text, None);
        let counted = |span: Span| mentions.iter().any(|mention| mention.span.overlaps(span) && !mention.unit.is_empty());
        let said = period::with_bare_years(text, periods(text, Some(year)), counted);
        let (bases, periods): (Vec<Period>, Vec<Period>) = said.iter().copied().partition(|period| period.base);
        let mut leans = self.cues.leans(text);
        // 6月……比5月: the month before, though no word says so.
        let pairs = || bases.iter().flat_map(|base| periods.iter().map(move |period| (base, period)));
        leans.on_month |= pairs().any(|(base, period)| period.follows(base));
        leans.on_year |= pairs().any(|(base, period)| period.a_year_after(base));
        Question {
            words: words.to_owned(),
            text: text.to_owned(),
            language,
            terms: terms::terms(text, asked.as_ref(), &said, &self.cues, (&self.segmenter, lexicon)),
            excluded: terms::excluded(text, asked.as_ref(), &self.cues, &self.segmenter),
            asked,
            ahead: !periods.is_empty() && periods.iter().all(|period| period.year.is_some_and(|said| said > year)),
            periods,
            numbers: mentions.iter().map(|mention| mention.value.to_string()).collect(),
            leans,
            supposed: None,
        }
    }
}

/// Months of a whole year.
const YEAR: (u32, u32) = (1, 12);

impl Question {
    /// What to look for: every term, its synonyms at less weight, names a little above the rest.
    pub fn query(&self) -> Query {
        let english = self.language == Language::English;
        let mut terms: Vec<QueryTerm> = Vec::new();
        let mut add = |text: &str, weight: f32| match terms.iter_mut().find(|term| term.text == text) {
            Some(term) => term.weight = term.weight.max(weight),
            None => terms.push(QueryTerm { text: text.to_owned(), weight }),
        };
        for term in &self.terms {
            // The index weighs dates; their digits stand in any article.
            let dated = self.periods.iter().any(|period| Span::new(period.at, period.end).overlaps(term.span));
            add(
                &term.text,
                if dated {
                    DATED
                } else if term.name && english {
                    NAME_ENGLISH
                } else if term.name {
                    NAME
                } else {
                    1.0
                },
            );
            let strong: Vec<&str> = self.readings(term).collect();
            // An English term's readings are guesses: each counts more than a Chinese synonym.
            let weight = match (english, strong.len()) {
                (true, _) => READING,
                (false, 0..=FEW) => SYNONYM,
                (false, _) => SYNONYM_OF_MANY,
            };
            strong.into_iter().for_each(|word| add(word, weight));
        }
        // Characters across a border of two words belong to names that no dictionary holds.
        for pair in self.terms.windows(2) {
            if pair[0].span.end == pair[1].span.start {
                let (left, right) = (pair[0].text.chars().next_back(), pair[1].text.chars().next());
                if let (Some(left), Some(right)) = (left, right) {
                    add(&format!("{left}{right}"), 0.5);
                }
            }
        }
        // 2025年10月…10月23日那次: a time without a year is of the year named.
        let year = self.periods.iter().filter_map(|period| period.year).max();
        let time = |period: &Period| Time { year: period.year.or(year), month: period.months.map(|(_, last)| last), day: period.day };
        // What there was at the end of a year is printed in the next.
        let at_end = |period: &&Period| period.months.is_none_or(|months| months == YEAR) && self.text[period.end..].starts_with(['底', '末']);
        let next = self.periods.iter().filter(at_end).filter_map(|period| Some(Time { year: Some(period.year? + 1), month: None, day: None }));
        Query { terms, times: self.periods.iter().map(time).chain(next).collect() }
    }

    /// The other words for a term that are searched for: of an English one's readings the likeliest.
    pub(crate) fn readings<'t>(&self, term: &'t Term) -> impl Iterator<Item = &'t str> {
        term.searched().take(if self.language == Language::English { SEARCHED } else { usize::MAX })
    }
}

/// Weight of the words of a date.
const DATED: f32 = 1.0;
/// How many readings of an English term are searched for besides the likeliest, and the weight of
/// each; the weight of a name among guesses. Measured on 1,100 questions said in English, and on
/// another 1,900 after: found among the best five .883 of them instead of .858, and .884 instead of .868.
const SEARCHED: usize = 3;
const READING: f32 = 0.4;
const NAME_ENGLISH: f32 = 1.7;
/// The same of Chinese questions.
const NAME: f32 = 1.3;
/// Weight of a synonym of a Chinese term, and where it is one of more than a few.
const SYNONYM: f32 = 0.25;
const SYNONYM_OF_MANY: f32 = 0.15;
const FEW: usize = 4;
