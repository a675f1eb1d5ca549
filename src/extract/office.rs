//! Whose office or calling a name has: a deputy is not the head, the driver not the officer who stopped him, and of
//! two ministers in one sentence only one is the one asked for.
//!
//! Such names stand amid all the words of the question and rank high, so this is a condition and no weight. Which
//! callings exclude each other stands in `config/rules/names.toml`. Knows nothing of how names are found.

use super::beside::{head, tail};
use super::names::Table;
use super::role::{Role, rank};
use crate::text::{Span, is_han};

/// Characters before a name that may hold all its titles, all that is told of who it is, and behind it.
const TITLES: usize = 20;
const TOLD: usize = 48;

/// Whether the name at `span` of a sentence's `text` is somebody else's than asked for; `article` is all of its text,
/// `names` are where the sentence's names of people stand.
pub(super) fn another(role: &Role<'_>, (article, text): (&str, &str), span: Span, names: impl Iterator<Item = Span>, table: &Table) -> bool {
    other_rank(role, text, span, table) || other_calling(role, (article, text), span, table) || taken(role, text, span, names, table)
}

/// Whether a name stands beside the office asked for, as of what the question names: 老挝国家主席通伦, 任命王毅为外交部部长.
/// `named` are where the sentence has what is named.
pub(super) fn holds(role: &Role<'_>, text: &str, span: Span, named: &[&[Span]], table: &Table) -> bool {
    let Some(calling) = &role.calling else { return true };
    let (before, behind) = (&text[..span.start], &text[span.end..]);
    let of = |within: Span| named.iter().all(|places| places.iter().any(|place| within.contains(*place)));
    let told = span.start - tail(before, TOLD).len();
    let next = span.end + head(behind, TITLES).len();
    (before.trim_end_matches(&table.before_name[..]).ends_with(calling.as_str()) && of(Span::new(told, span.start)))
        || (behind.starts_with(&table.behind_name[..]) && text[span.end..next].contains(calling.as_str()) && of(Span::new(span.end, next)))
}

/// Whether a name is that of a deputy where the head is asked for, or of the head where a deputy is: 副局长王芳.
fn other_rank(role: &Role<'_>, text: &str, span: Span, table: &Table) -> bool {
    let Some(rank) = role.words.first().map(|role| rank(role)) else { return false };
    let before = tail(&text[..span.start], 16).trim_end_matches(&table.before_name[..]);
    let behind = text[span.end..].trim_start_matches(own_links(table));
    let said = match (before.strip_suffix(rank), behind.strip_prefix('副').unwrap_or(behind).starts_with(rank)) {
        (Some(rest), _) => Some(rest.ends_with('副')),
        (None, true) => Some(behind.starts_with('副')),
        (None, false) => None,
    };
    // 省政协副主席、省工商联主席王芳 is both.
    let near = tail(&text[..span.start], TITLES);
    let both = || near.match_indices(rank).any(|(at, _)| near[..at].ends_with('副') == role.deputy);
    said.is_some_and(|said| said != role.deputy) && !both()
}

/// Whether a name has a calling beside it that excludes the one asked for, and nowhere that one: 民警张伟 is no 司机.
fn other_calling(role: &Role<'_>, (article, text): (&str, &str), span: Span, table: &Table) -> bool {
    let Some(asked) = &role.calling else { return false };
    let Some(own) = table.callings.iter().find(|group| group.iter().any(|word| asked.ends_with(word.as_str()))) else { return false };
    let (before, behind) = (&text[..span.start], &text[span.end..]);
    let joint = before.trim_end_matches(&table.before_name[..]);
    let after = behind.trim_start_matches(own_links(table));
    let beside = |word: &String| joint.ends_with(word.as_str()) || after.starts_with(word.as_str());
    let others = table.callings.iter().filter(|group| !std::ptr::eq(*group, own));
    if !others.flatten().any(beside) {
        return false;
    }
    let name = span.of(text);
    // 演员王芳受聘担任形象大使 is both.
    let told = behind.split(['，', '。', '；', '、']).next().unwrap_or(behind);
    let near = |word: &String| {
        let word = word.as_str();
        tail(before, TOLD).contains(word) || told.contains(word) || article.contains(&format!("{word}{name}"))
    };
    !own.iter().any(near)
}

/// Whether another name of the sentence holds the very office asked for: 甲为外交大臣，乙为国防大臣.
fn taken(role: &Role<'_>, text: &str, span: Span, names: impl Iterator<Item = Span>, table: &Table) -> bool {
    if role.office.is_empty() || !table.title_before.is_match(&role.office) {
        return false;
    }
    let holds = |name: Span| {
        let before = &text[..name.start];
        let beside = before.trim_end_matches(&table.before_name[..]).ends_with(&role.office)
            || text[name.end..].trim_start_matches(own_links(table)).starts_with(&role.office);
        // Of 接替拜登担任总统 another does.
        beside && !table.succeeded.is_match(tail(before, TITLES))
    };
    let mut others = names.filter(|name| !name.overlaps(span)).peekable();
    others.peek().is_some() && text.contains(&role.office) && !holds(span) && others.any(holds)
}

