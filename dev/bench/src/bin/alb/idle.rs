//! What clients cost that are connected, have asked once and are silent. In: addresses. Out: memory. Never here: load.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;

use clap::Args;

use crate::rivals::Rivals;

/// How many.
#[derive(Args)]
pub(crate) struct Said {
    /// The load balancer to measure [default: examples/front beside this program]
    #[arg(long)]
    front: Option<PathBuf>,
    /// Clients
    #[arg(long, default_value_t = 10_000)]
    clients: usize,
}

/// Measures both.
pub(crate) fn run(said: &Said) -> Result<(), String> {
    let rivals = Rivals::start(said.front.as_ref())?;
    for (name, rival) in [("load balancer", &rivals.ours), ("nginx        ", &rivals.theirs)] {
        let before = rival.memory();
        let clients: Result<Vec<TcpStream>, _> =
            (0..said.clients).map(|_| asked_once(&rival.plain)).collect();
        let clients = clients.map_err(|error| format!("{}: {error}", rival.plain))?;
        let with = rival.memory();
        println!("{name}  {before:.1} MiB -> {with:.1} MiB with {} idle clients", clients.len());
    }
    Ok(())
}

fn asked_once(address: &str) -> std::io::Result<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    let mut answer = [0; 4096];
    let mut length = 0;
    while !answer[..length].ends_with(b"{}") {
        match stream.read(&mut answer[length..])? {
            0 => return Err(std::io::Error::other("closed in the middle of an answer")),
            more => length += more,
        }
    }
    Ok(stream)
}
