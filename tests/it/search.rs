//! What every index promises, held by each of them: tantivy in memory, tantivy in a folder, and
//! the plain scan that says what they must find.
//!
//! 1. Articles put are found by their words, whatever their width or script, and come back whole.
//! 2. The same again changes nothing; a changed article takes the place of its old version.
//! 3. Lists, sources, the latest day and word counts are those of the articles that are there.
//! 4. Both backends find the same passages.
//! 5. A folder keeps all of it, and one made otherwise is refused by name.
//! 6. Opening a folder leaves the mark of its schema alone: others may be reading it.
//! 7. What a file no longer holds is gone with the next put of it, and nothing else is.
//! 8. Settling changes nothing that is found.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use shuwen::corpus::{Article, Origin, passages};
use shuwen::index::{Embedded, Filter, IndexError, Put, Query, Scan, Search, Term, Time};
use shuwen::resources::Resources;
use shuwen::text::Segmenter;

/// Implementations by name.
type Indexes = Vec<(&'static str, Arc<dyn Search>)>;

/// Every implementation, empty; the folder lives as long as the guard.
fn indexes() -> (Indexes, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let indexes: Indexes = vec![
        ("scan", Arc::new(Scan::new(segmenter()))),
        ("memory", Arc::new(Embedded::in_memory(segmenter()).expect("an index in memory"))),
        ("folder", Arc::new(open(folder.path()).expect("an index in a folder"))),
    ];
    (indexes, folder)
}

fn segmenter() -> Segmenter {
    Segmenter::new(Vec::new())
}

fn open(folder: &Path) -> Result<Embedded, IndexError> {
    Embedded::open(folder, segmenter())
}

fn article(id: &str, day: &str, source: &str, headline: &str, text: &str) -> Article {
    Article { id: id.into(), headline: headline.into(), date: day.parse().ok(), source: source.into(), text: text.into(), ..Article::default() }
}

fn papers() -> Vec<Article> {
    vec![
        article("market", "2023-05-02", "东湖晚报", "夜市开街", "东湖区夜市昨晚开街，首日接待游客3600人次。\n摊位共有128个，多为小吃。"),
        article("road", "2023-05-03", "西岭日报", "西岭县修路", "西岭县新修乡村公路42公里，总投资8600万元。"),
        article("school", "2023-05-03", "西岭日报", "新学校", "縣城新建學校３所，可容納學生2400人。"),
        article("undated", "", "西岭日报", "旧闻一则", "多年前，西岭县的公路只有9公里。"),
    ]
}

fn query(words: &[&str]) -> Query {
    Query { terms: words.iter().map(|word| Term { text: (*word).into(), weight: 1.0 }).collect(), ..Query::default() }
}

fn found(index: &dyn Search, words: &[&str], limit: usize) -> Vec<String> {
    index.search(&query(words), limit).expect("a search").into_iter().map(|hit| hit.article).collect()
}

fn listed(index: &dyn Search, filter: &Filter, limit: usize) -> Vec<String> {
    index.list(filter, limit).expect("a list").into_iter().map(|article| article.id).collect()
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

#[test]
fn what_is_put_is_found() {
    let (indexes, _folder) = indexes();
    for (name, index) in indexes {
        let index = &*index;
        assert_eq!(found(index, &["夜市"], 5), Vec::<String>::new(), "{name}: an empty index finds nothing");
        assert_eq!(index.put(&papers()).expect("put"), Put { added: 4, ..Put::default() }, "{name}");
        assert_eq!(found(index, &["夜市", "游客"], 5)[0], "market", "{name}");
        assert_eq!(found(index, &["乡村", "公路"], 5)[0], "road", "{name}");
        // Traditional and full-width print is found by its plain form.
        assert_eq!(found(index, &["学校", "3所"], 5)[0], "school", "{name}");
        assert_eq!(found(index, &["旧闻"], 5), ["undated"], "{name}: what only the headline says");
        assert_eq!(found(index, &["火箭"], 5), Vec::<String>::new(), "{name}");
        assert_eq!(found(index, &["西岭县", "公路"], 1).len(), 1, "{name}: the limit holds");
        for hit in index.search(&query(&["西岭县", "公路"]), 9).expect("a search").windows(2) {
            assert!(hit[0].score >= hit[1].score, "{name}: best first");
        }
        for hit in index.search(&query(&["小吃"]), 9).expect("a search") {
            let whole = index.article(&hit.article).expect("read").expect("it is there");
            assert!(passages(&whole).len() > hit.passage as usize, "{name}: {hit:?} is a passage of its article");
        }
        for paper in papers() {
            assert_eq!(index.article(&paper.id).expect("read"), Some(paper), "{name}: it comes back whole");
        }
        assert_eq!(index.article("nonsuch").expect("read"), None, "{name}");
    }
}

#[test]
fn again_and_changed() {
    let (indexes, _folder) = indexes();
    for (name, index) in indexes {
        let index = &*index;
        let empty = index.state();
        index.put(&papers()).expect("put");
        let filled = index.state();
        assert!(filled > empty, "{name}");
        assert_eq!(index.put(&papers()).expect("put"), Put { unchanged: 4, ..Put::default() }, "{name}");
        assert_eq!(index.state(), filled, "{name}: nothing has changed");
        let changed = article("road", "2023-05-04", "西岭日报", "西岭县修桥", "西岭县新修大桥5座。");
        assert_eq!(index.put(std::slice::from_ref(&changed)).expect("put"), Put { replaced: 1, ..Put::default() }, "{name}");
        assert!(index.state() > filled, "{name}");
        assert_eq!(index.article("road").expect("read"), Some(changed), "{name}");
        assert!(!found(index, &["乡村", "8600万元"], 9).contains(&"road".to_owned()), "{name}: the old words are gone");
        assert_eq!(found(index, &["大桥"], 9), ["road"], "{name}");
        assert_eq!(listed(index, &Filter::default(), 9).len(), 4, "{name}");
        // Two versions in one batch: one article is left, the later one.
        let twins = [article("twin", "", "", "", "第一版写了7个。"), article("twin", "", "", "", "第二版写了8个。")];
        index.put(&twins).expect("put");
        assert_eq!(index.article("twin").expect("read").map(|article| article.text), Some(twins[1].text.clone()), "{name}");
        assert_eq!(listed(index, &Filter::default(), 9).len(), 5, "{name}");
    }
}

#[test]
fn lists_and_counts() {
    let (indexes, _folder) = indexes();
    for (name, index) in indexes {
        let index = &*index;
        assert_eq!((index.latest().expect("read"), index.sources().expect("read").len()), (None, 0), "{name}");
        index.put(&papers()).expect("put");
        let all = listed(index, &Filter::default(), 9);
        assert_eq!((all[2].as_str(), all[3].as_str()), ("market", "undated"), "{name}: newest first, undated last: {all:?}");
        assert_eq!(listed(index, &Filter::default(), 2).len(), 2, "{name}");
        let first = Filter { to: day("2023-05-02"), ..Filter::default() };
        assert_eq!(listed(index, &first, 9), ["market"], "{name}");
        let last = Filter { from: day("2023-05-03"), words: vec!["公路".into()], ..Filter::default() };
        assert_eq!(listed(index, &last, 9), ["road"], "{name}");
        let folded = Filter { words: vec!["县城".into()], ..Filter::default() };
        assert_eq!(listed(index, &folded, 9), ["school"], "{name}");
        assert_eq!(index.latest().expect("read"), day("2023-05-03"), "{name}");
        let sources = index.sources().expect("read");
        assert_eq!(
            (sources[0].name.as_str(), sources[0].articles, sources[0].first, sources[0].last),
            ("西岭日报", 3, day("2023-05-03"), day("2023-05-03")),
            "{name}"
        );
        let counted = || index.frequencies(&["公路", "夜市", "火箭"]).expect("read");
        assert_eq!(counted(), (vec![2, 1, 0], 4), "{name}");

        // What is replaced or removed no longer counts, nor does it make a day the latest.
        index.put(&[article("road", "2023-05-04", "西岭日报", "西岭县修桥", "西岭县新修大桥5座。")]).expect("put");
        assert_eq!(counted(), (vec![1, 1, 0], 4), "{name}: after a replacement");
        assert_eq!(index.latest().expect("read"), day("2023-05-04"), "{name}");
        index.put_files(&[from("later", "page.txt", "夜市改到了下周六。")], &["page.txt".into()]).expect("put");
        assert_eq!(counted(), (vec![1, 2, 0], 5), "{name}");
        index.put_files(&[], &["page.txt".into()]).expect("put");
        assert_eq!(counted(), (vec![1, 1, 0], 4), "{name}: after a removal");
        index.put(&[article("road", "2023-05-01", "西岭日报", "西岭县修桥", "西岭县新修大桥5座。")]).expect("put");
        assert_eq!(index.latest().expect("read"), day("2023-05-03"), "{name}");
    }
}

/// An article that was read from a file.
fn from(id: &str, file: &str, text: &str) -> Article {
    Article { origin: Origin { file: file.into(), pieces: Vec::new() }, ..article(id, "", "", "", text) }
}

#[test]
fn a_file_put_again_leaves_nothing_behind() {
    let (indexes, _folder) = indexes();
    let file = |name: &str| vec![name.to_owned()];
    for (name, index) in indexes {
        let index = &*index;
        let page = [from("a-0", "/papers/1/a.txt", "夜市开街。"), from("a-1", "/papers/1/a.txt", "公路通车。")];
        let other = [from("b-0", "/papers/2/a.txt", "学校开学。")];
        index.put(&papers()).expect("put");
        index.put_files(&page, &file("/papers/1/a.txt")).expect("put");
        let put = index.put_files(&other, &file("/papers/2/a.txt")).expect("put");
        assert_eq!(put, Put { added: 1, ..Put::default() }, "{name}: a page of that name in another folder is another page");
        assert_eq!(index.put_files(&page, &file("/papers/1/a.txt")).expect("put"), Put { unchanged: 2, ..Put::default() }, "{name}");

        // The page as it is now: one story is still there, one is new, one is gone.
        let now = [page[0].clone(), from("c-0", "/papers/1/a.txt", "大桥通车。")];
        let put = index.put_files(&now, &file("/papers/1/a.txt")).expect("put");
        assert_eq!(put, Put { added: 1, unchanged: 1, removed: 1, ..Put::default() }, "{name}");
        assert_eq!(index.article("a-1").expect("read"), None, "{name}");
        assert!(!found(index, &["公路"], 9).contains(&"a-1".to_owned()), "{name}");
        assert_eq!(found(index, &["大桥"], 9), ["c-0"], "{name}");
        let left = listed(index, &Filter::default(), 9);
        assert_eq!(left.len(), papers().len() + 3, "{name}: {left:?}");

        // Rows of the same file that are only added take nothing away.
        assert_eq!(index.put(&[from("d-0", "/papers/1/a.txt", "车站开工。")]).expect("put"), Put { added: 1, ..Put::default() }, "{name}");
        // Two files at once; a story that moved from one to the other is not lost.
        let moved = [from("a-0", "/papers/2/a.txt", "夜市开街，改在周六。")];
        let put = index.put_files(&moved, &["/papers/1/a.txt".into(), "/papers/2/a.txt".into()]).expect("put");
        assert_eq!(put, Put { replaced: 1, removed: 3, ..Put::default() }, "{name}");
        assert_eq!(index.put_files(&[], &file("/papers/1/a.txt")).expect("put"), Put::default(), "{name}: it is the other file's now");
        assert_eq!(index.put_files(&[], &file("/papers/2/a.txt")).expect("put"), Put { removed: 1, ..Put::default() }, "{name}");
        assert_eq!(listed(index, &Filter::default(), 9).len(), papers().len(), "{name}");

        // The same words now from another place: they are that file's from here on.
        index.put_files(&[from("e-0", "/old/e.txt", "渡口停航。")], &file("/old/e.txt")).expect("put");
        let put = index.put_files(&[from("e-0", "/new/e.txt", "渡口停航。")], &file("/new/e.txt")).expect("put");
        assert_eq!(put, Put { replaced: 1, ..Put::default() }, "{name}");
        assert_eq!(index.put_files(&[], &file("/old/e.txt")).expect("put"), Put::default(), "{name}");
        assert_eq!(index.put_files(&[], &file("/new/e.txt")).expect("put"), Put { removed: 1, ..Put::default() }, "{name}");
    }
}

#[test]
fn dates_decide_between_the_same_words() {
    let (indexes, _folder) = indexes();
    for (name, index) in indexes {
        let index = &*index;
        let of = |id: &str, day: &str| article(id, day, "", "", "西岭县今天新增游客3600人次。");
        index.put(&[of("old", "2022-05-02"), of("new", "2023-05-02"), of("later", "2023-09-02"), of("undated", "")]).expect("put");
        let first = |time: Time| {
            let query = Query { times: vec![time], ..query(&["新增游客"]) };
            index.search(&query, 9).expect("a search").into_iter().map(|hit| hit.article).collect::<Vec<_>>()
        };
        assert_eq!(first(Time { year: Some(2022), ..Time::default() })[0], "old", "{name}");
        assert_eq!(first(Time { year: Some(2023), month: Some(5), day: Some(1) })[0], "new", "{name}");
        assert_eq!(first(Time { year: Some(2023), month: Some(9), day: None })[0], "later", "{name}");
        // A day without its year is one of any year, also beside an undated article.
        let any = first(Time { year: None, month: Some(5), day: Some(2) });
        assert_eq!(any[..2].iter().collect::<BTreeSet<_>>(), [&"new".to_owned(), &"old".to_owned()].into(), "{name}: {any:?}");
        assert_eq!(any.len(), 4, "{name}: {any:?}");
    }
}

#[test]
fn both_backends_find_the_same() {
    let mut articles = Resources::embedded().seeds(segmenter()).expect("the seeds");
    articles.extend(papers());
    let (indexes, _folder) = indexes();
    for (_, index) in &indexes {
        index.put(&articles).expect("put");
    }
    let questions: [&[&str]; 6] =
        [&["引进", "人才"], &["知识产权"], &["光伏", "电站", "二氧化碳"], &["社区", "工作站"], &["西岭县", "公路", "投资"], &["企业"]];
    for words in questions {
        let wanted = indexes[0].1.search(&query(words), 5).expect("a search");
        for (name, index) in &indexes[1..] {
            let hits = index.search(&query(words), 5).expect("a search");
            let place = |hit: &shuwen::index::Hit| (hit.article.clone(), hit.passage);
            assert_eq!(hits.first().map(place), wanted.first().map(place), "{name}: {words:?}");
            // Lengths are rounded in one of them, so neighbours of nearly equal score may change places.
            let common = hits.iter().filter(|hit| wanted.iter().any(|other| place(other) == place(hit))).count();
            assert!(common + 1 >= wanted.len() && hits.len() == wanted.len(), "{name}: {words:?} finds {hits:?} and not {wanted:?}");
        }
    }
}

#[test]
fn settling_changes_nothing_that_is_found() {
    let (indexes, _folder) = indexes();
    for (name, index) in indexes {
        for article in papers() {
            index.put(&[article]).expect("put");
        }
        let more = (0..8).map(|at| article(&format!("more{at}"), "2023-06-01", "西岭日报", "公路", &format!("公路又修了{at}公里。")));
        for article in more {
            index.put(&[article]).expect("put");
        }
        let all = || {
            let hits = index.search(&query(&["公路", "学校"]), 20).expect("a search");
            let sum: f32 = hits.iter().map(|hit| hit.score).sum();
            (hits.into_iter().map(|hit| hit.article).collect::<BTreeSet<String>>(), (sum * 100.0).round(), listed(&*index, &Filter::default(), 20))
        };
        let before = all();
        index.settle().expect("settled");
        assert_eq!(all(), before, "{name}");
        index.put(&[article("new", "2023-07-01", "西岭日报", "公路", "公路通车。")]).expect("put after settling");
        assert!(found(&*index, &["公路", "通车"], 3).contains(&"new".to_owned()), "{name}");
    }
}

#[test]
fn opening_lets_the_mark_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let marks = |folder: &Path| {
        let paths = std::fs::read_dir(folder).expect("read").map(|entry| entry.expect("an entry").path());
        paths.filter(|path| path.to_string_lossy().contains(".mark")).collect::<Vec<_>>()
    };
    open(folder.path()).expect("made").put(&papers()).expect("put");
    let mark = marks(folder.path()).pop().expect("a mark");
    let written = std::fs::read_to_string(&mark).expect("a mark");
    // A line break at its end tells whether it is written again.
    std::fs::write(&mark, format!("{written}\n")).expect("written");
    open(folder.path()).expect("opened again");
    assert_eq!(std::fs::read_to_string(&mark).expect("a mark"), format!("{written}\n"));
    // Where there is no index yet, half a mark is no hindrance, and nothing is left but the mark.
    let folder = tempfile::tempdir().expect("a folder");
    let half = folder.path().join(mark.file_name().expect("a name"));
    std::fs::write(&half, &written[..4]).expect("written");
    open(folder.path()).expect("made");
    assert_eq!(std::fs::read_to_string(&half).expect("a mark"), written);
    assert_eq!(marks(folder.path()), [half]);
}

#[test]
fn a_folder_keeps_and_refuses() {
    let folder = tempfile::tempdir().expect("a folder");
    {
        let index = open(folder.path()).expect("made");
        index.put(&papers()).expect("put");
    }
    let index = open(folder.path()).expect("opened again");
    assert_eq!(found(&index, &["夜市"], 5), ["market"]);
    assert_eq!(index.put(&papers()).expect("put"), Put { unchanged: 4, ..Put::default() });
    index.put_files(&[from("a-0", "a.txt", "大桥通车。")], &["a.txt".into()]).expect("put");
    drop(index);
    // What came from where is known after a restart.
    let index = open(folder.path()).expect("opened again");
    assert_eq!(index.put_files(&[], &["a.txt".into()]).expect("put"), Put { removed: 1, ..Put::default() });
    assert_eq!(found(&index, &["大桥"], 5), Vec::<String>::new());
    drop(index);

    // What another version made is told, and is not touched.
    let mark = std::fs::read_dir(folder.path()).expect("read").map(|entry| entry.expect("an entry").path());
    let mark = mark.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "mark")).expect("a mark");
    std::fs::write(&mark, "schema 0, dictionary of another day\n").expect("written");
    match open(folder.path()).err() {
        Some(IndexError::Differs { found, .. }) => assert_eq!(found, "schema 0, dictionary of another day"),
        other => panic!("{other:?} is told of an index of another version"),
    }
    let file = folder.path().join("a-file");
    std::fs::write(&file, "").expect("written");
    assert!(matches!(open(&file), Err(IndexError::Folder { .. })));
}
