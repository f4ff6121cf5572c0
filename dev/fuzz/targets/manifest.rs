//! Manifests, indexes and image configurations. Oracles: what is read is written so that it is read again; ECR and the registry see the
//! same blobs.
#![no_main]

use image_registry::{ImageConfig, Manifest, media_type};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let manifest = Manifest::parse(bytes, None);
    let ecr = std::str::from_utf8(bytes).ok().and_then(control_plane::exercise::manifest);
    if let Ok(read) = &manifest {
        let written = match read {
            Manifest::Image(image) => serde_json::to_vec(image),
            Manifest::Index(index) => serde_json::to_vec(index),
        };
        assert_eq!(Manifest::parse(&written.expect("JSON"), None).as_ref(), Ok(read), "written otherwise");
        let _ = Manifest::parse(bytes, Some(media_type::OCI_MANIFEST));
    }
    if let (Ok(Manifest::Image(image)), Some((_, digests))) = (&manifest, ecr) {
        let ours = std::iter::once(&image.config).chain(&image.layers);
        assert!(ours.map(|blob| blob.digest.as_str()).eq(digests.iter().map(String::as_str)), "other blobs");
    }
    if let Ok(config) = ImageConfig::parse(bytes) {
        let written = serde_json::to_vec(&config).expect("JSON");
        assert_eq!(ImageConfig::parse(&written), Ok(config), "written otherwise");
    }
});
