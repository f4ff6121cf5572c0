//! Which ports stand for which: a listener's port that cannot be had is told as soon as that is so. In: what the cloud opened. Out: lines on
//! standard output, until dropped. Never here: opening ports.

use std::convert::Infallible;
use std::io::ErrorKind;

use control_loops::doors::{Doors, StandIn};

use crate::terminal::say;

/// Tells of every port once, and again when it changes.
pub(crate) async fn tell(doors: Doors, endpoint: u16) -> Infallible {
    let mut changes = doors.changes();
    let mut told: Vec<StandIn> = Vec::new();
    loop {
        let now = doors.stand_ins();
        now.iter().filter(|one| !told.contains(one)).for_each(|one| say(&words(one, endpoint)));
        told = now;
        if changes.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

fn words(one: &StandIn, endpoint: u16) -> String {
    let StandIn { port, at, why } = one;
    let why = match why {
        ErrorKind::AddrInUse => "another program has it".to_owned(),
        ErrorKind::PermissionDenied => "it needs more rights than this user has".to_owned(),
        other => other.to_string(),
    };
    let stands = match at {
        Some(at) => format!("Port {at} stands for port {port} of load balancers on localhost: {why}."),
        None => format!("Port {port} of load balancers is closed on localhost: {why}."),
    };
    format!("{stands} By name each also answers at http://NAME:{endpoint}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_stands_for_another_is_named_with_the_reason() {
        let taken = StandIn { port: 80, at: Some(8080), why: ErrorKind::AddrInUse };
        assert_eq!(
            words(&taken, 4600),
            "Port 8080 stands for port 80 of load balancers on localhost: another program has it. By name each also answers at http://NAME:4600."
        );
        let closed = StandIn { port: 80, at: None, why: ErrorKind::PermissionDenied };
        assert!(
            words(&closed, 4600).starts_with("Port 80 of load balancers is closed on localhost: it needs")
        );
    }
}
