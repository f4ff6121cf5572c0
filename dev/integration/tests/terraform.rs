//! A team's Terraform against the cloud: apply, an empty plan, a change, destroy. In: Terraform with the AWS provider, where they are here.
//! Out: what it configured runs and answers; afterwards nothing of it is left.

#![allow(clippy::unwrap_used, missing_docs)]

use std::thread;

use integration::patience::until;
use integration::receiver::Receiver;
use integration::stage::{Balancer, REPOSITORY, Stage, array, text};
use integration::terraform::Terraform;
use integration::{http, image, ports};
use serde_json::json;

#[test]
fn a_web_service_and_what_surrounds_it() {
    let Some(mut stage) = Stage::bare() else { return };
    let (listener, endpoint) = (ports::free(), ports::free());
    let (listener_port, url) = (listener.to_string(), format!("http://127.0.0.1:{endpoint}/orders"));
    let image = stage.image();
    let variables = [("image", image.as_str()), ("listener_port", &listener_port), ("listener_url", &url)];
    let Some(mut terraform) = Terraform::init(&stage.cloud, "web.tf", &variables) else { return };
    stage.boto.call("ecr", "create_repository", json!({"repositoryName": REPOSITORY}));
    image::push_probe(&stage.cloud, REPOSITORY, "1");
    launch(&mut stage);
    confirm(Receiver::listen(endpoint));

    terraform.apply();
    let balancer = Balancer { arn: String::new(), dns_name: text(&terraform.output("address")) };
    let page = until("a page through the load balancer", || {
        let page = stage.through(&balancer, listener, "/web/");
        if page.status == 200 { Ok(page) } else { Err(format!("{}: {}", page.status, page.text())) }
    });
    assert_eq!(page.text(), "web\n");
    assert_eq!(stage.through(&balancer, listener, "/").status, 404);
    assert_eq!(terraform.planned(), None, "the second plan changes something");

    terraform.set("desired_count", "3");
    terraform.apply();
    assert_eq!(stage.tasks("web", "RUNNING").len(), 3);
    assert_eq!(terraform.planned(), None, "the plan after a change changes something");

    terminate(&mut stage);
    terraform.destroy();
    let clusters = stage.boto.call("ecs", "list_clusters", json!({}));
    assert_eq!(array(&clusters["clusterArns"]), Vec::<serde_json::Value>::new());
    let topics = stage.boto.call("sns", "list_topics", json!({}));
    assert_eq!(array(&topics["Topics"]), Vec::<serde_json::Value>::new());
}

#[test]
fn what_scales_and_what_watches() {
    let Some(mut stage) = Stage::bare() else { return };
    let port = ports::free().to_string();
    let variables = [("listener_port", port.as_str())];
    let Some(mut terraform) = Terraform::init(&stage.cloud, "scaling.tf", &variables) else { return };

    terraform.apply();
    assert_eq!(array(&terraform.output("alarms")).len(), 2, "target tracking owns two alarms");
    assert_eq!(terraform.planned(), None, "the second plan changes something");

    terraform.set("most", "6");
    terraform.apply();
    let targets = stage.boto.call(
        "application-autoscaling",
        "describe_scalable_targets",
        json!({"ServiceNamespace": "ecs"}),
    );
    assert_eq!(targets["ScalableTargets"][0]["MaxCapacity"], 6);
    assert_eq!(terraform.planned(), None, "the plan after a change changes something");

    terraform.destroy();
    let alarms = stage.boto.call("cloudwatch", "describe_alarms", json!({}));
    assert_eq!(array(&alarms["MetricAlarms"]), Vec::<serde_json::Value>::new());
}

/// Two instances of a cluster that does not exist yet: they join once it does.
fn launch(stage: &mut Stage) {
    let user_data = "#!/bin/bash\necho ECS_CLUSTER=interstella >> /etc/ecs/ecs.config\n";
    stage.boto.call(
        "ec2",
        "run_instances",
        json!({
            "ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.medium",
            "MinCount": 2, "MaxCount": 2, "UserData": user_data,
        }),
    );
}

/// Ends the instances, without which a cluster cannot be deleted; nothing of Terraform's knows them.
fn terminate(stage: &mut Stage) {
    let found = stage.boto.call("ec2", "describe_instances", json!({}));
    let all = array(&found["Reservations"]).into_iter().flat_map(|one| array(&one["Instances"]));
    let ids: Vec<_> = all.map(|one| one["InstanceId"].clone()).collect();
    stage.boto.call("ec2", "terminate_instances", json!({"InstanceIds": ids}));
}

/// Visits the confirmation URL of the first subscription that asks.
fn confirm(receiver: Receiver) {
    thread::spawn(move || {
        let url = until("a confirmation asked for", || {
            let asked = receiver.of_type("SubscriptionConfirmation");
            asked.first().map(|one| text(&one.message()["SubscribeURL"])).ok_or_else(|| "none".to_owned())
        });
        http::fetch(&url).unwrap();
    });
}

#[test]
fn what_is_only_kept_is_kept_exactly() {
    let Some(mut stage) = Stage::bare() else { return };
    let Some(mut terraform) = Terraform::init(&stage.cloud, "kept.tf", &[]) else { return };

    terraform.apply();
    let group = text(&terraform.output("group"));
    let found = stage.boto.call("ec2", "describe_placement_groups", json!({"GroupIds": [group]}));
    assert_eq!(found["PlacementGroups"][0]["PartitionCount"], 3, "{found}");
    assert_eq!(terraform.planned(), None, "the second plan changes something");

    terraform.set("team", "b");
    terraform.apply();
    let value = json!({"Filters": [{"Name": "value", "Values": ["b.example.com"]}]});
    let options = stage.boto.call("ec2", "describe_dhcp_options", value);
    assert_eq!(array(&options["DhcpOptions"]).len(), 1);
    assert_eq!(terraform.planned(), None, "the plan after a change changes something");

    terraform.destroy();
    for (operation, list) in [
        ("describe_placement_groups", "PlacementGroups"),
        ("describe_dhcp_options", "DhcpOptions"),
        ("describe_egress_only_internet_gateways", "EgressOnlyInternetGateways"),
    ] {
        assert_eq!(
            array(&stage.boto.call("ec2", operation, json!({}))[list]),
            Vec::<serde_json::Value>::new()
        );
    }
}
