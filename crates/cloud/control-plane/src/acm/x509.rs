//! Reading an X.509 certificate. In: DER. Out: what it says, and whether another one signed it. Never here: PEM, trust, time.

use model::acm::{CertificateFacts, KeyAlgorithm};
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;

use super::der::{BIT_STRING, Element, INTEGER, OBJECT, OCTET_STRING, Reader, SEQUENCE, SET};

/// The parts of a certificate.
pub(crate) struct X509<'a> {
    der: &'a CertificateDer<'a>,
    signed: &'a [u8],
    signature_algorithm: Element<'a>,
    signature: &'a [u8],
    serial: &'a [u8],
    issuer: Element<'a>,
    validity: Element<'a>,
    subject: Element<'a>,
    key: Element<'a>,
    extensions: Vec<Extension<'a>>,
}

struct Extension<'a> {
    object: String,
    value: Reader<'a>,
}

impl<'a> X509<'a> {
    /// Its parts; `None` when it is not a certificate.
    pub(crate) fn read(der: &'a CertificateDer<'a>) -> Option<X509<'a>> {
        let mut outer = Reader::new(der.as_ref()).expect(SEQUENCE)?.inside();
        let signed = outer.expect(SEQUENCE)?;
        let signature_algorithm = outer.expect(SEQUENCE)?;
        let signature = outer.expect(BIT_STRING)?.content.get(1..)?;
        let mut inner = signed.inside();
        inner.optional(0xa0);
        let serial = inner.expect(INTEGER)?.content;
        inner.expect(SEQUENCE)?;
        let (issuer, validity) = (inner.expect(SEQUENCE)?, inner.expect(SEQUENCE)?);
        let (subject, key) = (inner.expect(SEQUENCE)?, inner.expect(SEQUENCE)?);
        inner.optional(0x81);
        inner.optional(0x82);
        let extensions = inner.optional(0xa3).and_then(|tagged| tagged.inside().expect(SEQUENCE));
        let extensions = extensions.map(|list| list.inside().all().filter_map(extension).collect());
        Some(X509 {
            der,
            signed: signed.whole,
            signature_algorithm,
            signature,
            serial,
            issuer,
            validity,
            subject,
            key,
            extensions: extensions.unwrap_or_default(),
        })
    }

    /// True when `issuer` has this one's issuer for a subject and made its signature.
    pub(crate) fn is_signed_by(&self, issuer: &X509<'_>) -> bool {
        let Ok(signer) = webpki::EndEntityCert::try_from(issuer.der) else { return false };
        let algorithms = ring::default_provider().signature_verification_algorithms.all;
        let fitting = |identifier: &[u8]| identifier == self.signature_algorithm.content;
        self.issuer.content == issuer.subject.content
            && algorithms
                .iter()
                .filter(|algorithm| fitting(algorithm.signature_alg_id().as_ref()))
                .any(|algorithm| signer.verify_signature(*algorithm, self.signed, self.signature).is_ok())
    }

    /// True when it signed itself.
    pub(crate) fn is_self_signed(&self) -> bool {
        self.is_signed_by(self)
    }

    /// What it says; `None` when a part cannot be read or the kind of its key is not served here.
    pub(crate) fn facts(&self) -> Option<CertificateFacts> {
        let (subject, issuer) = (names(self.subject), names(self.issuer));
        let names = self.alternative_names();
        let common = of(&subject, "CN").or_else(|| names.first().cloned());
        let mut validity = self.validity.inside();
        Some(CertificateFacts {
            subject: subject
                .iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect::<Vec<_>>()
                .join(","),
            issuer: of(&issuer, "O").or_else(|| of(&issuer, "CN")).unwrap_or_default(),
            serial: hex(self.serial),
            domain_name: common.unwrap_or_default(),
            names,
            not_before: validity.next()?.time()?,
            not_after: validity.next()?.time()?,
            key_algorithm: self.key_algorithm()?,
            signature_algorithm: self.signature_name()?.to_owned(),
            key_usages: self.key_usages(),
            extended_key_usages: self.extended_key_usages(),
        })
    }

    fn extension(&self, object: &str) -> Option<Reader<'a>> {
        self.extensions.iter().find(|extension| extension.object == object).map(|extension| extension.value)
    }

    /// DNS names only.
    fn alternative_names(&self) -> Vec<String> {
        let list = self.extension("2.5.29.17").and_then(|mut value| value.expect(SEQUENCE));
        let names = list.into_iter().flat_map(|list| list.inside().all());
        names.filter(|name| name.tag == 0x82).map(|name| name.text()).collect()
    }

    fn key_algorithm(&self) -> Option<KeyAlgorithm> {
        let mut key = self.key.inside();
        let mut algorithm = key.expect(SEQUENCE)?.inside();
        match algorithm.expect(OBJECT)?.object().as_str() {
            "1.2.840.113549.1.1.1" => {
                let numbers = key.expect(BIT_STRING)?.content.get(1..)?;
                let modulus = Reader::new(numbers).expect(SEQUENCE)?.inside().expect(INTEGER)?.content;
                match modulus.len() - usize::from(modulus.first() == Some(&0)) {
                    256 => Some(KeyAlgorithm::Rsa2048),
                    384 => Some(KeyAlgorithm::Rsa3072),
                    512 => Some(KeyAlgorithm::Rsa4096),
                    _ => None,
                }
            }
            "1.2.840.10045.2.1" => match algorithm.expect(OBJECT)?.object().as_str() {
                "1.2.840.10045.3.1.7" => Some(KeyAlgorithm::P256),
                "1.3.132.0.34" => Some(KeyAlgorithm::P384),
                _ => None,
            },
            _ => None,
        }
    }

    fn signature_name(&self) -> Option<&'static str> {
        let object = self.signature_algorithm.inside().expect(OBJECT)?.object();
        let known = [
            ("1.2.840.113549.1.1.5", "SHA1WITHRSA"),
            ("1.2.840.113549.1.1.10", "RSAPSS"),
            ("1.2.840.113549.1.1.11", "SHA256WITHRSA"),
            ("1.2.840.113549.1.1.12", "SHA384WITHRSA"),
            ("1.2.840.113549.1.1.13", "SHA512WITHRSA"),
            ("1.2.840.10045.4.3.2", "SHA256WITHECDSA"),
            ("1.2.840.10045.4.3.3", "SHA384WITHECDSA"),
            ("1.2.840.10045.4.3.4", "SHA512WITHECDSA"),
        ];
        known.iter().find(|(known, _)| *known == object).map(|(_, name)| *name)
    }

    fn key_usages(&self) -> Vec<String> {
        const BITS: [&str; 9] = [
            "DIGITAL_SIGNATURE",
            "NON_REPUDIATION",
            "KEY_ENCIPHERMENT",
            "DATA_ENCIPHERMENT",
            "KEY_AGREEMENT",
            "CERTIFICATE_SIGNING",
            "CRL_SIGNING",
            "ENCIPHER_ONLY",
            "DECIPHER_ONLY",
        ];
        let bits = self.extension("2.5.29.15").and_then(|mut value| value.expect(BIT_STRING));
        let bytes = bits.and_then(|bits| bits.content.get(1..)).unwrap_or_default();
        let is_set = |at: usize| bytes.get(at / 8).is_some_and(|byte| byte & (0x80 >> (at % 8)) != 0);
        BITS.iter().enumerate().filter(|(at, _)| is_set(*at)).map(|(_, name)| (*name).to_owned()).collect()
    }

    fn extended_key_usages(&self) -> Vec<(String, String)> {
        let name = |object: &str| match object {
            "1.3.6.1.5.5.7.3.1" => "TLS_WEB_SERVER_AUTHENTICATION",
            "1.3.6.1.5.5.7.3.2" => "TLS_WEB_CLIENT_AUTHENTICATION",
            "1.3.6.1.5.5.7.3.3" => "CODE_SIGNING",
            "1.3.6.1.5.5.7.3.4" => "EMAIL_PROTECTION",
            "1.3.6.1.5.5.7.3.5" => "IPSEC_END_SYSTEM",
            "1.3.6.1.5.5.7.3.6" => "IPSEC_TUNNEL",
            "1.3.6.1.5.5.7.3.7" => "IPSEC_USER",
            "1.3.6.1.5.5.7.3.8" => "TIME_STAMPING",
            "1.3.6.1.5.5.7.3.9" => "OCSP_SIGNING",
            "2.5.29.37.0" => "ANY",
            _ => "CUSTOM",
        };
        let list = self.extension("2.5.29.37").and_then(|mut value| value.expect(SEQUENCE));
        let objects = list.into_iter().flat_map(|list| list.inside().all()).map(|element| element.object());
        objects.map(|object| (name(&object).to_owned(), object)).collect()
    }
}

