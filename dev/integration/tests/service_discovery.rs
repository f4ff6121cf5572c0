//! Service discovery: tasks of a service are registered in Cloud Map, found by DNS from inside other tasks and by DiscoverInstances, and
//! gone from both before they stop. In: boto3, tasks of the probe program. Out: names, addresses, answers through them.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use integration::http;
use integration::patience::{until, until_true};
use integration::stage::{CLUSTER, Stage, array, text};
use serde_json::{Value, json};

/// A private namespace; its id, by way of the operation.
fn namespace(stage: &mut Stage, name: &str) -> String {
    let asked = json!({"Name": name, "Vpc": "vpc-0123456789abcdef0", "CreatorRequestId": name});
    let made = stage.boto.call("servicediscovery", "create_private_dns_namespace", asked);
    let done =
        stage.boto.call("servicediscovery", "get_operation", json!({"OperationId": made["OperationId"]}));
    assert_eq!(done["Operation"]["Status"], "SUCCESS", "{done}");
    text(&done["Operation"]["Targets"]["NAMESPACE"])
}

/// A service with SRV records; its id and ARN.
fn registry(stage: &mut Stage, namespace: &str, name: &str) -> (String, String) {
    let asked = json!({
        "Name": name, "NamespaceId": namespace, "HealthCheckCustomConfig": {"FailureThreshold": 1},
        "DnsConfig": {"DnsRecords": [{"Type": "SRV", "TTL": 10}]},
    });
    let made = &stage.boto.call("servicediscovery", "create_service", asked)["Service"];
    assert_eq!(made["Type"], "DNS_HTTP", "{made}");
    (text(&made["Id"]), text(&made["Arn"]))
}

/// The answer of a task to a request from this machine.
fn ask(stage: &mut Stage, task: &Value, path: &str) -> http::Reply {
    let address = stage.address_of(&text(&task["containerInstanceArn"]));
    let port = &task["containers"][0]["networkBindings"][0]["hostPort"];
    http::get(&format!("{address}:{port}"), &address, path).unwrap()
}

fn instances(stage: &mut Stage, service: &str) -> Vec<Value> {
    array(&stage.boto.call("servicediscovery", "list_instances", json!({"ServiceId": service}))["Instances"])
}

fn ids(instances: &[Value]) -> BTreeSet<String> {
    instances.iter().map(|one| text(&one["Id"])).collect()
}

fn task_ids(tasks: &[Value]) -> BTreeSet<String> {
    tasks.iter().map(|task| text(&task["taskArn"]).rsplit('/').next().unwrap().to_owned()).collect()
}

