//! What things are called. Never here: anything else.

/// HQ's account.
pub(crate) const HQ_ACCOUNT: &str = "888888888888";
/// The attendee's account.
pub(crate) const ATTENDEE_ACCOUNT: &str = "000000000000";
/// Where everything is.
pub(crate) const REGION: &str = "us-west-2";
/// HQ's cluster, service, image, load balancer and target group.
pub(crate) const HQ: &str = "hq";
/// HQ's port, on its instance and at its load balancer.
pub(crate) const HQ_PORT: u16 = 8888;
/// The attendee's cluster and load balancer.
pub(crate) const PLATFORM: &str = "interstella";
/// Port of the attendee's load balancer.
pub(crate) const PLATFORM_PORT: u16 = 80;
/// Name on the leaderboard.
pub(crate) const ATTENDEE: &str = "attendee";
/// Topics: orders for both resources, and for one each.
pub(crate) const TOPICS: [&str; 3] = ["orderTopic", "iridium", "magnesite"];
/// HQ's tables with their keys.
pub(crate) const TABLES: [(&str, &str); 2] = [("orders", "id"), ("keys", "keyHash")];
/// The attendee's programs, by image.
pub(crate) const PROGRAMS: [&str; 4] = ["monolith", "iridium", "magnesite", "fulfillment"];

/// Log group of one of the attendee's programs.
pub(crate) fn log_group(program: &str) -> String {
    format!("{PLATFORM}-{program}")
}

/// Parameter Store name.
pub(crate) fn parameter(name: &str) -> String {
    format!("/{PLATFORM}/{name}")
}
