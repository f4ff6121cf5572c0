//! The registry behind a real server, spoken to by hand over TCP: the calls docker makes and those others need.
#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Mutex;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::catalog::{Reference, StoredManifest};
use crate::digest::Digest;
use crate::parse::{Descriptor, ImageManifest, media_type};
use crate::scope::Scope;
use crate::store::tests::Scratch;

/// The owner's part, in memory: one repository `team/app`; the tag `fixed` is immutable.
#[derive(Default)]
struct Shelf {
    manifests: Mutex<HashMap<Digest, StoredManifest>>,
    tags: Mutex<HashMap<String, Digest>>,
}

impl Catalog for Shelf {
    fn repository(&self, at: &Repository) -> Result<(), CatalogError> {
        if at.name == "team/app" {
            return Ok(());
        }
        let message = format!(
            "The repository with name '{}' does not exist in the registry with id '{}'",
            at.name, at.account
        );
        Err(CatalogError::new(ErrorCode::NameUnknown, message))
    }

    fn put_manifest(
        &self,
        _: &Repository,
        reference: &Reference,
        manifest: StoredManifest,
    ) -> Result<(), CatalogError> {
        if let Reference::Tag(tag) = reference {
            let mut tags = self.tags.lock().unwrap();
            if tag == "fixed" && tags.contains_key(tag) {
                return Err(CatalogError::new(ErrorCode::TagInvalid, "immutable"));
            }
            tags.insert(tag.clone(), manifest.digest.clone());
        }
        self.manifests.lock().unwrap().insert(manifest.digest.clone(), manifest);
        Ok(())
    }

    fn manifest(
        &self,
        _: &Repository,
        reference: &Reference,
    ) -> Result<Option<StoredManifest>, CatalogError> {
        let digest = match reference {
            Reference::Tag(tag) => self.tags.lock().unwrap().get(tag).cloned(),
            Reference::Digest(digest) => Some(digest.clone()),
        };
        Ok(digest.and_then(|digest| self.manifests.lock().unwrap().get(&digest).cloned()))
    }

    fn tags(&self, _: &Repository) -> Result<Vec<String>, CatalogError> {
        Ok(self.tags.lock().unwrap().keys().cloned().collect())
    }

    fn delete_manifest(&self, _: &Repository, reference: &Reference) -> Result<bool, CatalogError> {
        match reference {
            Reference::Tag(tag) => Ok(self.tags.lock().unwrap().remove(tag).is_some()),
            Reference::Digest(digest) => {
                self.tags.lock().unwrap().retain(|_, tagged| tagged != digest);
                Ok(self.manifests.lock().unwrap().remove(digest).is_some())
            }
        }
    }
}

/// Lets in everyone but those with a wrong password.
fn scope_of(knock: &Knock) -> Result<Scope, CatalogError> {
    if knock
        .credentials
        .as_ref()
        .is_some_and(|(user, password)| (user.as_str(), password.as_str()) != ("AWS", "right"))
    {
        return Err(CatalogError::new(ErrorCode::Unauthorized, "wrong password"));
    }
    Ok(Scope { account: "000000000000".into(), region: "us-east-1".into() })
}

pub(crate) struct Client {
    address: SocketAddr,
    scratch: Scratch,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{}", self.text());
        assert!(self.text().contains(&format!("\"code\":\"{code}\"")), "{}", self.text());
        assert_eq!(self.header("content-type"), "application/json");
    }
}

impl Client {
    pub(crate) async fn start() -> Self {
        Self::with(Arc::default()).await
    }

