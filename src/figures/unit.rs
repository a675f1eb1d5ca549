//! The inventory of units and measure words, compiled from `config/units.toml`.
//!
//! A unit is data: how it is printed, what it counts, what it is in base units. The reader asks
//! for the longest unit at a place; other modules ask what two figures have in common. The file
//! is read as written (`Raw…`), then checked. Knows nothing of numerals.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::words::Words;
use super::{Class, FiguresError, Kind};

/// One unit or measure word, with all the forms it is printed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// The printed forms, the usual one first; all mean the same (公里, 千米, km).
    pub forms: Vec<String>,
    /// The forms printed before the number: ¥, RMB.
    pub signs: Vec<String>,
    /// What it counts.
    pub class: Class,
    /// What it is in the base unit of its dimension; none for units that do not convert.
    pub base: Option<Base>,
    /// Whether 一 before it counts (一吨) or is an article (一个).
    pub one: bool,
    /// Words that, standing behind it, make it another word (股 + 权).
    pub unless: Vec<String>,
    /// Words that begin so and leave it a unit all the same (位 + 居民, though not 位 + 居).
    pub even: Vec<String>,
    /// Its name in English: of one, and of more; empty where it has none.
    pub english: (String, String),
    /// Whether Chinese numerals take it (三级 of a hospital is no figure).
    pub han: bool,
    /// Words behind it that allow a Chinese numeral nevertheless (六级大风).
    pub han_before: Vec<String>,
    /// Whether 第 takes it (第三阶段) but plain numbers do not.
    pub ordinal_only: bool,
}

/// A unit's size.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// The base unit's name, as 米.
    pub unit: String,
    /// How many base units make one of this, times `divisor`.
    pub factor: Decimal,
    /// 1, save for units that are a third of another: a mu is 2000/3 square metres.
    pub divisor: Decimal,
}

/// All units, found by the way they are printed.
#[derive(Debug, Clone)]
pub(crate) struct Units {
    rows: Vec<Unit>,
    forms: Words<u16>,
    /// Forms printed before the number, longest first.
    signs: Vec<(Box<str>, u16)>,
    /// The last characters of these.
    sign_ends: String,
    /// Families as written, for the check of their examples.
    pub(crate) families: Vec<RawFamily>,
}

/// `config/units.toml` as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnits {
    family: Vec<RawFamily>,
}

/// One family of units as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFamily {
    /// Unique name; the dimension where there is a base.
    pub(crate) name: String,
    /// Why these stand together, and what is peculiar to them.
    pub(crate) why: String,
    class: Class,
    /// The unit all factors refer to.
    base: Option<String>,
    /// Words that each are a unit of its own, without size.
    #[serde(default)]
    words: String,
    #[serde(default)]
    unit: Vec<RawUnit>,
    one: Option<bool>,
    #[serde(default = "yes")]
    han: bool,
    #[serde(default)]
    ordinal_only: bool,
    /// Words that make any unit of the family another word.
    #[serde(default)]
    unless: String,
    /// Sentences with the figure to be found in them.
    pub(crate) finds: Vec<Finds>,
    /// Sentences without a figure.
    #[serde(default)]
    pub(crate) ignores: Vec<Ignores>,
}

/// One unit as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnit {
    /// Printed forms, separated by blanks.
    forms: String,
    /// Forms printed before the number.
    #[serde(default)]
    signs: String,
    factor: Option<String>,
    class: Option<Class>,
    one: Option<bool>,
    #[serde(default)]
    unless: String,
    #[serde(default)]
    even: String,
    #[serde(default)]
    english: String,
    han: Option<bool>,
    #[serde(default)]
    han_before: String,
}

/// An example of what is found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finds {
    /// The sentence.
    pub(crate) text: String,
    /// The figure's printed words.
    pub(crate) figure: String,
    /// `value unit modifier` where the words alone do not prove the reading.
    pub(crate) says: Option<String>,
    /// What sort of figure it is, where its words can be of several.
    pub(crate) kind: Option<Kind>,
    /// What its unit counts, where that can be several.
    pub(crate) class: Option<Class>,
}

/// An example of what is left alone: no figure at all, or none with these words, of this sort, of this unit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ignores {
    /// The sentence.
    pub(crate) text: String,
    /// Words that are not read as one figure, though others are.
    pub(crate) figure: Option<String>,
    /// The sort that no figure is of.
    pub(crate) kind: Option<Kind>,
    /// What no figure's unit counts.
    pub(crate) class: Option<Class>,
    /// The reason.
    #[serde(default, rename = "why")]
    _why: String,
}

fn yes() -> bool {
    true
}

