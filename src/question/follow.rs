//! Follow-ups: 「那赣县呢？」 takes the frame of the question before, 「在哪开幕」 its subject.
//!
//! A fragment names a new place, time or part and asks nothing itself; the rest comes from its
//! forerunner. A question that has a question word but says of nothing what it asks takes what was
//! spoken of. One with a subject of its own begins anew. Works on words alone. Knows nothing of
//! answers.

use super::english::Said;
use super::fragment::{Fragments, Part};
use super::{Asked, Kind, Question, Term, classes_of, is_count};
use crate::figures::{Class, Figures};
use crate::lexicon::{Lexicon, PlaceMention};
use crate::text::Span;

/// Longest follow-up, in characters.
const SHORT: usize = 24;
/// Longest one that has a question word of its own, and most words it has beside that.
const BRIEF: usize = 10;
const OWN: usize = 2;
/// Longest English follow-up in words, longest without a lead, and most things named in one.
const WORDS: usize = 7;
const BARE: usize = 3;
const PARTS: usize = 2;
/// Marks that end a question.
const MARKS: [char; 7] = ['?', '？', '。', '!', '！', ' ', '，'];

/// What a follow-up is read with.
#[derive(Clone, Copy)]
pub(super) struct Tables<'a> {
    pub(super) words: &'a Fragments,
    pub(super) figures: &'a Figures,
    pub(super) lexicon: &'a Lexicon,
}

/// A fragment: what is put into the question before, the first of its words a name or not, and how many
/// words it has beside a place and a time.
struct Fragment<'a> {
    text: &'a str,
    named: bool,
    beside: usize,
}

/// The full question that a follow-up stands for; `None` where it stands for itself.
pub(super) fn resolve(question: &Question, before: &Question, tables: Tables<'_>) -> Option<String> {
    let words = tables.words;
    let text = question.text.trim_end_matches(MARKS);
    if text.chars().count() > SHORT || words.has(Part::Remark, text) {
        return None;
    }
    if words.has(Part::Changes, text) {
        return changed(text, before, words);
    }
    if words.has(Part::Among, text) {
        return Some(format!("{}{text}", head(before, words)));
    }
    let first = question.terms.first();
    // 那曲, 和平公园: what looks like a lead is part of a word.
    let led = words.find(Part::Lead, text).filter(|lead| first.is_none_or(|first| first.span.start >= lead.end));
    let new = &text[led.map_or(0, |lead| lead.end)..];
    let new = &new[..words.find(Part::End, new).map_or(new.len(), |end| end.start)];
    let again = words.has(Part::Again, text);
    // 2023年是多少, 面积有多少: the question word says no more than 呢 would.
    let end = led.map_or(0, |lead| lead.end) + new.len();
    let timed = |term: &Term| question.periods.iter().any(|period| period.at <= term.span.start && term.span.end <= period.end);
    let few = question.terms.iter().filter(|term| !timed(term)).count() <= 1;
    let ended = few && question.asked.as_ref().is_some_and(|asked| asked.cue.start >= end);
    // 失业率是多少 may well be all that is asked.
    let known = || again || question.terms.iter().all(timed) || words.has(Part::Belongs, new);
    let ended = ended && known();
    // 专利呢 ends in a noun with figures and reads as a question of its own, but has no question word.
    if worded(question) && !ended {
        return subject_taken(question, text, before, tables);
    }
    // A lone mark asks nothing again, and 比去年多吗 is no fragment.
    let plain = || question.terms.len() == 1 && (time_of(new, words).is_some() || !tables.lexicon.places_in(new).is_empty());
    let whether = words.has(Part::Whether, text) && !plain();
    if !new.contains(char::is_alphanumeric) || whether {
        return None;
    }
    let verb = question.terms.iter().any(|term| term.verb);
    let alone = question.terms.len() == 1;
    if !again && !alone && !ended && (question.asked.is_some() || verb) {
        return None;
    }
    let content = || question.terms.iter().filter(|term| !term.number);
    let named = content().next().is_some_and(|term| term.name);
    let beside = content().filter(|term| !is_place(term, tables.lexicon)).count();
    put_in(&Fragment { text: new, named, beside }, before, tables)
}

