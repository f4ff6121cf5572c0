//! Images of this very program. In: the file it runs from. Out: images in the registries, all sharing one layer: the program, its
//! loader and the libraries it links to. Which of its programs an image runs is in its entry point. Never here: Docker.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use image_registry::{
    BlobStore, Compression, ConfigSettings, Descriptor, Digest, ImageConfig, ImageManifest, Manifest,
    PackedImage, StoreSettings, media_type, pack, program_files,
};
use serde_json::json;

use super::PlatformError;
use super::error::needed;
use crate::client::{Aws, JsonService, Registry};

const PLACE: &str = "/usr/bin/interstella";
/// Largest image configuration read, bytes; ours have a few hundred.
const MOST_CONFIG: u64 = 1024 * 1024;

/// One image, packed.
#[derive(Debug, Clone)]
struct Image {
    program: &'static str,
    manifest: Bytes,
    digest: Digest,
    config: Digest,
    layer: Digest,
}

/// Packed images, and the directory their blobs are in until this is dropped.
pub(crate) struct Packed {
    store: Arc<BlobStore>,
    dir: PathBuf,
    images: Vec<Image>,
}

impl Drop for Packed {
    fn drop(&mut self) {
        // What stays behind is removed by the next run.
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// Packs `binary` once for each of its programs, under `data_dir`.
pub(crate) async fn pack_programs(
    binary: PathBuf,
    data_dir: PathBuf,
    programs: Vec<&'static str>,
) -> Result<Packed, PlatformError> {
    let packing = tokio::task::spawn_blocking(move || pack_all(&binary, &data_dir, &programs));
    packing.await.map_err(|error| PlatformError::Pack(error.to_string()))?.map_err(PlatformError::Pack)
}

fn pack_all(binary: &Path, data_dir: &Path, programs: &[&'static str]) -> Result<Packed, String> {
    let dir = data_dir.join("packing");
    let _ = std::fs::remove_dir_all(&dir);
    let store = BlobStore::open(&dir, StoreSettings::default()).map_err(|error| error.to_string())?;
    let mut packed = Packed { store: Arc::new(store), dir, images: Vec::new() };
    let files = program_files(binary, PLACE).map_err(|error| error.to_string())?;
    let first = pack(&packed.store, &files, ConfigSettings::default(), architecture(), Compression::None)
        .map_err(|error| error.to_string())?;
    for program in programs {
        let image = variant(&packed.store, &first, program)?;
        packed.images.push(image);
    }
    Ok(packed)
}

/// The same layer with the entry point of one program.
fn variant(store: &BlobStore, first: &PackedImage, program: &'static str) -> Result<Image, String> {
    let Ok(Manifest::Image(base)) = Manifest::parse(&first.manifest, None) else {
        return Err("the packed manifest is none of an image".to_owned());
    };
    let bytes = store.read(&first.config, MOST_CONFIG).map_err(|error| error.to_string())?;
    let bytes = bytes.ok_or("the packed configuration is gone")?;
    let mut config = ImageConfig::parse(&bytes).map_err(|error| error.to_string())?;
    config.config.entrypoint = [PLACE, "program", program].map(str::to_owned).to_vec();
    let bytes = serde_json::to_vec(&config).map_err(|error| error.to_string())?;
    let digest = store.put_bytes(&bytes).map_err(|error| error.to_string())?;
    let described = Descriptor {
        media_type: media_type::OCI_CONFIG.to_owned(),
        size: bytes.len() as u64,
        digest: digest.clone(),
        urls: Vec::new(),
        platform: None,
    };
    let manifest = ImageManifest::new(described, base.layers);
    let manifest = Bytes::from(serde_json::to_vec(&manifest).map_err(|error| error.to_string())?);
    Ok(Image { program, digest: Digest::of(&manifest), manifest, config: digest, layer: first.layer.clone() })
}

/// In Docker's words.
fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}

impl Packed {
    /// Pushes the image of `program` into the account's repository of that name, which is made if missing. Returns the reference a
    /// task definition names: tagged by content, so that another build is another revision.
    pub(crate) async fn push(&self, aws: &Aws, program: &str) -> Result<String, PlatformError> {
        let image = needed(self.images.iter().find(|image| image.program == program), program)?;
        let uri = repository(aws, program).await?;
        let token = token(aws).await?;
        let registry = needed(Registry::new(aws.endpoint(), &uri, &token), "repositoryUri with a name")?;
        for blob in [&image.layer, &image.config] {
            registry.push_file(blob.as_str(), &self.store.path(blob)).await?;
        }
        let tag = format!("build-{}", image.digest.hex().get(..12).unwrap_or_default());
        for tag in [tag.as_str(), "latest"] {
            let (digest, kind) = (image.digest.as_str(), media_type::OCI_MANIFEST);
            registry.push_manifest(tag, digest, kind, &image.manifest).await?;
        }
        Ok(format!("{uri}:{tag}"))
    }
}

async fn repository(aws: &Aws, name: &str) -> Result<String, PlatformError> {
    let asked = json!({ "repositoryName": name });
    let uri = match aws.json(JsonService::Ecr, "CreateRepository", asked).await {
        Ok(answer) => answer.pointer("/repository/repositoryUri").cloned(),
        Err(error) if error.is("RepositoryAlreadyExistsException") => {
            let asked = json!({ "repositoryNames": [name] });
            let answer = aws.json(JsonService::Ecr, "DescribeRepositories", asked).await?;
            answer.pointer("/repositories/0/repositoryUri").cloned()
        }
        Err(error) => return Err(error.into()),
    };
    needed(uri.as_ref().and_then(|uri| uri.as_str()).map(str::to_owned), "repositoryUri")
}

async fn token(aws: &Aws) -> Result<String, PlatformError> {
    let answer = aws.json(JsonService::Ecr, "GetAuthorizationToken", json!({})).await?;
    let token = answer.pointer("/authorizationData/0/authorizationToken").and_then(|token| token.as_str());
    needed(token.map(str::to_owned), "authorizationToken")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn images_share_the_layer_and_differ_in_what_they_run() {
        let dir = std::env::temp_dir().join(format!("interstella-images-{}", std::process::id()));
        let binary = std::env::current_exe().unwrap();
        let packed = pack_all(&binary, &dir, &["iridium", "magnesite"]).unwrap();
        let [one, other] = &packed.images[..] else { panic!("two images") };
        assert_eq!(one.layer, other.layer);
        assert_ne!(one.digest, other.digest);
        let config = packed.store.read(&other.config, MOST_CONFIG).unwrap().unwrap();
        let config = ImageConfig::parse(&config).unwrap();
        assert_eq!(config.config.entrypoint, [PLACE, "program", "magnesite"]);
        assert_eq!(config.rootfs.diff_ids.len(), 1);
        let place = packed.dir.clone();
        drop(packed);
        assert!(!place.exists());
        std::fs::remove_dir_all(dir).unwrap();
    }
}
