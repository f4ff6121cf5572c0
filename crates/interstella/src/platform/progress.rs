//! Tells the person at the terminal how far things are. In: what was done. Out: one line each, with the time since the start.
//! Never here: spinners, cursors, anything a log file could not hold.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use crate::config;
use crate::terminal::say;

/// The lines of one deployment.
pub(crate) struct Progress {
    since: Instant,
    colour: bool,
}

impl Progress {
    /// Counts from now; colour only for a terminal, and not if `NO_COLOR` asks for none.
    pub(crate) fn start() -> Self {
        Self { since: Instant::now(), colour: colour() }
    }

    /// A step is done.
    pub(crate) fn done(&self, what: &str) {
        say(&line(self.since.elapsed(), what, self.colour));
    }
}

fn colour() -> bool {
    config::colours() && std::io::stdout().is_terminal()
}

fn line(elapsed: Duration, what: &str, colour: bool) -> String {
    let time = format!("{:6.2}s", elapsed.as_secs_f64());
    if colour { format!("\x1b[2m{time}\x1b[0m  {what}") } else { format!("{time}  {what}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_begin_with_the_time() {
        assert_eq!(line(Duration::from_millis(120), "topics", false), "  0.12s  topics");
        assert_eq!(line(Duration::from_secs(61), "x", true), "\x1b[2m 61.00s\x1b[0m  x");
    }
}
