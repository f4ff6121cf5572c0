//! What clients make of certificates: webpki (rustls), and openssl where it is.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;

use super::*;

const NOW: Time = Time(1_795_000_000_000);
const REALMS: [Realm; 3] = [Realm::Machine, Realm::Aws, Realm::AnyName];

fn order(names: &[&str], key_algorithm: KeyAlgorithm) -> Order {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    Order { names, key_algorithm, not_before: NOW.plus(-60_000), not_after: NOW.plus(86_400_000) }
}

fn authority(realm: Realm) -> Authority {
    Authority::load(realm, &Identity::generate(realm, NOW).unwrap()).unwrap()
}

/// As `authority`, but it signs what it must not, as a thief of its key would.
fn stolen(realm: Realm) -> Authority {
    Authority { realm: Realm::AnyName, ..authority(realm) }
}

fn der(pem: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()
}

/// What a client that trusts `root` makes of it, a number of seconds from now.
fn verdict(issued: &Issued, root: &str, name: &str, later: u64) -> Result<(), String> {
    let (leaf, root) = (der(&issued.certificate), der(root));
    let anchors = [webpki::anchor_from_trusted_cert(&root).unwrap()];
    let leaf = webpki::EndEntityCert::try_from(&leaf).unwrap();
    let time = UnixTime::since_unix_epoch(Duration::from_millis(NOW.0 as u64 + later * 1000));
    let algorithms = ring::default_provider().signature_verification_algorithms.all;
    let usage = webpki::KeyUsage::server_auth();
    leaf.verify_for_usage(algorithms, &anchors, &[], time, usage, None, None)
        .map_err(|error| error.to_string())?;
    leaf.verify_is_valid_for_subject_name(&ServerName::try_from(name).unwrap())
        .map_err(|error| error.to_string())
}

/// Whether openssl, at its strictest, takes it for a server's; `None` where there is no openssl.
fn openssl(issued: &Issued, name: &str) -> Option<Result<(), String>> {
    let directory = std::env::temp_dir().join(format!(
        "authority-{}-{}",
        std::process::id(),
        issued.facts.serial.replace(':', "")
    ));
    fs::create_dir_all(&directory).unwrap();
    let write = |name: &str, pem: &str| -> PathBuf {
        let path = directory.join(name);
        fs::write(&path, pem).unwrap();
        path
    };
    let (root, leaf) = (write("root.pem", &issued.chain), write("leaf.pem", &issued.certificate));
    let by = if name.parse::<std::net::IpAddr>().is_ok() { "-verify_ip" } else { "-verify_hostname" };
    let seconds = (NOW.0 / 1000).to_string();
    let mut command = Command::new("openssl");
    command.args([
        "verify",
        "-x509_strict",
        "-check_ss_sig",
        "-purpose",
        "sslserver",
        "-attime",
        &seconds,
        by,
        name,
    ]);
    let output = command.arg("-CAfile").arg(root).arg(leaf).output();
    fs::remove_dir_all(&directory).unwrap();
    let output = output.ok()?;
    let said =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    Some(if output.status.success() { Ok(()) } else { Err(said) })
}

#[track_caller]
fn accepted(issued: &Issued, name: &str) {
    assert_eq!(verdict(issued, &issued.chain, name, 0), Ok(()), "{name}");
    match openssl(issued, name) {
        Some(verdict) => assert_eq!(verdict, Ok(()), "{name}"),
        None => eprintln!("openssl is not here: only webpki was asked"),
    }
}

/// Refused for what the root says, not for anything else.
#[track_caller]
fn refused(issued: &Issued, name: &str) {
    assert_eq!(verdict(issued, &issued.chain, name, 0), Err("NameConstraintViolation".to_owned()), "{name}");
    if let Some(verdict) = openssl(issued, name) {
        let said = verdict.expect_err(name);
        assert!(
            ["permitted subtree violation", "excluded subtree violation"]
                .iter()
                .any(|words| said.contains(words)),
            "{said}"
        );
    }
}

#[test]
fn a_client_that_trusts_the_root_trusts_what_it_signed() {
    let authority = authority(Realm::AnyName);
    let names = ["shop.example.com", "*.example.org", "127.0.0.1", "::1"];
    for algorithm in [KeyAlgorithm::P256, KeyAlgorithm::P384, KeyAlgorithm::Rsa2048] {
        let issued = authority.issue(&order(&names, algorithm)).unwrap();
        let check = |name, later| verdict(&issued, authority.root_pem(), name, later);
        for name in ["shop.example.com", "a.example.org", "127.0.0.1", "::1"] {
            assert_eq!(check(name, 0), Ok(()), "{name}");
        }
        assert!(check("example.org", 0).is_err() && check("shop.example.com", 90_000).is_err());
        let key = PrivateKeyDer::from_pem_slice(issued.private_key.0.as_bytes()).unwrap();
        let key = ring::sign::any_supported_type(&key).unwrap();
        assert!(CertifiedKey::new(vec![der(&issued.certificate)], key).keys_match().is_ok());
    }
}

#[test]
fn each_root_is_good_for_the_names_of_its_realm() {
    let names = [
        "localhost",
        "*.us-west-2.elb.localhost",
        "localhost.localstack.cloud",
        "*.localhost.localstack.cloud",
        "127.0.0.1",
        "::1",
    ];
    let issued = authority(Realm::Machine).issue(&order(&names, KeyAlgorithm::P256)).unwrap();
    for name in
        ["localhost", "front.us-west-2.elb.localhost", "sqs.localhost.localstack.cloud", "127.0.0.1", "::1"]
    {
        accepted(&issued, name);
    }
    let names = ["sqs.us-west-2.amazonaws.com", "*.us-west-2.api.aws", "ecs.cn-north-1.amazonaws.com.cn"];
    let issued = authority(Realm::Aws).issue(&order(&names, KeyAlgorithm::P256)).unwrap();
    for name in ["sqs.us-west-2.amazonaws.com", "ecs.us-west-2.api.aws", "ecs.cn-north-1.amazonaws.com.cn"] {
        accepted(&issued, name);
    }
}

