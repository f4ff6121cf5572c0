//! How much longer a request takes through each rival than straight to the target: one connection, one request at a time. In: addresses. Out:
//! medians. Never here: load.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use bench::numbers::{median, spread};

use crate::Rounds;
use crate::rivals::Rivals;

/// Requests of one sample.
const REQUESTS: usize = 5000;

/// Compares.
pub(crate) fn run(rounds: &Rounds) -> Result<(), String> {
    let rivals = Rivals::start(rounds.front.as_ref())?;
    let p50 = |address: &str| p50(address).map_err(|error| format!("{address}: {error}"));
    let (mut direct, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds.rounds {
        direct.push(p50(&rivals.target)?);
        ours.push(p50(&rivals.ours.plain)?);
        theirs.push(p50(&rivals.theirs.plain)?);
    }
    println!("p50 of a request of 2 bytes, one connection, {REQUESTS} requests a sample");
    println!("direct         {}", spread(&direct, "us"));
    println!("load balancer  {}", spread(&ours, "us"));
    println!("nginx          {}", spread(&theirs, "us"));
    let added = |with: &[f64]| {
        median(&with.iter().zip(&direct).map(|(with, direct)| with - direct).collect::<Vec<_>>())
    };
    println!(
        "added          {:.1} us by us, {:.1} us by nginx (paired, medians)",
        added(&ours),
        added(&theirs)
    );
    Ok(())
}

/// The median in microseconds.
fn p50(address: &str) -> std::io::Result<f64> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut answer = [0; 4096];
    let mut times = Vec::with_capacity(REQUESTS);
    for _ in 0..REQUESTS {
        let began = Instant::now();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
        let mut length = 0;
        while !answer[..length].ends_with(b"{}") {
            match stream.read(&mut answer[length..])? {
                0 => return Err(std::io::Error::other("closed in the middle of an answer")),
                more => length += more,
            }
        }
        times.push(began.elapsed().as_secs_f64() * 1e6);
    }
    Ok(median(&times))
}
