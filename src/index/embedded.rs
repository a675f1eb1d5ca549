//! The index inside the program: tantivy, in memory or in a folder. With `schema`, `tokens`,
//! `rank` and `view` the only file that names tantivy.
//!
//! A query runs twice: over passages (words, bigrams) and over whole articles (bigrams);
//! a passage's score takes a share of its article's, which finds the right article where the
//! sentence itself says little. A kill at any moment leaves the last commit.
//!
//! Removing what a file no longer holds needs to know where every article came from: one pass
//! over the stored articles, at the first file that is put, of some 25 µs an article.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::NaiveDate;
use tantivy::directory::error::LockError;
use tantivy::query::RangeQuery;
use tantivy::schema::Value;
use tantivy::{DocAddress, Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term as Token};

use super::origins::Origins;
use super::rank::best;
use super::schema::{Fields, mark};
use super::tokens::{GramTokenizer, WordTokenizer, grams, normal, text_of_article, text_of_passage, words};
use super::view::{View, document_of, documents_with};
use super::{Filter, Hit, IndexError, Put, Query, Search, Source, blend};
use crate::corpus::{Article, passages};
use crate::text::Segmenter;

/// Memory for the writer; two threads share it.
const WRITER_BYTES: usize = 128 << 20;
/// How many passages and articles are looked at before they are blended.
const PASSAGES: usize = 300;
const ARTICLES: usize = 200;

/// How often a lock that is held is asked for again, and how long after.
const TRIES: usize = 10;
const WAIT: Duration = Duration::from_millis(20);

/// Every word is looked up in every segment: more than these are made one.
const SEGMENTS: usize = 4;

/// A tantivy index with everything a question needs.
pub struct Embedded {
    fields: Fields,
    segmenter: Segmenter,
    index: Index,
    reader: IndexReader,
    /// One writer at a time; made at the first write, so that reading takes no lock on a folder.
    writing: Mutex<Option<Writing>>,
    /// The state last looked at.
    seen: Mutex<Option<Arc<View>>>,
}

/// The writer, with what holds for as long as nobody else can write.
struct Writing {
    writer: IndexWriter,
    /// Where the articles came from, once that was asked.
    origins: Option<Origins>,
}

impl Embedded {
    /// An empty index in memory.
    pub fn in_memory(segmenter: Segmenter) -> Result<Self, IndexError> {
        let fields = Fields::new();
        let index = Index::create_in_ram(fields.schema.clone());
        Self::over(index, fields, segmenter, ReloadPolicy::Manual)
    }

    /// The index of a folder, made if there is none.
    pub fn open(folder: &Path, segmenter: Segmenter) -> Result<Self, IndexError> {
        let broken = |reason: String| IndexError::Folder { folder: folder.display().to_string(), reason };
        std::fs::create_dir_all(folder).map_err(|error| broken(error.to_string()))?;
        let fields = Fields::new();
        let marked = folder.join("shuwen.mark");
        let there = folder.join("meta.json").exists();
        let found = std::fs::read_to_string(&marked).unwrap_or_default();
        if there && found.trim() != mark() {
            let found = if found.is_empty() { "an unknown schema".to_owned() } else { found.trim().to_owned() };
            return Err(IndexError::Differs { folder: folder.display().to_string(), found, needed: mark() });
        }
        // The mark goes first: an index without one is refused, a mark without an index is filled.
        // It comes whole or not at all, and is let alone from then on: others may be reading it.
        if found.trim() != mark() {
            let fresh = folder.join(format!("shuwen.mark.{}", std::process::id()));
            let write = || {
                let mut file = std::fs::File::create(&fresh)?;
                file.write_all(mark().as_bytes())?;
                file.sync_all()?;
                std::fs::rename(&fresh, &marked)
            };
            write().map_err(|error| broken(error.to_string()))?;
        }
        let directory = tantivy::directory::MmapDirectory::open(folder).map_err(|error| broken(error.to_string()))?;
        let index = Index::open_or_create(directory, fields.schema.clone()).map_err(|error| match error {
            tantivy::TantivyError::SchemaError(_) => IndexError::Differs { folder: folder.display().to_string(), found: "other fields".into(), needed: mark() },
            other => broken(other.to_string()),
        })?;
        // Another process may ingest while this one serves.
        Self::over(index, fields, segmenter, ReloadPolicy::OnCommitWithDelay)
    }

