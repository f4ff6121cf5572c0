//! Archives made to do harm: too large, too deep, too many, lying, damaged.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::MetadataExt;

use tar::EntryType;

use super::tests::{Scratch, blob, file, header, link, pax, raw, refusal, unpack_all};
use super::*;

#[test]
fn bounds_hold() {
    let scratch = Scratch::new("bounds");
    let archive = blob(|tar| (0..20).for_each(|at| file(tar, &format!("f{at}"), &[0; 2000])));
    let told = |bounds: Bounds| {
        let done = unpack(archive.as_slice(), &scratch.layer(), bounds, Ids::same());
        done.unwrap_err().to_string()
    };
    let wide = Bounds::default();
    assert!(told(Bounds { bytes: 1000, ..wide }).contains("the layer is larger than 1000 bytes unpacked"));
    assert!(told(Bounds { entries: 19, ..wide }).contains("the layer has more than 19 entries"));
    assert!(
        unpack(archive.as_slice(), &scratch.layer(), Bounds { entries: 20, ..wide }, Ids::same()).is_ok()
    );
}

#[test]
fn headers_without_end_are_bounded_too() {
    let archive = blob(|tar| {
        for _ in 0..1000 {
            raw(tar, &mut header(EntryType::XGlobalHeader, 0), "pax_global_header", b"");
        }
    });
    let bounds = Bounds { entries: 999, ..Bounds::default() };
    let scratch = Scratch::new("headers");
    let told = unpack(archive.as_slice(), &scratch.layer(), bounds, Ids::same()).unwrap_err().to_string();
    assert_eq!(told, "the layer has more than 999 entries");
}

#[test]
fn names_and_paths_linux_cannot_have_are_refused_in_words() {
    let path = |path: String| {
        refusal("names", |tar| {
            pax(tar, &[("path", path.as_bytes())]);
            file(tar, "x", b"");
        })
    };
    let told = path("n".repeat(256));
    assert!(told.ends_with("...: a name of 256 bytes; 255 are possible") && told.len() < 200, "{told}");
    let told = path("d/".repeat(10_000));
    assert!(told.ends_with("a path of 20000 bytes; 4095 are possible"), "{told}");
    let told = path("d/".repeat(300) + "f");
    assert!(told.ends_with("more than 256 directories deep"), "{told}");
}

#[test]
fn symbolic_links_do_not_lead_deeper_than_paths_may() {
    let scratch = Scratch::new("deep");
    let bounds = Bounds { depth: 10, ..Bounds::default() };
    let archive = blob(|tar| {
        for at in 0..20 {
            let below = format!("{}f", "d/".repeat(6));
            let here = if at == 0 { String::new() } else { format!("s{}/", at - 1) };
            pax(tar, &[("path", format!("{here}{below}").as_bytes())]);
            file(tar, "x", b"");
            link(tar, EntryType::Symlink, &format!("s{at}"), &format!("/{here}{}", "d/".repeat(6)));
        }
    });
    let told = unpack(archive.as_slice(), &scratch.layer(), bounds, Ids::same()).unwrap_err().to_string();
    assert!(told.ends_with("more than 10 directories deep"), "{told}");
}

#[test]
fn sizes_nobody_has_are_refused_before_anything_is_written() {
    let scratch = Scratch::new("claims");
    let claim = |kind, real: u64| {
        let mut tar = tar::Builder::new(Vec::new());
        let mut header = header(kind, if real == 0 { 1 << 63 } else { 0 });
        header.as_gnu_mut().unwrap().set_real_size(real);
        raw(&mut tar, &mut header, "huge", b"");
        let archive = tar.into_inner().unwrap();
        unpack(archive.as_slice(), &scratch.layer(), Bounds::default(), Ids::same()).unwrap_err().to_string()
    };
    for told in
        [claim(EntryType::Regular, 0), claim(EntryType::GNUSparse, 1 << 63), claim(EntryType::XHeader, 0)]
    {
        assert!(told.contains("the layer is larger than 21474836480 bytes unpacked"), "{told}");
    }
    let told =
        refusal("pax size", |tar| raw(tar, &mut header(EntryType::XHeader, 2 << 20), "x", &[0; 2 << 20]));
    assert_eq!(told, "an extended header of more than 1048576 bytes");
    assert_eq!(fs::read_dir(scratch.layer()).unwrap().count(), 0);
}

