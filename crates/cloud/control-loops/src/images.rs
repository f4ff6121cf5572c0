//! What an image reference of a task definition stands for: asked of the owner, who knows the registry.

use container_runtime::ImageRef;
use model::Scope;

/// An image that is in the registry, layers on disk.
#[derive(Clone, Debug)]
pub struct ResolvedImage {
    /// `sha256:...` of its manifest.
    pub digest: String,
    /// What the runtime needs.
    pub image: ImageRef,
}

/// Finds images.
pub trait Images: Send + Sync + 'static {
    /// The image a reference names for a task of this account and Region; the error is the reason, `CannotPullContainerError: ...`.
    fn resolve(&self, scope: &Scope, reference: &str) -> Result<ResolvedImage, String>;
}
