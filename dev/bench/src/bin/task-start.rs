//! From RunTask to the first byte of a container, through the public API. In: the built program. Out: milliseconds, one task at a time
//! and many at once. Never here: a limit.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use base64::Engine;
use bench::client::Client;
use bench::cloud::{Running, Scratch, built, interstella};
use bench::numbers::spread;
use bench::{aws, null_server};
use clap::Parser;
use image_registry::{BlobStore, Compression, ConfigSettings, Digest, StoreSettings, pack, program_files};
use serde_json::{Value, json};

/// Measures RunTask to the first byte of its container, and many tasks at once.
#[derive(Parser)]
struct Said {
    /// The program to measure [default: beside this one]
    #[arg(long)]
    program: Option<PathBuf>,
    /// Tasks started one after the other
    #[arg(long, default_value_t = 20)]
    runs: u16,
    /// Tasks started at once
    #[arg(long, default_value_t = 10)]
    at_once: u16,
    /// Be the container's program instead
    #[arg(long, hide = true)]
    serve_null: Option<u16>,
}

/// The first host port used; each task has its own, so that none waits for another's end.
const FIRST_PORT: u16 = 18_000;
const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let said = Said::parse();
    let done = match said.serve_null {
        Some(port) => null_server::run(port, true, 1).map_err(|error| error.to_string()),
        None => run(&said),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("task-start: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(said: &Said) -> Result<(), String> {
    let directory = Scratch::new("tasks")?;
    let cloud = interstella(&built(said.program.clone(), "interstella")?, directory.path())?;
    let mut client = Client::connect(&cloud.address).map_err(|error| error.to_string())?;
    let image = push(&mut client, &cloud, &directory.path().join("pack"))?;
    let host = instance(&mut client)?;
    let ports: Vec<u16> = (FIRST_PORT..).take(usize::from(said.runs + said.at_once + 1)).collect();
    for port in &ports {
        define(&mut client, &image, *port)?;
    }
    let (alone, together) = ports.split_at(usize::from(said.runs) + 1);
    let first = started(&mut client, &host, &alone[..1])?;
    println!("first task (its layer is unpacked)     {first:.1} ms");
    let mut times = Vec::new();
    for port in &alone[1..] {
        times.push(started(&mut client, &host, &[*port])?);
    }
    println!("RunTask to first byte, one at a time   {}", spread(&times, "ms"));
    if !together.is_empty() {
        let all = started(&mut client, &host, together)?;
        println!("RunTask to first byte of all {:9} {all:.1} ms", together.len());
    }
    cloud.end();
    Ok(())
}

/// This very program as an image, pushed as docker would; its name.
fn push(client: &mut Client, cloud: &Running, directory: &Path) -> Result<String, String> {
    aws::json(
        client,
        "ecr",
        "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
        &json!({"repositoryName": "bench"}),
    )?;
    let store = BlobStore::open(directory, StoreSettings::default()).map_err(|error| error.to_string())?;
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let files = program_files(&own, "/bench").map_err(|error| error.to_string())?;
    let settings = ConfigSettings { entrypoint: vec!["/bench".to_owned()], ..ConfigSettings::default() };
    let architecture = if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" };
    let image =
        pack(&store, &files, settings, architecture, Compression::None).map_err(|error| error.to_string())?;
    for blob in [&image.config, &image.layer] {
        upload(client, &store, blob)?;
    }
    let kind = [("content-type", image.media_type)];
    let put = client.call("PUT", "/v2/bench/manifests/latest", &kind, &image.manifest);
    expect(201, put)?;
    Ok(format!("{}/bench:latest", cloud.address.replace("127.0.0.1", "localhost")))
}

fn upload(client: &mut Client, store: &BlobStore, blob: &Digest) -> Result<(), String> {
    let bytes = std::fs::read(store.path(blob)).map_err(|error| error.to_string())?;
    let begun = expect(202, client.call("POST", "/v2/bench/blobs/uploads/", &[], b""))?;
    let place = begun.location.ok_or("an upload without a Location")?;
    let path = place.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    let path = path.unwrap_or(&place);
    let joint = if path.contains('?') { '&' } else { '?' };
    let kind = [("content-type", "application/octet-stream")];
    let target = format!("{path}{joint}digest={blob}");
    expect(201, client.call("PUT", &target, &kind, &bytes)).map(drop)
}

fn expect(
    status: u16,
    answer: std::io::Result<bench::client::Answer>,
) -> Result<bench::client::Answer, String> {
    let answer = answer.map_err(|error| error.to_string())?;
    match answer.status == status {
        true => Ok(answer),
        false => {
            Err(format!("{} instead of {status}: {}", answer.status, String::from_utf8_lossy(&answer.body)))
        }
    }
}

/// A container instance that has joined the cluster; the address of its host ports.
fn instance(client: &mut Client) -> Result<String, String> {
    aws::ecs(client, "CreateCluster", &json!({"clusterName": "bench"}))?;
    let data = base64::engine::general_purpose::STANDARD
        .encode("#!/bin/bash\necho ECS_CLUSTER=bench >> /etc/ecs/ecs.config\n");
    let data = data.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let launch = format!(
        "Action=RunInstances&Version=2016-11-15&ImageId=ami-12345678&InstanceType=m5.2xlarge&MinCount=1&MaxCount=1&UserData={data}"
    );
    let told = aws::query(client, "ec2", &launch)?;
    let address = told.split("<privateIpAddress>").nth(1).and_then(|rest| rest.split('<').next());
    let address = address.ok_or("an instance without an address")?.to_owned();
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let listed = aws::ecs(client, "ListContainerInstances", &json!({"cluster": "bench"}))?;
        if listed["containerInstanceArns"].as_array().is_some_and(|arns| !arns.is_empty()) {
            return Ok(address);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err("the instance did not join its cluster".to_owned())
}

fn define(client: &mut Client, image: &str, port: u16) -> Result<(), String> {
    let container = json!({
        "name": "web", "image": image, "memory": 64, "command": ["--serve-null", "8080"],
        "portMappings": [{"containerPort": 8080, "hostPort": port}],
    });
    let definition = json!({"family": format!("bench-{port}"), "containerDefinitions": [container]});
    aws::ecs(client, "RegisterTaskDefinition", &definition).map(drop)
}

/// Milliseconds from the first RunTask to the moment the last of these tasks has answered.
fn started(client: &mut Client, host: &str, ports: &[u16]) -> Result<f64, String> {
    let began = Instant::now();
    for port in ports {
        let input = json!({"cluster": "bench", "taskDefinition": format!("bench-{port}")});
        let told = aws::ecs(client, "RunTask", &input)?;
        if told["failures"].as_array().is_some_and(|failures| !failures.is_empty()) {
            return Err(format!("not placed: {}", told["failures"]));
        }
    }
    for port in ports {
        answers(client, &format!("{host}:{port}"), began)?;
    }
    Ok(began.elapsed().as_secs_f64() * 1000.0)
}

fn answers(client: &mut Client, address: &str, began: Instant) -> Result<(), String> {
    loop {
        let answer = Client::connect(address).and_then(|mut web| web.call("GET", "/", &[], b""));
        if answer.is_ok_and(|answer| answer.status == 200) {
            return Ok(());
        }
        if began.elapsed() > PATIENCE {
            return Err(format!("{address} does not answer; {}", reasons(client)));
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Why tasks stopped, in the cloud's words.
fn reasons(client: &mut Client) -> String {
    let listed = aws::ecs(client, "ListTasks", &json!({"cluster": "bench", "desiredStatus": "STOPPED"}));
    let arns = listed.ok().and_then(|listed| listed["taskArns"].as_array().cloned()).unwrap_or_default();
    if arns.is_empty() {
        return "no task has stopped".to_owned();
    }
    let told = aws::ecs(client, "DescribeTasks", &json!({"cluster": "bench", "tasks": Value::from(arns)}));
    told.map_or_else(|error| error, |told| format!("stopped: {}", told["tasks"][0]["stoppedReason"]))
}
