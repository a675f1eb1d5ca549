//! Conversations over the seed page: golden transcripts, and what must hold of any reply.
//!
//! A transcript in `tests/cases/chats` begins with `key: value` lines (chat, language, admin,
//! now), then has lines of what is said, each followed by what comes back:
//! `> words`, `>> words` in reply to the bot's last message, `>< words | theirs` in reply to
//! somebody else's, `>[label]` a button of the last reply that had one, `>? words` inline.
//! What comes back is written anew with `UPDATE=1`; read it before you commit it.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use shuwen::answer::{Answer, Finding, Status, Verdict};
use shuwen::chat::{
    Block, Chat, ChatState, Effect, Incoming, LONGEST, Now, Replied, Reply, Rich, Said, Style, Turn, Words, html, split, terminal, terminal_reply,
};
use shuwen::corpus::Article;
use shuwen::engine::Engine;
use shuwen::figures::Modifier;
use shuwen::index::Embedded;
use shuwen::resources::Resources;
use shuwen::text::{Language, Span};

static CHAT: LazyLock<Chat> = LazyLock::new(|| {
    let engine = Engine::embedded().expect("the embedded corpus");
    Chat::new(Arc::new(engine), Words::embedded().expect("the embedded replies"), "shuwen_bot")
});

#[test]
fn transcripts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/chats");
    let mut wrong = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(&folder).expect("the cases").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let wanted = std::fs::read_to_string(&file).expect("a transcript");
        let found = play(&wanted);
        if found == wanted {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, found).expect("written");
        } else {
            wrong.push(format!("{} differs; as played:\n{found}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The transcript with its inputs as they are and what comes back as it is now.
fn play(script: &str) -> String {
    let (head, body) = script.split_once("\n\n").expect("a head, an empty line, a conversation");
    let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let mut now = Now { local: field("now").expect("a moment").parse().expect("a moment like 2021-09-02T09:00:00") };
    let mut incoming = Incoming {
        chat: if field("chat") == Some("group") { -7 } else { 7 },
        thread: None,
        group: field("chat") == Some("group"),
        user: 1,
        admin: field("admin") == Some("yes"),
        language: field("language").map(str::to_owned),
        said: Said::Inline(String::new()),
    };
    let (mut state, mut last, mut with_buttons) = (ChatState::default(), Reply::default(), Reply::default());
    let mut out = format!("{head}\n");
    for line in body.lines().filter(|line| line.starts_with('>')) {
        incoming.said = said(line, &last, &with_buttons);
        let turn = CHAT.turn(&state, &incoming, &now);
        sound(&turn);
        // Every turn is a restart: only the written state goes on.
        state = ChatState::from_text(&turn.state.to_text().expect("a state")).expect("a state");
        assert_eq!(state, turn.state);
        write!(out, "\n{line}\n{}", told(&turn)).expect("memory");
        if let Some(reply) = turn.replies.last() {
            last = reply.clone();
            if !reply.buttons.is_empty() {
                with_buttons = reply.clone();
            }
        }
        now.local += chrono::TimeDelta::minutes(1);
    }
    out
}

fn said(line: &str, last: &Reply, with_buttons: &Reply) -> Said {
    let text = |words: &str, reply| Said::Text { text: words.trim().replace("\\n", "\n"), reply };
    if let Some(words) = line.strip_prefix(">>") {
        return text(words, Some(Replied { text: last.rich.text(), own: true }));
    }
    if let Some(words) = line.strip_prefix("><") {
        let (words, theirs) = words.split_once('|').expect("words | theirs");
        return text(words, Some(Replied { text: theirs.trim().into(), own: false }));
    }
    if let Some(words) = line.strip_prefix(">?") {
        return Said::Inline(words.trim().into());
    }
    if let Some(label) = line.strip_prefix(">[") {
        let label = label.trim_end_matches(']');
        let button = with_buttons.buttons.iter().flatten().find(|button| button.label == label);
        // What is no label is sent as data: an old or broken button.
        return Said::Press(button.map_or(label.to_owned(), |button| button.data.clone()));
    }
    text(&line[1..], None)
}

/// What must hold of every turn.
fn sound(turn: &Turn) {
    assert_eq!(turn.trouble, None);
    for reply in &turn.replies {
        for part in split(&reply.rich, LONGEST) {
            assert!((1..=LONGEST).contains(&part.units()));
        }
        for button in reply.buttons.iter().flatten() {
            assert!((1..=64).contains(&button.data.len()), "{}", button.data);
            assert!(!button.label.is_empty());
        }
        assert!(!reply.rich.is_empty());
        assert!(!terminal_reply(reply, false).contains('\u{1b}'));
    }
}

fn told(turn: &Turn) -> String {
    let mut out = String::new();
    for effect in &turn.effects {
        let line = match effect {
            Effect::Subscribe(wish) => format!("! subscribe chat {} at {} on “{}” in {}", wish.chat, wish.time, wish.topic, wish.language),
            Effect::Unsubscribe { chat, .. } => format!("! unsubscribe chat {chat}"),
        };
        writeln!(out, "{line}").expect("memory");
    }
    for card in &turn.cards {
        writeln!(out, "= {} | {}", card.title, card.note).expect("memory");
    }
    for reply in &turn.replies {
        writeln!(out, "{}", html(&reply.rich)).expect("memory");
        for row in &reply.buttons {
            let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.label)).collect();
            writeln!(out, "{}", labels.join(" ")).expect("memory");
        }
    }
    if out.is_empty() { "(silence)\n".to_owned() } else { out }
}

#[test]
fn replies_of_both_languages_fit_the_program() {
    assert_eq!(Words::embedded().expect("the embedded replies").check(), [""; 0]);
}

#[test]
fn a_wording_laid_over_takes_its_place_and_is_checked() {
    let words = Words::with(&[(Language::English, "nothing = No paper says so.\nnear = { $oops }\nspare = x\n")]).expect("fluent");
    let faults = words.check();
    assert!(faults.iter().any(|fault| fault.contains("`near` uses $oops")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.contains("`spare`")), "{faults:?}");
    let error = Words::with(&[(Language::Chinese, "start = a\nbroken { \n")]).expect_err("no fluent");
    assert!(error.to_string().starts_with("replies/zh.ftl: line "), "{error}");
}

#[test]
fn the_menu_speaks_both_languages() {
    for language in [Language::Chinese, Language::English] {
        for (name, what) in CHAT.commands(language) {
            assert!(name.len() <= 32 && name.chars().all(|c| c.is_ascii_lowercase()));
            assert!((1..=256).contains(&what.chars().count()));
        }
    }
}

fn finding(text: &str, printed: &str, status: Status, modifier: Modifier) -> Finding {
    let article = Article { id: format!("{printed}{text}"), text: text.into(), ..Article::default() };
    let start = text.find(printed).expect("printed in the text");
    Finding {
        english: String::new(),
        text: printed.into(),
        value: None,
        modifier,
        status,
        article: article.id.clone(),
        quote: article.quote(Span::new(0, text.len())).expect("a sentence"),
        mark: Span::new(start, start + printed.len()),
        headline: "<大桥>通车".into(),
        source: "清河日报".into(),
        place: String::new(),
        date: "2021-09-01".parse().ok(),
        url: "https://paper.example/?a=1&b=2".into(),
        agreeing: 3,
        confidence: 700,
        fits: true,
    }
}

/// A chat over a few articles of its own.
fn chat_over(articles: &[Article]) -> Chat {
    let resources = Resources::embedded();
    let engine = Engine::load(&resources, |segmenter| Ok(Arc::new(Embedded::in_memory(segmenter)?))).expect("an engine");
    engine.ingest(articles).expect("ingested");
    Chat::new(Arc::new(engine), Words::embedded().expect("the embedded replies"), "shuwen_bot")
}

fn road(id: &str, place: &str, day: &str, length: u32) -> Article {
    let text = format!("记者从{}交通运输局获悉，今年全县新修农村公路{length}公里，方便群众出行。", place.chars().skip(4).collect::<String>());
    Article { id: id.into(), headline: "农村公路通到家门口".into(), place: place.into(), date: day.parse().ok(), text, ..Article::default() }
}

#[test]
fn a_question_that_fits_two_places_or_years_is_narrowed_by_a_button() {
    let cases = [
        ([road("one", "河北省河间市", "2023-05-02", 42), road("two", "山东省曲阜市", "2023-05-02", 58)], ["河间市", "曲阜市"], "42公里"),
        ([road("one", "河北省河间市", "2022-05-02", 42), road("two", "河北省河间市", "2023-05-02", 58)], ["2022年", "2023年"], "42公里"),
    ];
    for (articles, choices, wanted) in cases {
        let chat = chat_over(&articles);
        let now = Now { local: "2023-06-01T09:00:00".parse().expect("a moment") };
        let said = |said: Said| Incoming { chat: 7, thread: None, group: false, user: 1, admin: false, language: None, said };
        let asked = chat.turn(&ChatState::default(), &said(Said::Text { text: "新修农村公路多少公里？".into(), reply: None }), &now);
        let reply = asked.replies.last().expect("a reply");
        let mut labels: Vec<&str> = reply.buttons.last().expect("choices").iter().map(|button| button.label.as_str()).collect();
        labels.sort_unstable();
        let mut choices = choices;
        choices.sort_unstable();
        assert_eq!(labels, choices, "{}", html(&reply.rich));
        let first = reply.buttons.iter().flatten().find(|button| ["河间市", "2022年"].contains(&button.label.as_str())).expect("the first's choice");
        let chosen = chat.turn(&asked.state, &said(Said::Press(first.data.clone())), &now);
        let told = html(&chosen.replies.last().expect("a reply").rich);
        assert!(told.starts_with(&format!("<b>{wanted}</b>")), "{told}");
    }
}

#[test]
fn what_is_longer_than_a_message_is_not_read() {
    let now = Now { local: "2021-09-02T09:00:00".parse().expect("a moment") };
    let long = "宿城区".repeat(LONGEST);
    let text = |words: &str| Said::Text { text: words.to_owned(), reply: None };
    for (said, group, replies, wanted) in [
        (text(&long), false, 1, "太长了：一个问题最多 4096 个字符"),
        (text(&"how many ".repeat(LONGEST)), false, 1, "a question may have 4096 characters"),
        (text(&format!("/figures {long}")), false, 1, "太长了"),
        (text(&long), true, 0, ""),
        (text(&format!("/ask {long}")), true, 1, "太长了"),
        (Said::Inline(long.clone()), false, 0, ""),
        // As long as a message may be, in the units that Telegram counts.
        (text(&"𠀀".repeat(LONGEST / 2)), false, 1, "没看出要查什么"),
        (text(&"𠀀".repeat(LONGEST / 2 + 1)), false, 1, "太长了"),
    ] {
        let turn = CHAT.turn(&ChatState::default(), &Incoming { chat: 7, thread: None, group, user: 1, admin: false, language: None, said }, &now);
        let told: Vec<String> = turn.replies.iter().map(|reply| reply.rich.text()).collect();
        assert_eq!((told.len(), turn.cards.len(), turn.trouble), (replies, 0, None), "{told:?}");
        assert!(told.concat().contains(wanted), "{told:?}");
    }
}

#[test]
fn answers_that_disagree_are_both_shown_with_what_each_is_worth() {
    let one = finding("据悉，大桥全长约1280米，总投资6亿元。", "约1280米", Status::Fact, Modifier::About);
    let two = finding("按规划，大桥全长将达到1300米，今年动工。", "1300米", Status::Plan, Modifier::Exact);
    let answer = Answer { verdict: Verdict::Close, confidence: 500, found: vec![one.clone(), two.clone()], near: vec![one.clone()], holds: None };
    let zh = html(&CHAT.answer_reply(Language::Chinese, &answer).rich);
    for part in [
        "有 2 个说法",
        "<b>约1280米</b>\n大桥全长约1280米\n<i>原文是约数",
        "<b>1300米</b>\n大桥全长将达到1300米\n<i>这是预计或计划，还不是事实。</i>",
        "全长将达到<b><u>1300米</u></b>，今年动工。</blockquote>",
        "<a href=\"https://paper.example/?a=1&amp;b=2\">《&lt;大桥&gt;通车》</a> 清河日报 · 2021年9月1日",
        "另有 2 篇报道",
    ] {
        assert!(zh.contains(part), "{part} is not in\n{zh}");
    }
    let found = Answer { verdict: Verdict::Found, ..answer };
    let en = html(&CHAT.answer_reply(Language::English, &found).rich);
    assert!(en.starts_with("<b>约1280米</b>") && en.contains("There is also a different figure:\n<b>1300米</b>"), "{en}");
    assert!(en.contains("“about”") && en.contains("not yet a fact") && en.contains("1 September 2021"), "{en}");
}

#[test]
fn markup_in_a_text_stays_text() {
    let mut rich = Rich::new();
    rich.push(Block::quotation().with("<b>&\"", Style::Plain).with("1<2", Style::Mark).with("x", Style::Link("https://a/?b=\"&c".into())));
    let wanted = "<blockquote>&lt;b&gt;&amp;&quot;<b><u>1&lt;2</u></b><a href=\"https://a/?b=&quot;&amp;c\">x</a></blockquote>";
    assert_eq!(html(&rich), wanted);
    let mut rich = Rich::new();
    rich.line("a\u{1b}[31mb");
    assert_eq!(terminal(&rich, false), "a[31mb");
}

fn rich() -> impl Strategy<Value = Rich> {
    let style = prop_oneof![Just(Style::Plain), Just(Style::Bold), Just(Style::Mark), Just(Style::Link("https://a.example".into()))];
    let run = ("[人才，。 a1<&\n😀𠮷]{0,40}", style);
    let block = (any::<bool>(), prop::collection::vec(run, 0..6));
    prop::collection::vec(block, 0..8).prop_map(|blocks| {
        let mut rich = Rich::new();
        for (quote, runs) in blocks {
            let empty = if quote { Block::quotation() } else { Block::default() };
            rich.push(runs.into_iter().fold(empty, |block, (text, style)| block.with(text, style)));
        }
        rich
    })
}

/// Letters with their looks, blanks left out: what a cut must keep.
fn letters(parts: &[Rich]) -> Vec<(char, Style, bool)> {
    let runs = parts.iter().flat_map(|part| &part.blocks).flat_map(|block| block.runs.iter().map(|run| (run, block.quote)));
    runs.flat_map(|(run, quote)| run.text.chars().map(move |c| (c, run.style.clone(), quote))).filter(|(c, ..)| !c.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn a_split_text_fits_and_loses_nothing(rich in rich(), limit in 2usize..60) {
        let parts = split(&rich, limit);
        for part in &parts {
            prop_assert!(part.units() <= limit, "{} > {limit}", part.units());
            prop_assert!(!part.is_empty());
            let marked = html(part);
            for tag in ["b", "u", "a", "blockquote"] {
                let opened = marked.matches(&format!("<{tag}>")).count() + marked.matches(&format!("<{tag} ")).count();
                prop_assert_eq!(opened, marked.matches(&format!("</{tag}>")).count());
            }
        }
        prop_assert_eq!(letters(&parts), letters(std::slice::from_ref(&rich)));
    }

    #[test]
    fn any_words_get_an_answer(words in "\\PC{0,40}", group in any::<bool>()) {
        // A command with @ is for the bot of that name.
        let others = words.trim_start().starts_with(['/', '／']) && words.contains(['@', '＠']);
        let incoming = Incoming { chat: 1, thread: None, group, user: 1, admin: false, language: None, said: Said::Text { text: words, reply: None } };
        let now = Now { local: "2021-09-02T09:00:00".parse().expect("a moment") };
        let turn = CHAT.turn(&ChatState::default(), &incoming, &now);
        sound(&turn);
        prop_assert!(group || others || !turn.replies.is_empty());
    }

    #[test]
    fn any_button_gets_an_answer(data in "[sn]:[0-9a-z#:]{0,60}|\\PC{1,20}") {
        let incoming = Incoming { chat: 1, thread: None, group: false, user: 1, admin: false, language: None, said: Said::Press(data) };
        let now = Now { local: "2021-09-02T09:00:00".parse().expect("a moment") };
        let turn = CHAT.turn(&ChatState::default(), &incoming, &now);
        sound(&turn);
        prop_assert_eq!(turn.replies.len(), 1);
    }
}
