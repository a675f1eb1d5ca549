//! Every command that a document shows is run, and prints what the document says.
//!
//! A block marked `console` has lines `$ command`, each followed by what it prints; a line `…`
//! stands for any number of lines, `…` within a line for any words. The commands of one document
//! share a home of their own, without token, and the repository as their folder. `UPDATE=1`
//! writes down what is printed (where no `…` stands): read it before you commit it.
//! `SHUWEN_PROGRAM` names another build to run, as `.ci/run` does with the release build.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Documents whose commands are run.
const DOCUMENTS: &[&str] = &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

#[test]
fn commands_print_what_the_documents_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    let mut run = 0;
    for document in DOCUMENTS {
        let path = root.join(document);
        let text = std::fs::read_to_string(&path).expect("the document");
        let home = Home::new();
        let (mut out, mut inside) = (String::new(), None::<Vec<String>>);
        for line in text.lines() {
            match (&mut inside, line) {
                (None, "```console") => inside = Some(Vec::new()),
                (Some(block), "```") => {
                    for (command, wanted) in commands(block) {
                        run += 1;
                        let found = home.run(&command);
                        let shown = if fits(&wanted, &found) {
                            wanted
                        } else {
                            wrong.push(format!("{document}: $ {command}\nprints\n{found}\nand not\n{wanted}"));
                            if wanted.contains('…') { wanted } else { found }
                        };
                        out += &format!("$ {command}\n{shown}");
                    }
                    inside = None;
                }
                (Some(block), line) => {
                    block.push(line.to_owned());
                    continue;
                }
                (None, _) => {}
            }
            out += line;
            out.push('\n');
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, out).expect("written");
        }
    }
    assert!(run >= 8, "only {run} commands are shown");
    assert!(wrong.is_empty() || std::env::var_os("UPDATE").is_some(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_newcomer_needs_two_commands() {
    let text = include_str!("../../README.md");
    let shown: Vec<&str> = text.lines().filter(|line| line.starts_with("cargo ")).collect();
    assert_eq!(shown, ["cargo run --release", "cargo test"]);
}

#[test]
fn a_different_print_is_noticed() {
    assert!(fits("a\n…\nd\n", "a\nb\nc\nd\n") && fits("…\n", "") && fits("in … s\n", "in 3.2 s\n"));
    assert!(!fits("a\n", "b\n") && !fits("a\n…\n", "b\na\n") && !fits("in … s\n", "in 3.2 min\n") && !fits("a\n", "a\nb\n"));
}

/// A home of its own, with the program on the path.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let program = std::env::var_os("SHUWEN_PROGRAM").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_shuwen")), PathBuf::from);
        let bin = folder.path().join("bin");
        std::fs::create_dir(&bin).expect("made");
        std::os::unix::fs::symlink(program, bin.join("shuwen")).expect("linked");
        Self { folder }
    }

    /// What a command prints, on both outputs.
    fn run(&self, command: &str) -> String {
        let home = self.folder.path();
        let path = format!("{}:{}", home.join("bin").display(), std::env::var("PATH").unwrap_or_default());
        let output = Command::new("bash")
            .args(["-c", &format!("exec 2>&1\n{command}")])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_remove("TELOXIDE_TOKEN")
            .env_remove("RUST_LOG")
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("LANG", "en_GB.UTF-8")
            .env_remove("LC_ALL")
            .env("PATH", path)
            .output()
            .expect("bash runs");
        String::from_utf8_lossy(&output.stdout).replace(&home.display().to_string(), "~")
    }
}

/// The commands of a block, each with what it is said to print.
fn commands(block: &[String]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in block {
        match (line.strip_prefix("$ "), found.last_mut()) {
            (Some(command), _) => found.push((command.to_owned(), String::new())),
            (None, Some((_, printed))) => *printed += &format!("{line}\n"),
            (None, None) => panic!("a console block begins with a command, not with {line:?}"),
        }
    }
    found
}

/// Whether a text is as said, `…` standing for anything.
fn fits(said: &str, found: &str) -> bool {
    let line = |line: &str| match line {
        "…" => "(?:.*\\n)*?".to_owned(),
        _ => line.split('…').map(regex::escape).collect::<Vec<_>>().join(".*") + "\\n",
    };
    let pattern: String = said.trim_end().lines().map(line).collect();
    let found = found.trim_end().lines().map(|line| format!("{line}\n")).collect::<String>();
    regex::Regex::new(&format!("^{pattern}$")).expect("an escaped pattern").is_match(&found)
}
