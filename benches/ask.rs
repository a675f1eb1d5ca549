//! How long a whole ask takes, beside bare tantivy fetching its ten best passages for the same words.
//!
//! The news of the shared evaluation data where it lies beside the checkout (`../shared`, or
//! wherever `SHARED` points), ingested once into the target folder; the seeds where it does not.
//! What is ours (reading the question, blending, reading articles, ranking) may cost at most
//! `BAR` times what the engine below costs alone: both are timed in turn within one run, so that
//! a busy machine slows both. Run with `cargo bench --bench ask`.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench fails by panicking, and says what it has found")]

use std::cell::Cell;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use shuwen::corpus::{Article, json_lines, passages};
use shuwen::engine::Engine;
use shuwen::index::{Embedded, Filter, Hit, IndexError, Put, Query, Search, Source};
use shuwen::measure::questions;
use shuwen::resources::Resources;
use shuwen::text::{Segmenter, fold};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexReader, TantivyDocument, Term, doc};

/// A whole ask may take so many times as long as bare tantivy.
const BAR: f64 = 3.0;
/// How often every question is asked; its median counts.
const ROUNDS: usize = 9;
/// Passages that bare tantivy fetches.
const TOP: usize = 10;
/// Articles written at once.
const BATCH: usize = 5_000;

fn asks(c: &mut Criterion) {
    let set = Set::news().unwrap_or_else(Set::seeds);
    println!("{} articles in {}, {} questions", set.articles, set.name, set.questions.len());
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    let ask = |words: &str| set.engine.ask(words, None, today).expect("an answer");
    let mut firsts = Vec::new();
    let mut first = |words: &String| {
        let begun = Instant::now();
        let trace = ask(words);
        firsts.push(begun.elapsed());
        trace.question.terms.into_iter().map(|term| term.text).collect()
    };
    let queries: Vec<Vec<String>> = set.questions.iter().map(&mut first).collect();
    firsts.sort_unstable();

    let mut rows = Vec::new();
    for (words, terms) in set.questions.iter().zip(&queries) {
        let (mut whole, mut bare, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            bare.push(timed(|| set.bare.ask(terms)));
            set.watch.reset();
            whole.push(timed(|| ask(words)));
            parts.push(set.watch.parts());
        }
        rows.push([median(&mut whole), median(&mut bare), median_of(&parts, 0), median_of(&parts, 1), median_of(&parts, 2), median_of(&parts, 3)]);
    }
    let at = |column: usize, share: f64| {
        let mut all: Vec<Duration> = rows.iter().map(|row| row[column]).collect();
        all.sort_unstable();
        quantile(&all, share)
    };
    for (name, column) in [("whole ask", 0), ("bare tantivy, top 10 with documents", 1)] {
        println!("{name:38} p50 {:8.1?}  p90 {:8.1?}  p99 {:8.1?}", at(column, 0.5), at(column, 0.9), at(column, 0.99));
    }
    let [half, most, nearly] = [0.5, 0.9, 0.99].map(|share| quantile(&firsts, share));
    println!("{:38} p50 {half:8.1?}  p90 {most:8.1?}  p99 {nearly:8.1?}", "first ask, its articles unread");
    let mean = |column: usize| rows.iter().map(|row| row[column]).sum::<Duration>() / rows.len() as u32;
    let named = [("search", 2), ("articles", 3), ("counts of words", 4), ("latest day and names", 5)];
    let inside: Duration = named.iter().map(|&(_, column)| mean(column)).sum();
    let split: Vec<String> = named.iter().map(|&(name, column)| format!("{name} {:.1?}", mean(column))).collect();
    println!("mean of an ask {:.1?}: {}, question and extraction {:.1?}", mean(0), split.join(", "), mean(0).saturating_sub(inside));
    let ratio = at(0, 0.5).as_secs_f64() / at(1, 0.5).as_secs_f64();
    println!("ratio of p50: {ratio:.2} (bar: {BAR}) {}", if ratio <= BAR { "kept" } else { "NOT KEPT" });

    let mut group = c.benchmark_group("ask");
    group.sample_size(20);
    let next = Cell::new(0);
    let turn = || next.replace((next.get() + 1) % queries.len());
    group.bench_function("whole", |b| b.iter(|| black_box(ask(&set.questions[turn()]))));
    group.bench_function("bare", |b| b.iter(|| black_box(set.bare.ask(&queries[turn()]))));
    group.finish();
}