    async fn with(catalog: Arc<Shelf>) -> Self {
        let scratch = Scratch::new();
        let registry = Registry { store: Arc::new(scratch.store()), catalog, scope_of: Arc::new(scope_of) };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router(registry)).await });
        Self { address, scratch }
    }

    async fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request).await.unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let pair = |line: &str| line.split_once(": ").map(|(k, v)| (k.to_owned(), v.to_owned()));
        Answer { status, headers: lines.filter_map(pair).collect(), body: bytes[end + 4..].to_vec() }
    }

    async fn send(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost:4566\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
        );
        self.raw(&[head.as_bytes(), body].concat()).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "", b"").await
    }

    /// As docker does it: POST, one chunked PATCH without Content-Length, an empty PUT.
    pub(crate) async fn push_blob(&self, content: &[u8]) -> Digest {
        let begun = self.send("POST", "/v2/team/app/blobs/uploads/", "", b"").await;
        assert_eq!((begun.status, begun.header("range")), (202, "0-0"));
        let place = begun.header("location").to_owned();
        assert!(place.ends_with(begun.header("docker-upload-uuid")));
        let mut request = format!(
            "PATCH {place} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n"
        )
        .into_bytes();
        for chunk in content.chunks(100_000) {
            request.extend(format!("{:x}\r\n", chunk.len()).bytes());
            request.extend(chunk);
            request.extend(b"\r\n");
        }
        request.extend(b"0\r\n\r\n");
        let patched = self.raw(&request).await;
        assert_eq!((patched.status, patched.header("range")), (202, &*format!("0-{}", content.len() - 1)));
        let digest = Digest::of(content);
        let escaped = digest.as_str().replace(':', "%3A");
        let put = self.send("PUT", &format!("{place}?digest={escaped}"), "", b"").await;
        assert_eq!(put.status, 201, "{}", put.text());
        assert_eq!(put.header("docker-content-digest"), digest.as_str());
        assert_eq!(put.header("location"), format!("/v2/team/app/blobs/{digest}"));
        digest
    }

    /// Pushes config, layer and manifest under `tag`; returns the manifest's bytes.
    pub(crate) async fn push_image(&self, layer: &[u8], tag: &str) -> Vec<u8> {
        let manifest = ImageManifest::new(descriptor(b"{}"), vec![descriptor(layer)]);
        let manifest = serde_json::to_vec(&manifest).unwrap();
        self.push_blob(b"{}").await;
        self.push_blob(layer).await;
        let put = self.put_manifest(tag, media_type::OCI_MANIFEST, &manifest).await;
        assert_eq!(put.status, 201, "{}", put.text());
        assert_eq!(put.header("docker-content-digest"), Digest::of(&manifest).as_str());
        manifest
    }

    pub(crate) async fn put_manifest(&self, tag: &str, media_type: &str, manifest: &[u8]) -> Answer {
        let header = format!("content-type: {media_type}\r\n");
        self.send("PUT", &format!("/v2/team/app/manifests/{tag}"), &header, manifest).await
    }
}

pub(crate) fn descriptor(content: &[u8]) -> Descriptor {
    Descriptor {
        media_type: media_type::OCI_LAYER.into(),
        size: content.len() as u64,
        digest: Digest::of(content),
        urls: vec![],
        platform: None,
    }
}

#[tokio::test]
async fn no_login_is_needed_but_a_wrong_one_is_refused() {
    let client = Client::start().await;
    let root = client.get("/v2/").await;
    assert_eq!((root.status, root.header("docker-distribution-api-version")), (200, "registry/2.0"));
    let right = client.send("GET", "/v2/", "authorization: Basic QVdTOnJpZ2h0\r\n", b"").await;
    assert_eq!(right.status, 200);
    let wrong = client.send("GET", "/v2/", "authorization: Basic QVdTOndyb25n\r\n", b"").await;
    assert_eq!((wrong.status, wrong.text()), (401, "Not Authorized\n"));
    let challenge = "Basic realm=\"https://localhost:4566/\",service=\"ecr.amazonaws.com\"";
    assert_eq!(wrong.header("www-authenticate"), challenge);
}

