//! Lines of a container that belong to one message, as the awslogs driver of Docker joins them.
//!
//! ```text
//! line that begins a message, or no room --> the message so far is whole; the line begins the next
//! any other line                         --> joins the message
//! nothing new for five seconds, the end  --> the message so far is whole
//! ```
//! In: lines, moments. Out: whole messages. Never here: where they go.

use container_runtime::MAX_LINE;
use planner::multiline::Multiline;

/// Milliseconds after which a message is taken for whole.
const PATIENCE: i64 = 5_000;

/// A message with the time of its first line, Unix milliseconds.
pub(crate) type Message = (i64, String);

/// The message that lines are being joined to.
#[derive(Debug)]
pub(crate) struct Joiner {
    pattern: Multiline,
    message: Option<Message>,
}

impl Joiner {
    /// Messages begin where the pattern says so.
    pub(crate) fn new(pattern: Multiline) -> Joiner {
        Joiner { pattern, message: None }
    }

    /// Takes a line; gives the message that it ends by beginning another.
    pub(crate) fn take(&mut self, time: i64, line: &str) -> Option<Message> {
        let room = |message: &Message| message.1.len() + line.len() < MAX_LINE;
        let begins = self.pattern.begins(line) || !self.message.as_ref().is_some_and(room);
        let whole = if begins { self.message.take() } else { None };
        let (_, text) = self.message.get_or_insert_with(|| (time, String::new()));
        text.push_str(line);
        if text.len() < MAX_LINE {
            text.push('\n');
        }
        whole
    }

    /// The message that nothing joined in time.
    pub(crate) fn overdue(&mut self, now: i64) -> Option<Message> {
        self.message.take_if(|(begun, _)| now - *begun >= PATIENCE)
    }

    /// What is left at the end.
    pub(crate) fn rest(&mut self) -> Option<Message> {
        self.message.take()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn joiner() -> Joiner {
        let options = [("awslogs-multiline-pattern".to_owned(), "^ERROR".to_owned())].into();
        Joiner::new(Multiline::of(&options).unwrap().unwrap())
    }

    #[test]
    fn a_stack_trace_is_one_message() {
        let mut joiner = joiner();
        assert_eq!(joiner.take(1, "ERROR one"), None);
        assert_eq!(joiner.take(2, "  at a"), None);
        assert_eq!(joiner.take(3, "ERROR two"), Some((1, "ERROR one\n  at a\n".to_owned())));
        assert_eq!(joiner.rest(), Some((3, "ERROR two\n".to_owned())));
        assert_eq!(joiner.rest(), None);
    }

    #[test]
    fn a_message_waits_five_seconds_for_more() {
        let mut joiner = joiner();
        joiner.take(1_000, "ERROR one");
        assert_eq!(joiner.overdue(5_999), None);
        assert_eq!(joiner.overdue(6_000), Some((1_000, "ERROR one\n".to_owned())));
    }

    #[test]
    fn a_message_never_outgrows_an_event() {
        let mut joiner = joiner();
        let half = "x".repeat(MAX_LINE / 2 + 1);
        assert_eq!(joiner.take(1, &half), None);
        assert_eq!(joiner.take(2, &half).unwrap().1.len(), half.len() + 1);
        let full = "y".repeat(MAX_LINE);
        joiner.take(3, &full);
        assert_eq!(joiner.rest().unwrap().1.len(), MAX_LINE);
    }
}
