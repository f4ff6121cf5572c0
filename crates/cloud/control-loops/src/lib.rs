//! The loops that introduce planner, ledger and movers to each other.
//!
//! In: the ledger's newest world, what the movers report, the time. Out: transactions, and orders to the movers.
//! Never here: HTTP, decisions (they are the planner's), state that matters (it is the ledger's).
//!
//! A loop is told nothing about what changed: it looks at the world, does what is to be done, and does nothing when looked at again.
//! [`turn`] is the one way they run; [`board`] is where each leaves its last result; [`explain`] says why things are as they are.
//!
//! | loop | reads | does |
//! |---|---|---|
//! | [`services`] | services, tasks, instances, targets | what `planner::service` says: starts, stops, registers, tells |
//! | [`tasks`] | tasks | has the runtime start and stop them, writes what the runtime reports |
//! | [`health_checks`] | running containers | runs their health checks, writes what they come to |
//! | [`targets`] | load balancers, targets | keeps the routing table, the listening ports and the observed health |
//! | [`certificates`] | requests for certificates | has the local authority issue and renew them |
//! | [`discovery`] | services with a registry, their tasks | registers running tasks in Cloud Map, takes the others out |
//! | [`instances`] | EC2 instances | registers them into their cluster, takes lost ones out |
//! | [`deliveries`] | SNS deliveries | posts what is due, books the outcome |
//! | [`balancer_logs`] | log lines of load balancers | writes them into files (a thread of its own) |
//! | [`measures`] | containers, load balancers, tasks, targets | records the metrics of each minute |
//! | [`alarms`] | alarms, metric values | gives alarms the states they should be in, with history and messages |
//! | [`scaling`] | scalable targets, alarm states, the latest metrics | sets desired counts, writes scaling activities |
//! | [`metric_filters`] | events that enter the log book (no loop: the book tells it) | records what metric filters say of them |
//! | [`insights`] | queries that were asked (workers, no loop) | answers them from the log book |
//! | [`retention`] | stopped tasks, log groups | forgets what is too old |

pub mod alarms;
pub mod balancer_logs;
pub mod board;
pub mod certificates;
pub mod clock;
pub mod container_logs;
pub mod deliveries;
pub mod discovery;
pub mod doors;
pub mod explain;
pub mod health_checks;
pub mod history;
pub mod images;
pub mod insights;
pub mod instances;
mod log_message;
pub mod measures;
pub mod metric_filters;
mod pen;
mod reference;
pub mod retention;
pub mod routing;
pub mod scaling;
pub mod secrets;
pub mod services;
pub mod targets;
pub mod tasks;
pub mod turn;