/// The same for English words, said again in Chinese: "and patents?", "what about Taizhou?", "and in 2024?".
pub(super) fn resolve_english(question: &Question, said: &Said, before: &Question, tables: Tables<'_>) -> Option<String> {
    let lower = question.words.trim().to_lowercase();
    let led = tables.words.find(Part::EnglishLead, &lower);
    let count = lower.split_whitespace().count();
    if count > WORDS || said.terms.len() > PARTS {
        return None;
    }
    // "and how many patents?" has a question word of its own; that of "what about" is none.
    let about = led.is_some_and(|lead| lead.of(&lower).contains(' '));
    if worded(question) && !about && question.asked.as_ref().is_some_and(|asked| asked.kind != Kind::Name) {
        return subject_taken_english(question, said, &lower, before, tables);
    }
    let bare = lower.ends_with('?') && count <= BARE;
    if !(led.is_some() || bare) {
        return None;
    }
    // A time is no term of an English question.
    let time = question.periods.first().map(|first| Span::new(first.at, question.periods.last().map_or(first.end, |last| last.end)));
    let new: String = time.map(|time| time.of(&question.text)).into_iter().chain(said.terms.iter().map(|(text, ..)| text.as_str())).collect();
    let named = said.terms.first().is_some_and(|term| term.2);
    let beside = said.terms.iter().filter(|(text, ..)| tables.lexicon.places_in(text).is_empty()).count();
    put_in(&Fragment { text: &new, named, beside }, before, tables).filter(|_| !new.is_empty())
}

/// The same of English words: "when?" with all that was said, "and who built it?" with what was spoken of.
fn subject_taken_english(question: &Question, said: &Said, lower: &str, before: &Question, tables: Tables<'_>) -> Option<String> {
    if said.terms.is_empty() && question.periods.is_empty() {
        let old = before.asked.as_ref().filter(|_| worded(before))?;
        return Some(splice(&before.text, asked_span(before, old), &question.text));
    }
    let (topic, words) = (topic(before, tables), tables.words);
    let place = |text: &str| !tables.lexicon.places_in(text).is_empty();
    if topic.is_empty() || said.terms.iter().any(|term| term.2 || place(&term.0)) {
        return None;
    }
    // "and how many women?" is asked in the same frame where people were counted before, and else of what was spoken
    // of; so is "and who is the mayor?".
    let asked = question.asked.as_ref();
    let lead = words.has(Part::EnglishLead, lower) && question.periods.is_empty();
    if let ([(new, ..)], true, true) = (&said.terms[..], lead, asked.is_some_and(counts)) {
        let classes = |text: &str| classes_of(text, tables.lexicon);
        let before_classes: Vec<Class> = before.terms.iter().filter(|term| !term.verb && !term.name).flat_map(|term| classes(&term.text)).collect();
        let alike = before.asked.as_ref().is_some_and(counts) && classes(new).iter().any(|class| before_classes.contains(class));
        let framed = || put_in(&Fragment { text: new, named: false, beside: 1 }, before, tables);
        return Some(if alike { framed() } else { None }.unwrap_or_else(|| format!("{topic}{}", question.text)));
    }
    let belongs = lead && said.terms.iter().any(|(text, ..)| words.has(Part::Belongs, text));
    (belongs || words.has(Part::EnglishIt, lower)).then(|| format!("{topic}{}", question.text))
}

/// Whether anything counted is asked for.
fn counts(asked: &Asked) -> bool {
    asked.kind == Kind::Figure && asked.classes.iter().all(|&class| is_count(class))
}

