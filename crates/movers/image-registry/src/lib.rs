//! OCI distribution: blobs, uploads, manifests.
//!
//! Comes in: what `docker push` and `docker pull` send under `/v2/`, and programs to be packed into images.
//! Goes out: blobs on disk, manifests to the owner's [`Catalog`], and answers as the OCI distribution specification wants them.
//! Never done here: knowing repositories, tags or accounts (the owner's [`Catalog`] and [`ScopeOf`] do), running images,
//! knowing which blobs no manifest names any more (the owner says so to [`BlobStore::collect`]).
//!
//! Blobs are stored once per digest for all repositories: a layer pushed to one is "already there" for every other. Nothing is served or
//! used whose bytes are not those of its digest ([`BlobStore`] hashes files when it first meets them and when they changed), and an image is
//! refused whose layers do not unpack to what its configuration says.
//!
//! ```text
//! an upload:  POST --> open --PATCH--> open (grows) --PUT ?digest--> blob
//!                        |DELETE, restart, crowded out while idle      |wrong digest
//!                        v                                             v
//!                       gone                                          gone
//! ```

mod answer;
mod blobs;
mod catalog;
mod collect;
mod diff_ids;
mod digest;
mod elf;
mod error;
mod file_stream;
mod handlers;
mod image_check;
mod manifests;
mod pack;
mod parse;
mod path;
mod program;
mod range;
mod scope;
mod soundness;
mod store;
mod uploads;

pub use catalog::{Catalog, CatalogError, Reference, Repository, StoredManifest};
pub use collect::Collected;
pub use diff_ids::DiffId;
pub use digest::{Digest, NotADigest};
pub use error::ErrorCode;
pub use handlers::{Registry, router};
pub use pack::{Compression, PackError, PackFile, PackSource, PackedImage, pack};
pub use parse::{
    ConfigSettings, Descriptor, HealthSettings, ImageConfig, ImageIndex, ImageManifest, Manifest, ParseError,
    Platform, RootFs, media_type,
};
pub use program::{ProgramError, program_files};
pub use scope::{Knock, Scope, ScopeOf};
pub use store::{BlobStore, StoreError, StoreSettings, UploadId};
