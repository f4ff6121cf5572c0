//! What a scenario looks at while things happen: one task, events, log lines, pages of a task, the words of `explain`. In: a [`Stage`].
//! Out: what clients see. Never here: assertions, changes (an update of a service excepted).

use serde_json::{Value, json};

use crate::http;
use crate::patience::until;
use crate::stage::{CLUSTER, Stage, array, text};

/// The log group of every probe that logs.
pub const LOG_GROUP: &str = "/ecs/probe";

/// The last part of an ARN.
pub fn id(arn: &Value) -> String {
    text(arn).rsplit('/').next().unwrap_or_default().to_owned()
}

/// The host port of the first container of a task; 0 when it has none.
pub fn host_port(task: &Value) -> u16 {
    let port = task["containers"][0]["networkBindings"][0]["hostPort"].as_u64();
    port.and_then(|port| u16::try_from(port).ok()).unwrap_or(0)
}

/// The log driver of a container whose stream is `PREFIX/CONTAINER/TASK`.
pub fn logs_to(prefix: &str) -> Value {
    let options = json!({
        "awslogs-group": LOG_GROUP, "awslogs-region": "us-west-2",
        "awslogs-stream-prefix": prefix, "awslogs-create-group": "true",
    });
    json!({"logDriver": "awslogs", "options": options})
}

impl Stage {
    /// Messages of a service's events, newest first.
    pub fn events(&mut self, service: &str) -> Vec<String> {
        array(&self.describe(service)["events"]).iter().map(|event| text(&event["message"])).collect()
    }

    /// Waits for an event with these words; the whole message.
    #[track_caller]
    pub fn event(&mut self, service: &str, words: &str) -> String {
        until(&format!("an event with {words:?}"), || {
            let events = self.events(service);
            let found = events.iter().find(|message| message.contains(words)).cloned();
            found.ok_or_else(|| events.join("\n"))
        })
    }

    /// A task as described.
    pub fn task(&mut self, arn: &str) -> Value {
        let wanted = json!({"cluster": CLUSTER, "tasks": [arn]});
        self.boto.call("ecs", "describe_tasks", wanted)["tasks"][0].clone()
    }

    /// Waits until a task is RUNNING; as described.
    #[track_caller]
    pub fn running(&mut self, arn: &str) -> Value {
        until("task running", || {
            let task = self.task(arn);
            if task["lastStatus"] == "RUNNING" { Ok(task) } else { Err(task.to_string()) }
        })
    }

    /// How many targets of a group are healthy.
    pub fn healthy(&mut self, target_group: &str) -> usize {
        self.health(target_group).iter().filter(|(state, _)| state == "healthy").count()
    }

    /// Updates a service; as answered.
    #[track_caller]
    pub fn update(&mut self, service: &str, change: &Value) -> Value {
        let mut all = json!({"cluster": CLUSTER, "service": service});
        for (name, value) in change.as_object().into_iter().flatten() {
            all[name] = value.clone();
        }
        self.boto.call("ecs", "update_service", all)["service"].clone()
    }

    /// Lines of a container's stream in [`LOG_GROUP`], oldest first; none while there is no stream.
    pub fn log_lines(&mut self, stream: &str) -> Vec<String> {
        let wanted = json!({"logGroupName": LOG_GROUP, "logStreamName": stream, "startFromHead": true});
        let (mut lines, mut token) = (Vec::new(), Value::Null);
        loop {
            let mut ask = wanted.clone();
            if !token.is_null() {
                ask["nextToken"] = token.clone();
            }
            let Ok(answer) = self.boto.attempt("logs", "get_log_events", ask) else { return lines };
            lines.extend(array(&answer["events"]).iter().map(|event| text(&event["message"])));
            if answer["nextForwardToken"] == token {
                return lines;
            }
            token = answer["nextForwardToken"].clone();
        }
    }

    /// `GET path` of a running task at its instance's address and its host port.
    #[track_caller]
    pub fn page(&mut self, task: &Value, path: &str) -> String {
        let address = self.address_of(&text(&task["containerInstanceArn"]));
        until(&format!("an answer to {path}"), || {
            let reply = http::get(&format!("{address}:{}", host_port(task)), &address, path);
            reply.map(|reply| reply.text()).map_err(|error| error.to_string())
        })
    }

    /// What the product explains, in words.
    #[track_caller]
    pub fn explained(&self, kind: &str, name: &str) -> String {
        let (status, words) = self.cloud.command(&["explain", kind, name]);
        assert_eq!(status, Some(0), "explain {kind} {name}: {words}");
        words
    }

    /// What the product explains, as JSON.
    #[track_caller]
    pub fn explained_as_json(&self, kind: &str, name: &str) -> Value {
        let (status, words) = self.cloud.command(&["explain", kind, name, "--output", "json"]);
        assert_eq!(status, Some(0), "explain {kind} {name}: {words}");
        serde_json::from_str(&words).unwrap_or_else(|error| panic!("{error}: {words}"))
    }
}
