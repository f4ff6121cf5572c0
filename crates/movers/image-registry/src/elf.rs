//! The one thing we need to know of an ELF file: its interpreter.
//!
//! Comes in: the bytes of a program. Goes out: the path in PT_INTERP, if any. Never done here: running, loading, 32-bit or
//! big-endian files.

const PT_INTERP: u32 = 3;
const HEADER: usize = 64;

/// What the file says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Interpreter {
    /// Not a 64-bit little-endian ELF file, or a broken one.
    NotElf,
    /// Needs none.
    Static,
    /// The program loader it asks for.
    At(String),
}

/// Reads the program headers.
pub(crate) fn interpreter(file: &[u8]) -> Interpreter {
    // Class 2 is 64 bit, data 1 is little-endian.
    if file.len() < HEADER || !file.starts_with(&[0x7f, b'E', b'L', b'F', 2, 1]) {
        return Interpreter::NotElf;
    }
    read_headers(file).unwrap_or(Interpreter::NotElf)
}

/// `None` when an offset leads outside the file.
fn read_headers(file: &[u8]) -> Option<Interpreter> {
    let table = usize::try_from(u64_at(file, 32)?).ok()?;
    let (entry, count) = (u16_at(file, 54)? as usize, u16_at(file, 56)? as usize);
    for index in 0..count {
        let at = table.checked_add(index.checked_mul(entry)?)?;
        if u32_at(file, at)? == PT_INTERP {
            let start = usize::try_from(u64_at(file, at.checked_add(8)?)?).ok()?;
            let length = usize::try_from(u64_at(file, at.checked_add(32)?)?).ok()?;
            let text = file.get(start..start.checked_add(length)?)?;
            let text = std::str::from_utf8(text).ok()?.trim_end_matches('\0');
            return Some(Interpreter::At(text.to_owned()));
        }
    }
    Some(Interpreter::Static)
}

fn bytes_at<const N: usize>(file: &[u8], at: usize) -> Option<[u8; N]> {
    file.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn u16_at(file: &[u8], at: usize) -> Option<u16> {
    bytes_at(file, at).map(u16::from_le_bytes)
}

fn u32_at(file: &[u8], at: usize) -> Option<u32> {
    bytes_at(file, at).map(u32::from_le_bytes)
}

fn u64_at(file: &[u8], at: usize) -> Option<u64> {
    bytes_at(file, at).map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(headers: &[(u32, u64, u64)], tail: &[u8]) -> Vec<u8> {
        let mut file = vec![0; HEADER];
        file[..6].copy_from_slice(&[0x7f, b'E', b'L', b'F', 2, 1]);
        file[32..40].copy_from_slice(&64_u64.to_le_bytes());
        file[54..56].copy_from_slice(&56_u16.to_le_bytes());
        file[56..58].copy_from_slice(&(headers.len() as u16).to_le_bytes());
        for (kind, offset, length) in headers {
            let mut entry = [0; 56];
            entry[..4].copy_from_slice(&kind.to_le_bytes());
            entry[8..16].copy_from_slice(&offset.to_le_bytes());
            entry[32..40].copy_from_slice(&length.to_le_bytes());
            file.extend(entry);
        }
        file.extend(tail);
        file
    }

    #[test]
    fn the_interpreter_is_found() {
        let file = program(&[(1, 0, 0), (PT_INTERP, 64 + 112, 8)], b"/lib/ld\0");
        assert_eq!(interpreter(&file), Interpreter::At("/lib/ld".into()));
        assert_eq!(interpreter(&program(&[(1, 0, 0)], b"")), Interpreter::Static);
    }

    #[test]
    fn broken_files_are_not_elf() {
        assert_eq!(interpreter(b"#!/bin/sh\n"), Interpreter::NotElf);
        assert_eq!(interpreter(&program(&[(PT_INTERP, u64::MAX, 8)], b"")), Interpreter::NotElf);
        assert_eq!(interpreter(&program(&[(PT_INTERP, 0, u64::MAX)], b"")), Interpreter::NotElf);
        let whole = program(&[(PT_INTERP, 64 + 56, 8)], b"/lib/ld\0");
        for length in 0..whole.len() {
            assert_eq!(interpreter(&whole[..length]), Interpreter::NotElf, "cut at {length}");
        }
    }
}
