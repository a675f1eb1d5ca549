//! The parts of a numeral, and their sum.
//!
//! 三千九百亿 is number, scale, number, scale, scale. The sum keeps the order that Chinese
//! requires (一万 before 一千, 百万 but never 万百) and refuses what breaks it: a wrong number is
//! worse than none. All arithmetic is checked.

use rust_decimal::Decimal;

/// One part of a numeral.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// A run of digits.
    Number(Digits),
    /// 十, 百, 千, 万 or 亿 by its power of ten.
    Scale(u32),
    /// 多, 余, 几, 来.
    More,
}

/// A run of digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Digits {
    /// The number; of 两三 the lower.
    pub(crate) low: Decimal,
    /// Of 两三 the upper.
    pub(crate) high: Option<Decimal>,
    /// How many digits are written (before the point).
    pub(crate) len: usize,
    /// Begins with 零 or 0, so that no place is left out: 一百零五.
    pub(crate) zero: bool,
    /// Has a point.
    pub(crate) point: bool,
    /// Has thousands set apart.
    pub(crate) grouped: bool,
}

impl Digits {
    /// One digit.
    pub(crate) fn single(digit: u32) -> Self {
        Self { low: Decimal::from(digit), high: None, len: 1, zero: false, point: false, grouped: false }
    }

    /// The 数 of 数百: counts as one.
    pub(crate) fn unknown() -> Self {
        Self { len: 0, ..Self::single(1) }
    }
}

/// The parts of one numeral, on the stack.
#[derive(Debug)]
pub(crate) struct Parts {
    list: [Part; Parts::MOST],
    len: usize,
}

impl Default for Parts {
    fn default() -> Self {
        Self { list: [Part::More; Self::MOST], len: 0 }
    }
}

impl Parts {
    /// The longest number below 10^16 in Chinese has 31 parts.
    const MOST: usize = 40;

    /// Adds a part; the caller asks `is_full` first.
    pub(crate) fn push(&mut self, part: Part) {
        if let Some(slot) = self.list.get_mut(self.len) {
            *slot = part;
            self.len += 1;
        }
    }

    /// Whether a further part may not fit.
    pub(crate) fn is_full(&self) -> bool {
        self.len + 2 > Self::MOST
    }

    /// All parts in order.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = Part> + '_ {
        self.list[..self.len].iter().copied()
    }

    /// The part pushed last.
    pub(crate) fn last(&self) -> Option<Part> {
        self.iter().next_back()
    }

    /// Whether 多 or the like stands in it.
    pub(crate) fn has_more(&self) -> bool {
        self.iter().any(|part| matches!(part, Part::More))
    }

    /// The digits, where the numeral is nothing else.
    pub(crate) fn only_digits(&self) -> Option<Digits> {
        match self.list[..self.len] {
            [Part::Number(digits)] => Some(digits),
            _ => None,
        }
    }

    /// Whether `c` may follow as 多: 十多, 100余, 一百来, but not 三多.
    pub(crate) fn takes_more(&self, c: char) -> bool {
        let allowed = match self.last() {
            Some(Part::Scale(_)) => true,
            Some(Part::Number(digits)) => self.len == 1 && digits.len > 1 && !digits.point && c != '几' && digits.high.is_none(),
            _ => false,
        };
        allowed && matches!(c, '多' | '余' | '几' | '来')
    }

    /// Whether `c` is a point that may follow: 二十点五.
    pub(crate) fn takes_point(&self, c: char) -> bool {
        c == '点' && matches!(self.last(), Some(Part::Scale(1)))
    }

    /// What the scale words at the end multiply by, where one number stands before them.
    pub(crate) fn last_scale(&self) -> Decimal {
        let numbers = self.iter().filter(|part| matches!(part, Part::Number(_))).count();
        if numbers != 1 {
            return Decimal::ONE;
        }
        let mut scale = Decimal::ONE;
        for part in self.iter() {
            if let Part::Scale(exponent) = part {
                scale = scale.checked_mul(ten_to(exponent)).unwrap_or(Decimal::ONE);
            }
        }
        scale
    }

    /// The number, and the upper one where a part is an estimate. None where the parts do not
    /// make a number or it is too large.
    pub(crate) fn sum(&self) -> Option<(Decimal, Option<Decimal>)> {
        let low = self.sum_of(|digits| digits.low)?;
        if self.iter().any(|part| matches!(part, Part::Number(digits) if digits.high.is_some())) {
            return Some((low, Some(self.sum_of(|digits| digits.high.unwrap_or(digits.low))?)));
        }
        Some((low, None))
    }

    fn sum_of(&self, pick: impl Fn(Digits) -> Decimal) -> Option<Decimal> {
        let mut sum = Sum::default();
        for part in self.iter() {
            match part {
                Part::Number(digits) => sum.number(pick(digits), digits)?,
                Part::Scale(exponent @ (4 | 8)) => sum.myriad(exponent)?,
                Part::Scale(exponent) => sum.small_scale(exponent)?,
                Part::More => {}
            }
        }
        sum.finish()
    }
}

