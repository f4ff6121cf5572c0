//! Joins the registry's two halves: blobs are files of `image-registry`, repositories and manifests are records of `control-plane::ecr`.

use std::path::Path;
use std::sync::Arc;

use control_loops::clock::{Clock, SystemClock};
use control_loops::images::{Images, ResolvedImage};
use control_plane::ecr::catalog::{self, NewManifest};
use image_registry::{
    BlobStore, Catalog, CatalogError, ConfigSettings, Digest, ErrorCode, ImageConfig, ImageManifest, Knock,
    Manifest, Reference, Registry, Repository, StoreSettings, StoredManifest,
};
use ledger::{Durable, Ledger, World};
use model::Scope;

use crate::file_trouble::ELSEWHERE;

/// Stands for "the Region is found by the repository's name" where the host name carries none.
const BY_NAME: &str = "by-name";
/// Largest image configuration read, bytes.
const LARGEST_CONFIG: u64 = 4 << 20;

/// The registry's rooms.
pub(crate) struct Storehouse {
    ledger: Ledger,
    store: Arc<BlobStore>,
    port: u16,
}

impl Storehouse {
    /// Opens the blobs under the data directory.
    pub(crate) fn open(ledger: Ledger, directory: &Path, port: u16) -> Result<Arc<Storehouse>, String> {
        let directory = directory.join("registry");
        let store = BlobStore::open(&directory, StoreSettings::default());
        let store = store.map_err(|error| {
            format!("cannot keep images in {}: {error}; {ELSEWHERE}", directory.display())
        })?;
        Ok(Arc::new(Storehouse { ledger, store: Arc::new(store), port }))
    }

    /// Why the disk takes no blobs, if so.
    pub(crate) fn trouble(&self) -> Option<String> {
        self.store.trouble()
    }

    /// The HTTP side, to be mounted at the root.
    pub(crate) fn router(self: &Arc<Storehouse>) -> axum::Router {
        let catalog: Arc<dyn Catalog> = Arc::clone(self) as Arc<dyn Catalog>;
        let scope_of = Arc::new(scope_of);
        image_registry::router(Registry { store: Arc::clone(&self.store), catalog, scope_of })
    }

    /// The host names by which clients on this machine and task definitions name this registry.
    fn own_hosts(&self) -> [String; 3] {
        ["localhost", "127.0.0.1", "[::1]"].map(|host| format!("{host}:{}", self.port))
    }

    /// Account, Region and name of the repository a client means.
    fn place(&self, world: &World, at: &Repository) -> Result<(Scope, String), CatalogError> {
        let found = if at.region == BY_NAME {
            catalog::resolve(world, &self.own_hosts()[0], &at.name)
        } else {
            Scope::new(&at.account, &at.region).ok().map(|scope| (scope, at.name.clone()))
        };
        let known = found.filter(|(scope, name)| catalog::repository_exists(world, scope, name));
        known.ok_or_else(|| {
            let text = format!(
                "The repository with name '{}' does not exist in the registry with id '{}'",
                at.name, at.account
            );
            CatalogError::new(ErrorCode::NameUnknown, text)
        })
    }
}

/// `ACCOUNT.dkr.ecr.REGION...` says whose registry is meant; other names leave it to the repository's name.
fn scope_of(knock: &Knock) -> Result<image_registry::Scope, CatalogError> {
    let mut parts = knock.host.split('.');
    let shaped = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(account), Some("dkr"), Some("ecr"), Some(region)) => Scope::new(account, region).ok(),
        _ => None,
    };
    let by_login = || {
        let (_, password) = knock.credentials.as_ref()?;
        Some(catalog::account_of_password(password)?.to_string())
    };
    Ok(match shaped {
        Some(scope) => {
            image_registry::Scope { account: scope.account.to_string(), region: scope.region.to_string() }
        }
        None => image_registry::Scope {
            account: by_login().unwrap_or_else(|| wire::DEFAULT_ACCOUNT.to_owned()),
            region: BY_NAME.to_owned(),
        },
    })
}

/// The reference as the catalogue of records names it.
fn named(reference: &Reference) -> catalog::Reference<'_> {
    match reference {
        Reference::Tag(tag) => catalog::Reference::Tag(tag),
        Reference::Digest(digest) => catalog::Reference::Digest(digest.as_str()),
    }
}

fn refusal(error: &catalog::CatalogError) -> CatalogError {
    let code = match error {
        catalog::CatalogError::NameUnknown { .. } => ErrorCode::NameUnknown,
        catalog::CatalogError::TagImmutable { .. } | catalog::CatalogError::TagMalformed(_) => {
            ErrorCode::TagInvalid
        }
        catalog::CatalogError::ManifestInvalid(_) => ErrorCode::ManifestInvalid,
    };
    CatalogError::new(code, error.to_string())
}

/// Waits until a change is on disk; blocks.
fn kept(durable: Durable) -> Result<(), CatalogError> {
    let refused = |error| format!("the change could not be kept on disk and was not made: {error}");
    durable.wait().map_err(|error| CatalogError::new(ErrorCode::Unknown, refused(error)))
}

impl Catalog for Storehouse {
    fn repository(&self, at: &Repository) -> Result<(), CatalogError> {
        self.place(&self.ledger.snapshot(), at).map(drop)
    }

