//! What no container may reach, planted on this machine: files, a key, cgroups with a process, sockets; and what of the machine itself must
//! stay as it is. In: whom the product runs as. Out: variables that tell an attacker where they are, and later what became of them.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::os::fd::AsRawFd;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt, chown};
use std::os::unix::net::{SocketAddr, UnixListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::cloud::Cloud;
use crate::keyring::Key;
use crate::leftovers;
use crate::scratch::Scratch;

/// Devices every container has as well.
const NODES: [&str; 6] = ["null", "zero", "full", "random", "urandom", "tty"];
/// Settings of the machine that an escape would change.
const SETTINGS: [&str; 5] = [
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/hostname",
    "/proc/sys/kernel/modprobe",
    "/proc/sys/kernel/domainname",
    "/sys/kernel/uevent_helper",
];
/// Sockets a container would like.
const SOCKETS: [&str; 6] = [
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/run/podman/podman.sock",
    "/run/systemd/private",
    "/run/dbus/system_bus_socket",
];

/// What the runtime makes in a container's `/dev`: found at the root of this machine, it was led astray.
const LEFT_AT_THE_ROOT: [&str; 16] = [
    "null", "zero", "full", "random", "urandom", "tty", "pts", "shm", "mqueue", "fd", "stdin", "stdout",
    "stderr", "ptmx", ".mounts", "console",
];

/// A file of the canary's that only who reads directories there can name.
pub const INNER: &str = "canary-inner";

/// All of it; taken away on drop.
#[derive(Debug)]
pub struct Canary {
    files: Scratch,
    token: String,
    socket: String,
    key: Option<Key>,
    caged: Caged,
    listener: TcpListener,
    _abstract: UnixListener,
    before: BTreeMap<String, String>,
}

impl Canary {
    /// Plants it for a product that is then started by this thread as `user` (this test's own unless given).
    pub fn plant(user: Option<u32>) -> Canary {
        let files = Scratch::new();
        let directory = files.path().join("canary");
        let token = format!("canary-{}", files.path().file_name().unwrap_or_default().display());
        fs::create_dir_all(directory.join("directory")).expect("a directory");
        fs::write(directory.join("secret"), &token).expect("a file");
        fs::write(directory.join("directory/canary-inner"), &token).expect("a file");
        fs::write(directory.join("passwd"), "canary:x:4242:4242::/:/\n").expect("a file");
        if user.is_some() {
            let all = ["", "secret", "directory", "directory/canary-inner", "passwd"];
            all.iter()
                .for_each(|name| chown(directory.join(name), user, user).expect("root, to give it away"));
        }
        let socket = format!("interstella-{token}");
        let address = SocketAddr::from_abstract_name(socket.as_bytes()).expect("a name");
        // SAFETY: no arguments.
        let owner = user.unwrap_or_else(|| unsafe { libc::geteuid() });
        let mut canary = Canary {
            key: Key::plant(&format!("interstella-{token}"), &token, owner),
            caged: Caged::start(&format!("interstella-{token}")),
            listener: TcpListener::bind("127.0.0.1:0").expect("a port"),
            _abstract: UnixListener::bind_addr(&address).expect("an abstract socket"),
            before: BTreeMap::new(),
            files,
            token,
            socket,
        };
        canary.before = canary.state();
        canary
    }

    /// The directory; in it `secret`, `passwd` (with a user `canary`), `directory` with [`INNER`].
    pub fn directory(&self) -> PathBuf {
        self.files.path().join("canary")
    }

    /// Whether there is a key, and a cgroup.
    pub fn planted(&self) -> (bool, bool) {
        (self.key.is_some(), !self.caged.groups.is_empty())
    }

    /// What tells the attacker of it, as `environment` of a container definition.
    pub fn environment(&self, cloud: &Cloud) -> Value {
        let pids = [Some(cloud.pid()), leftovers::keeper_of(&cloud.data()), Some(std::process::id())];
        let pids: Vec<String> = pids.into_iter().flatten().map(|pid| pid.to_string()).collect();
        let variables = [
            ("ATTACK_CANARY", self.directory().display().to_string()),
            ("ATTACK_HANDLE", handle(&self.directory().join("secret")).unwrap_or_default()),
            ("ATTACK_DISK", disk().unwrap_or_default()),
            ("ATTACK_PIDS", pids.join(",")),
            ("ATTACK_PLACES", self.places(cloud).join(",")),
            ("ATTACK_SOCKET", self.socket.clone()),
            ("ATTACK_PORT", self.listener.local_addr().map_or(0, |at| at.port()).to_string()),
            ("ATTACK_KEY", self.key.as_ref().map(Key::told).unwrap_or_default()),
            ("ATTACK_CGROUP", self.caged.name.clone()),
            ("ATTACK_INODES", self.inodes(cloud).join(",")),
        ];
        variables.iter().map(|(name, value)| json!({"name": name, "value": value})).collect()
    }

    /// Paths of this machine that are in no container.
    fn places(&self, cloud: &Cloud) -> Vec<String> {
        let own = [
            self.files.path().to_owned(),
            cloud.data(),
            cloud.data().join("containers/keeper.sock"),
            cloud.program().to_owned(),
        ];
        let own = own.iter().map(|path| path.display().to_string());
        own.chain(SOCKETS.iter().map(|path| (*path).to_owned())).collect()
    }

    fn inodes(&self, cloud: &Cloud) -> Vec<String> {
        let nodes = NODES.iter().map(|name| (*name, Path::new("/dev").join(name)));
        let files = [
            ("root", PathBuf::from("/")),
            ("canary", self.directory()),
            ("secret", self.directory().join("secret")),
            ("directory", self.directory().join("directory")),
            ("data", cloud.data()),
            ("program", cloud.program().to_owned()),
        ];
        let facts = |(name, path): (&str, PathBuf)| {
            let facts = fs::metadata(path).ok()?;
            Some(format!("{name}={}:{}", facts.dev(), facts.ino()))
        };
        files.into_iter().chain(nodes).filter_map(facts).collect()
    }

    /// What has changed since it was planted, in words; nothing if all is well.
    pub fn harm(&mut self) -> Vec<String> {
        let now = self.state();
        let names = self.before.keys().chain(now.keys().filter(|name| !self.before.contains_key(*name)));
        let changed = names.filter(|name| self.before.get(*name) != now.get(*name));
        changed
            .map(|name| format!("{name}: {:?} became {:?}", self.before.get(name), now.get(name)))
            .collect()
    }

    /// Everything that must stay, by name.
    fn state(&mut self) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        describe(&self.directory(), &mut all);
        for name in LEFT_AT_THE_ROOT {
            let path = Path::new("/").join(name);
            let there = if fs::symlink_metadata(&path).is_ok() { "there" } else { "not there" };
            all.insert(path.display().to_string(), there.to_owned());
        }
        for name in NODES {
            let path = Path::new("/dev").join(name);
            let Ok(facts) = fs::symlink_metadata(&path) else { continue };
            // Writing to a terminal changes its times, to the others it does not.
            let time = if name == "tty" { 0 } else { facts.mtime() };
            let told = format!("{:o} {}:{} {time}", facts.mode(), facts.uid(), facts.gid());
            all.insert(path.display().to_string(), told);
        }
        for path in SETTINGS {
            all.insert(path.to_owned(), fs::read_to_string(path).unwrap_or_default());
        }
        if let Some(key) = &self.key {
            let payload = key.payload().unwrap_or_else(|error| error.to_string());
            all.insert("key".to_owned(), payload);
        }
        all.extend(self.caged.state());
        all
    }

    /// What `secret` says.
    pub fn token(&self) -> &str {
        &self.token
    }
}