/// The running sum: whole groups of 万 and 亿, the group being read, and its last digits.
#[derive(Debug, Default)]
struct Sum {
    total: Decimal,
    section: Decimal,
    /// Last scale word below 万 in this section.
    small: Option<u32>,
    /// Last scale word at all.
    scale: Option<u32>,
    seen_myriad: bool,
    seen_yi: bool,
    /// Digits not yet multiplied, with their length and whether 零 stands before them.
    open: Option<(Decimal, Digits)>,
}

impl Sum {
    fn number(&mut self, value: Decimal, digits: Digits) -> Option<()> {
        if self.open.is_some() {
            return None;
        }
        self.open = Some((value, digits));
        Some(())
    }

    fn small_scale(&mut self, exponent: u32) -> Option<()> {
        if self.small.is_some_and(|last| exponent >= last) {
            return None;
        }
        let coefficient = match self.open.take() {
            Some((value, _)) => value,
            None if exponent == 1 || self.scale.is_none() => Decimal::ONE,
            None => return None,
        };
        if self.scale.is_some() && coefficient >= Decimal::TEN {
            return None;
        }
        self.section = self.section.checked_add(coefficient.checked_mul(ten_to(exponent))?)?;
        (self.small, self.scale) = (Some(exponent), Some(exponent));
        Some(())
    }

    fn myriad(&mut self, exponent: u32) -> Option<()> {
        let open = self.open.take().map(|(value, _)| value);
        let first = self.scale.is_none() && open.is_none();
        let group = match open {
            Some(value) => self.section.checked_add(value)?,
            None if first => Decimal::ONE,
            None => self.section,
        };
        let inner = self.small.is_some() || open.is_some() || first;
        if exponent == 4 && self.scale == Some(4) && open.is_none() && !self.seen_yi {
            self.total = self.total.checked_mul(ten_to(4))?;
        } else if exponent == 4 {
            if !inner || self.seen_myriad || (self.seen_yi && group >= ten_to(4)) {
                return None;
            }
            self.total = self.total.checked_add(group.checked_mul(ten_to(4))?)?;
            self.seen_myriad = true;
        } else {
            if self.seen_yi && inner {
                return None;
            }
            let below = if inner { group } else { Decimal::ZERO };
            self.total = self.total.checked_add(below)?.checked_mul(ten_to(8))?;
            if self.seen_yi && self.seen_myriad {
                return None;
            }
            (self.seen_yi, self.seen_myriad) = (true, false);
        }
        (self.section, self.small, self.scale) = (Decimal::ZERO, None, Some(exponent));
        Some(())
    }

    /// Adds what is left: a plain rest (3万4000), or one digit that leaves its place out (13万2).
    fn finish(self) -> Option<Decimal> {
        let whole = self.total.checked_add(self.section)?;
        let Some((rest, digits)) = self.open else { return Some(whole) };
        let Some(scale) = self.scale else { return whole.checked_add(rest) };
        let places = digits.len as u32;
        // 二十三点五: the point belongs to the last digit before it, which must be one of units.
        if digits.point && scale == 1 && rest < Decimal::TEN {
            return whole.checked_add(rest);
        }
        if digits.point || digits.grouped {
            return None;
        }
        if places == 1 && !digits.zero && scale > 1 {
            return whole.checked_add(rest.checked_mul(ten_to(scale - 1))?);
        }
        let pair = digits.high.is_some() && places == 2;
        if pair && scale > 1 && !digits.zero {
            return whole.checked_add(rest.checked_mul(ten_to(scale - 1))?);
        }
        let fits = digits.zero || pair || places == scale || places == 1;
        (fits && rest < ten_to(scale)).then(|| whole.checked_add(rest)).flatten()
    }
}

fn ten_to(exponent: u32) -> Decimal {
    Decimal::from_i128_with_scale(10i128.pow(exponent.min(20)), 0)
}
