//! Rules, targets and health through real sockets. In: tables. Out: who answered.
#![allow(clippy::unwrap_used, missing_docs)]
mod common;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use common::*;
use load_balancer::*;
use model::elbv2::{Condition, Field};

fn path_rule(priority: u32, path: &str, action: Action) -> Rule {
    Rule { priority, conditions: vec![Condition::of(Field::PathPattern, &[path])], action }
}

fn state_of(balancer: &Balancer, address: SocketAddr) -> State {
    let id = target(address).id;
    balancer.health().into_iter().find(|one| one.target == id).unwrap().state
}

fn healthy(balancer: &Balancer, backends: &[&Backend]) {
    until("all are healthy", || backends.iter().all(|one| state_of(balancer, one.address) == State::Healthy));
}

#[test]
fn the_lowest_priority_that_matches_wins() {
    let rules = vec![
        path_rule(20, "/iridium*", fixed("twenty")),
        path_rule(10, "/iridium/x", fixed("ten")),
        path_rule(30, "/iridium*", fixed("thirty")),
    ];
    let (_balancer, address) = start(&table(Vec::new(), rules, fixed("default")));
    let mut client = Peer::connect(address);
    for (path, body) in
        [("/iridium/x", "ten"), ("/iridium2", "twenty"), ("/other", "default"), ("/iridium?x", "twenty")]
    {
        let (head, answer) = client.ask(&get(path));
        assert_eq!(answer, body);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\nServer: awselb/2.0\r\n"));
    }
}

#[test]
fn redirects_fill_their_placeholders() {
    let redirect = Redirect {
        protocol: "HTTPS".into(),
        host: "#{host}".into(),
        port: "443".into(),
        path: "/new/#{path}".into(),
        query: "#{query}".into(),
        permanent: true,
    };
    let (_balancer, address) = start(&table(Vec::new(), Vec::new(), Action::Redirect(redirect)));
    let (head, body) = Peer::connect(address).ask("GET /a/b?c=d HTTP/1.1\r\nHost: x.test:8080\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 301 Moved Permanently\r\n"));
    assert!(head.contains("Location: https://x.test:443/new/a/b?c=d\r\n"));
    assert_eq!(body.len(), 134);
}

#[test]
fn load_balancers_share_a_socket_by_host() {
    let load_balancers =
        vec![balancer("one", Vec::new(), fixed("one")), balancer("two", Vec::new(), fixed("two"))];
    let (_balancer, address) = start(&RoutingTable { load_balancers, ..Default::default() });
    for (host, body) in
        [("two.elb.test", "two"), ("TWO.elb.test:8080", "two"), ("one.elb.test", "one"), ("x", "one")]
    {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        assert_eq!(Peer::connect(address).ask(&request).1, body);
    }
}

#[test]
fn round_robin_is_even_and_a_table_takes_effect_at_once() {
    let (one, two, three) = (Backend::saying("1"), Backend::saying("2"), Backend::saying("3"));
    let with = |targets: &[SocketAddr]| table(vec![group("g", targets)], Vec::new(), forward("g"));
    let (balancer, address) = start(&with(&[one.address, two.address]));
    healthy(&balancer, &[&one, &two]);
    let mut client = Peer::connect(address);
    let tally = |client: &mut Peer| {
        let mut counts = HashMap::new();
        (0..30).for_each(|_| *counts.entry(client.ask(&get("/")).1).or_insert(0) += 1);
        counts
    };
    assert_eq!(tally(&mut client), HashMap::from([("1".into(), 15), ("2".into(), 15)]));
    balancer.publish(&with(&[two.address, three.address])).unwrap();
    // The newcomer gets nothing before its first probe; the one that stayed is still healthy.
    assert!(!tally(&mut client).contains_key("1"));
    healthy(&balancer, &[&two, &three]);
    assert_eq!(tally(&mut client), HashMap::from([("2".into(), 15), ("3".into(), 15)]));
}

