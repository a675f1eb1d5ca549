//! The shape of the source, so that it stays as ARCHITECTURE.md draws it.
//!
//! 1. A layer names only layers above it in `src/lib.rs`, also inside `use crate::{…}` groups.
//! 2. A crate or a part of the system is named only where it has its place.
//! 3. Every file says first what it is for, and holds at most 400 lines of code.
//! 4. Every file is declared by its parent, and none is a place for leftovers.
//!
//! Each of these is also broken here on purpose, to see that it is noticed.

use std::collections::BTreeMap;
use std::path::Path;

use regex::Regex;

/// Most lines of a file that are neither blank nor comments.
const LONGEST: usize = 400;

/// What may be named only in some places: pattern, places, and why.
const PLACES: &[(&str, &[&str], &str)] = &[
    (r"\bjieba_rs\b", &["src/text/segment.rs"], "how words are cut can be changed in one file"),
    (r"\btantivy\b", &["src/index/"], "the rest knows `Search` only"),
    (r"\bsqlx\b", &["src/store/"], "the rest knows `Store` only"),
    (r"\bteloxide\b", &["src/telegram/"], "the chat is pure of Telegram"),
    (r"\bconfig::", &["src/settings/"], "everything else gets checked settings"),
    (r"\bclap\b", &["src/cli/"], "arguments end where the work begins"),
    (r"\b(Utc|Local|SystemTime)::now\b", &["src/cli/", "src/telegram/"], "today is an argument"),
    (r"\bstd::env\b", &["src/cli/"], "the environment is an argument"),
    (r"\bstd::fs\b|\bFile::(open|create)\b", &["src/index/", "src/settings/", "src/cli/"], "files are an argument"),
    (r"\bprintln!|\bprint!|\bstdout\(\)", &["src/cli/"], "only the command line prints"),
    (r"\b(todo|unimplemented|dbg)!", &[], "nothing is left for later"),
    (r"\bTODO\b|\bFIXME\b", &[], "nothing is left for later"),
    (r"allow\(dead_code\)", &[], "what is not used is not there"),
];

/// Where floats must not be: a figure is exact.
const EXACT: &[&str] = &["src/figures/", "src/answer/"];

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &["util", "utils", "common", "helper", "helpers", "misc", "manager", "types", "shared", "stuff"];

