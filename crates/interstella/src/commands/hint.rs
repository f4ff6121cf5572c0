//! Commands to type next, as they must be typed: this program as it was called, and the options that lead to the same cloud. In: what was
//! said on the command line. Out: text. Never here: what the commands do.

use std::path::Path;

use crate::config::{DATA_DIR, PORT, Said};

/// How to call this program about this cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hint {
    program: String,
    options: String,
}

impl Hint {
    /// For the cloud of these options; those that are the defaults are left out.
    pub(crate) fn of(said: &Said) -> Hint {
        let called = std::env::args_os().next();
        let program =
            called.map_or_else(|| "interstella".to_owned(), |name| name.to_string_lossy().into_owned());
        Hint { program: quoted(&program), options: options(&said.data_dir, said.port) }
    }

    /// A command, such as `logs iridium -f`.
    pub(crate) fn command(&self, words: &str) -> String {
        format!("{} {words}{}", self.program, self.options)
    }
}

fn options(data_dir: &Path, port: u16) -> String {
    let mut options = String::new();
    if data_dir != Path::new(DATA_DIR) {
        options.push_str(&format!(" --data-dir {}", quoted(&data_dir.to_string_lossy())));
    }
    if port != PORT {
        options.push_str(&format!(" --port {port}"));
    }
    options
}

/// As a shell takes it for one word.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,@%:=~".contains(c);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_that_were_given_are_repeated() {
        let hint = |data_dir: &str, port| Hint {
            program: "target/release/interstella".to_owned(),
            options: options(Path::new(data_dir), port),
        };
        assert_eq!(hint(DATA_DIR, PORT).command("status"), "target/release/interstella status");
        assert_eq!(
            hint("/tmp/my cloud", 4600).command("logs iridium -f"),
            "target/release/interstella logs iridium -f --data-dir '/tmp/my cloud' --port 4600"
        );
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
