//! What can be seen from outside: log lines, counters, cookies. In: requests. Out: lines, counters and cookies compared.
#![allow(clippy::unwrap_used, missing_docs)]
mod common;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use common::tls::{MODERN, encrypted, made, settings, trusting};
use common::*;
use load_balancer::*;
use model::elbv2::{Condition, Field};

/// A balancer of one worker that logs everything to a queue of `room` lines.
fn logging(mut table: RoutingTable, port: u16, room: usize) -> (Balancer, SocketAddr, LogReader) {
    let (queue, reader) = log_queue(room);
    table.load_balancers[0].attributes.access_log = true;
    table.load_balancers[0].attributes.connection_log = true;
    let config = Config { workers: 1, access_log: Some(Arc::new(queue)), ..Config::default() };
    let balancer = Balancer::start(config).unwrap();
    balancer.publish(&table).unwrap();
    let address = balancer.listen(port, "127.0.0.1:0".parse().unwrap()).unwrap();
    (balancer, address, reader)
}

/// The next line, cut at spaces outside quotes.
fn fields(reader: &LogReader) -> Vec<String> {
    let line = reader.next(Duration::from_secs(20)).unwrap().expect("a line");
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.text.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(letter),
        }
    }
    fields
}

#[test]
fn a_forwarded_request_has_a_line() {
    let backend = Backend::echo();
    let (_balancer, address, reader) =
        logging(table(vec![group("g", &[backend.address])], Vec::new(), forward("g")), 80, 8);
    let mut client = Peer::connect(address);
    let request = "POST /a%20b?c=\"d\" HTTP/1.1\r\nHost: lb:80\r\nUser-Agent: curl/8 \"x\"\r\nContent-Length: 5\r\n\r\nhello";
    let (head, body) = client.ask(request);
    let line = fields(&reader);
    assert_eq!(line.len(), 30, "{line:?}");
    assert_eq!((line[0].as_str(), line[2].as_str()), ("http", "app/main/1"));
    assert_eq!(line[3], client.stream.local_addr().unwrap().to_string());
    assert_eq!(line[4], backend.address.to_string());
    let times: Vec<f64> = line[5..8].iter().map(|text| text.parse().unwrap()).collect();
    assert!(times.iter().all(|time| (0.0..20.0).contains(time)), "{times:?}");
    assert_eq!((line[8].as_str(), line[9].as_str()), ("200", "200"));
    assert_eq!(line[10], request.len().to_string());
    assert_eq!(line[11], (head.len() + body.len()).to_string());
    assert_eq!(line[12], "POST http://lb:80/a%20b?c=\\x22d\\x22 HTTP/1.1");
    assert_eq!(line[13], "curl/8 \\x22x\\x22");
    assert_eq!((line[14].as_str(), line[15].as_str(), line[16].as_str()), ("-", "-", "g"));
    assert!(body.contains(&format!("X-Amzn-Trace-Id: {}\r\n", line[17])), "{}", line[17]);
    assert_eq!(line[18..21], ["-", "-", "0"]);
    assert_eq!(line[22..25], ["forward", "-", "-"]);
    assert_eq!(line[25..29], [line[4].as_str(), "200", "-", "-"]);
    assert!(line[29].starts_with("TID_"));
}

