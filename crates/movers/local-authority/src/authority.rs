//! The authority at work. In: an order. Out: a key, its certificate, and what the certificate says. Never here: asking who orders.

use model::Time;
use model::acm::{CertificateFacts, KeyAlgorithm, PrivateKey};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, Issuer, KeyPair, KeyUsagePurpose,
    SerialNumber,
};
use ring::rand::{SecureRandom, SystemRandom};

use crate::identity::{self, ORGANISATION};
use crate::{AuthorityError, Identity, key};

/// Bytes of a serial number: 128 bits of chance.
const SERIAL: usize = 16;

/// A root that signs.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    name: String,
    root: String,
}

/// What a certificate is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// DNS names (a wildcard for a first label) and addresses, at least one; the first is the common name.
    pub names: Vec<String>,
    /// Kind of its key.
    pub key_algorithm: KeyAlgorithm,
    /// Valid from.
    pub not_before: Time,
    /// Valid until.
    pub not_after: Time,
}

/// A certificate that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Issued {
    /// The certificate, PEM.
    pub certificate: String,
    /// The root that signed it, PEM.
    pub chain: String,
    /// Its new key.
    pub private_key: PrivateKey,
    /// What it says.
    pub facts: CertificateFacts,
}

impl Authority {
    /// A root as it was generated; fails when the key cannot be read.
    pub fn load(identity: &Identity) -> Result<Authority, AuthorityError> {
        let key = KeyPair::from_pem(&identity.private_key_pem).map_err(AuthorityError::new)?;
        let name = identity::common_name(&key);
        let issuer = Issuer::new(identity::params(&key), key);
        Ok(Authority { issuer, name, root: identity.certificate_pem.clone() })
    }

    /// The root's common name; another root has another.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The root's certificate, PEM.
    pub fn root_pem(&self) -> &str {
        &self.root
    }

    /// Makes a key and signs its certificate. Takes a processor for as long as the key takes to make: not for a thread that serves.
    pub fn issue(&self, order: &Order) -> Result<Issued, AuthorityError> {
        let key = key::generate(order.key_algorithm)?;
        let mut serial = [0; SERIAL];
        SystemRandom::new().fill(&mut serial).map_err(AuthorityError::new)?;
        // A serial number is positive and has no leading zeros.
        serial[0] = serial[0] & 0x7f | 0x40;
        let made = params(order, &serial)?.signed_by(&key, &self.issuer).map_err(AuthorityError::new)?;
        Ok(Issued {
            certificate: made.pem(),
            chain: self.root.clone(),
            private_key: PrivateKey(key.serialize_pem()),
            facts: facts(order, &serial),
        })
    }
}

fn common_name(order: &Order) -> &str {
    order.names.first().map_or("", String::as_str)
}

fn params(order: &Order, serial: &[u8]) -> Result<CertificateParams, AuthorityError> {
    let mut params = CertificateParams::new(order.names.clone()).map_err(AuthorityError::new)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name(order));
    identity::hold(&mut params, order.not_before, order.not_after);
    params.serial_number = Some(SerialNumber::from_slice(serial));
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    if is_rsa(order.key_algorithm) {
        params.key_usages.push(KeyUsagePurpose::KeyEncipherment);
    }
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

fn is_rsa(algorithm: KeyAlgorithm) -> bool {
    !matches!(algorithm, KeyAlgorithm::P256 | KeyAlgorithm::P384)
}

/// The same in words; whole seconds, as certificates have.
fn facts(order: &Order, serial: &[u8]) -> CertificateFacts {
    let usages = ["DIGITAL_SIGNATURE", "KEY_ENCIPHERMENT"];
    let used = if is_rsa(order.key_algorithm) { &usages[..] } else { &usages[..1] };
    let whole = |time: Time| Time(time.0 / 1000 * 1000);
    let extended = [
        ("TLS_WEB_SERVER_AUTHENTICATION", "1.3.6.1.5.5.7.3.1"),
        ("TLS_WEB_CLIENT_AUTHENTICATION", "1.3.6.1.5.5.7.3.2"),
    ];
    CertificateFacts {
        subject: format!("CN={}", common_name(order)),
        issuer: ORGANISATION.to_owned(),
        serial: serial.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(":"),
        domain_name: common_name(order).to_owned(),
        names: order.names.clone(),
        not_before: whole(order.not_before),
        not_after: whole(order.not_after),
        key_algorithm: order.key_algorithm,
        signature_algorithm: "SHA256WITHECDSA".to_owned(),
        key_usages: used.iter().map(|usage| (*usage).to_owned()).collect(),
        extended_key_usages: extended
            .iter()
            .map(|(name, object)| ((*name).to_owned(), (*object).to_owned()))
            .collect(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::time::Duration;

    use rustls::crypto::ring;
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
    use rustls::sign::CertifiedKey;

    use super::*;

    const NOW: Time = Time(1_795_000_000_000);

    fn order(names: &[&str], key_algorithm: KeyAlgorithm) -> Order {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Order { names, key_algorithm, not_before: NOW.plus(-60_000), not_after: NOW.plus(86_400_000) }
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

    #[test]
    fn a_client_that_trusts_the_root_trusts_what_it_signed() {
        let identity = Identity::generate(NOW).unwrap();
        let authority = Authority::load(&identity).unwrap();
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
    fn a_stored_identity_signs_on_and_another_does_not_pass_for_it() {
        let identity = Identity::generate(NOW).unwrap();
        let again = Authority::load(&identity.clone()).unwrap();
        let issued = again.issue(&order(&["a.test"], KeyAlgorithm::P256)).unwrap();
        assert_eq!(verdict(&issued, &identity.certificate_pem, "a.test", 0), Ok(()));
        let stranger = Identity::generate(NOW).unwrap();
        assert!(verdict(&issued, &stranger.certificate_pem, "a.test", 0).is_err());
        assert_eq!(issued.facts.serial.split(':').count(), SERIAL);
        assert!(!format!("{identity:?}{issued:?}").contains("PRIVATE KEY"));
    }
}