#[tokio::test]
async fn what_is_pushed_can_be_pulled() {
    let client = Client::start().await;
    let layer: Vec<u8> = (0..3_000_000_u32).map(|number| (number % 251) as u8).collect();
    let manifest = client.push_image(&layer, "v1").await;
    let by_tag = client.get("/v2/team/app/manifests/v1").await;
    assert_eq!((by_tag.status, &by_tag.body), (200, &manifest));
    assert_eq!(by_tag.header("content-type"), media_type::OCI_MANIFEST);
    let digest = Digest::of(&manifest);
    let head = client.send("HEAD", &format!("/v2/team/app/manifests/{digest}"), "", b"").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), manifest.len().to_string());
    let blob = client.get(&format!("/v2/team/app/blobs/{}", Digest::of(&layer))).await;
    assert_eq!(blob.header("content-length"), "3000000");
    assert!(blob.body == layer, "the layer came back changed");
}

#[tokio::test]
async fn parts_of_blobs() {
    let client = Client::start().await;
    let path = format!("/v2/team/app/blobs/{}", client.push_blob(b"0123456789").await);
    let part = client.send("GET", &path, "range: bytes=2-4\r\n", b"").await;
    assert_eq!((part.status, part.text(), part.header("content-range")), (206, "234", "bytes 2-4/10"));
    let outside = client.send("GET", &path, "range: bytes=10-\r\n", b"").await;
    outside.refused(416, "RANGE_INVALID");
    let head = client.send("HEAD", &path, "", b"").await;
    assert_eq!((head.status, head.header("content-length")), (200, "10"));
    let unknown = format!("/v2/team/app/blobs/{}", Digest::of(b"unknown"));
    client.get(&unknown).await.refused(404, "BLOB_UNKNOWN");
    client.get("/v2/team/app/blobs/sha256:12").await.refused(400, "DIGEST_INVALID");
}

#[tokio::test]
async fn chunks_must_be_in_order() {
    let client = Client::start().await;
    let begun = client.send("POST", "/v2/team/app/blobs/uploads/", "", b"").await;
    let place = begun.header("location").to_owned();
    assert_eq!(client.send("PATCH", &place, "content-range: 0-3\r\n", b"abcd").await.status, 202);
    let gap = client.send("PATCH", &place, "content-range: 6-7\r\n", b"gh").await;
    gap.refused(416, "RANGE_INVALID");
    assert_eq!(gap.header("range"), "0-3");
    client.send("PATCH", &place, "content-range: 4-9\r\n", b"ef").await.refused(400, "SIZE_INVALID");
    let status = client.get(&place).await;
    assert_eq!((status.status, status.header("range")), (204, "0-3"));
    let digest = Digest::of(b"abcdef");
    let put = client.send("PUT", &format!("{place}?digest={digest}"), "content-range: 4-5\r\n", b"ef").await;
    assert_eq!(put.status, 201);
    client.get(&place).await.refused(404, "BLOB_UPLOAD_UNKNOWN");
}

#[tokio::test]
async fn whole_blobs_mounts_and_cancelled_uploads() {
    let client = Client::start().await;
    let (uploads, digest) = ("/v2/team/app/blobs/uploads/", Digest::of(b"whole"));
    let mount = format!("{uploads}?mount={digest}&from=other/app");
    assert_eq!(client.send("POST", &mount, "", b"").await.status, 202, "nothing to mount: an upload begins");
    assert_eq!(client.send("POST", &format!("{uploads}?digest={digest}"), "", b"whole").await.status, 201);
    assert_eq!(client.send("POST", &mount, "", b"").await.status, 201);
    let lie = client.send("POST", &format!("{uploads}?digest={digest}"), "", b"other").await;
    lie.refused(400, "DIGEST_INVALID");
    let place = client.send("POST", uploads, "", b"").await.header("location").to_owned();
    assert_eq!(client.send("DELETE", &place, "", b"").await.status, 204);
    client.send("PATCH", &place, "", b"x").await.refused(404, "BLOB_UPLOAD_UNKNOWN");
    let place = client.send("POST", uploads, "", b"").await.header("location").to_owned();
    client.send("PUT", &place, "", b"").await.refused(400, "DIGEST_INVALID");
}

