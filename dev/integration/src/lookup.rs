//! Name queries as a program inside a task makes them. In: a name. Out: its SRV records, `PORT TARGET` a line. Never here: anything of AWS.
//!
//! Part of the probe program; the standard library knows addresses only.

use std::io;
use std::net::UdpSocket;
use std::time::Duration;

const HEADER: usize = 12;
const SRV: u16 = 33;

/// Asks the first name server of `/etc/resolv.conf`; an error names the code of an answer that is none.
pub(crate) fn srv(name: &str) -> io::Result<String> {
    let resolv = std::fs::read_to_string("/etc/resolv.conf")?;
    let server = resolv.lines().find_map(|line| line.strip_prefix("nameserver "));
    let server = server.ok_or_else(|| io::Error::other("no name server"))?;
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    socket.set_read_timeout(Some(Duration::from_secs(5)))?;
    socket.send_to(&query(name), (server.trim(), 53))?;
    let mut answer = [0; 1500];
    let length = socket.recv(&mut answer)?;
    read(&answer[..length]).ok_or_else(|| io::Error::other("not an answer"))?
}

fn query(name: &str) -> Vec<u8> {
    let mut bytes = vec![0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in name.split('.') {
        bytes.push(label.len() as u8);
        bytes.extend_from_slice(label.as_bytes());
    }
    bytes.push(0);
    bytes.extend_from_slice(&SRV.to_be_bytes());
    bytes.extend_from_slice(&[0, 1]);
    bytes
}

fn read(answer: &[u8]) -> Option<io::Result<String>> {
    let number = |at: usize| Some(u16::from_be_bytes([*answer.get(at)?, *answer.get(at + 1)?]));
    let code = answer.get(3)? & 15;
    if code != 0 {
        return Some(Err(io::Error::other(format!("code {code}"))));
    }
    let (_, end) = read_name(answer, HEADER)?;
    let mut at = end + 4;
    let mut lines = String::new();
    for _ in 0..number(6)? {
        // A pointer to the name, type, class, TTL, length; then priority, weight, port and target.
        let data = at + 12;
        let (target, _) = read_name(answer, data + 6)?;
        lines.push_str(&format!("{} {target}\n", number(data + 4)?));
        at = data + usize::from(number(at + 10)?);
    }
    Some(Ok(lines))
}

fn read_name(bytes: &[u8], mut at: usize) -> Option<(String, usize)> {
    let mut labels = Vec::new();
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1;
        if length == 0 {
            return Some((labels.join("."), at));
        }
        labels.push(String::from_utf8_lossy(bytes.get(at..at + length)?).into_owned());
        at += length;
    }
}
