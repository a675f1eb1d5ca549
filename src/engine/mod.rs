//! The engine: a question's whole way, and how articles come in.
//!
//! `ask` is the map of the program in one screen: read, search, extract, choose. `Trace` keeps
//! every step, and whoever explains or measures an answer reads the same trace. Knows nothing of
//! chats, files of users or the clock: today's date is an argument.

mod names;
mod parses;
mod senses;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::{Datelike, NaiveDate};

use crate::answer::{Answer, choose, holds};
use crate::corpus::Article;
use crate::extract::{Candidate, Document, Domain, Extracted, Extractor, Parse, Rankings, Rarity, RuleError, Tables, judge};
use crate::figures::{Figures, FiguresError};
use crate::index::{Embedded, Hit, IndexError, Put, Query, Search, Time};
use crate::lexicon::{Lexicon, LexiconError};
use crate::question::{Corpus, CueError, Cues, Question, Reader};
use crate::resources::{ResourceError, Resources};
use crate::text::{Language, Segmenter};
use names::LatinNames;
use parses::Parses;
use senses::Senses;

/// How many passages are retrieved for a question.
const PASSAGES: usize = 30;
/// From how many articles on a corpus can tell rare words from common ones.
const ENOUGH: f32 = 2000.0;

/// Everything needed to answer questions.
pub struct Engine {
    index: Arc<dyn Search>,
    parses: Parses,
    reader: Reader,
    extractor: Extractor,
    rankings: Rankings,
    figures: Figures,
    lexicon: Lexicon,
    segmenter: Segmenter,
}

/// A question's whole way.
pub struct Trace {
    /// What was understood.
    pub question: Question,
    /// What was looked for.
    pub query: Query,
    /// What was found, best first.
    pub hits: Vec<Hit>,
    /// Whose ranking weighs what might answer.
    pub domain: Domain,
    /// What might answer, best first.
    pub candidates: Vec<Candidate>,
    /// The articles that candidates point into.
    pub documents: Vec<Document>,
    /// What is answered.
    pub answer: Answer,
}

