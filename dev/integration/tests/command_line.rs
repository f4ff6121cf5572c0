//! The commands of the product, as people and scripts type them: whose cloud they act on, what they say when something is in the way, and
//! that nobody who stops reading makes them panic. In: words, folders, closed pipes, ignored signals. Out: exit statuses and sentences.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use integration::apart::apart;
use integration::cloud::{Cloud, How, program};
use integration::patience::until;
use integration::scratch::Scratch;
use integration::stage::{Stage, text};
use integration::{http, ports};
use serde_json::json;

/// Runs the product in a folder; its exit status and everything it said.
fn type_in(folder: &Path, words: &[&str]) -> (Option<i32>, String) {
    let output =
        Command::new(program()).args(words).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    told(output)
}

fn told(output: Output) -> (Option<i32>, String) {
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

fn answers(cloud: &Cloud) -> bool {
    http::get(&cloud.address(), &cloud.address(), "/health").is_ok_and(|reply| reply.status == 200)
}

fn acts_on_its_own_cloud(how: How) {
    apart(|| {
        let Some(mut cloud) = Cloud::start_how(How { unnamed: true, ..how }) else { return };
        let elsewhere = Scratch::new();
        let (data, pid) =
            (cloud.data().canonicalize().unwrap().display().to_string(), cloud.pid().to_string());
        // In another folder, without naming anything, although it runs on the usual port.
        let all: [&[&str]; 7] = [
            &["down"],
            &["reset"],
            &["status"],
            &["logs"],
            &["rate", "0"],
            &["explain", "service", "x"],
            &["down", "--data-dir", "elsewhere"],
        ];
        for words in all {
            let (status, said) = type_in(elsewhere.path(), words);
            assert_eq!(status, Some(3), "{words:?}: {said}");
            assert!(said.contains("Nothing runs on the data directory "), "{said}");
            let named =
                said.contains(&data) && said.contains(&format!("process {pid}")) && said.contains("4566");
            assert_eq!(named, words.len() < 3 || words[1] != "--data-dir", "{words:?}: {said}");
        }
        assert!(answers(&cloud), "it goes on");
        // In its own folder, by its directory, by its port: all the same cloud.
        let by_directory = ["status", "--output", "json", "--data-dir", &data];
        let by_port = ["status", "--output", "json", "--port", "4566"];
        let own = ["status", "--output", "json"];
        let asked: [(&Path, &[&str]); 3] =
            [(cloud.directory(), &own), (elsewhere.path(), &by_directory), (elsewhere.path(), &by_port)];
        for (folder, words) in asked {
            let (status, said) = type_in(folder, words);
            assert_eq!(status, Some(0), "{words:?}: {said}");
            let shown: serde_json::Value = serde_json::from_str(&said).unwrap();
            assert_eq!(shown["cloud"]["process"].to_string(), pid, "{words:?}: {said}");
        }
        // A directory and a port that are not the same cloud's.
        let other = ports::free().to_string();
        let (status, said) = type_in(elsewhere.path(), &["down", "--data-dir", &data, "--port", &other]);
        assert!(status == Some(1) && said.contains("answers on port 4566, not"), "{status:?} {said}");
        let (status, said) =
            type_in(elsewhere.path(), &["down", "--data-dir", "elsewhere", "--port", "4566"]);
        assert!(status == Some(1) && said.contains(&data), "{status:?} {said}");
        let (status, said) = type_in(elsewhere.path(), &["down", "--port", &other]);
        assert_eq!((status, said.trim()), (Some(3), format!("Nothing runs on port {other}.").as_str()));
        // The port is taken: by whom is said.
        let (status, said) = type_in(elsewhere.path(), &["start"]);
        assert!(status == Some(1) && said.contains(&data) && said.contains("--port"), "{status:?} {said}");
        assert!(answers(&cloud), "it goes on");
        let (status, said) = type_in(elsewhere.path(), &["down", "--port", "4566"]);
        assert_eq!(status, Some(0), "{said}");
        assert!(cloud.ended().success());
    });
}

#[test]
fn a_command_acts_on_its_own_cloud_and_names_the_one_in_the_way() {
    acts_on_its_own_cloud(How::usual());
}

#[test]
fn an_ordinary_users_cloud_is_its_own_too() {
    acts_on_its_own_cloud(How::unprivileged());
}

#[test]
fn a_data_directory_alone_is_enough_on_any_port() {
    let Some(mut cloud) = Cloud::start() else { return };
    let data = cloud.data().display().to_string();
    let (status, said) = type_in(Path::new("/"), &["reset", "--data-dir", &data]);
    assert_eq!((status, said.trim()), (Some(0), "Everything is forgotten."));
    let (status, said) = type_in(Path::new("/"), &["start", "--data-dir", &data, "--port", "1"]);
    let hint = format!("down --data-dir {data} --port 1` ends it");
    assert!(status == Some(1) && said.contains(&hint), "{status:?} {said}");
    let (status, said) = type_in(Path::new("/"), &["down", "--data-dir", &data]);
    assert_eq!((status, said.trim()), (Some(0), "Interstella is down."));
    assert!(cloud.ended().success());
    assert!(!cloud.data().join("interstella.port").exists());
}

/// A pipe nobody reads from.
fn closed_pipe() -> OwnedFd {
    let mut ends = [0; 2];
    // SAFETY: both ends are ours from here on.
    let (reader, writer) = unsafe {
        use std::os::fd::FromRawFd;
        assert_eq!(libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC), 0);
        (OwnedFd::from_raw_fd(ends[0]), OwnedFd::from_raw_fd(ends[1]))
    };
    drop(reader);
    writer
}

