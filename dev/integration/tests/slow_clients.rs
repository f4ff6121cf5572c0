//! Clients that are slow, many or malformed take nothing from others. In: thousands of connections that dribble a body or a head, requests
//! that are none. Out: others' answers, the refusals as they arrive, the memory of the cloud afterwards.

#![allow(clippy::unwrap_used, missing_docs)]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use integration::cloud::Cloud;
use integration::patience::until;
use integration::{http, open_files, skip};

const HEAD: &[u8] = b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: 100000\r\n\r\n";
/// A head that never ends.
const HALF: &[u8] = b"POST / HTTP/1.1\r\nhost: localhost\r\nx: ";

/// Connections that send a byte a second each, until they are dropped.
struct Dribblers {
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Dribblers {
    /// Opens so many, each of which begins with these bytes.
    fn open(address: &str, count: usize, begin: &'static [u8]) -> Dribblers {
        let mut open: Vec<TcpStream> = (0..count)
            .map(|_| {
                let mut stream = http::connect(address).unwrap();
                // Those whose place another needed meanwhile are closed.
                drop(stream.write_all(begin));
                stream.set_nonblocking(true).unwrap();
                stream
            })
            .collect();
        let over = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&over);
        let thread = thread::spawn(move || {
            while !ended.load(Ordering::SeqCst) {
                open.iter_mut().for_each(|stream| drop(stream.write(b"x")));
                thread::sleep(Duration::from_secs(1));
            }
        });
        Dribblers { over, thread: Some(thread) }
    }
}

impl Drop for Dribblers {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        drop(self.thread.take().map(JoinHandle::join));
    }
}

/// A page and a call, each on a connection of its own, as one that has nothing to do with the others.
fn answered(cloud: &Cloud) {
    for _ in 0..20 {
        let page = http::get(&cloud.address(), "localhost", "/_localstack/health").unwrap();
        assert_eq!(page.status, 200);
        let headers = [
            ("host", "localhost"),
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", "AmazonEC2ContainerServiceV20141113.ListClusters"),
        ];
        let call = http::send(&cloud.address(), &headers, "POST", "/", b"{}").unwrap();
        assert_eq!(call.status, 200, "{}", call.text());
    }
}

fn enough_files() -> bool {
    let enough = open_files::raise(10_000);
    if !enough {
        skip::skipped("too few open files", "ulimit -n 10000");
    }
    enough
}

#[test]
fn four_thousand_slow_bodies_shut_nobody_out() {
    if !enough_files() {
        return;
    }
    let Some(cloud) = Cloud::start() else { return };
    let dribblers = Dribblers::open(&cloud.address(), 4300, HEAD);
    answered(&cloud);
    drop(dribblers);
    answered(&cloud);
}

#[test]
fn four_thousand_slow_heads_shut_nobody_out() {
    if !enough_files() {
        return;
    }
    let Some(cloud) = Cloud::start() else { return };
    let dribblers = Dribblers::open(&cloud.address(), 4300, HALF);
    answered(&cloud);
    drop(dribblers);
    answered(&cloud);
}

/// Resident memory, in KiB.
fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse().unwrap()
}

#[test]
fn memory_comes_back_after_nine_thousand_connections() {
    if !enough_files() {
        return;
    }
    let Some(cloud) = Cloud::start() else { return };
    answered(&cloud);
    let before = resident(cloud.pid());
    let dribblers = Dribblers::open(&cloud.address(), 9000, HEAD);
    answered(&cloud);
    let during = resident(cloud.pid());
    drop(dribblers);
    let after = until("memory given back", || match resident(cloud.pid()) {
        now if now <= before + 64 * 1024 => Ok(now),
        now => Err(format!("{now} KiB, {before} KiB before")),
    });
    eprintln!("resident: {before} KiB before, {during} KiB with them, {after} KiB after");
    answered(&cloud);
}

/// Everything that comes back, to the orderly end of the connection.
fn said(cloud: &Cloud, bytes: &[u8]) -> String {
    let mut stream = http::connect(&cloud.address()).unwrap();
    drop(stream.write_all(bytes));
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an end, not a reset");
    answer
}

fn statuses(answer: &str) -> Vec<&str> {
    answer.split("HTTP/1.1 ").skip(1).map(|one| &one[..3]).collect()
}

#[test]
fn a_malformed_request_is_told_so_alone_and_behind_a_good_one() {
    let Some(cloud) = Cloud::start() else { return };
    let good = "GET /_localstack/health HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let junk = "x".repeat(200_000);
    for bad in [
        "GET / HTTP/1.1\r\nhost: localhost\r\nno header\r\n\r\n".to_owned(),
        "\u{1}\r\n\r\n".to_owned() + &junk,
    ] {
        assert_eq!(statuses(&said(&cloud, bad.as_bytes())), ["400"], "{:?}", bad.get(..40));
        let behind = format!("{good}{good}{bad}");
        assert_eq!(statuses(&said(&cloud, behind.as_bytes())), ["200", "200", "400"], "{:?}", bad.get(..40));
    }
    let two =
        "GET /_localstack/health HTTP/1.1\r\nhost: localhost\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    assert_eq!(statuses(&said(&cloud, two.as_bytes())), ["400"]);
}

#[test]
fn a_body_that_does_not_come_is_told_so() {
    let Some(cloud) = Cloud::start() else { return };
    let mut stream = http::connect(&cloud.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(180))).unwrap();
    stream.write_all(HEAD).unwrap();
    stream.write_all(b"{").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(statuses(&answer), ["408"], "{answer}");
    assert!(answer.contains("the body came too slowly"), "{answer}");
    drop(stream.shutdown(Shutdown::Both));
}
