//! Requests for a load balancer that is not here: of another cloud on the same machine, or gone. In: the name. Out: an answer in words.
//! Never done here: finding out that it is so (`snapshot`).
//!
//! AWS has no such answer: there the name would not resolve, or would lead elsewhere.

use crate::page::{self, Manner};
use crate::request_head::RequestHead;
use crate::snapshot::{Snapshot, name_of};

/// Longest name of DNS; what is longer is not repeated.
const MOST: usize = 253;

/// Writes the answer to `head`, which came to `port`. It ends the connection: the next may go somewhere else.
pub(crate) fn write(out: &mut Vec<u8>, head: &RequestHead<'_, '_>, port: u16, snapshot: &Snapshot) {
    let manner =
        Manner { keep_alive: false, with_body: !head.is_head(), server_header: false, headers: None };
    page::misdirected(out, &words(snapshot, head.host, Some(port)), manner);
}

/// What is said; `port` is the listener port the request came to, if it came to one.
pub(crate) fn words(snapshot: &Snapshot, host: &str, port: Option<u16>) -> String {
    let name: String = name_of(host).chars().take(MOST).collect();
    let owner = &snapshot.names.owner;
    match snapshot.ports_of(&name) {
        None => format!(
            "Interstella: {owner} has no load balancer {name}. If it is one of another cloud on this machine, `interstella status` \
             there says at which port it is reached.\n"
        ),
        Some(ports) if ports.is_empty() => {
            format!("Interstella: the load balancer {name} has no listener.\n")
        }
        Some(ports) => {
            let ports = ports.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
            let here = port.map(|port| format!(" at port {port}")).unwrap_or_default();
            format!(
                "Interstella: the load balancer {name} has no listener{here}; it has one at port {ports}.\n"
            )
        }
    }
}
