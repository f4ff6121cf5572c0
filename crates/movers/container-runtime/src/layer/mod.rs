//! Image layers on disk. In: tar or tar.gz blobs from anybody. Out: unpacked directories that overlayfs can stack, their digests verified.
//! Never here: registries.
//!
//! ```text
//! cache ─▶ unpack ─▶ stream   decompresses, hashes, bounds
//!             │  └─▶ archive  entries of the tar (extensions, sparse)
//!             └────▶ place    files below one directory (ids, xattrs)
//! merge: layers on top of each other, where overlayfs cannot be mounted
//! ```

mod archive;
mod bounds;
mod cache;
mod extensions;
mod ids;
mod merge;
mod place;
mod sparse;
mod stream;
mod unpack;
mod xattrs;

pub use bounds::Bounds;
pub use cache::{LayerCache, LayerError};
pub use ids::Ids;
pub(crate) use merge::{copy_directory, copy_layer};
pub use stream::Digests;
pub use unpack::unpack;
