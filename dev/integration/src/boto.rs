//! boto3 in a child process, one JSON line a call. In: service, operation, parameters. Out: what boto3 parsed, or the error it raised.
//! Never here: retries (a failure is a finding).

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::cli::surroundings;
use crate::cloud::Cloud;
use crate::skip;

/// An error as boto3 raised it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Code, or the name of the exception when there was no answer.
    pub code: String,
    /// Message.
    pub message: String,
    /// HTTP status; 0 without an answer.
    pub status: u64,
}

/// A Python process with boto3 clients for one cloud.
#[derive(Debug)]
pub struct Boto {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Boto {
    /// Starts Python; `None` (said on stderr) where it or boto3 is missing.
    pub fn start(cloud: &Cloud) -> Option<Boto> {
        Boto::start_as(cloud, "test", "us-west-2")
    }

    /// As [`Boto::start`], with these variables on top.
    pub fn start_with(cloud: &Cloud, variables: &[(&str, &str)]) -> Option<Boto> {
        Boto::start_fully(cloud, "test", "us-west-2", variables)
    }

    /// As [`Boto::start`], with this access key id and Region.
    pub fn start_as(cloud: &Cloud, access_key: &str, region: &str) -> Option<Boto> {
        Boto::start_fully(cloud, access_key, region, &[])
    }

    fn start_fully(
        cloud: &Cloud,
        access_key: &str,
        region: &str,
        variables: &[(&str, &str)],
    ) -> Option<Boto> {
        if !has_boto3() {
            skip::skipped("python3 with boto3 is not here", "pip install boto3");
            return None;
        }
        let mut command = Command::new("python3");
        surroundings(&mut command, &cloud.endpoint(), access_key, region);
        command.envs(variables.iter().copied());
        command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/python/calls.py"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python3 starts");
        let ask = child.stdin.take().expect("its input");
        let answers = BufReader::new(child.stdout.take().expect("its output"));
        Some(Boto { child, ask, answers })
    }

    /// Calls an operation (`ecs`, `create_cluster`); fails the test when it is refused.
    #[track_caller]
    pub fn call(&mut self, service: &str, operation: &str, parameters: Value) -> Value {
        let answer = self.attempt(service, operation, parameters);
        answer.unwrap_or_else(|refusal| panic!("{service} {operation}: {refusal:?}"))
    }

    /// Calls an operation that must be refused; its refusal.
    #[track_caller]
    pub fn refused(&mut self, service: &str, operation: &str, parameters: Value) -> Refusal {
        match self.attempt(service, operation, parameters) {
            Err(refusal) => refusal,
            Ok(answer) => panic!("{service} {operation} was accepted: {answer}"),
        }
    }

    /// Calls an operation.
    pub fn attempt(&mut self, service: &str, operation: &str, parameters: Value) -> Result<Value, Refusal> {
        self.exchange(&json!({"service": service, "operation": operation, "parameters": parameters}))
    }

    /// Calls an operation whose answer has an event stream as its `member`.
    #[track_caller]
    pub fn open(&mut self, service: &str, operation: &str, parameters: Value, member: &str) {
        let ask =
            json!({"service": service, "operation": operation, "parameters": parameters, "open": member});
        let opened = self.exchange(&ask);
        opened.unwrap_or_else(|refusal| panic!("{service} {operation}: {refusal:?}"));
    }

    /// The next event of the stream that was opened last; waits for it.
    #[track_caller]
    pub fn next_event(&mut self) -> Value {
        self.exchange(&json!({"next": true})).unwrap_or_else(|refusal| panic!("no event: {refusal:?}"))
    }

    /// Runs a boto3 waiter (`ecs`, `services_stable`), asking every second.
    #[track_caller]
    pub fn wait(&mut self, service: &str, waiter: &str, parameters: Value) {
        let answer = self.exchange(&json!({"service": service, "wait": waiter, "parameters": parameters}));
        answer.unwrap_or_else(|refusal| panic!("{service} wait {waiter}: {refusal:?}"));
    }

    /// Runs a boto3 waiter so many seconds; what it raised in the end, if it did.
    pub fn wait_for(
        &mut self,
        service: &str,
        waiter: &str,
        parameters: Value,
        seconds: u32,
    ) -> Result<(), Refusal> {
        let ask = json!({"service": service, "wait": waiter, "parameters": parameters, "attempts": seconds});
        self.exchange(&ask).map(drop)
    }

    fn exchange(&mut self, ask: &Value) -> Result<Value, Refusal> {
        writeln!(self.ask, "{ask}").expect("python3 listens");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("python3 answers");
        let answer: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"));
        match answer.get("refusal") {
            None => Ok(answer["answer"].clone()),
            Some(refusal) => Err(Refusal {
                code: text(&refusal["code"]),
                message: text(&refusal["message"]),
                status: refusal["status"].as_u64().unwrap_or(0),
            }),
        }
    }
}

impl Drop for Boto {
    fn drop(&mut self) {
        // It holds nothing worth a farewell.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Runs a program of `python/` that makes clients of its own, with as many retries as they make by themselves; what it printed. `None` (said
/// on stderr) where Python or boto3 is missing; fails the test when the program failed.
#[track_caller]
pub fn program(cloud: &Cloud, name: &str, words: &[&str]) -> Option<String> {
    if !has_boto3() {
        skip::skipped("python3 with boto3 is not here", "pip install boto3");
        return None;
    }
    let mut command = Command::new("python3");
    surroundings(&mut command, &cloud.endpoint(), "test", "us-west-2");
    command.env_remove("AWS_MAX_ATTEMPTS");
    command.arg(format!("{}/python/{name}", env!("CARGO_MANIFEST_DIR"))).args(words);
    let output = command.stdin(Stdio::null()).output().expect("python3 runs");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn has_boto3() -> bool {
    let tried = Command::new("python3").args(["-c", "import boto3"]).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success())
}
