//! Runs every test of the workspace. In: nothing. Out: the test runner's own words, or which step failed. Never here: choosing tests.

use std::path::Path;
use std::process::{Command, Stdio};

/// Builds the program the end-to-end tests start, then runs all tests, with nextest where it is installed.
pub(crate) fn run(root: &Path) -> Result<String, String> {
    // With the features of the whole workspace, as the tests are built: most of what it needs is theirs too.
    cargo(root, &["build", "--workspace", "--bin", "interstella"])?;
    if has_nextest(root) {
        cargo(root, &["nextest", "run", "--workspace"])?;
        // nextest runs no examples in documentation.
        return cargo(root, &["test", "--workspace", "--doc", "--quiet"]);
    }
    cargo(root, &["test", "--workspace"])
}

fn has_nextest(root: &Path) -> bool {
    let mut asked = command(root, &["nextest", "--version"]);
    asked.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn cargo(root: &Path, words: &[&str]) -> Result<String, String> {
    let line = format!("cargo {}", words.join(" "));
    match command(root, words).status() {
        Ok(status) if status.success() => Ok("all tests pass".to_owned()),
        Ok(status) => Err(format!("{line}: {status}")),
        Err(error) => Err(format!("{line}: {error}")),
    }
}

fn command(root: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words).current_dir(root);
    command
}