/// A question that asks something of what the one before spoke of: 几个病区, 什么时候投入使用; `None` where it
/// says itself of what it asks.
fn subject_taken(question: &Question, text: &str, before: &Question, tables: Tables<'_>) -> Option<String> {
    let asked = question.asked.as_ref()?;
    let about = question.terms.iter().any(|term| term.name) || !tables.lexicon.places_in(text).is_empty() || !question.periods.is_empty();
    if about || question.terms.len() > OWN || text.chars().count() > BRIEF {
        return None;
    }
    let topic = topic(before, tables);
    // 在哪, 什么时候: all else was said before.
    if question.terms.is_empty() {
        let old = before.asked.as_ref().filter(|_| worded(before))?;
        let text = &text[tables.words.find(Part::Lead, text).map_or(0, |lead| lead.end)..];
        let text = text.trim_end_matches('呢');
        // What has a figure is somewhere; 装机容量是多少 is nowhere.
        if asked.kind == Kind::Place && old.kind == Kind::Figure && !topic.is_empty() {
            return Some(format!("{topic}{text}"));
        }
        return Some(splice(&before.text, asked_span(before, old), text));
    }
    if topic.is_empty() {
        return None;
    }
    match own_subject(question, asked, tables) {
        None => Some(format!("{topic}{text}")),
        // 空间站 after 中国空间站 is that one.
        Some(own) => {
            let end = topic.find(&own.text)? + own.text.len();
            (end > own.text.len()).then(|| splice(text, own.span, &topic[..end]))
        }
    }
}

/// The noun that a question says something of: 空间站 of 空间站有几个舱, 造纸术 of 谁发明了造纸术. Not what is
/// counted itself (企业有几家), nor what is always of something else (校长是谁).
fn own_subject<'q>(question: &'q Question, asked: &Asked, tables: Tables<'_>) -> Option<&'q Term> {
    let behind = |term: &Term| term.span.start >= asked.cue.end;
    let noun = |term: &&Term| !term.verb && !term.number;
    let counted = counted_before(question, asked, tables);
    // A single character beside a word is part of it: 总 of 总投资, 长 of 指令长.
    let beside = |term: &Term| question.terms.iter().any(|other| other.span.start == term.span.end || other.span.end == term.span.start);
    let part = |term: &Term| term.text.chars().nth(1).is_none() && beside(term);
    let belongs = |term: &Term| {
        let end = question.terms.iter().filter(noun).fold(term.span.end, |end, next| if next.span.start == end { next.span.end } else { end });
        let run = Span::new(term.span.start, end).of(&question.text);
        tables.words.find(Part::Belongs, run).is_some_and(|found| found.start < term.span.len())
    };
    let mut own = question.terms.iter().filter(noun).filter(|term| match behind(term) {
        false => Some(term.span) != counted,
        // 谁宣布开幕 has no object, 多少人参加高考 asks of those that take part.
        true => asked.kind != Kind::Figure && question.terms.iter().any(|verb| verb.verb && behind(verb) && verb.span.end <= term.span.start),
    });
    own.find(|term| !part(term) && !belongs(term))
}

/// What is counted, where it stands before the question word: 企业有几家.
fn counted_before(question: &Question, asked: &Asked, tables: Tables<'_>) -> Option<Span> {
    if asked.kind != Kind::Figure || !is_count_of(asked) || question.terms.iter().any(|term| term.span.start >= asked.cue.end) {
        return None;
    }
    let last = question.terms.iter().rfind(|term| term.span.end <= asked.cue.start && !term.name)?;
    let unit = tables.figures.unit_at(&asked.unit).map(|(_, unit)| unit.class);
    let any = matches!(unit, None | Some(Class::Thing | Class::None | Class::Event | Class::Place));
    let fits = any || tables.lexicon.noun_classes(&last.text).iter().any(|noun| Some(noun.class) == unit);
    (fits && !last.verb && !last.number).then_some(last.span)
}

/// All that was said, and by how much it has changed: 比上年增长多少.
fn changed(text: &str, before: &Question, words: &Fragments) -> Option<String> {
    let asked = before.asked.as_ref().filter(|asked| asked.kind == Kind::Figure)?;
    let said = splice(&before.text, asked_span(before, asked), "");
    let text = &text[words.find(Part::Lead, text).map_or(0, |lead| lead.end)..];
    let short = text.trim_end_matches('呢');
    let asks = text.contains(['多', '几']) || short.contains("百分");
    let said = words.without(Part::Links, said.trim_end_matches(MARKS));
    Some(format!("{said}{short}{}", if asks { "" } else { "增长多少" }))
}