#[test]
fn weights_split_the_traffic() {
    let (one, two) = (Backend::saying("1"), Backend::saying("2"));
    let groups = vec![group("a", &[one.address]), group("b", &[two.address]), group("c", &[])];
    let weighted = |arn: &str, weight| WeightedTargetGroup { arn: arn.into(), weight };
    let split = Forward {
        target_groups: vec![weighted("a", 80), weighted("b", 20), weighted("c", 0)],
        stickiness: None,
    };
    let (_balancer, address) = start(&table(groups, Vec::new(), Action::Forward(split)));
    let mut client = Peer::connect(address);
    let second = (0..1000).filter(|_| client.ask(&get("/")).1 == "2").count();
    assert!((120..=280).contains(&second), "{second} of 1000");
}

/// The `Cookie` header a browser would send after `head`.
fn cookies(head: &str) -> String {
    let lines = head.lines().filter_map(|line| line.strip_prefix("Set-Cookie: ")?.split(';').next());
    lines.collect::<Vec<_>>().join("; ")
}

#[test]
fn sticky_clients_stay_with_group_and_target() {
    let backends = [Backend::saying("1"), Backend::saying("2"), Backend::saying("3"), Backend::saying("4")];
    let [one, two, three, four] = &backends;
    let stays = Some(std::time::Duration::from_secs(60));
    let mut groups =
        vec![group("a", &[one.address, two.address]), group("b", &[three.address, four.address])];
    groups.iter_mut().for_each(|group| group.stickiness = stays.map(Stickiness::Balancer));
    let weighted = |arn: &str| WeightedTargetGroup { arn: arn.into(), weight: 1 };
    let split = Forward { target_groups: vec![weighted("a"), weighted("b")], stickiness: stays };
    let mut wanted = table(groups, Vec::new(), Action::Forward(split));
    let (balancer, address) = start(&wanted);
    healthy(&balancer, &[one, two, three, four]);
    let mut client = Peer::connect(address);
    let (head, home) = client.ask(&get("/"));
    let ask = format!("GET / HTTP/1.1\r\nHost: lb\r\nCookie: {}\r\n\r\n", cookies(&head));
    assert!((0..20).all(|_| client.ask(&ask).1 == home));
    for group in &mut wanted.target_groups {
        let left = backends[home.parse::<usize>().unwrap() - 1].address;
        group.targets.retain(|one| one.port != left.port());
    }
    balancer.publish(&wanted).unwrap();
    let (head, moved) = client.ask(&ask);
    assert!(moved != home && cookies(&head).contains("AWSALB=") && cookies(&head).contains("AWSALBTG="));
}

#[test]
fn rolling_targets_under_load_loses_no_request() {
    let backends: Vec<_> = (0..4).map(|_| Backend::saying("up")).collect();
    let with = |first: usize, draining: bool| {
        let mut wanted = group("g", &[backends[first % 4].address, backends[(first + 1) % 4].address]);
        wanted.targets[0].draining = draining;
        table(vec![wanted], Vec::new(), forward("g"))
    };
    let (balancer, address) = start(&with(0, false));
    let stop = AtomicBool::new(false);
    let asked = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let (mut client, mut count) = (Peer::connect(address), 0);
                    while !stop.load(Ordering::SeqCst) {
                        assert_eq!(client.ask(&get("/")).1, "up");
                        count += 1;
                    }
                    count
                })
            })
            .collect();
        for round in 0..40 {
            // As a deployment does: drain one, wait for its last request, take it out, put another in.
            balancer.publish(&with(round, true)).unwrap();
            let leaving = backends[round % 4].address;
            until("drained", || balancer.in_flight("g", &target(leaving).id, leaving.port()) == Some(0));
            balancer.publish(&with(round + 1, false)).unwrap();
        }
        stop.store(true, Ordering::SeqCst);
        clients.into_iter().map(|client| client.join().unwrap()).sum::<u64>()
    });
    // An answer is counted once it is out, so the client may be a moment ahead.
    until("all counted", || balancer.metrics().load_balancers[0].target_2xx == asked);
    assert_eq!(balancer.metrics().load_balancers[0].elb_5xx, 0);
}

