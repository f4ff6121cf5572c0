//! Makes an OCI image of a list of files.
//!
//! Comes in: paths in the image with their content, and how to run it. Goes out: layer and configuration in the blob store, and
//! the manifest's bytes for the owner to store. Never done here: Dockerfiles, base images.
//!
//! Equal input gives equal digests: entries are sorted, owned by root, dated 1970.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use bytes::Bytes;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use tar::{Builder, EntryType, Header};

use crate::digest::Digest;
use crate::parse::{ConfigSettings, Descriptor, ImageConfig, ImageManifest, RootFs, media_type};
use crate::store::{BlobStore, StoreError, UploadId};

/// One entry of an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Absolute path in the image.
    pub path: String,
    /// Permission bits, such as `0o755`.
    pub mode: u32,
    /// What is there.
    pub source: PackSource,
}

impl PackFile {
    /// An entry.
    pub fn new(path: impl Into<String>, mode: u32, source: PackSource) -> Self {
        Self { path: path.into(), mode, source }
    }
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackSource {
    /// The content of a file of this machine (links are followed).
    File(PathBuf),
    /// These bytes.
    Bytes(Bytes),
    /// A symbolic link to this target.
    Symlink(String),
    /// An empty directory; directories above files need not be given.
    Directory,
}

/// How the layer is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compression {
    /// Plain tar: quickest to make and to unpack on one machine.
    #[default]
    None,
    /// Gzip, as registries elsewhere expect.
    Gzip,
}

/// An image in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedImage {
    /// The manifest, byte for byte, to be put into the catalog.
    pub manifest: Bytes,
    /// Its media type.
    pub media_type: &'static str,
    /// Its digest: the image's name.
    pub digest: Digest,
    /// The configuration blob.
    pub config: Digest,
    /// The layer blob.
    pub layer: Digest,
}

/// Why the image could not be made.
#[derive(Debug)]
pub enum PackError {
    /// A path in the image that is not absolute, climbs, or is a file and a directory at once.
    Path(String),
    /// A source file could not be read, or the layer not be written.
    Io(String, io::Error),
    /// The blob store refused.
    Store(StoreError),
    /// Manifest or configuration could not be written as JSON.
    Json(serde_json::Error),
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => write!(f, "'{path}' cannot be a path in an image"),
            Self::Io(path, error) => write!(f, "{path}: {error}"),
            Self::Store(error) => error.fmt(f),
            Self::Json(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PackError {}

impl From<StoreError> for PackError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<serde_json::Error> for PackError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

/// Makes an image of one layer and stores its blobs; blocking. `architecture` in Docker's words (`amd64`, `arm64`). Of two entries
/// with one path the later counts.
pub fn pack(
    store: &BlobStore,
    files: &[PackFile],
    settings: ConfigSettings,
    architecture: &str,
    compression: Compression,
) -> Result<PackedImage, PackError> {
    let entries = arrange(files)?;
    let (layer, diff_id) = store_layer(store, &entries, compression)?;
    let config = ImageConfig {
        architecture: architecture.to_owned(),
        os: "linux".to_owned(),
        config: settings,
        rootfs: RootFs { kind: "layers".to_owned(), diff_ids: vec![diff_id] },
    };
    let config = serde_json::to_vec(&config)?;
    let config_digest = store.put_bytes(&config)?;
    let config = descriptor(media_type::OCI_CONFIG, config.len() as u64, config_digest.clone());
    let layer_digest = layer.digest.clone();
    let manifest = Bytes::from(serde_json::to_vec(&ImageManifest::new(config, vec![layer]))?);
    Ok(PackedImage {
        digest: Digest::of(&manifest),
        manifest,
        media_type: media_type::OCI_MANIFEST,
        config: config_digest,
        layer: layer_digest,
    })
}

fn descriptor(media_type: &str, size: u64, digest: Digest) -> Descriptor {
    Descriptor { media_type: media_type.to_owned(), size, digest, urls: vec![], platform: None }
}

type Entries<'a> = BTreeMap<String, (u32, &'a PackSource)>;

/// Sorted, relative paths, with the directories above each.
fn arrange(files: &[PackFile]) -> Result<Entries<'_>, PackError> {
    let mut entries = Entries::new();
    for file in files {
        let path = file.path.strip_prefix('/').ok_or_else(|| PackError::Path(file.path.clone()))?;
        if path.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
            return Err(PackError::Path(file.path.clone()));
        }
        for (at, _) in path.match_indices('/') {
            entries.entry(path[..at].to_owned()).or_insert((0o755, &PackSource::Directory));
        }
        entries.insert(path.to_owned(), (file.mode, &file.source));
    }
    match entries.keys().find(|path| is_under_a_file(&entries, path)) {
        Some(path) => Err(PackError::Path(format!("/{path}"))),
        None => Ok(entries),
    }
}