    fn over(index: Index, fields: Fields, segmenter: Segmenter, reload: ReloadPolicy) -> Result<Self, IndexError> {
        index.tokenizers().register("words", WordTokenizer(segmenter.clone()));
        index.tokenizers().register("grams", GramTokenizer);
        let reader = index.reader_builder().reload_policy(reload).try_into()?;
        Ok(Self { fields, segmenter, index, reader, writing: Mutex::new(None), seen: Mutex::new(None) })
    }

    fn passage_terms(&self, query: &Query) -> BTreeMap<Token, f32> {
        let mut weights: BTreeMap<Token, f32> = BTreeMap::new();
        for term in &query.terms {
            let text = normal(&term.text);
            let mut add = |field, word: &str, weight: f32| {
                let kept = weights.entry(Token::from_field_text(field, word)).or_insert(0.0);
                *kept = kept.max(weight);
            };
            words(&self.segmenter, &text, |word, _| add(self.fields.words, word, blend::WORDS * term.weight));
            grams(&text, |gram, _| add(self.fields.grams, gram, blend::GRAMS * term.weight));
        }
        weights
    }

    fn article_terms(&self, query: &Query) -> BTreeMap<Token, f32> {
        let mut weights: BTreeMap<Token, f32> = BTreeMap::new();
        for term in &query.terms {
            grams(&normal(&term.text), |gram, _| {
                let kept = weights.entry(Token::from_field_text(self.fields.body, gram)).or_insert(0.0);
                *kept = kept.max(term.weight);
            });
        }
        weights
    }

    fn load(&self, searcher: &Searcher, at: DocAddress) -> Result<Article, IndexError> {
        let document: TantivyDocument = searcher.doc(at)?;
        let json = document.get_first(self.fields.json).and_then(|value| value.as_bytes()).unwrap_or_default();
        serde_json::from_slice(json).map_err(|error| IndexError::Damaged { id: format!("{at:?}"), reason: error.to_string() })
    }

    fn find(&self, searcher: &Searcher, id: &str) -> Result<Option<DocAddress>, IndexError> {
        Ok(document_of(searcher, &Token::from_field_text(self.fields.id, id))?)
    }

    /// In how many articles a word occurs.
    fn count(&self, searcher: &Searcher, word: &str) -> Result<u64, tantivy::TantivyError> {
        let text = normal(word);
        let mut counts = Vec::new();
        grams(&text, |gram, _| counts.push(documents_with(searcher, &Token::from_field_text(self.fields.body, gram))));
        let rarest = counts.into_iter().reduce(|a, b| Ok(a?.min(b?)));
        // A single character has no bigram: the word field knows it, by passages.
        rarest.unwrap_or_else(|| documents_with(searcher, &Token::from_field_text(self.fields.words, &text)))
    }

    /// What a searcher looks at, beyond its terms.
    fn view(&self, searcher: &Searcher) -> Result<Arc<View>, IndexError> {
        let mut seen = self.seen.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(view) = seen.as_ref().filter(|view| view.generation == searcher.generation().generation_id()) {
            return Ok(Arc::clone(view));
        }
        Ok(Arc::clone(seen.insert(Arc::new(View::of(searcher, &self.fields.scored())?))))
    }

    /// The lock of a writer that has just gone may be held for a moment yet, by a process that was
    /// started meanwhile.
    fn writer(&self) -> Result<IndexWriter, IndexError> {
        let mut tries = 0;
        loop {
            match self.index.writer_with_num_threads(2, WRITER_BYTES) {
                Err(tantivy::TantivyError::LockFailure(LockError::LockBusy, _)) if tries < TRIES => {
                    tries += 1;
                    std::thread::sleep(WAIT);
                }
                other => return Ok(other?),
            }
        }
    }

