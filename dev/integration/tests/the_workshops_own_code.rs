//! Labs 1, 2 and 3 of the workshop, step by step, with programs that know no emulator: Python with Flask and boto3 that subscribe while they
//! are imported, confirm by a GET of the SubscribeURL, name no order, and post to the very endpoint the parameter holds. In: a cloud with HQ.
//! Out: orders fulfilled, the surprise of lab 2, numbers that agree.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;

use integration::apart::apart;
use integration::cloud::{Cloud, How};
use integration::http;
use integration::patience::until;
use integration::platform::{self, count, of_resource};
use integration::python_image::PythonImages;
use integration::stage::{CLUSTER, Stage, array, text};
use serde_json::{Value, json};

/// Orders a second and topic.
const RATE: u32 = 10;

/// A program of the workshop as it lies beside these tests.
fn source(name: &str) -> String {
    fs::read_to_string(format!("{}/python/workshop/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A text with one part of it in another wording, as an attendee edits a file; fails when the part is not there once.
fn edited(text: &str, part: &str, by: &str) -> String {
    assert_eq!(text.matches(part).count(), 1, "{part}");
    text.replace(part, by)
}

/// What lies between two comments, commented out by triple quotes.
fn commented_out(text: &str, first: &str, last: &str) -> String {
    let text = edited(text, first, &format!("{first}\n'''"));
    edited(&text, last, &format!("'''\n{last}"))
}

/// The cloud an attendee works in: HQ runs, the attendee's account is empty.
struct Workshop {
    stage: Stage,
    images: PythonImages,
    /// More variables of every container.
    variables: Vec<(&'static str, &'static str)>,
}

impl Workshop {
    /// `None` (said on stderr) where something of it is not to be had.
    fn open(variables: Vec<(&'static str, &'static str)>) -> Option<Workshop> {
        let images = PythonImages::pack()?;
        let stage = Stage::over(Cloud::start_how(How::platform(RATE))?)?;
        let mut workshop = Workshop { stage, images, variables };
        workshop.take_the_platform_away();
        for program in ["monolith", "iridium"] {
            let name = format!("workshop-{program}");
            workshop.stage.boto.call("ecr", "create_repository", json!({"repositoryName": name}));
            workshop.stage.boto.call("logs", "create_log_group", json!({"logGroupName": name}));
        }
        Some(workshop)
    }

    /// `up` leaves the attendee at the workshop's end; this goes back to its beginning.
    fn take_the_platform_away(&mut self) {
        let boto = &mut self.stage.boto;
        let subscriptions = boto.call("sns", "list_subscriptions", json!({}));
        for one in array(&subscriptions["Subscriptions"]) {
            boto.call("sns", "unsubscribe", json!({"SubscriptionArn": one["SubscriptionArn"]}));
        }
        for service in ["iridium", "magnesite", "fulfillment"] {
            boto.call(
                "ecs",
                "delete_service",
                json!({"cluster": CLUSTER, "service": service, "force": true}),
            );
        }
        // As soon as it notices, HQ publishes nothing more to anybody.
        until("HQ without subscribers", || {
            let state = platform::state(&self.stage.cloud)?;
            let waits = |one: &Value| one["feed"] == "noSubscriber";
            if array(&state["resources"]).iter().all(waits) { Ok(()) } else { Err(state.to_string()) }
        });
    }

    /// `docker build`, `docker tag`, `docker push`.
    fn push(&self, program: &str, tag: &str, text: String) {
        let (file, repository) = (format!("{program}.py"), format!("workshop-{program}"));
        self.images.push(
            &self.stage.cloud,
            &repository,
            tag,
            &[(&file, text), ("start.py", source("start.py"))],
        );
    }

    /// A new revision of a program's task definition; its ARN.
    fn define(&mut self, program: &str, tag: &str, ports: Value, environment: &[(&str, String)]) -> String {
        let more = self.variables.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let environment = environment.iter().cloned().chain(more);
        let environment: Vec<_> =
            environment.map(|(name, value)| json!({"name": name, "value": value})).collect();
        let name = format!("workshop-{program}");
        let image = format!("localhost:{}/{name}:{tag}", self.stage.cloud.port());
        let logs = json!({"logDriver": "awslogs", "options": {"awslogs-group": name, "awslogs-region": "us-west-2"}});
        let container = json!({
            "name": program, "image": image, "memoryReservation": 128, "essential": true, "stopTimeout": 2,
            "portMappings": [ports], "environment": environment, "logConfiguration": logs,
        });
        let family = json!({"family": name, "containerDefinitions": [container]});
        let registered = self.stage.boto.call("ecs", "register_task_definition", family);
        text(&registered["taskDefinition"]["taskDefinitionArn"])
    }

    /// Waits until this many more orders of a resource are fulfilled than in `before`, all without a name; the state then.
    fn more_fulfilled(&self, resource: &str, before: &Value, orders: u64) -> Value {
        let done = |state: &Value| count(&of_resource(state, resource), "fulfilled");
        let state = until(&format!("{orders} more orders of {resource}"), || {
            let state = platform::state(&self.stage.cloud)?;
            if done(&state) >= done(before) + orders { Ok(state) } else { Err(state.to_string()) }
        });
        platform::agree(&state);
        assert!(count(&state, "unnamed") >= count(before, "unnamed") + orders, "{state}");
        state
    }

    fn state(&self) -> Value {
        platform::state(&self.stage.cloud).unwrap()
    }

    /// The address of the instance on which a service's only task runs.
    fn instance_of(&mut self, service: &str) -> String {
        let tasks = self.stage.tasks(service, "RUNNING");
        assert_eq!(tasks.len(), 1, "{tasks:?}");
        self.stage.address_of(&text(&tasks[0]["containerInstanceArn"]))
    }

    /// Waits for a line in a program's log group.
    fn logged(&mut self, program: &str, words: &str) -> String {
        until(&format!("{words:?} in the logs of {program}"), || {
            let wanted = json!({"logGroupName": format!("workshop-{program}"), "filterPattern": format!("\"{words}\"")});
            let found = self.stage.boto.call("logs", "filter_log_events", wanted);
            let first = found["events"][0]["message"].as_str().map(str::to_owned);
            first.ok_or_else(|| self.last_words(program))
        })
    }

    fn last_words(&mut self, program: &str) -> String {
        let wanted = json!({"logGroupName": format!("workshop-{program}")});
        let all = array(&self.stage.boto.call("logs", "filter_log_events", wanted)["events"]);
        let last = all.iter().rev().take(12).rev().map(|one| text(&one["message"]));
        last.collect::<Vec<_>>().join("\n")
    }

    /// Lab 1: the monolith as a service with a port of its instance; it gathers bundles.
    fn lab_1(&mut self) {
        let before = self.state();
        self.push("monolith", "latest", source("monolith.py"));
        let ports = json!({"containerPort": 5000, "hostPort": 5000});
        let definition = self.define("monolith", "latest", ports, &[]);
        self.stage.service("monolith", &definition, 1, None);
        self.stage.stable(&["monolith"]);
        self.logged("monolith", "POST /order/");
        self.more_fulfilled("bundle", &before, 30);
        self.logged("monolith", "bundle fulfilled");
    }

    /// Lab 2: iridium beside it, then a monolith without iridium on another instance, where iridium looks for it in vain.
    fn lab_2(&mut self) {
        let first = self.instance_of("monolith");
        self.push("iridium", "latest", source("iridium.py"));
        let ports = json!({"containerPort": 80, "hostPort": 80});
        let definition = self.define("iridium", "latest", ports, &[("monolithUrl", first.clone())]);
        let before = self.state();
        let task = self.stage.run_task(&definition);
        self.more_fulfilled("iridium", &before, 30);
        self.logged("iridium", "iridium fulfilled");
        self.logged("monolith", "handed over {\\\"iridium\\\": 1}");

        let text = edited(
            &source("monolith.py"),
            "            iridium_result = iridium()",
            "            # iridium_result = iridium()",
        );
        self.push("monolith", "noiridium", text);
        let ports = json!({"containerPort": 5000, "hostPort": 5000});
        let definition = self.define("monolith", "noiridium", ports, &[]);
        let before = self.state();
        let update = json!({"cluster": CLUSTER, "service": "monolith", "taskDefinition": definition});
        self.stage.boto.call("ecs", "update_service", update);
        self.stage.stable(&["monolith"]);
        assert_ne!(self.instance_of("monolith"), first, "the surprise of lab 2");
        // Bundles go on without iridium; orders of iridium have nowhere to go, and their program is told so at once.
        self.more_fulfilled("bundle", &before, 20);
        self.logged("iridium", "Connection refused");
        let resets = json!({"logGroupName": "workshop-iridium", "filterPattern": "\"reset by peer\""});
        let resets = self.stage.boto.call("logs", "filter_log_events", resets);
        assert_eq!(array(&resets["events"]).len(), 0, "{resets}");

        let stop = json!({"cluster": CLUSTER, "service": "monolith", "desiredCount": 0});
        self.stage.boto.call("ecs", "update_service", stop);
        self.stage.boto.call("ecs", "stop_task", json!({"cluster": CLUSTER, "task": task}));
        self.stage.stopped(&task);
        self.stage.stable(&["monolith"]);
        assert_eq!(self.stage.tasks("monolith", "RUNNING").len(), 0);
    }

    /// Lab 3: both behind one load balancer, by path, on ports that the instances choose.
    fn lab_3(&mut self) {
        let text = commented_out(&source("monolith.py"), "# Subscribe SNS", "# End of subscribe SNS");
        let text = commented_out(
            &text,
            "# Effectively, our subscriber service.",
            "# End of our subscriber service.",
        );
        self.push("monolith", "noresources", text);
        let text = commented_out(&source("iridium.py"), "# Subscribe SNS", "# End of subscribe SNS");
        self.push("iridium", "alb", edited(&text, "+ ':5000/fulfill/'", "+ '/fulfill/'"));

        let balancer = self.stage.load_balancer("workshop");
        let monolith = self.group("workshop-monolith");
        let listener = self.stage.listener(&balancer, 80, &monolith);
        let ports = json!({"containerPort": 5000});
        let definition = self.define("monolith", "noresources", ports, &[]);
        self.balanced("monolith-alb", ("monolith", 5000), &definition, &monolith);
        let iridium = self.group("workshop-iridium");
        let rule = json!({
            "ListenerArn": listener, "Priority": 1, "Conditions": [{"Field": "path-pattern", "Values": ["/iridium*"]}],
            "Actions": [{"Type": "forward", "TargetGroupArn": iridium}],
        });
        self.stage.boto.call("elbv2", "create_rule", rule);
        let ports = json!({"containerPort": 80});
        let definition = self.define("iridium", "alb", ports, &[("monolithUrl", balancer.dns_name.clone())]);
        self.balanced("iridium-alb", ("iridium", 80), &definition, &iridium);
        self.stage.stable(&["monolith-alb", "iridium-alb"]);

        let before = self.state();
        self.subscribe(&format!("http://{}/iridium/", balancer.dns_name));
        self.logged("iridium", "POST /iridium/");
        self.more_fulfilled("iridium", &before, 30);
        self.stage.boto.call(
            "ecs",
            "update_service",
            json!({"cluster": CLUSTER, "service": "iridium-alb", "desiredCount": 2}),
        );
        self.stage.stable(&["iridium-alb"]);
        let before = self.state();
        self.more_fulfilled("iridium", &before, 30);
    }

    /// A target group as the console makes it, but with a health check that is not asked for half a minute.
    fn group(&mut self, name: &str) -> String {
        let arn = self.stage.target_group(name);
        let path = if name == "workshop-iridium" { "/iridium/" } else { "/" };
        self.stage.boto.call(
            "elbv2",
            "modify_target_group",
            json!({"TargetGroupArn": arn, "HealthCheckPath": path}),
        );
        arn
    }

    fn balanced(&mut self, name: &str, (container, port): (&str, u16), definition: &str, group: &str) {
        let service = json!({
            "cluster": CLUSTER, "serviceName": name, "taskDefinition": definition, "desiredCount": 1,
            "loadBalancers": [{"targetGroupArn": group, "containerName": container, "containerPort": port}],
        });
        self.stage.boto.call("ecs", "create_service", service);
    }

    /// The API Key Management Portal: "Subscribe to Iridium topic".
    fn subscribe(&mut self, endpoint: &str) {
        let key = self.stage.boto.call("ssm", "get_parameter", json!({"Name": "/interstella/apiKey"}));
        let key = text(&key["Parameter"]["Value"]);
        let door = platform::door(&self.stage.cloud).unwrap();
        let headers =
            [("host", door.as_str()), ("content-type", "application/json"), ("x-api-key", key.as_str())];
        let wish = json!({"resource": "iridium", "endpoint": endpoint}).to_string();
        let reply = http::send(&door, &headers, "POST", "/subscriptions", wish.as_bytes()).unwrap();
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
}

fn all_labs(variables: Vec<(&'static str, &'static str)>) {
    // Labs 2 and 3 are on port 80 of an instance and of a load balancer.
    apart(|| {
        let Some(mut workshop) = Workshop::open(variables) else { return };
        let parameter = json!({"Name": "/interstella/apiEndpoint"});
        let endpoint = workshop.stage.boto.call("ssm", "get_parameter", parameter);
        let value = text(&endpoint["Parameter"]["Value"]);
        assert!(value.ends_with("/receiving/"), "postable as given: {endpoint}");
        workshop.lab_1();
        workshop.lab_2();
        workshop.lab_3();
        platform::agree(&workshop.state());
    });
}

#[test]
fn labs_1_to_3_run_with_the_endpoint_every_container_has() {
    all_labs(Vec::new());
}

/// As above, but by AWS's host names alone, over TLS (S30).
#[test]
fn labs_1_to_3_run_without_any_endpoint_setting() {
    all_labs(vec![("FORGET_ENDPOINT", "1")]);
}