#[test]
fn no_command_panics_when_nobody_reads_any_more() {
    let Some(mut cloud) = Cloud::start() else { return };
    let data = cloud.data().display().to_string();
    let here = ["--data-dir", data.as_str()];
    let all: [(&[&str], i32); 12] = [
        (&["status"], 0),
        (&["status", "--output", "json"], 0),
        (&["logs"], 0),
        (&["explain", "service", "nobody"], 1),
        (&["rate", "1"], 1),
        (&["ca", "print"], 0),
        (&["ca", "export", "/dev/null"], 0),
        (&["doctor"], 0),
        (&["doctor", "--output", "json"], 0),
        (&["reset"], 0),
        (&["down"], 0),
        (&["status"], 3),
    ];
    for (words, wanted) in all {
        let mut command = Command::new(program());
        let command = command.args(words).args(here).stdin(Stdio::null()).stdout(closed_pipe());
        let output = command.stderr(Stdio::piped()).output().unwrap();
        let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!complaints.contains("panicked"), "{words:?}: {complaints}");
        assert_eq!(output.status.code(), Some(wanted), "{words:?}: {complaints}");
    }
    assert!(cloud.ended().success());
    for words in [&["--help"][..], &["--version"], &["up", "--help"], &["nonsense"]] {
        let mut command = Command::new(program());
        let command = command.args(words).stdin(Stdio::null()).stdout(closed_pipe()).stderr(closed_pipe());
        // 101 is what a panic ends with, also one whose words nobody reads.
        assert_ne!(command.status().unwrap().code(), Some(101), "{words:?}");
    }
}

