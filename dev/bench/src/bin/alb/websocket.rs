//! Messages there and back over WebSocket. In: addresses. Out: how many came back. Never here: what a WebSocket library checks; the rivals carry
//! bytes after the upgrade, and frames are bytes.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::Rounds;
use crate::rivals::Rivals;

/// A masked binary frame with 125 bytes: 2 of head, 4 of mask.
const FRAME: usize = 131;

/// Compares.
pub(crate) fn run(rounds: &Rounds) -> Result<(), String> {
    let rivals = Rivals::start(rounds.front.as_ref())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    rivals.compare("a message of 125 bytes there and back over WebSocket", rounds, |rival| {
        runtime.block_on(load(&rival.plain, rounds)).map_err(|error| error.to_string())
    })
}

async fn load(address: &str, rounds: &Rounds) -> std::io::Result<f64> {
    let until = Instant::now() + Duration::from_secs(rounds.seconds);
    let mut clients = JoinSet::new();
    for _ in 0..rounds.connections {
        let stream = upgrade(address).await?;
        clients.spawn(echo(stream, until));
    }
    let mut echoed = 0.0;
    while let Some(done) = clients.join_next().await {
        echoed += done.map_err(std::io::Error::other)??;
    }
    Ok(echoed)
}

async fn upgrade(address: &str) -> std::io::Result<TcpStream> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let request = "GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                   Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    stream.write_all(request.as_bytes()).await?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    match head.starts_with(b"HTTP/1.1 101") {
        true => Ok(stream),
        false => Err(std::io::Error::other(String::from_utf8_lossy(&head).into_owned())),
    }
}

async fn echo(mut stream: TcpStream, until: Instant) -> std::io::Result<f64> {
    let mut frame = [0x5a; FRAME];
    frame[..2].copy_from_slice(&[0x82, 0x80 | 125]);
    let mut back = [0; FRAME];
    let mut echoed = 0.0;
    while Instant::now() < until {
        stream.write_all(&frame).await?;
        stream.read_exact(&mut back).await?;
        echoed += 1.0;
    }
    if back == frame { Ok(echoed) } else { Err(std::io::Error::other("another message came back")) }
}
