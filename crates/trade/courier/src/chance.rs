//! In: nothing. Out: randomness of the operating system, the only randomness of the trade. Never here: deciding anything by it.

use ring::rand::{SecureRandom, SystemRandom};

fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // The kernel's generator only fails when the system is broken; a name made of the clock still works then.
    if SystemRandom::new().fill(&mut bytes).is_err() {
        let since = std::time::UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos().to_be_bytes();
        bytes.iter_mut().zip(since.iter().rev().cycle()).for_each(|(to, from)| *to = *from);
    }
    bytes
}

/// A number in `0.0..1.0`.
pub fn fraction() -> f64 {
    f64::from(u32::from_be_bytes(bytes::<4>())) / (f64::from(u32::MAX) + 1.0)
}

/// 32 hexadecimal digits, 128 random bits.
pub fn hex_id() -> String {
    format!("{:032x}", u128::from_be_bytes(bytes::<16>()))
}
