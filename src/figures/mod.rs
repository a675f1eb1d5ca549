//! Figures in Chinese newspaper text: found, read exactly, converted.
//!
//! Everything that a newspaper prints as a figure is found with its exact value, its unit as
//! printed, the word that says how exact it is, and its place; what merely contains a numeral
//! (两岸, 第一书记, 5G) is left alone. Values are decimals, never floats. The tables are data:
//! `config/units.toml` and `config/figures/*.toml`, each row with examples that [`Figures::check`]
//! runs.
//!
//! ```
//! use shuwen::figures::{Figures, Modifier};
//!
//! let figures = Figures::embedded();
//! let text = "全市建成近5万亩基地，带动2500余人就业，年产值达5亿元。";
//! let found = figures.mentions(text, None);
//! let read: Vec<_> = found.iter().map(|m| (m.span.of(text), m.value.to_string(), m.unit.as_str())).collect();
//! assert_eq!(read, [("近5万亩", "50000".into(), "亩"), ("2500余人", "2500".into(), "人"), ("5亿元", "500000000".into(), "元")]);
//! assert_eq!(found[0].modifier, Modifier::Nearly);
//! ```
//!
//! Dates are fixed by the article's date, and stay open without it:
//!
//! ```
//! # use shuwen::figures::Figures;
//! # let figures = Figures::embedded();
//! let date = chrono::NaiveDate::from_ymd_opt(2024, 3, 9);
//! assert_eq!(figures.mentions("去年12月开工", date)[0].value.to_string(), "2023-12");
//! assert_eq!(figures.mentions("去年12月开工", None)[0].value.to_string(), "XXXX-12");
//! ```
//!
//! Knows nothing of articles, questions or rules.

mod bare;
mod beside;
mod calendar;
mod chars;
mod check;
mod clock;
mod convert;
mod counts;
mod date;
mod english;
mod fraction;
mod idiom;
mod jsonl;
mod list;
mod measure;
mod mention;
mod modifier;
mod numeral;
mod ordinal;
mod period;
mod power;
mod price;
mod quantity;
mod scan;
mod stretch;
mod sum;
mod table;
mod unit;
mod value;
mod words;

use std::sync::LazyLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::text::fold;
use beside::Beside;
use idiom::Idioms;
use modifier::Modifiers;
use scan::{Scan, Stops};
use unit::Units;

pub(crate) use calendar::{day_at, hour_of, month_at, year_at};
pub use check::Problem;
pub use jsonl::{JsonlError, jsonl};
pub use mention::{Class, Kind, Mention, Modifier};
pub use table::{marked, table};
pub use unit::{Base, Unit};
pub use value::{DatePoint, DateValue, Value, Year};

const UNITS: &str = include_str!("../../config/units.toml");
const IDIOMS: &str = include_str!("../../config/figures/idioms.toml");
const MODIFIERS: &str = include_str!("../../config/figures/modifiers.toml");
const WORDS: &str = include_str!("../../config/figures/words.toml");

/// The reader: compiled tables, made once and shared.
#[derive(Debug, Clone)]
pub struct Figures {
    pub(crate) units: Units,
    pub(crate) idioms: Idioms,
    pub(crate) modifiers: Modifiers,
    pub(crate) beside: Beside,
    pub(crate) stops: Stops,
    /// Characters behind a single Chinese digit that may make it a figure.
    pub(crate) follows: Stops,
    /// Characters that folding changes.
    folds: Stops,
}

/// Why the tables cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FiguresError {
    /// The file is not what its format asks for.
    #[error("cannot read {file}: {source}")]
    Parse {
        /// The file's name.
        file: String,
        /// What the parser says, with line and key.
        source: Box<toml::de::Error>,
    },
    /// A row contradicts itself or another.
    #[error("cannot read {file}: {rule}: {problem}")]
    Rule {
        /// The file's name.
        file: String,
        /// The row.
        rule: String,
        /// What is wrong.
        problem: String,
    },
}

