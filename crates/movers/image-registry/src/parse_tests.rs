//! Reading manifests and configurations, good and bad.
#![allow(clippy::unwrap_used)]

use super::*;

fn descriptor(content: &[u8]) -> Descriptor {
    Descriptor {
        media_type: media_type::OCI_LAYER.into(),
        size: content.len() as u64,
        digest: Digest::of(content),
        urls: vec![],
        platform: None,
    }
}

fn image_json() -> Vec<u8> {
    let mut foreign = descriptor(b"foreign");
    foreign.urls.push("https://example.com/layer".into());
    let manifest = ImageManifest::new(descriptor(b"config"), vec![descriptor(b"layer"), foreign]);
    serde_json::to_vec(&manifest).unwrap()
}

#[test]
fn an_image_manifest_names_its_blobs() {
    let Manifest::Image(image) = Manifest::parse(&image_json(), None).unwrap() else { panic!("an image") };
    let digests: Vec<_> = image.blobs().map(|blob| blob.digest.clone()).collect();
    assert_eq!(digests, [Digest::of(b"config"), Digest::of(b"layer")], "foreign layers may lie elsewhere");
}

#[test]
fn the_kind_comes_from_body_then_header_then_members() {
    let kind = |json: &str, announced| {
        Manifest::parse(json.as_bytes(), announced).map(|m| m.media_type().to_owned())
    };
    let bare = r#"{"schemaVersion":2,"manifests":[]}"#;
    assert_eq!(kind(bare, None).unwrap(), media_type::OCI_INDEX);
    assert_eq!(kind(bare, Some(media_type::DOCKER_LIST)).unwrap(), media_type::DOCKER_LIST);
    let said = r#"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"#;
    assert!(matches!(kind(said, Some(media_type::DOCKER_LIST)), Err(ParseError::MediaType(_))));
    assert!(matches!(kind(bare, Some("text/plain")), Err(ParseError::MediaType(_))));
    assert!(matches!(kind(r#"{"schemaVersion":1}"#, None), Err(ParseError::SchemaVersion(1))));
}

#[test]
fn an_index_finds_its_platform() {
    let mut arm = descriptor(b"arm");
    arm.platform =
        Some(Platform { architecture: "arm64".into(), os: "linux".into(), variant: Some("v8".into()) });
    let index =
        ImageIndex { schema_version: 2, media_type: media_type::OCI_INDEX.into(), manifests: vec![arm] };
    assert_eq!(index.for_platform("linux", "arm64").unwrap().digest, Digest::of(b"arm"));
    assert!(index.for_platform("linux", "amd64").is_none());
}

#[test]
fn a_configuration_as_docker_writes_it() {
    let json = r#"{"architecture":"amd64","os":"linux","created":"2020-01-01T00:00:00Z","history":[],
        "config":{"Hostname":"","User":"1000","ExposedPorts":{"80/tcp":{}},"Env":["PATH=/bin"],"Cmd":null,
                  "Entrypoint":["/app","-v"],"WorkingDir":"/srv","StopSignal":"SIGQUIT","Volumes":null,"Labels":null},
        "rootfs":{"type":"layers","diff_ids":[]}}"#;
    let config = ImageConfig::parse(json.as_bytes()).unwrap().config;
    assert_eq!(config.entrypoint, ["/app", "-v"]);
    assert_eq!((config.user.as_str(), config.working_dir.as_str()), ("1000", "/srv"));
    assert_eq!(config.stop_signal.as_deref(), Some("SIGQUIT"));
    assert!(config.cmd.is_empty() && config.labels.is_empty());
    assert_eq!(config.exposed_ports.keys().collect::<Vec<_>>(), ["80/tcp"]);
}

/// A small generator with a fixed seed: the same thousands of inputs in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

#[test]
fn no_bytes_make_the_reader_panic() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let image = image_json();
    let mut readable = 0;
    for _ in 0..5_000 {
        let mut bytes = image.clone();
        for _ in 0..=dice.roll(4) {
            match dice.roll(3) {
                0 => bytes.truncate(dice.roll(bytes.len() + 1)),
                1 if !bytes.is_empty() => {
                    let at = dice.roll(bytes.len());
                    bytes[at] = dice.roll(256) as u8;
                }
                _ => bytes.insert(dice.roll(bytes.len() + 1), b"{}[]\":,0n"[dice.roll(9)]),
            }
        }
        readable += usize::from(Manifest::parse(&bytes, None).is_ok());
        let _ = ImageConfig::parse(&bytes);
    }
    assert!(
        readable > 0,
        "some changes (a letter in a media type) leave a manifest; else the test tests nothing"
    );
    assert!(Manifest::parse("[".repeat(100_000).as_bytes(), None).is_err(), "depth is bounded");
}