/// The question before with something new in the place of its like.
fn put_in(new: &Fragment<'_>, before: &Question, tables: Tables<'_>) -> Option<String> {
    let (old, words) = (before.text.as_str(), tables.words);
    let year = before.periods.iter().find_map(|period| period.year);
    for (part, by) in [(Part::YearBefore, -1), (Part::YearAfter, 1)] {
        if let Some(year) = year.filter(|_| words.is(part, new.text)) {
            return Some(with_time(old, before, &format!("{}年", year + by)));
        }
    }
    let time = time_of(new.text, words).filter(|time| time.start == 0 || time.end == new.text.len());
    let Some(time) = time else { return like_for_like(new, before, tables) };
    let rest = splice(new.text, time, "");
    let rest = rest.trim_matches(['的', '，', ' ', '份']);
    let text = if rest.is_empty() { old.to_owned() } else { like_for_like(&Fragment { text: rest, ..*new }, before, tables)? };
    Some(with_time(&text, before, time.of(new.text)))
}

/// A place for the place, a name for the name, a thing for what was counted or measured.
fn like_for_like(new: &Fragment<'_>, before: &Question, tables: Tables<'_>) -> Option<String> {
    let (old, words, lexicon) = (before.text.as_str(), tables.words, tables.lexicon);
    if let Some(feast) = words.find(Part::Feast, old).filter(|_| words.is(Part::Feast, new.text)) {
        return Some(splice(old, feast, new.text));
    }
    let place = lexicon.places_in(new.text).into_iter().next();
    if let Some(text) = place.and_then(|place| both(new.text, place, before, lexicon)) {
        return Some(text);
    }
    if place.as_ref().is_none_or(|place| place.span.len() < new.text.len())
        && let Some(like) = alike(new.text, before)
    {
        return Some(splice(old, like, new.text));
    }
    // 东京 stands for the city of 中国队在巴黎奥运会, where there is one.
    let level = |text: &str| lexicon.places_in(text).first().map(|found| lexicon.place(found.place).level);
    let places = || before.terms.iter().filter(|term| is_place(term, lexicon));
    let target = places().find(|term| place.is_some() && level(&term.text) == level(new.text)).or_else(|| places().next());
    match (place, target) {
        (Some(_), Some(old_place)) => Some(splice(old, place_run(before, old_place, new.beside, lexicon), new.text)),
        (Some(_), None) => {
            // 杭州亚运会 is one word with a place in it.
            let within =
                |term: &Term| lexicon.places_in(&term.text).first().filter(|place| place.span.start == 0).map(|place| place.span.shift(term.span.start));
            let found = before.terms.iter().find_map(|term| Some((term.span, within(term)?)));
            Some(found.map_or_else(|| format!("{}{old}", new.text), |(term, place)| splice(old, if new.beside == 0 { place } else { term }, new.text)))
        }
        (None, _) => {
            let topic = topic(before, tables);
            // 什么时候通车, 总投资呢: what has figures only is asked for its figure.
            let itself = || words.has(Part::Dimension, new.text) && !before.terms.iter().any(|term| words.has(Part::AsksFigure, &term.text));
            if !topic.is_empty() && words.has(Part::AsksFigure, new.text) && (itself() || !measures(before, words)) {
                return Some(format!("{topic}{}是多少", new.text));
            }
            // A new name stands for the old one; any other word for what was counted.
            let name = before.terms.iter().find(|term| new.named && term.name && lexicon.places_in(&term.text).is_empty());
            match name {
                Some(name) => Some(splice(old, name.span, new.text)),
                None => count_instead(new.text, before, tables),
            }
        }
    }
}

/// The question before with a new place and a new noun for its own: 江苏民企 for 浙江国企.
fn both(new: &str, place: PlaceMention, before: &Question, lexicon: &Lexicon) -> Option<String> {
    let noun = new.get(place.span.end..).filter(|noun| place.span.start == 0 && !noun.is_empty())?;
    let like = alike(noun, before)?;
    let old = before.terms.iter().find(|term| is_place(term, lexicon) && term.span.end <= like.start)?;
    let text = splice(&before.text, like, noun);
    Some(splice(&text, old.span, place.span.of(new)))
}

