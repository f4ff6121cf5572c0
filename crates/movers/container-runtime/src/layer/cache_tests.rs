//! The cache on a real directory, with honest and lying layers.
#![allow(clippy::unwrap_used)]

use std::io::Read as _;

use super::super::stream::tests::digest_of;
use super::*;

/// A cache and a blob, removed when dropped.
struct Scratch {
    directory: PathBuf,
    cache: LayerCache,
}

impl Scratch {
    fn new(name: &str) -> Self {
        let directory = std::env::temp_dir().join(format!("layers-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        let cache = LayerCache::open(directory.join("layers"), Bounds::default(), Ids::same()).unwrap();
        Self { directory, cache }
    }

    /// A layer with one file, as an honest image names it.
    fn layer(&self) -> Layer {
        let mut tar = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_size(5);
        header.set_mode(0o644);
        tar.append_data(&mut header, "file", &b"hello"[..]).unwrap();
        let tar = tar.into_inner().unwrap();
        let mut packed = Vec::new();
        flate2::read::GzEncoder::new(tar.as_slice(), flate2::Compression::fast())
            .read_to_end(&mut packed)
            .unwrap();
        let blob = self.directory.join("blob");
        fs::write(&blob, &packed).unwrap();
        let digest = digest_of(&packed);
        Layer { digest, blob, diff_id: Some(digest_of(&tar)) }
    }

    fn entries(&self) -> usize {
        fs::read_dir(self.cache.root()).unwrap().count()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.directory);
    }
}

fn other() -> String {
    format!("sha256:{}", "ab".repeat(32))
}

#[test]
fn digests_that_are_paths_are_refused() {
    for bad in ["", "sha256:", "sha256:../../etc", "md5:00"] {
        assert!(name_of(bad).is_err(), "{bad}");
    }
    assert_eq!(name_of(&other()).unwrap(), "ab".repeat(32));
}

#[test]
fn an_honest_layer_is_unpacked_once_under_its_whole_digest() {
    let scratch = Scratch::new("honest");
    let layer = scratch.layer();
    let name = scratch.cache.ensure(&layer).unwrap();
    assert_eq!(format!("sha256:{name}"), layer.digest);
    assert_eq!(fs::read(scratch.cache.root().join(&name).join("file")).unwrap(), b"hello");
    fs::remove_file(&layer.blob).unwrap();
    assert_eq!(scratch.cache.ensure(&layer).unwrap(), name, "the blob is not needed again");
    let unnamed = Layer { diff_id: None, ..layer };
    assert_eq!(scratch.cache.ensure(&unnamed).unwrap(), name);
}

#[test]
fn a_blob_that_changed_on_disk_is_not_unpacked() {
    let scratch = Scratch::new("flipped");
    let layer = scratch.layer();
    let mut bytes = fs::read(&layer.blob).unwrap();
    // In the header's time stamp: it unpacks as before, to the same diff_id.
    bytes[5] ^= 1;
    fs::write(&layer.blob, &bytes).unwrap();
    let told = scratch.cache.ensure(&layer).unwrap_err().to_string();
    assert!(told.contains(&layer.digest) && told.contains("damaged on disk"), "{told}");
    assert_eq!(scratch.entries(), 0, "nothing of it is left");
    bytes[5] ^= 1;
    fs::write(&layer.blob, &bytes).unwrap();
    scratch.cache.ensure(&layer).unwrap();
}

#[test]
fn a_diff_id_that_is_not_the_layers_is_refused_whoever_unpacked_it_first() {
    let scratch = Scratch::new("lying");
    let honest = scratch.layer();
    let lying = Layer { diff_id: Some(other()), ..honest.clone() };
    let told = scratch.cache.ensure(&lying).unwrap_err().to_string();
    let both = [honest.diff_id.as_deref().unwrap(), &other()].map(|id| told.contains(id));
    assert_eq!(both, [true; 2], "{told}");
    assert_eq!(scratch.entries(), 0);
    scratch.cache.ensure(&honest).unwrap();
    assert!(scratch.cache.ensure(&lying).is_err());
    let again = LayerCache::open(scratch.cache.root().to_owned(), Bounds::default(), Ids::same()).unwrap();
    assert!(again.ensure(&lying).is_err() && again.ensure(&honest).is_ok());
}

#[test]
fn a_diff_id_that_was_lost_is_worked_out_again() {
    let scratch = Scratch::new("lost");
    let layer = scratch.layer();
    let name = scratch.cache.ensure(&layer).unwrap();
    let file = scratch.cache.root().join(format!("{name}.diff-id"));
    for left in [None, Some("")] {
        fs::remove_file(&file).unwrap();
        if let Some(text) = left {
            fs::write(&file, text).unwrap();
        }
        let again =
            LayerCache::open(scratch.cache.root().to_owned(), Bounds::default(), Ids::same()).unwrap();
        assert!(again.ensure(&Layer { diff_id: Some(other()), ..layer.clone() }).is_err());
        again.ensure(&layer).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), layer.diff_id.clone().unwrap());
    }
}

#[test]
fn the_cache_is_its_owners_alone_and_unfinished_work_goes() {
    let scratch = Scratch::new("alone");
    let root = scratch.cache.root().to_owned();
    fs::set_permissions(&root, fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir_all(root.join(format!("{}.partial/d", "ab".repeat(32)))).unwrap();
    LayerCache::open(root.clone(), Bounds::default(), Ids::same()).unwrap();
    assert_eq!(fs::metadata(&root).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(scratch.entries(), 0);
    assert!(LayerCache::open(root, Bounds::default(), Ids { base: 1, count: u32::MAX }).is_err());
}
