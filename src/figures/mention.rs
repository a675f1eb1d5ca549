//! What the reader hands back: one figure, where it stands, what it says.
//!
//! A figure is never only a number: 近5万亩 and 5万亩 are different claims, and 5万亩 and
//! 5万元 cannot be compared. So number, unit and modifier travel together with the words they
//! were read from. Knows nothing of how a figure is found.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Value;
use crate::text::Span;

/// One figure of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Bytes of the text: number, unit and the modifier attached to them (近5万亩, 10万吨以上).
    pub span: Span,
    /// Bytes of the number and its unit alone (5万亩).
    pub core: Span,
    /// What sort of figure this is.
    pub kind: Kind,
    /// The exact value, in the unit as printed.
    pub value: Value,
    /// The unit as printed, empty where none is; `%` for 成 and 百分之.
    pub unit: String,
    /// What the unit counts.
    pub class: Class,
    /// How exact the text says the figure is.
    pub modifier: Modifier,
    /// Number of the unit's row in the tables that read it.
    pub(crate) row: Option<u16>,
    /// The compound unit's divisor row, as 平方米 in 元/平方米.
    pub(crate) per: Option<u16>,
}

impl Mention {
    /// The annotators' name for this figure: `range` where the value is one (of anything but
    /// dates), else the name of the kind.
    pub fn type_name(&self) -> &'static str {
        match self.value {
            Value::Range(..) => "range",
            _ => self.kind.name(),
        }
    }

    /// The single number, where the figure is one.
    pub fn number(&self) -> Option<Decimal> {
        match self.value {
            Value::One(number) => Some(number),
            _ => None,
        }
    }
}

/// The sort of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A count or a measured size: 28人, 5万亩, 指数88.2.
    Quantity,
    /// A sum of money: 3亿元; also 捐款2000万, whose unit is not printed.
    Money,
    /// A share or a level in per cent: 占12%, 七成.
    Percent,
    /// Growth, rise or fall in per cent: 同比增长4.8%.
    RateChange,
    /// A difference of two percentages: 5.2个百分点, 25个基点.
    PercentagePoint,
    /// So many times as much: 30倍, 翻一番.
    Multiple,
    /// A length of time: 三天, 4小时23分.
    Duration,
    /// An age: 91岁.
    Age,
    /// A point or stretch of the calendar or the clock: 7月11日, 今天9时, 三季度.
    Date,
    /// A place in a series: 第21个.
    Ordinal,
    /// A result or a proportion: 73比71, 1/6, 三分之二.
    Ratio,
}

impl Kind {
    /// The annotators' name of the kind, as `rate_change`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Quantity => "quantity",
            Kind::Money => "money",
            Kind::Percent => "percent",
            Kind::RateChange => "rate_change",
            Kind::PercentagePoint => "percentage_point",
            Kind::Multiple => "multiple",
            Kind::Duration => "duration",
            Kind::Age => "age",
            Kind::Date => "date",
            Kind::Ordinal => "ordinal",
            Kind::Ratio => "ratio",
        }
    }
}

/// What a unit counts, so that a question for one sort is not answered with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// 元, 美元.
    Money,
    /// %, 成, 个百分点.
    Percent,
    /// 倍, 番.
    Times,
    /// 人, 名, 位, 人次.
    People,
    /// 公里, 米.
    Length,
    /// 亩, 公顷.
    Area,
    /// 吨, 斤.
    Weight,
    /// 立方米, 升.
    Volume,
    /// 千瓦.
    Power,
    /// 千瓦时, 度, 吨标准煤.
    Energy,
    /// ℃.
    Temperature,
    /// 年, 个月, 天.
    Duration,
    /// 岁.
    Age,
    /// 分 of a game or an examination, 点 of an index.
    Score,
    /// 户.
    Household,
    /// 家, 支 (of teams).
    Organisation,
    /// 辆, 架, 艘, 列, 班次.
    Vehicle,
    /// 次, 场, 届, 例, 起.
    Event,
    /// 座, 处, 所, 村, 县.
    Place,
    /// 个, 件, 种, 项 and every other measure word.
    Thing,
    /// Something per something: 公里/小时, 元/平方米; also volts, pascals and other rare sizes.
    Rate,
    /// 三分之二, 3比2.
    Fraction,
    /// 第三.
    Ordinal,
    /// A calendar or clock expression.
    Date,
    /// A bare number.
    None,
}

/// How exact a text says its figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modifier {
    /// No word about it.
    Exact,
    /// 约, 左右.
    About,
    /// 近, 快满.
    Nearly,
    /// 超, 突破, 多, 余.
    Over,
    /// 以上, 至少, 不少于.
    AtLeast,
    /// 以下, 内, 不超过.
    AtMost,
    /// 不足, 不到.
    LessThan,
    /// 数百, 上千.
    Vague,
}

impl Modifier {
    /// The annotators' name, as `at_least`.
    pub fn name(self) -> &'static str {
        match self {
            Modifier::Exact => "exact",
            Modifier::About => "about",
            Modifier::Nearly => "nearly",
            Modifier::Over => "over",
            Modifier::AtLeast => "at_least",
            Modifier::AtMost => "at_most",
            Modifier::LessThan => "less_than",
            Modifier::Vague => "vague",
        }
    }
}

impl fmt::Display for Modifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
