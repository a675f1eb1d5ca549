//! English questions over a corpus: names that only the corpus knows, and which Chinese word is meant.
//!
//! Knows nothing of what the answers weigh; places, terms, days and amounts have their tests beside
//! what reads them.

use std::sync::Arc;

use chrono::NaiveDate;
use shuwen::corpus::Article;
use shuwen::engine::{Engine, Trace};
use shuwen::index::Embedded;
use shuwen::resources::Resources;

fn engine(texts: &[&str]) -> Engine {
    let engine = Engine::load(&Resources::embedded(), |segmenter| Ok(Arc::new(Embedded::in_memory(segmenter)?))).expect("an engine");
    let day = |at: usize| NaiveDate::from_ymd_opt(2023, 1, 1).and_then(|first| first.checked_add_days(chrono::Days::new(at as u64)));
    let told = |(at, text): (usize, &&str)| Article { id: at.to_string(), text: (*text).into(), date: day(at), ..Article::default() };
    engine.ingest(&texts.iter().enumerate().map(told).collect::<Vec<_>>()).expect("ingested");
    engine
}

fn ask(engine: &Engine, question: &str) -> Trace {
    engine.ask(question, None, NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day")).expect("an answer")
}

#[test]
fn names_are_found_in_any_article_as_words_of_their_own() {
    let mut texts = vec![
        "老字号内联升重视设计，去年研发费用达到200万元。",
        "玉麦乡过去只有3口人，现在玉麦住着67户人家。",
        "企业在新领域迈出第一步，真正陆续投产，今年研发费用达到50万元。",
        "刘争团队拥有专利18项。",
        "洞下槽村的茶叶有1.1万亩。",
    ];
    texts.extend(["大桥今天通车，市民很高兴。"; 40]);
    let engine = engine(&texts);
    for (question, wanted) in [
        ("How much did Neiliansheng spend on research and development?", Some("内联升")),
        ("How many households live in Yumai township now?", Some("玉麦")),
        ("How many patents does Liu Zheng's team hold?", Some("刘争")),
        ("How many mu of tea does Dongxiacao village have?", Some("洞下槽")),
        // No article has it, or only the ends of other words spell it.
        ("How much did Qianmendian spend on research and development?", None),
        ("How many patents does Zheng Lu's team hold?", None),
    ] {
        let trace = ask(&engine, question);
        let name = trace.question.terms.iter().find(|term| term.name).map(|term| term.text.as_str());
        assert_eq!(name.filter(|name| !name.is_ascii()), wanted, "{question}: {name:?}");
    }
}

#[test]
fn the_articles_found_say_which_word_is_meant() {
    let engine = engine(&[
        "春节期间，全市传统村落举办民俗活动120场，村民说活动很热闹。",
        "这起事件造成3人受伤，事件正在调查。",
        "马拉松赛事吸引2万名选手，赛事分两天。",
    ]);
    for (question, wanted) in [
        ("How many events did traditional villages hold over the Spring Festival?", "活动"),
        ("How many people were injured in the event under investigation?", "事件"),
    ] {
        let trace = ask(&engine, question);
        let read = trace.question.terms.iter().map(|term| term.text.as_str()).collect::<Vec<_>>();
        assert!(read.contains(&wanted), "{question}: {read:?}");
    }
}

#[test]
fn an_english_question_is_said_in_the_order_of_a_chinese_one() {
    let engine = engine(&["白朗县蔬菜大棚有2256座。"]);
    for (question, wanted) in [
        ("How many greenhouses are there in Ganxian?", "赣县多少大棚"),
        ("How much did foreign trade grow year on year in the first half of 2022?", "2022年上半年同比外贸增长多少"),
        ("By what percent did tourism income grow?", "旅游收入增长百分之多少"),
        ("What was the total area of the greenhouses?", "大棚总面积多少"),
        ("How much is a ticket to the expo?", "博览会门票多少钱"),
        ("How much was the revenue?", "收入多少"),
        ("Which doctor won the medal?", "获得奖牌医生谁"),
        ("Which edition did the firm attend in June 2021?", "2021年6月企业出席第几届"),
        ("What was Boluo county's GDP in 2021?", "2021年博罗国内生产总值多少"),
        ("what's Boluo county's GDP", "博罗国内生产总值多少"),
        ("Which president visited the country's museum?", "访问国家博物馆总统谁"),
        ("What is the name of the minister?", "谁部长"),
        ("What was the name of the minister's book?", "图书叫什么部长"),
        ("Where did Ganxian rank?", "赣县排名第几"),
        ("What is the deadline for bids?", "招标期限什么时候"),
        ("WHO is the mayor", "市长谁"),
        ("when did the WHO declare it", "世界卫生组织宣布什么时候"),
        ("How many people fell ill in the last 5 years?", "近5年多少人患病"),
    ] {
        assert_eq!(ask(&engine, question).question.text, wanted, "{question}");
    }
}

#[test]
fn what_is_asked_is_said_by_more_than_the_first_question_word() {
    let engine = engine(&["白朗县蔬菜大棚有2256座。", "莫女士花了3元。"]);
    for (question, wanted) in [
        // A word that joins a clause asks nothing.
        ("In the case of the tenant who paid, how many days did the court take?", "多少天"),
        ("When did the swimmer, who won the medal, retire?", "什么时候"),
        ("When 2022 began, which mayor retired?", "谁"),
        // Headlines ask with a noun.
        ("number of greenhouses in Ganxian in 2022", "2022年赣县多少大棚"),
        ("Ganxian greenhouse area 2022", "2022年赣县大棚面积多少"),
        ("year the greenhouse was built in Ganxian", "什么时候"),
        ("name of the mayor of Ganxian", "赣县市长谁"),
        ("name of the Ganxian greenhouse", "赣县大棚叫什么"),
        ("average minutes a day spent on the app", "多少分钟"),
        ("highest power in watts", "多少瓦"),
        ("Ganxian, revenue growth", "增长多少"),
        ("Sales drop", "下降多少"),
        ("mayor of Ganxian", "赣县市长谁"),
        ("host city for the expo", "哪里"),
        ("libraries where residents borrow books", "多少图书馆"),
        // What a verb or a noun behind says.
        ("What did the ticket cost?", "多少钱"),
        ("What were the deals worth?", "多少钱"),
        ("How much does a farmer make a year?", "多少钱"),
        ("How much has the city spent on parks?", "多少钱"),
        ("Where did the price index close?", "多少"),
        ("Where did the runner finish in the final?", "第几"),
        ("What time did the runner swim in the final?", "多久"),
        ("What was the minimum price per table?", "多少"),
        ("Which town Party secretary led the visit?", "谁"),
        ("Which city hosts the expo?", "哪里"),
        ("Which coach station was closed?", "哪里"),
        ("What's the longest that anyone stayed?", "多长"),
        ("What is the greenhouse called?", "叫什么"),
        ("Residents of which village moved?", "哪里"),
        ("How much were exports up on the year before?", "增长多少"),
        ("sudirman cup final 2021 venue", "哪里"),
        ("In the first-half table, what was Ganxian's figure?", "多少"),
        ("How much CO2 does the plant absorb?", "二氧化碳"),
        ("How many delegates were at the 20th National Congress?", "二十大"),
        ("China trades with 12 countries with which it has a treaty. How many of them are new?", "多少"),
        ("How long did the strike last?", "多久"),
        ("How high was the mortality rate?", "多少"),
        ("How many times as fast is the new train?", "多少倍"),
        ("On which floor was the facade damaged?", "几楼"),
        ("The article ran in which issue of the magazine?", "第几期"),
        ("October 2025 was which month in a row that prices rose?", "第几个月"),
        ("how likely is a recession by June 2024", "百分之多少"),
        ("How small is the package of the speaker?", "多少"),
        ("what % of growth came from consumption", "百分之多少"),
        ("What is the range of the missile?", "多少"),
        ("What was the Bank of England's benchmark rate after the hike?", "基准利率多少"),
        ("What was the preliminary University of Michigan consumer sentiment index for April 2026?", "指数多少"),
        ("What did inflation hit in September 2022?", "多少"),
        ("What did Brent crude futures settle at per barrel on August 3?", "多少"),
        ("What did the central bank cut its forecast to in March 2025?", "多少"),
        ("where did the shares close on August 2", "多少"),
        ("Where did the bank see unemployment going by the end of 2024?", "多少"),
        ("What was the most rain that fell in an hour?", "多少"),
        ("What is the next year with two supermoons?", "什么时候"),
        ("Which evening was he caught?", "什么时候"),
        ("longfor rank in the latest list", "第几"),
        ("free hepatitis screening total people tested by the end of July", "多少"),
        ("children's choir, year founded", "什么时候"),
        ("donations for the coach: last day?", "什么时候"),
        ("liu, who outed sun: number of weibo followers", "多少"),
        ("Could you tell me the name of the chairman of the firm?", "谁"),
        ("cumulative return on the fund since Luo took over as manager", "多少"),
        // And what they do not say.
        ("What did the company sell?", "什么"),
        ("How long did the road run?", "多长"),
        ("In which year did the firm move?", "什么时候"),
        ("What did the car hit?", "什么"),
        ("What did the plane hit at the airport?", "什么"),
        ("Where did the shop close?", "哪里"),
        ("Where did the worker fall?", "哪里"),
        ("Where did the team finish their training?", "哪里"),
        ("What time did he set off?", "几点"),
        ("What is the most popular dish?", "什么"),
        // Names.
        ("How much did Ms Mo pay?", "莫女士"),
        ("How many China-Thailand firms are there?", "中国泰国"),
        ("How many astronauts flew on Shenzhou-22?", "二十二号"),
        ("How many greenhouses were there up to 2022?", "截至"),
    ] {
        let text = ask(&engine, question).question.text;
        assert!(text.contains(wanted), "{question}: {text} has no {wanted}");
    }
    for question in [
        "Good morning",
        "Ganxian greenhouses",
        "Thanks, teacher",
        "I love my daughter",
        "Is the mayor of Ganxian tall?",
        "Villager killed by tiger",
        "China vice-premier visits France",
        "Early days of the company",
    ] {
        let asked = ask(&engine, question).question;
        assert!(asked.asked.as_ref().is_none_or(|asked| asked.rule == "figure.bare"), "{question}: {}", asked.text);
    }
    let read = |question: &str| ask(&engine, question).question.text;
    assert!(!read("What did the uncle she lost win?").contains('佘'), "{}", read("What did the uncle she lost win?"));
    assert!(!read("How many villages hold up to 2000 people?").contains("截至"));
}

#[test]
fn the_readings_of_a_word_weigh_as_one_word() {
    let mut texts = vec!["这起事件造成3人受伤。"];
    texts.extend(["今天举办民俗活动，市民很高兴。"; 20]);
    let trace = ask(&engine(&texts), "How many events did the town hold?");
    let weight = |word: &str| trace.query.terms.iter().find(|term| term.text == word).map(|term| term.weight);
    // 事件 is twenty times rarer than 活动 and is weighed down for it, besides being the second reading (0.4).
    assert!(weight("事件").zip(weight("活动")).is_some_and(|(rare, common)| rare < 0.3 * common), "{:?} {:?}", weight("事件"), weight("活动"));
}

/// A message may be all capitals: only so many names are looked up.
#[test]
fn names_are_looked_up_up_to_a_number() {
    let names = [
        ("张伟", "Zhang Wei"),
        ("王芳", "Wang Fang"),
        ("李娜", "Li Na"),
        ("刘明", "Liu Ming"),
        ("陈静", "Chen Jing"),
        ("杨勇", "Yang Yong"),
        ("赵敏", "Zhao Min"),
        ("黄磊", "Huang Lei"),
        ("周涛", "Zhou Tao"),
        ("吴军", "Wu Jun"),
        ("徐丽", "Xu Li"),
        ("孙强", "Sun Qiang"),
        ("朱军", "Zhu Jun"),
        ("郭涛", "Guo Tao"),
    ];
    let (han, latin): (Vec<&str>, Vec<&str>) = names.into_iter().unzip();
    let engine = engine(&[&format!("{}，都有专利。", han.join("、"))]);
    let reads = |latin: &str, han: &str| ask(&engine, &format!("How many patents do {latin} have?")).question.terms.iter().any(|term| term.text == han);
    let all = latin.join(", ");
    for (han, latin, among) in [("张伟", "Zhang Wei", true), ("王芳", "Wang Fang", true), ("孙强", "Sun Qiang", false), ("朱军", "Zhu Jun", false)] {
        assert!(reads(latin, han), "{latin} alone");
        assert_eq!(reads(&all, han), among, "{latin} among {all}");
    }
}

#[test]
fn odd_words_are_read_as_far_as_they_can_be() {
    let engine = engine(&["玉麦乡住着67户人家。"]);
    let spelled: String = ["Yi", "Shi", "Li", "Zhang", "Xi", "Ji"].iter().cycle().take(900).map(|word| format!("{word} ")).collect();
    for (words, named) in [
        (format!("How many households live in {spelled}?"), false),
        (format!("How many {} live in Yumai", "xixi".repeat(900)), true),
        (format!("How many {}th households in Yumai", "9".repeat(400)), true),
        ("How many 99999999999999999 trillion households in Yumai".to_owned(), true),
        ("Ho\u{301}w many ’s ’ - é Éé Lü ﬀ households’ in 玉麦 ‘Yumai’s?".to_owned(), true),
        ("how much".to_owned(), false),
        ("What's".to_owned(), false),
        ("When when when how many".to_owned(), false),
    ] {
        let read = ask(&engine, &words).question;
        assert_eq!(read.terms.iter().any(|term| term.text == "玉麦"), named, "{words}: {}", read.text);
    }
}