/// What can go wrong in starting or asking.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The lexicon.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The unit tables.
    #[error(transparent)]
    Figures(#[from] FiguresError),
    /// The question cues.
    #[error(transparent)]
    Cues(#[from] CueError),
    /// The extraction rules.
    #[error(transparent)]
    Rules(#[from] RuleError),
    /// The seeds.
    #[error(transparent)]
    Resources(#[from] ResourceError),
}

/// How much a word that so many articles hold says: the weight that BM25 gives it. A single character is counted
/// by passages, of which there are more than articles: it says nothing, and not less.
fn rarity(count: f32, articles: f32) -> f32 {
    (1.0 + (articles - count + 0.5) / (count + 0.5)).ln().max(0.0)
}

impl Engine {
    /// An engine over the seeds, all inside the binary.
    pub fn embedded() -> Result<Self, EngineError> {
        let resources = Resources::embedded();
        let engine = Self::load(&resources, |segmenter| Ok(Arc::new(Embedded::in_memory(segmenter)?)))?;
        engine.ingest(&resources.seeds(engine.segmenter.clone())?)?;
        Ok(engine)
    }

    /// An engine with the tables of `resources` over the index that `open` gives for a segmenter.
    pub fn load(resources: &Resources, open: impl FnOnce(Segmenter) -> Result<Arc<dyn Search>, IndexError>) -> Result<Self, EngineError> {
        let lexicon = Lexicon::load(&resources.lexicon())?;
        let segmenter = lexicon.segmenter();
        Ok(Self {
            index: open(segmenter.clone())?,
            parses: Parses::new(),
            reader: Reader::new(Cues::load(resources.folder("questions"))?, segmenter.clone()),
            extractor: Extractor::new(|file| resources.text(file), segmenter.clone())?,
            rankings: Rankings::load(|file| resources.text(file))?,
            figures: resources.figures()?,
            lexicon,
            segmenter,
        })
    }

    /// Answers `words`; `context` is the question before, for follow-ups.
    pub fn ask(&self, words: &str, context: Option<&Question>, today: NaiveDate) -> Result<Trace, EngineError> {
        self.answer(self.read(words, context, today)?)
    }

    /// Answers a question that was read.
    pub fn answer(&self, question: Question) -> Result<Trace, EngineError> {
        let query = self.query(&question)?;
        let hits = if question.asked.is_some() { self.index.search(&query, PASSAGES)? } else { Vec::new() };
        let Extracted { candidates, barred, documents, domain } = self.extract(&question, &hits)?;
        let judgement = judge(&question, &candidates, barred.as_ref(), self.rankings.of(domain));
        let mut answer = choose(&question, &candidates, &documents, &judgement);
        answer.holds = holds(&question, &answer, &self.figures);
        if question.language == Language::English {
            for finding in answer.found.iter_mut().chain(&mut answer.near).filter(|finding| finding.value.is_some()) {
                finding.english = self.figures.english(&finding.text).unwrap_or_default();
            }
        }
        Ok(Trace { question, query, hits, domain, candidates, documents, answer })
    }

    /// Understands `words`; `context` is the question before, for follow-ups.
    pub fn read(&self, words: &str, context: Option<&Question>, today: NaiveDate) -> Result<Question, EngineError> {
        let year = self.index.latest()?.map_or(today, |latest| latest.min(today)).year();
        let read = |corpus: Corpus<'_>| self.reader.read(words, context, year, (&self.figures, &self.lexicon), corpus);
        let names = LatinNames::new(&*self.index, &self.lexicon, &self.segmenter);
        let mut question = read(Corpus { names: &|latin| names.any(latin), ..Corpus::SILENT });
        if question.language != Language::English {
            return Ok(question);
        }
        let meant = names.meant(question.query())?;
        let names = |latin: &str| meant.get(latin).cloned().unwrap_or_default();
        if !meant.is_empty() {
            question = read(Corpus { names: &names, ..Corpus::SILENT });
        }
        let senses = Senses::new(&*self.index, &self.query(&question)?)?;
        let question = read(Corpus { names: &names, senses: &|words| senses.order(words) });
        senses.failed()?;
        Ok(question)
    }

    /// What to look for: an English word's readings count as one word.
    fn query(&self, question: &Question) -> Result<Query, EngineError> {
        let mut query = question.query();
        // Who holds an office is asked of now: the newest articles tell.
        if question.leans.incumbent && question.periods.is_empty() {
            query.times.extend(self.index.latest()?.map(|latest| Time { year: Some(latest.year()), month: None, day: None }));
        }
        if question.language == Language::English {
            senses::level(&*self.index, question, &mut query)?;
        }
        Ok(query)
    }

    fn extract(&self, question: &Question, hits: &[Hit]) -> Result<Extracted, EngineError> {
        let failed = Mutex::new(None);
        // The first failure is told, as if articles were read one after the other.
        let fail = |error: IndexError| {
            failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        };
        let total = OnceLock::new();
        let weigh = |word: &str| match self.index.frequencies(&[word]) {
            Ok((counts, articles)) => {
                // Three articles tell nothing of how rare a word is: a small corpus counts as a
                // part of one that is large enough for the weights, learnt on large ones.
                let articles = (*total.get_or_init(|| articles) as f32).max(ENOUGH);
                rarity(counts.first().copied().unwrap_or(0) as f32, articles)
            }
            Err(error) => {
                fail(error);
                0.0
            }
        };
        let state = self.index.state();
        let load = |id: &str| {
            self.parses.of(id, state, || Ok(self.index.article(id)?.map(Parse::new))).unwrap_or_else(|error| {
                fail(error);
                None
            })
        };
        let tables = Tables { figures: &self.figures, lexicon: &self.lexicon, rankings: &self.rankings };
        let extracted = self.extractor.run(question, hits, load, &Rarity::new(&weigh), tables);
        match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error.into()),
            None => Ok(extracted),
        }
    }

    /// Examples of the extraction rules that do not come out: `(rule, example, what is wrong)`.
    pub fn check_rules(&self) -> Vec<(String, String, String)> {
        let read = |words: &str| self.reader.read(words, None, 0, (&self.figures, &self.lexicon), Corpus::SILENT);
        let tables = Tables { figures: &self.figures, lexicon: &self.lexicon, rankings: &self.rankings };
        self.extractor.check(&read, tables)
    }

    /// Adds articles to the index.
    pub fn ingest(&self, articles: &[Article]) -> Result<Put, EngineError> {
        Ok(self.index.put(articles)?)
    }

    /// Adds articles, and removes what came from `files` before and is not among them.
    pub fn ingest_files(&self, articles: &[Article], files: &[String]) -> Result<Put, EngineError> {
        Ok(self.index.put_files(articles, files)?)
    }

    /// The index.
    pub fn index(&self) -> &dyn Search {
        &*self.index
    }

    /// The reader of figures.
    pub fn figures(&self) -> &Figures {
        &self.figures
    }

    /// The lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The weights of each domain.
    pub fn rankings(&self) -> &Rankings {
        &self.rankings
    }

    /// The segmenter with the lexicon's words.
    pub fn segmenter(&self) -> &Segmenter {
        &self.segmenter
    }

    /// The reader of questions.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }
}
