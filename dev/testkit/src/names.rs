//! Readable names for ids, so that a script reads like prose: `web/1`, `instance-1`, `ecs-svc/web-1`.
//!
//! In: the records of a world. Out: names, in the order in which things came to be. Never here: a name that changes later.

use std::collections::BTreeMap;

use ledger::World;
use model::ec2::Instance;
use model::ecs::{ContainerInstance, Service, Task};
use model::elbv2::TargetGroup;

/// The lowest port the scheduler chooses; such ports are not repeatable news.
const DYNAMIC: u16 = planner::fleet::FIRST_DYNAMIC_PORT;

/// Names given so far.
#[derive(Debug, Default)]
pub struct Names {
    /// Id to name.
    names: BTreeMap<String, String>,
    /// Own address of a task to its name; apart, since one address may begin like another.
    addresses: BTreeMap<String, String>,
    /// How many of a family have a name.
    counts: BTreeMap<String, usize>,
}

impl Names {
    /// Names whatever has no name yet.
    pub fn learn(&mut self, world: &World) {
        self.learn_instances(world);
        self.learn_subnets(world);
        let mut tasks: Vec<_> = world.all::<Task>().collect();
        tasks.sort_by_key(|task| (task.created_at, self.of(&task.instance), task.id.clone()));
        for task in tasks {
            let family = task.service().unwrap_or(&task.task_definition.family).to_owned();
            self.give(&task.id, &family, '/');
            if let Some(network) = &task.network {
                let named = format!("{}'s own address", self.of(&task.id));
                self.addresses.insert(network.address.to_string(), named);
            }
        }
        for service in world.all::<Service>() {
            for deployment in service.deployments.iter().rev() {
                self.give(&deployment.number.to_string(), &service.name, '-');
            }
        }
        for group in world.all::<TargetGroup>() {
            self.names.insert(group.arn(), group.name.clone());
        }
    }

    /// A machine and its registration have one name.
    fn learn_instances(&mut self, world: &World) {
        let mut machines: Vec<_> = world.all::<Instance>().collect();
        machines.sort_by_key(|instance| (instance.launched_at, instance.address));
        for machine in machines {
            self.give(&machine.id, "instance", '-');
        }
        for member in world.all::<ContainerInstance>() {
            let name = self.of(&member.ec2_instance_id);
            self.names.insert(member.id.clone(), name);
        }
    }

    /// `subnet-a` is the default one of zone a.
    fn learn_subnets(&mut self, world: &World) {
        for network in world.all::<Task>().filter_map(|task| Some((task, task.network.as_ref()?))) {
            let (task, network) = network;
            let letter = task.zone.chars().last().unwrap_or('?');
            self.names.insert(network.subnet.clone(), format!("subnet-{letter}"));
        }
    }

    fn give(&mut self, id: &str, family: &str, separator: char) {
        if self.names.contains_key(id) {
            return;
        }
        let count = self.counts.entry(format!("{family}{separator}")).or_default();
        *count += 1;
        self.names.insert(id.to_owned(), format!("{family}{separator}{count}"));
    }

    /// The name of an id, or the id.
    pub fn of(&self, id: &str) -> String {
        let known = self.names.get(id).or_else(|| self.addresses.get(id));
        known.cloned().unwrap_or_else(|| id.to_owned())
    }

    /// The ids a name stands for.
    pub fn ids<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n str> {
        self.names.iter().filter(move |(_, given)| *given == name).map(|(id, _)| id.as_str())
    }

    /// A text with every id in it named, and ports that were chosen at random left open.
    pub fn read(&self, text: &str) -> String {
        let mut read = text.to_owned();
        for (id, name) in &self.names {
            if read.contains(id.as_str()) {
                read = read.replace(id.as_str(), name);
            }
        }
        open_ports(&read)
    }
}

/// `(port 45678)` reads `(port *)`.
fn open_ports(text: &str) -> String {
    let mut parts = text.split("(port ");
    let mut read = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (port, rest) = part.split_once(')').unwrap_or((part, ""));
        let dynamic = port.parse::<u16>().is_ok_and(|port| port >= DYNAMIC);
        read.push_str(&format!("(port {}){rest}", if dynamic { "*" } else { port }));
    }
    read
}
