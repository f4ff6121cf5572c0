//! Application Auto Scaling: which alarms a policy needs, how many tasks a service should have, and when scheduled actions are due.
//!
//! In: targets, policies, what alarms say and metrics tell. Out: decisions with their reasons. Never here: reading metrics, writing
//! counts.
//!
//! Rooms: [`watch`] (the alarms target tracking makes for itself), [`decision`] (how many tasks), [`tracking`] and [`steps`] (what each
//! kind of policy asks for), [`schedule`] (when), [`words`] (AWS's words for all of it).

pub mod cron;
pub mod decision;
pub mod schedule;
pub mod steps;
pub mod tracking;
pub mod watch;
pub mod words;
pub mod zone;
