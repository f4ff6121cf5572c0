//! Images in a cloud's registry: the probe program, and images of whatever layers a test wants. In: a repository that exists. Out: blobs
//! and a manifest, pushed over HTTP as any client pushes them. Never here: creating the repository.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use image_registry::{
    BlobStore, Compression, ConfigSettings, Descriptor, Digest, ImageConfig, ImageManifest, PackFile,
    PackSource, RootFs, StoreSettings, media_type, pack, program_files,
};

use crate::cloud::{Cloud, beside};
use crate::http::{self, Reply};
use crate::scratch::Scratch;

/// Where the probe program lies in its image.
const PROGRAM: &str = "/app/probe-app";
/// Where the attacker lies in its image.
pub const ATTACKER: &str = "/app/attacker";

/// Packs the probe program and pushes it as `repository:tag`; its digest.
pub fn push_probe(cloud: &Cloud, repository: &str, tag: &str) -> String {
    push_probe_with(cloud, repository, tag, Vec::new())
}

/// As [`push_probe`], with more files in the image.
pub fn push_probe_with(cloud: &Cloud, repository: &str, tag: &str, more: Vec<PackFile>) -> String {
    let scratch = Scratch::new();
    let store = BlobStore::open(scratch.path(), StoreSettings::default()).expect("a blob store");
    let program = beside("probe-app", "cargo build -p integration --bins");
    let mut files = program_files(&program, PROGRAM).expect("the files of the probe program");
    files.extend(more);
    let settings = ConfigSettings { entrypoint: vec![PROGRAM.to_owned()], ..ConfigSettings::default() };
    let image = pack(&store, &files, settings, architecture(), Compression::Gzip).expect("an image");
    for digest in [&image.config, &image.layer] {
        let bytes = std::fs::read(store.path(digest)).expect("the blob");
        push_blob(cloud, repository, digest, &bytes);
    }
    push_manifest(cloud, repository, tag, &image.manifest);
    image.digest.to_string()
}

/// One entry of a layer, as it stands in the archive. Paths are relative, as in archives.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A directory.
    Directory(String),
    /// A file with its mode and content.
    File(String, u32, Vec<u8>),
    /// A symbolic link and what it says.
    Symlink(String, String),
}

impl Entry {
    /// A directory.
    pub fn directory(path: impl Into<String>) -> Entry {
        Entry::Directory(path.into())
    }

    /// A file anybody may read.
    pub fn file(path: impl Into<String>, content: impl AsRef<[u8]>) -> Entry {
        Entry::File(path.into(), 0o644, content.as_ref().to_vec())
    }

    /// A symbolic link.
    pub fn link(path: impl Into<String>, to: impl Into<String>) -> Entry {
        Entry::Symlink(path.into(), to.into())
    }
}

/// An image in the making: layers as plain tar, lowest first, and how to run it.
#[derive(Debug, Clone)]
pub struct Image {
    /// How to run it.
    pub settings: ConfigSettings,
    layers: Vec<Arc<[u8]>>,
}

impl Image {
    /// The attacker with what it needs; the program belongs to root and has the set-user-id bit.
    pub fn of_attacker() -> Image {
        static BASE: OnceLock<Arc<[u8]>> = OnceLock::new();
        let base = BASE.get_or_init(|| archive(&attackers_files()).into());
        let settings = ConfigSettings { entrypoint: vec![ATTACKER.to_owned()], ..ConfigSettings::default() };
        Image { settings, layers: vec![base.clone()] }
    }

    /// One layer more, on top.
    pub fn with(mut self, entries: &[Entry]) -> Image {
        self.layers.push(archive(entries).into());
        self
    }

    /// The layers' archives.
    pub fn layers(&self) -> impl Iterator<Item = &[u8]> {
        self.layers.iter().map(|layer| &layer[..])
    }

    /// Pushes it as `repository:tag`; the URI by which task definitions name it.
    pub fn push(&self, cloud: &Cloud, repository: &str, tag: &str) -> String {
        let reply = self.offer_claiming(cloud, repository, tag, self.layers().map(Digest::of).collect());
        assert_eq!(reply.status, 201, "{repository}:{tag}: {}", reply.text());
        format!("localhost:{}/{repository}:{tag}", cloud.port())
    }

    /// The same, with these digests of layers in its configuration, true or not; what the registry says to the manifest.
    pub fn offer_claiming(&self, cloud: &Cloud, repository: &str, tag: &str, diff_ids: Vec<Digest>) -> Reply {
        let mut layers = Vec::new();
        for bytes in self.layers() {
            let layer = descriptor(media_type::OCI_LAYER, bytes);
            push_blob(cloud, repository, &layer.digest, bytes);
            layers.push(layer);
        }
        let config = ImageConfig {
            architecture: architecture().to_owned(),
            os: "linux".to_owned(),
            config: self.settings.clone(),
            rootfs: RootFs { kind: "layers".to_owned(), diff_ids },
        };
        let config_bytes = serde_json::to_vec(&config).expect("JSON");
        let config = descriptor(media_type::OCI_CONFIG, &config_bytes);
        push_blob(cloud, repository, &config.digest, &config_bytes);
        let manifest = serde_json::to_vec(&ImageManifest::new(config, layers)).expect("JSON");
        offer_manifest(cloud, repository, tag, &manifest)
    }
}

