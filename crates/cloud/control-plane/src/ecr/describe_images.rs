//! DescribeImages: all images of a repository, or those named, each of which must exist.

use kernel::paging::page_from;
use ledger::World;
use model::ecr::{Image, Repository};
use shapes::Error;
use shapes::ecr::{DescribeImages, DescribeImagesRequest, DescribeImagesResponse, ImageIdentifier, errors};

use super::describe_repositories::{bad_token, limit};
use super::{catalog, find, identifier, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeImages {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeImagesRequest,
    ) -> Result<DescribeImagesResponse, Error> {
        let repository =
            find::repository(world, caller, input.registry_id.as_deref(), &input.repository_name)?;
        if let Some(ids) = input.image_ids.filter(|ids| !ids.is_empty()) {
            return named(world, &repository, &ids);
        }
        let filter = input.filter.unwrap_or_default();
        let (tag_status, status) = (filter.tag_status.as_deref(), filter.image_status.as_deref());
        let wanted = |after: Option<&str>| {
            let all = catalog::images_from(world, &caller.scope, &repository.name, after);
            all.filter(|image| is_wanted(image, tag_status, status))
        };
        let token = input.next_token.as_deref();
        let page = page_from(wanted, |one| one.digest.clone(), token, limit(input.max_results), bad_token)?;
        let details = page.items.iter().map(|one| view::detail(one)).collect();
        Ok(DescribeImagesResponse { image_details: Some(details), next_token: page.next })
    }
}

/// Whether an image passes a filter; every image here is ACTIVE.
pub(crate) fn is_wanted(image: &Image, tag_status: Option<&str>, status: Option<&str>) -> bool {
    let by_tag = match tag_status {
        Some("TAGGED") => !image.tags.is_empty(),
        Some("UNTAGGED") => image.tags.is_empty(),
        _ => true,
    };
    by_tag && matches!(status, None | Some("ACTIVE" | "ANY"))
}

fn named(
    world: &World,
    repository: &Repository,
    ids: &[ImageIdentifier],
) -> Result<DescribeImagesResponse, Error> {
    let find = |id| identifier::find(world, repository, id).map_err(|_| missing(repository, id));
    let images: Vec<_> = ids.iter().map(find).collect::<Result<_, _>>()?;
    let details = images.iter().map(|image| view::detail(image)).collect();
    Ok(DescribeImagesResponse { image_details: Some(details), next_token: None })
}

fn missing(repository: &Repository, id: &ImageIdentifier) -> Error {
    let word = |text: &Option<String>| text.clone().unwrap_or_else(|| "null".to_owned());
    let (digest, tag) = (word(&id.image_digest), word(&id.image_tag));
    let (name, registry) = (&repository.name, &repository.scope.account);
    errors::image_not_found_exception(format!(
        "The image with imageId {{imageDigest:'{digest}', imageTag:'{tag}'}} does not exist within the repository with name '{name}' in the registry with id '{registry}'"
    ))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::{Desk, manifest_text};
    use model::ecr::Mutability;
    use shapes::ecr::DescribeImagesFilter;

    #[test]
    fn size_tags_and_filters() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        desk.push("web", &manifest_text("1"), "a").unwrap();
        desk.push("web", &manifest_text("2"), "a").unwrap();
        let mut count = |word: &str| {
            let filter = Some(DescribeImagesFilter { tag_status: Some(word.into()), image_status: None });
            let input = DescribeImagesRequest { repository_name: "web".into(), filter, ..Default::default() };
            desk.read::<DescribeImages>(input).unwrap().image_details.unwrap()
        };
        assert_eq!((count("ANY").len(), count("UNTAGGED").len()), (2, 1));
        let tagged = count("TAGGED").remove(0);
        assert_eq!((tagged.image_tags, tagged.image_size_in_bytes), (Some(vec!["a".to_owned()]), Some(42)));
    }

    #[test]
    fn a_missing_tag_is_an_error() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        let image_ids = Some(vec![view::identifier(None, Some("x"))]);
        let input = DescribeImagesRequest { repository_name: "web".into(), image_ids, ..Default::default() };
        let error = desk.read::<DescribeImages>(input).unwrap_err();
        assert_eq!(error.code, "ImageNotFoundException");
        assert!(error.message.contains("imageDigest:'null', imageTag:'x'"));
    }
}