#[test]
fn what_a_thief_of_the_key_signs_beyond_the_realm_is_refused_by_clients() {
    let foreign = ["example.com", "*.example.com", "localhost.example.com", "10.0.0.1", "2001:db8::1"];
    let aws = ["sqs.us-west-2.amazonaws.com", "ecs.us-west-2.api.aws"];
    let machine = ["localhost", "127.0.0.1", "::1"];
    for (realm, names) in [(Realm::Machine, [&foreign[..], &aws]), (Realm::Aws, [&foreign[..], &machine])] {
        let thief = stolen(realm);
        for name in names.concat() {
            let issued = thief.issue(&order(&[name], KeyAlgorithm::P256)).unwrap();
            refused(&issued, &name.replace('*', "www"));
            let hidden = if realm == Realm::Machine { machine[0] } else { aws[0] };
            let issued = thief.issue(&order(&[hidden, name], KeyAlgorithm::P256)).unwrap();
            refused(&issued, hidden);
        }
    }
}

#[test]
fn an_authority_itself_signs_nothing_beyond_its_realm() {
    for (realm, name) in [
        (Realm::Machine, "app.example.com"),
        (Realm::Machine, "sqs.us-west-2.amazonaws.com"),
        (Realm::Aws, "localhost"),
    ] {
        let authority = authority(realm);
        assert!(!authority.covers(&["localhost".to_owned(), name.to_owned()]));
        let told = authority.issue(&order(&[name], KeyAlgorithm::P256)).unwrap_err();
        assert_eq!(told, AuthorityError::Name(name.to_owned()));
        assert!(told.to_string().contains(name));
    }
}

#[test]
fn a_stored_identity_signs_on_and_another_does_not_pass_for_it() {
    let identity = Identity::generate(Realm::AnyName, NOW).unwrap();
    let again = Authority::load(Realm::AnyName, &identity.clone()).unwrap();
    let issued = again.issue(&order(&["a.test"], KeyAlgorithm::P256)).unwrap();
    assert_eq!(verdict(&issued, &identity.certificate_pem, "a.test", 0), Ok(()));
    let stranger = Identity::generate(Realm::AnyName, NOW).unwrap();
    assert!(verdict(&issued, &stranger.certificate_pem, "a.test", 0).is_err());
    assert_eq!(issued.facts.serial.split(':').count(), SERIAL);
    assert!(!format!("{identity:?}{issued:?}").contains("PRIVATE KEY"));
}

#[test]
fn a_certificate_made_again_from_its_key_is_as_good_as_the_first() {
    for realm in REALMS {
        let first = Identity::generate(realm, NOW).unwrap();
        let again = Identity::of_key(realm, &first.private_key_pem, NOW.plus(1)).unwrap();
        let name = if realm == Realm::Aws { "sqs.us-west-2.amazonaws.com" } else { "a.localhost" };
        let issued =
            Authority::load(realm, &first).unwrap().issue(&order(&[name], KeyAlgorithm::P256)).unwrap();
        assert_eq!(verdict(&issued, &again.certificate_pem, name, 0), Ok(()));
        assert!(Authority::load(realm, &again).is_ok());
    }
}

#[test]
fn what_is_stored_is_read_with_care() {
    let [machine, aws, any] = REALMS.map(|realm| Identity::generate(realm, NOW).unwrap());
    let load = |key: &str, certificate: &str| {
        let identity = Identity { private_key_pem: key.to_owned(), certificate_pem: certificate.to_owned() };
        Authority::load(Realm::Machine, &identity).map(|authority| authority.name().to_owned())
    };
    let (key, certificate) = (&machine.private_key_pem, &machine.certificate_pem);
    assert_eq!(load(key, certificate).unwrap(), common_name_of_(certificate));
    let cut = &key[..key.len() / 2];
    for garbage in ["", "rubbish", cut, certificate] {
        assert!(matches!(load(garbage, certificate), Err(AuthorityError::Key(_))), "{garbage}");
    }
    let cut = &certificate[..certificate.len() / 2];
    for garbage in ["", "rubbish", cut, key] {
        assert!(matches!(load(key, garbage), Err(AuthorityError::Certificate(_))), "{garbage}");
    }
    for other in [&aws, &any] {
        assert_eq!(load(key, &other.certificate_pem), Err(AuthorityError::Strangers));
        assert_eq!(load(&other.private_key_pem, &other.certificate_pem), Err(AuthorityError::OtherRealm));
    }
    let unconstrained = Identity::of_key(Realm::AnyName, key, NOW).unwrap();
    assert_eq!(load(key, &unconstrained.certificate_pem), Err(AuthorityError::OtherRealm));
    let free = [&machine, &aws, &any].map(|one| crate::permits_any_name(&one.certificate_pem).unwrap());
    assert_eq!(free, [false, false, true]);
    assert!(crate::permits_any_name("rubbish").is_err());
}

fn common_name_of_(certificate: &str) -> String {
    let name = crate::common_name_of(certificate).unwrap();
    assert!(name.starts_with("Interstella ") && name.len() > 20, "{name}");
    name
}
