//! Amazon ECR: repositories, and the manifests and tags in them. [`catalog`] is the same for the registry's HTTP side and for whoever
//! looks for the image of a task.
//!
//! In: typed inputs. Out: records and answers. Never here: layers (files of the registry), HTTP.
//! Not registered, so refused loudly: the operations that carry the bytes of layers (docker push does that better).

mod batch_delete_image;
mod batch_get_image;
pub mod catalog;
mod create_repository;
mod delete_repository;
mod describe_images;
mod describe_repositories;
mod find;
#[cfg(test)]
mod fixture;
mod get_authorization_token;
mod identifier;
mod image_reference;
mod list_images;
mod list_tags_for_resource;
pub(crate) mod manifest;
mod put_image;
mod put_image_tag_mutability;
mod tag_resource;
mod tags;
mod untag_resource;
mod view;

use kernel::Entry;
use shapes::ecr as op;

use crate::table::Lines;

/// The operations of Amazon ECR.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::write::<op::CreateRepository>(),
        Entry::write::<op::DeleteRepository>(),
        Entry::read::<op::DescribeRepositories>(),
        Entry::read::<op::DescribeImages>(),
        Entry::read::<op::ListImages>(),
        Entry::read::<op::BatchGetImage>(),
        Entry::write::<op::BatchDeleteImage>(),
        Entry::write::<op::PutImage>(),
        Entry::read::<op::GetAuthorizationToken>(),
        Entry::write::<op::PutImageTagMutability>(),
        Entry::write::<op::TagResource>(),
        Entry::write::<op::UntagResource>(),
        Entry::read::<op::ListTagsForResource>(),
    ]
}
