//! Requests over HTTP/1.1 by wrk. In: a path. Out: how many were answered. Never here: other protocols.

use std::process::Command;

use crate::Rounds;
use crate::rivals::{Rival, Rivals};

/// What wrk asks for.
pub(crate) struct Asked {
    what: &'static str,
    path: &'static str,
    secure: bool,
}

/// Two bytes.
pub(crate) const SMALL: Asked =
    Asked { what: "a request of 2 bytes over HTTP/1.1", path: "/", secure: false };
/// A large body.
pub(crate) const MEGABYTE: Asked =
    Asked { what: "a request of 1 MB over HTTP/1.1", path: "/megabyte", secure: false };
/// Two bytes over TLS.
pub(crate) const TLS: Asked =
    Asked { what: "a request of 2 bytes over TLS and HTTP/1.1", path: "/", secure: true };

/// Compares.
pub(crate) fn run(rounds: &Rounds, asked: &Asked) -> Result<(), String> {
    let rivals = Rivals::start(rounds.front.as_ref())?;
    rivals.compare(asked.what, rounds, |rival| requests(&url(rival, asked), rounds))
}

fn url(rival: &Rival, asked: &Asked) -> String {
    match asked.secure {
        true => format!("https://{}{}", rival.secure, asked.path),
        false => format!("http://{}{}", rival.plain, asked.path),
    }
}

/// How many requests wrk had answered.
fn requests(url: &str, rounds: &Rounds) -> Result<f64, String> {
    let (connections, duration) = (rounds.connections.to_string(), format!("{}s", rounds.seconds));
    let output = Command::new("wrk")
        .args(["-t", "1", "-c", &connections, "-d", &duration, url])
        .output()
        .map_err(|error| format!("wrk: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    if text.contains("Non-2xx") || text.contains("Socket errors") {
        return Err(format!("{url} answered with errors:\n{text}"));
    }
    // "  123456 requests in 5.00s, 12.34MB read"
    let requests = text.lines().find(|line| line.contains(" requests in "));
    let requests = requests.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    requests.ok_or_else(|| format!("wrk said:\n{text}"))
}
