//! The three PEM texts of an import. In: bytes from a request. Out: a certificate's facts and the texts as they are kept, or AWS's
//! `ValidationException`. Never here: records, ARNs.

use model::Time;
use model::acm::{CertificateFacts, PrivateKey};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use shapes::Error;
use shapes::acm::{ImportCertificateRequest, errors};

use super::x509::X509;

/// Most certificates of one chain; a load balancer takes one more.
const MOST_IN_CHAIN: usize = 15;

/// A checked import.
pub(crate) struct Import {
    pub certificate: String,
    pub chain: Option<String>,
    pub private_key: PrivateKey,
    pub facts: CertificateFacts,
}

fn refused(text: &str) -> Error {
    errors::validation_exception(text)
}

/// Reads and checks: one certificate that holds now, its key, and either itself or a chain in order that signed it.
pub(crate) fn read(input: &ImportCertificateRequest, now: Time) -> Result<Import, Error> {
    let certificate = text(&input.certificate, "certificate")?;
    let private_key = text(&input.private_key, "private key")?;
    let given = input.certificate_chain.as_deref().filter(|chain| !chain.is_empty());
    let chain = given.map(|chain| text(chain, "certificate chain")).transpose()?;
    let ders = certificates(&certificate, "certificate")?;
    let [der] = ders.as_slice() else {
        let text = "The certificate field contains more than one certificate. You can specify only one certificate in this field.";
        return Err(refused(text));
    };
    let read = parse(der)?;
    let kind = "The certificate is not valid or its key algorithm is not supported: RSA of 2048, 3072 or 4096 bits and ECDSA on P-256 or P-384 are";
    let facts = read.facts().ok_or_else(|| refused(kind))?;
    check_names(der, &facts)?;
    check_key(der, &private_key)?;
    check_time(&facts, now)?;
    check_chain(&read, chain.as_deref())?;
    Ok(Import { certificate, chain, private_key: PrivateKey(private_key), facts })
}

fn text(bytes: &[u8], what: &str) -> Result<String, Error> {
    let text = std::str::from_utf8(bytes).map_err(|_| bad_pem(what))?;
    Ok(format!("{}\n", text.trim()))
}

fn bad_pem(what: &str) -> Error {
    refused(&format!("The {what} is not in a valid PEM format"))
}

/// The certificates of a PEM text, at least one.
fn certificates(pem: &str, what: &str) -> Result<Vec<CertificateDer<'static>>, Error> {
    let read: Result<Vec<_>, _> =
        CertificateDer::pem_slice_iter(pem.as_bytes()).take(MOST_IN_CHAIN + 2).collect();
    read.ok().filter(|read| !read.is_empty()).ok_or_else(|| bad_pem(what))
}

fn parse<'a>(der: &'a CertificateDer<'a>) -> Result<X509<'a>, Error> {
    X509::read(der).ok_or_else(|| refused("The certificate is not a valid X.509 certificate"))
}

/// Servers can show it, and it stands for something.
fn check_names(der: &CertificateDer<'_>, facts: &CertificateFacts) -> Result<(), Error> {
    let shown = webpki::EndEntityCert::try_from(der);
    shown.map_err(|error| refused(&format!("The certificate cannot be used: {error}")))?;
    if facts.domain_name.is_empty() {
        return Err(refused("The certificate has neither a common name nor a subject alternative name"));
    }
    Ok(())
}

/// The key is one of those served and belongs to the certificate.
fn check_key(der: &CertificateDer<'static>, pem: &str) -> Result<(), Error> {
    if pem.contains("ENCRYPTED") {
        return Err(refused("The private key must not be encrypted"));
    }
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| bad_pem("private key"))?;
    let key =
        ring::sign::any_supported_type(&key).map_err(|_| refused("The private key is not supported."))?;
    let pair = CertifiedKey::new(vec![der.clone()], key);
    pair.keys_match().map_err(|_| refused("The private key does not match the certificate"))
}

fn check_time(facts: &CertificateFacts, now: Time) -> Result<(), Error> {
    if now < facts.not_before {
        return Err(refused("The certificate is not yet valid"));
    }
    if now > facts.not_after {
        return Err(refused("The certificate has expired"));
    }
    Ok(())
}

/// Each certificate of the chain signed the one before it; without a chain the certificate signed itself.
fn check_chain(leaf: &X509<'_>, chain: Option<&str>) -> Result<(), Error> {
    let Some(chain) = chain else {
        let text = "Provided certificate is not a valid self signed. Please provide either a valid self-signed certificate or certificate chain.";
        return if leaf.is_self_signed() { Ok(()) } else { Err(refused(text)) };
    };
    let ders = certificates(chain, "certificate chain")?;
    if ders.len() > MOST_IN_CHAIN {
        return Err(refused(&format!("The certificate chain holds more than {MOST_IN_CHAIN} certificates")));
    }
    let above = ders.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
    let signed = |(at, issuer): (usize, &X509<'_>)| {
        let below = if at == 0 { leaf } else { &above[at - 1] };
        below.is_signed_by(issuer)
    };
    match above.iter().enumerate().all(signed) {
        true => Ok(()),
        false => Err(refused("Could not validate the certificate with the certificate chain.")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::acm::fixture::{Authority, NOW, self_signed};

    fn fault(input: &ImportCertificateRequest) -> String {
        read(input, NOW).err().map(|error| error.message).unwrap_or_default()
    }

    #[test]
    fn a_chain_or_itself_stands_behind_a_certificate() {
        let (right, wrong) = (Authority::new("Right"), Authority::new("Right"));
        let mut input = right.issue(&["a.test"]).input();
        assert_eq!(fault(&input), "");
        input.certificate_chain = Some(wrong.pem().into_bytes());
        assert_eq!(fault(&input), "Could not validate the certificate with the certificate chain.");
        input.certificate_chain = None;
        assert!(fault(&input).starts_with("Provided certificate is not a valid self signed."));
        assert_eq!(fault(&self_signed(&["a.test"]).input()), "");
    }

    #[test]
    fn the_key_must_be_the_certificates() {
        let (one, other) = (self_signed(&["a.test"]).input(), self_signed(&["a.test"]).input());
        let crossed = ImportCertificateRequest { private_key: other.private_key, ..one.clone() };
        assert_eq!(fault(&crossed), "The private key does not match the certificate");
        let none = ImportCertificateRequest { private_key: b"none".to_vec(), ..one.clone() };
        assert_eq!(fault(&none), "The private key is not in a valid PEM format");
        let twice = [one.certificate.clone(), one.certificate.clone()].concat();
        assert!(
            fault(&ImportCertificateRequest { certificate: twice, ..one.clone() }).contains("more than one")
        );
        let junk = ImportCertificateRequest { certificate: vec![0xff], ..one };
        assert_eq!(fault(&junk), "The certificate is not in a valid PEM format");
    }

    #[test]
    fn it_must_hold_now() {
        let input = self_signed(&["a.test"]).input();
        assert_eq!(read(&input, Time(0)).err().unwrap().message, "The certificate is not yet valid");
        let end = Time(i64::MAX);
        assert_eq!(read(&input, end).err().unwrap().message, "The certificate has expired");
    }
}
