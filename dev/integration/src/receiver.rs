//! An HTTP endpoint of SNS on this machine. In: requests. Out: each with headers and body, in order. Never here: confirming,
//! verifying.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

/// One request.
#[derive(Debug, Clone)]
pub struct Received {
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body as text.
    pub body: String,
}

impl Received {
    /// The first header of this name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The SNS message.
    pub fn message(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }
}

/// A listening endpoint; serves until the test process ends.
#[derive(Debug, Clone)]
pub struct Receiver {
    received: Arc<Mutex<Vec<Received>>>,
}

impl Receiver {
    /// Listens at a port of loopback and answers 200 to everything.
    pub fn listen(port: u16) -> Receiver {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("the endpoint's port");
        let receiver = Receiver { received: Arc::default() };
        let book = Arc::clone(&receiver.received);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let book = Arc::clone(&book);
                thread::spawn(move || serve(stream, &book));
            }
        });
        receiver
    }

    /// Everything so far.
    pub fn all(&self) -> Vec<Received> {
        self.received.lock().expect("no panic while writing").clone()
    }

    /// The requests of an SNS message type so far.
    pub fn of_type(&self, kind: &str) -> Vec<Received> {
        let mut all = self.all();
        all.retain(|one| one.header("x-amz-sns-message-type") == Some(kind));
        all
    }
}

fn serve(stream: std::net::TcpStream, book: &Mutex<Vec<Received>>) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    while let Some(received) = read(&mut reader)? {
        book.lock().expect("no panic while writing").push(received);
        reader.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
    }
    Ok(())
}

fn read(reader: &mut impl BufRead) -> io::Result<Option<Received>> {
    let (mut headers, mut line) = (Vec::new(), String::new());
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
    let mut body = String::new();
    reader.by_ref().take(length).read_to_string(&mut body)?;
    Ok(Some(Received { headers, body }))
}
