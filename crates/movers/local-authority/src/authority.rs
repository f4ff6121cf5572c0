//! The authority at work. In: an order. Out: a key, its certificate, and what the certificate says. Never here: asking who orders.

use model::Time;
use model::acm::{CertificateFacts, KeyAlgorithm, PrivateKey};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, Issuer, KeyPair, KeyUsagePurpose,
    SerialNumber,
};
use ring::rand::{SecureRandom, SystemRandom};

use crate::{AuthorityError, Identity, Realm, identity, key};

/// Bytes of a serial number: 128 bits of chance.
const SERIAL: usize = 16;

/// A root that signs.
pub struct Authority {
    realm: Realm,
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
    /// A root as it was generated for this realm.
    ///
    /// Errors: key or certificate cannot be read, do not belong together, or are of another realm.
    pub fn load(realm: Realm, identity: &Identity) -> Result<Authority, AuthorityError> {
        let key = identity.checked_key(realm)?;
        let name = identity::common_name(realm, &key);
        let issuer = Issuer::new(identity::params(realm, &key), key);
        Ok(Authority { realm, issuer, name, root: identity.certificate_pem.clone() })
    }

    /// Whether it may sign a certificate for all of these.
    pub fn covers(&self, names: &[String]) -> bool {
        names.iter().all(|name| self.realm.covers(name))
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
    ///
    /// Errors: a name outside its realm, or one no certificate can have.
    pub fn issue(&self, order: &Order) -> Result<Issued, AuthorityError> {
        if let Some(name) = order.names.iter().find(|name| !self.realm.covers(name)) {
            return Err(AuthorityError::Name(name.clone()));
        }
        let key = key::generate(order.key_algorithm)?;
        let mut serial = [0; SERIAL];
        SystemRandom::new().fill(&mut serial).map_err(AuthorityError::made)?;
        // A serial number is positive and has no leading zeros.
        serial[0] = serial[0] & 0x7f | 0x40;
        let made = params(order, &serial)?.signed_by(&key, &self.issuer).map_err(AuthorityError::made)?;
        Ok(Issued {
            certificate: made.pem(),
            chain: self.root.clone(),
            private_key: PrivateKey(key.serialize_pem()),
            facts: facts(self.realm, order, &serial),
        })
    }
}

fn common_name(order: &Order) -> &str {
    order.names.first().map_or("", String::as_str)
}

fn params(order: &Order, serial: &[u8]) -> Result<CertificateParams, AuthorityError> {
    let mut params = CertificateParams::new(order.names.clone()).map_err(AuthorityError::made)?;
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
fn facts(realm: Realm, order: &Order, serial: &[u8]) -> CertificateFacts {
    let usages = ["DIGITAL_SIGNATURE", "KEY_ENCIPHERMENT"];
    let used = if is_rsa(order.key_algorithm) { &usages[..] } else { &usages[..1] };
    let whole = |time: Time| Time(time.0 / 1000 * 1000);
    let extended = [
        ("TLS_WEB_SERVER_AUTHENTICATION", "1.3.6.1.5.5.7.3.1"),
        ("TLS_WEB_CLIENT_AUTHENTICATION", "1.3.6.1.5.5.7.3.2"),
    ];
    CertificateFacts {
        subject: format!("CN={}", common_name(order)),
        issuer: realm.organisation().to_owned(),
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
#[path = "authority_tests.rs"]
mod tests;
