//! A real browser, without a window: Chromium. In: a URL and options. Out: the page it ends up with. Never here: what the page should be.

use std::process::{Command, Stdio};

use crate::scratch::Scratch;
use crate::skip;

/// Whether it is here; says on stderr when not.
pub fn is_here() -> bool {
    let tried =
        Command::new("chromium").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let here = tried.is_ok_and(|status| status.success());
    if !here {
        skip::skipped("chromium is not here", "install it");
    }
    here
}

/// The page at a URL once it is loaded and nothing is fetched any more; its profile lies in `scratch`.
pub fn dumped(scratch: &Scratch, options: &[&str], url: &str) -> String {
    let mut command = Command::new("timeout");
    command.args(["60", "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-proxy-server"]);
    command.arg("--disable-dev-shm-usage").args(options);
    command.arg(format!("--user-data-dir={}", scratch.path().join("profile").display()));
    let output = command.args(["--dump-dom", url]).stdin(Stdio::null()).output().expect("chromium runs");
    [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat()
}
