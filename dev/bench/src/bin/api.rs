//! What an API call costs the server. In: the built program. Out: CPU microseconds per call beside those of a server that does nothing.
//! Never here: a limit.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use bench::client::Client;
use bench::cloud::{Running, Scratch, built, interstella};
use bench::numbers::{median, spread};
use bench::process::cpu;
use bench::{aws, null_server};
use clap::Parser;
use serde_json::{Value, json};

/// Measures CPU per API call under keep-alive load, beside a hyper server that answers two bytes.
#[derive(Parser)]
struct Said {
    /// The program to measure [default: beside this one]
    #[arg(long)]
    program: Option<PathBuf>,
    /// Rounds; each measures every operation and the null server once
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds a measurement
    #[arg(long, default_value_t = 2)]
    seconds: u64,
    /// Connections that call at once
    #[arg(long, default_value_t = 4)]
    connections: usize,
    /// Be the null server instead
    #[arg(long, hide = true)]
    serve_null: bool,
}

const ECS: &str = "AmazonEC2ContainerServiceV20141113";

struct Kind {
    name: &'static str,
    service: &'static str,
    target: String,
    input: Value,
}

fn kinds() -> Vec<Kind> {
    let ecs =
        |name: &'static str, input| Kind { name, service: "ecs", target: format!("{ECS}.{name}"), input };
    let ssm =
        |name: &'static str, input| Kind { name, service: "ssm", target: format!("AmazonSSM.{name}"), input };
    vec![
        ecs("ListTasks", json!({"cluster": "bench"})),
        ecs(
            "DescribeServices",
            json!({"cluster": "bench", "services": ["idle-0", "idle-1", "idle-2", "idle-3"]}),
        ),
        ecs("DescribeTaskDefinition", json!({"taskDefinition": "idle"})),
        ssm("GetParameter", json!({"Name": "/bench/value"})),
        ssm(
            "PutParameter",
            json!({"Name": "/bench/value", "Value": "v", "Type": "String", "Overwrite": true}),
        ),
    ]
}

fn main() -> ExitCode {
    let said = Said::parse();
    let done = match said.serve_null {
        true => null_server::run(0, false, 2).map_err(|error| error.to_string()),
        false => run(&said),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("api: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(said: &Said) -> Result<(), String> {
    let directory = Scratch::new("api")?;
    let cloud = interstella(&built(said.program.clone(), "interstella")?, directory.path())?;
    furnish(&cloud.address)?;
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let null = Running::start(Command::new(own).arg("--serve-null"), "listening")?;
    let (kinds, mut costs, mut nothing) = (kinds(), vec![Vec::new(); kinds().len()], Vec::new());
    for _ in 0..said.rounds {
        for (kind, costs) in kinds.iter().zip(&mut costs) {
            costs.push(cost(&cloud, kind, said)?);
        }
        nothing.push(cost(&null, &kinds[0], said)?);
    }
    println!("CPU per request, server only, {} connections kept alive", said.connections);
    println!("{:24} {}", "null server", spread(&nothing, "us"));
    for (kind, costs) in kinds.iter().zip(&costs) {
        let ratio = median(costs) / median(&nothing);
        println!("{:24} {}  {ratio:.2} x null", kind.name, spread(costs, "us"));
    }
    Ok(())
}

/// A cluster with four services that want nothing, and a parameter.
fn furnish(address: &str) -> Result<(), String> {
    let mut client = Client::connect(address).map_err(|error| error.to_string())?;
    aws::ecs(&mut client, "CreateCluster", &json!({"clusterName": "bench"}))?;
    let container = json!({"name": "web", "image": "localhost/none", "memory": 64});
    let definition = json!({"family": "idle", "containerDefinitions": [container]});
    aws::ecs(&mut client, "RegisterTaskDefinition", &definition)?;
    for number in 0..4 {
        let name = format!("idle-{number}");
        let service =
            json!({"cluster": "bench", "serviceName": name, "taskDefinition": "idle", "desiredCount": 0});
        aws::ecs(&mut client, "CreateService", &service)?;
    }
    let parameter = json!({"Name": "/bench/value", "Value": "v", "Type": "String"});
    aws::json(&mut client, "ssm", "AmazonSSM.PutParameter", &parameter).map(drop)
}

/// CPU microseconds a call of one operation.
fn cost(server: &Running, kind: &Kind, said: &Said) -> Result<f64, String> {
    let (before, deadline) = (cpu(server.pid()), Instant::now() + Duration::from_secs(said.seconds));
    let calls = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..said.connections)
            .map(|_| scope.spawn(|| call_until(&server.address, kind, deadline)))
            .collect();
        let counts =
            callers.into_iter().map(|caller| caller.join().map_err(|_| "a caller panicked".to_owned())?);
        counts.sum::<Result<u64, String>>()
    })?;
    let used = cpu(server.pid()).saturating_sub(before);
    Ok(used.as_secs_f64() * 1e6 / calls.max(1) as f64)
}

fn call_until(address: &str, kind: &Kind, deadline: Instant) -> Result<u64, String> {
    let mut client = Client::connect(address).map_err(|error| error.to_string())?;
    let mut calls = 0;
    while Instant::now() < deadline {
        aws::json(&mut client, kind.service, &kind.target, &kind.input)?;
        calls += 1;
    }
    Ok(calls)
}