fn extension(element: Element<'_>) -> Option<Extension<'_>> {
    let mut parts = element.inside();
    let object = parts.expect(OBJECT)?.object();
    // Whether it is critical.
    parts.optional(0x01);
    Some(Extension { object, value: Reader::new(parts.expect(OCTET_STRING)?.content) })
}

/// The attributes of a distinguished name, in its order.
fn names(name: Element<'_>) -> Vec<(String, String)> {
    let key = |object: String| match object.as_str() {
        "2.5.4.3" => "CN".to_owned(),
        "2.5.4.5" => "SERIALNUMBER".to_owned(),
        "2.5.4.6" => "C".to_owned(),
        "2.5.4.7" => "L".to_owned(),
        "2.5.4.8" => "ST".to_owned(),
        "2.5.4.9" => "STREET".to_owned(),
        "2.5.4.10" => "O".to_owned(),
        "2.5.4.11" => "OU".to_owned(),
        "0.9.2342.19200300.100.1.25" => "DC".to_owned(),
        "1.2.840.113549.1.9.1" => "EMAILADDRESS".to_owned(),
        _ => object,
    };
    let attribute = |element: Element<'_>| {
        let mut parts = element.inside();
        Some((key(parts.expect(OBJECT)?.object()), parts.next()?.text()))
    };
    let sets = name.inside().all().filter(|element| element.tag == SET);
    sets.flat_map(|set| set.inside().all()).filter_map(attribute).collect()
}