impl Units {
    /// Reads and checks the inventory; `file` is named in errors.
    pub(crate) fn load(file: &str, toml: &str) -> Result<Self, FiguresError> {
        let raw: RawUnits = toml::from_str(toml).map_err(|source| FiguresError::Parse { file: file.into(), source: Box::new(source) })?;
        let mut rows = Vec::new();
        for family in &raw.family {
            compile(file, family, &mut rows)?;
        }
        let mut forms = Vec::new();
        for (row, unit) in rows.iter().enumerate() {
            for form in &unit.forms {
                if let Some((_, other)) = forms.iter().find(|(seen, _)| seen == form) {
                    let other: &u16 = other;
                    let first = rows[usize::from(*other)].forms[0].clone();
                    return Err(FiguresError::Rule {
                        file: file.into(),
                        rule: unit.forms[0].clone(),
                        problem: format!("the form {form} already belongs to {first}"),
                    });
                }
                forms.push((
                    form.clone(),
                    u16::try_from(row).map_err(|_| FiguresError::Rule { file: file.into(), rule: form.clone(), problem: "too many units".into() })?,
                ));
            }
        }
        let mut signs: Vec<(Box<str>, u16)> =
            (0u16..).zip(&rows).flat_map(|(row, unit)| unit.signs.iter().map(move |sign| (sign.as_str().into(), row))).collect();
        signs.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
        let sign_ends = signs.iter().filter_map(|(sign, _)| sign.chars().next_back()).collect::<BTreeSet<_>>().into_iter().collect();
        Ok(Self { rows, forms: Words::new(forms), signs, sign_ends, families: raw.family })
    }

    /// The unit with this number.
    pub(crate) fn row(&self, row: u16) -> Option<&Unit> {
        self.rows.get(usize::from(row))
    }

    /// The longest unit that `text` begins with and that is not the start of another word.
    pub(crate) fn at(&self, text: &str) -> Option<(usize, u16)> {
        self.forms.all_at(text).find(|&(len, &row)| self.stands(text, len, row)).map(|(len, &row)| (len, row))
    }

    /// The longest unit printed at the end of `head`, before a number: how many bytes, and its row.
    pub(crate) fn sign(&self, head: &str) -> Option<(usize, u16)> {
        let (sign, row) = self.signs.iter().find(|(sign, _)| head.ends_with(&**sign))?;
        // The $ of another country's dollar is none of America's, nor the CNY of USDCNY China's.
        let joined = head[..head.len() - sign.len()].ends_with(|c: char| c.is_ascii_alphanumeric());
        (!joined).then_some((sign.len(), *row))
    }

    /// Whether the sign of a currency ends with this character.
    pub(crate) fn ends_sign(&self, c: char) -> bool {
        self.sign_ends.contains(c)
    }

    /// The unit printed exactly so.
    pub(crate) fn named(&self, form: &str) -> Option<u16> {
        self.forms.get(form).copied()
    }

    /// The characters that printed forms begin with.
    pub(crate) fn first_characters(&self) -> std::collections::HashSet<char> {
        self.forms.iter().filter_map(|(form, _)| form.chars().next()).collect()
    }

    fn stands(&self, text: &str, len: usize, row: u16) -> bool {
        let rest = &text[len..];
        let letters = text[..len].ends_with(|c: char| c.is_ascii_alphabetic());
        if letters && rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return false;
        }
        let unit = &self.rows[usize::from(row)];
        let begins = |words: &[String]| words.iter().any(|word| rest.starts_with(word.as_str()));
        !begins(&unit.unless) || begins(&unit.even)
    }
}

/// Turns one family into rows.
fn compile(file: &str, family: &RawFamily, rows: &mut Vec<Unit>) -> Result<(), FiguresError> {
    let problem = |problem: String| FiguresError::Rule { file: file.into(), rule: family.name.clone(), problem };
    if family.why.trim().is_empty() || family.finds.is_empty() {
        return Err(problem("needs a reason and an example of what it finds".into()));
    }
    let one = family.one.unwrap_or(family.base.is_some());
    let words = |list: &str| list.split_whitespace().map(String::from).collect::<Vec<_>>();
    for raw in &family.unit {
        let base = match (&family.base, &raw.factor) {
            (Some(unit), Some(factor)) => {
                let (above, below) = factor.split_once('/').unwrap_or((factor, "1"));
                let number = |digits: &str| digits.parse::<Decimal>().map_err(|_| problem(format!("{factor} is no decimal number or fraction")));
                let (factor, divisor) = (number(above)?, number(below)?);
                if factor <= Decimal::ZERO || divisor <= Decimal::ZERO {
                    return Err(problem(format!("the factor of {} must be above zero", raw.forms)));
                }
                Some(Base { unit: unit.clone(), factor, divisor })
            }
            (None, Some(_)) => return Err(problem(format!("{} has a factor but the family has no base", raw.forms))),
            _ => None,
        };
        let forms = words(&raw.forms);
        if forms.is_empty() {
            return Err(problem("a unit without forms".into()));
        }
        let mut unless = words(&raw.unless);
        unless.extend(words(&family.unless));
        rows.push(Unit {
            forms,
            signs: words(&raw.signs),
            class: raw.class.unwrap_or(family.class),
            base,
            one: raw.one.unwrap_or(one),
            unless,
            even: words(&raw.even),
            english: raw.english.split_once('|').map_or((raw.english.clone(), raw.english.clone()), |(one, more)| (one.into(), more.into())),
            han: raw.han.unwrap_or(family.han),
            han_before: words(&raw.han_before),
            ordinal_only: family.ordinal_only,
        });
    }
    for word in words(&family.words) {
        rows.push(Unit {
            forms: vec![word],
            signs: Vec::new(),
            class: family.class,
            base: None,
            one,
            unless: words(&family.unless),
            even: Vec::new(),
            english: Default::default(),
            han: family.han,
            han_before: Vec::new(),
            ordinal_only: family.ordinal_only,
        });
    }
    Ok(())
}