impl Figures {
    /// The tables of the repository, compiled into the program.
    ///
    /// Compiled at the first call and then cloned.
    pub fn embedded() -> Figures {
        Self::shared().clone()
    }

    /// The same tables for whoever only reads in them.
    #[expect(clippy::expect_used, reason = "the embedded tables are part of the program, and a test loads them")]
    pub(crate) fn shared() -> &'static Figures {
        static EMBEDDED: LazyLock<Figures> =
            LazyLock::new(|| Figures::load(UNITS, IDIOMS, MODIFIERS, WORDS).expect("the embedded tables are loaded by a test"));
        &EMBEDDED
    }

    /// Tables from the texts of `units.toml`, and of `idioms.toml`, `modifiers.toml` and `words.toml` in `figures`.
    ///
    /// # Errors
    ///
    /// A misspelt key, a form given twice, a row without reason or example.
    pub fn load(units: &str, idioms: &str, modifiers: &str, words: &str) -> Result<Figures, FiguresError> {
        let units = Units::load("config/units.toml", units)?;
        let first = units.first_characters();
        Ok(Figures {
            units,
            idioms: Idioms::load("config/figures/idioms.toml", idioms)?,
            modifiers: Modifiers::load("config/figures/modifiers.toml", modifiers)?,
            beside: Beside::load("config/figures/words.toml", words)?,
            stops: Stops::numerals(),
            follows: Stops::new(|c| first.contains(&c) || scan::CONTINUES.contains(c)),
            folds: folding(),
        })
    }

    /// All figures of a text in reading order; `date` is the article's date, which fixes 今年 and 18日.
    ///
    /// Full-width and Traditional text reads like its plain form; spans are bytes of `text`.
    ///
    /// ```
    /// # use shuwen::figures::Figures;
    /// let text = "約１０萬名遊客";
    /// let found = Figures::embedded().mentions(text, None);
    /// assert_eq!((found[0].span.of(text), found[0].value.to_string()), ("約１０萬名", "100000".to_string()));
    /// ```
    pub fn mentions(&self, text: &str, date: Option<NaiveDate>) -> Vec<Mention> {
        if !self.changes(text) {
            return Scan::run(self, text, date);
        }
        let folded = fold(text);
        let mut found = Scan::run(self, &folded.text, date);
        for mention in &mut found {
            mention.span = folded.printed(mention.span);
            mention.core = folded.printed(mention.core);
        }
        found
    }

    /// The same for text that is folded already (`text::fold`): spans are bytes of the folded text.
    pub fn mentions_folded(&self, folded: &str, date: Option<NaiveDate>) -> Vec<Mention> {
        Scan::run(self, folded, date)
    }

    /// The longest unit or measure word that a folded text begins with: its bytes and what it is.
    ///
    /// ```
    /// # use shuwen::figures::{Class, Figures};
    /// let figures = Figures::embedded();
    /// let (bytes, unit) = figures.unit_at("个百分点？").unwrap();
    /// assert_eq!((bytes, unit.class), ("个百分点".len(), Class::Percent));
    /// ```
    pub fn unit_at(&self, text: &str) -> Option<(usize, &Unit)> {
        let (len, row) = self.units.at(text)?;
        self.units.row(row).map(|unit| (len, unit))
    }

    /// Whether a text is a unit and nothing else, as it stands over the numbers of a table: 万吨, 元/平方米.
    /// What also names a day, a rank or a group (年, 号, A) is none there.
    pub(crate) fn is_unit(&self, text: &str) -> bool {
        let known = |name: &str| self.unit_at(name).is_some_and(|(len, unit)| len == name.len() && !unit.ordinal_only);
        let scaled = |name: &str| known(name) || known(name.trim_start_matches(['十', '百', '千', '万', '亿']));
        let named = "年月日号时季".contains(text) || (text.len() == 1 && text.starts_with(|c: char| c.is_ascii_uppercase()));
        let mut parts = text.split('/');
        !named && (known(text) || parts.next().is_some_and(scaled) && parts.all(known))
    }

    /// Whether the sign of a currency that stands before its number ends with this character.
    pub(crate) fn ends_sign(&self, c: char) -> bool {
        self.units.ends_sign(c)
    }

    /// Whether two printed units mean the same: 公里 and 千米, 元 and 块钱.
    ///
    /// ```
    /// # use shuwen::figures::Figures;
    /// let figures = Figures::embedded();
    /// assert!(figures.units_equal("公里", "千米"));
    /// assert!(!figures.units_equal("公里", "里"));
    /// ```
    pub fn units_equal(&self, a: &str, b: &str) -> bool {
        a == b || (self.units.named(a).is_some() && self.same_row(self.units.named(a), self.units.named(b)))
    }

    /// Whether the words before 一 give it to each of several, so that it counts: 每个社区设立.
    ///
    /// ```
    /// # use shuwen::figures::Figures;
    /// let figures = Figures::embedded();
    /// assert!(figures.gives_to_each("每个社区设立"));
    /// assert!(!figures.gives_to_each("全市设立"));
    /// ```
    pub fn gives_to_each(&self, before: &str) -> bool {
        self.beside.gives_to_each(before)
    }

    /// The number that a text is, where it is nothing but one numeral.
    ///
    /// ```
    /// # use shuwen::figures::Figures;
    /// assert_eq!(Figures::number("三千九百亿").map(|n| n.to_string()), Some("390000000000".into()));
    /// assert_eq!(Figures::number("3万4000").map(|n| n.to_string()), Some("34000".into()));
    /// assert_eq!(Figures::number("亿万富翁"), None);
    /// ```
    pub fn number(text: &str) -> Option<Decimal> {
        let numeral = numeral::read(text, 0).number()?;
        (numeral.end == text.len() && numeral.high.is_none() && !numeral.more && !numeral.vague).then_some(numeral.value)
    }

    /// The unit that 个 and the beginning of `tail` make together, and its row: 个月, 个世纪.
    pub(crate) fn counted(&self, tail: &str) -> Option<(String, u16)> {
        const ONLY_COUNTED: [&str; 3] = ["世纪", "季度", "财年"];
        let own = self.units.at(tail).map(|(len, _)| len);
        let len = own.or_else(|| ONLY_COUNTED.iter().find(|word| tail.starts_with(**word)).map(|word| word.len()))?;
        let unit = format!("个{}", &tail[..len]);
        let row = self.units.named(&unit)?;
        Some((unit, row))
    }

    pub(crate) fn same_row(&self, a: Option<u16>, b: Option<u16>) -> bool {
        a.is_some() && a == b
    }

    /// Whether folding changes a text in anything but its blanks.
    fn changes(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte < 0x80 {
                at += 1;
            } else if byte < 0xe0 {
                at += 2;
            } else if byte < 0xf0 {
                let code = (u32::from(byte & 0x0f) << 12) | (u32::from(bytes[at + 1] & 0x3f) << 6) | u32::from(bytes[at + 2] & 0x3f);
                if self.folds.holds(code) {
                    return true;
                }
                at += 3;
            } else {
                at += 4;
            }
        }
        false
    }
}

/// The characters that `text::fold` changes, blanks excepted.
fn folding() -> Stops {
    let all: String = ('\u{2e80}'..='\u{9fff}').chain('\u{f900}'..='\u{ffef}').filter(|&c| c != '\u{3000}').flat_map(|c| [c, '，']).collect();
    let folded = fold(&all);
    let changed: std::collections::HashSet<char> = all.chars().zip(folded.text.chars()).filter(|(old, new)| old != new).map(|(old, _)| old).collect();
    Stops::new(|c| changed.contains(&c))
}
