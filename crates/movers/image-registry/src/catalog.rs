//! What the owner keeps: repositories, manifests, tags.
//!
//! Comes in: questions about one repository. Goes out: the owner's answers. Never done here: keeping anything.

use bytes::Bytes;

use crate::digest::Digest;
use crate::error::ErrorCode;

/// One repository of one account in one Region.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Repository {
    /// 12 digits.
    pub account: String,
    /// Such as `us-east-1`.
    pub region: String,
    /// Such as `monolith` or `team/monolith`; well-formed.
    pub name: String,
}

/// How a manifest is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reference {
    /// By tag: 1 to 128 of `[A-Za-z0-9_.-]`, not beginning with `.` or `-`.
    Tag(String),
    /// By content.
    Digest(Digest),
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tag(tag) => f.write_str(tag),
            Self::Digest(digest) => digest.fmt(f),
        }
    }
}

/// A manifest as it was pushed, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredManifest {
    /// See `media_type`.
    pub media_type: String,
    /// Digest of `bytes`.
    pub digest: Digest,
    /// At most 4 MiB.
    pub bytes: Bytes,
}

/// The owner's refusal; written to the client as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogError {
    /// Usually `NameUnknown` or `TagInvalid`.
    pub code: ErrorCode,
    /// The sentence docker prints after the code.
    pub message: String,
}

impl CatalogError {
    /// A refusal with its sentence.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Repositories, manifests and tags, kept by the owner. Called on threads where blocking is allowed.
pub trait Catalog: Send + Sync + 'static {
    /// Ok when the repository exists; else `NameUnknown` with the sentence to print.
    fn repository(&self, at: &Repository) -> Result<(), CatalogError>;

    /// Stores a manifest and, when `reference` is a tag, moves the tag to it. Its blobs and children are known to exist.
    /// Refuses an immutable tag with `TagInvalid`.
    fn put_manifest(
        &self,
        at: &Repository,
        reference: &Reference,
        manifest: StoredManifest,
    ) -> Result<(), CatalogError>;

    /// The manifest, if there is one.
    fn manifest(
        &self,
        at: &Repository,
        reference: &Reference,
    ) -> Result<Option<StoredManifest>, CatalogError>;

    /// All tags, in any order.
    fn tags(&self, at: &Repository) -> Result<Vec<String>, CatalogError>;

    /// Removes a tag, or a manifest with all its tags; false when there was none.
    fn delete_manifest(&self, at: &Repository, reference: &Reference) -> Result<bool, CatalogError>;
}
