//! Expressions of `memberOf`, asked of one instance. Oracle: `not` turns them round.
#![no_main]

use std::net::Ipv4Addr;

use libfuzzer_sys::fuzz_target;
use model::ecs::{ContainerInstance, InstanceStatus, Reservation};
use model::{Scope, Tags, Time};
use planner::fleet::Fleet;
use planner::query::Query;

fuzz_target!(|text: &str| {
    let Ok(query) = Query::read(text) else { return };
    let attributes = [("ecs.instance-type", Some("g2.2xlarge")), ("stack", Some("prod")), ("fast", None)];
    let instance = ContainerInstance {
        scope: Scope::new("000000000000", "us-west-2").expect("a scope"),
        cluster: "test".to_owned(),
        id: "1".to_owned(),
        ec2_instance_id: "i-abcd1234".to_owned(),
        zone: "us-west-2a".to_owned(),
        address: Ipv4Addr::LOCALHOST,
        registered: Reservation::default(),
        attributes: attributes
            .map(|(name, value)| (name.to_owned(), value.map(str::to_owned)))
            .into_iter()
            .collect(),
        status: InstanceStatus::Active,
        agent_connected: true,
        registered_at: Time(1_795_000_000_000),
        version: 1,
        tags: Tags::new(),
    };
    let fleet = Fleet::new([&instance], []);
    let holds = query.holds(&fleet.rooms[0]);
    // Longer and deeper than the text, which may be too much.
    if let Ok(turned) = Query::read(&format!("not({text})")) {
        assert_eq!(turned.holds(&fleet.rooms[0]), !holds, "not({text})");
    }
});