/// Articles with questions on them, behind both.
struct Set {
    name: &'static str,
    articles: u64,
    questions: Vec<String>,
    engine: Engine,
    watch: Arc<Watch>,
    bare: Bare,
}

impl Set {
    fn news() -> Option<Self> {
        let shared = std::env::var_os("SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
        let (news, asked) = (shared.join("eval/news.articles.jsonl.gz"), shared.join("eval/news.questions.jsonl"));
        let (Ok(size), Ok(asked)) = (std::fs::metadata(&news).map(|data| data.len()), std::fs::read(asked)) else {
            println!("no evaluation data in {}: the seeds instead, which say little of speed", shared.display());
            return None;
        };
        let read = || {
            let stream = std::fs::File::open(&news).expect("the articles");
            json_lines("news", stream).map(|row| row.expect("an article"))
        };
        // Another file of articles gets another folder.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("ask-{size}"));
        let questions = questions("news", &*asked).expect("the questions").into_iter().map(|row| row.question).collect();
        Some(Self::over("news", &folder, read, questions))
    }

    fn seeds() -> Self {
        let resources = Resources::embedded();
        let folder = tempfile::tempdir().expect("a folder");
        let table: toml::Table = include_str!("../seeds/questions.toml").parse().expect("the questions");
        let rows = table["question"].as_array().expect("a list");
        let questions = rows.iter().filter_map(|row| Some(row["question"].as_str()?.to_owned())).collect();
        let articles = resources.seeds(Segmenter::new(Vec::new())).expect("the seeds");
        Self::over("the seeds", folder.path(), || articles.clone().into_iter(), questions)
    }

    fn over<A: Iterator<Item = Article>>(name: &'static str, folder: &Path, read: impl Fn() -> A, questions: Vec<String>) -> Self {
        let mut watch = None;
        let engine = Engine::load(&Resources::embedded(), |segmenter| {
            let made = Arc::new(Watch::new(Embedded::open(&folder.join("shuwen"), segmenter)?));
            watch = Some(Arc::clone(&made));
            Ok(made)
        });
        let engine = engine.expect("an engine");
        let watch = watch.expect("opened above");
        let count = |engine: &Engine| engine.index().frequencies(&[]).expect("a count").1;
        let done = folder.join("done");
        if !done.exists() {
            let mut articles = read();
            loop {
                let batch: Vec<Article> = articles.by_ref().take(BATCH).collect();
                if batch.is_empty() {
                    break;
                }
                engine.ingest(&batch).expect("ingested");
            }
            engine.index().settle().expect("settled");
        }
        let bare = Bare::open(&folder.join("bare"), engine.segmenter().clone(), (!done.exists()).then(read));
        std::fs::write(done, "").expect("written");
        Self { name, articles: count(&engine), questions, engine, watch, bare }
    }
}

/// tantivy as one would use it alone: passages in words of jieba, stored.
struct Bare {
    segmenter: Segmenter,
    text: Field,
    reader: IndexReader,
}

impl Bare {
    fn open(folder: &Path, segmenter: Segmenter, articles: Option<impl Iterator<Item = Article>>) -> Self {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default().set_tokenizer("whitespace").set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let stored = schema.add_text_field("stored", STORED);
        std::fs::create_dir_all(folder).expect("a folder");
        let directory = tantivy::directory::MmapDirectory::open(folder).expect("a folder");
        let index = Index::open_or_create(directory, schema.build()).expect("an index");
        if let Some(articles) = articles {
            let mut writer = index.writer_with_num_threads(2, 128 << 20).expect("a writer");
            writer.delete_all_documents().expect("emptied");
            for article in articles {
                for passage in passages(&article) {
                    writer.add_document(doc!(text => cut(&segmenter, passage.text()), stored => passage.text())).expect("added");
                }
            }
            writer.commit().expect("committed");
            writer.wait_merging_threads().expect("merged");
        }
        let reader = index.reader().expect("a reader");
        Self { segmenter, text, reader }
    }

