//! Blobs and uploads over HTTP.
//!
//! Comes in: requests about blobs. Goes out: bytes from and to the disk, a megabyte at a time.
//! Never done here: manifests; holding a layer in memory.

use std::fs::File;
use std::io::SeekFrom;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt as _;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};

use crate::answer::{CONTENT_DIGEST, Refusal, bare, created, set, upload};
use crate::digest::Digest;
use crate::error::ErrorCode;
use crate::handlers::{Registry, query_value};
use crate::range::{Wanted, chunk, wanted};
use crate::store::UploadId;

/// Bytes gathered before they go to the disk: one trip to a blocking thread a megabyte.
const CHUNK_BYTES: usize = 1024 * 1024;

/// GET and HEAD of a blob.
pub(crate) async fn get(
    registry: &Registry,
    digest: &str,
    head: bool,
    headers: &HeaderMap,
) -> Result<Response, Refusal> {
    let digest = parse_digest(digest)?;
    let (file, size) = open(registry, &digest).await?;
    registry.store.touch(&digest);
    let range = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let (status, first, length) = match wanted(range, size) {
        Wanted::All => (StatusCode::OK, 0, size),
        Wanted::Part(first, last) => (StatusCode::PARTIAL_CONTENT, first, last - first + 1),
        Wanted::Outside => {
            return Err(Refusal::new(ErrorCode::RangeInvalid, format!("the blob has {size} bytes")));
        }
    };
    let mut response = bare(status);
    set(&mut response, CONTENT_TYPE, "application/octet-stream");
    set(&mut response, CONTENT_LENGTH, &length.to_string());
    set(&mut response, ACCEPT_RANGES, "bytes");
    set(&mut response, CONTENT_DIGEST, digest.as_str());
    if status == StatusCode::PARTIAL_CONTENT {
        set(&mut response, CONTENT_RANGE, &format!("bytes {first}-{}/{size}", first + length - 1));
    }
    if !head {
        *response.body_mut() = file_body(file, first, length).await?;
    }
    Ok(response)
}

/// The verified blob. Reading goes on with the very file that was verified, whatever is pushed meanwhile.
async fn open(registry: &Registry, digest: &Digest) -> Result<(File, u64), Refusal> {
    let wanted = digest.clone();
    let found = registry.stored(move |store| Ok(store.open_blob(&wanted)?)).await?;
    found.ok_or_else(|| {
        Refusal::new(ErrorCode::BlobUnknown, format!("blob {digest} is unknown to the registry"))
    })
}

async fn file_body(file: File, first: u64, length: u64) -> Result<Body, Refusal> {
    let mut file = tokio::fs::File::from_std(file);
    file.seek(SeekFrom::Start(first)).await?;
    Ok(Body::new(crate::file_stream::FileStream::spawn(file.take(length))))
}

/// POST: a mount, a whole blob, or a new upload.
pub(crate) async fn begin(registry: &Registry, name: &str, request: Request) -> Result<Response, Refusal> {
    let query = request.uri().query();
    let mount = query_value(query, "mount").map(|text| parse_digest(&text)).transpose()?;
    if let Some(digest) = mount
        && is_sound(registry, &digest).await?
    {
        registry.store.touch(&digest);
        return Ok(blob_created(name, &digest));
    }
    let expected = query_value(query, "digest").map(|text| parse_digest(&text)).transpose()?;
    let id = registry.stored(|store| Ok(store.begin()?)).await?;
    let Some(expected) = expected else { return Ok(upload(StatusCode::ACCEPTED, name, &id, 0)) };
    match receive(registry, &id, 0, request.into_body()).await {
        Ok(_) => seal(registry, name, id, expected).await,
        Err(refusal) => {
            let _ = registry.store.cancel(&id);
            Err(refusal)
        }
    }
}

/// Whether the blob is here as it should be; a damaged one is as good as none.
async fn is_sound(registry: &Registry, digest: &Digest) -> Result<bool, Refusal> {
    let digest = digest.clone();
    registry.stored(move |store| Ok(store.is_sound(&digest)?)).await
}

