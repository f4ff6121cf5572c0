//! What a container executes: arguments, environment, search path, identity, capabilities. In: the image's
//! config and the container's overrides. Out: steps and C strings. Never here: the file system.

use std::collections::BTreeMap;
use std::ffi::CString;
use std::io;

use super::child::{Step, Tolerance};
use super::steps::{Steps, text};
use super::user::Identity;
use crate::layer::Ids;
use crate::limits::{self, ResourceLimit};
use crate::spec::ContainerSpec;

pub(super) const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const OPEN_FILES: u64 = 65_536;

/// Docker's default set: chown dac_override fowner fsetid kill setgid setuid setpcap net_bind_service net_raw
/// sys_chroot mknod audit_write setfcap.
pub(super) const DEFAULT_CAPABILITIES: u64 = capabilities(&[0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31]);

const fn capabilities(numbers: &[u8]) -> u64 {
    let mut set = 0;
    let mut at = 0;
    while at < numbers.len() {
        set |= 1 << numbers[at];
        at += 1;
    }
    set
}

/// The command line: `entryPoint` replaces the image's and voids its `Cmd`; `command` replaces `Cmd`.
pub(super) fn arguments(container: &ContainerSpec) -> io::Result<Vec<String>> {
    let image = &container.image.config;
    let entry = container.entry_point.as_ref().unwrap_or(&image.entry_point);
    let command = match (&container.command, &container.entry_point) {
        (Some(command), _) => command.as_slice(),
        (None, Some(_)) => &[],
        (None, None) => image.command.as_slice(),
    };
    let all: Vec<String> = entry.iter().chain(command).cloned().collect();
    if all.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "No command specified"));
    }
    Ok(all)
}

/// The image's variables, overlaid with the container's, with `PATH`, `HOME`, `HOSTNAME` and these others if not given.
pub(super) fn environment(
    container: &ContainerSpec,
    others: impl Iterator<Item = (String, String)>,
    home: &str,
    host_name: &str,
) -> BTreeMap<String, String> {
    let mut all = BTreeMap::from([
        ("PATH".to_owned(), PATH.to_owned()),
        ("HOME".to_owned(), home.to_owned()),
        ("HOSTNAME".to_owned(), host_name.to_owned()),
    ]);
    all.extend(others);
    let image = container.image.config.env.iter().filter_map(|pair| pair.split_once('='));
    all.extend(image.map(|(name, value)| (name.to_owned(), value.to_owned())));
    all.extend(container.env.iter().cloned());
    all
}

/// Where `program` may be, in order.
pub(super) fn candidates(program: &str, search: &str, directory: &str) -> io::Result<Vec<CString>> {
    if program.starts_with('/') {
        return Ok(vec![text(program)?]);
    }
    if program.contains('/') {
        return Ok(vec![text(&format!("{directory}/{program}"))?]);
    }
    search.split(':').filter(|dir| !dir.is_empty()).map(|dir| text(&format!("{dir}/{program}"))).collect()
}

/// What the container's root is to its program.
pub(super) struct Inside<'a> {
    pub(super) host_name: &'a str,
    pub(super) directory: &'a str,
    /// The slot of its user namespace, if it has one of its own.
    pub(super) namespace: Option<usize>,
    /// What ids in the container are outside.
    pub(super) ids: Ids,
    /// The kernel lets us set groups.
    pub(super) may_set_groups: bool,
    /// Nothing else bounds the number of its processes: this many of a user at most.
    pub(super) most_processes: Option<u32>,
}

