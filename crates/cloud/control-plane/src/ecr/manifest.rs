//! What a manifest says. In: its text. Out: media type, configuration, layers, children. Never here: fetching any of them.

use serde::Deserialize;
use sha2::{Digest, Sha256};

const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";

/// An image manifest or an index, as far as it matters here.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Manifest {
    schema_version: u32,
    media_type: Option<String>,
    /// The image's configuration; none in an index.
    pub(crate) config: Option<Descriptor>,
    /// The layers, bottom first.
    #[serde(default)]
    pub(crate) layers: Vec<Descriptor>,
    /// The images of an index.
    #[serde(default)]
    pub(crate) manifests: Vec<Descriptor>,
}

/// A reference to content.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Descriptor {
    /// `sha256:...`
    pub(crate) digest: String,
    /// Bytes.
    #[serde(default)]
    pub(crate) size: u64,
    /// Of a child of an index.
    pub(crate) platform: Option<Platform>,
}

/// What a child of an index runs on.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Platform {
    /// `amd64`, `arm64`...
    pub(crate) architecture: String,
    /// `linux`
    pub(crate) os: String,
}

impl Manifest {
    /// Reads a manifest; an error says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Manifest, String> {
        let read: Manifest =
            serde_json::from_str(text).map_err(|error| format!("invalid manifest: {error}"))?;
        let whole = read.config.is_some() != read.is_index();
        match read.schema_version == 2 && (whole || read.is_index()) {
            true => Ok(read),
            false => {
                Err("invalid manifest: expected schemaVersion 2 with config and layers, or manifests"
                    .to_owned())
            }
        }
    }

    /// Whether it names images instead of layers.
    pub(crate) fn is_index(&self) -> bool {
        self.config.is_none() && (!self.manifests.is_empty() || self.media_type.as_deref() == Some(OCI_INDEX))
    }

    /// What it calls itself, else what its sender calls it, else what it looks like.
    pub(crate) fn media_type(&self, given: Option<&str>) -> String {
        let looks = if self.is_index() { OCI_INDEX } else { OCI_MANIFEST };
        self.media_type.as_deref().or(given.filter(|given| !given.is_empty())).unwrap_or(looks).to_owned()
    }

    /// Bytes of configuration and layers.
    pub(crate) fn size(&self) -> u64 {
        self.contents().map(|content| content.size).fold(0, u64::saturating_add)
    }

    /// Configuration and layers.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &Descriptor> {
        self.config.iter().chain(&self.layers)
    }
}

/// The digest of a manifest's bytes.
pub(crate) fn digest_of(text: &str) -> String {
    let hex: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

/// Whether a text is a digest at all.
pub(crate) fn is_digest(text: &str) -> bool {
    let hex = text.strip_prefix("sha256:");
    hex.is_some_and(|hex| {
        hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn images_and_indexes_are_told_apart() {
        let image = r#"{"schemaVersion":2,"config":{"digest":"sha256:c","size":2},"layers":[{"digest":"sha256:l","size":40}]}"#;
        let image = Manifest::parse(image).unwrap();
        assert_eq!((image.size(), image.media_type(None).as_str()), (42, OCI_MANIFEST));
        let index = Manifest::parse(r#"{"schemaVersion":2,"manifests":[{"digest":"sha256:m"}]}"#).unwrap();
        assert_eq!((index.is_index(), index.media_type(Some("x/y")).as_str()), (true, "x/y"));
        for bad in ["", "{}", r#"{"schemaVersion":1,"config":{"digest":"a"}}"#, r#"{"schemaVersion":2}"#] {
            assert!(Manifest::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_digest_is_sixty_four_lower_case_digits() {
        assert!(is_digest(&digest_of("")));
        assert!(!is_digest("sha256:abc") && !is_digest(&"a".repeat(71)));
    }
}
