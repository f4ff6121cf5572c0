//! Images whose layers are not what they should be: a blob that changed on disk, a configuration that names another image's layer. In: the
//! probe image and damage done to it. Out: answers of the registry, reasons of tasks that did not start, tasks that do after another push.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use image_registry::{PackFile, PackSource};
use integration::image::{ask, push_probe, push_probe_with};
use integration::patience::until;
use integration::stage::{CLUSTER, REPOSITORY, Stage, text};
use serde_json::{Value, json};

fn manifest(stage: &Stage, tag: &str) -> Value {
    let got = ask(&stage.cloud, "GET", &format!("/v2/{REPOSITORY}/manifests/{tag}"), &[], &[]);
    assert_eq!(got.status, 200, "{}", got.text());
    serde_json::from_str(&got.text()).unwrap()
}

fn blob_file(stage: &Stage, digest: &str) -> PathBuf {
    let hex = digest.strip_prefix("sha256:").unwrap();
    stage.cloud.data().join("registry/blobs/sha256").join(&hex[..2]).join(hex)
}

fn start(stage: &mut Stage, image: &str) -> String {
    let definition = stage.register("web", &json!({ "image": image }));
    let asked = json!({"cluster": CLUSTER, "taskDefinition": definition});
    let ran = stage.boto.call("ecs", "run_task", asked);
    text(&ran["tasks"][0]["taskArn"])
}

fn reaches(stage: &mut Stage, task: &str, status: &str) -> Value {
    until(status, || {
        let wanted = json!({"cluster": CLUSTER, "tasks": [task]});
        let task = stage.boto.call("ecs", "describe_tasks", wanted)["tasks"][0].clone();
        if task["lastStatus"] == status { Ok(task) } else { Err(task.to_string()) }
    })
}

#[test]
fn a_layer_that_changed_on_disk_is_neither_served_nor_run_and_a_push_repairs_it() {
    let Some(mut stage) = Stage::furnished() else { return };
    let layer = text(&manifest(&stage, "1")["layers"][0]["digest"]);
    let path = format!("/v2/{REPOSITORY}/blobs/{layer}");
    assert_eq!(ask(&stage.cloud, "HEAD", &path, &[], &[]).status, 200);
    let file = blob_file(&stage, &layer);
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, &bytes).unwrap();

    let got = ask(&stage.cloud, "GET", &path, &[], &[]);
    assert_eq!(got.status, 404, "{}", got.text());
    assert!(got.text().contains("BLOB_UNKNOWN") && got.text().contains("damaged on disk"), "{}", got.text());
    let image = stage.image();
    let task = start(&mut stage, &image);
    let stopped = reaches(&mut stage, &task, "STOPPED");
    let reason = text(&stopped["stoppedReason"]);
    assert!(reason.starts_with("CannotPullContainerError") && reason.contains(&layer), "{reason}");

    push_probe(&stage.cloud, REPOSITORY, "1");
    assert_eq!(ask(&stage.cloud, "GET", &path, &[], &[]).status, 200);
    let task = start(&mut stage, &image);
    reaches(&mut stage, &task, "RUNNING");
}

#[test]
fn an_image_made_of_another_ones_layer_does_not_run() {
    let Some(mut stage) = Stage::furnished() else { return };
    let more = PackFile::new("/more", 0o644, PackSource::Symlink("/nowhere".to_owned()));
    push_probe_with(&stage.cloud, REPOSITORY, "2", vec![more]);
    let mut mixed = manifest(&stage, "1");
    mixed["layers"] = manifest(&stage, "2")["layers"].clone();
    let bytes = mixed.to_string();
    let kind = [("content-type", "application/vnd.oci.image.manifest.v1+json")];
    let pushed =
        ask(&stage.cloud, "PUT", &format!("/v2/{REPOSITORY}/manifests/mixed"), &kind, bytes.as_bytes());
    assert_eq!(pushed.status, 400, "{}", pushed.text());
    assert!(
        pushed.text().contains("MANIFEST_INVALID") && pushed.text().contains("diff_id"),
        "{}",
        pushed.text()
    );

    // The operation reads no layers, so it is the start of the task that finds out.
    let put = json!({"repositoryName": REPOSITORY, "imageManifest": bytes, "imageTag": "mixed"});
    stage.boto.call("ecr", "put_image", put);
    let image = format!("localhost:{}/{REPOSITORY}:mixed", stage.cloud.port());
    let task = start(&mut stage, &image);
    let stopped = reaches(&mut stage, &task, "STOPPED");
    let reason = text(&stopped["stoppedReason"]);
    let layer = text(&mixed["layers"][0]["digest"]);
    assert!(reason.contains(&layer) && reason.contains("diff_id"), "{reason}");
}
