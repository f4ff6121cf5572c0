//! The probe program as an image in a cloud's registry. In: a repository that exists. Out: blobs and a manifest, pushed over HTTP as any
//! client pushes them. Never here: creating the repository.

use image_registry::{
    BlobStore, Compression, ConfigSettings, Digest, PackedImage, StoreSettings, pack, program_files,
};

use crate::cloud::{Cloud, beside};
use crate::http::{self, Reply};
use crate::scratch::Scratch;

/// Where the program lies in the image.
const PROGRAM: &str = "/app/probe-app";

/// Packs the probe program and pushes it as `repository:tag`; its digest.
pub fn push_probe(cloud: &Cloud, repository: &str, tag: &str) -> String {
    let scratch = Scratch::new();
    let store = BlobStore::open(scratch.path(), StoreSettings::default()).expect("a blob store");
    let image = packed(&store);
    for digest in [&image.config, &image.layer] {
        push_blob(cloud, repository, &store, digest);
    }
    push_manifest(cloud, repository, tag, image.media_type, &image.manifest);
    image.digest.to_string()
}

/// Puts a manifest whose blobs are there.
pub(crate) fn push_manifest(cloud: &Cloud, repository: &str, tag: &str, kind: &str, manifest: &[u8]) {
    let path = format!("/v2/{repository}/manifests/{tag}");
    let reply = ask(cloud, "PUT", &path, &[("content-type", kind)], manifest);
    assert_eq!(reply.status, 201, "PUT {path}: {}", reply.text());
}

fn packed(store: &BlobStore) -> PackedImage {
    let program = beside("probe-app", "cargo build -p integration --bins");
    let files = program_files(&program, PROGRAM).expect("the files of the probe program");
    let settings = ConfigSettings { entrypoint: vec![PROGRAM.to_owned()], ..ConfigSettings::default() };
    pack(store, &files, settings, architecture(), Compression::Gzip).expect("an image")
}

/// This machine in Docker's words.
pub(crate) fn architecture() -> &'static str {
    if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" }
}

/// Uploads a blob unless the repository has it.
pub(crate) fn push_blob(cloud: &Cloud, repository: &str, store: &BlobStore, digest: &Digest) {
    if ask(cloud, "HEAD", &format!("/v2/{repository}/blobs/{digest}"), &[], &[]).status == 200 {
        return;
    }
    let begun = ask(cloud, "POST", &format!("/v2/{repository}/blobs/uploads/"), &[], &[]);
    assert_eq!(begun.status, 202, "begin an upload: {}", begun.text());
    let place = begun.header("location").expect("where to upload to");
    let path = place.split_once("://").map_or(place, |(_, rest)| &rest[rest.find('/').unwrap_or(0)..]);
    let joint = if path.contains('?') { '&' } else { '?' };
    let bytes = std::fs::read(store.path(digest)).expect("the blob");
    let kind = [("content-type", "application/octet-stream")];
    let done = ask(cloud, "PUT", &format!("{path}{joint}digest={digest}"), &kind, &bytes);
    assert_eq!(done.status, 201, "finish an upload: {}", done.text());
}

fn ask(cloud: &Cloud, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let host = format!("localhost:{}", cloud.port());
    let headers: Vec<_> = std::iter::once(("host", host.as_str())).chain(headers.iter().copied()).collect();
    http::send(&cloud.address(), &headers, method, path, body).expect("an answer of the registry")
}