/// Whether what a question measures, or does with what it counts, may be done with a new thing as well:
/// 面积有多少, 引进了多少.
fn measures(question: &Question, words: &Fragments) -> bool {
    let Some(asked) = question.asked.as_ref().filter(|asked| asked.kind == Kind::Figure) else { return false };
    let measured = question.terms.iter().any(|term| words.has(Part::AsksFigure, &term.text));
    let verb = question.terms.iter().any(|term| term.verb && term.span.end <= asked.cue.start);
    measured || verb && (is_count_of(asked) || question.terms.iter().any(|term| term.span.start >= asked.cue.end))
}

/// What of the question before ends as the new words do: 夏粮 for 秋粮, 中国队 for 美国队, 神舟十九号 for
/// 神舟二十号.
fn alike(new: &str, before: &Question) -> Option<Span> {
    let last = new.chars().next_back().filter(|_| new.chars().nth(1).is_some())?;
    let timed = |term: &Term| before.periods.iter().any(|period| period.at <= term.span.start && term.span.end <= period.end);
    let alike = |term: &&Term| !term.verb && !timed(term) && term.text.ends_with(last) && term.text.chars().nth(1).is_some() && !new.ends_with(&term.text);
    let at = before.terms.iter().rposition(|term| alike(&term))?;
    let mut like = before.terms[at].span;
    // 神舟 stands in both.
    for term in before.terms[..at].iter().rev() {
        if term.span.end == like.start && new.contains(&term.text) {
            like.start = term.span.start;
        }
    }
    Some(like)
}

/// Characters of a verb.
const VERB: usize = 2;

/// The question before with another thing counted or measured.
fn count_instead(new: &str, before: &Question, Tables { words, lexicon, .. }: Tables<'_>) -> Option<String> {
    let old = before.text.as_str();
    let nouns = || before.terms.iter().filter(|term| !term.number && !term.verb);
    // 单产 for the 总产量 of 总产量比上年增长多少.
    let measured = nouns().rfind(|term| words.has(Part::AsksFigure, new) && words.has(Part::AsksFigure, &term.text));
    let counted = measured.or_else(|| nouns().max_by(|a, b| a.head.total_cmp(&b.head)));
    let Some(asked) = before.asked.as_ref().filter(|asked| asked.kind == Kind::Figure) else { return Some(splice(old, counted?.span, new)) };
    // All behind the question word is one thing: 多少高层次人才, 几家企业, 多少人.
    let mut behind = Span::new(asked.cue.end, asked_span(before, asked).end);
    let unit = behind.len();
    for term in &before.terms {
        if term.span.start == behind.end && !term.verb {
            behind.end = term.span.end;
        }
    }
    let things = behind.len() > unit || is_count_of(asked);
    // 双创团队几个: what is counted stands before, and 个 may not be the measure of another.
    let before_cue = before.terms.iter().rfind(|term| !term.number && !term.verb && term.span.end == asked.cue.start);
    // 获得比赛多少金牌: the unit is what is counted.
    let noun = before.terms.iter().any(|term| term.span.overlaps(behind));
    if let (Some(counted), true) = (before_cue, behind.len() == unit && is_count_of(asked) && !noun) {
        return Some(format!("{}{new}多少{}", &old[..counted.span.start], &old[behind.end..]));
    }
    // 招引了几家企业 says nothing of 签约项目, which were signed.
    let deed = new.char_indices().nth(VERB).is_some_and(|(end, _)| !lexicon.verb_classes(&new[..end]).is_empty());
    let verb = before.terms.iter().rfind(|term| term.verb && term.span.end <= asked.cue.start).filter(|_| deed && things && !behind.is_empty());
    if let Some(verb) = verb {
        return Some(format!("{}有多少{new}{}", &old[..verb.span.start], &old[behind.end..]));
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

/// The question word with its unit.
fn asked_span(question: &Question, asked: &Asked) -> Span {
    let unit = if question.text[asked.cue.end..].starts_with(&asked.unit) { asked.unit.len() } else { 0 };
    Span::new(asked.cue.start, asked.cue.end + unit)
}

/// Whether a question has a question word.
pub(super) fn worded(question: &Question) -> bool {
    question.asked.as_ref().is_some_and(|asked| asked.cue.of(&question.text).contains(char::is_alphanumeric))
}

fn is_place(term: &Term, lexicon: &Lexicon) -> bool {
    lexicon.places_in(&term.text).first().is_some_and(|found| found.span.len() == term.text.len())
}

/// Any year will do to see what words without a number are: 去年 is a year, 上半年 a part of one.
const SOME_YEAR: Option<i32> = Some(2000);

/// Where a text names a time.
fn time_of(text: &str, words: &Fragments) -> Option<Span> {
    let all = super::periods(text, SOME_YEAR);
    match (all.first(), all.last()) {
        (Some(first), Some(last)) => Some(Span::new(first.at, last.end)),
        _ => words.find(Part::Time, text),
    }
}

/// A text made from the question before, with a new time for what is as fine in the old one: a year for the
/// year, a month for the month, all of it for all.
fn with_time(text: &str, before: &Question, new: &str) -> String {
    let said = super::periods(new, SOME_YEAR);
    let (year, part) = (said.iter().any(|period| period.year.is_some()), said.iter().any(|period| period.months.is_some()));
    let Some(first) = before.periods.first() else { return format!("{new}{text}") };
    let joined = before.periods.windows(2).take_while(|pair| pair[0].end == pair[1].at).count();
    let old = Span::new(first.at, before.periods[joined].end).of(&before.text);
    // 2021年4月17日 is a year and a day of it.
    let at = old.find('年').filter(|_| first.year.is_some()).map_or(0, |at| at + '年'.len_utf8());
    let time = match (year, part) {
        (true, false) => format!("{new}{}", &old[at..]),
        (false, true) => format!("{}{new}", &old[..at]),
        _ => new.to_owned(),
    };
    text.replacen(old, &time, 1)
}

/// The place's term with the place terms right behind it (江苏 + 宿迁 go together), and with so many more as
/// stand beside the new place: 北京冬奥会 for all of 杭州亚运会.
fn place_run(before: &Question, first: &Term, beside: usize, lexicon: &Lexicon) -> Span {
    let (mut run, mut left) = (first.span, beside);
    for term in before.terms.iter().filter(|term| term.span.start >= first.span.end) {
        let place = is_place(term, lexicon);
        if term.span.start != run.end || !place && (left == 0 || term.verb || term.number) {
            break;
        }
        left -= usize::from(!place);
        run.end = term.span.end;
    }
    run
}

/// What stands before the verb and the question word.
fn head<'q>(question: &'q Question, words: &Fragments) -> &'q str {
    let cue = question.asked.as_ref().map_or(question.text.len(), |asked| asked.cue.start);
    let verb = question.terms.iter().find(|term| term.verb).map_or(cue, |verb| verb.span.start);
    let head = &question.text[..verb.min(cue)];
    words.find(Part::Regularly, head).filter(|found| found.start > 0).map_or(head, |found| &head[..found.start])
}

