//! The embedded runtime on a real kernel. In: the probe program in a container. Out: assertions on what it saw.
//! Never here: other machines' addresses; where namespaces are missing the tests say so and pass.

#![allow(clippy::unwrap_used)]

mod common;

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};

use common::{get, world};
use container_runtime::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_container_runs_isolated_and_ends() {
    let Some(mut world) = world().await else { return };
    let mut container = world.container("app", &["facts"]);
    container.env = vec![("GREETING".into(), "hi".into())];
    container.working_directory = Some("/usr/src/app".into());
    let seen = world.run("facts", container).await;
    eprintln!("{seen}");
    for fact in [
        "Pid: 1",
        "processes 1",
        "cwd /usr/src/app",
        "greeting Ok(\"hi\")",
        "NoNewPrivs: 1",
        "write root Ok(())",
    ] {
        assert!(seen.contains(fact), "{fact} in\n{seen}");
    }
    assert!(seen.contains("CapBnd: 00000000a80425fb"), "docker's default set in\n{seen}");
    assert!(!seen.contains("write sysctl Ok"), "{seen}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_on_port_80_answers_by_every_way_in() {
    let Some(mut world) = world().await else { return };
    let port = free_port();
    let mut container = world.container("web", &["serve", "80"]);
    container.port_mappings =
        vec![PortMapping { container_port: 80, host_address: Ipv4Addr::LOCALHOST, host_port: port }];
    world.runtime.start(world.task("web", vec![container])).unwrap();
    let events = world.until(|event| matches!(event, TaskEvent::ContainerStarted { .. })).await;
    let Some(TaskEvent::ContainerStarted { address, runtime_id, .. }) = events.last() else {
        panic!("{events:?}")
    };
    assert_eq!(runtime_id.len(), 64);
    let dialer = world.runtime.dialer();
    let published = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    for to in [SocketAddr::from((*address, 80)), published] {
        assert!(get(&*dialer, to).await.ends_with("hello"), "{to}");
    }
    let mut plain = std::net::TcpStream::connect(published).unwrap();
    std::io::Write::write_all(&mut plain, b"GET / HTTP/1.0\r\n\r\n").unwrap();
    assert!(std::io::read_to_string(plain).unwrap().ends_with("hello"));
    world.runtime.stop(&TaskId::new("web"), std::time::Duration::from_millis(100));
    let events = world.until_stopped().await;
    assert!(matches!(events[0], TaskEvent::ContainerExited { exit_code: 137, oom: false, .. }), "{events:?}");
    assert!(world.runtime.list().is_empty());
    assert!(std::net::TcpStream::connect(published).is_err(), "the published port is free again");
}

fn free_port() -> u16 {
    std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

#[allow(dead_code)]
fn v4(address: Ipv4Addr, port: u16) -> SocketAddrV4 {
    SocketAddrV4::new(address, port)
}
