//! PutImage: a manifest whose layers are in this account's registry already, mostly an image under one more tag.

use std::collections::BTreeSet;

use ledger::{Txn, World};
use model::ecr::{Image, Repository};
use shapes::Error;
use shapes::ecr::{PutImage, PutImageRequest, PutImageResponse, errors};

use super::catalog::{self, NewManifest, Reference};
use super::manifest::{self, Manifest};
use super::{find, view};
use crate::Caller;
use crate::table::Write;

impl Write for PutImage {
    fn write(txn: &mut Txn, caller: &mut Caller, input: PutImageRequest) -> Result<PutImageResponse, Error> {
        let registry = input.registry_id.as_deref();
        let repository = find::repository(txn.world(), caller, registry, &input.repository_name)?;
        let parsed = Manifest::parse(&input.image_manifest).map_err(errors::invalid_parameter_exception)?;
        check_digest(&input)?;
        check_new(txn.world(), &repository, &input)?;
        check_contents(txn.world(), &repository, &parsed)?;
        let tag = input.image_tag.as_deref();
        let new = NewManifest {
            text: &input.image_manifest,
            media_type: input.image_manifest_media_type.as_deref(),
            reference: tag.map(Reference::Tag),
        };
        let put = catalog::put_manifest(txn, caller.now, &repository.scope, &repository.name, new);
        let image = put.map_err(find::refusal)?;
        Ok(PutImageResponse { image: Some(view::image(&image, tag)) })
    }
}

fn check_digest(input: &PutImageRequest) -> Result<(), Error> {
    let digest = manifest::digest_of(&input.image_manifest);
    match input.image_digest.as_ref().is_none_or(|given| *given == digest) {
        true => Ok(()),
        false => Err(errors::image_digest_does_not_match_exception(
            "The provided digest does not match the digest calculated from the image manifest.",
        )),
    }
}

/// The same manifest under the same name is refused.
fn check_new(world: &World, repository: &Repository, input: &PutImageRequest) -> Result<(), Error> {
    let digest = manifest::digest_of(&input.image_manifest);
    let present =
        catalog::find_manifest(world, &repository.scope, &repository.name, Reference::Digest(&digest));
    let named = |image: &Image| input.image_tag.as_ref().is_none_or(|tag| image.tags.contains(tag));
    if !present.is_some_and(|image| named(image)) {
        return Ok(());
    }
    let tag = input.image_tag.as_deref().unwrap_or("null");
    let (name, registry) = (&repository.name, &repository.scope.account);
    Err(errors::image_already_exists_exception(format!(
        "Image with digest '{digest}' and tag '{tag}' already exists in the repository with name '{name}' in registry with id '{registry}'"
    )))
}

/// Layers must belong to an image of this account, the images of an index to this repository.
fn check_contents(world: &World, repository: &Repository, manifest: &Manifest) -> Result<(), Error> {
    let (name, registry) = (&repository.name, &repository.scope.account);
    let known = known_contents(world, repository);
    let missing: Vec<&str> = manifest
        .contents()
        .map(|one| one.digest.as_str())
        .filter(|digest| !known.contains(*digest))
        .collect();
    if !missing.is_empty() {
        let list = missing.join(", ");
        let text = format!(
            "Layers with digests '{list}' required for pushing image into repository with name '{name}' in the registry with id '{registry}' do not exist"
        );
        return Err(errors::layers_not_found_exception(text));
    }
    let is_absent = |digest: &str| {
        catalog::find_manifest(world, &repository.scope, name, Reference::Digest(digest)).is_none()
    };
    match manifest.manifests.iter().find(|child| is_absent(&child.digest)) {
        None => Ok(()),
        Some(child) => Err(errors::referenced_images_not_found_exception(format!(
            "Image with digest '{}' required for pushing image into repository with name '{name}' in the registry with id '{registry}' does not exist",
            child.digest
        ))),
    }
}

fn known_contents(world: &World, repository: &Repository) -> BTreeSet<String> {
    let images = world.scan::<Image>(&repository.scope);
    let manifests = images.filter_map(|image| Manifest::parse(&image.manifest).ok());
    manifests
        .flat_map(|one| one.contents().map(|content| content.digest.clone()).collect::<Vec<_>>())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::{Desk, index_text, manifest_text};
    use model::ecr::Mutability;

    fn input(text: &str, tag: &str) -> PutImageRequest {
        let (image_manifest, image_tag) = (text.to_owned(), Some(tag.to_owned()));
        PutImageRequest { repository_name: "web".into(), image_manifest, image_tag, ..Default::default() }
    }

    #[test]
    fn an_image_takes_one_more_tag_but_not_the_same_again() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        desk.push("web", &manifest_text("1"), "a").unwrap();
        desk.write::<PutImage>(input(&manifest_text("1"), "b")).unwrap();
        assert_eq!(catalog::tags(&desk.world(), desk.scope(), "web"), ["a", "b"]);
        let error = desk.write::<PutImage>(input(&manifest_text("1"), "b")).unwrap_err();
        assert_eq!(error.code, "ImageAlreadyExistsException");
    }

    #[test]
    fn contents_nobody_pushed_are_refused() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let error = desk.write::<PutImage>(input(&manifest_text("1"), "a")).unwrap_err();
        assert_eq!(error.code, "LayersNotFoundException");
        let error = desk.write::<PutImage>(input(&index_text("sha256:1", "amd64"), "a")).unwrap_err();
        assert_eq!(error.code, "ReferencedImagesNotFoundException");
    }
}
