//! The program as its users start it: what it prints, where, and with which exit code.
//!
//! 1. Every subcommand has a help with an example where it takes arguments.
//! 2. An answer is 0, an error 1, wrong arguments 2, no answer 3; errors are one line.
//! 3. What is ingested is answered from; ingesting again changes nothing; what is broken is
//!    named, skipped and counted.
//! 4. A folder of tables takes the place of those inside, and a mistake in it is told.
//! 5. A piped conversation reads like one; no token is ever printed.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A home of its own for runs of the program.
struct Home {
    folder: TempDir,
}

/// What a run came to.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Home {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(&path, text).expect("written");
        path
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shuwen"));
        command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
        for name in ["TELOXIDE_TOKEN", "RUST_LOG", "LC_ALL", "NO_COLOR"] {
            command.env_remove(name);
        }
        command.env("HOME", self.folder.path()).env("XDG_CONFIG_HOME", self.path("config")).env("XDG_DATA_HOME", self.path("data")).env("LANG", "en_GB.UTF-8");
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).stdin(Stdio::null()).output().expect("it runs"))
    }

    fn fed(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
        let mut child = self.command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        child.stdin.take().expect("an input").write_all(input.as_ref()).expect("fed");
        Ran::of(child.wait_with_output().expect("it ends"))
    }
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Self { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
    }

    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\nout: {}\nerr: {}", self.out, self.err);
        self
    }
}

const ROWS: &str = concat!(
    r#"{"id":"a","title":"东湖区：夜市开街","date":"2023-05-02","source":"东湖晚报","text":"东湖区夜市昨晚开街，首日接待游客3600人次，摊位共有128个。"}"#,
    "\n",
    r#"{"id":"b","title":"西岭县修路","date":"2023-05-03","source":"西岭日报","text":"西岭县新修乡村公路42公里，总投资8600万元。"}"#,
    "\n"
);

