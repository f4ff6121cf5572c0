//! Chromium without a window. In: an address, names that shall lead to this machine. Out: a process that shows the page until it is dropped.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use crate::scratch::Scratch;
use crate::skip;

/// A browser that shows a page.
#[derive(Debug)]
pub struct Browser {
    child: Child,
    _profile: Scratch,
}

/// Whether there is one; says on stderr when not.
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

impl Browser {
    /// Opens a page in a profile of its own. `names` lead to 127.0.0.1 as their owner's DNS could make them, pop-ups open, and any
    /// certificate will do: what could keep the page from something must not be the browser's settings.
    pub fn open(url: &str, names: &[&str]) -> Browser {
        let profile = Scratch::new();
        let rules: Vec<String> = names.iter().map(|name| format!("MAP {name} 127.0.0.1")).collect();
        let mut command = Command::new("chromium");
        command.args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-proxy-server",
            "--disable-dev-shm-usage",
        ]);
        command.args(["--disable-popup-blocking", "--ignore-certificate-errors", "--no-first-run"]);
        command.arg("--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable");
        command.arg(format!("--host-resolver-rules={}", rules.join(",")));
        command.arg(format!("--user-data-dir={}", profile.path().display())).arg(url);
        // A group of its own: a browser is many processes.
        command.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Browser { child: command.spawn().expect("chromium starts"), _profile: profile }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Ok(group) = i32::try_from(self.child.id()) {
            // SAFETY: plain system call; the leader was not waited for, so the number is still its group's.
            unsafe { libc::kill(-group, libc::SIGKILL) };
        }
        drop(self.child.wait());
    }
}
