//! The store on a real directory.
#![allow(clippy::unwrap_used)]

use super::*;

/// A directory deleted on drop.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let dir = std::env::temp_dir().join(format!("image-registry-{}-{number}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        Self(dir)
    }

    /// Where the blob lies.
    pub(crate) fn store_path(&self, digest: &Digest) -> PathBuf {
        self.0.join("blobs/sha256").join(&digest.hex()[..2]).join(digest.hex())
    }

    pub(crate) fn store(&self) -> BlobStore {
        BlobStore::open(&self.0, StoreSettings::default()).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn files(dir: &Path) -> usize {
    fs::read_dir(dir).unwrap().count()
}

#[test]
fn chunks_become_a_blob_that_a_new_store_still_has() {
    let scratch = Scratch::new();
    let store = scratch.store();
    let id = store.begin().unwrap();
    assert_eq!(store.append(&id, Some(0), b"hello ").unwrap(), 6);
    assert_eq!(store.append(&id, None, b"world").unwrap(), 11);
    let digest = store.finish(&id, Some(&Digest::of(b"hello world"))).unwrap();
    drop(store);
    let store = scratch.store();
    assert_eq!(store.size(&digest).unwrap(), Some(11));
    assert_eq!(fs::read(store.path(&digest)).unwrap(), b"hello world");
    assert_eq!(files(&scratch.0.join("uploads")), 0);
}

#[test]
fn a_wrong_digest_leaves_nothing() {
    let scratch = Scratch::new();
    let store = scratch.store();
    let id = store.begin().unwrap();
    store.append(&id, None, b"a").unwrap();
    let error = store.finish(&id, Some(&Digest::of(b"b"))).unwrap_err();
    assert!(matches!(error, StoreError::WrongDigest { actual } if actual == Digest::of(b"a")));
    for digest in [Digest::of(b"a"), Digest::of(b"b")] {
        assert_eq!(store.size(&digest).unwrap(), None);
    }
    assert!(matches!(store.length(&id), Err(StoreError::UploadUnknown)));
    assert_eq!(files(&scratch.0.join("uploads")), 0);
}

#[test]
fn a_chunk_out_of_order_changes_nothing() {
    let scratch = Scratch::new();
    let store = scratch.store();
    let id = store.begin().unwrap();
    store.append(&id, Some(0), b"abc").unwrap();
    for at in [0, 2, 4] {
        assert!(matches!(store.append(&id, Some(at), b"x"), Err(StoreError::OutOfOrder { have: 3 })));
    }
    store.finish(&id, Some(&Digest::of(b"abc"))).unwrap();
}

#[test]
fn sizes_and_numbers_are_bounded() {
    let scratch = Scratch::new();
    let settings = StoreSettings { max_blob_bytes: 4, max_uploads: 1 };
    let store = BlobStore::open(&scratch.0, settings).unwrap();
    let id = store.begin().unwrap();
    assert!(matches!(store.begin(), Err(StoreError::TooManyUploads)));
    store.append(&id, None, b"abcd").unwrap();
    assert!(matches!(store.append(&id, None, b"e"), Err(StoreError::TooLarge { limit: 4 })));
    store.cancel(&id).unwrap();
    store.begin().unwrap();
}

#[test]
fn uploads_of_a_former_process_are_wiped() {
    let scratch = Scratch::new();
    let store = scratch.store();
    let id = store.begin().unwrap();
    store.append(&id, None, b"half").unwrap();
    std::mem::forget(store);
    assert_eq!(files(&scratch.0.join("uploads")), 1);
    let store = scratch.store();
    assert_eq!(files(&scratch.0.join("uploads")), 0);
    assert!(matches!(store.length(&id), Err(StoreError::UploadUnknown)));
}

#[test]
fn equal_bytes_are_stored_once_and_can_be_removed() {
    let scratch = Scratch::new();
    let store = scratch.store();
    let digest = store.put_bytes(b"same").unwrap();
    assert_eq!(store.put_bytes(b"same").unwrap(), digest);
    assert_eq!(store.read(&digest, 4).unwrap().unwrap(), b"same");
    assert!(matches!(store.read(&digest, 3), Err(StoreError::TooLarge { limit: 3 })));
    assert!(store.remove(&digest).unwrap());
    assert!(!store.remove(&digest).unwrap());
}

#[test]
fn upload_ids_look_like_random_uuids() {
    let scratch = Scratch::new();
    let store = scratch.store();
    let (a, b) = (store.begin().unwrap().to_string(), store.begin().unwrap().to_string());
    assert_ne!(a, b);
    assert!(a.parse::<UploadId>().is_ok());
    assert_eq!(a.as_bytes()[14], b'4');
    assert!("../../../../../../../../etc/passwd..".parse::<UploadId>().is_err());
}

/// Changes one byte of the file in its place, as a failing disk would; the times stay if they are given.
fn flip(path: &Path) {
    use std::io::{Seek as _, Write as _};
    let byte = fs::read(path).unwrap()[0] ^ 1;
    let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.rewind().unwrap();
    file.write_all(&[byte]).unwrap();
}

#[test]
fn a_blob_that_changed_on_disk_is_damaged_until_it_is_pushed_again() {
    let scratch = Scratch::new();
    let store = scratch.store();
    let digest = store.put_bytes(b"content").unwrap();
    assert_eq!(store.size(&digest).unwrap(), Some(7));
    flip(&store.path(&digest));
    let told = store.read(&digest, 100).unwrap_err();
    assert!(matches!(&told, StoreError::Damaged { actual, .. } if *actual != digest), "{told}");
    assert!(told.to_string().contains("push it again"));
    assert!(!store.is_sound(&digest).unwrap());
    assert!(matches!(store.diff_id(&digest), Err(StoreError::Damaged { .. })));
    store.put_bytes(b"content").unwrap();
    assert_eq!(store.read(&digest, 100).unwrap().unwrap(), b"content");
}

#[test]
fn damage_is_seen_whenever_it_happens_and_whoever_hides_it() {
    let scratch = Scratch::new();
    let store = scratch.store();
    let digest = store.put_bytes(b"content").unwrap();
    let path = store.path(&digest);
    let settled = || store.soundness.verdicts_of(&digest);
    // A verdict is kept once a later change would show in the file's times.
    while !settled() {
        assert_eq!(store.size(&digest).unwrap(), Some(7));
        std::thread::yield_now();
    }
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    flip(&path);
    fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    assert!(!store.is_sound(&digest).unwrap(), "the time of the last change is kept by the kernel");
    fs::write(&path, b"content").unwrap();
    assert!(store.is_sound(&digest).unwrap());
    fs::write(&path, b"content and more").unwrap();
    assert!(!store.is_sound(&digest).unwrap());
    drop(store);
    assert!(!scratch.store().is_sound(&digest).unwrap(), "a new process looks for itself");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Read as _;
    let mut packed = Vec::new();
    flate2::read::GzEncoder::new(bytes, flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
    packed
}

#[test]
fn diff_ids_are_worked_out_once_and_kept() {
    let scratch = Scratch::new();
    let store = scratch.store();
    let known = |bytes: &[u8]| Some(DiffId::Known(Digest::of(bytes)));
    let packed = store.put_bytes(&gzip(b"a layer")).unwrap();
    let plain = store.put_bytes(b"plain").unwrap();
    let zstd = store.put_bytes(b"\x28\xb5\x2f\xfd and so on").unwrap();
    assert_eq!(store.diff_id(&packed).unwrap(), known(b"a layer"));
    assert_eq!(store.diff_id(&plain).unwrap(), known(b"plain"));
    assert_eq!(store.diff_id(&zstd).unwrap(), Some(DiffId::Undecoded));
    assert_eq!(store.diff_id(&Digest::of(b"absent")).unwrap(), None);
    let beside = store.path(&packed).with_extension("diff-id");
    assert_eq!(fs::read_to_string(&beside).unwrap(), Digest::of(b"a layer").as_str());
    drop(store);
    let store = scratch.store();
    assert_eq!(store.diff_id(&packed).unwrap(), known(b"a layer"));
    fs::write(&beside, "rubbish").unwrap();
    assert_eq!(scratch.store().diff_id(&packed).unwrap(), known(b"a layer"));
    let broken = store.put_bytes(&gzip(b"cut off in the middle")[..20]).unwrap();
    assert!(matches!(store.diff_id(&broken), Err(StoreError::NotUnpacked { .. })));
    store.remove(&packed).unwrap();
    assert!(!beside.exists());
}