    /// The best passages for the words of a question, with their texts.
    fn ask(&self, terms: &[String]) -> Vec<TantivyDocument> {
        let words: Vec<String> = terms.iter().flat_map(|term| cut(&self.segmenter, term).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        let clause = |word: &String| -> (Occur, Box<dyn tantivy::query::Query>) {
            (Occur::Should, Box::new(TermQuery::new(Term::from_field_text(self.text, word), IndexRecordOption::WithFreqs)))
        };
        let searcher = self.reader.searcher();
        let query = BooleanQuery::new(words.iter().map(clause).collect());
        let found = searcher.search(&query, &TopDocs::with_limit(TOP).order_by_score()).expect("a search");
        found.into_iter().map(|(_, at)| searcher.doc(at).expect("a document")).collect()
    }
}

fn cut(segmenter: &Segmenter, text: &str) -> String {
    let text = fold(text).text.to_lowercase();
    segmenter.words(&text).join(" ")
}

/// An index that knows how long its answers took.
struct Watch {
    index: Embedded,
    spent: std::sync::Mutex<[Duration; 4]>,
}

impl Watch {
    fn new(index: Embedded) -> Self {
        Self { index, spent: std::sync::Mutex::default() }
    }

    fn reset(&self) {
        *self.spent.lock().expect("one thread") = Default::default();
    }

    fn parts(&self) -> [Duration; 4] {
        *self.spent.lock().expect("one thread")
    }

    fn count<T>(&self, part: usize, work: impl FnOnce(&Embedded) -> T) -> T {
        let begun = Instant::now();
        let done = work(&self.index);
        self.spent.lock().expect("one thread")[part] += begun.elapsed();
        done
    }
}

impl Search for Watch {
    fn state(&self) -> u64 {
        self.index.state()
    }

    fn search(&self, query: &Query, limit: usize) -> Result<Vec<Hit>, IndexError> {
        self.count(0, |index| index.search(query, limit))
    }

    fn article(&self, id: &str) -> Result<Option<Article>, IndexError> {
        self.count(1, |index| index.article(id))
    }

    fn frequencies(&self, terms: &[&str]) -> Result<(Vec<u64>, u64), IndexError> {
        self.count(2, |index| index.frequencies(terms))
    }

    fn list(&self, filter: &Filter, limit: usize) -> Result<Vec<Article>, IndexError> {
        self.count(3, |index| index.list(filter, limit))
    }

    fn latest(&self) -> Result<Option<NaiveDate>, IndexError> {
        self.count(3, |index| index.latest())
    }

    fn sources(&self) -> Result<Vec<Source>, IndexError> {
        self.index.sources()
    }

    fn settle(&self) -> Result<(), IndexError> {
        self.index.settle()
    }

    fn put_files(&self, articles: &[Article], files: &[String]) -> Result<Put, IndexError> {
        self.index.put_files(articles, files)
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    black_box(work());
    begun.elapsed()
}

fn quantile(sorted: &[Duration], share: f64) -> Duration {
    sorted[((sorted.len() - 1) as f64 * share) as usize]
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn median_of(parts: &[[Duration; 4]], part: usize) -> Duration {
    median(&mut parts.iter().map(|parts| parts[part]).collect::<Vec<_>>())
}

criterion_group!(benches, asks);
criterion_main!(benches);