#[test]
fn a_task_finds_the_tasks_of_another_service_by_name() {
    let Some(mut stage) = Stage::furnished() else { return };
    let namespace = namespace(&mut stage, "logistics.local");
    let (service, arn) = registry(&mut stage, &namespace, "orders");
    let port = json!({"portMappings": [{"containerPort": 8080, "hostPort": 0}]});
    let orders = stage.register("orders", &port);
    stage.boto.call(
        "ecs",
        "create_service",
        json!({
            "cluster": CLUSTER, "serviceName": "orders", "taskDefinition": orders, "desiredCount": 2,
            "serviceRegistries": [{"registryArn": arn, "containerName": "app", "containerPort": 8080}],
        }),
    );
    let client = stage.register("client", &port);
    stage.service("client", &client, 1, None);
    stage.stable(&["orders", "client"]);
    assert_eq!(stage.describe("orders")["serviceRegistries"][0]["registryArn"], arn.as_str());

    let registered = until("both tasks registered", || {
        let now = instances(&mut stage, &service);
        if now.len() == 2 { Ok(now) } else { Err(format!("{now:?}")) }
    });
    let tasks = stage.tasks("orders", "RUNNING");
    assert_eq!(ids(&registered), task_ids(&tasks));
    let said = &registered[0]["Attributes"];
    assert_eq!((&said["ECS_SERVICE_NAME"], &said["ECS_CLUSTER_NAME"]), (&json!("orders"), &json!(CLUSTER)));

    // From inside: SRV records, the addresses of their targets, and answers through both.
    let caller = stage.tasks("client", "RUNNING").remove(0);
    let found = ask(&mut stage, &caller, "/srv?name=orders.logistics.local").text();
    let targets: Vec<_> = found.lines().filter_map(|line| line.split_once(' ')).collect();
    assert_eq!(targets.len(), 2, "{found}");
    for (port, host) in targets {
        let id = host.split('.').next().unwrap();
        let one = registered.iter().find(|one| one["Id"] == id).unwrap();
        assert_eq!(one["Attributes"]["AWS_INSTANCE_PORT"], port);
        let address = ask(&mut stage, &caller, &format!("/resolve?name={host}")).text();
        assert_eq!(address.trim(), text(&one["Attributes"]["AWS_INSTANCE_IPV4"]));
        let answer = ask(&mut stage, &caller, &format!("/fetch?url=http://{host}:{port}/"));
        // The probe hands on the whole answer, its head included.
        let told = answer.text();
        assert!(told.starts_with("HTTP/1.1 200") && told.ends_with("\n\r\nprobe\n"), "{told}");
    }
    let none = ask(&mut stage, &caller, "/srv?name=nobody.logistics.local");
    assert_eq!(none.text().trim(), "nobody.logistics.local: code 3", "NXDOMAIN");
    let apex = ask(&mut stage, &caller, "/srv?name=logistics.local");
    assert_eq!((apex.status, apex.text().as_str()), (200, ""), "the namespace exists, without records");

    // A scale-in: the name lets go of the task that stops.
    let less = json!({"cluster": CLUSTER, "service": "orders", "desiredCount": 1});
    stage.boto.call("ecs", "update_service", less);
    until_true("one instance left", || instances(&mut stage, &service).len() == 1);
    stage.stable(&["orders"]);
    let left = instances(&mut stage, &service);
    assert_eq!(ids(&left), task_ids(&stage.tasks("orders", "RUNNING")));

    let refused = stage.boto.refused("servicediscovery", "delete_service", json!({"Id": service}));
    assert_eq!(refused.code, "ResourceInUse");
    stage.boto.call("ecs", "delete_service", json!({"cluster": CLUSTER, "service": "orders", "force": true}));
    until_true("no instance left", || instances(&mut stage, &service).is_empty());
    stage.boto.call("servicediscovery", "delete_service", json!({"Id": service}));
    stage.boto.call("servicediscovery", "delete_namespace", json!({"Id": namespace}));
    let gone = stage.boto.refused("servicediscovery", "get_namespace", json!({"Id": namespace}));
    assert_eq!(gone.code, "NamespaceNotFound");
}

#[test]
fn what_users_register_is_discovered_by_health_and_attributes() {
    let Some(mut stage) = Stage::bare() else { return };
    let made = stage.boto.call("servicediscovery", "create_http_namespace", json!({"Name": "shop"}));
    let done =
        stage.boto.call("servicediscovery", "get_operation", json!({"OperationId": made["OperationId"]}));
    let namespace = text(&done["Operation"]["Targets"]["NAMESPACE"]);
    let asked =
        json!({"Name": "db", "NamespaceId": namespace, "HealthCheckCustomConfig": {"FailureThreshold": 1}});
    let service = text(&stage.boto.call("servicediscovery", "create_service", asked)["Service"]["Id"]);
    for (id, role) in [("one", "primary"), ("two", "replica")] {
        let said = json!({"ServiceId": service, "InstanceId": id, "Attributes": {"role": role, "AWS_INSTANCE_IPV4": "10.0.0.1"}});
        stage.boto.call("servicediscovery", "register_instance", said);
    }
    let told = json!({"ServiceId": service, "InstanceId": "two", "Status": "UNHEALTHY"});
    stage.boto.call("servicediscovery", "update_instance_custom_health_status", told);
    let mut found = |more: Value| {
        let mut ask = json!({"NamespaceName": "shop", "ServiceName": "db"});
        for (name, value) in more.as_object().unwrap() {
            ask[name] = value.clone();
        }
        let answer = stage.boto.call("servicediscovery", "discover_instances", ask);
        array(&answer["Instances"]).iter().map(|one| text(&one["InstanceId"])).collect::<Vec<_>>()
    };
    assert_eq!(found(json!({})), ["one"]);
    assert_eq!(found(json!({"HealthStatus": "ALL"})), ["one", "two"]);
    assert_eq!(found(json!({"HealthStatus": "ALL", "QueryParameters": {"role": "replica"}})), ["two"]);
    let refused = stage.boto.refused(
        "servicediscovery",
        "create_public_dns_namespace",
        json!({"Name": "example.com", "CreatorRequestId": "a"}),
    );
    assert_eq!(refused.code, "NotImplemented", "{refused:?}");
}
