//! Follow-ups: 「那赣县呢？」 takes the frame of the question before.
//!
//! A follow-up names a new place, time or part and asks nothing itself; the rest comes from its
//! forerunner. Works on words alone. Knows nothing of answers.

use super::english::Said;
use super::{Asked, Kind, Question, Term, is_count};
use crate::figures::{day_at, year_at};
use crate::lexicon::Lexicon;
use crate::text::Span;

/// Longest follow-up, in characters.
const SHORT: usize = 24;
/// Longest one that has a question word of its own, and most words it has beside that.
const BRIEF: usize = 10;
const OWN: usize = 2;
/// What an English one begins with, unless it is a bare word or two with a question mark.
const LEADS: &[&str] = &["and", "what about", "how about", "or"];
/// Words for the year beside the one spoken of.
const YEARS: [(&[&str], i32); 2] = [(&["上一年", "前一年", "上年", "头一年"], -1), (&["下一年", "后一年", "次年", "第二年"], 1)];
/// Longest English follow-up in words, longest without a lead, and most things named in one.
const WORDS: usize = 7;
const BARE: usize = 3;
const PARTS: usize = 2;

/// The full question that a follow-up stands for; `None` where it stands for itself.
pub(super) fn resolve(question: &Question, before: &Question, lexicon: &Lexicon) -> Option<String> {
    let text = question.text.trim_end_matches(['?', '？', '。', '!', '！', ' ']);
    if text.chars().count() > SHORT {
        return None;
    }
    let asks_again = ["呢", "那", "其中"].iter().any(|word| text.starts_with(word) || text.ends_with(word));
    let bare_part = text.starts_with("其中");
    // 专利呢 ends in a noun with figures and reads as a question of its own, but has no question word.
    let worded = worded(question);
    if worded && question.asked.as_ref().is_some_and(|asked| asked.kind != Kind::Name) && !bare_part {
        let subject = before_head(before);
        return (lacks_subject(question, text, lexicon) && !subject.is_empty()).then(|| format!("{subject}{text}"));
    }
    let alone = !worded && question.terms.len() == 1;
    if !asks_again && !alone && question.asked.is_some() {
        return None;
    }
    if bare_part {
        return Some(format!("{}{}", before_head(before), text));
    }
    let new: &str = text.trim_start_matches(['那', '么', '和', '与', '，', ' ']).trim_end_matches(['呢', '的', '吗', '么']);
    // A lone mark asks nothing again.
    if !new.contains(char::is_alphanumeric) {
        return None;
    }
    let named = question.terms.first().is_some_and(|term| term.name);
    put_in(new, named, before, lexicon)
}

/// The same for English words, said again in Chinese: "and patents?", "what about Taizhou?".
pub(super) fn resolve_english(question: &Question, said: &Said, before: &Question, lexicon: &Lexicon) -> Option<String> {
    // "and how many patents?", "and when?" have a question word of their own; that of "what about" is none.
    if worded(question) && question.asked.as_ref().is_some_and(|asked| asked.kind != Kind::Name) {
        return None;
    }
    let lower = question.words.trim().to_lowercase();
    let led = LEADS.iter().any(|lead| lower.strip_prefix(lead).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric())));
    let bare = lower.ends_with('?') && lower.split_whitespace().count() <= BARE;
    if !(led || bare) || lower.split_whitespace().count() > WORDS || said.terms.len() > PARTS {
        return None;
    }
    let new: String = said.terms.iter().map(|(text, ..)| text.as_str()).collect();
    let named = said.terms.first()?.2;
    put_in(&new, named, before, lexicon)
}

/// Whether a question names nobody and nothing that it could be about: 几个病区, 什么时候投入使用.
fn lacks_subject(question: &Question, text: &str, lexicon: &Lexicon) -> bool {
    let about = question.terms.iter().any(|term| term.name) || !lexicon.places_in(text).is_empty() || !question.periods.is_empty();
    !about && question.terms.len() <= OWN && text.chars().count() <= BRIEF
}

