//! Image layers on disk. In: tar or tar.gz blobs. Out: unpacked directories that overlayfs can stack.
//! Never here: registries, or verifying digests (the registry did).

mod cache;
mod ids;
mod merge;
mod unpack;

pub use cache::{LayerCache, LayerError};
pub use ids::Ids;
pub(crate) use merge::{copy_directory, copy_layer};
pub use unpack::{Bounds, unpack};
