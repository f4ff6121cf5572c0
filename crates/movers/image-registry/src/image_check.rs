//! Whether an image is what its manifest says. In: a manifest that is being pushed, and the blob store. Out: nothing, or the refusal that
//! names the blob. Blocking: it reads whole layers the first time. Never here: indexes, keeping the manifest.

use crate::answer::Refusal;
use crate::diff_ids::DiffId;
use crate::digest::Digest;
use crate::error::ErrorCode;
use crate::parse::{Descriptor, ImageConfig, ImageManifest, media_type};
use crate::store::{BlobStore, StoreError};

/// Largest image configuration, bytes.
const MAX_CONFIG_BYTES: u64 = 4 * 1024 * 1024;

/// Configurations that list what the layers unpack to; everything else is an artifact of its own kind.
const IMAGE_CONFIGS: [&str; 2] = [media_type::OCI_CONFIG, media_type::DOCKER_CONFIG];
/// Layers that are tar archives in a form that is read here.
const LAYERS: [&str; 4] = [
    media_type::OCI_LAYER,
    media_type::OCI_LAYER_GZIP,
    media_type::DOCKER_LAYER,
    media_type::DOCKER_LAYER_GZIP,
];

/// Checks that every blob is here, sound and as long as announced, and that the layers of an image unpack to its configuration's diff_ids.
pub(crate) fn image(store: &BlobStore, manifest: &ImageManifest) -> Result<(), Refusal> {
    manifest.blobs().try_for_each(|blob| is_here(store, blob))?;
    if !IMAGE_CONFIGS.contains(&manifest.config.media_type.as_str()) {
        return Ok(());
    }
    let diff_ids = diff_ids(store, &manifest.config.digest)?;
    if diff_ids.len() != manifest.layers.len() {
        let (layers, known) = (manifest.layers.len(), diff_ids.len());
        return Err(invalid(format!("the manifest has {layers} layers, its configuration {known} diff_ids")));
    }
    let layers = manifest.layers.iter().zip(&diff_ids);
    layers
        .filter(|(layer, _)| is_read(layer))
        .try_for_each(|(layer, diff_id)| unpacks_to(store, layer, diff_id))
}

fn is_here(store: &BlobStore, blob: &Descriptor) -> Result<(), Refusal> {
    let digest = &blob.digest;
    let size = store.size(digest).map_err(unusable)?.ok_or_else(|| unknown(digest))?;
    if size == blob.size {
        return Ok(());
    }
    Err(invalid(format!("the manifest says {digest} has {} bytes; it has {size}", blob.size)))
}

fn diff_ids(store: &BlobStore, digest: &Digest) -> Result<Vec<Digest>, Refusal> {
    let bytes = store.read(digest, MAX_CONFIG_BYTES).map_err(unusable)?.ok_or_else(|| unknown(digest))?;
    let config = ImageConfig::parse(&bytes);
    let config = config.map_err(|error| invalid(format!("the configuration {digest}: {error}")))?;
    Ok(config.rootfs.diff_ids)
}

/// Layers that may lie elsewhere, and those in other forms, are left to whoever unpacks them.
fn is_read(layer: &Descriptor) -> bool {
    layer.urls.is_empty() && LAYERS.contains(&layer.media_type.as_str())
}

fn unpacks_to(store: &BlobStore, layer: &Descriptor, announced: &Digest) -> Result<(), Refusal> {
    let digest = &layer.digest;
    match store.diff_id(digest).map_err(unusable)? {
        None => Err(unknown(digest)),
        Some(DiffId::Known(actual)) if actual != *announced => Err(invalid(format!(
            "the layer {digest} unpacks to {actual}, but the configuration says diff_id {announced}"
        ))),
        Some(_) => Ok(()),
    }
}

fn invalid(why: String) -> Refusal {
    Refusal::new(ErrorCode::ManifestInvalid, why)
}

fn unknown(digest: &Digest) -> Refusal {
    let message = format!("the manifest names the blob {digest}, which is unknown to the registry");
    Refusal::new(ErrorCode::ManifestBlobUnknown, message)
}

/// What the store says of a blob, as it matters for the manifest that names it.
fn unusable(error: StoreError) -> Refusal {
    match &error {
        StoreError::Damaged { .. } => Refusal::new(ErrorCode::ManifestBlobUnknown, error.to_string()),
        StoreError::TooLarge { .. } | StoreError::NotUnpacked { .. } => invalid(error.to_string()),
        _ => error.into(),
    }
}

#[cfg(test)]
#[path = "image_check_tests.rs"]
mod tests;