fn is_under_a_file(entries: &Entries<'_>, path: &str) -> bool {
    let mut above = path.match_indices('/').map(|(at, _)| &path[..at]);
    above.any(|above| entries.get(above).is_some_and(|(_, source)| **source != PackSource::Directory))
}

/// Streams the layer into the store; returns its descriptor and the digest of the plain tar.
fn store_layer(
    store: &BlobStore,
    entries: &Entries<'_>,
    compression: Compression,
) -> Result<(Descriptor, Digest), PackError> {
    let id = store.begin()?;
    let written = write_layer(BlobWriter { store, id: &id }, entries, compression);
    let diff_id = written.inspect_err(|_| {
        let _ = store.cancel(&id);
    })?;
    let size = store.length(&id)?;
    let digest = store.finish(&id, None)?;
    let media_type = match compression {
        Compression::None => media_type::OCI_LAYER,
        Compression::Gzip => media_type::OCI_LAYER_GZIP,
    };
    Ok((descriptor(media_type, size, digest), diff_id))
}

fn write_layer(
    output: BlobWriter<'_>,
    entries: &Entries<'_>,
    compression: Compression,
) -> Result<Digest, PackError> {
    let failed = |error| PackError::Io("the layer".to_owned(), error);
    let output = BufWriter::with_capacity(1024 * 1024, output);
    match compression {
        Compression::None => {
            let (mut output, diff_id) = write_tar(output, entries)?;
            output.flush().map_err(failed)?;
            Ok(diff_id)
        }
        Compression::Gzip => {
            let (gzip, diff_id) = write_tar(GzEncoder::new(output, flate2::Compression::fast()), entries)?;
            gzip.finish().and_then(|mut output| output.flush()).map_err(failed)?;
            Ok(diff_id)
        }
    }
}

fn write_tar<W: Write>(output: W, entries: &Entries<'_>) -> Result<(W, Digest), PackError> {
    let mut tar = Builder::new(Hashing { output, hasher: Sha256::new() });
    for (path, (mode, source)) in entries {
        append(&mut tar, path, *mode, source).map_err(|error| PackError::Io(format!("/{path}"), error))?;
    }
    let hashing = tar.into_inner().map_err(|error| PackError::Io("the layer".to_owned(), error))?;
    Ok((hashing.output, Digest::finish(hashing.hasher)))
}

fn append<W: Write>(tar: &mut Builder<W>, path: &str, mode: u32, source: &PackSource) -> io::Result<()> {
    match source {
        PackSource::Directory => {
            tar.append_data(&mut header(EntryType::Directory, mode, 0), format!("{path}/"), io::empty())
        }
        PackSource::Symlink(target) => {
            tar.append_link(&mut header(EntryType::Symlink, 0o777, 0), path, target)
        }
        PackSource::Bytes(bytes) => {
            tar.append_data(&mut header(EntryType::Regular, mode, bytes.len() as u64), path, bytes.as_ref())
        }
        PackSource::File(source) => {
            let file = File::open(source)?;
            let size = file.metadata()?.len();
            // A file that grows or shrinks meanwhile must not shift what follows it in the archive.
            let copied = tar.append_data(
                &mut header(EntryType::Regular, mode, size),
                path,
                Exactly { file, left: size },
            );
            copied.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", source.display())))
        }
    }
}

fn header(kind: EntryType, mode: u32, size: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_mode(mode);
    header.set_size(size);
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    header
}

/// Reads exactly `left` bytes, or fails.
struct Exactly {
    file: File,
    left: u64,
}

impl io::Read for Exactly {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let count = self.file.read(&mut buffer[..wanted])?;
        if count == 0 && wanted > 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file shrank while being packed"));
        }
        self.left -= count as u64;
        Ok(count)
    }
}

/// Hashes what passes.
struct Hashing<W> {
    output: W,
    hasher: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.output.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

/// Appends to an upload.
struct BlobWriter<'a> {
    store: &'a BlobStore,
    id: &'a UploadId,
}

impl Write for BlobWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.store.append(self.id, None, bytes).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[path = "pack_tests.rs"]
mod tests;