impl Drop for Canary {
    /// Takes away what an escape has left at the root of the machine.
    fn drop(&mut self) {
        for name in LEFT_AT_THE_ROOT {
            let path = Path::new("/").join(name);
            if self.before.get(&*path.display().to_string()).is_some_and(|words| words == "not there") {
                // Either a file or a directory, or neither.
                drop(fs::remove_file(&path));
                drop(fs::remove_dir_all(&path));
            }
        }
    }
}

/// Everything below a directory: owner, mode, and content.
fn describe(path: &Path, into: &mut BTreeMap<String, String>) {
    let Ok(facts) = fs::symlink_metadata(path) else { return };
    let content = match (facts.is_file(), facts.is_symlink()) {
        (true, _) => fs::read_to_string(path).unwrap_or_default(),
        (_, true) => fs::read_link(path).unwrap_or_default().display().to_string(),
        _ => String::new(),
    };
    let told = format!("{:o} {}:{} {content}", facts.mode(), facts.uid(), facts.gid());
    into.insert(path.display().to_string(), told);
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        describe(&entry.path(), into);
    }
}

/// `TYPE:HEX` of a file's handle; `None` where its file system has none.
fn handle(path: &Path) -> Option<String> {
    let file = fs::File::open(path).ok()?;
    let mut handle = [0_u32; 34];
    handle[0] = 128;
    let mut mount = 0;
    // SAFETY: a handle as the kernel lays it out, with room for what it says, and an integer.
    let got = unsafe {
        libc::syscall(
            libc::SYS_name_to_handle_at,
            file.as_raw_fd(),
            c"".as_ptr(),
            handle.as_mut_ptr(),
            &raw mut mount,
            libc::AT_EMPTY_PATH,
        )
    };
    let length = usize::try_from(handle[0]).ok().filter(|length| got == 0 && *length <= 128)?;
    let bytes: Vec<u8> = handle[2..].iter().flat_map(|word| word.to_ne_bytes()).take(length).collect();
    Some(format!("{}:{}", handle[1], bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()))
}

