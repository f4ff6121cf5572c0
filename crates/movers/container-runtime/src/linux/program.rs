//! What a container executes: arguments, environment, search path, identity, capabilities. In: the image's
//! config and the container's overrides. Out: steps and C strings. Never here: the file system.

use std::collections::BTreeMap;
use std::ffi::CString;
use std::io;

use super::child::{Planned, Step, Tolerance};
use super::rootfs::text;
use super::user::Identity;
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

/// The image's variables, overlaid with the container's, with `PATH`, `HOME` and `HOSTNAME` if not given.
pub(super) fn environment(
    container: &ContainerSpec,
    home: &str,
    host_name: &str,
) -> BTreeMap<String, String> {
    let mut all = BTreeMap::from([
        ("PATH".to_owned(), PATH.to_owned()),
        ("HOME".to_owned(), home.to_owned()),
        ("HOSTNAME".to_owned(), host_name.to_owned()),
    ]);
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

/// From the container's root, as root, to the identity the program runs with.
pub(super) fn steps(
    host_name: &str,
    directory: &str,
    who: &Identity,
    may_set_groups: bool,
    container: &ContainerSpec,
) -> io::Result<Vec<Planned>> {
    let allowed = DEFAULT_CAPABILITIES & !limits::capabilities(&container.dropped_capabilities);
    let mut steps = Vec::new();
    let mut add =
        |label: &str, tolerance, step| steps.push(Planned { step, label: label.to_owned(), tolerance });
    add("set the host name", Tolerance::None, Step::HostName(text(host_name)?));
    for parent in parents(directory) {
        add("make the working directory", Tolerance::Any, Step::MakeDir(text(parent)?));
    }
    let usual =
        [ResourceLimit::new(libc::RLIMIT_NOFILE, OPEN_FILES), ResourceLimit::new(libc::RLIMIT_CORE, 0)];
    // Where another value is wanted the usual one stays away: a hard limit once lowered may not be raised.
    let unasked = |usual: &ResourceLimit| container.limits.iter().all(|it| it.resource() != usual.resource());
    for usual in usual.into_iter().filter(unasked) {
        add("set a usual limit", Tolerance::Any, limit(usual));
    }
    for wanted in &container.limits {
        let label = format!("error setting rlimit type {}", wanted.resource());
        add(&label, Tolerance::None, limit(*wanted));
    }
    add("drop capabilities", Tolerance::None, Step::BoundCapabilities(allowed));
    let groups = may_set_groups.then(|| who.groups.clone());
    let label =
        format!("become user {}:{}{}", who.uid, who.gid, if may_set_groups { "" } else { SINGLE_UID });
    add(&label, Tolerance::None, Step::Become { uid: who.uid, gid: who.gid, groups });
    let held = if who.uid == 0 { allowed } else { 0 };
    add("hold capabilities", Tolerance::None, Step::HoldCapabilities { held, inheritable: 0 });
    add("set no_new_privs", Tolerance::None, Step::NoNewPrivileges);
    add(
        &format!("chdir to cwd ({directory:?}) set in config.json failed"),
        Tolerance::None,
        Step::ChangeDir(text(directory)?),
    );
    Ok(steps)
}

fn limit(limit: ResourceLimit) -> Step {
    let (soft, hard) = limit.values();
    Step::Limit { resource: limit.resource(), soft, hard }
}

const SINGLE_UID: &str =
    " (run without root, only uid 0 exists inside containers: run the daemon as root for this image)";

/// `/a/b` gives `/a`, `/a/b`.
fn parents(directory: &str) -> impl Iterator<Item = &str> {
    let cuts = directory.char_indices().filter(|(at, c)| *c == '/' && *at > 0).map(|(at, _)| at);
    cuts.chain([directory.len()]).filter(|at| *at > 1).map(|at| &directory[..at])
}

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
        let env = environment(&container(), "/root", "h");
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

    #[test]
    fn working_directories_are_made_from_the_top() {
        assert_eq!(parents("/usr/src/app").collect::<Vec<_>>(), ["/usr", "/usr/src", "/usr/src/app"]);
        assert_eq!(parents("/").count(), 0);
    }
}