    fn writing<'a>(&self, slot: &'a mut Option<Writing>) -> Result<&'a mut Writing, IndexError> {
        Ok(match slot {
            Some(writing) => writing,
            none => none.insert(Writing { writer: self.writer()?, origins: None }),
        })
    }

    /// Learns where the stored articles came from, if that is not yet known.
    fn gather(&self, writing: &mut Writing) -> Result<(), IndexError> {
        if writing.origins.is_some() {
            return Ok(());
        }
        self.reader.reload()?;
        let searcher = self.reader.searcher();
        let mut origins = Origins::default();
        for at in self.all_articles(&searcher)? {
            let document: TantivyDocument = searcher.doc(at)?;
            let json = document.get_first(self.fields.json).and_then(|value| value.as_bytes()).unwrap_or_default();
            // What does not read back belongs to no file; it must not keep a page from mending it.
            if let Err(error) = origins.read(json) {
                tracing::warn!(%error, "a stored article does not read back");
            }
        }
        writing.origins = Some(origins);
        Ok(())
    }

    /// Writes what has changed and takes out what is gone, in one commit.
    fn commit(&self, writing: &mut Writing, changed: &[&Article], gone: &[u64]) -> Result<(), IndexError> {
        for &key in gone {
            writing.writer.delete_term(Token::from_field_u64(self.fields.key, key));
        }
        changed.iter().try_for_each(|article| self.write(&writing.writer, article))?;
        writing.writer.commit()?;
        if let Some(origins) = &mut writing.origins {
            gone.iter().for_each(|&key| origins.forget(key));
            changed.iter().for_each(|article| origins.note(article));
        }
        Ok(())
    }

    fn write(&self, writer: &IndexWriter, article: &Article) -> Result<(), IndexError> {
        let fields = &self.fields;
        let key = article.key().0;
        let day = blend::day(article.date);
        writer.delete_term(Token::from_field_u64(fields.key, key));
        for passage in passages(article) {
            let mut document = TantivyDocument::new();
            let text = text_of_passage(article, &passage);
            document.add_text(fields.words, &text);
            document.add_text(fields.grams, &text);
            document.add_text(fields.of, &article.id);
            document.add_u64(fields.number, u64::from(passage.number()));
            document.add_u64(fields.key, key);
            document.add_u64(fields.day, day);
            writer.add_document(document)?;
        }
        let json = serde_json::to_vec(article).map_err(|error| IndexError::Damaged { id: article.id.clone(), reason: error.to_string() })?;
        let mut document = TantivyDocument::new();
        document.add_text(fields.body, text_of_article(article));
        document.add_text(fields.id, &article.id);
        document.add_u64(fields.key, key);
        document.add_u64(fields.day, day);
        document.add_u64(fields.hash, article.content_hash());
        document.add_bytes(fields.json, &json);
        writer.add_document(document)?;
        Ok(())
    }

    /// Ids are terms of articles only, so these are the articles.
    fn all_articles(&self, searcher: &Searcher) -> Result<Vec<DocAddress>, IndexError> {
        let query = RangeQuery::new(std::ops::Bound::Included(Token::from_field_text(self.fields.id, "")), std::ops::Bound::Unbounded);
        let found = searcher.search(&query, &tantivy::collector::DocSetCollector)?;
        Ok(found.into_iter().collect())
    }
}

impl Search for Embedded {
    fn state(&self) -> u64 {
        self.reader.searcher().generation().generation_id()
    }

