//! A real browser, without a window: Chromium. In: URLs and options. Out: pages as they are once loaded, or for as long as one watches.
//! Never here: what a page should be.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

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

/// What every browser of the tests is started with.
const OPTIONS: [&str; 5] =
    ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-proxy-server", "--disable-dev-shm-usage"];

/// The page at a URL once it is loaded; its profile lies in `scratch`.
pub fn dumped(scratch: &Scratch, options: &[&str], url: &str) -> String {
    let mut command = Command::new("timeout");
    command.args(["60", "chromium"]).args(OPTIONS).args(options);
    command.arg(format!("--user-data-dir={}", scratch.path().join("profile").display()));
    let output = command.args(["--dump-dom", url]).stdin(Stdio::null()).output().expect("chromium runs");
    [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat()
}

/// A page that stays open, asked over Chromium's debugging pipe; ended on drop.
pub struct Page {
    chromium: Child,
    ask: File,
    answers: BufReader<File>,
    session: Value,
    asked: u64,
}

impl Drop for Page {
    fn drop(&mut self) {
        // It holds nothing worth a farewell.
        drop(self.chromium.kill());
        drop(self.chromium.wait());
    }
}

impl Page {
    /// Opens a URL in a new browser, which may load it meanwhile; its profile lies in `scratch`.
    pub fn open(scratch: &Scratch, url: &str) -> Page {
        let [to, from] = ["to-chromium", "from-chromium"].map(|name| scratch.path().join(name));
        let made = Command::new("mkfifo").args([&to, &from]).status().expect("mkfifo runs");
        assert!(made.success(), "mkfifo: {made}");
        // Chromium reads from descriptor 3 and writes to 4.
        let mut command = Command::new("sh");
        command.args(["-c", "to=$1 from=$2; shift 2; exec chromium \"$@\" 3<\"$to\" 4>\"$from\"", "sh"]);
        command.args([&to, &from]).args(OPTIONS).arg("--remote-debugging-pipe");
        command.arg(format!("--user-data-dir={}", scratch.path().join("profile").display()));
        let chromium = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let chromium = chromium.expect("chromium runs");
        // In the order in which the shell opens the other ends: each waits for its own.
        let ask = File::options().write(true).open(to).expect("the way to chromium");
        let answers = BufReader::new(File::open(from).expect("the way from chromium"));
        let mut page = Page { chromium, ask, answers, session: Value::Null, asked: 0 };
        let target = page.call("Target.createTarget", json!({"url": url}))["targetId"].clone();
        let attached = page.call("Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        page.session = attached["sessionId"].clone();
        page
    }

    /// What an expression comes to in the page, as JSON.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let wish = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        self.call("Runtime.evaluate", wish)["result"]["value"].clone()
    }

    /// The page as it is now.
    pub fn html(&mut self) -> String {
        self.evaluate("document.documentElement.outerHTML").as_str().unwrap_or_default().to_owned()
    }

    /// One call of the debugging protocol; events in between are passed over.
    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.asked += 1;
        let mut ask = json!({"id": self.asked, "method": method, "params": parameters});
        if !self.session.is_null() {
            ask["sessionId"] = self.session.clone();
        }
        write!(self.ask, "{ask}\0").expect("chromium listens");
        loop {
            let mut answer = Vec::new();
            self.answers.read_until(0, &mut answer).expect("chromium answers");
            assert_eq!(answer.pop(), Some(0), "chromium ended");
            let answer: Value = serde_json::from_slice(&answer).expect("JSON of chromium");
            if answer["id"] == self.asked {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].clone();
            }
        }
    }
}
