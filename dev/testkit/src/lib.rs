//! A whole cloud in one thread, for tests: real operations, real planner, real loops, a clock that stands still until told, containers
//! that do not run.
//!
//! In: operations, or a script of them. Out: what a user would see. Never here: sockets, a real clock, sleeping.
//!
//! Rooms: [`sim_world`] (the cloud), [`mortal`] (a process that is killed at any of its steps), `probes` (stands for the load balancer's health checks), [`names`] (readable names for ids),
//! [`script`] (a text of commands and the text they print).

pub mod mortal;
pub mod names;
mod probes;
pub mod script;
pub mod sim_world;

pub use sim_world::SimWorld;
