//! The embedded tables, asked through the lexicon's public face. Every test is a table of cases.

use shuwen::figures::Class;
use shuwen::lexicon::{Lexicon, LexiconError, PlaceId, Sources, TermKind};
use shuwen::text::fold;

fn lexicon() -> Lexicon {
    Lexicon::embedded().expect("the embedded lexicon loads")
}

fn names(lexicon: &Lexicon, ids: &[PlaceId]) -> Vec<String> {
    ids.iter().map(|&id| lexicon.place(id).name.clone()).collect()
}

#[test]
fn the_embedded_tables_have_no_problems() {
    let problems: Vec<String> = lexicon().check().iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn places_are_found_by_their_longest_name_and_told_apart_by_their_parents() {
    let lexicon = lexicon();
    for (text, wanted) in [
        ("江苏省宿迁市宿城区： 团队下乡", "江苏省 宿迁市 宿城区"),
        ("围绕宿城产业发展", "宿城区"),
        ("江西省赣州市赣县区： 进社区", "江西省 赣州市 赣县区"),
        ("吉林省吉林市的雾凇", "吉林省 吉林市"),
        ("海南省海口市和青海海南州", "海南省 海口市 青海省 海南藏族自治州"),
        ("湖南长沙县的工厂", "湖南省 长沙县"),
        ("延边朝鲜族自治州珲春市", "延边朝鲜族自治州 珲春市"),
        ("新疆阿克苏的苹果", "新疆维吾尔自治区 阿克苏地区"),
        ("在哈萨克斯坦阿拉木图，我国代表", "哈萨克斯坦 阿拉木图 中国"),
        ("前往大阪和約旦", "大阪 约旦"),
        ("天津市和平区，和平一带", "天津市 和平区 和平区"),
        ("北京朝阳区、辽宁朝阳的农户", "北京市 朝阳区 辽宁省 朝阳市"),
    ] {
        let text = fold(text).text;
        let found: Vec<PlaceId> = lexicon.places_in(&text).iter().map(|mention| mention.place).collect();
        assert_eq!(names(&lexicon, &found).join(" "), wanted, "{text}");
    }
}

#[test]
fn words_that_only_look_like_places_are_none() {
    let lexicon = lexicon();
    for text in [
        "坚持和平发展，开展合作",
        "长江西岸的堤防",
        "这条道路是东西通道",
        "和平镇新华村的果园",
        "南京路上的商店",
        "北京东路的梧桐",
        "孙中山先生故居",
        "世界上最大的发展中国家",
        "资源节约，公安民警巡逻",
        "加工大理石的作坊",
        "社会长治久安",
    ] {
        let found = lexicon.places_in(text);
        assert!(found.is_empty(), "{text}: {:?}", found.iter().map(|mention| mention.span.of(text)).collect::<Vec<_>>());
    }
}

#[test]
fn a_place_lies_in_its_parents_and_not_the_other_way() {
    let lexicon = lexicon();
    let id = |name: &str| lexicon.places_in(name).first().unwrap_or_else(|| panic!("{name} is no place")).place;
    for (inner, outer, wanted) in [
        ("宿城区", "宿迁市", true),
        ("宿城区", "江苏", true),
        ("宿城区", "中国", true),
        ("宿城区", "宿城", true),
        ("江苏", "宿城区", false),
        ("宿豫区", "宿城区", false),
        ("浦东", "上海", true),
        ("济源市", "河南", true),
        ("东京", "日本", true),
        ("东京", "中国", false),
        ("加州", "美国", true),
    ] {
        let mut around = std::iter::successors(Some(id(inner)), |&id| lexicon.place(id).parent);
        assert_eq!(around.any(|place| place == id(outer)), wanted, "{inner} in {outer}");
    }
}

#[test]
fn latin_names_of_places_lead_to_them() {
    let lexicon = lexicon();
    for (latin, wanted) in [
        ("Sucheng", "宿城区"),
        ("Su Cheng", "宿城区"),
        ("Sucheng District", "宿城区"),
        ("Xi'an", "西安市"),
        ("Xian", "西安市"),
        ("Ganxian District", "赣县区"),
        ("Ganzhou", "赣州市"),
        ("Zhao County", "赵县"),
        ("Haidian qu", "海淀区"),
        ("Shaanxi", "陕西省"),
        ("Shanxi", "山西省"),
        ("Inner Mongolia", "内蒙古自治区"),
        ("Peking", "北京市"),
        ("Tsingtao", "青岛市"),
        ("Canton", "广州市"),
        ("Lu'an", "六安市"),
        ("Bengbu", "蚌埠市"),
        ("Laoting", "乐亭县"),
        ("Ürümqi", "乌鲁木齐市"),
        ("U.S.", "美国"),
        ("Ivory Coast", "科特迪瓦"),
    ] {
        let found = lexicon.latin_places_in(&format!("How many people live in {latin}?"));
        let named = found.first().map(|mention| lexicon.place(mention.places[0]).name.as_str());
        assert_eq!((named, found.len()), (Some(wanted), 1), "{latin}");
    }
    assert!(lexicon.latin_places_in("How many people live in Gan?").is_empty(), "one syllable is no place");
    assert!(lexicon.latin_places_in("How many people live in Blackpool?").is_empty());
}

#[test]
fn places_are_found_in_english_questions_in_any_case() {
    let lexicon = lexicon();
    for (english, wanted) in [
        ("how many talents did Sucheng attract", "Sucheng=宿城区"),
        ("how many talents did sucheng attract?", "sucheng=宿城区"),
        ("Who heads the Ganxian District bureau?", "Ganxian District=赣县区"),
        ("How many people live in New York's centre", "New York=美国/纽约"),
        ("What did the US export to China?", "US=美国 China=中国"),
        ("how long is the turkey farm's fence", ""),
        ("Long roads and how many miles", ""),
    ] {
        let found: Vec<String> = lexicon
            .latin_places_in(english)
            .iter()
            .map(|mention| {
                let place = lexicon.place(mention.places[0]);
                let abroad = place.parent.map(|id| lexicon.place(id)).filter(|parent| parent.name == "美国");
                let place = abroad.map_or(place.name.clone(), |parent| format!("{}/{}", parent.name, place.name));
                format!("{}={place}", mention.span.of(english))
            })
            .collect();
        assert_eq!(found.join(" "), wanted, "{english}");
    }
}

#[test]
fn latin_names_spell_the_words_that_there_are() {
    let lexicon = lexicon();
    let text = "负责人周保充说，沃飞将扩产，西安、吕布、单田芳和领域迈向都在其中，真正陆续。";
    for (latin, wanted) in [
        ("Wofei", "沃飞"),
        ("wo-fei", "沃飞"),
        ("Zhou Baochong", "周保充"),
        ("Baochong Zhou", "周保充"),
        ("Zhou Baocheng", ""),
        ("Xi'an", "西安"),
        ("Lü Bu", "吕布"),
        ("Lyu Bu", "吕布"),
        ("Lu Bu", "吕布"),
        ("Shan Tianfang", "单田芳"),
        // Whether it is a word is for the asker to say.
        ("Yumai", "域迈"),
        // Either may be the family name.
        ("Liu Zheng", "正陆"),
        ("Zhou", ""),
        ("Tesla", ""),
        ("", ""),
    ] {
        let found = lexicon.spelled(latin, &mut |pairs| pairs.iter().map(|pair| text.contains(pair.as_str())).collect());
        assert_eq!(found.join(" "), wanted, "{latin}");
        assert!(found.is_empty() || lexicon.spells(latin), "{latin}");
    }
    for (latin, han, wanted) in [("Wang Zheng", "王争", true), ("Zheng Wang", "王争", true), ("Wang Zheng", "方正", false), ("Lu Bu", "吕布", true)] {
        assert_eq!(lexicon.spelled_as_usual(latin, han), wanted, "{latin} ~ {han}");
    }
}

#[test]
fn english_phrases_become_newspaper_chinese() {
    let lexicon = lexicon();
    for (english, wanted) in [
        ("how many talents did they attract", "Question 多少 | Term 人才 | Term 引进"),
        ("How many high-level talents were introduced?", "Question 多少 | Term 高层次人才 | Term 引进"),
        ("how tall is the bridge", "Question 多高 | Term 大桥"),
        ("What percentage of households", "Question 百分之多少 | Term 户"),
        ("enterprises signing contracts last year", "Term 企业 | Term 签约 | Term 合同 | Time 去年"),
        ("companies built", "Term 公司 | Term 建设"),
        ("at least 300 hectares", "Qualifier 至少 | Unit 公顷"),
        ("greenhouse gases reduced each year", "Term 温室气体 | Term 减少 | Qualifier 每年"),
        ("grew year on year in the first half of the year", "Term 增长 | Qualifier 同比 | Time 上半年"),
        ("the World Health Organization", "Name 世界卫生组织"),
        ("an avocado", "General 鳄梨"),
    ] {
        let found: Vec<String> = lexicon.translate(english).iter().map(|part| format!("{:?} {}", part.kind, part.terms[0].0)).collect();
        assert_eq!(found.join(" | "), wanted.replace("Term 户", &format!("Term {}", lexicon.translate("households")[0].terms[0].0)), "{english}");
    }
}

#[test]
fn question_phrases_say_what_they_ask() {
    let lexicon = lexicon();
    for (english, asks) in [
        ("how many", "count"),
        ("how much money", "money"),
        ("what percent", "percent"),
        ("how long did it take", "duration"),
        ("how far", "distance"),
        ("how tall", "height"),
        ("how old", "age"),
        ("who", "person"),
        ("when", "date"),
        ("in which year", "date"),
        ("where", "place"),
        ("what is the name of", "name"),
    ] {
        let found = lexicon.translate(english);
        assert_eq!(found.len(), 1, "{english}");
        assert_eq!((found[0].kind, found[0].asks.as_deref()), (TermKind::Question, Some(asks)), "{english}");
    }
}

#[test]
fn weights_fall_and_parts_of_a_phrase_weigh_half() {
    let lexicon = lexicon();
    let found = lexicon.translate("high-level talents");
    let weight = |term: &str| found[0].terms.iter().find(|(other, _)| other == term).map(|&(_, weight)| weight);
    assert_eq!(weight("高层次人才"), Some(1000));
    assert_eq!(weight("人才"), Some(500));
    assert!(found[0].terms.is_sorted_by_key(|&(_, weight)| std::cmp::Reverse(weight)));
}

#[test]
fn synonyms_nouns_and_contrasts_answer_for_folded_and_traditional_words() {
    let sources = Sources::default()
        .with("synonyms/test.toml", "domain = 'test'\nwhy = 'a test'\ngroups = ['投资 投入 斥资 !花了', '投入 投放']")
        .with("nouns.toml", "[[noun]]\nclass = 'people'\nwords = '人才 学生'\nunits = '名 人'\n[[noun]]\nclass = 'money'\nverbs = '花'")
        .with("contrasts.toml", "groups = ['进口 出口 进出口']");
    let lexicon = Lexicon::load(&sources).expect("a small lexicon is a valid one");
    let found: Vec<(&str, bool, usize)> = lexicon.synonyms("投入").map(|synonym| (synonym.word, synonym.weak, synonym.group_size)).collect();
    assert_eq!(found, [("投资", false, 4), ("斥资", false, 4), ("花了", true, 4), ("投放", false, 2)]);
    assert!(lexicon.synonyms("花了").all(|synonym| synonym.weak));
    assert_eq!(lexicon.synonyms("投資").next().map(|synonym| synonym.word), Some("投入"));
    assert_eq!(lexicon.noun_class("高層次人才").map(|noun| (noun.word.as_str(), noun.class)), Some(("人才", Class::People)));
    assert_eq!(lexicon.noun_class("人才").map(|noun| noun.units.len()), Some(2));
    assert_eq!(lexicon.noun_class("项目"), None);
    assert_eq!(lexicon.verb_classes("花").first().map(|verb| verb.class), Some(Class::Money));
    assert!(lexicon.noun_class("花").is_none());
    assert_eq!(lexicon.contrasts("進口"), ["出口", "进出口"]);
    assert!(lexicon.check().is_empty());
}

#[test]
fn broken_tables_are_refused_with_their_file_and_place() {
    for (file, text, wanted) in [
        ("synonyms/test.toml", "domain = 'x'\nwhy = 'y'\ngroup = []", "config/lexicon/synonyms/test.toml: "),
        ("synonyms/test.toml", "domain = ''\nwhy = 'y'\ngroups = []", "say what the file is for"),
        ("glossary/test.toml", "domain = 'x'\nwhy = 'y'\nkind = 'term'\n[entries]\nfoo = ''", "config/lexicon/glossary/test.toml: foo: has no Chinese"),
        ("glossary/test.toml", "domain = 'x'\nwhy = 'y'\nkind = 'question'\n[entries]\nfoo = '多少 @weigth'", "`@weigth` is none of"),
        ("places/china.tsv", "32\t江苏省", "config/lexicon/places/china.tsv: 1: wants three columns"),
        ("places/world.tsv", "city\t东京\t日本\t\tTokyo", "no place `日本` above this line"),
        ("places/more.toml", "[spellings]\n'东京市' = 'Tokyo'", "no place has this full name"),
        ("synonims/test.toml", "", "no table has this name"),
    ] {
        let error: LexiconError = Lexicon::load(&Sources::default().with(file, text)).expect_err(file);
        assert!(error.to_string().contains(wanted), "{error}");
    }
}

#[test]
fn tables_that_contradict_themselves_are_reported() {
    for (files, wanted) in [
        (vec![("synonyms/test.toml", "domain = 'x'\nwhy = 'y'\ngroups = ['投资']")], "has fewer than two words"),
        (vec![("synonyms/test.toml", "domain = 'x'\nwhy = 'y'\ngroups = ['!投资 投入']")], "begins with a weak word"),
        (
            vec![("synonyms/test.toml", "domain = 'x'\nwhy = 'y'\ngroups = ['进口 输入']"), ("contrasts.toml", "groups = ['进口 输入']")],
            "exclude each other but are synonyms",
        ),
        (vec![("nouns.toml", "[[noun]]\nclass = 'people'\nwords = '人才 人才'")], "stands twice in class people"),
        (vec![("glossary/test.toml", "domain = 'x'\nwhy = 'y'\nkind = 'question'\n[entries]\nfoo = '多少'")], "say what they ask"),
        (vec![("dictionary.tsv", "b\t乙\na\t甲")], "is not in order"),
    ] {
        let sources = files.iter().fold(Sources::default(), |sources, (file, text)| sources.with(file, text));
        let problems = Lexicon::load(&sources).expect("readable").check();
        assert!(problems.iter().any(|problem| problem.to_string().contains(wanted)), "{wanted}: {problems:?}");
    }
}

#[test]
fn words_for_the_segmenter_are_sorted_and_hold_no_everyday_place_names() {
    let words = lexicon().words();
    assert!(words.is_sorted());
    for (word, tag) in [("宿城区", "ns"), ("宿城", "ns"), ("高层次人才", "n"), ("进博会", "nt"), ("黑海", "ns"), ("莫迪", "nw")] {
        assert!(words.binary_search(&(word.to_owned(), tag)).is_ok(), "{word}");
    }
}

#[test]
fn words_that_only_the_lexicon_has_are_tagged_as_it_says() {
    let segmenter = lexicon().segmenter();
    for (word, tag) in [("农业农村部", "nt"), ("进博会", "nt"), ("高层次人才", "n"), ("莫迪", "nw"), ("亚得里亚海", "ns")] {
        let words = segmenter.tagged(word);
        assert!(matches!(&words[..], [one] if one.tag == tag), "{word}: {words:?}");
    }
}
