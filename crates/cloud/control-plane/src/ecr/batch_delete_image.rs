//! BatchDeleteImage: by tag the tag goes, and with the last tag the image; by digest the image with all its tags.

use ledger::Txn;
use model::ecr::{Image, Repository};
use shapes::Error;
use shapes::ecr::{
    BatchDeleteImage, BatchDeleteImageRequest, BatchDeleteImageResponse, ImageFailure, ImageIdentifier,
};

use super::catalog::{self, Reference};
use super::manifest::Manifest;
use super::{find, identifier, view};
use crate::Caller;
use crate::table::Write;

impl Write for BatchDeleteImage {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: BatchDeleteImageRequest,
    ) -> Result<BatchDeleteImageResponse, Error> {
        let registry = input.registry_id.as_deref();
        let repository = find::repository(txn.world(), caller, registry, &input.repository_name)?;
        let (mut deleted, mut failures) = (Vec::new(), Vec::new());
        for id in &input.image_ids {
            match delete(txn, &repository, id) {
                Ok(mut ids) => deleted.append(&mut ids),
                Err(failure) => failures.push(failure),
            }
        }
        Ok(BatchDeleteImageResponse { image_ids: Some(deleted), failures: Some(failures) })
    }
}

/// What was deleted, one line a tag.
fn delete(
    txn: &mut Txn,
    repository: &Repository,
    id: &ImageIdentifier,
) -> Result<Vec<ImageIdentifier>, ImageFailure> {
    let image = identifier::find(txn.world(), repository, id)?;
    let only_tag = match (&id.image_digest, &id.image_tag) {
        (None, Some(tag)) if image.tags.len() > 1 => Some(tag.as_str()),
        _ => None,
    };
    if let Some(tag) = only_tag {
        catalog::delete_manifest(txn, &repository.scope, &repository.name, Reference::Tag(tag));
        return Ok(vec![view::identifier(Some(&image.digest), Some(tag))]);
    }
    if is_child(txn, repository, &image) {
        let reason = "Requested image referenced by manifest list";
        return Err(identifier::failure(id, "ImageReferencedByManifestList", reason));
    }
    catalog::delete_manifest(txn, &repository.scope, &repository.name, Reference::Digest(&image.digest));
    let mut gone: Vec<_> =
        image.tags.iter().map(|tag| view::identifier(Some(&image.digest), Some(tag))).collect();
    if gone.is_empty() {
        gone.push(view::identifier(Some(&image.digest), None));
    }
    Ok(gone)
}

/// Whether an index of the repository names the image.
fn is_child(txn: &Txn, repository: &Repository, image: &Image) -> bool {
    let indexes = catalog::images(txn.world(), &repository.scope, &repository.name)
        .filter(|one| one.config.is_none())
        .filter_map(|one| Manifest::parse(&one.manifest).ok());
    indexes.flat_map(|index| index.manifests).any(|child| child.digest == image.digest)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::{Desk, index_text, manifest_text};
    use model::ecr::Mutability;

    fn delete_one(desk: &mut Desk, id: ImageIdentifier) -> BatchDeleteImageResponse {
        let (repository_name, image_ids) = ("web".into(), vec![id]);
        let input = BatchDeleteImageRequest { repository_name, image_ids, registry_id: None };
        desk.write::<BatchDeleteImage>(input).unwrap()
    }

    #[test]
    fn the_last_tag_takes_the_image_along() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        desk.push("web", &manifest_text("1"), "a").unwrap();
        desk.push("web", &manifest_text("1"), "b").unwrap();
        delete_one(&mut desk, view::identifier(None, Some("a")));
        assert_eq!(desk.world().count::<Image>(), 1);
        delete_one(&mut desk, view::identifier(None, Some("b")));
        assert_eq!(desk.world().count::<Image>(), 0);
    }

    #[test]
    fn a_child_of_an_index_stays() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let child = desk.push("web", &manifest_text("1"), "a").unwrap();
        desk.push("web", &index_text(&child.digest, "amd64"), "latest").unwrap();
        let answer = delete_one(&mut desk, view::identifier(Some(&child.digest), None));
        let code = answer.failures.unwrap()[0].failure_code.clone();
        assert_eq!(code.as_deref(), Some("ImageReferencedByManifestList"));
    }
}