#[test]
fn answers_of_the_balancer_have_lines_too() {
    let rules = vec![Rule {
        priority: 7,
        conditions: vec![Condition::of(Field::PathPattern, &["/old"])],
        action: Action::Redirect(Redirect {
            protocol: "HTTPS".into(),
            host: "#{host}".into(),
            port: "443".into(),
            path: "/#{path}".into(),
            query: "#{query}".into(),
            permanent: false,
        }),
    }];
    let (_balancer, address, reader) = logging(table(Vec::new(), rules, fixed("hi")), 80, 8);
    Peer::connect(address).ask(&get("/old"));
    let line = fields(&reader);
    assert_eq!(
        (line[4].as_str(), &line[5..10]),
        ("-", &["-1", "-1", "-1", "302", "-"].map(String::from)[..])
    );
    assert_eq!(
        (line[20].as_str(), &line[22..24]),
        ("7", &["redirect", "https://lb:443/old"].map(String::from)[..])
    );
    Peer::connect(address).ask("GET / HTTP/1.1\r\nHost: lb\r\nContent-Length: 0\r\n\r\n");
    let line = fields(&reader);
    assert_eq!((line[8].as_str(), line[22].as_str()), ("200", "fixed-response"));
    assert_eq!(line[27..29], ["Acceptable", "GetHeadZeroContentLength"]);
    Peer::connect(address).ask("nonsense\r\n\r\n");
    let line = fields(&reader);
    assert_eq!(
        (line[8].as_str(), line[12].as_str(), line[20].as_str()),
        ("400", "- http://main.elb.test:80- -", "-")
    );
}

#[test]
fn failures_and_clients_that_leave_are_logged() {
    let backend = Backend::start(|mut peer| {
        let head = peer.head().unwrap();
        if head.contains("/wait") {
            peer.rest();
        }
    });
    let (_balancer, address, reader) =
        logging(table(vec![group("g", &[backend.address])], Vec::new(), forward("g")), 80, 8);
    Peer::connect(address).ask(&get("/hang-up"));
    let line = fields(&reader);
    assert_eq!((line[8].as_str(), line[9].as_str(), line[6].as_str()), ("502", "-", "-1"));
    let mut client = Peer::connect(address);
    client.send(&get("/wait"));
    until("the request is at the target", || backend.seen() == 2);
    drop(client);
    assert_eq!(fields(&reader)[8], "460");
}

#[test]
fn tls_connections_are_logged_and_a_full_queue_loses_lines_only() {
    let made = made(&["a.test"]);
    let wanted = encrypted(
        table(Vec::new(), Vec::new(), fixed("hi")),
        settings(vec![made.certificate("arn:cert")], MODERN),
    );
    let (_balancer, address, reader) = logging(wanted, 443, 2);
    let mut client = trusting(&made, address, "a.test");
    for _ in 0..5 {
        assert_eq!(client.ask(&get("/")).1, "hi");
    }
    let line = fields(&reader);
    assert_eq!(line.len(), 12, "{line:?}");
    assert_eq!((line[1].as_str(), line[3].as_str(), line[4].as_str()), ("127.0.0.1", "443", "TLSv1.3"));
    assert!(
        line[5].starts_with("TLS_AES_") && line[6].parse::<f64>().is_ok() && line[11].starts_with("TID_")
    );
    let request = fields(&reader);
    assert_eq!((request[0].as_str(), request[15].as_str()), ("https", "TLSv1.3"));
    assert_eq!(request[18..20], ["a.test", "arn:cert"]);
    assert_eq!(request[29], line[11]);
    until("lines were dropped", || reader.dropped() == 4);
}

#[test]
fn what_is_blocked_is_logged_by_its_reason_and_counted() {
    let (balancer, address, reader) = logging(table(Vec::new(), Vec::new(), fixed("hi")), 80, 8);
    for (lines, request, reason) in [
        ("Content-Length: 1\r\nContent-Length: 2", "GET http://lb:80/ HTTP/1.1", "MultipleContentLength"),
        ("X: \0", "GET http://lb:80/ HTTP/1.1", "BadHeader"),
        ("Content-Length: x", "- http://main.elb.test:80- -", "BadContentLength"),
    ] {
        let (head, _) = Peer::connect(address).ask(&format!("GET / HTTP/1.1\r\nHost: lb\r\n{lines}\r\n\r\n"));
        assert_eq!(status(&head), 400);
        let line = fields(&reader);
        assert_eq!((line[8].as_str(), line[12].as_str()), ("400", request));
        assert_eq!(line[27..29], ["Severe", reason]);
    }
    let read = || balancer.metrics().load_balancers[0].clone();
    until("they are counted", || read().non_compliant_requests == 3 && read().elb_4xx == 3);
}

