//! Standard output and standard error. In: text. Out: lines that never end the program in a panic, whoever stops reading them.
//! Never here: what is said.
//!
//! | function | whose words | when nobody reads |
//! |---|---|---|
//! | [`say`] | a cloud's, which has more to do than to talk | goes on |
//! | [`tell`] | a command's, whose only purpose they are (`status \| head -1`) | ends the process as done |
//! | [`complain`] | anybody's, on standard error | goes on |

use std::io::{self, ErrorKind, Write};

/// One line on standard output.
pub(crate) fn say(line: &str) {
    let mut out = io::stdout().lock();
    // A closed stdout is not worth dying for.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Text and a line end on standard output. The process ends where that cannot be written: as done when the reader has seen enough.
pub(crate) fn tell(text: &str) {
    let mut out = io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => {
            complain(&format!("interstella: cannot write to standard output: {error}"));
            std::process::exit(1);
        }
    }
}

/// One line on standard error.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
