//! ListImages: one line a tag; an image without tags has one line with its digest.

use kernel::paging::page;
use ledger::World;
use model::ecr::Image;
use shapes::Error;
use shapes::ecr::{ImageIdentifier, ListImages, ListImagesRequest, ListImagesResponse};

use super::describe_images::is_wanted;
use super::describe_repositories::{bad_token, limit};
use super::{catalog, find, view};
use crate::Caller;
use crate::table::Read;

impl Read for ListImages {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListImagesRequest,
    ) -> Result<ListImagesResponse, Error> {
        let repository =
            find::repository(world, caller, input.registry_id.as_deref(), &input.repository_name)?;
        let filter = input.filter.unwrap_or_default();
        let (tag_status, status) = (filter.tag_status.as_deref(), filter.image_status.as_deref());
        let all = catalog::images(world, &caller.scope, &repository.name);
        let lines = all.filter(|image| is_wanted(image, tag_status, status)).flat_map(|image| lines(image));
        let token = input.next_token.as_deref();
        let page = page(lines, key_of, token, limit(input.max_results), bad_token)?;
        Ok(ListImagesResponse { image_ids: Some(page.items), next_token: page.next })
    }
}

fn lines(image: &Image) -> Vec<ImageIdentifier> {
    match image.tags.is_empty() {
        true => vec![view::identifier(Some(&image.digest), None)],
        false => image.tags.iter().map(|tag| view::identifier(Some(&image.digest), Some(tag))).collect(),
    }
}

/// `DIGEST TAG`, in the order of images and then of their tags.
fn key_of(line: &ImageIdentifier) -> String {
    let part = |text: &Option<String>| text.clone().unwrap_or_default();
    format!("{} {}", part(&line.image_digest), part(&line.image_tag))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::{Desk, manifest_text};
    use model::ecr::Mutability;

    #[test]
    fn every_tag_has_a_line_and_pages_cut_between_them() {
        let mut desk = Desk::with("web", Mutability::Mutable);
        desk.push("web", &manifest_text("1"), "a").unwrap();
        desk.push("web", &manifest_text("1"), "b").unwrap();
        let input = |next_token| ListImagesRequest {
            repository_name: "web".into(),
            max_results: Some(1),
            next_token,
            ..Default::default()
        };
        let first = desk.read::<ListImages>(input(None)).unwrap();
        let second = desk.read::<ListImages>(input(first.next_token)).unwrap();
        assert_eq!(second.image_ids.unwrap()[0].image_tag.as_deref(), Some("b"));
        assert_eq!(second.next_token, None);
    }
}
