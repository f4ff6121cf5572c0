//! Numbers of 38 decimal digits. In: texts. Out: texts in one canonical spelling, their order, their sums.
//! Never here: binary floating point.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Significant digits a number may have.
const DIGITS: u32 = 38;
/// Place of the first digit: 1 is 0, 10 is 1, 0.1 is -1.
const LARGEST_PLACE: i32 = 125;
const SMALLEST_PLACE: i32 = -130;

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadNumber {
    /// Not digits with an optional sign, point and exponent.
    Malformed,
    /// More than 38 significant digits.
    TooPrecise,
    /// 1E+126 or more.
    TooLarge,
    /// Not zero, and less than 1E-130.
    TooSmall,
}

/// A number in its canonical spelling: equal numbers are equal texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Number(Box<str>);

impl Number {
    /// Reads a number.
    pub fn parse(text: &str) -> Result<Number, BadNumber> {
        Ok(Decimal::parse(text)?.into())
    }

    /// Plain digits, without exponent, superfluous zeros and a plus sign.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// To calculate with it and to compare it.
    pub fn decimal(&self) -> Decimal {
        // The text was written by `Decimal`; one edited by hand on disk counts as zero rather than as a crash.
        Decimal::parse(&self.0).unwrap_or(Decimal::ZERO)
    }
}

impl From<Decimal> for Number {
    fn from(decimal: Decimal) -> Number {
        Number(decimal.to_string().into())
    }
}

/// `mantissa * 10^exponent`; the mantissa ends in no zero, and zero is 0 * 10^0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    mantissa: i128,
    exponent: i32,
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Decimal = Decimal { mantissa: 0, exponent: 0 };

    /// Reads digits with an optional sign, point and exponent.
    pub fn parse(text: &str) -> Result<Decimal, BadNumber> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, exponent) = match rest.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent_of(exponent)?),
            None => (rest, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = whole.bytes().chain(fraction.bytes()).all(|digit| digit.is_ascii_digit());
        if !all_digits || (whole.is_empty() && fraction.is_empty()) {
            return Err(BadNumber::Malformed);
        }
        let magnitude = read_digits(whole, fraction, exponent)?;
        Ok(if negative { magnitude.negated() } else { magnitude })
    }

    /// The same number with the other sign.
    pub fn negated(self) -> Decimal {
        Decimal { mantissa: -self.mantissa, ..self }
    }

    /// The exact sum, if it is a number of 38 digits.
    pub fn plus(self, other: Decimal) -> Result<Decimal, BadNumber> {
        let exponent = self.exponent.min(other.exponent);
        if self.mantissa == 0 || other.mantissa == 0 {
            return Ok(if self.mantissa == 0 { other } else { self });
        }
        // What does not fit has more than 38 digits anyway: one of the two ends in zeros, the other does not.
        let scaled = |number: Decimal| {
            let zeros = (number.exponent - exponent).unsigned_abs();
            number.mantissa.checked_mul(10_i128.checked_pow(zeros)?)
        };
        let sum = scaled(self).zip(scaled(other)).and_then(|(one, two)| one.checked_add(two));
        Decimal::normal(sum.ok_or(BadNumber::TooPrecise)?, exponent)
    }

    /// Takes zeros off the end and checks the bounds.
    fn normal(mut mantissa: i128, mut exponent: i32) -> Result<Decimal, BadNumber> {
        if mantissa == 0 {
            return Ok(Decimal::ZERO);
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.saturating_add(1);
        }
        let number = Decimal { mantissa, exponent };
        if number.digits() > DIGITS {
            return Err(BadNumber::TooPrecise);
        }
        match number.place() {
            place if place > LARGEST_PLACE => Err(BadNumber::TooLarge),
            place if place < SMALLEST_PLACE => Err(BadNumber::TooSmall),
            _ => Ok(number),
        }
    }

    fn digits(self) -> u32 {
        self.mantissa.unsigned_abs().checked_ilog10().map_or(0, |log| log + 1)
    }

    /// Place of the first digit.
    fn place(self) -> i32 {
        self.exponent.saturating_add(self.digits() as i32 - 1)
    }

    /// A text whose byte order is the order of the numbers; letters and digits only, and `~`.
    pub fn sortable(self) -> String {
        let digits = self.mantissa.unsigned_abs().to_string();
        // From 0 to 255, whatever the number.
        let place = self.place() - SMALLEST_PLACE;
        match self.mantissa.cmp(&0) {
            Ordering::Equal => "1".to_owned(),
            Ordering::Greater => format!("2{place:03}{digits}"),
            // Turned round: the larger the magnitude the earlier, and a longer fraction before its beginning.
            Ordering::Less => {
                let turned: String = digits.bytes().map(|digit| char::from(b'0' + (b'9' - digit))).collect();
                format!("0{:03}{turned}~", 999 - place)
            }
        }
    }
}

fn exponent_of(text: &str) -> Result<i32, BadNumber> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(BadNumber::Malformed);
    }
    // An exponent of more digits than fit is far outside the range on either side.
    let far = if text.starts_with('-') { -1_000_000 } else { 1_000_000 };
    Ok(text.parse::<i32>().map_or(far, |exponent| exponent.clamp(-1_000_000, 1_000_000)))
}

