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
    assert_eq!(store.size(&digest), Some(11));
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
    assert!(!store.exists(&Digest::of(b"a")) && !store.exists(&Digest::of(b"b")));
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