/// `MAJOR:MINOR` of a disk of this machine.
fn disk() -> Option<String> {
    let table = fs::read_to_string("/proc/partitions").ok()?;
    let mut rows = table.lines().skip(2).map(|line| line.split_whitespace().collect::<Vec<_>>());
    let is_disk = |name: &str| {
        fs::metadata(Path::new("/dev").join(name)).is_ok_and(|facts| facts.file_type().is_block_device())
    };
    let row = rows.find(|row| row.len() == 4 && !row[3].starts_with("loop") && is_disk(row[3]))?;
    Some(format!("{}:{}", row[0], row[1]))
}

/// A sleeping process in a cgroup of its own, in every hierarchy this test may write to.
#[derive(Debug)]
struct Caged {
    name: String,
    groups: Vec<PathBuf>,
    process: Child,
}

impl Caged {
    fn start(name: &str) -> Caged {
        let process = Command::new("sleep").arg("3600").stdin(Stdio::null()).spawn().expect("`sleep` runs");
        let groups = hierarchies().into_iter().map(|place| place.join(name));
        let enter = |group: &PathBuf| {
            let entered = fs::create_dir(group)
                .and_then(|()| fs::write(group.join("cgroup.procs"), process.id().to_string()));
            if entered.is_err() {
                drop(fs::remove_dir(group));
            }
            entered.is_ok()
        };
        Caged { name: name.to_owned(), groups: groups.filter(enter).collect(), process }
    }

    fn state(&mut self) -> BTreeMap<String, String> {
        let read = |path: PathBuf| Some((path.display().to_string(), fs::read_to_string(&path).ok()?));
        let files = ["freezer.state", "cgroup.freeze", "cgroup.procs", "notify_on_release"];
        let groups = self.groups.iter();
        let mut all: BTreeMap<_, _> =
            groups.flat_map(|group| files.map(|name| group.join(name))).filter_map(read).collect();
        let lives = matches!(self.process.try_wait(), Ok(None));
        all.insert("the caged process".to_owned(), if lives { "lives" } else { "has ended" }.to_owned());
        all
    }
}

impl Drop for Caged {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
        for group in &self.groups {
            // The kernel lets go of the process a little after it was waited for.
            for _ in 0..200 {
                if fs::remove_dir(group).is_ok() {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
        }
    }
}

/// Where cgroup hierarchies are mounted, of both versions.
fn hierarchies() -> Vec<PathBuf> {
    let table = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let rows = table.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    rows.filter(|row| matches!(row.get(2), Some(&"cgroup" | &"cgroup2")))
        .map(|row| PathBuf::from(row[1]))
        .collect()
}
