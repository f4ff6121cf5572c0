//! Randomness of the operating system, for seeds, tokens and keys.

/// So many bytes nobody can guess.
///
/// The kernel's generator never fails once the machine is up; before that this waits for it.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0u8; N];
    let mut filled = 0;
    while filled < N {
        // SAFETY: the pointer and the length describe the unfilled rest of `bytes`.
        let got = unsafe { libc::getrandom(bytes[filled..].as_mut_ptr().cast(), N - filled, 0) };
        if got > 0 {
            filled += got as usize;
        }
    }
    bytes
}

/// A seed for dice.
pub(crate) fn seed() -> u64 {
    u64::from_le_bytes(bytes())
}
