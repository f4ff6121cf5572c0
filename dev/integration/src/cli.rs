//! The AWS CLI. In: the words after `aws`. Out: its JSON, or its words when it refused. Never here: what the words mean.

use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

use crate::cloud::Cloud;
use crate::skip;

/// Whether `aws` is here; says on stderr when not.
pub fn is_here() -> bool {
    let tried = Command::new("aws").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let here = tried.is_ok_and(|status| status.success());
    if !here {
        skip::skipped("the AWS CLI (`aws`) is not here", "pip install awscli");
    }
    here
}

/// Runs `aws WORDS`; its output as JSON (null when it printed nothing). Fails the test when it failed.
#[track_caller]
pub fn aws(cloud: &Cloud, words: &[&str]) -> Value {
    let output = run(cloud, words);
    assert!(output.status.success(), "aws {}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr));
    if output.stdout.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("aws {}: {error}: {:?}", words.join(" "), output.stdout))
}

/// Runs `aws WORDS` to its end, whatever that is.
pub fn run(cloud: &Cloud, words: &[&str]) -> Output {
    let mut command = Command::new("aws");
    surroundings(&mut command, &cloud.endpoint(), "test", "us-west-2");
    command.args(words).args(["--output", "json"]).stdin(Stdio::null()).output().expect("aws runs")
}

/// Begins `aws WORDS` and lets it run; its words go where the test's own go.
pub fn begin(cloud: &Cloud, words: &[&str]) -> Child {
    let mut command = Command::new("aws");
    surroundings(&mut command, &cloud.endpoint(), "test", "us-west-2");
    command.args(words).stdin(Stdio::null()).spawn().expect("aws runs")
}

/// Runs `aws WORDS` with these variables on top; its JSON. Fails the test when it failed.
#[track_caller]
pub fn aws_with(cloud: &Cloud, variables: &[(&str, &str)], words: &[&str]) -> Value {
    let mut command = Command::new("aws");
    surroundings(&mut command, &cloud.endpoint(), "test", "us-west-2");
    let command = command.envs(variables.iter().copied()).args(words).args(["--output", "json"]);
    let output = command.stdin(Stdio::null()).output().expect("aws runs");
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("aws {}: {error}: {output:?}", words.join(" ")))
}

/// The prelude of every scenario, and nothing of this user's own configuration.
pub(crate) fn surroundings(command: &mut Command, endpoint: &str, access_key: &str, region: &str) {
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("AWS_")) {
        command.env_remove(name);
    }
    command
        .env("AWS_ENDPOINT_URL", endpoint)
        .env("AWS_ACCESS_KEY_ID", access_key)
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("AWS_DEFAULT_REGION", region)
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_PAGER", "")
        .env("AWS_MAX_ATTEMPTS", "1")
        // `data-localhost` is no name outside tasks.
        .env("AWS_DISABLE_HOST_PREFIX_INJECTION", "true");
}
