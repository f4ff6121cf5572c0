//! TCP ports nobody uses. In: nothing. Out: ports. Never here: listening on them.
//!
//! Below the kernel's ephemeral range, so that no outgoing connection takes one meanwhile, and in a stretch that depends on the
//! process, so that tests running side by side rarely look at the same.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicU32, Ordering};

const FIRST: u32 = 10_000;
const COUNT: u32 = 22_000;
const STRETCH: u32 = 23;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A port that is free now on every address of this machine.
pub fn free() -> u16 {
    let start = std::process::id().wrapping_mul(STRETCH);
    (0..COUNT)
        .map(|_| start.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)))
        .filter_map(|place| u16::try_from(FIRST + place % COUNT).ok())
        .find(|port| TcpListener::bind((Ipv4Addr::UNSPECIFIED, *port)).is_ok())
        .expect("a free port")
}
