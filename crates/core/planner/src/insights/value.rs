//! Values of a query. In: texts, numbers, moments. Out: how they compare and how they are shown. Never here: where they come from.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use model::Time;
use serde_json::Value as Json;

use super::order::natural;

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Value {
    #[default]
    Missing,
    Text(String),
    Number(f64),
    Bool(bool),
    /// Milliseconds since 1970.
    Moment(i64),
    /// A list or an object that `jsonParse` read, and about how many bytes it takes.
    Json(Arc<Json>, usize),
}

impl Value {
    pub(super) fn is_missing(&self) -> bool {
        *self == Self::Missing
    }

    /// The value as a number, if it can be one.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Missing => None,
            Self::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            Self::Number(number) => Some(*number),
            Self::Bool(value) => Some(f64::from(u8::from(*value))),
            Self::Moment(moment) => Some(*moment as f64),
            Self::Json(..) => None,
        }
    }

    /// The value as it is shown; `None` of one that is missing.
    pub(super) fn text(&self) -> Option<String> {
        self.words().map(Cow::into_owned)
    }

    /// The same, without a copy where it is a text already.
    pub(super) fn words(&self) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::Missing => return None,
            Self::Text(text) => Cow::Borrowed(text.as_str()),
            Self::Number(number) => Cow::Owned(shown(*number)),
            Self::Bool(value) => Cow::Owned(u8::from(*value).to_string()),
            Self::Moment(moment) => Cow::Owned(date(*moment)),
            Self::Json(json, _) => Cow::Owned(json.to_string()),
        })
    }

    /// About how many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        size_of::<Value>()
            + match self {
                Self::Text(text) => text.capacity(),
                Self::Json(_, bytes) => *bytes,
                _ => 0,
            }
    }

    /// Whether a condition with this value holds.
    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Missing => false,
            Self::Bool(value) => *value,
            Self::Number(number) => *number != 0.0,
            Self::Text(text) => text == "true" || text == "1",
            Self::Moment(_) | Self::Json(..) => true,
        }
    }

    pub(super) fn from_number(number: f64) -> Value {
        if number.is_finite() { Self::Number(number) } else { Self::Missing }
    }

    /// As numbers if both are, else as texts; `None` if one is missing.
    pub(super) fn compare(&self, other: &Value) -> Option<Ordering> {
        if let (Some(one), Some(other)) = (self.number(), other.number()) {
            return Some(one.total_cmp(&other));
        }
        Some(self.words()?.cmp(&other.words()?))
    }

    /// The order rows are sorted in: texts in their natural order, then numbers, then what is missing.
    pub(super) fn rank(&self, other: &Value) -> Ordering {
        let class = |value: &Value| match value {
            Self::Missing => 2,
            value => u8::from(value.number().is_some()),
        };
        let (one, two) = (|| self.words().unwrap_or_default(), || other.words().unwrap_or_default());
        let same = || match (self.number(), other.number()) {
            // Written in several ways, it is the same number still: `01` before `1`.
            (Some(number), Some(other)) => number.total_cmp(&other).then_with(|| one().cmp(&two())),
            _ => natural(&one(), &two()),
        };
        class(self).cmp(&class(other)).then_with(same)
    }

    /// The order `min` and `max` go by: numbers where there are any, whatever else was found.
    pub(super) fn is_beyond(&self, best: &Value, wanted: Ordering) -> bool {
        match (self.number(), best.number()) {
            (Some(_), None) => true,
            (None, Some(_)) => false,
            _ => self.compare(best).is_none_or(|order| order == wanted),
        }
    }
}

/// Whole numbers without a fraction, others with four digits of it at most.
fn shown(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let fixed = format!("{number:.4}");
    fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `2026-11-22 21:24:05.123`.
fn date(moment: i64) -> String {
    let text = Time(moment).iso8601();
    text.trim_end_matches('Z').replacen('T', " ", 1)
}
