//! The owner's word on containers that end by themselves. In: how one ended. Out: whether it is started again. Never here: the rule.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Asked when a container ends while nobody wants its task to stop. Must answer at once.
#[derive(Clone)]
pub struct Restart(Arc<dyn Fn(i32, Duration) -> bool + Send + Sync>);

impl Restart {
    /// `again(exit code, how long it ran)`.
    pub fn new(again: impl Fn(i32, Duration) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(again))
    }

    pub(crate) fn again(&self, exit_code: i32, ran: Duration) -> bool {
        (self.0)(exit_code, ran)
    }
}

impl fmt::Debug for Restart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Restart")
    }
}
