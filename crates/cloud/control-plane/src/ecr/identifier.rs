//! What an image id of a request means. In: a digest, a tag or both. Out: the image or the failure batch operations list. Never here:
//! changes.

use std::sync::Arc;

use ledger::World;
use model::ecr::{Image, Repository};
use shapes::ecr::{ImageFailure, ImageIdentifier};

use super::catalog::{self, Reference};
use super::manifest::is_digest;

/// The image, or why not.
pub(crate) fn find(
    world: &World,
    repository: &Repository,
    id: &ImageIdentifier,
) -> Result<Arc<Image>, ImageFailure> {
    let by =
        |reference| catalog::find_manifest(world, &repository.scope, &repository.name, reference).cloned();
    let missing = || failure(id, "ImageNotFound", "Requested image not found");
    match (id.image_digest.as_deref(), id.image_tag.as_deref()) {
        (None, None) => Err(failure(
            id,
            "MissingDigestAndTag",
            "Invalid request parameters: both tag and digest cannot be null",
        )),
        (Some(digest), _) if !is_digest(digest) => Err(failure(
            id,
            "InvalidImageDigest",
            "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
        )),
        (Some(digest), None) => by(Reference::Digest(digest)).ok_or_else(missing),
        (None, Some(tag)) => by(Reference::Tag(tag)).ok_or_else(missing),
        (Some(digest), Some(tag)) => {
            let image = by(Reference::Digest(digest)).ok_or_else(missing)?;
            let mismatch =
                || failure(id, "ImageTagDoesNotMatchDigest", "Image tag does not match the digest");
            if image.tags.contains(tag) { Ok(image) } else { Err(mismatch()) }
        }
    }
}

/// One line of `failures`.
pub(crate) fn failure(id: &ImageIdentifier, code: &str, reason: &str) -> ImageFailure {
    ImageFailure {
        failure_code: Some(code.to_owned()),
        failure_reason: Some(reason.to_owned()),
        image_id: Some(id.clone()),
    }
}