fn of(names: &[(String, String)], key: &str) -> Option<String> {
    names.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone())
}

fn hex(bytes: &[u8]) -> String {
    let digits = if bytes.len() > 1 { bytes.strip_prefix(&[0]).unwrap_or(bytes) } else { bytes };
    digits.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(":")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::acm::fixture::{Authority, Made};
    use proptest::prelude::*;

    #[test]
    fn a_certificate_tells_what_it_is() {
        let made = Authority::new("Acme").issue(&["shop.example.com", "*.example.org"]);
        let facts = X509::read(&made.der()).unwrap().facts().unwrap();
        assert_eq!(facts.names, ["shop.example.com", "*.example.org"]);
        assert_eq!((facts.domain_name.as_str(), facts.issuer.as_str()), ("shop.example.com", "Acme"));
        assert_eq!(facts.subject, "CN=shop.example.com");
        assert_eq!(facts.key_algorithm, KeyAlgorithm::P256);
        assert_eq!(facts.signature_algorithm, "SHA256WITHECDSA");
        assert_eq!(facts.key_usages, ["DIGITAL_SIGNATURE"]);
        assert_eq!(facts.extended_key_usages[0].0, "TLS_WEB_SERVER_AUTHENTICATION");
        assert!(facts.not_before < facts.not_after && facts.serial.contains(':'));
    }

    #[test]
    fn signatures_are_checked_and_not_only_names() {
        let (one, namesake) = (Authority::new("Acme"), Authority::new("Acme"));
        let made = one.issue(&["a.test"]);
        let (der, right, wrong) = (made.der(), one.certificate(), namesake.certificate());
        let leaf = X509::read(&der).unwrap();
        assert!(leaf.is_signed_by(&X509::read(&right).unwrap()));
        assert!(!leaf.is_signed_by(&X509::read(&wrong).unwrap()));
        assert!(!leaf.is_self_signed() && X509::read(&right).unwrap().is_self_signed());
    }

    proptest! {
        #[test]
        fn damage_is_no_panic(at in 0..600_usize, byte: u8, cut in 0..600_usize) {
            let mut bytes = Made::of_one_kind().der().as_ref().to_vec();
            let length = bytes.len();
            bytes[at % length] = byte;
            bytes.truncate(length - cut % length);
            let der = CertificateDer::from(bytes);
            if let Some(read) = X509::read(&der) {
                let _ = (read.facts(), read.is_self_signed());
            }
        }
    }
}
