//! Images that run Python programs, made of this machine's own Python with Flask and boto3, without Docker. In: sources. Out: images in a
//! cloud's registry, all on one layer. Never here: what the programs do.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use image_registry::{
    BlobStore, Compression, ConfigSettings, Descriptor, Digest, ImageConfig, ImageManifest, Manifest,
    PackFile, PackSource, PackedImage, StoreSettings, media_type, pack, program_files,
};

use crate::cloud::Cloud;
use crate::image;
use crate::scratch::Scratch;
use crate::skip;

/// Services of AWS the programs call: others of botocore's models stay outside.
const SERVICES: [&str; 4] = ["sns", "ssm", "sts", "iam"];
const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/python/machine_python.py");
/// How images call the interpreter, wherever it lies on this machine.
const INTERPRETER: &str = "/usr/bin/workshop-python";
/// Largest image configuration read, bytes.
const MOST_CONFIG: u64 = 1024 * 1024;

/// The layer with Python, packed.
pub struct PythonImages {
    store: BlobStore,
    base: PackedImage,
    /// Holds the blobs.
    _files: Scratch,
}

/// One source file: its name and text.
pub type Source<'a> = (&'a str, String);

impl PythonImages {
    /// Packs Python once; `None` (said on stderr) where it or one of the packages is missing.
    pub fn pack() -> Option<PythonImages> {
        let tried =
            Command::new("python3").args(["-c", "import flask, boto3"]).stderr(Stdio::null()).status();
        if !tried.is_ok_and(|status| status.success()) {
            skip::skipped("python3 with flask and boto3 is not here", "pip install flask boto3");
            return None;
        }
        let files = Scratch::new();
        let store = BlobStore::open(files.path(), StoreSettings::default()).expect("a blob store");
        let base = layer(&store, &interpreter(&files.path().join("compiled")));
        Some(PythonImages { store, base, _files: files })
    }

    /// Pushes an image of these sources as `repository:tag`; it runs the first one by `start.py`.
    pub fn push(&self, cloud: &Cloud, repository: &str, tag: &str, sources: &[Source<'_>]) {
        let file = |(name, text): &Source<'_>| {
            PackFile::new(format!("/app/{name}"), 0o644, PackSource::Bytes(text.clone().into_bytes().into()))
        };
        let app = layer(&self.store, &sources.iter().map(file).collect::<Vec<_>>());
        let (manifest, config) = self.joined(&app, sources[0].0);
        for blob in [&self.base.layer, &app.layer, &config] {
            let bytes = std::fs::read(self.store.path(blob)).expect("the blob");
            image::push_blob(cloud, repository, blob, &bytes);
        }
        image::push_manifest(cloud, repository, tag, &manifest);
    }

    /// Manifest and configuration of both layers together.
    fn joined(&self, app: &PackedImage, program: &str) -> (Vec<u8>, Digest) {
        let (base, top) = (self.parts(&self.base), self.parts(app));
        let mut config = top.1;
        config.rootfs.diff_ids = [base.1.rootfs.diff_ids, config.rootfs.diff_ids].concat();
        config.config = ConfigSettings {
            env: ["PYTHONDONTWRITEBYTECODE=1", "PYTHONUNBUFFERED=1"].map(str::to_owned).to_vec(),
            entrypoint: [INTERPRETER, "/app/start.py", &format!("/app/{program}")]
                .map(str::to_owned)
                .to_vec(),
            working_dir: "/app".to_owned(),
            ..ConfigSettings::default()
        };
        let bytes = serde_json::to_vec(&config).expect("a configuration as JSON");
        let digest = self.store.put_bytes(&bytes).expect("the configuration in the store");
        let described = Descriptor {
            media_type: media_type::OCI_CONFIG.to_owned(),
            size: bytes.len() as u64,
            digest: digest.clone(),
            urls: Vec::new(),
            platform: None,
        };
        let manifest = ImageManifest::new(described, [base.0.layers, top.0.layers].concat());
        (serde_json::to_vec(&manifest).expect("a manifest as JSON"), digest)
    }

    fn parts(&self, packed: &PackedImage) -> (ImageManifest, ImageConfig) {
        let Ok(Manifest::Image(manifest)) = Manifest::parse(&packed.manifest, None) else {
            panic!("the packed manifest is none of an image");
        };
        let bytes =
            self.store.read(&packed.config, MOST_CONFIG).expect("the store").expect("the configuration");
        (manifest, ImageConfig::parse(&bytes).expect("a configuration"))
    }
}

fn layer(store: &BlobStore, files: &[PackFile]) -> PackedImage {
    let settings = ConfigSettings::default();
    pack(store, files, settings, image::architecture(), Compression::None).expect("a packed layer")
}

/// Python itself: what the list says, and what every program needs of a system. Compiled sources go to `compiled`.
fn interpreter(compiled: &Path) -> Vec<PackFile> {
    let output = Command::new("python3").arg(LIST).arg(compiled).args(SERVICES).stdin(Stdio::null()).output();
    let output = output.expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("paths as text");
    let (program, files) = text.split_once('\n').expect("the interpreter's own path first");
    // The loader, the C library and /etc; twice the same file is one in the image.
    let mut all = program_files(&PathBuf::from(program), program).expect("the files of the interpreter");
    all.push(PackFile::new(INTERPRETER, 0o777, PackSource::Symlink(program.to_owned())));
    let file = |line: &str| {
        let (place, file) = line.split_once('\t').expect("a place and a file");
        PackFile::new(place, 0o755, PackSource::File(PathBuf::from(file)))
    };
    all.extend(files.lines().map(file));
    all
}
