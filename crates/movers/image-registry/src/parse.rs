//! Manifests and image configurations, read.
//!
//! Comes in: JSON bytes. Goes out: typed manifests, indexes and configurations. Never done here: fetching what they name.
//! Unknown members are ignored, as the specification demands; any bytes give an answer or an error, never a panic.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// The media types of manifests this registry keeps, and of what they name.
pub mod media_type {
    /// OCI image manifest.
    pub const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
    /// OCI image index.
    pub const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
    /// Docker schema 2 manifest.
    pub const DOCKER_MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
    /// Docker manifest list.
    pub const DOCKER_LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
    /// OCI image configuration.
    pub const OCI_CONFIG: &str = "application/vnd.oci.image.config.v1+json";
    /// Docker image configuration.
    pub const DOCKER_CONFIG: &str = "application/vnd.docker.container.image.v1+json";
    /// OCI layer, plain tar.
    pub const OCI_LAYER: &str = "application/vnd.oci.image.layer.v1.tar";
    /// OCI layer, gzip.
    pub const OCI_LAYER_GZIP: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
    /// Docker layer, plain tar.
    pub const DOCKER_LAYER: &str = "application/vnd.docker.image.rootfs.diff.tar";
    /// Docker layer, gzip.
    pub const DOCKER_LAYER_GZIP: &str = "application/vnd.docker.image.rootfs.diff.tar.gzip";
}

/// Why bytes are no manifest, index or configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseError {
    /// Not the JSON expected, in serde's words.
    Json(String),
    /// `schemaVersion` is not 2.
    SchemaVersion(u64),
    /// The media type is none of ours, or the body says another than the header.
    MediaType(String),
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(why) => write!(f, "the JSON is not as expected: {why}"),
            Self::SchemaVersion(version) => write!(f, "schemaVersion {version} is not supported; only 2 is"),
            Self::MediaType(given) => write!(f, "media type '{given}' is not supported here"),
        }
    }
}

impl std::error::Error for ParseError {}

impl From<serde_json::Error> for ParseError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error.to_string())
    }
}

/// A pointer to content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor {
    /// What it is.
    pub media_type: String,
    /// Bytes of it.
    pub size: u64,
    /// Its digest.
    pub digest: Digest,
    /// Where else it lies; layers with URLs need not be in the registry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
    /// What it runs on; in indexes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
}

/// What an image runs on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Platform {
    /// Such as `amd64`.
    pub architecture: String,
    /// Such as `linux`.
    pub os: String,
    /// Such as `v8`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
}

/// One image: a configuration and its layers, lowest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageManifest {
    schema_version: u64,
    /// [`media_type::OCI_MANIFEST`] or [`media_type::DOCKER_MANIFEST`].
    #[serde(default)]
    pub media_type: String,
    /// The configuration blob.
    pub config: Descriptor,
    /// The layer blobs, lowest first.
    pub layers: Vec<Descriptor>,
}

impl ImageManifest {
    /// An OCI manifest.
    pub fn new(config: Descriptor, layers: Vec<Descriptor>) -> Self {
        Self { schema_version: 2, media_type: media_type::OCI_MANIFEST.to_owned(), config, layers }
    }

    /// Configuration and layers that must be in the registry.
    pub fn blobs(&self) -> impl Iterator<Item = &Descriptor> {
        std::iter::once(&self.config).chain(self.layers.iter().filter(|layer| layer.urls.is_empty()))
    }
}

/// Several images under one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageIndex {
    schema_version: u64,
    /// [`media_type::OCI_INDEX`] or [`media_type::DOCKER_LIST`].
    #[serde(default)]
    pub media_type: String,
    /// The manifests, one a platform.
    pub manifests: Vec<Descriptor>,
}

impl ImageIndex {
    /// The first manifest for this platform.
    pub fn for_platform(&self, os: &str, architecture: &str) -> Option<&Descriptor> {
        self.manifests.iter().find(|descriptor| {
            let platform = descriptor.platform.as_ref();
            platform.is_some_and(|platform| platform.os == os && platform.architecture == architecture)
        })
    }
}

/// A manifest of either kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manifest {
    /// One image.
    Image(ImageManifest),
    /// Several.
    Index(ImageIndex),
}

