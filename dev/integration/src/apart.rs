//! A network and mounts of a test's own: its ports are free, whatever else runs on this machine, and nobody else sees its files laid over
//! others. In: a test. Out: the same, run where it is alone. Never here: what the test does.

use std::fs;
use std::io;
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
    mount(&file, path, libc::MS_BIND).expect("a bind mount");
}

fn leave() -> io::Result<()> {
    // SAFETY: plain system call; of this thread alone.
    check(unsafe { libc::unshare(libc::CLONE_NEWNET | libc::CLONE_NEWNS) })?;
    mount(Path::new("none"), Path::new("/"), libc::MS_REC | libc::MS_PRIVATE)?;
    loopback_up()
}

fn mount(source: &Path, target: &Path, flags: libc::c_ulong) -> io::Result<()> {
    let word =
        |path: &Path| std::ffi::CString::new(path.as_os_str().as_encoded_bytes()).map_err(io::Error::other);
    let (source, target) = (word(source)?, word(target)?);
    // SAFETY: both strings outlive the call; neither type nor data is read for these flags.
    check(unsafe { libc::mount(source.as_ptr(), target.as_ptr(), std::ptr::null(), flags, std::ptr::null()) })
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
