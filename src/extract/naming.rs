//! Features of names: how the name was found, what stands beside it, and whether it is what the
//! question asks for.
//!
//! Role, verb and kind of place come from `role`, the cue words from `config/rules/names.toml`.
//! Knows nothing of how much of the question the sentence holds.

use super::beside::{head, tail};
use super::document::{Document, Sentence};
use super::feature::{Feature, Features};
use super::gap;
use super::mark::Mark;
use super::names::{Sort, Table, Type};
use super::role::{Role, Side};
use crate::figures::{DateValue, Mention, Value, Year};
use crate::lexicon::Lexicon;
use crate::question::Question;
use crate::text::{Span, is_han};

/// Characters between a role and the name.
const ROLE_GAP: usize = 10;
/// Bytes after which nearness to the verb falls to a third.
const VERB_NEAR: f32 = 30.0;

/// Fills the features of a name; `part` says that a longer one covers it.
pub(super) fn fill(
    question: &Question,
    role: &Role<'_>,
    (document, sentence): (&Document, &Sentence),
    mark: &Mark,
    part: bool,
    (table, lexicon): (&Table, &Lexicon),
    out: &mut Features,
) {
    let text = sentence.text();
    let name = mark.span.of(text);
    let (before, behind) = (&text[..mark.span.start], &text[mark.span.end..]);
    out.mark(Feature::Repeated, question.text.contains(name));
    if let Some(sort) = mark.sort {
        out.mark(sort_feature(sort), true);
    }
    let chars = name.chars().count();
    out.mark(Feature::NamePart, part);
    out.mark(Feature::NameParts, !mark.parts.is_empty());
    out.set(Feature::NameLength, (chars as f32 / 10.0).min(2.0));
    out.mark(Feature::NameTwo, chars == 2);
    out.mark(Feature::NameThree, chars == 3);
    out.set(Feature::NameProper, mark.made.proper);
    out.set(Feature::NamePlain, mark.made.plain);
    out.mark(Feature::NameCutLeft, mark.made.cut_left);
    out.mark(Feature::NameCutRight, mark.made.cut_right);
    out.mark(Feature::CleanLeft, before.chars().next_back().is_none_or(|c| !is_han(c)));
    out.mark(Feature::CleanRight, behind.chars().next().is_none_or(|c| !is_han(c)));
    out.mark(Feature::Glossed, behind.starts_with(['（', '(']));
    out.mark(Feature::TitleBefore, table.title_before.is_match(tail(before, 6)));
    out.mark(Feature::TitleBehind, table.title_behind.is_match(behind));
    out.mark(Feature::SaysBehind, table.says.is_match(behind));
    let by = table.by.is_match(tail(before, 4));
    out.mark(Feature::ByBefore, by);
    out.mark(Feature::ByAsked, by && role.side == Side::Doer);
    out.mark(Feature::LocatedBefore, table.located.is_match(tail(before, 4)));
    out.mark(Feature::EventBehind, table.event.is_match(behind));
    out.mark(Feature::Headline, document.parse.headline.contains(name));
    out.set(Feature::SharesQuestion, shares(name, &question.text));
    out.set(Feature::Mentions, (document.parse.text.matches(name).count() as f32).ln_1p() / 3.0);
    let list = mark.sort == Some(Sort::List) || name.contains('、');
    out.mark(Feature::SeveralFits, role.several && list);
    out.mark(Feature::SeveralFails, role.several && !list);
    gap::fill(&sentence.gaps, mark.span, out);
    roles(role, (before, behind), name, table, out);
    verbs(role, sentence, mark, out);
    if let Some(kind) = role.kind {
        let fits = fits(kind, name, lexicon);
        out.mark(Feature::TypeFits, fits == Some(true));
        out.mark(Feature::TypeFails, fits == Some(false));
        out.mark(Feature::TypeUnknown, fits.is_none() && kind.level.is_some());
        out.mark(Feature::TypeLevel, fits == Some(true) && kind.ending(name).is_none());
        out.mark(Feature::TypeWide, fits == Some(true) && wide(name, lexicon));
        let other = || table.types.iter().any(|other| !std::ptr::eq(other, kind) && other.ending(name) == Some(true));
        out.mark(Feature::TypeOther, fits.is_none() && other());
    }
}

/// Fills the features of a date: whether it has the parts asked for.
pub(super) fn grain(role: &Role<'_>, mention: &Mention, out: &mut Features) {
    let Value::Date(DateValue::At(point) | DateValue::Between(point, _)) = &mention.value else { return };
    let has = [matches!(point.year, Year::Known(_)), point.month.is_some(), point.day.is_some(), point.hour.is_some()];
    if let Some(finest) = role.grain.iter().rposition(|&asked| asked) {
        out.mark(Feature::GrainFits, has[finest]);
        out.mark(Feature::GrainLacks, !has[finest]);
        out.mark(Feature::GrainExtra, has[finest] && has[finest + 1..].contains(&true));
    } else {
        out.set(Feature::GrainOpen, has[..3].iter().filter(|&&has| has).count() as f32 / 3.0);
    }
}

/// Whether a date lies in a year before those to come that a question asks about: 2028年奥运会何时开幕.
pub(super) fn bygone(question: &Question, mention: &Mention) -> bool {
    let Value::Date(DateValue::At(point) | DateValue::Between(point, _)) = &mention.value else { return false };
    let first = question.periods.iter().filter_map(|period| period.year).min().filter(|_| question.ahead);
    matches!((point.year, first), (Year::Known(year), Some(first)) if year < first)
}

