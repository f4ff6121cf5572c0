//! Manifests, tags and referrers over HTTP.
//!
//! Comes in: requests about manifests. Goes out: manifests that were checked to name only what is here.
//! Never done here: keeping them (the owner's catalog does), converting between formats.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, LINK};
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt as _, Limited};

use crate::answer::{Refusal, bare, content, created, set};
use crate::catalog::{Reference, Repository, StoredManifest};
use crate::digest::Digest;
use crate::error::ErrorCode;
use crate::handlers::{Registry, query_value};
use crate::image_check;
use crate::parse::{Manifest, media_type};
use crate::path;

/// As other registries bound it.
const MAX_MANIFEST_BYTES: usize = 4 * 1024 * 1024;
const MAX_TAGS_PER_PAGE: usize = 1000;

/// GET and HEAD, by tag or digest.
pub(crate) async fn get(
    registry: &Registry,
    at: Repository,
    reference: &str,
    head: bool,
) -> Result<Response, Refusal> {
    let reference = parse_reference(reference)?;
    let unknown = unknown_manifest(&at, &reference);
    let found = registry.ask(move |catalog| catalog.manifest(&at, &reference)).await?;
    let StoredManifest { media_type, digest, bytes } = found.ok_or(unknown)?;
    let actual = Digest::of(&bytes);
    if actual != digest {
        tracing::warn!(%digest, %actual, "a manifest is damaged");
        let message = format!("manifest {digest} is damaged (its bytes are {actual}); push it again");
        return Err(Refusal::new(ErrorCode::ManifestUnknown, message));
    }
    Ok(content(head, &media_type, Some(&digest), bytes))
}

/// PUT: checks the manifest and everything it names, then hands it to the owner.
pub(crate) async fn put(
    registry: &Registry,
    at: Repository,
    reference: &str,
    request: Request,
) -> Result<Response, Refusal> {
    let reference = parse_reference(reference)?;
    let announced = content_type(request.headers());
    let bytes = whole(request.into_body()).await?;
    let digest = Digest::of(&bytes);
    if let Reference::Digest(named) = &reference
        && *named != digest
    {
        return Err(Refusal::new(ErrorCode::DigestInvalid, format!("the manifest has the digest {digest}")));
    }
    let manifest = Manifest::parse(&bytes, announced.as_deref())
        .map_err(|error| Refusal::new(ErrorCode::ManifestInvalid, error.to_string()))?;
    check_references(registry, &at, &manifest).await?;
    let media_type = manifest.media_type().to_owned();
    let location = format!("/v2/{}/manifests/{digest}", at.name);
    let stored = StoredManifest { media_type, digest: digest.clone(), bytes };
    registry.ask(move |catalog| catalog.put_manifest(&at, &reference, stored)).await?;
    Ok(created(&location, &digest))
}

/// DELETE of a tag, or of a manifest with its tags.
pub(crate) async fn delete(
    registry: &Registry,
    at: Repository,
    reference: &str,
) -> Result<Response, Refusal> {
    let reference = parse_reference(reference)?;
    let unknown = unknown_manifest(&at, &reference);
    let deleted = registry.ask(move |catalog| catalog.delete_manifest(&at, &reference)).await?;
    if deleted { Ok(bare(StatusCode::ACCEPTED)) } else { Err(unknown) }
}

/// The tags in order, `n` a page, beginning after `last`; `Link` leads to the next page.
pub(crate) async fn tags(
    registry: &Registry,
    at: Repository,
    query: Option<&str>,
) -> Result<Response, Refusal> {
    let limit = match query_value(query, "n") {
        None => MAX_TAGS_PER_PAGE,
        Some(text) => {
            let bad = |_| Refusal::new(ErrorCode::SizeInvalid, "n must be a number");
            text.parse::<usize>().map_err(bad)?.min(MAX_TAGS_PER_PAGE)
        }
    };
    let last = query_value(query, "last");
    let name = at.name.clone();
    let mut tags = registry.ask(move |catalog| catalog.tags(&at)).await?;
    tags.sort_unstable();
    tags.retain(|tag| last.as_ref().is_none_or(|last| tag > last));
    let more = tags.len() > limit;
    tags.truncate(limit);
    let body = serde_json::json!({ "name": name, "tags": tags }).to_string();
    let mut response = content(false, "application/json", None, Bytes::from(body));
    if let Some(last) = tags.last().filter(|_| more) {
        set(&mut response, LINK, &format!("</v2/{name}/tags/list?n={limit}&last={last}>; rel=\"next\""));
    }
    Ok(response)
}

/// Manifests that name this one as their subject: this registry keeps no such relation and says so by an empty index.
pub(crate) fn referrers(digest: &str) -> Result<Response, Refusal> {
    let invalid =
        |error: crate::digest::NotADigest| Refusal::new(ErrorCode::DigestInvalid, error.to_string());
    digest.parse::<Digest>().map_err(invalid)?;
    let body = serde_json::json!({ "schemaVersion": 2, "mediaType": media_type::OCI_INDEX, "manifests": [] });
    Ok(content(false, media_type::OCI_INDEX, None, Bytes::from(body.to_string())))
}

async fn check_references(registry: &Registry, at: &Repository, manifest: &Manifest) -> Result<(), Refusal> {
    match manifest {
        Manifest::Image(image) => {
            let image = image.clone();
            registry.stored(move |store| image_check::image(store, &image)).await
        }
        Manifest::Index(index) => {
            for child in &index.manifests {
                let (at, reference) = (at.clone(), Reference::Digest(child.digest.clone()));
                let found = registry.ask(move |catalog| catalog.manifest(&at, &reference)).await?;
                check_child(&child.digest, child.size, found)?;
            }
            Ok(())
        }
    }
}

fn check_child(digest: &Digest, size: u64, found: Option<StoredManifest>) -> Result<(), Refusal> {
    let Some(found) = found else {
        let message = format!("the index names the manifest {digest}, which is unknown to the registry");
        return Err(Refusal::new(ErrorCode::ManifestBlobUnknown, message));
    };
    if found.bytes.len() as u64 == size {
        return Ok(());
    }
    let message = format!("the index says {digest} has {size} bytes; it has {}", found.bytes.len());
    Err(Refusal::new(ErrorCode::ManifestInvalid, message))
}

fn unknown_manifest(at: &Repository, reference: &Reference) -> Refusal {
    // The sentence ECR gives.
    let message = format!("Requested image not found: {}:{reference}", at.name);
    Refusal::new(ErrorCode::ManifestUnknown, message)
}

fn parse_reference(text: &str) -> Result<Reference, Refusal> {
    path::reference(text)
        .ok_or_else(|| Refusal::new(ErrorCode::TagInvalid, format!("'{text}' is neither a tag nor a digest")))
}

fn content_type(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(text.split(';').next()?.trim().to_owned())
}

async fn whole(body: Body) -> Result<Bytes, Refusal> {
    let collected = Limited::new(body, MAX_MANIFEST_BYTES).collect().await;
    let too_long =
        || Refusal::new(ErrorCode::SizeInvalid, format!("a manifest has at most {MAX_MANIFEST_BYTES} bytes"));
    Ok(collected.map_err(|_| too_long())?.to_bytes())
}
