//! Authorities in a data directory: new, old, damaged.
#![allow(clippy::unwrap_used)]

use std::os::unix::fs::PermissionsExt;

use rustls::client::verify_server_name;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::server::ParsedCertificate;

use super::*;

const REALMS: [Realm; 3] = [Realm::Machine, Realm::Aws, Realm::AnyName];

/// A directory removed when dropped.
struct Data(PathBuf);

impl Data {
    fn new(name: &str) -> Data {
        let directory =
            std::env::temp_dir().join(format!("interstella-authority-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir(&directory).unwrap();
        Data(directory)
    }

    fn roots(&self) -> [String; 3] {
        roots(&open(&self.0, true).unwrap())
    }

    /// Why it cannot be opened.
    fn complaint(&self) -> String {
        open(&self.0, true).map(drop).unwrap_err()
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn roots(authorities: &Authorities) -> [String; 3] {
    [&authorities.local, &authorities.tasks, &authorities.any_name].map(|one| one.root_pem().to_owned())
}

fn order(name: &str) -> Order {
    let (not_before, not_after) = validity(now());
    Order { names: vec![name.to_owned()], key_algorithm: KeyAlgorithm::P256, not_before, not_after }
}

#[test]
fn a_directory_keeps_its_authorities_and_their_keys_to_itself() {
    let data = Data::new("keeps");
    let first = data.roots();
    assert_eq!(data.roots(), first);
    assert!(roots(&open(&data.0, false).unwrap()).iter().all(|root| !first.contains(root)));
    for realm in REALMS {
        let mode = fs::metadata(files(&data.0, realm).key).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let free = first.map(|root| permits_any_name(&root).unwrap());
    assert_eq!(free, [false, false, true]);
}

#[test]
fn what_root_makes_belongs_to_whom_the_directory_belongs_to() {
    use std::os::unix::fs::MetadataExt;
    let data = Data::new("sudo");
    if std::os::unix::fs::chown(&data.0, Some(65_534), Some(65_534)).is_err() {
        // Only root can give files away.
        return;
    }
    data.roots();
    for file in
        REALMS.map(|realm| files(&data.0, realm)).iter().flat_map(|pair| [&pair.key, &pair.certificate])
    {
        assert_eq!(fs::metadata(file).unwrap().uid(), 65_534, "{}", file.display());
    }
}

#[test]
fn commands_and_clouds_that_come_together_make_one() {
    let data = Data::new("together");
    let roots: Vec<_> = std::thread::scope(|threads| {
        let all: Vec<_> = (0..8).map(|_| threads.spawn(|| data.roots())).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(roots.iter().all(|one| *one == roots[0]));
}

#[test]
fn requests_are_signed_by_the_root_that_can_be_trusted_wherever_it_may() {
    let authorities = open(Path::new("/nowhere"), false).unwrap();
    let signer = |name: &str| {
        let names = vec![name.to_owned()];
        let all = authorities.of_requests();
        all.into_iter().find(|one| one.covers(&names)).unwrap().root_pem().to_owned()
    };
    let [local, _, any_name] = roots(&authorities);
    assert_eq!(["shop.localhost", "app.example.com"].map(signer), [local, any_name]);
    assert!(authorities.tasks.issue(&order("sqs.us-west-2.amazonaws.com")).is_ok());
    assert!(authorities.local.issue(&order("sqs.us-west-2.amazonaws.com")).is_err());
}

#[test]
fn the_endpoint_has_a_certificate_whatever_load_balancers_are_called() {
    let authorities = open(Path::new("/nowhere"), false).unwrap();
    for names in ["localhost", "address", "dev.example.com", "dev.localhost"] {
        let issued = front_door(&authorities.local, &BalancerNames::read(names).unwrap()).unwrap();
        let certificate = CertificateDer::from_pem_slice(issued.certificate.as_bytes()).unwrap();
        let certificate = ParsedCertificate::try_from(&certificate).unwrap();
        let stands_for =
            |name: &str| verify_server_name(&certificate, &ServerName::try_from(name).unwrap()).is_ok();
        for name in ["localhost", "a.us-west-2.elb.localhost", "sqs.localhost.localstack.cloud", "127.0.0.1"]
        {
            assert!(stands_for(name), "{names}: {name}");
        }
        assert!(!stands_for("a.us-west-2.elb.dev.example.com"), "{names}");
        assert_eq!(stands_for("a.us-west-2.elb.dev.localhost"), names == "dev.localhost");
    }
}

#[test]
fn clients_of_rustls_take_the_front_doors_certificate_and_none_for_another_name() {
    use rustls::client::WebPkiServerVerifier;
    use rustls::client::danger::ServerCertVerifier;
    use rustls::crypto::ring;
    use rustls::pki_types::UnixTime;
    let authority = open(Path::new("/nowhere"), false).unwrap().local;
    let der = |pem: &str| CertificateDer::from_pem_slice(pem.as_bytes()).unwrap();
    let mut roots = rustls::RootCertStore::empty();
    roots.add(der(authority.root_pem())).unwrap();
    let provider = Arc::new(ring::default_provider());
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
    let leaf = der(&front_door(&authority, &BalancerNames::Localhost).unwrap().certificate);
    let verdict = |name: &str| {
        let name = ServerName::try_from(name.to_owned()).unwrap();
        verifier.verify_server_cert(&leaf, &[], &name, &[], UnixTime::now()).map(drop)
    };
    for name in NAMES.into_iter().chain(["*.us-west-2.elb.localhost"]) {
        assert_eq!(verdict(&name.replace('*', "front")), Ok(()), "{name}");
    }
    assert!(verdict("example.com").is_err() && verdict("sqs.us-west-2.amazonaws.com").is_err());
}

#[test]
fn a_root_without_limits_is_retired_and_its_key_is_gone() {
    let data = Data::new("retired");
    let old = Identity::generate(Realm::AnyName, now()).unwrap();
    let files = files(&data.0, Realm::Machine);
    files.write(&old.private_key_pem, &old.certificate_pem).unwrap();
    let first = data.roots();
    assert_ne!(first[0], old.certificate_pem);
    assert!(!permits_any_name(&first[0]).unwrap());
    let (place, pem) = retired(&data.0).unwrap().unwrap();
    assert_eq!((place, pem), (data.0.join(RETIRED), old.certificate_pem.clone()));
    for entry in fs::read_dir(&data.0).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains(&old.private_key_pem), "the key of the old root is nowhere");
    }
    assert_eq!(data.roots(), first, "once");
    // Interrupted before its end: the key has gone already, the certificate has not.
    fs::remove_file(&files.key).unwrap();
    fs::write(&files.certificate, &old.certificate_pem).unwrap();
    assert!(!permits_any_name(&data.roots()[0]).unwrap());
}

#[test]
fn a_certificate_that_is_gone_is_made_again_from_its_key() {
    let data = Data::new("again");
    let first = open(&data.0, true).unwrap();
    for realm in REALMS {
        fs::remove_file(files(&data.0, realm).certificate).unwrap();
    }
    let again = open(&data.0, true).unwrap();
    assert_eq!(again.local.name(), first.local.name());
    assert_eq!(again.any_name.name(), first.any_name.name());
}

#[test]
fn garbage_is_named_and_stays_where_it_is() {
    let garbage: [&[u8]; 4] =
        [b"", b"rubbish", b"\xff\xfe\x00", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"];
    for realm in REALMS {
        for (at, bytes) in garbage.iter().enumerate() {
            let data = Data::new(&format!("garbage-{realm:?}-{at}"));
            data.roots();
            let files = files(&data.0, realm);
            for file in [&files.key, &files.certificate] {
                let before = fs::read(file).unwrap();
                fs::write(file, bytes).unwrap();
                let told = data.complaint();
                assert!(told.starts_with(&format!("{}: it is not ", file.display())), "{told}");
                assert!(told.contains("put the right file back"), "{told}");
                assert_eq!(fs::read(file).unwrap(), *bytes);
                fs::write(file, before).unwrap();
            }
        }
    }
}

#[test]
fn files_that_do_not_belong_together_or_are_missing_are_named() {
    let (data, other) = (Data::new("pair"), Data::new("other"));
    data.roots();
    other.roots();
    let (ours, theirs) = (files(&data.0, Realm::Machine), files(&other.0, Realm::Machine));
    let key = fs::read(&ours.key).unwrap();
    fs::copy(&theirs.key, &ours.key).unwrap();
    let told = data.complaint();
    assert!(
        told.starts_with(&format!("{}: the certificate does not belong", ours.certificate.display())),
        "{told}"
    );
    fs::remove_file(&ours.key).unwrap();
    let told = data.complaint();
    assert!(told.starts_with(&format!("{}: the file is missing", ours.key.display())), "{told}");
    fs::write(&ours.key, key).unwrap();
    fs::copy(files(&data.0, Realm::Aws).key, &ours.key).unwrap();
    fs::copy(files(&data.0, Realm::Aws).certificate, &ours.certificate).unwrap();
    assert!(data.complaint().contains("permits other names"), "{}", data.complaint());
}
