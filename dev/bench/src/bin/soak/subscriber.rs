//! Who receives: one endpoint that answers, one that takes a message and says nothing, one that answers what is no HTTP. In: connections.
//! Out: the numbers of the messages that arrived. Never here: signatures.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bench::client::Client;

use crate::Outcome;
use crate::load::open;

/// How long the one that says nothing holds a connection.
const SILENCE: Duration = Duration::from_secs(30);
/// How long the confirmation may take.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Received {
    confirmed: AtomicBool,
    numbers: Mutex<BTreeSet<u64>>,
}

/// The three of them.
pub(crate) struct Subscriber {
    port: u16,
    received: Arc<Received>,
}

impl Subscriber {
    pub(crate) fn start() -> Outcome<Subscriber> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        let received = Arc::<Received>::default();
        let own = Arc::clone(&received);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let received = Arc::clone(&own);
                // Hung up on is hung up on.
                std::thread::spawn(move || drop(serve(stream, &received)));
            }
        });
        Ok(Subscriber { port, received })
    }

    /// The good one, the silent one, the one that speaks something else.
    pub(crate) fn endpoints(&self) -> [String; 3] {
        ["good", "silent", "babble"].map(|path| format!("http://127.0.0.1:{}/{path}", self.port))
    }

    pub(crate) fn wait_until_confirmed(&self) -> Outcome<()> {
        let begun = Instant::now();
        while !self.received.confirmed.load(Ordering::Relaxed) {
            if begun.elapsed() > PATIENCE {
                return Err("no subscription was offered for confirmation".to_owned());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Which of these did not arrive.
    pub(crate) fn missing(&self, sent: &BTreeSet<u64>) -> Vec<u64> {
        sent.difference(&open(&self.received.numbers)).copied().collect()
    }
}

fn serve(stream: TcpStream, received: &Received) -> std::io::Result<()> {
    stream.set_read_timeout(Some(SILENCE))?;
    let mut reader = BufReader::new(stream);
    loop {
        let Some((path, body)) = request(&mut reader)? else { return Ok(()) };
        let confirms = body.contains("\"SubscriptionConfirmation\"");
        if confirms {
            confirm(&body, received, &path);
        }
        match path.as_str() {
            "/silent" if !confirms => {
                std::thread::sleep(SILENCE);
                return Ok(());
            }
            "/babble" if !confirms => return reader.get_mut().write_all(b"\0\xffHELO you\r\n\r\n"),
            _ => {}
        }
        if let Some(number) =
            body.split("soak-").nth(1).and_then(|rest| rest.split("-end").next()?.parse().ok())
        {
            open(&received.numbers).insert(number);
        }
        reader.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
    }
}

/// Path and body of the next request.
fn request(reader: &mut BufReader<TcpStream>) -> std::io::Result<Option<(String, String)>> {
    let (mut line, mut length) = (String::new(), 0);
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some((path, String::from_utf8_lossy(&body).into_owned())))
}

/// Visits the URL of a confirmation, from another thread: SNS waits for the answer to this one.
fn confirm(body: &str, received: &Received, path: &str) {
    let message: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let url = message["SubscribeURL"].as_str().unwrap_or_default().to_owned();
    let is_good = path == "/good";
    let visited = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).map(|(host, target)| {
        let target = format!("/{target}");
        let visit = Client::connect(&host.replace("localhost", "127.0.0.1"));
        visit
            .and_then(|mut client| client.call("GET", &target, &[], b""))
            .is_ok_and(|answer| answer.status == 200)
    });
    if is_good && visited == Some(true) {
        received.confirmed.store(true, Ordering::Relaxed);
    }
}