/// From the container's root, as root of the daemon's namespaces, to the identity the program runs with.
pub(super) fn steps(
    steps: &mut Steps,
    inside: &Inside<'_>,
    who: &Identity,
    container: &ContainerSpec,
) -> io::Result<()> {
    let allowed = DEFAULT_CAPABILITIES & !limits::capabilities(&container.dropped_capabilities);
    steps.must("set the host name", Step::HostName(text(inside.host_name)?));
    steps.may("make the working directory", Step::MakeDir(text(inside.directory)?));
    limit_all(steps, inside, container);
    let (uid, gid) = (inside.ids.on_disk(who.uid.into()), inside.ids.on_disk(who.gid.into()));
    steps.may("give it its output", Step::OwnOutput { uid, gid });
    if let Some(slot) = inside.namespace {
        steps.must("enter its user namespace", Step::EnterUserNamespace(slot));
    }
    steps.must("drop capabilities", Step::BoundCapabilities(allowed));
    let groups = inside.may_set_groups.then(|| who.groups.clone());
    let only = if inside.may_set_groups { "" } else { SINGLE_UID };
    steps.must(
        &format!("become user {}:{}{only}", who.uid, who.gid),
        Step::Become { uid: who.uid, gid: who.gid, groups },
    );
    let held = if who.uid == 0 { allowed } else { 0 };
    steps.must("hold capabilities", Step::HoldCapabilities { held, inheritable: 0 });
    steps.must("make a session keyring", Step::OwnKeyring);
    steps.must("set no_new_privs", Step::NoNewPrivileges);
    let label = format!("chdir to cwd ({:?}) set in config.json failed", inside.directory);
    steps.must(&label, Step::EnterDir(text(inside.directory)?));
    steps.must("something of the machine's root is left", Step::CheckRoot);
    steps.must("set the seccomp filter", Step::Filter { capabilities: allowed });
    Ok(())
}

fn limit_all(steps: &mut Steps, inside: &Inside<'_>, container: &ContainerSpec) {
    let processes = inside.most_processes.map(|most| ResourceLimit::new(libc::RLIMIT_NPROC, most.into()));
    let usual =
        [ResourceLimit::new(libc::RLIMIT_NOFILE, OPEN_FILES), ResourceLimit::new(libc::RLIMIT_CORE, 0)];
    // Where another value is wanted the usual one stays away: a hard limit once lowered may not be raised.
    let unasked = |usual: &ResourceLimit| container.limits.iter().all(|it| it.resource() != usual.resource());
    for usual in usual.into_iter().chain(processes).filter(unasked) {
        steps.add("set a usual limit", Tolerance::Any, limit(usual));
    }
    for wanted in &container.limits {
        steps.must(&format!("error setting rlimit type {}", wanted.resource()), limit(*wanted));
    }
}

fn limit(limit: ResourceLimit) -> Step {
    let (soft, hard) = limit.values();
    Step::Limit { resource: limit.resource(), soft, hard }
}

const SINGLE_UID: &str =
    " (run without root, only uid 0 exists inside containers: run the daemon as root for this image)";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::spec::{ImageConfig, ImageRef};

    fn container() -> ContainerSpec {
        ContainerSpec {
            name: "web".into(),
            image: ImageRef {
                name: "web".into(),
                config: ImageConfig {
                    entry_point: vec!["node".into()],
                    command: vec!["app.js".into()],
                    env: vec!["A=1=2".into(), "PATH=/x".into()],
                    ..ImageConfig::default()
                },
                layers: Vec::new(),
            },
            env: vec![("A".into(), "3".into())],
            essential: true,
            ..ContainerSpec::default()
        }
    }

    #[test]
    fn overrides_combine_as_docker_does() {
        let mut spec = container();
        assert_eq!(arguments(&spec).unwrap(), ["node", "app.js"]);
        spec.command = Some(vec!["b.js".into()]);
        assert_eq!(arguments(&spec).unwrap(), ["node", "b.js"]);
        spec.command = None;
        spec.entry_point = Some(vec!["sh".into()]);
        assert_eq!(arguments(&spec).unwrap(), ["sh"]);
        spec.entry_point = Some(Vec::new());
        assert!(arguments(&spec).is_err());
    }

    #[test]
    fn the_container_wins_over_the_image() {
        let others =
            [("A", "other"), ("B", "other")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let env = environment(&container(), others.into_iter(), "/root", "h");
        assert_eq!(env["B"], "other");
        assert_eq!((env["A"].as_str(), env["PATH"].as_str(), env["HOME"].as_str()), ("3", "/x", "/root"));
    }

    #[test]
    fn programs_are_searched_as_a_shell_does() {
        let found = |program| {
            let all = candidates(program, "/a:/b", "/w").unwrap();
            all.into_iter().map(|c| c.into_string().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(found("x"), ["/a/x", "/b/x"]);
        assert_eq!(found("./x"), ["/w/./x"]);
        assert_eq!(found("/x"), ["/x"]);
    }
}