/// The question before with something new in the place of its like.
fn put_in(new: &str, named: bool, before: &Question, lexicon: &Lexicon) -> Option<String> {
    let old = before.text.as_str();
    let year = before.periods.iter().find_map(|period| period.year);
    if let (Some((_, by)), Some(year)) = (YEARS.iter().find(|(words, _)| words.contains(&new)), year) {
        return Some(replace_time(old, before, &format!("{}年", year + by)));
    }
    let all_time = super::periods(new, None).first().is_some_and(|period| period.end - period.at + 3 >= new.len());
    if all_time || is_time(new) {
        return Some(replace_time(old, before, new));
    }
    let place = lexicon.places_in(new).into_iter().next().map(|place| place.span.of(new).to_owned());
    let target = before.terms.iter().find(|term| lexicon.places_in(&term.text).first().is_some_and(|found| found.span.len() == term.text.len()));
    match (place, target) {
        (Some(_), Some(old_place)) => Some(splice(old, place_run(before, old_place, lexicon), new)),
        (Some(_), None) => Some(format!("{new}{old}")),
        // A new name stands for the old one; any other word for what was counted.
        (None, _) => {
            let name = before.terms.iter().find(|term| named && term.name && lexicon.places_in(&term.text).is_empty());
            match name {
                Some(name) => Some(splice(old, name.span, new)),
                None => count_instead(new, before),
            }
        }
    }
}

/// The question before with another thing counted or measured.
fn count_instead(new: &str, before: &Question) -> Option<String> {
    let old = before.text.as_str();
    let counted = before.terms.iter().filter(|term| !term.number && !term.verb).max_by(|a, b| a.head.total_cmp(&b.head));
    let Some(asked) = before.asked.as_ref().filter(|asked| asked.kind == Kind::Figure) else { return Some(splice(old, counted?.span, new)) };
    // All behind the question word is one thing: 多少高层次人才, 几家企业, 多少人.
    let unit = if old[asked.cue.end..].starts_with(&asked.unit) { asked.unit.len() } else { 0 };
    let mut behind = Span::new(asked.cue.end, asked.cue.end + unit);
    for term in &before.terms {
        if term.span.start == behind.end && !term.verb {
            behind.end = term.span.end;
        }
    }
    let things = behind.len() > unit || is_count_of(asked);
    // 双创团队几个: what is counted stands before, and 个 may not be the measure of another.
    let before_cue = before.terms.iter().rfind(|term| !term.number && !term.verb && term.span.end == asked.cue.start);
    if let (Some(counted), true) = (before_cue, behind.len() == unit && is_count_of(asked)) {
        return Some(format!("{}{new}多少{}", &old[..counted.span.start], &old[behind.end..]));
    }
    match counted {
        _ if things && !behind.is_empty() => Some(splice(old, behind, new)),
        // 面积有多少平方米: what is measured stands before, and its unit is not that of another.
        Some(counted) if counted.span.end <= asked.cue.start => {
            let without = splice(old, behind, "");
            Some(splice(&without, counted.span, new))
        }
        counted => Some(splice(old, counted?.span, new)),
    }
}

fn is_count_of(asked: &Asked) -> bool {
    asked.classes.first().is_some_and(|&class| is_count(class))
}

/// Whether a question has a question word.
fn worded(question: &Question) -> bool {
    question.asked.as_ref().is_some_and(|asked| asked.cue.of(&question.text).contains(char::is_alphanumeric))
}

/// Whether a text is a year, month or day named from the present one, or the year beside the one spoken of.
fn is_time(text: &str) -> bool {
    let named = [year_at(text).map(|(length, _)| length), day_at(text)].contains(&Some(text.len()));
    named || ["上月", "本月"].contains(&text) || YEARS.iter().any(|(words, _)| words.contains(&text))
}

fn replace_time(old: &str, before: &Question, new: &str) -> String {
    match before.periods.first() {
        Some(period) => splice(old, Span::new(period.at, period.end), new),
        None => {
            // What it is compared with: 比去年增长多少.
            let relative = ["今年", "去年", "前年", "上半年", "下半年", "全年"].iter().find_map(|word| old.find(word).map(|at| Span::new(at, at + word.len())));
            relative.map_or_else(|| format!("{new}{old}"), |span| splice(old, span, new))
        }
    }
}

/// The place's term with the place terms right behind it: 江苏 + 宿迁 go together.
fn place_run(before: &Question, first: &Term, lexicon: &Lexicon) -> Span {
    let mut run = first.span;
    for term in &before.terms {
        if term.span.start == run.end && lexicon.places_in(&term.text).first().is_some_and(|found| found.span.len() == term.text.len()) {
            run.end = term.span.end;
        }
    }
    run
}

/// The subject of the question before: what stands before its verb.
fn before_head(before: &Question) -> String {
    let end = before
        .terms
        .iter()
        .find(|term| term.verb)
        .map_or_else(|| before.asked.as_ref().map_or(before.text.len(), |asked| asked.cue.start), |verb| verb.span.start);
    before.text[..end].to_owned()
}

fn splice(old: &str, span: Span, new: &str) -> String {
    format!("{}{}{}", &old[..span.start], new, &old[span.end..])
}
