//! In: a PEM certificate. Out: the RSA key in it, as the PKCS#1 DER that signature checks take.
//! Never here: judging the certificate; it is trusted for where it was fetched.

use base64::{Engine, engine::general_purpose::STANDARD};

const SEQUENCE: u8 = 0x30;
const BIT_STRING: u8 = 0x03;
const VERSION: u8 = 0xa0;
/// rsaEncryption, 1.2.840.113549.1.1.1, as it stands in DER.
const RSA_OID: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

/// The RSA public key of the first certificate in `pem`; `None` for anything that is not one.
pub(crate) fn rsa_key(pem: &str) -> Option<Vec<u8>> {
    let body = pem.split_once("-----BEGIN CERTIFICATE-----")?.1.split_once("-----END CERTIFICATE-----")?.0;
    let text: String = body.split_ascii_whitespace().collect();
    key_of(&STANDARD.decode(text).ok()?)
}

/// Certificate > tbsCertificate > [version] serial algorithm issuer validity subject > subjectPublicKeyInfo > key.
fn key_of(der: &[u8]) -> Option<Vec<u8>> {
    let (certificate, _) = expect(der, SEQUENCE)?;
    let (mut to_be_signed, _) = expect(certificate, SEQUENCE)?;
    if to_be_signed.first() == Some(&VERSION) {
        to_be_signed = element(to_be_signed)?.2;
    }
    for _ in 0..5 {
        to_be_signed = element(to_be_signed)?.2;
    }
    let (key_info, _) = expect(to_be_signed, SEQUENCE)?;
    let (algorithm, rest) = expect(key_info, SEQUENCE)?;
    let (bits, _) = expect(rest, BIT_STRING)?;
    let (unused, key) = bits.split_first()?;
    (algorithm.starts_with(&RSA_OID) && *unused == 0).then(|| key.to_vec())
}

/// The content of the element that must come next, and what follows it.
fn expect(der: &[u8], wanted: u8) -> Option<(&[u8], &[u8])> {
    let (tag, content, rest) = element(der)?;
    (tag == wanted).then_some((content, rest))
}

/// Tag, content and what follows. Lengths of up to four bytes; longer ones are nobody's certificate.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81..=0x84 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (bytes.iter().fold(0_usize, |sum, b| (sum << 8) | usize::from(*b)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rsa::{RsaPrivateKey, pkcs1::EncodeRsaPublicKey, pkcs8::DecodePrivateKey};

    const CERTIFICATE: &str = include_str!("../scenes/signer/certificate.pem");
    const KEY: &str = include_str!("../scenes/signer/test-only-key.pem");

    #[test]
    fn finds_the_key_that_signed() {
        let key = RsaPrivateKey::from_pkcs8_pem(KEY).unwrap().to_public_key();
        assert_eq!(rsa_key(CERTIFICATE).unwrap(), key.to_pkcs1_der().unwrap().as_bytes());
    }

    #[test]
    fn broken_certificates_are_none_and_never_a_panic() {
        let body = CERTIFICATE.lines().filter(|l| !l.starts_with('-')).collect::<String>();
        let der = STANDARD.decode(body).unwrap();
        for cut in 0..der.len() {
            let _ = key_of(&der[..cut]);
            let mut bent = der.clone();
            bent[cut] ^= 0xff;
            let _ = key_of(&bent);
        }
        assert_eq!(key_of(&der[..der.len() / 2]), None);
        assert_eq!(rsa_key("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"), None);
        assert_eq!(rsa_key(""), None);
    }
}
