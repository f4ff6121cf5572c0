//! How soon a good endpoint of SNS has a message: alone, and beside endpoints that hang. In: the built program. Out: medians, taken in turn.
//! Never here: a limit.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use bench::aws;
use bench::client::Client;
use bench::cloud::{Scratch, built, interstella};
use bench::numbers::spread;
use clap::Parser;

/// Measures Publish to arrival at a good endpoint, alone and beside such as hang.
#[derive(Parser)]
struct Said {
    /// The program to measure [default: beside this one]
    #[arg(long)]
    program: Option<PathBuf>,
    /// Messages of each kind
    #[arg(long, default_value_t = 100)]
    runs: usize,
    /// Endpoints that hang
    #[arg(long, default_value_t = 50)]
    hanging: usize,
    /// Messages each of these is owed before anything is measured
    #[arg(long, default_value_t = 20)]
    owed: usize,
}

/// Longest wait for one message.
const PATIENCE: Duration = Duration::from_secs(120);

fn main() -> ExitCode {
    match run(&Said::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sns: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(said: &Said) -> Result<(), String> {
    let program = built(said.program.clone(), "interstella")?;
    let (mut alone, mut beside) = (Scene::set(&program, "alone")?, Scene::set(&program, "beside")?);
    for one in 0..said.hanging {
        beside.subscribe("bad", &format!("hangs-{one}"))?;
    }
    for _ in 0..said.owed {
        beside.publish("bad")?;
    }
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for _ in 0..said.runs {
        without.push(alone.time()?);
        with.push(beside.time()?);
    }
    println!("{:32} {}", "alone", spread(&without, "ms"));
    println!("{:32} {}", format!("beside {} that hang", said.hanging), spread(&with, "ms"));
    Ok(())
}

/// A cloud with a topic `good`, whose only endpoint answers, and a topic `bad`.
struct Scene {
    door: Client,
    server: Server,
    _cloud: bench::cloud::Running,
    _directory: Scratch,
}

impl Scene {
    fn set(program: &std::path::Path, name: &str) -> Result<Scene, String> {
        let directory = Scratch::new(&format!("sns-{name}"))?;
        let cloud = interstella(program, &directory.path().join("data"))?;
        let door = Client::connect(&cloud.address).map_err(|error| error.to_string())?;
        let server = Server::listen().map_err(|error| error.to_string())?;
        let mut scene = Scene { door, server, _cloud: cloud, _directory: directory };
        for topic in ["good", "bad"] {
            scene.call(&format!("Action=CreateTopic&Name={topic}"))?;
        }
        scene.subscribe("good", "good")?;
        // The first delivery finds what later ones have ready.
        scene.time()?;
        Ok(scene)
    }

    fn call(&mut self, form: &str) -> Result<String, String> {
        aws::query(&mut self.door, "sns", &format!("{form}&Version=2010-03-31"))
    }

    fn subscribe(&mut self, topic: &str, name: &str) -> Result<(), String> {
        let (arn, port) = (arn(topic), self.server.port);
        self.call(&format!(
            "Action=Subscribe&TopicArn={arn}&Protocol=http&Endpoint=http%3A%2F%2F127.0.0.1%3A{port}%2F{name}"
        ))?;
        let token = self.server.token(name)?;
        self.call(&format!("Action=ConfirmSubscription&TopicArn={arn}&Token={token}")).map(drop)
    }

    fn publish(&mut self, topic: &str) -> Result<(), String> {
        self.call(&format!("Action=Publish&TopicArn={}&Message=m", arn(topic))).map(drop)
    }

    /// Milliseconds from Publish to arrival.
    fn time(&mut self) -> Result<f64, String> {
        let begun = Instant::now();
        self.publish("good")?;
        let arrived =
            self.server.arrived.recv_timeout(PATIENCE).map_err(|error| format!("a message: {error}"))?;
        Ok(arrived.duration_since(begun).as_secs_f64() * 1e3)
    }
}

fn arn(topic: &str) -> String {
    format!("arn:aws:sns:us-west-2:{}:{topic}", aws::ACCOUNT)
}

type Tokens = Arc<Mutex<HashMap<String, String>>>;

/// Endpoints at one port: `good` answers, others answer nothing but their confirmation.
struct Server {
    port: u16,
    tokens: Tokens,
    arrived: Receiver<Instant>,
}

impl Server {
    fn listen() -> io::Result<Server> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let (port, tokens, (arrivals, arrived)) =
            (listener.local_addr()?.port(), Tokens::default(), channel());
        let book = Arc::clone(&tokens);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (book, arrivals) = (Arc::clone(&book), arrivals.clone());
                thread::spawn(move || drop(serve(stream, &book, &arrivals)));
            }
        });
        Ok(Server { port, tokens, arrived })
    }

    fn token(&self, name: &str) -> Result<String, String> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(token) = self.tokens.lock().ok().and_then(|tokens| tokens.get(name).cloned()) {
                return Ok(token);
            }
            thread::sleep(Duration::from_millis(1));
        }
        Err(format!("{name} was never asked to confirm"))
    }
}

fn serve(stream: TcpStream, tokens: &Tokens, arrivals: &Sender<Instant>) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let now = Instant::now();
        let name = line.split(' ').nth(1).unwrap_or("/").trim_start_matches('/').to_owned();
        let mut length = 0;
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let Some((header, value)) = line.trim().split_once(':') else { break };
            if header.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let mut body = String::new();
        reader.by_ref().take(length).read_to_string(&mut body)?;
        let message: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
        match message["Token"].as_str() {
            Some(token) => {
                if let Ok(mut tokens) = tokens.lock() {
                    tokens.insert(name, token.to_owned());
                }
            }
            None if name == "good" => drop(arrivals.send(now)),
            // Until the sender gives up.
            None => return reader.read(&mut [0]).map(drop),
        }
        reader.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
    }
}