/// What joins a name to an office behind it that is its own: what follows 、 is the next one's.
fn own_links(table: &Table) -> impl Fn(char) -> bool {
    move |c| c != '、' && table.behind_name.contains(&c)
}

/// The office asked for with the word before it that tells it from others: 国防大臣 of 英国国防大臣是谁.
pub(super) fn office(question: &str, role: &str) -> String {
    let Some(at) = question.rfind(role) else { return String::new() };
    let told: Vec<char> = question[..at].chars().rev().take(2).take_while(|&c| is_han(c)).collect();
    match told.len() {
        2 => told.iter().rev().chain(role.chars().collect::<Vec<_>>().iter()).collect(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::role::Side;
    use super::*;

    fn role(question: &str, asked: &str) -> Role<'static> {
        Role {
            words: vec![asked.to_owned()],
            calling: Some(asked.to_owned()),
            office: office(question, asked),
            deputy: asked.starts_with('副'),
            verb: None,
            side: Side::Open,
            kind: None,
            several: false,
            grain: [false; 4],
        }
    }

    #[test]
    fn a_name_may_be_somebody_elses() {
        let table = Table::load("rules/names.toml", include_str!("../../config/rules/names.toml")).unwrap();
        for (asked, text, name, other) in [
            ("副局长", "局长王芳说", "王芳", true),
            ("副局长", "副局长王芳说", "王芳", false),
            ("局长", "副局长王芳说", "王芳", true),
            ("局长", "局长王芳说", "王芳", false),
            ("局长", "王芳任副局长", "王芳", true),
            ("副局长", "王芳是局长", "王芳", true),
            ("局长", "王芳说", "王芳", false),
            ("副主席", "政协副主席、工商联主席王芳说", "王芳", false),
            ("主席", "政协副主席、工商联主席王芳说", "王芳", false),
            ("司机", "民警王芳赶到现场，拦下了那名超速的司机", "王芳", true),
            ("司机", "司机王芳被民警拦下", "王芳", false),
            ("队长", "救援队队员王芳说", "王芳", true),
            ("县长", "县委副书记、县长王芳说", "王芳", false),
            ("县长", "县委书记王芳说。县长王芳说", "王芳", false),
            ("负责人", "民警王芳说", "王芳", false),
            ("大使", "演员王芳受聘担任该市文旅形象大使", "王芳", false),
            ("局长", "处长王芳、局长李明到场", "王芳", true),
        ] {
            let at = text.find(name).unwrap();
            let span = Span::new(at, at + name.len());
            assert_eq!(another(&role(asked, asked), (text, text), span, std::iter::empty(), &table), other, "{asked}: {text}");
        }
    }

    #[test]
    fn an_office_is_of_somewhere() {
        let table = Table::load("rules/names.toml", include_str!("../../config/rules/names.toml")).unwrap();
        for (text, name, held) in [
            ("老挝国家主席通伦访华", "通伦", true),
            ("国家主席习近平同老挝国家主席通伦会谈", "习近平", false),
            ("国家主席习近平同老挝国家主席通伦会谈", "通伦", true),
            ("议会选举通伦为老挝国家主席", "通伦", true),
            ("习近平致电通伦，祝贺他当选老挝国家主席", "习近平", false),
        ] {
            let at = |word: &str| text.find(word).map(|at| Span::new(at, at + word.len())).unwrap();
            assert_eq!(holds(&role("老挝国家主席是谁", "国家主席"), text, at(name), &[&[at("老挝")]], &table), held, "{name}: {text}");
        }
    }

    #[test]
    fn one_name_of_a_sentence_holds_the_office() {
        let table = Table::load("rules/names.toml", include_str!("../../config/rules/names.toml")).unwrap();
        let text = "李明为外交大臣，王芳为国防大臣";
        let spans = ["李明", "王芳"].map(|name| text.find(name).map(|at| Span::new(at, at + name.len())).unwrap());
        let role = role("英国国防大臣给了谁", "大臣");
        assert_eq!(spans.map(|span| taken(&role, text, span, spans.into_iter(), &table)), [true, false]);
        let text = "李明接替王芳担任国防大臣";
        let spans = ["李明", "王芳"].map(|name| text.find(name).map(|at| Span::new(at, at + name.len())).unwrap());
        assert_eq!(spans.map(|span| taken(&role, text, span, spans.into_iter(), &table)), [false, false]);
    }
}
