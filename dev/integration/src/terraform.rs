//! Terraform with the AWS provider. In: a configuration and its variables. Out: what a command printed. Never here: what is configured,
//! where the provider comes from (the user's own CLI configuration says).

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::cli;
use crate::cloud::Cloud;
use crate::scratch::Scratch;
use crate::skip;

/// A configuration in a directory of its own, initialised.
#[derive(Debug)]
pub struct Terraform {
    files: Scratch,
    endpoint: String,
    variables: Vec<(String, String)>,
}

impl Terraform {
    /// The file of `dev/integration/terraform/` called `file`; `None` (said on stderr) where Terraform or the provider is missing.
    pub fn init(cloud: &Cloud, file: &str, variables: &[(&str, &str)]) -> Option<Terraform> {
        let files = Scratch::new();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("terraform").join(file);
        std::fs::copy(&source, files.path().join(file)).expect("a copy of the configuration");
        let endpoint = cloud.endpoint();
        let mut all = vec![("endpoint".to_owned(), endpoint.clone())];
        all.extend(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let terraform = Terraform { files, endpoint, variables: all };
        terraform.initialised().then_some(terraform)
    }

    fn initialised(&self) -> bool {
        let begun = self.command(&["init", "-input=false"]).output();
        match begun {
            Ok(output) if output.status.success() => return true,
            Ok(output) => {
                let words = String::from_utf8_lossy(&output.stderr).into_owned();
                let missing = format!("the AWS provider of Terraform is not here: {}", words.trim());
                skip::announced(&missing, "let `terraform init` find hashicorp/aws");
            }
            Err(error) => {
                skip::announced(
                    &format!("Terraform (`terraform`) is not here: {error}"),
                    "install Terraform",
                );
            }
        }
        false
    }

    /// Gives a variable another value.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// `apply`; fails the test when it fails.
    #[track_caller]
    pub fn apply(&self) {
        self.succeeds(&["apply", "-auto-approve", "-input=false"]);
    }

    /// `destroy`; fails the test when it fails.
    #[track_caller]
    pub fn destroy(&self) {
        self.succeeds(&["destroy", "-auto-approve", "-input=false"]);
    }

    /// What a plan would change; nothing when the cloud is as the configuration says.
    pub fn planned(&self) -> Option<String> {
        let output = self.run(&["plan", "-detailed-exitcode", "-input=false"]);
        match output.status.code() {
            Some(0) => None,
            _ => Some(words(&output)),
        }
    }

    /// The value of an output.
    pub fn output(&self, name: &str) -> Value {
        let output = self.run(&["output", "-json", name]);
        serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
    }

    #[track_caller]
    fn succeeds(&self, arguments: &[&str]) {
        let output = self.run(arguments);
        assert!(output.status.success(), "terraform {}: {}", arguments.join(" "), words(&output));
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("terraform runs")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("terraform");
        cli::surroundings(&mut command, &self.endpoint, "test", "us-west-2");
        let (subcommand, rest) = arguments.split_first().expect("a subcommand");
        command.args([subcommand, &"-no-color"]).args(rest).current_dir(self.files.path());
        command.env("TF_IN_AUTOMATION", "1").env("CHECKPOINT_DISABLE", "1").stdin(Stdio::null());
        for (name, value) in &self.variables {
            command.env(format!("TF_VAR_{name}"), OsStr::new(value));
        }
        command
    }
}

fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