#[test]
fn an_unknown_group_is_refused_and_the_old_table_stays() {
    let (balancer, address) = start(&table(Vec::new(), Vec::new(), fixed("old")));
    let refused = balancer.publish(&table(Vec::new(), Vec::new(), forward("nowhere")));
    assert_eq!(refused, Err(TableError::UnknownTargetGroup("nowhere".into())));
    assert_eq!(Peer::connect(address).ask(&get("/")).1, "old");
}

#[test]
fn no_targets_is_503_and_none_healthy_fails_open() {
    let (_refuses, dead) = refusing();
    let alive = Backend::saying("open");
    let mut sick = group("sick", &[alive.address]);
    sick.health_check.matcher = Matcher::parse("418").unwrap();
    let rules = vec![path_rule(1, "/sick", forward("sick")), path_rule(2, "/dead", forward("dead"))];
    let groups = vec![group("none", &[]), sick, group("dead", &[dead])];
    let (balancer, address) = start(&table(groups, rules, forward("none")));
    until("found unhealthy", || state_of(&balancer, alive.address) == State::Unhealthy);
    let mut client = Peer::connect(address);
    let (head, body) = client.ask(&get("/"));
    assert_eq!((status(&head), body.len()), (503, 162));
    assert_eq!(client.ask(&get("/sick")).1, "open");
    let (head, body) = client.ask(&get("/dead"));
    assert_eq!((status(&head), body.len()), (502, 122));
    let sick = balancer.health().into_iter().find(|one| &*one.target_group == "sick").unwrap();
    assert_eq!(sick.reason.unwrap().description(), "Health checks failed with these codes: [200]");
    let dead = balancer.health().into_iter().find(|one| &*one.target_group == "dead").unwrap();
    until("found dead", || dead.reason.is_some());
}

#[test]
fn health_moves_traffic_away_and_back() {
    let well = Arc::new(AtomicBool::new(true));
    let flag = Arc::clone(&well);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let moody = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let flag = Arc::clone(&flag);
            std::thread::spawn(move || {
                let mut peer = Peer::new(stream);
                while peer.head().is_some() {
                    let code = if flag.load(Ordering::SeqCst) { 200 } else { 500 };
                    peer.send(&format!("HTTP/1.1 {code} X\r\nContent-Length: 5\r\n\r\nmoody"));
                }
            });
        }
    });
    let steady = Backend::saying("steady");
    let (balancer, address) =
        start(&table(vec![group("g", &[moody, steady.address])], Vec::new(), forward("g")));
    let bell = balancer.health_changes();
    let before = *bell.borrow();
    until("both healthy", || balancer.health().iter().all(|one| one.state == State::Healthy));
    well.store(false, Ordering::SeqCst);
    until("moody is out", || state_of(&balancer, moody) == State::Unhealthy);
    let mut client = Peer::connect(address);
    assert!((0..10).all(|_| client.ask(&get("/")).1 == "steady"));
    well.store(true, Ordering::SeqCst);
    until("moody is back", || state_of(&balancer, moody) == State::Healthy);
    assert_eq!((0..10).filter(|_| client.ask(&get("/")).1 == "moody").count(), 5);
    assert!(*bell.borrow() > before);
}

#[test]
fn a_newcomer_need_not_wait_for_the_next_interval() {
    let well = Arc::new(AtomicBool::new(false));
    let asked = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let late = listener.local_addr().unwrap();
    let (flag, count) = (Arc::clone(&well), Arc::clone(&asked));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut peer = Peer::new(stream);
            if peer.head().is_some() {
                count.fetch_add(1, Ordering::SeqCst);
                let code = if flag.load(Ordering::SeqCst) { 200 } else { 500 };
                peer.send(&format!("HTTP/1.1 {code} X\r\nContent-Length: 0\r\n\r\n"));
            }
        }
    });
    let mut newcomers = group("g", &[late]);
    newcomers.health_check.interval = std::time::Duration::from_secs(3600);
    newcomers.health_check.unhealthy_threshold = 2;
    let (balancer, _) = start(&table(vec![newcomers], Vec::new(), forward("g")));
    until("asked again", || asked.load(Ordering::SeqCst) >= 4);
    assert_eq!(state_of(&balancer, late), State::Initial, "only looks at the interval count against it");
    well.store(true, Ordering::SeqCst);
    until("healthy", || state_of(&balancer, late) == State::Healthy);
}

