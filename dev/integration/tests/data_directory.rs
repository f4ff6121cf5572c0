//! The data directory is its owner's alone. In: directories as older versions left them, other users of the machine. Out: what those can still
//! open, which is nothing.

#![allow(clippy::unwrap_used, missing_docs)]

use std::ffi::CString;
use std::fs::{self, Permissions};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use integration::cloud::{Cloud, How, program};
use integration::patience::until;
use integration::scratch::Scratch;
use integration::stage::Stage;
use integration::{ports, skip};
use serde_json::json;

/// The user nobody, on every Linux.
const STRANGER: u32 = 65_534;

/// Whether this test is root, and so can be somebody else; says so if not.
fn is_root() -> bool {
    // SAFETY: takes nothing and cannot fail.
    let root = unsafe { libc::geteuid() } == 0;
    if !root {
        skip::announced("only root can be somebody else", "run it as root");
    }
    root
}

/// Everything in a data directory but what is inside the container runtime's part.
fn everything(data: &Path) -> Vec<PathBuf> {
    let (mut found, mut places) = (vec![data.to_owned()], vec![data.to_owned()]);
    while let Some(place) = places.pop() {
        for entry in fs::read_dir(place).unwrap() {
            let path = entry.unwrap().path();
            if fs::symlink_metadata(&path).unwrap().is_dir() && path != data.join("containers") {
                places.push(path.clone());
            }
            found.push(path);
        }
    }
    found
}

/// Those that anybody but the owner has any right to, by their modes.
fn open_to_others(data: &Path) -> Vec<String> {
    let shown = |path: &PathBuf| {
        let mode = fs::symlink_metadata(path).unwrap().mode();
        let link = mode & libc::S_IFMT == libc::S_IFLNK;
        (mode & 0o077 != 0 && !link).then(|| format!("{mode:o} {}", path.display()))
    };
    everything(data).iter().filter_map(shown).collect()
}

/// As older versions left it: everything readable, the directory to be entered, what is made in it, too.
fn open_wide(data: &Path) {
    for path in everything(data) {
        let name = CString::new(path.as_os_str().as_bytes()).unwrap();
        // SAFETY: both texts end in zero. There may be none to remove.
        unsafe { libc::removexattr(name.as_ptr(), c"system.posix_acl_default".as_ptr()) };
        let mode = if path.is_dir() { 0o755 } else { 0o644 };
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }
}

/// What a stranger gets to see by a shell command; its status says whether all of it succeeded.
fn as_stranger(script: &str, data: &Path) -> (bool, String) {
    let mut command = Command::new("sh");
    let output = command
        .args(["-c", script, "sh"])
        .arg(data)
        .uid(STRANGER)
        .gid(STRANGER)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A cloud with something of every kind in its directory.
fn lived_in() -> Option<Stage> {
    let mut stage = Stage::furnished()?;
    stage.boto.call("ssm", "put_parameter", json!({"Name": "/secret", "Value": "k", "Type": "String"}));
    stage.boto.call("logs", "create_log_group", json!({"logGroupName": "g"}));
    stage.boto.call("logs", "create_log_stream", json!({"logGroupName": "g", "logStreamName": "s"}));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
    let event = json!([{"timestamp": u64::try_from(now).unwrap(), "message": "m"}]);
    stage.boto.call(
        "logs",
        "put_log_events",
        json!({"logGroupName": "g", "logStreamName": "s", "logEvents": event}),
    );
    let value = json!([{"MetricName": "m", "Value": 1.0}]);
    stage.boto.call("cloudwatch", "put_metric_data", json!({"Namespace": "n", "MetricData": value}));
    Some(stage)
}

#[test]
fn nothing_in_it_is_open_to_others_from_the_first_start_on() {
    let Some(stage) = lived_in() else { return };
    let data = stage.cloud.data();
    assert!(everything(&data).len() > 10, "{:?}", everything(&data));
    assert_eq!(open_to_others(&data), Vec::<String>::new());
}

#[test]
fn what_an_older_version_left_open_is_closed_at_the_next_start() {
    if !is_root() {
        return;
    }
    let Some(mut stage) = lived_in() else { return };
    let data = stage.cloud.data();
    assert!(stage.cloud.stop().success());
    open_wide(&data);
    fs::write(data.join("notes"), "of the user").unwrap();
    // A program of an image that anybody could run from here.
    let tool = data.join("containers/tool");
    fs::copy("/bin/true", &tool).unwrap();
    fs::set_permissions(&tool, Permissions::from_mode(0o4755)).unwrap();
    let all = "cd \"$1\" && cat notes && cat local-ca-key.pem control-token && containers/tool";
    assert!(as_stranger(all, &data).0, "this is what it was like");
    // One who is in already, and stays.
    let waits = "cd \"$1/registry\" && echo in && read line; ls; cat ../notes; ls ..; ls blobs";
    let mut inside = Command::new("sh");
    let inside = inside.args(["-c", waits, "sh"]).arg(&data).uid(STRANGER).gid(STRANGER);
    let mut inside =
        inside.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut first = [0; 3];
    inside.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();

    stage.cloud.start_again();
    assert_eq!(open_to_others(&data), Vec::<String>::new());
    drop(inside.stdin.take());
    let output = inside.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "seen by one who was there before");
    for script in [
        "ls \"$1\"",
        "cat \"$1/notes\"",
        "cat \"$1/local-ca-key.pem\"",
        "cat \"$1/control-token\"",
        "\"$1/containers/tool\"",
        "ls \"$1/containers\"",
    ] {
        assert_eq!(as_stranger(script, &data), (false, String::new()), "{script}");
    }
    assert_eq!(
        fs::symlink_metadata(&tool).unwrap().mode() & 0o7777,
        0o4755,
        "what images made keeps its mode"
    );
}

#[test]
fn as_an_ordinary_user_too() {
    if !is_root() {
        return;
    }
    let Some(cloud) = Cloud::start_how(How::unprivileged()) else { return };
    assert_eq!(open_to_others(&cloud.data()), Vec::<String>::new());
    assert_eq!(fs::metadata(cloud.data()).unwrap().uid(), STRANGER);
}

#[test]
fn somebody_elses_directory_is_refused_in_words() {
    if !is_root() {
        return;
    }
    let scratch = Scratch::new();
    let data = scratch.path().join("data");
    fs::create_dir(&data).unwrap();
    chown(&data, Some(1000), Some(1000)).unwrap();
    for command in ["start", "up"] {
        let mut line = Command::new(program());
        let line = line.args([command, "--port", &ports::free().to_string(), "--data-dir"]).arg(&data);
        let mut child =
            line.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let (mut words, mut said) = (String::new(), child.stderr.take().unwrap());
        // It ends by itself, or goes on and must be ended for the test to fail.
        let ended = until("refused or ready", || match child.try_wait().unwrap() {
            Some(status) => Ok(Some(status)),
            None if data.join("interstella.pid").exists() => Ok(None),
            None => Err("neither".to_owned()),
        });
        drop(child.kill());
        drop(child.wait());
        assert!(ended.is_some_and(|status| !status.success()), "{command} went on");
        said.read_to_string(&mut words).unwrap();
        assert!(words.contains("belongs to user 1000") && words.contains("--data-dir"), "{command}: {words}");
    }
    assert_eq!(fs::read_dir(&data).unwrap().count(), 0, "untouched");
}
