//! The load balancer's data plane beside nginx, one worker each. In: the example `front` of load-balancer, nginx and wrk. Out: CPU per
//! request of each and their ratio. Never here: a limit, or anything of the cloud above the data plane.

use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use bench::cloud::{Running, Scratch, built};
use bench::null_server;
use bench::numbers::{median, spread};
use bench::process::{cpu, cpu_of_tree};
use clap::Parser;

/// Measures CPU per proxied request of the load balancer and of nginx, alternating.
///
/// Needs nginx and wrk on the PATH, and `cargo build --release -p load-balancer --example front`.
#[derive(Parser)]
struct Said {
    /// The load balancer to measure [default: examples/front beside this program]
    #[arg(long)]
    front: Option<PathBuf>,
    /// Rounds; each measures both once
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds a measurement
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Connections kept alive
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// Be the target instead
    #[arg(long, hide = true)]
    serve_null: bool,
}

fn main() -> ExitCode {
    let said = Said::parse();
    let done = match said.serve_null {
        true => null_server::run(0, false, 1).map_err(|error| error.to_string()),
        false => run(&said),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("alb: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(said: &Said) -> Result<(), String> {
    for tool in ["nginx", "wrk"] {
        let there = Command::new(tool).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
        there.map_err(|_| {
            format!("{tool} is not installed: nothing to compare with (apt-get install {tool})")
        })?;
    }
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let target = Running::start(Command::new(own).arg("--serve-null"), "listening")?;
    let front = built(said.front.clone(), "examples/front")?;
    let front =
        Running::start(Command::new(front).args(["1", &free_address()?, &target.address]), "listening")?;
    let scratch = Scratch::new("nginx")?;
    let nginx = Nginx::start(&scratch, &target.address)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..said.rounds {
        ours.push(cost(&front.address, || cpu(front.pid()), said)?);
        theirs.push(cost(&nginx.address, || cpu_of_tree(nginx.child.id()), said)?);
    }
    println!("CPU per proxied request, one worker each, {} connections kept alive", said.connections);
    println!("load balancer  {}", spread(&ours, "us"));
    println!("nginx          {}", spread(&theirs, "us"));
    let paired: Vec<f64> = theirs.iter().zip(&ours).map(|(theirs, ours)| theirs / ours).collect();
    println!("nginx / ours   {:.2}  (paired, median; above 1 is in our favour)", median(&paired));
    Ok(())
}

/// A loopback address nobody listens on.
fn free_address() -> Result<String, String> {
    let spot = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    Ok(spot.map_err(|error| error.to_string())?.to_string())
}

/// CPU microseconds a request while wrk asks.
fn cost(address: &str, cpu: impl Fn() -> std::time::Duration, said: &Said) -> Result<f64, String> {
    let before = cpu();
    let (connections, duration) = (said.connections.to_string(), format!("{}s", said.seconds));
    let url = format!("http://{address}/");
    let output = Command::new("wrk")
        .args(["-t", "1", "-c", &connections, "-d", &duration, &url])
        .output()
        .map_err(|error| format!("wrk: {error}"))?;
    let used = cpu().saturating_sub(before).as_secs_f64() * 1e6;
    let text = String::from_utf8_lossy(&output.stdout);
    if text.contains("Non-2xx") {
        return Err(format!("{address} answered with errors:\n{text}"));
    }
    // "  123456 requests in 5.00s, 12.34MB read"
    let requests = text.lines().find(|line| line.contains(" requests in "));
    let requests = requests.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    requests
        .filter(|count| *count > 0.0)
        .map(|count| used / count)
        .ok_or_else(|| format!("wrk said:\n{text}"))
}

/// An nginx of our own: foreground, one worker, its files in a scratch directory.
struct Nginx {
    child: std::process::Child,
    address: String,
}

impl Nginx {
    fn start(scratch: &Scratch, target: &str) -> Result<Nginx, String> {
        let address = free_address()?;
        let path = scratch.path().display();
        let text = format!(
            "daemon off; worker_processes 1; pid {path}/nginx.pid; error_log {path}/error.log;\n\
             events {{ worker_connections 1024; }}\n\
             http {{ access_log off; client_body_temp_path {path}/a; proxy_temp_path {path}/b; fastcgi_temp_path {path}/c;\n\
               uwsgi_temp_path {path}/d; scgi_temp_path {path}/e; keepalive_requests 100000000;\n\
               upstream target {{ server {target}; keepalive 128; keepalive_requests 100000000; }}\n\
               server {{ listen {address}; location / {{ proxy_pass http://target; proxy_http_version 1.1;\n\
                 proxy_set_header Connection \"\"; proxy_set_header Host $host;\n\
                 proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Port 80;\n\
                 proxy_set_header X-Forwarded-Proto http; proxy_set_header X-Amzn-Trace-Id Root=1-$request_id; }} }} }}\n"
        );
        let file = scratch.path().join("nginx.conf");
        std::fs::write(&file, text).map_err(|error| error.to_string())?;
        let child = Command::new("nginx").arg("-c").arg(&file).stderr(Stdio::null()).spawn();
        let nginx = Nginx { child: child.map_err(|error| format!("nginx: {error}"))?, address };
        for _ in 0..200 {
            if std::net::TcpStream::connect(&nginx.address).is_ok() {
                return Ok(nginx);
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        Err("nginx does not listen; run it by hand with the same configuration to see why".to_owned())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // SIGTERM to the master ends its worker too; it is our own child.
        drop(Command::new("kill").arg(self.child.id().to_string()).status());
        drop(self.child.wait());
    }
}