#[test]
fn draining_targets_finish_and_get_nothing_new() {
    let (release, released) = std::sync::mpsc::channel::<()>();
    let released = std::sync::Mutex::new(released);
    let leaving = Backend::start(move |mut peer| {
        peer.head().unwrap();
        released.lock().unwrap().recv().unwrap();
        peer.send(&ok("last words"));
    });
    let staying = Backend::saying("staying");
    let mut wanted = table(vec![group("g", &[leaving.address])], Vec::new(), forward("g"));
    let (balancer, address) = start(&wanted);
    let mut waiting = Peer::connect(address);
    waiting.send(&get("/"));
    let flights = || balancer.in_flight("g", &target(leaving.address).id, leaving.address.port());
    until("in flight", || flights() == Some(1));
    wanted.target_groups[0].targets[0].draining = true;
    wanted.target_groups[0].targets.push(target(staying.address));
    balancer.publish(&wanted).unwrap();
    assert_eq!(state_of(&balancer, leaving.address), State::Draining);
    let mut other = Peer::connect(address);
    assert!((0..5).all(|_| other.ask(&get("/")).1 == "staying"));
    assert_eq!(flights(), Some(1));
    release.send(()).unwrap();
    assert_eq!(waiting.answer().1, "last words");
    until("landed", || flights() == Some(0));
}

#[test]
fn a_target_taken_out_ends_its_requests() {
    let stuck = Backend::start(|mut peer| {
        peer.head().unwrap();
        peer.rest();
    });
    let with = |targets: &[SocketAddr]| table(vec![group("g", targets)], Vec::new(), forward("g"));
    let (balancer, address) = start(&with(&[stuck.address]));
    let mut waiting = Peer::connect(address);
    waiting.send(&get("/"));
    until("in flight", || stuck.seen() == 1);
    balancer.publish(&with(&[])).unwrap();
    assert_eq!(status(&waiting.answer().0), 502);
}

