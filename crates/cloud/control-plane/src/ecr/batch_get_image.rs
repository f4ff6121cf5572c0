//! BatchGetImage: manifests of up to a hundred images; those that cannot be given are listed as failures.

use ledger::World;
use shapes::Error;
use shapes::ecr::{BatchGetImage, BatchGetImageRequest, BatchGetImageResponse};

use super::{find, identifier, view};
use crate::Caller;
use crate::table::Read;

impl Read for BatchGetImage {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: BatchGetImageRequest,
    ) -> Result<BatchGetImageResponse, Error> {
        let repository =
            find::repository(world, caller, input.registry_id.as_deref(), &input.repository_name)?;
        let accepted = input.accepted_media_types.unwrap_or_default();
        let (mut images, mut failures) = (Vec::new(), Vec::new());
        for id in &input.image_ids {
            match identifier::find(world, &repository, id) {
                Ok(image) if accepted.is_empty() || accepted.contains(&image.media_type) => {
                    images.push(view::image(&image, id.image_tag.as_deref()));
                }
                Ok(image) => {
                    let reason =
                        format!("The image is {}; converting it is not in this product", image.media_type);
                    failures.push(identifier::failure(id, "ImageNotFound", &reason));
                }
                Err(failure) => failures.push(failure),
            }
        }
        Ok(BatchGetImageResponse { images: Some(images), failures: Some(failures) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::{Desk, manifest_text};
    use model::ecr::Mutability;

    #[test]
    fn failures_have_the_codes_of_ecr() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let image = desk.push("web", &manifest_text("1"), "a").unwrap();
        let image_ids = vec![
            view::identifier(None, Some("a")),
            view::identifier(None, Some("b")),
            view::identifier(Some(&image.digest), Some("b")),
            view::identifier(Some("sha256:1"), None),
            view::identifier(None, None),
        ];
        let input = BatchGetImageRequest { repository_name: "web".into(), image_ids, ..Default::default() };
        let answer = desk.read::<BatchGetImage>(input).unwrap();
        assert_eq!(answer.images.unwrap()[0].image_manifest.as_deref(), Some(manifest_text("1").as_str()));
        let codes: Vec<String> =
            answer.failures.unwrap().into_iter().map(|one| one.failure_code.unwrap()).collect();
        assert_eq!(
            codes,
            ["ImageNotFound", "ImageTagDoesNotMatchDigest", "InvalidImageDigest", "MissingDigestAndTag"]
        );
    }
}
