//! Exact values: one number, a range, a fraction, a score, a date.
//!
//! They print in one canonical form, so that two papers that write the same figure in different
//! ways print the same value: 3,900亿 and 三千九百亿 are both `390000000000`. No floating point.

use std::fmt;

use rust_decimal::Decimal;

/// What a figure says, without its unit.
///
/// ```
/// use shuwen::figures::Value;
/// use rust_decimal::Decimal;
/// assert_eq!(Value::One(Decimal::new(100, 1)).to_string(), "10");
/// assert_eq!(Value::Range(Decimal::from(3), Decimal::from(5)).to_string(), "3~5");
/// assert_eq!(Value::Fraction(Decimal::from(2), Decimal::from(3)).to_string(), "2/3");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One number.
    One(Decimal),
    /// Lower and upper end.
    Range(Decimal, Decimal),
    /// Numerator and denominator.
    Fraction(Decimal, Decimal),
    /// Two sides of a result or a proportion.
    Score(Decimal, Decimal),
    /// A calendar or clock expression.
    Date(DateValue),
}

/// A point of the calendar or the stretch between two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateValue {
    /// One point, as exact as it is printed.
    At(DatePoint),
    /// From one point to another, both included.
    Between(DatePoint, DatePoint),
}

/// A point of the calendar or the clock; what is not printed and not known stays open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DatePoint {
    /// The year, or what is known of it.
    pub year: Year,
    /// Quarter of the year, 1 to 4.
    pub quarter: Option<u8>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
    /// Hour, 0 to 24 (24 is the end of the day).
    pub hour: Option<u8>,
    /// Minute of the hour.
    pub minute: Option<u8>,
    /// Second of the minute.
    pub second: Option<u8>,
}

/// What is known of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Year {
    /// Nothing is said: a clock time, or a day whose article has no date.
    #[default]
    Open,
    /// A year of the calendar; before Christ negative.
    Known(i32),
    /// So many years after the article's (今年 0, 去年 -1), whose date is not known.
    Relative(i32),
    /// A decade by its first year: 1990.
    Decade(i32),
    /// A century by its first two digits: 20 is the years 2000 to 2099.
    Century(i32),
}

impl DatePoint {
    /// Whether only the clock is told.
    pub fn is_clock(&self) -> bool {
        self.year == Year::Open && self.month.is_none() && self.day.is_none() && self.quarter.is_none()
    }

    /// The day of the calendar, where year, month and day are known and exist.
    pub fn day(&self) -> Option<chrono::NaiveDate> {
        match self.year {
            Year::Known(year) => chrono::NaiveDate::from_ymd_opt(year, self.month?.into(), self.day?.into()),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::One(n) => write!(f, "{}", n.normalize()),
            Value::Range(low, high) => write!(f, "{}~{}", low.normalize(), high.normalize()),
            Value::Fraction(n, d) => write!(f, "{}/{}", n.normalize(), d.normalize()),
            Value::Score(a, b) => write!(f, "{}:{}", a.normalize(), b.normalize()),
            Value::Date(date) => write!(f, "{date}"),
        }
    }
}

impl fmt::Display for DateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateValue::At(point) => write!(f, "{point}"),
            DateValue::Between(from, to) => write!(f, "{from}~{to}"),
        }
    }
}

impl fmt::Display for DatePoint {
    /// ISO 8601 with `X` for what is not known: `2024-02-02T09:00`, `XXXX-07`, `192X`, `T16:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_clock() {
            match self.year {
                Year::Known(year) if year < 0 => write!(f, "-{:04}", -year)?,
                Year::Known(year) => write!(f, "{year:04}")?,
                Year::Decade(year) => write!(f, "{:03}X", year / 10)?,
                Year::Century(century) => write!(f, "{century:02}XX")?,
                Year::Open | Year::Relative(_) => f.write_str("XXXX")?,
            }
            if let Some(quarter) = self.quarter {
                write!(f, "-Q{quarter}")?;
            }
            match (self.month, self.day) {
                (Some(month), _) => write!(f, "-{month:02}")?,
                (None, Some(_)) => f.write_str("-XX")?,
                _ => {}
            }
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        if let Some(hour) = self.hour {
            write!(f, "T{hour:02}:{:02}", self.minute.unwrap_or(0))?;
            if let Some(second) = self.second {
                write!(f, ":{second:02}")?;
            }
        }
        Ok(())
    }
}
