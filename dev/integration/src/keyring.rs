//! A key of the kernel's, planted for programs that must not find it. In: a name, a payload, an owner. Out: a serial number, and later
//! the payload again. Never here: who looks for it.

use std::ffi::CString;
use std::io;

const SESSION: libc::c_long = -3;
const USER: libc::c_long = -4;
const JOIN_SESSION: libc::c_long = 1;
const CHOWN: libc::c_long = 4;
const SET_PERMISSIONS: libc::c_long = 5;
const LINK: libc::c_long = 8;
const UNLINK: libc::c_long = 9;
const READ: libc::c_long = 11;
/// Everything, for whoever possesses it and for its owner.
const PERMISSIONS: libc::c_long = 0x3f3f_0000;

/// A key in this process's session, which its children inherit, and in its user's keyring. Gone on drop.
#[derive(Debug)]
pub struct Key {
    serial: libc::c_long,
    name: String,
}

impl Key {
    /// Plants one; it then belongs to `owner`. `None` where the kernel has no keys, or keeps them from this process.
    pub fn plant(name: &str, payload: &str, owner: u32) -> Option<Key> {
        // A session of its own, which the product started by this thread inherits.
        keyctl(JOIN_SESSION, [0; 4]).ok()?;
        let described = CString::new(name).ok()?;
        // SAFETY: C strings and bytes that live through the call.
        let added = unsafe {
            libc::syscall(
                libc::SYS_add_key,
                c"user".as_ptr(),
                described.as_ptr(),
                payload.as_ptr(),
                payload.len(),
                SESSION,
            )
        };
        let serial = result(added).ok()?;
        keyctl(LINK, [serial, USER, 0, 0]).ok()?;
        keyctl(SET_PERMISSIONS, [serial, PERMISSIONS, 0, 0]).ok()?;
        // Refused to an ordinary user, whose own it is anyway.
        let _ = keyctl(CHOWN, [serial, owner.into(), -1, 0]);
        Some(Key { serial, name: name.to_owned() })
    }

    /// `SERIAL:NAME`.
    pub fn told(&self) -> String {
        format!("{}:{}", self.serial, self.name)
    }

    /// What it holds now.
    pub fn payload(&self) -> io::Result<String> {
        let mut buffer = [0_u8; 256];
        let address = buffer.as_mut_ptr() as libc::c_long;
        let length = keyctl(READ, [self.serial, address, buffer.len() as libc::c_long, 0])?;
        let length = usize::try_from(length).map_err(io::Error::other)?.min(buffer.len());
        Ok(String::from_utf8_lossy(&buffer[..length]).into_owned())
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        // The session's link goes with the session.
        let _ = keyctl(UNLINK, [self.serial, USER, 0, 0]);
    }
}

fn keyctl(what: libc::c_long, [one, two, three, four]: [libc::c_long; 4]) -> io::Result<libc::c_long> {
    // SAFETY: numbers, or the address of a buffer that lives through the call.
    result(unsafe { libc::syscall(libc::SYS_keyctl, what, one, two, three, four) })
}

fn result(returned: libc::c_long) -> io::Result<libc::c_long> {
    if returned < 0 { Err(io::Error::last_os_error()) } else { Ok(returned) }
}
