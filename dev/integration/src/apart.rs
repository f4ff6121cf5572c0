//! A network and mounts of a test's own: its ports are free, whatever else runs on this machine, and nobody else sees its files laid over
//! others. In: a test. Out: the same, run where it is alone. Never here: what the test does.

use std::ffi::CString;
use std::fs;
use std::io;
use std::os::fd::AsRawFd;
use std::panic::resume_unwind;
use std::path::Path;

use crate::skip;

/// Runs the test on a thread with namespaces of its own, which everything it starts inherits. Without root it is skipped, said on stderr.
pub fn apart(test: impl FnOnce() + Send) {
    // SAFETY: plain system call.
    if unsafe { libc::geteuid() } != 0 {
        return skip::skipped("only root may have a network of its own", "run the tests as root");
    }
    let alone = || {
        leave().expect("namespaces of its own");
        test();
    };
    if let Err(panic) = std::thread::scope(|scope| scope.spawn(alone).join()) {
        resume_unwind(panic);
    }
}

/// Lays a file of this content over one that is there, for this test alone.
pub fn lay_over(path: &Path, content: &str, scratch: &Path) {
    let file = scratch.join("laid-over");
    fs::write(&file, content).expect("a file");
    bind(&file, path).expect("a bind mount");
}

/// Lets every user into a directory's own directories, for this test alone: clients that root has installed for itself are there for an
/// ordinary user too.
pub fn open_to_all(directory: &Path) {
    // Seen through this even when something lies over it.
    let behind = fs::File::open(directory).expect("the directory");
    let behind = format!("/proc/thread-self/fd/{}", behind.as_raw_fd());
    let entries = fs::read_dir(&behind).expect("what is in it").flatten();
    let names: Vec<_> = entries.filter(|one| one.path().is_dir()).map(|one| one.file_name()).collect();
    mount(Path::new("none"), directory, 0, Some(("tmpfs", "mode=755"))).expect("a directory over it");
    for name in names {
        let place = directory.join(&name);
        fs::create_dir(&place).expect("a directory");
        bind(&Path::new(&behind).join(&name), &place).expect("a bind mount");
    }
}

fn leave() -> io::Result<()> {
    // SAFETY: plain system call; of this thread alone.
    check(unsafe { libc::unshare(libc::CLONE_NEWNET | libc::CLONE_NEWNS) })?;
    mount(Path::new("none"), Path::new("/"), libc::MS_REC | libc::MS_PRIVATE, None)?;
    loopback_up()
}

fn bind(source: &Path, target: &Path) -> io::Result<()> {
    mount(source, target, libc::MS_BIND | libc::MS_REC, None)
}

/// `more` is the type of the file system and its options, where one is made.
fn mount(source: &Path, target: &Path, flags: libc::c_ulong, more: Option<(&str, &str)>) -> io::Result<()> {
    let word = |bytes: &[u8]| CString::new(bytes).map_err(io::Error::other);
    let path = |path: &Path| word(path.as_os_str().as_encoded_bytes());
    let (source, target) = (path(source)?, path(target)?);
    let (kind, data) = more.unwrap_or_default();
    let (kind, data) = (word(kind.as_bytes())?, word(data.as_bytes())?);
    // SAFETY: all strings outlive the call.
    check(unsafe {
        libc::mount(source.as_ptr(), target.as_ptr(), kind.as_ptr(), flags, data.as_ptr().cast())
    })
}

/// A new network has a loopback device that is down.
fn loopback_up() -> io::Result<()> {
    // SAFETY: plain system calls on a socket of our own; `ifreq` is plain data, and the name in it ends with 0.
    unsafe {
        let socket = libc::socket(libc::AF_INET, libc::SOCK_DGRAM | libc::SOCK_CLOEXEC, 0);
        check(socket)?;
        let mut device: libc::ifreq = std::mem::zeroed();
        for (to, from) in device.ifr_name.iter_mut().zip(b"lo") {
            *to = *from as libc::c_char;
        }
        device.ifr_ifru.ifru_flags = libc::IFF_UP as libc::c_short;
        let outcome = check(libc::ioctl(socket, libc::SIOCSIFFLAGS, &device));
        libc::close(socket);
        outcome
    }
}

fn check(outcome: libc::c_int) -> io::Result<()> {
    if outcome < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