/// What tells the kinds apart.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outline {
    schema_version: u64,
    media_type: Option<String>,
    manifests: Option<serde::de::IgnoredAny>,
}

impl Manifest {
    /// Reads a manifest; `announced` is the `Content-Type` it came with, if any. The kind comes from the body's `mediaType`, else
    /// from `announced`, else from the members.
    pub fn parse(bytes: &[u8], announced: Option<&str>) -> Result<Self, ParseError> {
        let outline: Outline = serde_json::from_slice(bytes)?;
        if outline.schema_version != 2 {
            return Err(ParseError::SchemaVersion(outline.schema_version));
        }
        if let (Some(written), Some(announced)) = (&outline.media_type, announced)
            && written != announced
        {
            return Err(ParseError::MediaType(format!("{announced} (the manifest says {written})")));
        }
        let guess =
            if outline.manifests.is_some() { media_type::OCI_INDEX } else { media_type::OCI_MANIFEST };
        let kind = outline.media_type.as_deref().or(announced).unwrap_or(guess).to_owned();
        match kind.as_str() {
            media_type::OCI_MANIFEST | media_type::DOCKER_MANIFEST => {
                let image: ImageManifest = serde_json::from_slice(bytes)?;
                Ok(Self::Image(ImageManifest { media_type: kind, ..image }))
            }
            media_type::OCI_INDEX | media_type::DOCKER_LIST => {
                let index: ImageIndex = serde_json::from_slice(bytes)?;
                Ok(Self::Index(ImageIndex { media_type: kind, ..index }))
            }
            _ => Err(ParseError::MediaType(kind)),
        }
    }

    /// Its media type.
    pub fn media_type(&self) -> &str {
        match self {
            Self::Image(image) => &image.media_type,
            Self::Index(index) => &index.media_type,
        }
    }
}

/// An image configuration: what to run and how.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImageConfig {
    /// Such as `amd64`.
    #[serde(default)]
    pub architecture: String,
    /// Such as `linux`.
    #[serde(default)]
    pub os: String,
    /// How to run it.
    #[serde(default, deserialize_with = "null_is_default")]
    pub config: ConfigSettings,
    /// The uncompressed layers.
    #[serde(default, deserialize_with = "null_is_default")]
    pub rootfs: RootFs,
}

impl ImageConfig {
    /// Reads the bytes of a configuration blob.
    pub fn parse(bytes: &[u8]) -> Result<Self, ParseError> {
        Ok(serde_json::from_slice(bytes)?)
    }
}

/// How to run an image.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ConfigSettings {
    /// `user[:group]`, names or numbers; empty is root.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// `NAME=value`.
    #[serde(deserialize_with = "null_is_default", skip_serializing_if = "Vec::is_empty")]
    pub env: Vec<String>,
    /// The program and its first arguments.
    #[serde(deserialize_with = "null_is_default", skip_serializing_if = "Vec::is_empty")]
    pub entrypoint: Vec<String>,
    /// Further arguments, or the program when there is no entry point.
    #[serde(deserialize_with = "null_is_default", skip_serializing_if = "Vec::is_empty")]
    pub cmd: Vec<String>,
    /// Working directory; empty is `/`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub working_dir: String,
    /// Such as `SIGTERM` or `15`; none is SIGTERM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_signal: Option<String>,
    /// Keys such as `80/tcp`; the values are empty objects.
    #[serde(deserialize_with = "null_is_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub exposed_ports: BTreeMap<String, Nothing>,
    /// Health check built into the image (Docker only; ECS ignores it).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healthcheck: Option<HealthSettings>,
    /// Labels.
    #[serde(deserialize_with = "null_is_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
}

/// `{}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Nothing {}

/// A health check built into an image.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct HealthSettings {
    /// `CMD` or `CMD-SHELL` and the command.
    #[serde(deserialize_with = "null_is_default")]
    pub test: Vec<String>,
}

/// The uncompressed layers of an image.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RootFs {
    /// Always `layers`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Digests of the layers as plain tar, lowest first.
    #[serde(deserialize_with = "null_is_default")]
    pub diff_ids: Vec<Digest>,
}

/// Docker writes `null` for what is empty.
fn null_is_default<'de, D: serde::Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
