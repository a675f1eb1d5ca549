//! How a paper says a figure: as a fact, an aim, a plan, somebody's claim, or as not so; and whether it is what a
//! yes-or-no question supposes.

use chrono::NaiveDate;
use shuwen::answer::{Answer, Finding, Holds, Status, Verdict, holds};
use shuwen::corpus::Article;
use shuwen::engine::Engine;
use shuwen::figures::Modifier;
use shuwen::text::Span;

#[test]
fn the_status_of_a_figure_is_the_papers() {
    let cases = [
        ("青川县去年建成水库12座。", Status::Fact),
        ("青川县力争年底建成水库12座。", Status::Target),
        ("青川县计划建成水库12座。", Status::Plan),
        ("网传青川县已建成水库12座。", Status::Claim),
        ("青川县今年未完成12座水库的建设。", Status::Negated),
    ];
    let today = NaiveDate::from_ymd_opt(2021, 9, 6).expect("a day");
    for (text, status) in cases {
        let engine = Engine::embedded().expect("the embedded corpus");
        engine.ingest(&[Article { id: "one".into(), text: text.into(), ..Article::default() }]).expect("an article");
        let answer = engine.ask("青川县建成多少座水库？", None, today).expect("an answer").answer;
        let first = answer.near.first().unwrap_or_else(|| panic!("nothing found in {text}"));
        assert!(first.text.contains("12座"), "{text}: {}", first.text);
        assert_eq!(first.status, status, "{text}");
    }
}

/// The finding of the words between 【 and 】 of a text.
fn finding(engine: &Engine, text: &str) -> Finding {
    let printed: String = text.chars().filter(|c| !"【】".contains(*c)).collect();
    let article = Article { id: text.into(), text: printed.clone(), ..Article::default() };
    let (start, end) = (text.find('【').expect("a mark"), text.find('】').expect("its end") - '【'.len_utf8());
    let mention = engine.figures().mentions(&printed, None).into_iter().find(|mention| mention.span == Span::new(start, end));
    Finding {
        text: printed[start..end].to_owned(),
        english: String::new(),
        modifier: mention.as_ref().map_or(Modifier::Exact, |mention| mention.modifier),
        value: mention.map(|mention| mention.value),
        status: Status::Fact,
        article: article.id.clone(),
        quote: article.quote(Span::new(0, printed.len())).expect("a sentence"),
        mark: Span::new(start, end),
        headline: String::new(),
        source: String::new(),
        place: String::new(),
        date: None,
        url: String::new(),
        agreeing: 1,
        confidence: 900,
        fits: true,
    }
}

#[test]
fn what_is_supposed_is_so_only_where_that_is_certain() {
    let engine = Engine::embedded().expect("the embedded corpus");
    let today = NaiveDate::from_ymd_opt(2021, 9, 6).expect("a day");
    let (yes, open) = (Some(Holds::Yes), Some(Holds::Open));
    for (question, text, wanted) in [
        ("电站装机容量是1600万千瓦吗", "电站装机容量【1600万千瓦】。", yes),
        ("电站装机容量是16000兆瓦吗", "电站装机容量【1600万千瓦】。", yes),
        ("电站装机容量是1700万千瓦吗", "电站装机容量【1600万千瓦】。", open),
        ("电站装机容量是2000万千瓦吗", "电站装机容量【1600万千瓦】。", open),
        ("电站装机容量是1600万千瓦吗", "电站装机容量【1602.5万千瓦】。", open),
        ("电站装机容量是1600万千瓦吗", "电站装机容量【超过1600万千瓦】。", open),
        ("电站装机容量是1600万千瓦吗", "电站装机容量【约1600万千瓦】。", open),
        ("电站装机容量超过1600万千瓦吗", "电站装机容量【1700万千瓦】。", open),
        ("电站装机容量是1600万千瓦吗", "电站年发电量【1600万千瓦时】。", open),
        ("区里引进了28名人才吗", "区里引进人才【28人】。", yes),
        ("区里引进了28个人才吗", "区里引进人才【28人】。", open),
        ("区里引进了28个人才吗", "区里引进【28名】高层次人才。", yes),
        // What it is said to be more or less than is not what it is.
        ("青山公司员工低于300人吗", "青山公司员工总数为【300人】。", open),
        ("青山公司员工高于300人吗", "青山公司员工总数为【300人】，高于去年。", open),
        ("青山公司员工达到300人了吗", "青山公司员工达到【300人】。", open),
        ("青山公司员工满300人吗", "青山公司员工总数为【300人】。", open),
        ("青山公司员工比去年多300人吗", "青山公司员工总数为【300人】，比去年多。", open),
        ("青山公司员工有300人吗", "青山公司员工总数为【300人】。", yes),
        ("青山公司的员工共300人，对吗", "青山公司员工总数为【300人】。", yes),
        // Whose figure it is, what it counts and when it was, the paper must say.
        ("广东有300家上市公司吗", "全国上市公司有【300家】。", open),
        ("全县有12个社区吗", "全县共有【12个】村、3个社区。", open),
        ("全县有12个村吗", "全县共有【12个】村、3个社区。", yes),
        ("2019年区里引进了28名人才吗", "区里引进人才【28人】。", open),
        ("2019年区里引进了28名人才吗", "2019年区里引进人才【28人】。", yes),
        ("2019年区里引进了28名人才吗", "2018年区里引进人才【28人】。", open),
        ("区里引进了28名教师吗", "区里引进人才【28人】。", open),
        ("无锡引进了28名人才吗", "无锡引进人才【28人】。", yes),
        ("区里引进了28名人才吗", "区里引进人才【30人】。", open),
        ("区里培训了28人吗", "区里培训人才【28人次】。", open),
        ("区里没有引进28名人才吗", "区里引进人才【28人】。", open),
        ("出口增长了5%吗", "出口增长【5%】。", yes),
        ("出口增长了5%吗", "出口下降【5%】。", open),
        ("区长是王芳吗", "区长【王芳】说。", yes),
        ("区长是王芳吗", "区长【李明】说。", open),
        ("区里引进了多少人才", "区里引进人才【28人】。", None),
        ("Did the district attract 28 talents?", "区里引进人才【28人】。", open),
        ("Is its capacity 1,600 MW?", "电站装机容量【160万千瓦】。", open),
        ("Is its capacity 1,700 MW?", "电站装机容量【160万千瓦】。", open),
    ] {
        let asked = engine.read(question, None, today).expect("a question");
        let found = vec![finding(&engine, text)];
        let answer = Answer { verdict: Verdict::Found, confidence: 900, near: found.clone(), found, holds: None };
        assert_eq!(holds(&asked, &answer, engine.figures()), wanted, "{question}: {text}, supposed {:?}", asked.supposed);
        // Of two that fit, and of what is no fact, nothing is said to be so.
        let target = Finding { status: Status::Target, ..answer.found[0].clone() };
        let aim = Answer { found: vec![target], ..answer.clone() };
        assert_eq!(holds(&asked, &aim, engine.figures()), wanted.and(open), "{question}: {text}");
        assert_eq!(holds(&asked, &Answer { verdict: Verdict::Unsure, ..answer }, engine.figures()), None);
    }
}
