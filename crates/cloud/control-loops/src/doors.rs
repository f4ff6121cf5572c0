//! Where listener ports really are. In: what the loop `targets` opened. Out: addresses. Never here: opening them.
//!
//! ```text
//!   shared    127.0.0.1:80, [::1]:80   every load balancer with a listener at 80; Host or server name tells them apart
//!   own       127.1.240.1:80           one load balancer's alone
//! ```

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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

/// Where the wanted listener ports really are: without the right to bind a port below 1024 another one stands for it.
#[derive(Clone, Debug, Default)]
pub struct Doors(Arc<Mutex<BTreeMap<Place, Vec<SocketAddr>>>>);

impl Doors {
    /// The shared addresses that stand for a listener port; empty when it could not be opened.
    pub fn of(&self, port: u16) -> Vec<SocketAddr> {
        self.lock().get(&Place { port, own: None }).cloned().unwrap_or_default()
    }

    /// The address that stands for a listener port at a load balancer's own address, if it could be opened.
    pub fn of_own(&self, address: Ipv4Addr, port: u16) -> Option<SocketAddr> {
        let doors = self.lock();
        let is_it = |place: &Place| {
            place.port == port && place.own.as_ref().is_some_and(|own| own.address == address)
        };
        doors.iter().find(|(place, _)| is_it(place)).and_then(|(_, open)| open.first().copied())
    }

    /// The shared ones, by port.
    pub fn shared(&self) -> BTreeMap<u16, Vec<SocketAddr>> {
        let doors = self.lock();
        let shared = doors.iter().filter(|(place, _)| place.own.is_none());
        shared.map(|(place, open)| (place.port, open.clone())).collect()
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, BTreeMap<Place, Vec<SocketAddr>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
