//! In: the status. Out: a table for a terminal. Never here: looking.

use std::net::SocketAddr;

use super::{Cloud, Instance, LoadBalancer, Service, Status};

/// The whole text.
pub(crate) fn table(status: &Status) -> String {
    let services = rows(
        &["service", "cluster", "desired", "running", "pending", "rollout", "targets"],
        status.services.iter().map(service).collect(),
    );
    let instances =
        rows(&["instance", "zone", "cluster", "tasks"], status.instances.iter().map(instance).collect());
    let orders = status.orders.as_ref().map_or_else(|| "orders: HQ does not answer".to_owned(), |o| o.line());
    let balancers = rows(
        &["load balancer", "address", "listeners"],
        status.load_balancers.iter().map(load_balancer).collect(),
    );
    let cloud = cloud(&status.cloud);
    let ports: String = status.ports.iter().filter_map(|(port, open)| stand_in(*port, open)).collect();
    format!("{cloud}\n{services}\n{instances}\n{balancers}{ports}\n{orders}")
}

fn cloud(cloud: &Cloud) -> String {
    let Cloud { endpoint, data_directory, process } = cloud;
    format!("{endpoint}, data directory {}, process {process}\n", data_directory.display())
}

/// A port of listeners that another stands for on localhost.
fn stand_in(port: u16, open: &[SocketAddr]) -> Option<String> {
    match open.first().map(SocketAddr::port) {
        Some(at) if at == port => None,
        Some(at) => Some(format!("port {at} stands for port {port} of load balancers on localhost\n")),
        None => Some(format!("port {port} of load balancers is closed on localhost\n")),
    }
}

fn load_balancer(one: &LoadBalancer) -> Vec<String> {
    let listener = |(port, door): (&u16, &String)| {
        let elsewhere = door.rsplit(':').next() != Some(&port.to_string());
        if elsewhere { format!("{port} (at {door})") } else { port.to_string() }
    };
    let listeners = one.listeners.iter().map(listener).collect::<Vec<_>>().join(", ");
    vec![one.dns_name.clone(), one.address.clone(), listeners]
}

fn service(service: &Service) -> Vec<String> {
    let targets = service.targets.iter().map(|(health, count)| format!("{count} {health}"));
    vec![
        service.name.clone(),
        service.cluster.clone(),
        service.desired.to_string(),
        service.running.to_string(),
        service.pending.to_string(),
        service.rollout.clone(),
        targets.collect::<Vec<_>>().join(", "),
    ]
}

fn instance(instance: &Instance) -> Vec<String> {
    let tasks = instance.tasks.iter().map(|task| format!("{} {}", task.definition, task.status));
    let tasks = tasks.collect::<Vec<_>>().join(", ");
    vec![instance.id.clone(), instance.zone.clone(), instance.cluster.clone(), tasks]
}

/// Columns as wide as their widest cell, two spaces between them.
fn rows(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let head = head.iter().map(|text| (*text).to_owned()).collect();
    let all: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let widths: Vec<usize> = (0..all[0].len())
        .map(|column| all.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    all.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::status::Task;

    #[test]
    fn columns_line_up() {
        let service = Service {
            account: "0".to_owned(),
            cluster: "interstella".to_owned(),
            name: "iridium".to_owned(),
            desired: 2,
            running: 1,
            pending: 1,
            rollout: "IN_PROGRESS".to_owned(),
            targets: [("healthy".to_owned(), 1), ("initial".to_owned(), 1)].into(),
        };
        let task = Task { definition: "iridium:3".to_owned(), status: "RUNNING".to_owned() };
        let instance = Instance {
            id: "i-1".to_owned(),
            zone: "us-west-2a".to_owned(),
            cluster: "interstella".to_owned(),
            tasks: vec![task.clone(), task],
        };
        let listeners = [(80, "127.1.240.1:8080".to_owned()), (9000, "127.1.240.1:9000".to_owned())];
        let balancer = LoadBalancer {
            dns_name: "a.elb.localhost".to_owned(),
            address: "127.1.240.1".to_owned(),
            listeners: listeners.into(),
        };
        let cloud = Cloud {
            endpoint: "http://localhost:4600".to_owned(),
            data_directory: "/data".into(),
            process: 77,
        };
        let open = |port: u16| vec![SocketAddr::from(([127, 0, 0, 1], port))];
        let status = Status {
            cloud,
            ports: [(80, open(8080)), (9000, open(9000))].into(),
            services: vec![service],
            instances: vec![instance],
            load_balancers: vec![balancer],
            orders: None,
        };
        let expected = "\
http://localhost:4600, data directory /data, process 77

service  cluster      desired  running  pending  rollout      targets
iridium  interstella  2        1        1        IN_PROGRESS  1 healthy, 1 initial

instance  zone        cluster      tasks
i-1       us-west-2a  interstella  iridium:3 RUNNING, iridium:3 RUNNING

load balancer    address      listeners
a.elb.localhost  127.1.240.1  80 (at 127.1.240.1:8080), 9000
port 8080 stands for port 80 of load balancers on localhost

orders: HQ does not answer";
        assert_eq!(table(&status), expected);
    }
}