#[test]
fn a_refused_body_held_back_ends_the_connection() {
    let (_balancer, address) = start(&table(vec![group("g", &[])], Vec::new(), forward("g")));
    let mut client = Peer::connect(address);
    client.send("POST / HTTP/1.1\r\nHost: lb\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    let (head, _) = client.answer();
    assert!(status(&head) == 503 && head.contains("Connection: close\r\n"), "{head}");
}

#[test]
fn listening_twice_is_refused_and_closing_frees_the_port() {
    let (balancer, address) = start(&table(Vec::new(), Vec::new(), fixed("x")));
    assert_eq!(balancer.listen(80, address).unwrap_err().kind(), std::io::ErrorKind::AddrInUse);
    assert!(balancer.close(address) && !balancer.close(address));
    until("the port is free", || std::net::TcpListener::bind(address).is_ok());
}

#[test]
fn an_address_of_its_own_tells_load_balancers_apart_whatever_the_host_says() {
    let balancers = ["one", "two"].map(|name| balancer(name, Vec::new(), fixed(name)));
    let table = RoutingTable { load_balancers: balancers.to_vec(), ..Default::default() };
    let (balancer, shared) = start(&table);
    let loopback = "127.0.0.1:0".parse().unwrap();
    let own = |name: &str| balancer.listen_for(&format!("arn-{name}").into(), 80, loopback).unwrap();
    let ask = |address, host: &str| {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        Peer::connect(address).ask(&request).1
    };
    let (one, two) = (own("one"), own("two"));
    for host in ["one.elb.test", "two.elb.test", "shop.example.com", "127.1.240.1:80"] {
        assert_eq!((ask(one, host), ask(two, host)), ("one".to_owned(), "two".to_owned()), "{host}");
    }
    assert_eq!((ask(shared, "two.elb.test"), ask(shared, "other")), ("two".to_owned(), "one".to_owned()));
    balancer
        .publish(&RoutingTable { load_balancers: vec![table.load_balancers[0].clone()], ..table })
        .unwrap();
    let mut client = Peer::connect(two);
    client.send("GET / HTTP/1.1\r\nHost: one.elb.test\r\n\r\n");
    assert_ne!(client.head().map(|head| status(&head)), Some(200), "nobody else answers at its address");
}

#[test]
fn nobodys_rule_answers_for_a_load_balancer_that_is_not_here() {
    let mut load_balancers = ["one", "two"].map(|name| balancer(name, Vec::new(), fixed(name))).to_vec();
    load_balancers[1].listeners[0].port = 81;
    let names = Names { endings: vec![".elb.test".into()], owner: "the cloud at port 1".into() };
    let mut table = RoutingTable { load_balancers, names, ..Default::default() };
    let (balancer, address) = start(&table);
    let ask = |host: &str| {
        let (head, body) = Peer::connect(address).ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        (status(&head), body)
    };
    let own = balancer.listen_for(&"arn-one".into(), 80, "127.0.0.1:0".parse().unwrap()).unwrap();
    // With another at the port, and as the only one of it.
    for _ in 0..2 {
        assert_eq!(ask("ONE.elb.test:80"), (200, "one".into()));
        assert_eq!(ask("one.elb.test."), (200, "one".into()));
        for others in ["three.elb.test", "Three.ELB.test:8080", "three.elb.test.", "a.b.elb.test"] {
            let (status, words) = ask(others);
            assert_eq!(status, 421, "{others}");
            assert!(words.contains("the cloud at port 1 has no load balancer"), "{words}");
        }
        let (status, words) = ask("two.elb.test");
        assert!(status == 421 && words.contains("no listener at port 80; it has one at port 81"), "{words}");
        for anybodys in
            ["shop.example.com", "127.0.0.1", "elb.test", ".elb.test", "xelb.test", "localhost:80"]
        {
            assert_eq!(ask(anybodys), (200, "one".into()), "{anybodys}");
        }
        let (_, body) = Peer::connect(own).ask("GET / HTTP/1.1\r\nHost: three.elb.test\r\n\r\n");
        assert_eq!(body, "one", "who came to its own address is answered by it");
        table
            .load_balancers
            .insert(1, LoadBalancer { arn: "arn-four".into(), ..table.load_balancers[0].clone() });
        table.load_balancers[1].dns_name = "four.elb.test".into();
        balancer.publish(&table).unwrap();
    }
    let counted: u64 = balancer.metrics().load_balancers.iter().map(|one| one.requests).sum();
    assert_eq!(counted, 2 * 9, "what nobody answered, nobody counts");
    assert_eq!(balancer.misdirected("shop.example.com"), None);
    assert!(balancer.misdirected("three.elb.test:4566").is_some_and(|words| words.contains("has no load")));
}

#[test]
fn headers_of_a_listener_are_in_every_answer_and_stand_in_for_the_targets() {
    let backend = Backend::start(|mut peer| {
        while peer.head().is_some() {
            peer.send(
                "HTTP/1.1 200 OK\r\nX-Frame-Options: SAMEORIGIN\r\nX-Own: 1\r\nContent-Length: 2\r\n\r\nhi",
            );
        }
    });
    let rule = Rule {
        priority: 1,
        conditions: vec![Condition::of(Field::PathPattern, &["/fixed"])],
        action: fixed("f"),
    };
    let mut table = table(vec![group("g", &[backend.address])], vec![rule], forward("g"));
    let headers = [("X-Frame-Options", "DENY"), ("Strict-Transport-Security", "max-age=60")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    table.load_balancers[0].listeners[0].response_headers = headers.to_vec();
    let (_balancer, address) = start(&table);
    let mut client = Peer::connect(address);
    for (path, body) in [("/", "hi"), ("/fixed", "f")] {
        let (head, seen) = client.ask(&get(path));
        assert_eq!(seen, body);
        assert_eq!(head.matches("X-Frame-Options: ").count(), 1, "{head}");
        assert!(
            head.contains("X-Frame-Options: DENY") && head.contains("Strict-Transport-Security: max-age=60")
        );
    }
    assert!(client.ask(&get("/")).0.contains("X-Own: 1"));
}