fn sort_feature(sort: Sort) -> Feature {
    match sort {
        Sort::Known => Feature::NameKnown,
        Sort::Surname => Feature::NameSurname,
        Sort::Guess => Feature::NameGuess,
        Sort::Foreign => Feature::NameForeign,
        Sort::Sounds => Feature::NameSounds,
        Sort::Titled => Feature::NameTitled,
        Sort::Latin => Feature::NameLatin,
        Sort::Royal => Feature::NameRoyal,
        Sort::Odd => Feature::NameOdd,
        Sort::Gazetteer => Feature::NameGazetteer,
        Sort::Ending => Feature::NameEnding,
        Sort::Address => Feature::NameAddress,
        Sort::Quoted => Feature::NameQuoted,
        Sort::Organisation => Feature::NameOrganisation,
        Sort::Noun => Feature::NameNoun,
        Sort::List => Feature::NameList,
        Sort::Gap => Feature::NameGap,
    }
}

/// Share of the name's characters that stand side by side in the question too.
fn shares(name: &str, question: &str) -> f32 {
    let chars: Vec<(usize, char)> = name.char_indices().collect();
    let pairs = chars.windows(2).filter(|pair| question.contains(&name[pair[0].0..pair[1].0 + pair[1].1.len_utf8()])).count();
    pairs as f32 / (chars.len().max(2) - 1) as f32
}

/// The role beside the name: 校长王芳, 王芳担任校长.
fn roles(role: &Role<'_>, (before, behind): (&str, &str), name: &str, table: &Table, out: &mut Features) {
    let joint = tail(before, 16).trim_end_matches(&table.before_name[..]);
    let near = tail(before, ROLE_GAP);
    let (mut left, mut right, mut inside) = (0.0f32, 0.0f32, 0.0f32);
    let after = behind.trim_start_matches(&table.behind_name[..]);
    for (at, word) in role.words.iter().enumerate().filter(|(_, word)| word.chars().nth(1).is_some()) {
        let worth = if at == 0 { 1.0 } else { 0.7 };
        if joint.ends_with(word.as_str()) {
            left = left.max(worth);
        } else if near.contains(word.as_str()) {
            left = left.max(0.4 * worth);
        }
        if after.starts_with(word.as_str()) {
            right = right.max(worth);
        } else if head(behind, ROLE_GAP).contains(word.as_str()) {
            right = right.max(0.4 * worth);
        }
        if name.contains(word.as_str()) {
            inside = inside.max(worth);
        }
    }
    out.set(Feature::RoleBefore, left);
    out.set(Feature::RoleBehind, right);
    out.set(Feature::RoleInside, inside);
}

/// The verb of the question, and on which side of the name it stands.
fn verbs(role: &Role<'_>, sentence: &Sentence, mark: &Mark, out: &mut Features) {
    let Some(found) = role.verb.and_then(|verb| sentence.found.get(verb)) else { return };
    let (mut left, mut right) = (0.0f32, 0.0f32);
    for place in &found.places {
        let (between, is_left) = match place.end <= mark.span.start {
            true => (Span::new(place.end, mark.span.start), true),
            false if place.start >= mark.span.end => (Span::new(mark.span.end, place.start), false),
            false => continue,
        };
        let rivals = sentence.marks().iter().filter(|other| other.span.start >= between.start && other.span.end <= between.end).count();
        let stops = sentence.cuts().iter().filter(|&&cut| cut > between.start && cut <= between.end).count();
        let near = found.worth * (-(between.len() as f32 / VERB_NEAR + 0.5 * rivals as f32 + 0.7 * stops as f32)).exp();
        if is_left {
            left = left.max(near);
        } else {
            right = right.max(near);
        }
    }
    match role.side {
        Side::Doer => {
            out.set(Feature::DoerFits, right);
            out.set(Feature::DoerFails, left);
        }
        Side::Done => {
            out.set(Feature::DoneFits, left);
            out.set(Feature::DoneFails, right);
        }
        Side::Open => out.set(Feature::VerbNear, left.max(right)),
    }
}

/// Whether a name is of the kind asked for, where its level or ending tells.
fn fits(kind: &Type, name: &str, lexicon: &Lexicon) -> Option<bool> {
    let ending = kind.ending(name);
    let found = lexicon.places_in(name);
    let last = found.last().filter(|place| place.span.end == name.len());
    match ending {
        Some(false) => return ending,
        // 青岛 is no island, and 黄山 may be a park as well as a town.
        _ if kind.level.is_none() && last.is_some_and(|place| place.span.start == 0) => return None,
        Some(true) => return ending,
        None => {}
    }
    let level = lexicon.place(last?.place).level;
    kind.level.map(|asked| asked == level)
}

/// Whether a name has more than the thing that it ends with: 美国华盛顿州的皮尔斯县.
fn wide(name: &str, lexicon: &Lexicon) -> bool {
    let begins = || lexicon.places_in(name).last().is_some_and(|place| place.span.end == name.len() && place.span.start > 0);
    name.contains(['的', '、']) || begins()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_more_before_it_is_wide() {
        let lexicon = Lexicon::embedded().unwrap();
        for (name, is) in [("美国华盛顿州的皮尔斯县", true), ("江苏省宿迁市", true), ("宿迁市", false), ("呼和浩特市", false), ("和平区", false)]
        {
            assert_eq!(wide(name, &lexicon), is, "{name}");
        }
    }
}