/// PATCH: the next chunk, with or without `Content-Range`.
pub(crate) async fn patch(
    registry: &Registry,
    name: &str,
    id: &str,
    request: Request,
) -> Result<Response, Refusal> {
    let id: UploadId = id.parse()?;
    let length = append(registry, &id, request).await?;
    Ok(upload(StatusCode::ACCEPTED, name, &id, length))
}

/// PUT: the last chunk, often empty, and the digest to be verified.
pub(crate) async fn finish(
    registry: &Registry,
    name: &str,
    id: &str,
    request: Request,
) -> Result<Response, Refusal> {
    let id: UploadId = id.parse()?;
    let expected = query_value(request.uri().query(), "digest")
        .ok_or_else(|| Refusal::new(ErrorCode::DigestInvalid, "the digest parameter is missing"))?;
    let expected = parse_digest(&expected)?;
    append(registry, &id, request).await?;
    seal(registry, name, id, expected).await
}

/// GET of an upload: how far it is.
pub(crate) fn status(registry: &Registry, name: &str, id: &str) -> Result<Response, Refusal> {
    let id: UploadId = id.parse()?;
    let length = registry.store.length(&id)?;
    Ok(upload(StatusCode::NO_CONTENT, name, &id, length))
}

/// DELETE of an upload.
pub(crate) async fn cancel(registry: &Registry, id: &str) -> Result<Response, Refusal> {
    let id: UploadId = id.parse()?;
    registry.stored(move |store| Ok(store.cancel(&id)?)).await?;
    Ok(bare(StatusCode::NO_CONTENT))
}

async fn append(registry: &Registry, id: &UploadId, request: Request) -> Result<u64, Refusal> {
    let have = registry.store.length(id)?;
    if let Some((first, last)) = announced_range(request.headers())? {
        if first != have {
            return Err(crate::store::StoreError::OutOfOrder { have }.into());
        }
        let length = content_length(request.headers());
        if length.is_some_and(|length| length != last - first + 1) {
            return Err(Refusal::new(ErrorCode::SizeInvalid, "Content-Length and Content-Range disagree"));
        }
    }
    receive(registry, id, have, request.into_body()).await
}

fn announced_range(headers: &HeaderMap) -> Result<Option<(u64, u64)>, Refusal> {
    let Some(value) = headers.get(CONTENT_RANGE) else { return Ok(None) };
    let range = value.to_str().ok().and_then(chunk);
    // `0--1` is how some clients announce an empty last chunk; the length says so too.
    if range.is_none() && content_length(headers) == Some(0) {
        return Ok(None);
    }
    let unreadable = || Refusal::new(ErrorCode::RangeInvalid, "Content-Range must be <first>-<last>");
    range.map(Some).ok_or_else(unreadable)
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Brings a body to the disk, beginning at `at`; returns the upload's new length. A second writer is out of order.
async fn receive(registry: &Registry, id: &UploadId, mut at: u64, mut body: Body) -> Result<u64, Refusal> {
    let mut gathered = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Refusal::new(ErrorCode::BlobUploadInvalid, error.to_string()))?;
        if let Some(data) = frame.data_ref() {
            gathered.extend_from_slice(data);
        }
        if gathered.len() >= CHUNK_BYTES {
            at = write(registry, id, at, gathered.split().freeze()).await?;
        }
    }
    write(registry, id, at, gathered.freeze()).await
}

async fn write(registry: &Registry, id: &UploadId, at: u64, bytes: Bytes) -> Result<u64, Refusal> {
    let id = id.clone();
    registry.stored(move |store| Ok(store.append(&id, Some(at), &bytes)?)).await
}

async fn seal(registry: &Registry, name: &str, id: UploadId, expected: Digest) -> Result<Response, Refusal> {
    let digest = registry.stored(move |store| Ok(store.finish(&id, Some(&expected))?)).await?;
    Ok(blob_created(name, &digest))
}

fn blob_created(name: &str, digest: &Digest) -> Response {
    created(&format!("/v2/{name}/blobs/{digest}"), digest)
}

fn parse_digest(text: &str) -> Result<Digest, Refusal> {
    text.parse()
        .map_err(|error: crate::digest::NotADigest| Refusal::new(ErrorCode::DigestInvalid, error.to_string()))
}