fn descriptor(kind: &str, bytes: &[u8]) -> Descriptor {
    Descriptor {
        media_type: kind.to_owned(),
        size: bytes.len() as u64,
        digest: Digest::of(bytes),
        urls: Vec::new(),
        platform: None,
    }
}

fn attackers_files() -> Vec<Entry> {
    let program = beside("attacker", "cargo build -p integration --bins");
    let files = program_files(&program, ATTACKER).expect("the files of the attacker");
    let usual = ["app", "bin", "dev", "etc", "home", "proc", "root", "run", "sys", "usr", "var"];
    let usual = usual.into_iter().map(Entry::directory);
    usual.chain(files.iter().map(entry_of)).collect()
}

fn entry_of(file: &PackFile) -> Entry {
    let path = file.path.trim_start_matches('/').to_owned();
    let mode = if file.path == ATTACKER { 0o4755 } else { file.mode };
    match &file.source {
        PackSource::File(source) => Entry::File(path, mode, read(source)),
        PackSource::Bytes(bytes) => Entry::File(path, mode, bytes.to_vec()),
        PackSource::Symlink(to) => Entry::Symlink(path, to.clone()),
        PackSource::Directory => Entry::Directory(path),
    }
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn archive(entries: &[Entry]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for entry in entries {
        append(&mut tar, entry).expect("an archive in memory");
    }
    tar.into_inner().expect("an archive in memory")
}

fn append(tar: &mut tar::Builder<Vec<u8>>, entry: &Entry) -> std::io::Result<()> {
    let header = |kind, mode, size: usize| {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_mode(mode);
        header.set_size(size as u64);
        header.set_mtime(0);
        header.set_uid(0);
        header.set_gid(0);
        header
    };
    match entry {
        Entry::Directory(path) => {
            let mode = if path == "tmp" { 0o1777 } else { 0o755 };
            tar.append_data(
                &mut header(tar::EntryType::Directory, mode, 0),
                format!("{path}/"),
                std::io::empty(),
            )
        }
        Entry::File(path, mode, bytes) => {
            tar.append_data(&mut header(tar::EntryType::Regular, *mode, bytes.len()), path, bytes.as_slice())
        }
        Entry::Symlink(path, to) => tar.append_link(&mut header(tar::EntryType::Symlink, 0o777, 0), path, to),
    }
}

/// This machine in Docker's words.
pub(crate) fn architecture() -> &'static str {
    if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" }
}

/// Pushes a blob that is not there yet.
pub(crate) fn push_blob(cloud: &Cloud, repository: &str, digest: &Digest, bytes: &[u8]) {
    let there = ask(cloud, "HEAD", &format!("/v2/{repository}/blobs/{digest}"), &[], &[]);
    if there.status == 200 {
        return;
    }
    let done = offer_blob(cloud, repository, digest, bytes);
    assert_eq!(done.status, 201, "finish an upload: {}", done.text());
}

/// Pushes bytes under a digest, theirs or not; the registry's answer.
pub fn offer_blob(cloud: &Cloud, repository: &str, digest: &Digest, bytes: &[u8]) -> Reply {
    let begun = ask(cloud, "POST", &format!("/v2/{repository}/blobs/uploads/"), &[], &[]);
    assert_eq!(begun.status, 202, "begin an upload: {}", begun.text());
    let place = begun.header("location").expect("where to upload to");
    let path = place.split_once("://").map_or(place, |(_, rest)| &rest[rest.find('/').unwrap_or(0)..]);
    let joint = if path.contains('?') { '&' } else { '?' };
    let kind = [("content-type", "application/octet-stream")];
    ask(cloud, "PUT", &format!("{path}{joint}digest={digest}"), &kind, bytes)
}

/// Fetches a blob; the registry's answer.
pub fn fetch_blob(cloud: &Cloud, repository: &str, digest: &Digest) -> Reply {
    ask(cloud, "GET", &format!("/v2/{repository}/blobs/{digest}"), &[], &[])
}

/// Puts a manifest whose blobs are there.
pub(crate) fn push_manifest(cloud: &Cloud, repository: &str, tag: &str, manifest: &[u8]) {
    let reply = offer_manifest(cloud, repository, tag, manifest);
    assert_eq!(reply.status, 201, "{repository}:{tag}: {}", reply.text());
}

/// Puts a manifest; the registry's answer.
fn offer_manifest(cloud: &Cloud, repository: &str, tag: &str, manifest: &[u8]) -> Reply {
    let path = format!("/v2/{repository}/manifests/{tag}");
    ask(cloud, "PUT", &path, &[("content-type", media_type::OCI_MANIFEST)], manifest)
}

/// The answer of a cloud's registry to a request.
pub fn ask(cloud: &Cloud, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let host = format!("localhost:{}", cloud.port());
    let headers: Vec<_> = std::iter::once(("host", host.as_str())).chain(headers.iter().copied()).collect();
    http::send(&cloud.address(), &headers, method, path, body).expect("an answer of the registry")
}
