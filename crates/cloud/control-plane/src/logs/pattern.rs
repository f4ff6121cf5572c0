//! Filter patterns of requests. In: a text. Out: the planner's pattern, or AWS's refusal. Never here: matching.

use planner::log_pattern::{BadPattern, Pattern};
use shapes::Error;
use shapes::logs::errors;

/// Reads a pattern; an empty one matches everything.
pub(crate) fn parse(text: &str) -> Result<Pattern, Error> {
    Pattern::parse(text).map_err(|BadPattern(words)| errors::invalid_parameter_exception(words))
}