#[test]
fn the_source_keeps_its_shape() {
    let files = files();
    assert!(files.len() > 100, "the source is read");
    let faults = faults(&files);
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_broken_shape_is_noticed() {
    let lib = "//! Map.\npub mod text;\npub mod figures;\npub mod chat;\npub mod cli;\n";
    let cases = [
        ("src/text/mod.rs", "//! Text.\nuse crate::figures::Figures;\n", "`text` names `figures`"),
        ("src/text/mod.rs", "//! Text.\nuse crate::{\n    text::Span,\n    chat::{Chat, Reply},\n};\n", "`text` names `chat`"),
        ("src/figures/mod.rs", "//! Figures.\nfn f() { crate::cli::main(); }\n", "`figures` names `cli`"),
        ("src/chat/mod.rs", "//! Chat.\nuse teloxide::Bot;\n", "names `teloxide`"),
        ("src/chat/mod.rs", "//! Chat.\nfn f() { let day = chrono::Utc::now(); }\n", "names `Utc::now`"),
        ("src/figures/mod.rs", "//! Figures.\nfn f(x: f64) {}\n", "is exact and names `f64`"),
        ("src/chat/mod.rs", "fn f() {}\n", "does not open with //!"),
        ("src/chat/util.rs", "//! Leftovers.\n", "is named for nothing"),
        ("src/chat/lost.rs", "//! Lost.\n", "is not declared"),
        ("src/chat/mod.rs", "//! Chat.\nstruct ReplyManager;\n", "names `ReplyManager`"),
    ];
    for (path, text, wanted) in cases {
        let mut files = BTreeMap::from([("src/lib.rs".to_owned(), lib.to_owned())]);
        for layer in ["text", "figures", "chat", "cli"] {
            files.insert(format!("src/{layer}/mod.rs"), "//! A layer.\n".to_owned());
        }
        assert_eq!(faults(&files), Vec::<String>::new(), "nothing is wrong before");
        files.insert(path.to_owned(), text.to_owned());
        let found = faults(&files);
        assert!(found.iter().any(|fault| fault.contains(path) && fault.contains(wanted)), "{path} with {text:?} gives {found:?}");
    }
    let long = format!("//! Long.\n{}", "fn f() {}\n".repeat(LONGEST + 1));
    let files = BTreeMap::from([("src/lib.rs".to_owned(), long)]);
    assert!(faults(&files).iter().any(|fault| fault.contains("401 lines of code")));
}

#[test]
fn what_is_allowed_is_not_a_fault() {
    let files = BTreeMap::from([
        ("src/lib.rs".to_owned(), "//! Map.\npub mod text;\npub mod figures;\n".to_owned()),
        ("src/text/mod.rs".to_owned(), "//! Text, cut by jieba_rs in segment.\nmod segment;\n// crate::figures may be named in a comment\n".to_owned()),
        ("src/text/segment.rs".to_owned(), "//! Words.\nuse jieba_rs::Jieba;\n".to_owned()),
        ("src/figures/mod.rs".to_owned(), "//! Figures.\nuse crate::{figures::Unit, text::{Span, fold}};\n".to_owned()),
    ]);
    assert_eq!(faults(&files), Vec::<String>::new());
}

/// Everything that is wrong, one line each.
fn faults(files: &BTreeMap<String, String>) -> Vec<String> {
    let lib = files.get("src/lib.rs").map(String::as_str).unwrap_or_default();
    let layers: Vec<String> = words(r"(?m)^pub mod (\w+);", lib);
    let mut faults = Vec::new();
    for (path, text) in files {
        let code = code(text);
        if !text.starts_with("//!") {
            faults.push(format!("{path} does not open with //!"));
        }
        let lines = code.lines().filter(|line| !line.trim().is_empty()).count();
        if lines > LONGEST {
            faults.push(format!("{path} has {lines} lines of code; {LONGEST} are the most"));
        }
        if path.split(['/', '.']).any(|part| EMPTY_NAMES.contains(&part)) {
            faults.push(format!("{path} is named for nothing"));
        }
        if path.starts_with("src/") {
            for name in words(r"\b(?:struct|enum|trait|type)\s+(\w*(?:Manager|Helper|Util|Utils))\b", &code) {
                faults.push(format!("{path} names `{name}`, which says nothing of what it is"));
            }
            faults.extend(reaching_up(path, &code, &layers));
            faults.extend(out_of_place(path, &code));
            faults.extend(undeclared(path, files));
        }
    }
    faults
}

fn reaching_up(path: &str, code: &str, layers: &[String]) -> Vec<String> {
    let own = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
    let Some(place) = layers.iter().position(|layer| layer == own) else { return Vec::new() };
    let named = named(code).into_iter().filter(|name| layers.iter().position(|layer| layer == name).is_some_and(|other| other > place));
    named.map(|name| format!("{path}: `{own}` names `{name}`, which stands below it")).collect()
}

/// The modules of the crate that a text names, groups taken apart.
fn named(code: &str) -> Vec<String> {
    let mut found = words(r"\bcrate::(\w+)", code);
    for (at, _) in code.match_indices("crate::{") {
        let (mut depth, mut word) = (0, String::new());
        for c in code[at + "crate::".len()..].chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            // Only the first name of each path at the outermost level is a module of the crate.
            if depth == 1 && (c.is_alphanumeric() || c == '_') {
                word.push(c);
            } else if !word.is_empty() {
                found.push(std::mem::take(&mut word));
            }
            if depth == 0 {
                break;
            }
        }
    }
    found
}

fn out_of_place(path: &str, code: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (pattern, places, why) in PLACES {
        if places.iter().any(|place| path.starts_with(place)) {
            continue;
        }
        if let Some(found) = Regex::new(pattern).expect("a constant pattern").find(code) {
            faults.push(format!("{path} names `{}`, which has its place in {places:?}: {why}", found.as_str()));
        }
    }
    if EXACT.iter().any(|place| path.starts_with(place)) {
        let float = words(r"\b(f32|f64)\b", code);
        faults.extend(float.first().map(|float| format!("{path} is exact and names `{float}`")));
    }
    faults
}

/// A file that no `mod` line of its parent names is not compiled and not tested.
fn undeclared(path: &str, files: &BTreeMap<String, String>) -> Option<String> {
    if path == "src/lib.rs" || path == "src/main.rs" {
        return None;
    }
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let (folder, name) = module.rsplit_once('/')?;
    let parent = if folder == "src" { "src/lib.rs".to_owned() } else { format!("{folder}/mod.rs") };
    let declared = files.get(&parent).is_some_and(|text| words(r"(?m)^\s*(?:pub(?:\([^)]*\))? )?mod (\w+);", text).iter().any(|word| word == name));
    (!declared).then(|| format!("{path} is not declared in {parent}"))
}

/// A text without its comments.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code)).collect::<Vec<_>>().join("\n")
}

fn words(pattern: &str, text: &str) -> Vec<String> {
    let pattern = Regex::new(pattern).expect("a constant pattern");
    pattern.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

/// Every source file of the repository by its path.
fn files() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeMap::new();
    for folder in ["src", "tests", "benches", "examples", "fuzz"] {
        walk(root, &root.join(folder), &mut found);
    }
    found
}

fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                walk(root, &path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(root).expect("inside the root").display().to_string();
            found.insert(name, std::fs::read_to_string(&path).expect("a source file"));
        }
    }
}
