//! Neighbours that mean no good: bodies that never end, bytes that are no HTTP, questions that look at everything. In: an endpoint. Out:
//! nothing; whether the others are served all the same is seen in what they were answered. Never here: anything that needs an answer.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bench::aws;
use bench::client::Client;
use serde_json::{Value, json};

use crate::Shared;

/// Connections with bodies that dribble, at a time.
const DRIBBLING: usize = 50;
/// How long each of them is kept.
const KEPT: Duration = Duration::from_secs(20);

pub(crate) fn start(shared: &Arc<Shared>) -> Vec<JoinHandle<()>> {
    [dribble, babble, ask].map(|harm| again_and_again(shared, harm)).into()
}

fn again_and_again(shared: &Arc<Shared>, harm: fn(&Shared)) -> JoinHandle<()> {
    let shared = Arc::clone(shared);
    std::thread::spawn(move || {
        while !shared.is_over() {
            harm(&shared);
            std::thread::sleep(Duration::from_millis(100));
        }
    })
}

/// Many bodies, a byte of each a second.
fn dribble(shared: &Shared) {
    let head = format!(
        "POST / HTTP/1.1\r\nhost: {}\r\nx-amz-target: AmazonSSM.PutParameter\r\ncontent-length: 1000000\r\n\r\n",
        shared.endpoint
    );
    let open = |_| {
        let mut stream = TcpStream::connect(&shared.endpoint).ok()?;
        stream.write_all(head.as_bytes()).ok().map(|()| stream)
    };
    let mut streams: Vec<TcpStream> = (0..DRIBBLING).filter_map(open).collect();
    let begun = Instant::now();
    while begun.elapsed() < KEPT && !shared.is_over() && !streams.is_empty() {
        streams.retain_mut(|stream| stream.write_all(b" ").is_ok());
        std::thread::sleep(Duration::from_secs(1));
    }
}

/// What nobody understands, and what begins well.
fn babble(shared: &Shared) {
    let mut noise: u64 = Instant::now().elapsed().subsec_nanos().into();
    let beginnings: [&[u8]; 4] =
        [b"", b"GET / HTTP/1.1\r\nhost: localhost\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01"];
    for beginning in beginnings {
        let Ok(mut stream) = TcpStream::connect(&shared.endpoint) else { return };
        let mut bytes = beginning.to_vec();
        for _ in 0..2000 {
            noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            bytes.push((noise >> 40) as u8);
        }
        // Whether it hangs up at once or answers 400 is its own affair.
        drop(stream.write_all(&bytes));
        drop(stream.set_read_timeout(Some(Duration::from_millis(500))));
        drop(stream.read(&mut [0; 512]));
    }
}

/// A question over all events, with an expression that matches nowhere and tries everywhere.
fn ask(shared: &Shared) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let text = r"parse @message /(?<a>x+)(?<b>x+)y/ | stats count(*), pct(strlen(@message), 99) by a, b | sort a desc";
    let input = json!({
        "logGroupName": "soak", "startTime": now - 86_400, "endTime": now + 60, "queryString": text, "limit": 10_000,
    });
    let Ok(mut client) = Client::connect(&shared.endpoint) else { return };
    let asked: Result<Value, String> = aws::json(&mut client, "logs", "Logs_20140328.StartQuery", &input);
    let id = asked.ok().and_then(|answer| answer["queryId"].as_str().map(str::to_owned));
    std::thread::sleep(Duration::from_secs(1));
    if let Some(id) = id {
        drop(aws::json(&mut client, "logs", "Logs_20140328.GetQueryResults", &json!({"queryId": id})));
    }
}