#[tokio::test]
async fn a_manifest_must_name_what_is_here() {
    let client = Client::start().await;
    client.push_blob(b"{}").await;
    let image =
        serde_json::to_vec(&ImageManifest::new(descriptor(b"{}"), vec![descriptor(b"absent")])).unwrap();
    let put = client.put_manifest("v1", media_type::OCI_MANIFEST, &image).await;
    put.refused(400, "MANIFEST_BLOB_UNKNOWN");
    let child = serde_json::to_value(descriptor(&image)).unwrap();
    let index = serde_json::json!({ "schemaVersion": 2, "manifests": [child] }).to_string();
    let put = client.put_manifest("v1", media_type::OCI_INDEX, index.as_bytes()).await;
    put.refused(400, "MANIFEST_BLOB_UNKNOWN");
    let put = client.put_manifest("v1", media_type::OCI_MANIFEST, b"{").await;
    put.refused(400, "MANIFEST_INVALID");
    let other = format!("/v2/team/app/manifests/{}", Digest::of(b"other"));
    client.send("PUT", &other, "", &image).await.refused(400, "DIGEST_INVALID");
    client.get("/v2/team/app/manifests/v1").await.refused(404, "MANIFEST_UNKNOWN");
    let huge = vec![b' '; 4 * 1024 * 1024 + 1];
    client.put_manifest("v1", media_type::OCI_MANIFEST, &huge).await.refused(400, "SIZE_INVALID");
}

#[tokio::test]
async fn a_blob_that_changed_on_disk_is_as_good_as_none_until_it_is_pushed_again() {
    let client = Client::start().await;
    let manifest = client.push_image(b"the layer", "v1").await;
    let digest = Digest::of(b"the layer");
    let path = format!("/v2/team/app/blobs/{digest}");
    assert_eq!(client.get(&path).await.text(), "the layer");
    let file = client.scratch.store_path(&digest);
    std::fs::write(&file, b"the lawyer").unwrap();
    let got = client.get(&path).await;
    got.refused(404, "BLOB_UNKNOWN");
    assert!(got.text().contains("damaged on disk") && got.text().contains("push it again"), "{}", got.text());
    assert_eq!(client.send("HEAD", &path, "", b"").await.status, 404, "docker push sends it again");
    client.send("GET", &path, "range: bytes=0-2\r\n", b"").await.refused(404, "BLOB_UNKNOWN");
    let mount = format!("/v2/team/app/blobs/uploads/?mount={digest}&from=other/app");
    assert_eq!(client.send("POST", &mount, "", b"").await.status, 202, "an upload begins instead");
    let put = client.put_manifest("v2", media_type::OCI_MANIFEST, &manifest).await;
    put.refused(400, "MANIFEST_BLOB_UNKNOWN");
    assert!(put.text().contains("damaged on disk"), "{}", put.text());
    client.push_blob(b"the layer").await;
    assert_eq!(client.get(&path).await.text(), "the layer");
    assert_eq!(client.put_manifest("v2", media_type::OCI_MANIFEST, &manifest).await.status, 201);
}

#[tokio::test]
async fn a_manifest_that_changed_where_it_is_kept_is_not_served() {
    let shelf = Arc::new(Shelf::default());
    let client = Client::with(Arc::clone(&shelf)).await;
    let manifest = client.push_image(b"layer", "v1").await;
    let digest = Digest::of(&manifest);
    shelf.manifests.lock().unwrap().get_mut(&digest).unwrap().bytes = bytes::Bytes::from_static(b"{}");
    let got = client.get("/v2/team/app/manifests/v1").await;
    got.refused(404, "MANIFEST_UNKNOWN");
    assert!(got.text().contains("push it again"), "{}", got.text());
}

