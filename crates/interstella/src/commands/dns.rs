//! `interstella dns`: a small DNS responder for this machine's resolver, for programs that do not know that `*.localhost` is this machine
//! (Python and Go on glibc without systemd-resolved) and for names SDKs make of `localhost` (`data-localhost`, `stream-localhost`).
//!
//! In: UDP queries. Out: addresses; REFUSED for names of others, so that a resolver asks its next server. Never here: the names of tasks'
//! resolvers (`task_services`), recursion, TCP: every answer fits into a datagram.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use container_runtime::dns::Query;
use tokio::net::UdpSocket;

use super::fail;
use super::place::{Place, Running, Whose, whose};
use super::status::load_balancers;
use crate::signals;
use crate::terminal::say;

mod setup;
mod zone;

use zone::Zone;

/// How long what the cloud said is used.
const FRESH: Duration = Duration::from_secs(1);
/// How long the cloud may take to say it; a resolver asks again after 5 s.
const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes of a query that are read; longer ones are none.
const MOST_BYTES: usize = 4096;

/// Answer DNS queries for load balancers' names and what SDKs make of localhost
///
/// Those are *.localhost, data-localhost, stream-localhost and the domain of --load-balancer-names. Prints how to point systemd-resolved, macOS and others at it, and answers until Ctrl-C.
#[derive(Debug, Clone, PartialEq, Args)]
pub(crate) struct DnsArgs {
    /// Address and UDP port to answer on
    #[arg(
        long,
        env = "INTERSTELLA_DNS_LISTEN",
        default_value = "127.0.0.1:4553",
        value_name = "ADDRESS:PORT"
    )]
    listen: SocketAddr,

    #[command(flatten)]
    place: Place,
}

/// Runs it.
pub(crate) async fn run(args: DnsArgs) -> ExitCode {
    signals::inherit();
    let socket = match UdpSocket::bind(args.listen).await {
        Ok(socket) => socket,
        Err(error) => return fail("dns", words(args.listen, &error)),
    };
    let mut guide = Guide { place: args.place, zone: Zone::default(), cloud: None, asked: None };
    guide.refresh().await;
    // Bound to port 0, it is another.
    let at = socket.local_addr().unwrap_or(args.listen);
    say(&setup::words(at, &guide.zone, guide.cloud.as_ref()));
    tokio::select! {
        error = answer(&socket, &mut guide) => fail("dns", error),
        _ = signals::first() => ExitCode::SUCCESS,
    }
}

fn words(at: SocketAddr, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("another program answers on {at} already; name another port with --listen")
        }
        io::ErrorKind::PermissionDenied => format!(
            "port {} may not be bound by this user; run as root, or name one above 1023 with --listen",
            at.port()
        ),
        _ => format!("cannot answer on {at}: {error}; name another address with --listen"),
    }
}

/// Answers one query after the other; returns when the socket is broken.
async fn answer(socket: &UdpSocket, guide: &mut Guide) -> io::Error {
    let mut bytes = vec![0; MOST_BYTES];
    loop {
        let (length, peer) = match socket.recv_from(&mut bytes).await {
            Ok(received) => received,
            // An earlier answer reached nobody; that is said to the next who reads.
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => continue,
            Err(error) => return error,
        };
        let Ok(query) = Query::read(&bytes[..length]) else { continue };
        if guide.zone.needs_cloud(&query.name) {
            guide.refresh().await;
        }
        // Who asked may have gone; it asks again if not.
        drop(socket.send_to(&query.answer(&guide.zone.answer(&query.name)), peer).await);
    }
}

/// What is known of names, and where it is from.
struct Guide {
    place: Place,
    zone: Zone,
    cloud: Option<Running>,
    asked: Option<Instant>,
}

impl Guide {
    /// Asks the cloud, unless it has just been asked. One that does not run has no load balancers.
    async fn refresh(&mut self) {
        if self.asked.is_some_and(|asked| asked.elapsed() < FRESH) {
            return;
        }
        let asking = tokio::time::timeout(PATIENCE, look(&self.place)).await;
        (self.cloud, self.zone) =
            asking.ok().flatten().map_or((None, Zone::default()), |(cloud, zone)| (Some(cloud), zone));
        self.asked = Some(Instant::now());
    }
}

async fn look(place: &Place) -> Option<(Running, Zone)> {
    let cloud = place.find().await.ok()?;
    let Whose::Cloud(identity) = whose(cloud.port).await else { return None };
    let (ports, balancers) = load_balancers::all(&cloud.http()).await.ok()?;
    let shared = |port: u16| ports.get(&port).is_some_and(|open| open.iter().any(|at| at.port() == port));
    let addresses = balancers.iter().filter_map(|one| {
        let at_home =
            |port: &u16, door: &String| door.parse().is_ok_and(|door: SocketAddr| door.port() == *port);
        // Its own address is nobody else's, so it goes first; the shared one has a port that could not be had there.
        let better_shared = one.listeners.iter().any(|(port, door)| !at_home(port, door) && shared(*port));
        let Ok(IpAddr::V4(own)) = one.address.parse() else { return None };
        Some((one.dns_name.clone(), (!better_shared).then_some(own)))
    });
    Some((cloud, Zone::new(&identity.load_balancer_domains, addresses)))
}
