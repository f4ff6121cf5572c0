//! The kernel's keyrings, which no namespace but a user namespace divides: read, overwrite, search, add.

use std::ffi::CString;
use std::io;

use super::report::result;
use super::{Attempts, Machine, Outcome, Table};

pub(super) const TABLE: Table = &[
    ("keys/read", read),
    ("keys/overwrite", overwrite),
    ("keys/search", search),
    ("keys/request", request),
    ("keys/add", add),
    ("keys/sessions", sessions),
];

const THREAD: libc::c_long = -1;
const PROCESS: libc::c_long = -2;
const SESSION: libc::c_long = -3;
const USER: libc::c_long = -4;
const USER_SESSION: libc::c_long = -5;

const GET_KEYRING_ID: libc::c_long = 0;
const JOIN_SESSION: libc::c_long = 1;
const UPDATE: libc::c_long = 2;
const DESCRIBE: libc::c_long = 6;
const LINK: libc::c_long = 8;
const SEARCH: libc::c_long = 10;
const READ: libc::c_long = 11;
const SESSION_TO_PARENT: libc::c_long = 18;

fn keyctl(what: libc::c_long, arguments: [libc::c_long; 4]) -> io::Result<libc::c_long> {
    let [one, two, three, four] = arguments;
    // SAFETY: numbers, or addresses of what lives through the call.
    result(unsafe { libc::syscall(libc::SYS_keyctl, what, one, two, three, four) })
}

fn address<T: ?Sized>(of: *const T) -> libc::c_long {
    of.cast::<u8>() as libc::c_long
}

/// The canary's serial number and description.
fn canary(machine: &Machine) -> Option<(libc::c_long, CString)> {
    let (serial, name) = machine.key.as_ref()?;
    Some((libc::c_long::from(*serial), CString::new(name.as_str()).ok()?))
}

fn absent() -> Outcome {
    Outcome::Absent("no key was planted".to_owned())
}

fn read(machine: &Machine) -> Outcome {
    let Some((serial, _)) = canary(machine) else { return absent() };
    let (mut attempts, mut buffer) = (Attempts::default(), [0_u8; 256]);
    for what in [DESCRIBE, READ] {
        let room = buffer.len() as libc::c_long;
        let got = keyctl(what, [serial, address(buffer.as_mut_ptr()), room, 0]);
        attempts.must_be_refused(if what == READ { "read" } else { "describe" }, got);
    }
    attempts.outcome()
}

fn overwrite(machine: &Machine) -> Outcome {
    let Some((serial, _)) = canary(machine) else { return absent() };
    let mut attempts = Attempts::default();
    let words = b"a container was here";
    let done = keyctl(UPDATE, [serial, address(words.as_ptr()), words.len() as libc::c_long, 0]);
    attempts.must_be_refused("update", done);
    attempts.outcome()
}

fn search(machine: &Machine) -> Outcome {
    let Some((_, name)) = canary(machine) else { return absent() };
    let mut attempts = Attempts::default();
    for ring in [THREAD, PROCESS, SESSION, USER, USER_SESSION] {
        let found = keyctl(SEARCH, [ring, address(c"user".as_ptr()), address(name.as_ptr()), 0]);
        attempts.must_be_refused(&format!("keyring {ring}"), found);
    }
    attempts.outcome()
}

fn request(machine: &Machine) -> Outcome {
    let Some((_, name)) = canary(machine) else { return absent() };
    let mut attempts = Attempts::default();
    // SAFETY: C strings that live through the call.
    let found = unsafe { libc::syscall(libc::SYS_request_key, c"user".as_ptr(), name.as_ptr(), 0, 0) };
    attempts.must_be_refused("request_key", result(found));
    attempts.outcome()
}

fn add(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for ring in [PROCESS, SESSION, USER, USER_SESSION] {
        let (kind, name, words) = (c"user".as_ptr(), c"attack".as_ptr(), c"x".as_ptr());
        // SAFETY: C strings that live through the call.
        let added = unsafe { libc::syscall(libc::SYS_add_key, kind, name, words, 1_usize, ring) };
        attempts.must_be_refused(&format!("keyring {ring}"), result(added));
    }
    attempts.outcome()
}

fn sessions(_: &Machine) -> Outcome {
    let mut attempts = Attempts::default();
    for ring in [SESSION, USER, USER_SESSION] {
        attempts.must_be_refused(&format!("id of {ring}"), keyctl(GET_KEYRING_ID, [ring, 0, 0, 0]));
    }
    attempts.must_be_refused("link", keyctl(LINK, [USER, SESSION, 0, 0]));
    attempts.must_be_refused("to the parent", keyctl(SESSION_TO_PARENT, [0; 4]));
    attempts.must_be_refused("a new session", keyctl(JOIN_SESSION, [0; 4]));
    attempts.outcome()
}
