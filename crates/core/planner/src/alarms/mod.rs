//! Which state an alarm is in, and why.
//!
//! In: an alarm's condition, its state, the values of the stretches it looks at (or the states of other alarms), now, the pace. Out: a
//! [`Verdict`], and the words and JSON that tell of it. Never here: reading metrics, writing states, publishing.
//!
//! ```text
//!  INSUFFICIENT_DATA --values--> OK <--fewer than M of N breach / M of N breach--> ALARM
//!         ^                      |                                                  |
//!         +----------------------+------- no values, and missing data is missing ---+
//! ```

mod composite;
mod evaluation;
pub mod history;
pub mod notice;
mod progress;
mod reason;
pub mod rule;
mod span;
pub mod suppression;

use model::cloudwatch::StateValue;

pub use composite::{Cause, Child, follow};
pub use evaluation::{Point, evaluate};
pub use progress::progress;
pub use span::{Span, is_fine, round_length, span};

/// What looking at an alarm came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The state it should be in.
    pub value: StateValue,
    /// Why, in words.
    pub reason: String,
    /// Why, as JSON.
    pub reason_data: Option<String>,
}
