//! Packing, read back.
#![allow(clippy::unwrap_used)]

use std::io::Read as _;

use super::*;
use crate::parse::Manifest;
use crate::store::tests::Scratch;

fn files() -> Vec<PackFile> {
    vec![
        PackFile::new("/usr/bin/app", 0o755, PackSource::Bytes(Bytes::from_static(b"program"))),
        PackFile::new("/bin", 0o777, PackSource::Symlink("usr/bin".into())),
        PackFile::new("/tmp", 0o1777, PackSource::Directory),
    ]
}

fn packed(store: &BlobStore, files: &[PackFile], compression: Compression) -> PackedImage {
    let settings = ConfigSettings { entrypoint: vec!["/usr/bin/app".into()], ..ConfigSettings::default() };
    pack(store, files, settings, "amd64", compression).unwrap()
}

#[test]
fn the_layer_holds_the_files_in_order() {
    let scratch = Scratch::new();
    let store = scratch.store();
    let image = packed(&store, &files(), Compression::None);
    let mut archive = tar::Archive::new(File::open(store.path(&image.layer)).unwrap());
    let mut found = Vec::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let header = entry.header();
        assert_eq!(header.mtime().unwrap(), 0);
        found.push((entry.path().unwrap().display().to_string(), header.mode().unwrap(), text));
    }
    let expected = [
        ("bin", 0o777, ""),
        ("tmp/", 0o1777, ""),
        ("usr/", 0o755, ""),
        ("usr/bin/", 0o755, ""),
        ("usr/bin/app", 0o755, "program"),
    ];
    assert_eq!(found, expected.map(|(path, mode, text)| (path.to_owned(), mode, text.to_owned())));
}

#[test]
fn equal_input_gives_an_equal_image_in_any_order() {
    let (one, two) = (Scratch::new(), Scratch::new());
    let mut reversed = files();
    reversed.reverse();
    for compression in [Compression::None, Compression::Gzip] {
        assert_eq!(packed(&one.store(), &files(), compression), packed(&two.store(), &reversed, compression));
    }
    let mut other = files();
    other[0].mode = 0o700;
    assert_ne!(
        packed(&one.store(), &other, Compression::None),
        packed(&one.store(), &files(), Compression::None)
    );
}

#[test]
fn manifest_and_configuration_fit_the_layer() {
    let scratch = Scratch::new();
    let store = scratch.store();
    let image = packed(&store, &files(), Compression::Gzip);
    let Manifest::Image(manifest) = Manifest::parse(&image.manifest, Some(image.media_type)).unwrap() else {
        panic!("an image")
    };
    for blob in manifest.blobs() {
        assert_eq!(store.size(&blob.digest).unwrap(), Some(blob.size));
    }
    let config = ImageConfig::parse(&store.read(&image.config, 65_536).unwrap().unwrap()).unwrap();
    assert_eq!(config.config.entrypoint, ["/usr/bin/app"]);
    let mut plain = Vec::new();
    let layer = File::open(store.path(&image.layer)).unwrap();
    flate2::read::GzDecoder::new(layer).read_to_end(&mut plain).unwrap();
    assert_eq!(config.rootfs.diff_ids, [Digest::of(&plain)]);
}

#[test]
fn paths_that_cannot_be_are_refused() {
    let scratch = Scratch::new();
    let bytes = || PackSource::Bytes(Bytes::new());
    for path in ["relative", "/", "/a//b", "/../etc/passwd", "/a/./b"] {
        assert!(matches!(arrange(&[PackFile::new(path, 0o644, bytes())]), Err(PackError::Path(_))), "{path}");
    }
    let both = [PackFile::new("/a", 0o644, bytes()), PackFile::new("/a/b", 0o644, bytes())];
    assert!(matches!(arrange(&both), Err(PackError::Path(_))));
    let missing = [PackFile::new("/a", 0o644, PackSource::File("/nonexistent/file".into()))];
    let store = scratch.store();
    let error = pack(&store, &missing, ConfigSettings::default(), "amd64", Compression::None).unwrap_err();
    assert!(matches!(error, PackError::Io(..)));
    assert_eq!(std::fs::read_dir(scratch.0.join("uploads")).unwrap().count(), 0, "the upload is given up");
}
