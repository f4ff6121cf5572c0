//! Disk is given back: what no image has, what was reset; `df` says what takes what; a damaged journal is repaired when agreed to.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;

use integration::boto::Boto;
use integration::cloud::Cloud;
use integration::patience::{until, until_true};
use integration::stage::{REPOSITORY, Stage, array, text};
use serde_json::{Value, json};

/// Files below a directory, and directories right in it.
fn contents(path: &Path) -> (usize, usize) {
    let (mut files, mut directories, mut left) = (0, 0, vec![path.to_owned()]);
    while let Some(directory) = left.pop() {
        for entry in std::fs::read_dir(&directory).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                directories += usize::from(directory == path);
                left.push(entry.path());
            } else {
                files += 1;
            }
        }
    }
    (files, directories)
}

fn blobs(stage: &Stage) -> usize {
    contents(&stage.cloud.data().join("registry/blobs")).0
}

fn layers(stage: &Stage) -> usize {
    // One directory for each range of ids that containers had.
    let all = std::fs::read_dir(stage.cloud.data().join("containers")).unwrap().flatten();
    let of_layers = all.filter(|entry| entry.file_name().to_string_lossy().starts_with("layers"));
    of_layers.map(|entry| contents(&entry.path()).1).sum()
}

/// Bytes of a part as `df` tells them.
fn df(cloud: &Cloud, part: &str) -> u64 {
    let (status, said) = cloud.command(&["df", "--output", "json"]);
    assert_eq!(status, Some(0), "{said}");
    let report: Value = serde_json::from_str(&said).unwrap();
    let parts = array(&report["parts"]);
    let total: u64 = parts.iter().map(|one| one["bytes"].as_u64().unwrap()).sum();
    assert!(total <= report["bytes"].as_u64().unwrap(), "{said}");
    parts.iter().find(|one| one["name"] == part).map_or(0, |one| one["bytes"].as_u64().unwrap())
}

#[test]
fn deleted_images_and_their_layers_are_given_back() {
    let Some(mut stage) = Stage::furnished() else { return };
    let definition = stage.register("web", &json!({}));
    stage.service("web", &definition, 1, None);
    stage.stable(&["web"]);
    assert!(blobs(&stage) >= 2 && layers(&stage) >= 1);
    assert!(df(&stage.cloud, "images") > 0 && df(&stage.cloud, "unpacked layers") > 0);
    let words = stage.cloud.command(&["df"]).1;
    assert!(words.contains("records") && words.contains("unpacked layers"), "{words}");

    // A restart finds them in use and leaves them alone.
    stage.cloud.kill();
    stage.cloud.start_again();
    stage.boto = Boto::start(&stage.cloud).unwrap();
    stage.stable(&["web"]);
    assert!(blobs(&stage) >= 2 && layers(&stage) >= 1);

    let ids = json!({"repositoryName": REPOSITORY, "imageIds": [{"imageTag": "1"}]});
    let found = stage.boto.call("ecr", "describe_images", json!({"repositoryName": REPOSITORY}));
    let digest = text(&array(&found["imageDetails"])[0]["imageDigest"]);
    stage.boto.call("ecr", "batch_delete_image", ids);
    let by_digest = json!({"repositoryName": REPOSITORY, "imageIds": [{"imageDigest": digest}]});
    drop(stage.boto.attempt("ecr", "batch_delete_image", by_digest));
    stage.cloud.stop();
    stage.cloud.start_again();
    assert_eq!((blobs(&stage), layers(&stage)), (0, 0));
    assert_eq!(df(&stage.cloud, "images"), 0);
}

#[test]
fn a_reset_gives_back_what_was_kept() {
    let Some(mut stage) = Stage::furnished() else { return };
    stage.boto.call("logs", "create_log_group", json!({"logGroupName": "g"}));
    stage.boto.call("logs", "create_log_stream", json!({"logGroupName": "g", "logStreamName": "s"}));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis() as u64;
    let events: Vec<Value> =
        (0..100).map(|_| json!({"timestamp": now, "message": "x".repeat(5000)})).collect();
    let input = json!({"logGroupName": "g", "logStreamName": "s", "logEvents": events});
    stage.boto.call("logs", "put_log_events", input);
    for number in 0..100 {
        let name = format!("/p/{number}");
        let input = json!({"Name": name, "Value": "v".repeat(4000), "Type": "String"});
        stage.boto.call("ssm", "put_parameter", input);
    }
    assert!(blobs(&stage) >= 2);
    assert!(df(&stage.cloud, "log events") > 400_000 && df(&stage.cloud, "records") > 400_000);
    let (status, words) = stage.cloud.command(&["reset"]);
    assert_eq!(status, Some(0), "{words}");
    assert_eq!(blobs(&stage), 0);
    // The snapshot of what is left is written behind the answer.
    until("the room given back", || {
        let left = ["records", "log events", "images"].map(|part| df(&stage.cloud, part));
        if left.iter().sum::<u64>() < 200_000 { Ok(()) } else { Err(format!("{left:?}")) }
    });
}

fn value(boto: &mut Boto, name: &str) -> Option<String> {
    let answer = boto.attempt("ssm", "get_parameter", json!({"Name": name})).ok()?;
    Some(text(&answer["Parameter"]["Value"]))
}

#[test]
fn a_damaged_journal_is_repaired_when_agreed_to_and_not_before() {
    let Some(mut cloud) = Cloud::start() else { return };
    let Some(mut boto) = Boto::start(&cloud) else { return };
    for number in 0..40 {
        let input = json!({"Name": format!("/p/{number}"), "Value": "v".repeat(300), "Type": "String"});
        boto.call("ssm", "put_parameter", input);
    }
    assert!(cloud.stop().success());
    let wal = cloud.data().join("journal/00000001.wal");
    let mut bytes = std::fs::read(&wal).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    std::fs::write(&wal, &bytes).unwrap();

    let (status, words) = cloud.command(&["start"]);
    assert_ne!(status, Some(0));
    assert!(words.contains("damaged") && words.contains("interstella doctor --repair"), "{words}");
    let (status, words) = cloud.command(&["doctor", "--repair"]);
    assert_ne!(status, Some(0));
    assert!(words.contains("1 writes in") && words.contains("Nothing was changed"), "{words}");
    assert_eq!(std::fs::read(&wal).unwrap(), bytes);
    let (status, words) = cloud.command(&["doctor", "--repair", "--yes"]);
    assert_eq!(status, Some(0), "{words}");
    assert!(words.contains("Repaired"), "{words}");

    cloud.start_again();
    let mut boto = Boto::start(&cloud).unwrap();
    let mut kept = 0;
    until_true("its answers", || value(&mut boto, "/p/0").is_some() || value(&mut boto, "/p/39").is_some());
    for number in 0..40 {
        kept += usize::from(value(&mut boto, &format!("/p/{number}")).is_some());
    }
    assert!(kept >= 39, "{kept} of 40 parameters");
}
