//! Where listener ports really are. In: what the loop `targets` opened. Out: addresses. Never here: opening them.
//!
//! ```text
//!   shared    127.0.0.1:80, [::1]:80   every load balancer with a listener at 80; Host or server name tells them apart
//!   own       127.1.240.1:80           one load balancer's alone
//! ```

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::MovedPorts;
use tokio::sync::watch;

/// A listener port as it is wanted: at the address all share, or at one load balancer's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The port of the listener.
    pub port: u16,
    /// Whose address, if it is one load balancer's.
    pub own: Option<Own>,
}

impl Place {
    /// The address it is wanted at.
    pub(crate) fn address(&self) -> Ipv4Addr {
        self.own.as_ref().map_or(Ipv4Addr::LOCALHOST, |own| own.address)
    }
}

/// An address that is one load balancer's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Own {
    /// The address.
    pub address: Ipv4Addr,
    /// The load balancer's ARN.
    pub load_balancer: Arc<str>,
}

/// What became of a wanted place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The addresses that are open for it; none when it could not be opened.
    pub at: Vec<SocketAddr>,
    /// Why it is not the port itself that is open.
    pub why_not: Option<io::ErrorKind>,
}

/// A shared port that another stands for, or none at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// The port of listeners.
    pub port: u16,
    /// The port that is open for it.
    pub at: Option<u16>,
    /// Why it is not the port itself.
    pub why: io::ErrorKind,
}

type Places = BTreeMap<Place, Opened>;

/// Where the wanted listener ports really are: without the right to bind a port below 1024 another one stands for it.
#[derive(Clone, Debug)]
pub struct Doors(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    places: Mutex<Places>,
    moved: Mutex<Arc<MovedPorts>>,
    bell: watch::Sender<()>,
}

impl Default for Doors {
    fn default() -> Doors {
        Doors(Arc::new(Inner {
            places: Mutex::default(),
            moved: Mutex::default(),
            bell: watch::Sender::default(),
        }))
    }
}

impl Doors {
    /// The shared addresses that stand for a listener port; empty when it could not be opened.
    pub fn of(&self, port: u16) -> Vec<SocketAddr> {
        self.lock().get(&Place { port, own: None }).map(|opened| opened.at.clone()).unwrap_or_default()
    }

    /// The address that stands for a listener port at a load balancer's own address, if it could be opened.
    pub fn of_own(&self, address: Ipv4Addr, port: u16) -> Option<SocketAddr> {
        let doors = self.lock();
        let is_it = |place: &Place| {
            place.port == port && place.own.as_ref().is_some_and(|own| own.address == address)
        };
        doors.iter().find(|(place, _)| is_it(place)).and_then(|(_, open)| open.at.first().copied())
    }

    /// The shared ones, by port.
    pub fn shared(&self) -> BTreeMap<u16, Vec<SocketAddr>> {
        let doors = self.lock();
        let shared = doors.iter().filter(|(place, _)| place.own.is_none());
        shared.map(|(place, open)| (place.port, open.at.clone())).collect()
    }

    /// The shared ports that are not open themselves.
    pub fn stand_ins(&self) -> Vec<StandIn> {
        let doors = self.lock();
        let shared = doors.iter().filter(|(place, _)| place.own.is_none());
        let one = |(place, opened): (&Place, &Opened)| {
            let at = opened.at.first().map(SocketAddr::port);
            Some(StandIn { port: place.port, at, why: opened.why_not? })
        };
        shared.filter_map(one).collect()
    }

    /// The ports of load balancers' own addresses that are elsewhere.
    pub fn moved(&self) -> Arc<MovedPorts> {
        Arc::clone(&self.0.moved.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A bell that rings when ports were opened or closed.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.0.bell.subscribe()
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Places> {
        self.0.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is open; `change` says whether it did.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Places) -> bool) {
        let mut places = self.lock();
        if change(&mut places) {
            // Before anybody can see the places: who sees a port open sees where.
            *self.0.moved.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(moved(&places));
            drop(places);
            self.0.bell.send_replace(());
        }
    }
}

fn moved(places: &Places) -> MovedPorts {
    let own = places.iter().filter_map(|(place, opened)| {
        let (own, at) = (place.own.as_ref()?, opened.at.first()?);
        (at.port() != place.port).then_some(((own.address, place.port), at.port()))
    });
    own.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_elsewhere_is_told_of_shared_and_of_own_addresses() {
        let doors = Doors::default();
        let address = Ipv4Addr::new(127, 1, 240, 1);
        let own = || Some(Own { address, load_balancer: "front".into() });
        let at = |port: u16| vec![SocketAddr::from((address, port))];
        let denied = Some(io::ErrorKind::PermissionDenied);
        let open = [
            (Place { port: 80, own: None }, Opened { at: at(8080), why_not: denied }),
            (Place { port: 81, own: None }, Opened { at: vec![], why_not: Some(io::ErrorKind::AddrInUse) }),
            (Place { port: 9000, own: None }, Opened { at: at(9000), why_not: None }),
            (Place { port: 80, own: own() }, Opened { at: at(8080), why_not: denied }),
            (Place { port: 9000, own: own() }, Opened { at: at(9000), why_not: None }),
        ];
        let bell = doors.changes();
        doors.change(|places| {
            places.extend(open);
            true
        });
        assert!(bell.has_changed().is_ok_and(|changed| changed));
        let told: Vec<_> = doors.stand_ins().iter().map(|it| (it.port, it.at)).collect();
        assert_eq!(told, [(80, Some(8080)), (81, None)]);
        assert_eq!(*doors.moved(), MovedPorts::from([((address, 80), 8080)]));
    }
}
