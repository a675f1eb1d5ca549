//! Finding passages: what is asked of an index, what it returns, and the `Search` trait.
//!
//! Two implementations stand: `Embedded` (tantivy, in memory or in a folder) and `Scan` (plain
//! loops over articles in memory, the measure of the other). One contract suite runs on both.
//! An index ranks passages and keeps articles; it knows nothing of figures or answers. Its
//! scores compare hits of one query and mean nothing beside another query's.

mod blend;
mod embedded;
mod filter;
mod origins;
mod rank;
mod scan;
mod schema;
mod tokens;
mod view;

use chrono::NaiveDate;

use crate::corpus::Article;

pub use embedded::Embedded;
pub use scan::Scan;
pub use tokens::grams;

/// What to look for: weighted terms, and the times that the question names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// Terms of the passage search; order does not matter.
    pub terms: Vec<Term>,
    /// Times asked for: articles printed then, or soon after, are preferred.
    pub times: Vec<Time>,
}

/// A time asked for; what is not said is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Time {
    /// The year.
    pub year: Option<i32>,
    /// The last month of the period, 1–12.
    pub month: Option<u32>,
    /// The day of the month.
    pub day: Option<u32>,
}

/// One term with its weight. The text is folded; an index cuts it its own way.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// A word or phrase in normal form.
    pub text: String,
    /// 1 for a content word of the question, less for synonyms.
    pub weight: f32,
}

/// A passage that answers a query.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Hit {
    /// Id of the passage's article.
    pub article: String,
    /// Number of the passage within its article, from 0.
    pub passage: u32,
    /// Score of the passage with its article's share.
    pub score: f32,
    /// Score of the article as a whole for the same query, time included.
    pub article_score: f32,
}

/// Which articles to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// First day, inclusive.
    pub from: Option<NaiveDate>,
    /// Last day, inclusive.
    pub to: Option<NaiveDate>,
    /// Words that all must occur in headline, place or text; folded.
    pub words: Vec<String>,
}

/// What a `put` did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Put {
    /// Articles not seen before.
    pub added: usize,
    /// Articles whose content differed from the stored one.
    pub replaced: usize,
    /// Articles already there as they are.
    pub unchanged: usize,
    /// Articles that their file no longer holds.
    pub removed: usize,
}

/// A newspaper or file the corpus holds articles of.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Source {
    /// Name as given by the articles; empty where they give none.
    pub name: String,
    /// How many articles.
    pub articles: usize,
    /// First and last date, where articles are dated.
    pub first: Option<NaiveDate>,
    /// See `first`.
    pub last: Option<NaiveDate>,
}

/// An index of articles.
pub trait Search: Send + Sync {
    /// A number that grows whenever what is stored changes.
    fn state(&self) -> u64;

    /// The passages that match best, best first, at most `limit`.
    fn search(&self, query: &Query, limit: usize) -> Result<Vec<Hit>, IndexError>;

    /// One article, whole.
    fn article(&self, id: &str) -> Result<Option<Article>, IndexError>;

    /// In how many articles each term occurs, and how many articles there are. A count far into
    /// the thousands may be an estimate while replaced articles have not been swept out.
    fn frequencies(&self, terms: &[&str]) -> Result<(Vec<u64>, u64), IndexError>;

    /// The articles of a filter, newest first, undated last, at most `limit`.
    fn list(&self, filter: &Filter, limit: usize) -> Result<Vec<Article>, IndexError>;

    /// The latest date of any article.
    fn latest(&self) -> Result<Option<NaiveDate>, IndexError>;

    /// Every source with its numbers, largest first.
    fn sources(&self) -> Result<Vec<Source>, IndexError>;

    /// Adds articles; one with a known id replaces the old version. `files` are those of which
    /// `articles` holds everything: what else came from them before, by its
    /// [`Origin`](crate::corpus::Origin), is removed. All or nothing.
    fn put_files(&self, articles: &[Article], files: &[String]) -> Result<Put, IndexError>;

    /// Makes asking quicker after much was written; what is found stays the same. Worth its while
    /// (seconds for a hundred thousand passages) after an ingest, not after every page.
    fn settle(&self) -> Result<(), IndexError>;

    /// Adds articles and removes none; as [`put_files`](Self::put_files) otherwise.
    fn put(&self, articles: &[Article]) -> Result<Put, IndexError> {
        self.put_files(articles, &[])
    }
}

/// What can go wrong with an index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The folder was made by another version of the schema or dictionary.
    #[error("index in {folder} was made with {found}, this program needs {needed}: ingest again into a new folder")]
    Differs {
        /// Where the index lies.
        folder: String,
        /// What made it.
        found: String,
        /// What this program makes.
        needed: String,
    },
    /// The folder cannot be used.
    #[error("cannot use index folder {folder}: {reason}")]
    Folder {
        /// Where the index lies.
        folder: String,
        /// The system's reason.
        reason: String,
    },
    /// The engine under the index failed.
    #[error("index failed: {0}")]
    Engine(#[from] tantivy::TantivyError),
    /// A stored article does not read back.
    #[error("stored article {id} is damaged: {reason}")]
    Damaged {
        /// The article.
        id: String,
        /// What is wrong.
        reason: String,
    },
}