/// The map of an old GNU sparse file, and a block that says more follow.
fn gnu_sparse(pieces: &[(u64, u64)], real: u64, data: u64) -> tar::Header {
    let mut header = header(EntryType::GNUSparse, data);
    let gnu = header.as_gnu_mut().unwrap();
    for (slot, (at, length)) in gnu.sparse.iter_mut().zip(pieces) {
        slot.set_offset(*at);
        slot.set_length(*length);
    }
    gnu.set_real_size(real);
    header
}

#[test]
fn maps_of_sparse_files_that_lie_are_refused() {
    type Lie<'a> = (&'a [(u64, u64)], u64, u64);
    let lies: [Lie<'_>; 4] = [
        (&[(0, 4), (2, 4)], 100, 8),
        (&[(98, 4)], 100, 4),
        (&[(0, 4)], 100, 8),
        (&[(u64::MAX - 1, 4)], 100, 4),
    ];
    for (pieces, real, data) in lies {
        let told = refusal("lies", |tar| {
            raw(tar, &mut gnu_sparse(pieces, real, data), "s", &vec![b'x'; data as usize]);
        });
        assert_eq!(told, "a damaged map of a sparse file", "{pieces:?}");
    }
    let endless = refusal("endless", |tar| {
        let mut header = gnu_sparse(&[], 10, 0);
        header.as_gnu_mut().unwrap().set_is_extended(true);
        raw(tar, &mut header, "s", b"");
        let mut more = tar::GnuExtSparseHeader::new();
        more.isextended[0] = 1;
        (0..4000).for_each(|_| tar.get_mut().write_all(more.as_bytes()).unwrap());
    });
    assert_eq!(endless, "a sparse file in more than 65536 pieces");
}

#[test]
fn chains_of_hard_links_are_one_file_and_links_to_nothing_are_named() {
    let scratch = Scratch::new("chain");
    unpack_all(&scratch, |tar| {
        file(tar, "l0", b"once");
        (1..500).for_each(|at| link(tar, EntryType::Link, &format!("l{at}"), &format!("l{}", at - 1)));
    })
    .unwrap();
    assert_eq!(fs::metadata(scratch.layer().join("l499")).unwrap().nlink(), 500);
    let told = refusal("nothing", |tar| link(tar, EntryType::Link, "a", "missing"));
    assert!(told.starts_with("a: hard link to missing: ") && told.contains("No such file"), "{told}");
    let told = refusal("root", |tar| link(tar, EntryType::Link, "a", "."));
    assert_eq!(told, "a: hard link to .: the root itself");
}

#[test]
fn damage_is_an_error() {
    let whole = blob(|tar| file(tar, "a", &[b'x'; 1000]));
    let scratch = Scratch::new("damage");
    let told = |bytes: &[u8]| {
        unpack(bytes, &scratch.layer(), Bounds::default(), Ids::same()).unwrap_err().to_string()
    };
    for cut in [100, 512 + 400] {
        assert!(told(&whole[..cut]).contains("the archive is cut short"), "{cut}");
    }
    let mut flipped = whole.clone();
    flipped[0] ^= 1;
    assert!(told(&flipped).contains("checksum is wrong"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn rubbish_is_an_error_not_a_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..2048)) {
        let scratch = Scratch::new("rubbish");
        let _ = unpack(bytes.as_slice(), &scratch.layer(), Bounds::default(), Ids::same());
    }

    /// Damage behind a header whose checksum is right again.
    #[test]
    fn damaged_headers_are_an_error_not_a_panic(at in 0_usize..512, bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 1..40)) {
        let scratch = Scratch::new("header");
        let mut header = header(EntryType::Regular, 3);
        header.set_path("file").unwrap();
        for (slot, byte) in header.as_mut_bytes()[at..].iter_mut().zip(&bytes) {
            *slot = *byte;
        }
        header.set_cksum();
        let mut archive = header.as_bytes().to_vec();
        archive.extend_from_slice(&[b'5'; 512]);
        archive.extend_from_slice(&[0; 1024]);
        let small = Bounds { bytes: 1 << 16, ..Bounds::default() };
        let _ = unpack(archive.as_slice(), &scratch.layer(), small, Ids::same());
    }
}
