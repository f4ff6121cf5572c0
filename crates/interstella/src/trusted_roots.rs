//! What programs in containers trust besides what their images do: the roots of the authorities that serve them, and where an image has no
//! roots at all, the public ones. In: authorities. Out: PEM. Never here: where containers find it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use container_runtime::linux::TrustedRoots;
use local_authority::Authority;

/// Characters of a line of PEM (RFC 7468).
const LINE: usize = 64;

/// These authorities' roots, and Mozilla's.
pub(crate) fn trusting(authorities: &[&Authority]) -> TrustedRoots {
    let public = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|root| pem(root)).collect();
    TrustedRoots { added: authorities.iter().map(|authority| authority.root_pem()).collect(), public }
}

fn pem(certificate: &[u8]) -> String {
    let text = STANDARD.encode(certificate);
    let mut lines = String::from("-----BEGIN CERTIFICATE-----\n");
    for line in text.as_bytes().chunks(LINE) {
        lines.extend(line.iter().map(|byte| char::from(*byte)));
        lines.push('\n');
    }
    lines + "-----END CERTIFICATE-----\n"
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;

    use super::*;

    #[test]
    fn the_public_roots_are_read_back() {
        let roots = trusting(&[]);
        let read: Vec<_> =
            CertificateDer::pem_slice_iter(roots.public.as_bytes()).map(Result::unwrap).collect();
        assert_eq!(read, webpki_root_certs::TLS_SERVER_ROOT_CERTS);
        assert!(read.len() > 100 && roots.added.is_empty());
    }
}
