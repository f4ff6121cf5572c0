//! Steady load on one address from clients that know nothing of what goes on behind it. In: an address, a Host header, how many clients.
//! Out: how many answers of whom, and every failure. Never here: retries (a failure is a finding), rates.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use crate::http;

/// What every client asks for; anything else a program hears of comes from probes.
pub const PATH: &str = "/work";

/// What came back so far.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Answers with status 200 by their body.
    pub answers: BTreeMap<String, usize>,
    /// Everything else: when, and in words.
    pub failures: Vec<(SystemTime, String)>,
}

impl Tally {
    /// What went wrong, in a few lines; empty when nothing did.
    pub fn trouble(&self) -> String {
        let said = |(at, words): &(SystemTime, String)| {
            let at = at.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_millis());
            format!("at {at}: {}", words.replace("\r\n", " "))
        };
        let some = [self.failures.first(), self.failures.last()].into_iter().flatten().map(said);
        let some: Vec<_> = some.collect();
        if some.is_empty() { String::new() } else { format!("{} failed: {some:#?}", self.failures.len()) }
    }
}

/// Clients at work; they go on until told to finish.
#[derive(Debug)]
pub struct Load {
    over: Arc<AtomicBool>,
    tally: Arc<Mutex<Tally>>,
    clients: Vec<JoinHandle<()>>,
}

impl Load {
    /// Sets clients to work: every other one keeps its connection, the rest open one a request.
    pub fn begin(address: &str, host: &str, clients: usize) -> Load {
        let (over, tally) = (Arc::new(AtomicBool::new(false)), Arc::default());
        let client = |number: usize| {
            let (over, tally) = (Arc::clone(&over), Arc::clone(&tally));
            let (address, host) = (address.to_owned(), host.to_owned());
            thread::spawn(move || match number % 2 {
                0 => closing(&address, &host, &over, &tally),
                _ => keeping(&address, &host, &over, &tally),
            })
        };
        let clients = (0..clients).map(client).collect();
        Load { over, tally, clients }
    }

    /// What came back so far.
    pub fn so_far(&self) -> Tally {
        self.tally.lock().expect("no panic while counting").clone()
    }

    /// Lets every client end the request it is at; what came back in all.
    pub fn finish(mut self) -> Tally {
        self.over.store(true, Ordering::Relaxed);
        for client in self.clients.drain(..) {
            client.join().expect("a client ends");
        }
        self.so_far()
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

fn note(tally: &Mutex<Tally>, outcome: Result<(u16, String), String>) {
    let mut tally = tally.lock().expect("no panic while counting");
    let mut failed = |words| tally.failures.push((SystemTime::now(), words));
    match outcome {
        Ok((200, body)) => *tally.answers.entry(body.trim().to_owned()).or_default() += 1,
        Ok((status, body)) => failed(format!("{status}: {body}")),
        Err(words) => failed(words),
    }
}

/// One connection a request.
fn closing(address: &str, host: &str, over: &AtomicBool, tally: &Mutex<Tally>) {
    while !over.load(Ordering::Relaxed) {
        let reply = http::get(address, host, PATH);
        note(tally, reply.map(|reply| (reply.status, reply.text())).map_err(|error| error.to_string()));
        // A refusal must not become a flood.
        thread::sleep(Duration::from_millis(5));
    }
}

/// One connection for all, opened again only when the server said that it closes it.
fn keeping(address: &str, host: &str, over: &AtomicBool, tally: &Mutex<Tally>) {
    let mut open = None;
    while !over.load(Ordering::Relaxed) {
        let stream = match open.take() {
            Some(stream) => Ok(stream),
            None => http::connect(address).map(BufReader::new),
        };
        let asked = stream.and_then(|stream| ask(stream, host));
        note(
            tally,
            asked.map_err(|error| error.to_string()).map(|(status, body, rest)| {
                open = rest;
                (status, body)
            }),
        );
        thread::sleep(Duration::from_millis(5));
    }
}

type Asked = (u16, String, Option<BufReader<TcpStream>>);

fn ask(mut stream: BufReader<TcpStream>, host: &str) -> std::io::Result<Asked> {
    write!(stream.get_mut(), "GET {PATH} HTTP/1.1\r\nhost: {host}\r\n\r\n")?;
    let (mut line, mut status, mut length, mut closes) = (String::new(), 0, 0, false);
    stream.read_line(&mut line)?;
    if let Some(code) = line.split(' ').nth(1).and_then(|code| code.parse().ok()) {
        status = code;
    }
    while !line.trim().is_empty() {
        line.clear();
        stream.read_line(&mut line)?;
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        closes |= lower.starts_with("connection:") && lower.contains("close");
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok((status, String::from_utf8_lossy(&body).into_owned(), (!closes).then_some(stream)))
}
