//! The one door of the cloud, and what all services have in common.
//!
//! ```text
//!  front door ──────────┐
//!  a task's endpoints ──┼─▶ Engine::caller ─▶ Engine::perform ─▶ snapshot or transaction ─▶ disk ─▶ answer
//!  tests (rig) ─────────┘                           └─▶ audit: who asked for what, and what came of it
//! ```
//! In: the operations of the services ([`Entry`]), a memory, calls. Out: answers that are on disk, and [`audit::Audit`]. Never here: HTTP,
//! rules of any service, clocks and randomness other than [`Surroundings`].

pub mod audit;
mod caller;
mod engine;
mod idempotency;
pub mod kept;
pub mod live_tail;
pub mod live_tails;
mod operation;
pub mod paging;
pub mod quota;
pub mod resources;
#[cfg(any(test, feature = "rig"))]
#[doc(hidden)]
pub mod rig;
pub mod tags;
pub mod wildcard;

pub use caller::{Caller, MovedPorts, Source};
pub use engine::{Engine, Outcome, Randomness, Settings, Surroundings, Who};
pub use operation::{Entry, Handler, Written};