fn read_digits(whole: &str, fraction: &str, exponent: i32) -> Result<Decimal, BadNumber> {
    let all = || whole.bytes().chain(fraction.bytes());
    let leading = all().take_while(|digit| *digit == b'0').count();
    let length = whole.len() + fraction.len();
    if leading == length {
        return Ok(Decimal::ZERO);
    }
    let trailing = all().rev().take_while(|digit| *digit == b'0').count();
    let significant = length - leading - trailing;
    if significant > DIGITS as usize {
        return Err(BadNumber::TooPrecise);
    }
    let kept = all().skip(leading).take(significant);
    let mantissa = kept.fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
    let shift = i32::try_from(trailing).and_then(|trailing| Ok(trailing - i32::try_from(fraction.len())?));
    let shift = shift.map_err(|_| BadNumber::Malformed)?;
    Decimal::normal(mantissa, exponent.saturating_add(shift))
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        let by_sign = self.mantissa.signum().cmp(&other.mantissa.signum());
        let magnitudes =
            || self.place().cmp(&other.place()).then_with(|| self.fraction().cmp(&other.fraction()));
        by_sign.then_with(|| if self.mantissa < 0 { magnitudes().reverse() } else { magnitudes() })
    }
}

impl Decimal {
    /// The digits as if all numbers had 38 of them.
    fn fraction(self) -> u128 {
        self.mantissa.unsigned_abs() * 10_u128.pow(DIGITS.saturating_sub(self.digits()))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs().to_string();
        let point = digits.len() as i32 + self.exponent;
        if self.exponent >= 0 {
            return write!(f, "{sign}{digits}{:0>1$}", "", self.exponent as usize);
        }
        match digits.split_at_checked(point.max(0) as usize) {
            Some((whole, fraction)) if point > 0 => write!(f, "{sign}{whole}.{fraction}"),
            _ => write!(f, "{sign}0.{:0>1$}{digits}", "", point.unsigned_abs() as usize),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> String {
        Number::parse(text).unwrap().as_str().to_owned()
    }

    #[test]
    fn one_number_has_one_spelling() {
        for (given, expected) in [
            ("0", "0"),
            ("-0.000", "0"),
            ("+007", "7"),
            ("1.500", "1.5"),
            (".5", "0.5"),
            ("-12.34", "-12.34"),
            ("1e3", "1000"),
            ("123E-5", "0.00123"),
            ("120e-1", "12"),
        ] {
            assert_eq!(canonical(given), expected, "{given}");
        }
        assert_eq!(canonical("1e-130").len(), 132);
        assert_eq!(canonical("9.9e125").len(), 126);
    }

    #[test]
    fn the_bounds_are_those_of_dynamodb() {
        let nines = "9".repeat(38);
        assert_eq!(canonical(&nines), nines);
        assert_eq!(Number::parse(&"9".repeat(39)), Err(BadNumber::TooPrecise));
        assert_eq!(Number::parse("1e126"), Err(BadNumber::TooLarge));
        assert_eq!(Number::parse("1e-131"), Err(BadNumber::TooSmall));
        assert_eq!(Number::parse("1e99999999999"), Err(BadNumber::TooLarge));
        for bad in ["", "-", ".", "1.2.3", "abc", "1e", "1e+", "0x1", "--1", "1 ", "١"] {
            assert_eq!(Number::parse(bad), Err(BadNumber::Malformed), "{bad}");
        }
    }

    #[test]
    fn sums_are_exact_or_refused() {
        let sum = |one: &str, two: &str| {
            let sum = Decimal::parse(one).unwrap().plus(Decimal::parse(two).unwrap());
            sum.map(|sum| sum.to_string())
        };
        assert_eq!(sum("0.1", "0.2").unwrap(), "0.3");
        assert_eq!(sum("1e20", "-1").unwrap(), "99999999999999999999");
        assert_eq!(sum("5", "-5").unwrap(), "0");
        assert_eq!(sum("0", "1e-130").unwrap().len(), 132);
        assert_eq!(sum("1e100", "1"), Err(BadNumber::TooPrecise));
        assert_eq!(sum(&"9".repeat(38), "1").unwrap(), format!("1{}", "0".repeat(38)));
        assert_eq!(sum("9e125", "9e125"), Err(BadNumber::TooLarge));
    }

    #[test]
    fn sortable_texts_and_comparison_agree() {
        let ascending = [
            "-1e125", "-12", "-11.5", "-11", "-1.01", "-1", "-0.5", "-1e-130", "0", "1e-130", "0.09", "0.5",
            "1", "1.01", "2", "10", "11", "11.5", "100", "1e125",
        ];
        let numbers: Vec<_> = ascending.iter().map(|text| Decimal::parse(text).unwrap()).collect();
        for pair in numbers.windows(2) {
            assert!(pair[0] < pair[1], "{} < {}", pair[0], pair[1]);
            assert!(pair[0].sortable() < pair[1].sortable(), "{} < {}", pair[0], pair[1]);
        }
    }
}