    fn put_manifest(
        &self,
        at: &Repository,
        reference: &Reference,
        manifest: StoredManifest,
    ) -> Result<(), CatalogError> {
        let (scope, name) = self.place(&self.ledger.snapshot(), at)?;
        let text = std::str::from_utf8(&manifest.bytes);
        let text =
            text.map_err(|_| CatalogError::new(ErrorCode::ManifestInvalid, "the manifest is not UTF-8"))?;
        let new =
            NewManifest { text, media_type: Some(&manifest.media_type), reference: Some(named(reference)) };
        let now = SystemClock.now();
        let done = self.ledger.transact(|txn| catalog::put_manifest(txn, now, &scope, &name, new));
        let (_, durable) = done.map_err(|error| refusal(&error))?;
        kept(durable)
    }

    fn manifest(
        &self,
        at: &Repository,
        reference: &Reference,
    ) -> Result<Option<StoredManifest>, CatalogError> {
        let world = self.ledger.snapshot();
        let (scope, name) = self.place(&world, at)?;
        let found = catalog::find_manifest(&world, &scope, &name, named(reference));
        let Some(image) = found else { return Ok(None) };
        let digest = image.digest.parse();
        let digest = digest.map_err(|_| CatalogError::new(ErrorCode::ManifestUnknown, "a damaged record"))?;
        let bytes = bytes::Bytes::from(image.manifest.clone());
        Ok(Some(StoredManifest { media_type: image.media_type.clone(), digest, bytes }))
    }

    fn tags(&self, at: &Repository) -> Result<Vec<String>, CatalogError> {
        let world = self.ledger.snapshot();
        let (scope, name) = self.place(&world, at)?;
        Ok(catalog::tags(&world, &scope, &name))
    }

    fn delete_manifest(&self, at: &Repository, reference: &Reference) -> Result<bool, CatalogError> {
        let (scope, name) = self.place(&self.ledger.snapshot(), at)?;
        let (gone, durable) =
            self.ledger.write(|txn| catalog::delete_manifest(txn, &scope, &name, named(reference)));
        kept(durable)?;
        Ok(gone)
    }
}

impl Images for Storehouse {
    fn resolve(&self, scope: &Scope, reference: &str) -> Result<ResolvedImage, String> {
        let world = self.ledger.snapshot();
        let hosts = self.own_hosts();
        let hosts = hosts.each_ref().map(String::as_str);
        let image =
            catalog::find_image(&world, scope, reference, &hosts).map_err(|error| error.to_string())?;
        let architecture = if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" };
        let cannot = |why: String| format!("CannotPullContainerError: {reference}: {why}");
        let image = catalog::platform_image(&world, &image, architecture).ok_or_else(|| {
            cannot(format!("no matching manifest for linux/{architecture} in the manifest list entries"))
        })?;
        if Digest::of(image.manifest.as_bytes()).as_str() != image.digest {
            return Err(cannot(format!("the manifest {} is damaged; push the image again", image.digest)));
        }
        let parsed = Manifest::parse(image.manifest.as_bytes(), Some(&image.media_type));
        let Manifest::Image(manifest) = parsed.map_err(|error| cannot(error.to_string()))? else {
            return Err(cannot("the manifest names no image".to_owned()));
        };
        let config = self.config(&manifest.config.digest).map_err(cannot)?;
        let layers = self.layers(&manifest, &config.rootfs.diff_ids).map_err(cannot)?;
        let config = settings(config.config).map_err(cannot)?;
        let image_ref = container_runtime::ImageRef { name: reference.to_owned(), config, layers };
        Ok(ResolvedImage { digest: image.digest.clone(), image: image_ref })
    }
}

impl Storehouse {
    fn config(&self, digest: &Digest) -> Result<ImageConfig, String> {
        let bytes = self.store.read(digest, LARGEST_CONFIG).map_err(|error| error.to_string())?;
        let bytes = bytes.ok_or_else(|| format!("the configuration {digest} is missing"))?;
        ImageConfig::parse(&bytes).map_err(|error| error.to_string())
    }

    /// Where the layers lie, each with what it must unpack to.
    fn layers(
        &self,
        manifest: &ImageManifest,
        diff_ids: &[Digest],
    ) -> Result<Vec<container_runtime::Layer>, String> {
        let (layers, known) = (manifest.layers.len(), diff_ids.len());
        if layers != known {
            return Err(format!("the manifest has {layers} layers, its configuration {known} diff_ids"));
        }
        let layers = manifest.layers.iter().zip(diff_ids).map(|(layer, diff_id)| container_runtime::Layer {
            digest: layer.digest.as_str().to_owned(),
            blob: self.store.path(&layer.digest),
            diff_id: Some(diff_id.as_str().to_owned()),
        });
        Ok(layers.collect())
    }
}

/// How to run it, in the runtime's terms.
fn settings(config: ConfigSettings) -> Result<container_runtime::ImageConfig, String> {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let stop_signal = config.stop_signal.filter(|name| !name.is_empty()).map(|name| name.parse()).transpose();
    Ok(container_runtime::ImageConfig {
        entry_point: config.entrypoint,
        command: config.cmd,
        env: config.env,
        working_directory: some(config.working_dir),
        user: some(config.user),
        stop_signal: stop_signal.map_err(|error: container_runtime::UnknownSignal| error.to_string())?,
    })
}
