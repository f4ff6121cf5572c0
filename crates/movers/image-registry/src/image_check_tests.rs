//! Manifests of images against a registry: what is kept, what is refused and why.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::handlers::tests::{Client, descriptor};

/// A configuration with these diff_ids.
fn config(diff_ids: &[Digest]) -> Vec<u8> {
    let rootfs = serde_json::json!({ "type": "layers", "diff_ids": diff_ids });
    serde_json::json!({ "architecture": "amd64", "os": "linux", "rootfs": rootfs }).to_string().into_bytes()
}

/// A manifest of an image with a configuration of this media type.
fn image_of(kind: &str, config: &[u8], layers: Vec<Descriptor>) -> Vec<u8> {
    let config = Descriptor { media_type: kind.to_owned(), ..descriptor(config) };
    serde_json::to_vec(&ImageManifest::new(config, layers)).unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Read as _;
    let mut packed = Vec::new();
    flate2::read::GzEncoder::new(bytes, flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
    packed
}

#[tokio::test]
async fn layers_must_unpack_to_what_the_configuration_says() {
    let client = Client::start().await;
    let (plain, packed) = (&b"a tar"[..], gzip(b"another tar"));
    client.push_blob(plain).await;
    client.push_blob(&packed).await;
    let gzip_layer = Descriptor { media_type: media_type::OCI_LAYER_GZIP.into(), ..descriptor(&packed) };
    let layers = || vec![descriptor(plain), gzip_layer.clone()];
    let (right, wrong) =
        (vec![Digest::of(plain), Digest::of(b"another tar")], vec![Digest::of(plain), Digest::of(&packed)]);
    for kind in [media_type::OCI_CONFIG, media_type::DOCKER_CONFIG] {
        let good = config(&right);
        client.push_blob(&good).await;
        for tag in ["once", "again"] {
            let put =
                client.put_manifest(tag, media_type::OCI_MANIFEST, &image_of(kind, &good, layers())).await;
            assert_eq!(put.status, 201, "{}", put.text());
        }
        let bad = config(&wrong);
        client.push_blob(&bad).await;
        let put = client.put_manifest("bad", media_type::OCI_MANIFEST, &image_of(kind, &bad, layers())).await;
        put.refused(400, "MANIFEST_INVALID");
        let named = [Digest::of(&packed), Digest::of(b"another tar")];
        assert!(named.iter().all(|digest| put.text().contains(digest.as_str())), "{}", put.text());
        let few = image_of(kind, &good, vec![descriptor(plain)]);
        let put = client.put_manifest("few", media_type::OCI_MANIFEST, &few).await;
        put.refused(400, "MANIFEST_INVALID");
        assert!(put.text().contains("1 layers, its configuration 2 diff_ids"), "{}", put.text());
    }
}

#[tokio::test]
async fn layers_that_cannot_be_unpacked_and_configurations_that_are_none_are_refused() {
    let client = Client::start().await;
    let broken = &gzip(b"cut off in the middle")[..20];
    let described = config(&[Digest::of(broken)]);
    for blob in [broken, b"not json", &described] {
        client.push_blob(blob).await;
    }
    let layers = vec![Descriptor { media_type: media_type::OCI_LAYER_GZIP.into(), ..descriptor(broken) }];
    for (blob, why) in [(&described[..], "cannot be unpacked"), (b"not json", "the configuration sha256:")] {
        let image = image_of(media_type::OCI_CONFIG, blob, layers.clone());
        let put = client.put_manifest("v1", media_type::OCI_MANIFEST, &image).await;
        put.refused(400, "MANIFEST_INVALID");
        assert!(put.text().contains(why), "{}", put.text());
    }
}

#[tokio::test]
async fn what_is_no_image_or_cannot_be_read_here_is_kept_unchecked() {
    let client = Client::start().await;
    let zstd = b"\x28\xb5\x2f\xfd and so on";
    let described = config(&[Digest::of(b"who knows")]);
    for blob in [&zstd[..], b"{}", &described] {
        client.push_blob(blob).await;
    }
    let chart = image_of("application/vnd.cncf.helm.config.v1+json", b"{}", vec![descriptor(zstd)]);
    let of_kind = |kind: &str| Descriptor { media_type: kind.to_owned(), ..descriptor(zstd) };
    let packed = of_kind("application/vnd.oci.image.layer.v1.tar+zstd");
    let mut foreign = descriptor(b"elsewhere");
    foreign.urls.push("https://example.com/layer".into());
    let manifests = [
        chart,
        image_of(media_type::OCI_CONFIG, &described, vec![packed]),
        image_of(media_type::OCI_CONFIG, &described, vec![of_kind(media_type::OCI_LAYER)]),
        image_of(media_type::OCI_CONFIG, &described, vec![foreign]),
    ];
    for manifest in manifests {
        let put = client.put_manifest("v1", media_type::OCI_MANIFEST, &manifest).await;
        assert_eq!(put.status, 201, "{}", put.text());
    }
}

#[tokio::test]
async fn sizes_must_be_those_of_the_blobs() {
    let client = Client::start().await;
    let manifest = client.push_image(b"layer", "v1").await;
    let longer = Descriptor { size: 6, ..descriptor(b"layer") };
    let image = image_of("application/octet-stream", b"{}", vec![longer]);
    let put = client.put_manifest("v2", media_type::OCI_MANIFEST, &image).await;
    put.refused(400, "MANIFEST_INVALID");
    assert!(put.text().contains("has 6 bytes; it has 5"), "{}", put.text());
    let child = Descriptor { size: 1, ..descriptor(&manifest) };
    let index = serde_json::json!({ "schemaVersion": 2, "manifests": [child] }).to_string();
    let put = client.put_manifest("multi", media_type::OCI_INDEX, index.as_bytes()).await;
    put.refused(400, "MANIFEST_INVALID");
}

#[tokio::test]
async fn an_image_of_three_hundred_layers_is_kept() {
    let client = Client::start().await;
    let contents: Vec<String> = (0..300).map(|at| format!("layer {at}")).collect();
    let diff_ids: Vec<Digest> = contents.iter().map(|layer| Digest::of(layer.as_bytes())).collect();
    for layer in &contents {
        client.push_blob(layer.as_bytes()).await;
    }
    let described = config(&diff_ids);
    client.push_blob(&described).await;
    let layers = contents.iter().map(|layer| descriptor(layer.as_bytes())).collect();
    let image = image_of(media_type::OCI_CONFIG, &described, layers);
    let put = client.put_manifest("deep", media_type::OCI_MANIFEST, &image).await;
    assert_eq!(put.status, 201, "{}", put.text());
}
