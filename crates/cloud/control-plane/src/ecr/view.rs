//! Records as ECR shows them. In: records. Out: answers. Never here: decisions.

use model::Time;
use model::ecr::{Image, Repository};
use shapes::Timestamp;
use shapes::ecr as out;

use super::image_reference;
use crate::Caller;

/// A moment on the wire.
pub(crate) fn time(time: Time) -> Timestamp {
    Timestamp::from_millis(time.0)
}

/// A repository with the name docker pushes to.
pub(crate) fn repository(caller: &Caller, repository: &Repository) -> out::Repository {
    let encryption =
        out::EncryptionConfiguration { encryption_type: Some("AES256".to_owned()), kms_key: None };
    let scanning = out::ImageScanningConfiguration { scan_on_push: Some(repository.scan_on_push) };
    out::Repository {
        created_at: Some(time(repository.created_at)),
        encryption_configuration: Some(encryption),
        image_scanning_configuration: Some(scanning),
        image_tag_mutability: Some(repository.mutability.as_str().to_owned()),
        image_tag_mutability_exclusion_filters: None,
        registry_id: Some(repository.scope.account.to_string()),
        repository_arn: Some(repository.arn()),
        repository_name: Some(repository.name.clone()),
        repository_uri: Some(image_reference::uri_of(&caller.endpoint_url, repository)),
    }
}

/// An image with its manifest, under the tag it was asked by.
pub(crate) fn image(image: &Image, tag: Option<&str>) -> out::Image {
    let image_id = identifier(Some(&image.digest), tag);
    out::Image {
        image_id: Some(image_id),
        image_manifest: Some(image.manifest.clone()),
        image_manifest_media_type: Some(image.media_type.clone()),
        registry_id: Some(image.scope.account.to_string()),
        repository_name: Some(image.repository.clone()),
    }
}

/// An image without its manifest.
pub(crate) fn detail(image: &Image) -> out::ImageDetail {
    let tags: Vec<String> = image.tags.iter().cloned().collect();
    out::ImageDetail {
        image_digest: Some(image.digest.clone()),
        image_manifest_media_type: Some(image.media_type.clone()),
        image_pushed_at: Some(time(image.pushed_at)),
        image_size_in_bytes: i64::try_from(image.size).ok(),
        image_status: Some("ACTIVE".to_owned()),
        image_tags: (!tags.is_empty()).then_some(tags),
        registry_id: Some(image.scope.account.to_string()),
        repository_name: Some(image.repository.clone()),
        ..Default::default()
    }
}

/// A digest, a tag or both.
pub(crate) fn identifier(digest: Option<&str>, tag: Option<&str>) -> out::ImageIdentifier {
    out::ImageIdentifier { image_digest: digest.map(str::to_owned), image_tag: tag.map(str::to_owned) }
}
