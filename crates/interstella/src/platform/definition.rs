//! Task definitions. In: what a program needs. Out: the revision that says so; a new one only if the latest says something else.
//! Never here: running it.

use serde_json::{Value, json};

use super::PlatformError;
use super::error::needed;
use crate::client::{Aws, JsonService};

/// What a program needs. Environment values are given, secrets are names in Parameter Store.
pub(crate) struct Program<'a> {
    pub(crate) name: &'a str,
    pub(crate) image: &'a str,
    pub(crate) container_port: u16,
    /// 0: any free one.
    pub(crate) host_port: u16,
    pub(crate) environment: Vec<(&'a str, String)>,
    pub(crate) secrets: Vec<(&'a str, String)>,
    pub(crate) log_group: String,
    /// Name of the IAM role its calls to AWS are made with.
    pub(crate) role: &'a str,
}

/// The ARN of the revision.
pub(crate) async fn ensure(aws: &Aws, program: &Program<'_>) -> Result<String, PlatformError> {
    let wanted = definition(program, aws);
    let asked = json!({ "taskDefinition": program.name });
    let latest = match aws.json(JsonService::Ecs, "DescribeTaskDefinition", asked).await {
        Ok(answer) => answer.get("taskDefinition").cloned(),
        // Nothing of that family yet.
        Err(error) if error.is("ClientException") => None,
        Err(error) => return Err(error.into()),
    };
    let definition = match latest.filter(|latest| says(latest, &wanted)) {
        Some(latest) => Some(latest),
        None => {
            let answer = aws.json(JsonService::Ecs, "RegisterTaskDefinition", wanted).await?;
            answer.get("taskDefinition").cloned()
        }
    };
    let arn = definition.as_ref().and_then(|found| found.get("taskDefinitionArn")?.as_str());
    needed(arn.map(str::to_owned), "taskDefinitionArn")
}

fn definition(program: &Program<'_>, aws: &Aws) -> Value {
    let pairs = |pairs: &[(&str, String)], value: &str| -> Vec<Value> {
        pairs.iter().map(|(name, text)| json!({ "name": name, value: text })).collect()
    };
    let role = |name: &str| format!("arn:aws:iam::{}:role/{name}", aws.account());
    let container = json!({
        "name": program.name,
        "image": program.image,
        "essential": true,
        "memoryReservation": 64,
        "portMappings": [{
            "containerPort": program.container_port, "hostPort": program.host_port, "protocol": "tcp",
        }],
        "environment": pairs(&program.environment, "value"),
        "secrets": pairs(&program.secrets, "valueFrom"),
        // More than the time the programs take for the requests in hand.
        "stopTimeout": 30,
        "logConfiguration": { "logDriver": "awslogs", "options": {
            "awslogs-group": program.log_group,
            "awslogs-region": aws.region(),
            "awslogs-stream-prefix": "ecs",
        } },
    });
    json!({
        "family": program.name,
        "taskRoleArn": role(program.role),
        "executionRoleArn": role("ecsTaskExecutionRole"),
        "containerDefinitions": [container],
    })
}

/// Whether `found` says everything `wanted` says; it may say more, as services fill in defaults.
fn says(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => wanted.iter().all(|(name, wanted)| {
            found.get(name).map_or_else(|| is_empty(wanted), |found| says(found, wanted))
        }),
        (Value::Array(found), Value::Array(wanted)) => {
            found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| says(found, wanted))
        }
        _ => found == wanted,
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_filled_in_are_no_difference() {
        let wanted = json!({ "a": 1, "list": [{ "b": "x" }], "none": [] });
        assert!(says(&json!({ "a": 1, "list": [{ "b": "x", "c": 0 }], "more": true }), &wanted));
        for other in [
            json!({ "a": 2, "list": [{ "b": "x" }] }),
            json!({ "a": 1, "list": [{ "b": "x" }, { "b": "y" }] }),
            json!({ "a": 1, "list": [{ "b": "y" }] }),
            json!({ "list": [{ "b": "x" }] }),
            json!({ "a": 1, "list": [{ "b": "x" }], "none": [1] }),
        ] {
            assert!(!says(&other, &wanted), "{other}");
        }
    }
}