#[test]
fn help_everywhere() {
    let home = Home::new();
    let help = home.run(&["--help"]).ends(0).out;
    for name in ["ask", "chat", "read", "ingest", "serve", "digest", "eval", "train", "figures", "check", "completions"] {
        assert!(help.contains(&format!("\n  {name} ")), "{name} is not in the help");
        let own = home.run(&[name, "--help"]).ends(0).out;
        assert!(own.contains("Example") || ["chat", "serve", "check"].contains(&name), "{name} shows no example");
    }
    assert!(help.contains("Exit codes"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(home.run(&["completions", shell]).ends(0).out.contains("shuwen"));
    }
}

#[test]
fn exit_codes_of_ask() {
    let home = Home::new();
    let answered = home.run(&["ask", "how many talents did Sucheng attract"]).ends(0);
    assert!(answered.out.contains("28人") && answered.out.contains("先后引进高层次人才28人"), "{}", answered.out);
    assert!(!answered.out.contains('\u{1b}'), "no colours into a pipe");
    home.run(&["ask", "你好"]).ends(3);
    home.run(&["ask"]).ends(2);
    home.run(&["ask", "--nonsense", "x"]).ends(2);
    let failed = home.run(&["ask", "几人", "--index", "/nowhere"]).ends(1);
    assert_eq!(failed.err, "error: there is no index in /nowhere: make one with `shuwen ingest PATH --index /nowhere`\n");
    assert!(failed.out.is_empty());
}

#[test]
fn an_answer_as_json_and_with_its_way() {
    let home = Home::new();
    let json: serde_json::Value = serde_json::from_str(&home.run(&["ask", "宿城引进了多少高层次人才？", "--json"]).ends(0).out).expect("json");
    assert_eq!(json["answer"]["found"][0]["text"], "28人");
    assert!(json.get("candidates").is_none());
    let whole: serde_json::Value = serde_json::from_str(&home.run(&["ask", "宿城引进了多少高层次人才？", "--json", "--trace"]).ends(0).out).expect("json");
    assert!(whole["candidates"][0]["features"].as_array().is_some_and(|features| !features.is_empty()));
    let text = home.run(&["ask", "宿城引进了多少高层次人才？", "--trace"]).ends(0).out;
    for step in ["question", "asks for", "looked for", "found", "weighed", "answer"] {
        assert!(text.lines().any(|line| line.starts_with(step)), "no step {step} in\n{text}");
    }
}

#[test]
fn what_is_ingested_is_answered_from() {
    let home = Home::new();
    let papers = home.write("papers/rows.jsonl", &format!("{ROWS}not json\n"));
    home.write("papers/empty.txt", "  \n");
    home.write("papers/.hidden.txt", "藏起来的28人。");
    home.write("papers/picture.png", "not a text");
    let folder = home.path("papers").display().to_string();
    let first = home.run(&["ingest", &folder]).ends(0);
    assert!(
        first.out.starts_with("1 file read: 2 articles added, 0 replaced, 0 unchanged; skipped 1 file and 1 line; 1 file of other kinds left alone; "),
        "{}",
        first.out
    );
    assert!(first.err.contains("1 file of other kinds") && first.err.contains("picture.png"), "{}", first.err);
    assert!(first.err.contains("empty.txt: the file is empty") && first.err.contains("rows.jsonl, line 3: "), "{}", first.err);
    assert!(home.run(&["ask", "东湖区夜市首日接待游客多少人次？"]).ends(0).out.contains("3600人次"));

    let again = home.run(&["ingest", &folder, "--quiet"]).ends(0);
    assert!(again.out.contains("0 articles added, 0 replaced, 2 unchanged"), "{}", again.out);
    std::fs::write(&papers, ROWS.replace("3600人次", "3900人次")).expect("written");
    assert!(home.run(&["ingest", &papers.display().to_string()]).ends(0).out.contains("0 articles added, 1 replaced, 1 unchanged"));
    let answer = home.run(&["ask", "东湖区夜市首日接待游客多少人次？"]).ends(0).out;
    assert!(answer.contains("3900人次") && !answer.contains("3600人次"), "{answer}");

    home.run(&["ingest", "/nowhere"]).ends(1);
    home.run(&["ingest", &home.path("papers/empty.txt").display().to_string()]).ends(1);
}

#[test]
fn files_of_other_kinds_are_named_and_counted() {
    let home = Home::new();
    home.write("papers/rows.jsonl", ROWS);
    for name in ["fake.pdf", "e.docx", "1.png", "2.png", "3.png", "4.png", "Thumbs"] {
        home.write(&format!("papers/{name}"), "x");
    }
    let folder = home.path("papers").display().to_string();
    let told = home.run(&["ingest", &folder]).ends(0);
    assert!(told.out.contains("0 unchanged; 7 files of other kinds left alone; "), "{}", told.out);
    assert!(told.err.contains("left alone 7 files of other kinds (text, Markdown, HTML and JSON lines are read): 1.png,"), "{}", told.err);
    assert!(told.err.contains("and 2 more") && !told.err.contains("rows.jsonl"), "{}", told.err);
    assert!(home.run(&["read", &folder]).ends(0).err.contains("left alone 7 files"));
}

#[test]
fn a_changed_page_leaves_nothing_behind_and_rows_stay() {
    let home = Home::new();
    let page = "台州市：修路\n\n■本报记者 王一\n\n台州市今年新修乡村公路42公里，总投资8600万元。路面宽6米，沿线设停车点12处。";
    let (first, second) = (home.write("papers/1/a.txt", page), home.write("papers/2/a.txt", &page.replace("台州", "赣州").replace("42", "57")));
    let rows = home.write("papers/rows.jsonl", ROWS);
    let folder = home.path("papers").display().to_string();
    home.run(&["ingest", &folder]).ends(0);
    assert!(home.run(&["ask", "台州市新修乡村公路多少公里？"]).ends(0).out.contains("42公里"));

    std::fs::write(&first, page.replace("42公里", "63公里")).expect("written");
    std::fs::write(&rows, ROWS.lines().next().expect("a row")).expect("written");
    let again = home.run(&["ingest", &folder]).ends(0);
    assert!(again.out.contains("1 article added, 0 replaced, 2 unchanged, 1 removed; nothing skipped"), "{}", again.out);
    let answer = home.run(&["ask", "台州市新修乡村公路多少公里？"]).ends(0).out;
    assert!(answer.contains("63公里") && !answer.contains("42公里"), "{answer}");
    assert!(home.run(&["ask", "赣州市新修乡村公路多少公里？"]).ends(0).out.contains("57公里"), "a page of that name in another folder");
    assert!(home.run(&["ask", "西岭县新修乡村公路多少公里？"]).ends(0).out.contains("42公里"), "a row that is not there any more");

    // What cannot be read removes nothing.
    std::fs::write(&second, "").expect("written");
    assert!(home.run(&["ingest", &folder]).ends(0).out.contains("0 articles added, 0 replaced, 2 unchanged; skipped 1 file"));
}

#[test]
fn rows_without_ids_are_the_same_by_any_path() {
    let home = Home::new();
    let rows = home.write("papers/rows.jsonl", &format!("{}not json\n", ROWS.replace("\"id\":\"a\",", "").replace("\"id\":\"b\",", "")));
    home.run(&["ingest", &rows.display().to_string()]).ends(0);
    for typed in ["rows.jsonl", "./rows.jsonl", "../papers/rows.jsonl"] {
        let again = Ran::of(home.command(&["ingest", typed]).current_dir(home.path("papers")).stdin(Stdio::null()).output().expect("it runs")).ends(0);
        assert!(again.out.contains("0 articles added, 0 replaced, 2 unchanged"), "{typed}: {}", again.out);
        assert!(again.err.contains(&format!("skipped: {typed}, line 3: ")), "{typed}: {}", again.err);
    }
}

#[test]
fn an_index_by_argument_and_by_setting() {
    let home = Home::new();
    let rows = home.write("rows.jsonl", ROWS).display().to_string();
    let index = home.path("elsewhere").display().to_string();
    home.run(&["ingest", &rows, "--index", &index]).ends(0);
    let question = "西岭县新修乡村公路多少公里？";
    assert!(home.run(&["--index", &index, "ask", question]).ends(0).out.contains("42公里"));
    let settings = home.write("mine.toml", &format!("[folders]\nindex = {index:?}\n")).display().to_string();
    assert!(home.run(&["ask", question, "--config", &settings]).ends(0).out.contains("42公里"));
    home.write("config/shuwen/config.toml", &format!("[folders]\nindex = {index:?}\n"));
    assert!(home.run(&["ask", question]).ends(0).out.contains("42公里"));
    home.run(&["--config", "/nowhere.toml", "ask", question]).ends(1);
}

#[test]
fn digests() {
    let home = Home::new();
    let rows = home.write("rows.jsonl", ROWS).display().to_string();
    home.run(&["ingest", &rows]).ends(0);
    assert!(home.run(&["digest", "--day", "2023-05-02"]).ends(0).out.contains("3600人次"));
    let latest = home.run(&["digest"]).ends(0).out;
    assert!(latest.contains("西岭县修路") && !latest.contains("夜市"), "{latest}");
    let week: serde_json::Value = serde_json::from_str(&home.run(&["digest", "--week", "--today", "2023-05-04", "--json"]).ends(0).out).expect("json");
    assert_eq!(week["stories"].as_array().map(Vec::len), Some(2));
    let place = home.run(&["digest", "--week", "--day", "2023-05-04", "--place", "东湖"]).ends(0).out;
    assert!(place.contains("夜市") && !place.contains("西岭"), "{place}");
    home.run(&["digest", "--day", "someday"]).ends(2);
}

#[test]
fn figures_of_a_text() {
    let home = Home::new();
    let shown = home.run(&["figures", "新修公路42公里，总投资8600万元"]).ends(0).out;
    assert!(shown.contains("【42公里】") && shown.contains("86000000"), "{shown}");
    let rows = "{\"id\":\"x\",\"input\":\"新修公路42公里\"}\n";
    let row: serde_json::Value = serde_json::from_str(&home.fed(&["figures", "-", "--jsonl"], rows).ends(0).out).expect("a row");
    assert_eq!((&row["id"], &row["predicted"][0]["text"], &row["predicted"][0]["start"]), (&"x".into(), &"42公里".into(), &4.into()));
    home.fed(&["figures", "-", "--jsonl"], "nonsense\n").ends(1);
}

#[test]
fn pages_read() {
    let home = Home::new();
    let shown = home.run(&["read", "seeds"]).ends(0).out;
    assert!(shown.contains("place     浙江省台州市") && shown.contains("kind      caption"), "{shown}");
    let rows = home.run(&["read", "seeds", "--jsonl"]).ends(0).out;
    let row: serde_json::Value = serde_json::from_str(rows.lines().next().expect("a row")).expect("json");
    assert_eq!(row["page"], "000_5071493cad230ae7");
    assert_eq!(row["articles"].as_array().map(Vec::len), Some(3));
    let broken = home.write("broken.txt", "\n").display().to_string();
    assert!(home.run(&["read", &broken]).ends(1).err.contains("the file is empty"));
}

#[test]
fn a_set_is_asked_and_judged() {
    let home = Home::new();
    let articles = home.write("set.articles.jsonl", ROWS).display().to_string();
    let questions = concat!(
        r#"{"id":"q1","question":"西岭县新修乡村公路多少公里？","answers":["42公里"],"kind":"figure","doc_id":"b"}"#,
        "\n",
        r#"{"id":"q2","question":"北塘区有多少所小学？","answers":[],"kind":"abstain"}"#,
        "\n"
    );
    let questions = home.write("set.questions.jsonl", questions).display().to_string();
    let predictions = home.path("predictions.jsonl");
    let report = home.run(&["eval", &articles, &questions, "--predictions", &predictions.display().to_string(), "--json"]).ends(0).out;
    let json: serde_json::Value = serde_json::from_str(&report).expect("json");
    assert_eq!((&json["kinds"]["figure"]["forced"], &json["kinds"]["every"]["n"]), (&1.into(), &2.into()));
    let rows: Vec<serde_json::Value> =
        std::fs::read_to_string(&predictions).expect("written").lines().map(|line| serde_json::from_str(line).expect("json")).collect();
    assert_eq!(rows.len(), 2);
    for key in ["id", "answer", "score", "guesses", "articles", "article", "quote"] {
        assert!(rows[0].get(key).is_some(), "no {key} in {}", rows[0]);
    }
    let old = home.write("old.json", &report).display().to_string();
    let compared = home.run(&["eval", &articles, &questions, "--compare", &old]).ends(0).out;
    assert!(compared.contains("0 questions better, 0 worse"), "{compared}");
    home.run(&["eval", &articles, &articles]).ends(1);
}

#[test]
fn tables_of_ones_own() {
    let home = Home::new();
    home.run(&["check"]).ends(0);
    let own = home.write("tables/replies/en.ftl", "nothing = Not a word of it.\n");
    let tables = home.path("tables").display().to_string();
    let settings = home.write("mine.toml", &format!("[folders]\ntables = {tables:?}\n")).display().to_string();
    home.run(&["check", "--config", &settings]).ends(0);

    std::fs::write(&own, "nothing = Not a word\nnonsuch = What is this\n").expect("written");
    assert!(home.run(&["check", "--config", &settings]).ends(1).out.contains("nonsuch"));

    home.write("tables/units.tmol", "");
    let told = home.run(&["check", "--config", &settings]).ends(1).err;
    assert!(told.starts_with("error: units.tmol ") && told.lines().count() == 1, "{told}");

    std::fs::remove_file(home.path("tables/units.tmol")).expect("removed");
    home.write("tables/rules/contexts.toml", "[target]\n");
    let told = home.run(&["check", "--config", &settings]).ends(1).err;
    assert!(told.starts_with("error: rules/contexts.toml "), "{told}");
}

#[test]
fn a_piped_conversation() {
    let home = Home::new();
    let talk = home.fed(&[], "宿城引进了多少高层次人才？\n1\n那知识产权呢？\n/sources\n").ends(0).out;
    assert!(talk.lines().any(|line| line.starts_with("Telegram: ") && line.contains("TELOXIDE_TOKEN")), "{talk}");
    for wanted in ["28人", "254项"] {
        assert!(talk.contains(wanted), "no {wanted} in\n{talk}");
    }
    let odd = home.fed(&["chat", "--quiet"], "宿城引进了多少高层次人才？\n99\n").ends(0).out;
    assert!(odd.contains("no button 99"), "{odd}");
    let quiet = home.fed(&["chat", "--quiet"], "/quit\n宿城引进了多少高层次人才？\n").ends(0);
    assert_eq!(quiet.out, "");
}

#[test]
fn what_cannot_be_read_ends_no_conversation() {
    let home = Home::new();
    let (first, second) = ("宿城引进了多少高层次人才？\n".as_bytes(), "那知识产权呢？\n".as_bytes());
    // A line of GB18030, and lines longer than any message.
    let long = format!("{}多少\n", "中国".repeat(100_000));
    let lines = [first, &b"\xc4\xe3\xba\xc3\n"[..], long.as_bytes(), "/ask@other_bot 多少？\n".as_bytes(), second].concat();
    let talk = home.fed(&["chat", "--quiet"], lines).ends(0).out;
    for wanted in ["28人", "不是 UTF-8 编码", "太长了：一个问题最多 4096 个字符", "(A command with @ is for the bot of that name", "254项"] {
        assert!(talk.contains(wanted), "no {wanted} in\n{}", talk.replace(long.trim(), "…"));
    }
    let long = "how many talents ".repeat(300);
    assert!(home.run(&["ask", &long]).ends(3).out.contains("a question may have 4096 characters"));
    assert!(home.run(&["ask", &long, "--json"]).ends(1).err.contains("longer than 4096 characters"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_links_to_itself_is_read_once() {
    let home = Home::new();
    home.write("papers/a.md", "# 引才有方\n\n宿城区先后引进高层次人才28人。\n");
    std::os::unix::fs::symlink(home.path("papers"), home.path("papers/loop")).expect("a link");
    let papers = home.path("papers").display().to_string();
    let told = home.run(&["ingest", &papers]).ends(0);
    assert!(format!("{}{}", told.out, told.err).contains("1 file read: 1 article added"), "{}{}", told.out, told.err);
}

#[test]
fn no_token_is_printed() {
    let home = Home::new();
    let token = "7654321:AAzyxwvutsrqponmlkjihgfedcba";
    let settings = home.write("mine.toml", &format!("[telegram]\ntoken = \"{token}\"\napi_url = \"nonsense\"\n")).display().to_string();
    let ran = home.run(&["serve", "--config", &settings, "-vv"]).ends(1);
    assert!(!ran.err.contains(token) && ran.err.contains("telegram api url"), "{}", ran.err);
    let missing = home.run(&["serve"]).ends(1);
    assert!(missing.err.starts_with("error: no token for Telegram") && missing.err.lines().count() == 1, "{}", missing.err);
    assert!(Path::new(&settings).exists());
}