#[test]
fn counters_tell_what_happened() {
    let backend = Backend::saying("hello");
    let mut sticky = group("g", &[backend.address]);
    sticky.stickiness = Some(Stickiness::Balancer(Duration::from_secs(60)));
    let rules = vec![Rule {
        priority: 1,
        conditions: vec![Condition::of(Field::PathPattern, &["/fixed"])],
        action: fixed("hi"),
    }];
    let (balancer, address) = start(&table(vec![sticky], rules, forward("g")));
    let mut client = Peer::connect(address);
    let (head, _) = client.ask(&get("/"));
    let cookie = head.split("Set-Cookie: ").nth(1).unwrap().split(';').next().unwrap().to_owned();
    client.ask(&format!("GET / HTTP/1.1\r\nHost: lb\r\nCookie: {cookie}\r\n\r\n"));
    client.ask(&get("/fixed"));
    let read = || balancer.metrics().load_balancers[0].clone();
    until("the answers are counted", || read().requests == 3 && read().response_times.count() == 2);
    let seen = read();
    assert_eq!((seen.target_2xx, seen.fixed_responses, seen.rule_evaluations), (2, 1, 3));
    assert_eq!((seen.new_connections, seen.active_connections), (1, 1));
    assert!(seen.request_bytes > 60 && seen.response_bytes > 60);
    assert!(seen.response_times.quantile(0.99).unwrap() < Duration::from_secs(20));
    let of_group = balancer.metrics().target_groups[0].clone();
    assert_eq!((of_group.requests, of_group.non_sticky_requests), (2, 1));
    drop(client);
    until("the connection is over", || read().active_connections == 0);
}

/// A target that sets the cookie `JSESSION` at `/login` and says its name.
fn application(name: &'static str) -> Backend {
    Backend::start(move |mut peer| {
        while let Some(head) = peer.head() {
            let cookie =
                if head.starts_with("GET /login") { "Set-Cookie: JSESSION=1; Path=/\r\n" } else { "" };
            peer.send(&format!("HTTP/1.1 200 OK\r\n{cookie}Content-Length: {}\r\n\r\n{name}", name.len()));
        }
    })
}

#[test]
fn application_cookies_begin_when_the_application_does() {
    let (one, two) = (application("one"), application("two"));
    let mut sticky = group("g", &[one.address, two.address]);
    sticky.stickiness =
        Some(Stickiness::Application { cookie: "JSESSION".into(), lasts: Duration::from_secs(60) });
    let (balancer, address) = start(&table(vec![sticky], Vec::new(), forward("g")));
    until("both are healthy", || balancer.health().iter().all(|one| one.state == State::Healthy));
    let mut client = Peer::connect(address);
    assert!(!client.ask(&get("/")).0.contains("Set-Cookie"));
    let (head, name) = client.ask(&get("/login"));
    assert!(head.contains("Set-Cookie: JSESSION=1; Path=/\r\n"));
    assert!(head.contains("Set-Cookie: AWSALBAPP-1=_remove_; Expires="));
    let token = head.split("Set-Cookie: AWSALBAPP-0=").nth(1).unwrap().split(';').next().unwrap().to_owned();
    let mut names = |cookies: String| -> Vec<String> {
        let ask = |_| client.ask(&format!("GET / HTTP/1.1\r\nHost: lb\r\nCookie: {cookies}\r\n\r\n")).1;
        (0..6).map(ask).collect()
    };
    assert!(names(format!("JSESSION=1; AWSALBAPP-0={token}")).iter().all(|one| *one == name));
    // The application's session is over: so is the stay.
    let free = names(format!("AWSALBAPP-0={token}"));
    assert!(free.iter().any(|one| *one != name), "{free:?}");
}