    fn search(&self, query: &Query, limit: usize) -> Result<Vec<Hit>, IndexError> {
        let searcher = self.reader.searcher();
        let view = self.view(&searcher)?;
        let windows = blend::windows(query, view.years());
        // Dates count before the best are told: an article of the day must not miss being looked at.
        let time = |share: f32| {
            let (view, windows) = (&view, &windows);
            let most = share * windows.iter().map(|window| window.worth).sum::<f32>();
            (most, move |at| if windows.is_empty() { 0.0 } else { share * blend::time(windows, view.day(at)) })
        };
        let (articles, found) = rayon::join(
            || best(&searcher, &view.lengths, &self.article_terms(query), ARTICLES, time(1.0)),
            || best(&searcher, &view.lengths, &self.passage_terms(query), PASSAGES, time(blend::TIME)),
        );
        let (articles, found) = (articles?, found?);
        let key = |at: DocAddress| view.at(at).key.first(at.doc_id).unwrap_or(0);
        let mut whole: HashMap<u64, f32> = HashMap::new();
        for (score, at) in articles {
            whole.insert(key(at), score);
        }
        let mut ranked: Vec<(f32, u64, u32, DocAddress)> = found
            .into_iter()
            .map(|(score, at)| {
                let key = key(at);
                let number = view.at(at).number.first(at.doc_id).unwrap_or(0) as u32;
                let share = whole.get(&key).copied().unwrap_or(0.0);
                (score + blend::ARTICLE * share, key, number, at)
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        ranked.truncate(limit);
        let mut hits = Vec::with_capacity(ranked.len());
        for (score, key, passage, at) in ranked {
            let mut article = String::new();
            let ids = &view.at(at).of;
            if let (Some(ids), Some(ord)) = (ids, ids.as_ref().and_then(|ids| ids.ords().first(at.doc_id))) {
                ids.ord_to_str(ord, &mut article).map_err(tantivy::TantivyError::from)?;
            }
            let article_score = whole.get(&key).copied().unwrap_or(0.0);
            hits.push(Hit { article, passage, score, article_score });
        }
        Ok(hits)
    }

    fn article(&self, id: &str) -> Result<Option<Article>, IndexError> {
        let searcher = self.reader.searcher();
        self.find(&searcher, id)?.map(|at| self.load(&searcher, at)).transpose()
    }

    fn frequencies(&self, terms: &[&str]) -> Result<(Vec<u64>, u64), IndexError> {
        let searcher = self.reader.searcher();
        let view = self.view(&searcher)?;
        let counts = terms.iter().map(|term| view.counted(term, || self.count(&searcher, term))).collect::<Result<_, _>>()?;
        let articles = view.articles(&searcher);
        Ok((counts, articles))
    }

    fn list(&self, filter: &Filter, limit: usize) -> Result<Vec<Article>, IndexError> {
        let searcher = self.reader.searcher();
        let mut dated = Vec::new();
        let view = self.view(&searcher)?;
        for at in self.all_articles(&searcher)? {
            let date = view.date(at);
            if filter.allows_day(date) {
                dated.push((date, view.at(at).key.first(at.doc_id).unwrap_or(0), at));
            }
        }
        dated.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut found = Vec::new();
        for (_, _, at) in dated {
            if found.len() == limit {
                break;
            }
            let article = self.load(&searcher, at)?;
            if filter.allows_words(&article) {
                found.push(article);
            }
        }
        Ok(found)
    }

    fn latest(&self) -> Result<Option<NaiveDate>, IndexError> {
        let searcher = self.reader.searcher();
        Ok(self.view(&searcher)?.latest(&searcher))
    }

    fn sources(&self) -> Result<Vec<Source>, IndexError> {
        let searcher = self.reader.searcher();
        let mut articles = Vec::new();
        for at in self.all_articles(&searcher)? {
            articles.push(self.load(&searcher, at)?);
        }
        Ok(Source::tally(articles.iter()))
    }

    fn settle(&self) -> Result<(), IndexError> {
        let mut slot = self.writing.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if self.index.searchable_segment_ids()?.len() > SEGMENTS {
            // Merges of its own that are still going on would hold segments back.
            if let Some(writing) = slot.take() {
                writing.writer.wait_merging_threads()?;
            }
            let writing = self.writing(&mut slot)?;
            writing.writer.merge(&self.index.searchable_segment_ids()?).wait()?;
            writing.writer.garbage_collect_files().wait()?;
            self.reader.reload()?;
        }
        Ok(())
    }

    fn put_files(&self, articles: &[Article], files: &[String]) -> Result<Put, IndexError> {
        let mut slot = self.writing.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let mut put = Put::default();
        if !files.is_empty() {
            // Before anything is compared: from here on nobody else can write.
            self.gather(self.writing(&mut slot)?)?;
        }
        let searcher = self.reader.searcher();
        let view = self.view(&searcher)?;
        let mut fresh: HashMap<&str, &Article> = HashMap::new();
        let mut order = Vec::new();
        for article in articles {
            if fresh.insert(&article.id, article).is_none() {
                order.push(article.id.as_str());
            }
        }
        let mut changed = Vec::new();
        for id in order {
            match self.find(&searcher, id)? {
                None => put.added += 1,
                Some(at) => {
                    let hash = view.at(at).hash.first(at.doc_id).unwrap_or(0);
                    let origins = slot.as_ref().and_then(|writing| writing.origins.as_ref()).filter(|_| !files.is_empty());
                    let moved = origins.is_some_and(|origins| origins.moved(fresh[id]));
                    if hash == fresh[id].content_hash() && !moved {
                        put.unchanged += 1;
                        continue;
                    }
                    put.replaced += 1;
                }
            }
            changed.push(fresh[id]);
        }
        let mut gone = Vec::new();
        if let Some(origins) = slot.as_ref().and_then(|writing| writing.origins.as_ref()) {
            gone = origins.left_behind(files, &articles.iter().map(|article| article.key().0).collect());
        }
        put.removed = gone.len();
        if changed.is_empty() && gone.is_empty() {
            return Ok(put);
        }
        let writing = self.writing(&mut slot)?;
        if let Err(error) = self.commit(writing, &changed, &gone) {
            // Nothing of a failed batch stays: a half-written one would answer half the questions.
            *slot = None;
            return Err(error);
        }
        self.reader.reload()?;
        Ok(put)
    }
}