/// A cloud nobody listens to: its standard output and error are pipes nobody reads.
#[test]
fn a_cloud_outlives_whoever_read_what_it_said() {
    let (files, port) = (Scratch::new(), ports::free().to_string());
    let data = files.path().join("data").display().to_string();
    let mut command = Command::new(program());
    command.args(["start", "--verbose", "--data-dir", &data, "--port", &port]).stdin(Stdio::null());
    let mut child = command.stdout(closed_pipe()).stderr(closed_pipe()).spawn().unwrap();
    let here = ["--data-dir", data.as_str()];
    let can = until("an answer or the end", || match child.try_wait() {
        Ok(Some(_)) => Ok(false),
        _ if type_in(files.path(), &[&["status"][..], &here].concat()).0 == Some(0) => Ok(true),
        _ => Err("neither".to_owned()),
    });
    if !can && type_in(files.path(), &[&["doctor"][..], &here].concat()).0 != Some(0) {
        return integration::skip::skipped("containers cannot run here", "see `interstella doctor`");
    }
    assert!(can, "it ended when nobody read what it said");
    assert_eq!(type_in(files.path(), &[&["down"][..], &here].concat()).0, Some(0));
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_signal_that_was_ignored_stays_ignored_and_containers_begin_with_every_default() {
    let signals = &[libc::SIGHUP, libc::SIGINT, libc::SIGQUIT];
    let Some(mut stage) = Stage::furnished_how(How { ignoring: signals, ..How::usual() }) else { return };
    for signal in signals {
        stage.cloud.signal(*signal);
        // One that is heeded ends the cloud well before it has answered so often.
        assert!((0..200).all(|_| answers(&stage.cloud)), "signal {signal} ended it");
    }
    let port = ports::free();
    let ports = json!({"portMappings": [{"containerPort": 8080, "hostPort": port}]});
    let definition = stage.register("web", &ports);
    stage.run_task(&definition);
    let instances = stage.instances();
    let addresses: Vec<String> =
        instances.iter().map(|one| stage.address_of(&text(&one["containerInstanceArn"]))).collect();
    let status = until("what the container ignores", || {
        let ask =
            |address: &String| http::get(&format!("{address}:{port}"), "x", "/read?path=/proc/self/status");
        addresses.iter().find_map(|address| ask(address).ok()).ok_or_else(|| "no answer".to_owned())
    });
    let ignored =
        status.text().lines().find_map(|line| line.strip_prefix("SigIgn:").map(str::to_owned)).unwrap();
    let ignored = u64::from_str_radix(ignored.trim(), 16).unwrap();
    for signal in signals {
        assert_eq!(ignored >> (signal - 1) & 1, 0, "{ignored:x} has signal {signal}");
    }
    assert!(stage.cloud.stop().success());
}

#[test]
fn what_is_in_the_way_is_told_in_a_sentence() {
    let files = Scratch::new();
    let in_the_way = files.path().join("file");
    fs::write(&in_the_way, "").unwrap();
    let file = in_the_way.display().to_string();
    let commands: [&[&str]; 8] = [
        &["start"],
        &["up"],
        &["up", "--detach"],
        &["down"],
        &["status"],
        &["logs"],
        &["doctor"],
        &["ca", "print"],
    ];
    for words in commands {
        let (status, said) = type_in(files.path(), &[words, &["--data-dir", &file]].concat());
        assert_eq!(status, Some(1), "{words:?}: {said}");
        assert!(
            said.contains(&format!("{file} is a file, and a directory is needed there")),
            "{words:?}: {said}"
        );
        assert!(said.contains("another directory with --data-dir"), "{words:?}: {said}");
        assert!(!said.contains("os error"), "{words:?}: {said}");
    }
    let (status, said) = type_in(files.path(), &["ca", "export", "no/such/folder.pem"]);
    assert!(status == Some(1) && said.contains("it is not there") && !said.contains("os error"), "{said}");
    // SAFETY: plain system call.
    if unsafe { libc::geteuid() } != 0 {
        return;
    }
    // Root's directory, another user's commands.
    let data = files.path().join("roots").display().to_string();
    assert_eq!(type_in(files.path(), &["ca", "print", "--data-dir", &data]).0, Some(0));
    for words in [&["start"][..], &["up", "--detach"]] {
        let mut command = Command::new(program());
        let command =
            command.args(words).args(["--data-dir", &data]).uid(65_534).gid(65_534).current_dir("/");
        let (status, said) = told(command.stdin(Stdio::null()).output().unwrap());
        assert_eq!(status, Some(1), "{said}");
        assert!(
            said.contains(" belongs to ") && said.contains("choose another directory with --data-dir")
                || said.contains("permission is denied, for "),
            "{words:?}: {said}"
        );
        assert!(!said.contains("os error"), "{words:?}: {said}");
    }
}

#[test]
fn without_hq_there_is_no_rate_to_set() {
    let Some(cloud) = Cloud::start() else { return };
    let (status, said) = cloud.command(&["rate", "5"]);
    let wanted = "interstella rate: HQ does not run here; `interstella up` starts it";
    assert_eq!((status, said.trim()), (Some(1), wanted));
}

#[test]
fn the_doctor_says_the_same_of_a_relative_directory() {
    let files = Scratch::new();
    let absolute = files.path().join("state").display().to_string();
    let (status, said) = type_in(files.path(), &["doctor", "--data-dir", &absolute]);
    assert_eq!(type_in(files.path(), &["doctor", "--data-dir", "state"]), (status, said));
    assert!(!files.path().join("state").exists(), "it was only asked");
    let (_, json) = type_in(files.path(), &["doctor", "--output", "json"]);
    let checks: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert!(checks.iter().any(|check| check["check"] == "overlayfs"), "{json}");
}

/// A cloud in memory forgets what it has, and nothing that lay there before.
#[test]
fn in_memory_leaves_what_an_earlier_cloud_kept() {
    let Some(mut cloud) = Cloud::start() else { return };
    assert!(cloud.stop().success());
    let kept = |cloud: &Cloud| {
        let names = fs::read_dir(cloud.data()).unwrap().flatten().map(|entry| entry.file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    };
    let (before, data) = (kept(&cloud), cloud.data().display().to_string());
    assert!(before.len() > 2, "{before:?}");
    let port = ports::free().to_string();
    let mut command = Command::new(program());
    command.args(["start", "--in-memory", "--data-dir", &data, "--port", &port]).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    until("it answers", || {
        let (status, said) = type_in(Path::new("/"), &["status", "--data-dir", &data]);
        (status == Some(0)).then_some(()).ok_or(said)
    });
    assert_eq!(type_in(Path::new("/"), &["down", "--data-dir", &data]).0, Some(0));
    assert!(child.wait().unwrap().success());
    assert_eq!(kept(&cloud), before);
}
