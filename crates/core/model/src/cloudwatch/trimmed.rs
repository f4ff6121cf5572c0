//! Statistics of the values between two borders: trimmed and winsorized means, trimmed counts and sums, percentile ranks. In: AWS's words
//! (`tm90`, `TM(10%:90%)`, `PR(:300)`, `IQM`), a distribution. Out: one number. Never here: times.
//!
//! A border in percent is a share of the values in their order, another one a value; the lower one is not in, the upper one is.
//! Source: CloudWatch user guide, "CloudWatch statistics definitions".

use serde::{Deserialize, Serialize};

use super::Distribution;

/// What is told of the values between two borders.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trimmed {
    measure: Measure,
    low: Border,
    high: Border,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Measure {
    /// TM: their mean.
    Mean,
    /// WM: the mean of all, those beyond a border moved to it.
    Winsorized,
    /// TC: how many.
    Count,
    /// TS: their sum.
    Sum,
    /// PR: how many percent of all.
    Rank,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Border {
    None,
    Percent(f64),
    Value(f64),
}

impl Trimmed {
    /// Reads one of AWS's words.
    pub fn parse(text: &str) -> Option<Trimmed> {
        if text == "IQM" {
            return Some(Trimmed {
                measure: Measure::Mean,
                low: Border::Percent(25.0),
                high: Border::Percent(75.0),
            });
        }
        let (word, rest) = (text.get(..2)?, text.get(2..)?);
        let measure = match word.to_ascii_uppercase().as_str() {
            "TM" => Measure::Mean,
            "WM" => Measure::Winsorized,
            "TC" => Measure::Count,
            "TS" => Measure::Sum,
            "PR" => Measure::Rank,
            _ => return None,
        };
        let (low, high) = match word.chars().all(|c| c.is_ascii_lowercase()) {
            true => (Border::None, percent(rest)?),
            false => borders(rest.strip_prefix('(')?.strip_suffix(')')?)?,
        };
        let of_values = !matches!(low, Border::Percent(_)) && !matches!(high, Border::Percent(_));
        (measure != Measure::Rank || of_values).then_some(Trimmed { measure, low, high })
    }

    /// The number; `None` when the values do not tell it.
    pub fn of(self, values: &Distribution) -> Option<f64> {
        let (mut count, mut sum, mut below, mut above) = (0.0, 0.0, 0.0, 0.0);
        let (mut first, mut last) = (None, None);
        let mut seen = 0.0;
        for (value, number) in values.pieces()? {
            let (from, to) = self.kept(value, (seen, seen + number), values.count);
            if to > from {
                first = first.or(Some(value));
                last = Some(value);
            }
            count += to - from;
            sum += (to - from) * value;
            below += from - seen;
            above += seen + number - to;
            seen += number;
        }
        match self.measure {
            Measure::Count => Some(count),
            Measure::Sum => Some(sum),
            Measure::Rank => Some(100.0 * count / values.count),
            Measure::Mean => (count > 0.0).then(|| sum / count),
            Measure::Winsorized => {
                let moved = below * self.low.value().or(first)? + above * self.high.value().or(last)?;
                Some((sum + moved) / values.count)
            }
        }
    }

    /// Which of equal values, told by their places among all, are between the borders.
    fn kept(self, value: f64, (begin, end): (f64, f64), total: f64) -> (f64, f64) {
        let from = match self.low {
            Border::None => begin,
            Border::Percent(percent) => (total * percent / 100.0).clamp(begin, end),
            Border::Value(border) => {
                if value > border {
                    begin
                } else {
                    end
                }
            }
        };
        let to = match self.high {
            Border::None => end,
            Border::Percent(percent) => (total * percent / 100.0).clamp(from, end),
            Border::Value(border) => {
                if value <= border {
                    end
                } else {
                    from
                }
            }
        };
        (from, to)
    }
}

impl Border {
    fn value(self) -> Option<f64> {
        match self {
            Border::Value(value) => Some(value),
            _ => None,
        }
    }
}

/// `10%:90%`, `:300`, `150:`: of one kind, and at least one of them.
fn borders(text: &str) -> Option<(Border, Border)> {
    let (low, high) = text.split_once(':')?;
    let (low, high) = (border(low)?, border(high)?);
    let ascend = match (low, high) {
        (Border::None, Border::None) => false,
        (Border::Percent(low), Border::Percent(high)) | (Border::Value(low), Border::Value(high)) => {
            low < high
        }
        (Border::None, _) | (_, Border::None) => true,
        _ => false,
    };
    ascend.then_some((low, high))
}

fn border(text: &str) -> Option<Border> {
    match text.strip_suffix('%') {
        _ if text.is_empty() => Some(Border::None),
        Some(number) => percent(number),
        None => plain(text).map(Border::Value),
    }
}

fn percent(text: &str) -> Option<Border> {
    plain(text).filter(|percent| (0.0..=100.0).contains(percent)).map(Border::Percent)
}

/// Digits, with a sign and decimals; at most ten decimals.
fn plain(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = numeric(whole) && numeric(fraction) && fraction.len() <= 10;
    text.parse().ok().filter(|number: &f64| fits && number.is_finite())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// 1 to 10, once each.
    fn told(text: &str) -> f64 {
        let mut all = Distribution::default();
        (1..=10).for_each(|value| all.add(&Distribution::of(f64::from(value), 1.0)));
        Trimmed::parse(text).unwrap().of(&all).unwrap()
    }

    #[test]
    fn values_beyond_the_borders_are_left_out() {
        assert_eq!((told("tm90"), told("TM(10%:90%)"), told("IQM")), (5.0, 5.5, 5.5));
        assert_eq!((told("TM(2:4)"), told("TM(:4)"), told("TM(8:)")), (3.5, 2.5, 9.5));
        assert_eq!((told("tc80"), told("TC(3:7)"), told("TC(20%:)")), (8.0, 4.0, 8.0));
        assert_eq!((told("ts20"), told("TS(80%:)")), (3.0, 19.0));
        assert_eq!((told("PR(:3)"), told("PR(3:7)"), told("PR(20:)")), (30.0, 40.0, 0.0));
        assert_eq!((told("wm80"), told("WM(20%:80%)"), told("WM(2:9)")), (5.2, 5.5, 5.5));
    }

    #[test]
    fn what_cannot_be_told_is_none() {
        let blurred = Distribution::of_statistics(10.0, 4.0, 1.0, 5.0);
        assert_eq!(Trimmed::parse("tm90").unwrap().of(&blurred), None);
        assert_eq!(Trimmed::parse("TM(99:)").unwrap().of(&Distribution::of(1.0, 3.0)), None);
    }

    #[test]
    fn other_words_are_none_of_these() {
        for bad in [
            "tm",
            "tm101",
            "TM90",
            "tm(1:2)",
            "TM(:)",
            "TM(90%:10%)",
            "TM(10%:5)",
            "PR(10%:90%)",
            "pr50",
            "iqm",
            "TM(1e3:)",
            "TM(1:2",
            "xx90",
            "é9",
        ] {
            assert_eq!(Trimmed::parse(bad), None, "{bad}");
        }
    }
}
