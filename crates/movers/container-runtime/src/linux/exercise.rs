//! What tasks and images have a say in, under any bytes at all, for the fuzz targets in `dev/fuzz`. In: bytes. Out: nothing; a promise
//! that does not hold is a panic. Never here: anything the product calls.

pub use super::keeper::exercise::keeper;
use super::syn_gate::Syn;
use super::user;

/// The first packet of a task's connection.
///
/// # Panics
///
/// When a packet that was read, or the answer to it, is none.
pub fn first_packet(bytes: &[u8]) {
    if let Some(syn) = Syn::read(bytes) {
        let refusal = syn.refusal();
        assert_eq!(refusal.len(), 40, "a refusal is two headers");
        assert_eq!(refusal[12..16], syn.to.ip().octets(), "a refusal comes from where the packet went");
    }
}

/// An image's user, its /etc/passwd and its /etc/group, with zeros between them.
///
/// # Panics
///
/// When a number is not itself.
pub fn image_user(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut parts = text.splitn(3, '\0');
    let mut next = || parts.next().unwrap_or_default();
    let (wanted, passwd, group) = (next(), next(), next());
    if let (Ok(found), Ok(number)) = (user::resolve(wanted, passwd, group), wanted.parse::<u32>()) {
        assert!(
            found.uid == number || passwd.lines().any(|line| line.starts_with(&format!("{wanted}:"))),
            "{wanted}"
        );
    }
}
