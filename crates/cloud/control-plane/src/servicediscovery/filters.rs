//! Filters of the lists. In: a filter's condition and values, what an item has. Out: whether it passes, or InvalidInput.
//! Never here: which names a list knows.

use shapes::Error;
use shapes::servicediscovery::errors;

/// One filter, whatever list it is for.
pub(crate) struct Filter {
    pub(crate) name: String,
    pub(crate) condition: Option<String>,
    pub(crate) values: Vec<String>,
}

impl Filter {
    /// Refuses conditions the filter's name does not take, and filters without values.
    pub(crate) fn check(&self, known: &[(&str, &[&str])]) -> Result<(), Error> {
        let refuse = |text: String| Err(errors::invalid_input(text));
        let Some((_, conditions)) = known.iter().find(|(name, _)| *name == self.name) else {
            return refuse(format!("Unknown filter name: {}", self.name));
        };
        let condition = self.condition();
        if !conditions.contains(&condition) {
            return refuse(format!("The filter {} does not support the condition {condition}.", self.name));
        }
        let several = condition == "IN" && !self.values.is_empty();
        let fits = several || self.values.len() == if condition == "BETWEEN" { 2 } else { 1 };
        if fits { Ok(()) } else { refuse(format!("The filter {} has a wrong number of values.", self.name)) }
    }

    /// Whether a text passes.
    pub(crate) fn takes(&self, actual: &str) -> bool {
        match self.condition() {
            "BEGINS_WITH" => self.values.iter().any(|value| actual.starts_with(value.as_str())),
            _ => self.values.iter().any(|value| actual == value),
        }
    }

    /// Whether a moment (milliseconds) lies between the two values, which are given in milliseconds or seconds.
    pub(crate) fn spans(&self, moment: i64) -> bool {
        let milliseconds = |text: &String| {
            let number: f64 = text.parse().ok()?;
            Some(if number < 1e11 { number * 1000.0 } else { number } as i64)
        };
        let ends: Option<Vec<i64>> = self.values.iter().map(milliseconds).collect();
        matches!(ends.as_deref(), Some([from, to]) if (*from..=*to).contains(&moment))
    }

    fn condition(&self) -> &str {
        self.condition.as_deref().unwrap_or("EQ")
    }
}

/// Whether an owner filter lets the caller's own resources pass; nothing here is shared.
pub(crate) fn owner(filter: &Filter) -> bool {
    filter.takes("SELF")
}