#[tokio::test]
async fn an_index_of_known_children_is_kept() {
    let client = Client::start().await;
    let manifest = client.push_image(b"layer", "amd64").await;
    let child = serde_json::to_value(descriptor(&manifest)).unwrap();
    let index = serde_json::json!({ "schemaVersion": 2, "manifests": [child] }).to_string();
    let put = client.put_manifest("multi", media_type::OCI_INDEX, index.as_bytes()).await;
    assert_eq!(put.status, 201);
    let got = client.get("/v2/team/app/manifests/multi").await;
    assert_eq!((got.text(), got.header("content-type")), (index.as_str(), media_type::OCI_INDEX));
}

#[tokio::test]
async fn tags_come_in_pages() {
    let client = Client::start().await;
    for tag in ["b", "a", "c"] {
        client.push_image(b"layer", tag).await;
    }
    let all = client.get("/v2/team/app/tags/list").await;
    assert_eq!(all.text(), r#"{"name":"team/app","tags":["a","b","c"]}"#);
    assert_eq!(all.header("link"), "");
    let first = client.get("/v2/team/app/tags/list?n=2").await;
    assert_eq!(first.text(), r#"{"name":"team/app","tags":["a","b"]}"#);
    assert_eq!(first.header("link"), "</v2/team/app/tags/list?n=2&last=b>; rel=\"next\"");
    let second = client.get("/v2/team/app/tags/list?n=2&last=b").await;
    assert_eq!(second.text(), r#"{"name":"team/app","tags":["c"]}"#);
    assert_eq!(second.header("link"), "");
}

#[tokio::test]
async fn deleting_and_immutable_tags() {
    let client = Client::start().await;
    let manifest = client.push_image(b"layer", "fixed").await;
    let again = client.put_manifest("fixed", media_type::OCI_MANIFEST, &manifest).await;
    again.refused(400, "TAG_INVALID");
    let by_digest = format!("/v2/team/app/manifests/{}", Digest::of(&manifest));
    assert_eq!(client.send("DELETE", "/v2/team/app/manifests/fixed", "", b"").await.status, 202);
    assert_eq!(client.get(&by_digest).await.status, 200);
    assert_eq!(client.send("DELETE", &by_digest, "", b"").await.status, 202);
    client.send("DELETE", &by_digest, "", b"").await.refused(404, "MANIFEST_UNKNOWN");
}

#[tokio::test]
async fn what_is_not_there_says_so() {
    let client = Client::start().await;
    let unknown = client.send("POST", "/v2/nobody/blobs/uploads/", "", b"").await;
    unknown.refused(404, "NAME_UNKNOWN");
    let sentence = "The repository with name 'nobody' does not exist in the registry with id '000000000000'";
    assert!(unknown.text().contains(sentence));
    client.get("/v2/UPPER/tags/list").await.refused(400, "NAME_INVALID");
    client.get("/v2/_catalog").await.refused(405, "UNSUPPORTED");
    let blob = format!("/v2/team/app/blobs/{}", Digest::of(b""));
    client.send("DELETE", &blob, "", b"").await.refused(405, "UNSUPPORTED");
    let referrers = client.get(&format!("/v2/team/app/referrers/{}", Digest::of(b""))).await;
    assert_eq!(referrers.header("content-type"), media_type::OCI_INDEX);
    assert!(referrers.text().contains("\"manifests\":[]"));
}

#[test]
fn query_values_are_decoded() {
    let query = Some("a=1&digest=sha256%3Aab&b");
    assert_eq!(query_value(query, "digest").unwrap(), "sha256:ab");
    assert_eq!(query_value(query, "b"), None);
    assert_eq!(query_value(Some("x=%zz%4"), "x").unwrap(), "%zz%4");
    assert_eq!(query_value(Some("x=%é"), "x").unwrap(), "%é");
}
