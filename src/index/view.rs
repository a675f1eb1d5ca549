//! What one state of the index holds beyond its terms: the columns, the latest day, the number of
//! articles and how often a term occurs.
//!
//! Opening a column costs more than reading from it, and the latest day is a pass over all of
//! them, so a view is kept until something is written. Knows nothing of queries or scores.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::{Mutex, OnceLock, PoisonError};

use chrono::{Datelike, NaiveDate};
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, Searcher, SegmentReader, TERMINATED, TantivyError, Term as Token};

use super::rank::{Lengths, lengths};

/// Up to so many documents of a segment are looked at to see which are still there; of more, the
/// share of the whole segment is taken. A weight made of the count differs by less than 0.1.
const COUNTED: u32 = 2_000;

/// Words whose counts are kept: a few megabytes.
const KNOWN: usize = 50_000;

/// One state of the index.
pub(super) struct View {
    /// Which one, as the reader numbers them.
    pub(super) generation: u64,
    /// For scoring.
    pub(super) lengths: Lengths,
    columns: Vec<Columns>,
    totals: OnceLock<Totals>,
    /// In how many articles the words last asked for occur.
    counts: Mutex<HashMap<String, u64>>,
}

#[derive(Debug, Clone, Copy)]
struct Totals {
    latest: Option<NaiveDate>,
    articles: u64,
}

/// The columns of one segment, which turn a document into a passage or article.
pub(super) struct Columns {
    pub(super) key: Column<u64>,
    pub(super) number: Column<u64>,
    day: Column<u64>,
    /// The same for every document: it is asked for thousands of times a query.
    days: Vec<u32>,
    pub(super) hash: Column<u64>,
    pub(super) of: Option<StrColumn>,
}

impl View {
    pub(super) fn of(searcher: &Searcher, scored: &[(Field, f32)]) -> Result<Self, TantivyError> {
        let columns = searcher.segment_readers().iter().map(Columns::of).collect::<Result<_, _>>()?;
        Ok(Self {
            generation: searcher.generation().generation_id(),
            lengths: lengths(searcher, scored)?,
            columns,
            totals: OnceLock::new(),
            counts: Mutex::default(),
        })
    }

    /// The columns of a document's segment.
    pub(super) fn at(&self, at: DocAddress) -> &Columns {
        &self.columns[at.segment_ord as usize]
    }

    /// A document's day as a number; 0 where it has none.
    pub(super) fn day(&self, at: DocAddress) -> u64 {
        self.at(at).day(at.doc_id)
    }

    /// A document's day.
    pub(super) fn date(&self, at: DocAddress) -> Option<NaiveDate> {
        date(self.day(at))
    }

    /// The years that there are articles of: an undated one has day 0, and ten years are more
    /// than any question leaves open.
    pub(super) fn years(&self) -> RangeInclusive<i32> {
        let year = |day: u64| date(day).map(|date| date.year());
        let last = self.columns.iter().map(|columns| columns.day.max_value()).max().and_then(year).unwrap_or(0);
        // Where an undated article hides the first day, ten years are looked at.
        let first = self.columns.iter().map(|columns| columns.day.min_value()).min().filter(|&day| day > 0).and_then(year).unwrap_or(last - 10);
        first.max(last - 10)..=last
    }

    /// In how many articles a word occurs: as known, or as `count` counts it.
    pub(super) fn counted(&self, word: &str, count: impl FnOnce() -> Result<u64, TantivyError>) -> Result<u64, TantivyError> {
        // A count that is known stays true whoever else failed.
        let known = || self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&count) = known().get(word) {
            return Ok(count);
        }
        let count = count()?;
        let mut known = known();
        if known.len() >= KNOWN {
            known.clear();
        }
        known.insert(word.to_owned(), count);
        Ok(count)
    }

    /// The latest day of any article; `searcher` is the one the view was made of.
    pub(super) fn latest(&self, searcher: &Searcher) -> Option<NaiveDate> {
        self.totals(searcher).latest
    }

    /// How many articles there are.
    pub(super) fn articles(&self, searcher: &Searcher) -> u64 {
        self.totals(searcher).articles
    }

    fn totals(&self, searcher: &Searcher) -> Totals {
        *self.totals.get_or_init(|| {
            let (mut last, mut articles) = (0, 0);
            for (segment, columns) in searcher.segment_readers().iter().zip(&self.columns) {
                for doc in segment.doc_ids_alive() {
                    last = last.max(columns.day(doc));
                    // Only articles have a hash.
                    articles += u64::from(columns.hash.first(doc).is_some());
                }
            }
            Totals { latest: date(last), articles }
        })
    }
}

impl Columns {
    fn of(segment: &SegmentReader) -> Result<Self, TantivyError> {
        let fast = segment.fast_fields();
        let day = fast.u64("day")?;
        let days = (0..segment.max_doc()).map(|doc| day.first(doc).and_then(|day| u32::try_from(day).ok()).unwrap_or(0)).collect();
        Ok(Self { key: fast.u64("key")?, number: fast.u64("number")?, day, days, hash: fast.u64("hash")?, of: fast.str("of")? })
    }

    fn day(&self, doc: u32) -> u64 {
        self.days.get(doc as usize).copied().map_or(0, u64::from)
    }
}

/// In how many documents a term occurs. The index's own count includes what was replaced or
/// removed and is not yet swept out.
pub(super) fn documents_with(searcher: &Searcher, token: &Token) -> Result<u64, TantivyError> {
    let mut sum = 0;
    for segment in searcher.segment_readers() {
        let terms = segment.inverted_index(token.field())?;
        let Some(info) = terms.get_term_info(token)? else { continue };
        sum += match segment.alive_bitset() {
            None => u64::from(info.doc_freq),
            Some(_) if info.doc_freq > COUNTED => u64::from(info.doc_freq) * u64::from(segment.num_docs()) / u64::from(segment.max_doc().max(1)),
            Some(alive) => {
                let mut postings = terms.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                let mut count = 0;
                while postings.doc() != TERMINATED {
                    count += u64::from(alive.is_alive(postings.doc()));
                    postings.advance();
                }
                count
            }
        };
    }
    Ok(sum)
}

/// The document that holds a term of its own.
pub(super) fn document_of(searcher: &Searcher, token: &Token) -> Result<Option<DocAddress>, TantivyError> {
    for (ord, segment) in searcher.segment_readers().iter().enumerate() {
        let terms = segment.inverted_index(token.field())?;
        let Some(mut postings) = terms.read_postings(token, IndexRecordOption::Basic)? else { continue };
        while postings.doc() != TERMINATED {
            if segment.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc())) {
                return Ok(Some(DocAddress::new(ord as u32, postings.doc())));
            }
            postings.advance();
        }
    }
    Ok(None)
}

fn date(days: u64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?).filter(|_| days > 0)
}
