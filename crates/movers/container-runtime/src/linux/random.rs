//! Container ids. In: the kernel's random source. Out: hexadecimal text. Never here: anything secret.

use std::fmt::Write;
use std::io::{self, Read};

/// 64 hexadecimal digits, as Docker names containers.
pub(super) fn runtime_id() -> io::Result<String> {
    let mut bytes = [0_u8; 32];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}