/// What a question speaks of: 深中通道 of 深中通道总投资是多少, 鸟巢 of 谁设计了鸟巢.
fn topic<'q>(question: &'q Question, tables: Tables<'_>) -> &'q str {
    let text = question.text.as_str();
    let head = head(question, tables.words);
    let inside = |span: Span| question.terms.iter().filter(move |term| span.start <= term.span.start && term.span.end <= span.end);
    let mut topic = Span::new(0, head.len());
    if inside(topic).next().is_none() {
        let counted = question.asked.as_ref().map_or(0, |asked| if asked.kind == Kind::Figure { usize::MAX } else { asked_span(question, asked).end });
        let Some(first) = question.terms.iter().find(|term| !term.verb && !term.number && term.span.start >= counted) else { return "" };
        topic = first.span;
        for term in &question.terms {
            if term.span.start == topic.end && !term.verb {
                topic.end = term.span.end;
            }
        }
    }
    // Of 深中通道总投资 and 深中通道车道有几条 the passage is spoken of.
    let counted = question.asked.as_ref().and_then(|asked| counted_before(question, asked, tables));
    let beside = |last: &&Term| tables.words.has(Part::Belongs, &last.text) || Some(last.span) == counted;
    while let Some(last) = inside(topic).next_back().filter(|last| beside(last) && inside(topic).nth(1).is_some()) {
        topic.end = last.span.start;
    }
    tables.words.without(Part::Links, topic.of(text))
}

fn splice(old: &str, span: Span, new: &str) -> String {
    format!("{}{}{}", &old[..span.start], new, &old[span.end..])
}
