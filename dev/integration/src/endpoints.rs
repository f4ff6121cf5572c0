//! Many HTTP endpoints of SNS in one thread each crowd: good ones, which answer everything, and such as hang, which confirm themselves and then
//! answer nothing more. In: how many. Out: what happened, in order. Never here: subscribing.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

/// What an endpoint does with notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Answers 200.
    Good,
    /// Reads, and answers nothing.
    Hangs,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A notification arrived at the endpoint of this name.
    Arrived(String),
    /// One that hangs was left by the sender.
    Left(String),
}

/// Endpoints at one port, told apart by their paths.
#[derive(Clone, Debug)]
pub struct Endpoints {
    port: u16,
    seen: Arc<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    manners: Mutex<HashMap<String, Manner>>,
    tokens: Mutex<HashMap<String, String>>,
    events: Mutex<Vec<Event>>,
    connections: AtomicUsize,
}

impl Endpoints {
    /// Listens at a port of loopback that is free.
    pub fn listen() -> Endpoints {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("the port").port();
        let endpoints = Endpoints { port, seen: Arc::default() };
        let seen = Arc::clone(&endpoints.seen);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                seen.connections.fetch_add(1, Ordering::SeqCst);
                let seen = Arc::clone(&seen);
                let small = thread::Builder::new().stack_size(128 * 1024);
                small.spawn(move || drop(serve(stream, &seen))).expect("a thread");
            }
        });
        endpoints
    }

    /// The URL of an endpoint with this name and manner.
    pub fn url(&self, name: &str, manner: Manner) -> String {
        self.seen.manners.lock().expect("no panic meanwhile").insert(name.to_owned(), manner);
        format!("http://127.0.0.1:{}/{name}", self.port)
    }

    /// The token of a confirmation that has come to the endpoint of this name.
    pub fn token(&self, name: &str) -> Option<String> {
        self.seen.tokens.lock().expect("no panic meanwhile").get(name).cloned()
    }

    /// What happened so far.
    pub fn events(&self) -> Vec<Event> {
        self.seen.events.lock().expect("no panic meanwhile").clone()
    }

    /// Notifications that have arrived at the endpoint of this name.
    pub fn arrived(&self, name: &str) -> usize {
        self.events().iter().filter(|event| matches!(event, Event::Arrived(at) if at == name)).count()
    }

    /// Connections ever made to it.
    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }
}

fn serve(stream: TcpStream, seen: &Seen) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    while let Some((name, kind, body)) = read(&mut reader)? {
        if kind == "SubscriptionConfirmation" {
            let message: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
            let token = message["Token"].as_str().unwrap_or_default().to_owned();
            seen.tokens.lock().expect("no panic meanwhile").insert(name, token);
        } else {
            let manner = seen.manners.lock().expect("no panic meanwhile").get(&name).copied();
            seen.events.lock().expect("no panic meanwhile").push(Event::Arrived(name.clone()));
            if manner == Some(Manner::Hangs) {
                // Until the sender gives up.
                drop(reader.read(&mut [0]));
                seen.events.lock().expect("no panic meanwhile").push(Event::Left(name));
                return Ok(());
            }
        }
        reader.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
    }
    Ok(())
}

/// Name, message type and body of the next request.
fn read(reader: &mut impl BufRead) -> io::Result<Option<(String, String, String)>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let name = line.split(' ').nth(1).unwrap_or("/").trim_start_matches('/').to_owned();
    let (mut kind, mut length) = (String::new(), 0);
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((header, value)) = line.trim().split_once(':') else { break };
        match header.to_ascii_lowercase().as_str() {
            "x-amz-sns-message-type" => kind = value.trim().to_owned(),
            "content-length" => length = value.trim().parse().unwrap_or(0),
            _ => {}
        }
    }
    let mut body = String::new();
    reader.by_ref().take(length).read_to_string(&mut body)?;
    Ok(Some((name, kind, body)))
}
