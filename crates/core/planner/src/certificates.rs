//! When a requested certificate is to be issued. In: the request, the certificate there is, the moment. Out: now, or when.
//! Never here: keys, signing.
//!
//! ```text
//!   PENDING_VALIDATION --at once--> ISSUED --60 days before its end, or when asked--> ISSUED anew, same ARN
//!                                     '--its end (nothing ran that long)--> EXPIRED --at once--> ISSUED anew
//! ```

use model::Time;
use model::acm::{Certificate, CertificateRequest};

/// Milliseconds.
const DAY: i64 = 86_400_000;
/// How long an issued certificate holds: 13 months, as AWS's did for years.
const LASTS: i64 = 395 * DAY;
/// How long before its end it is renewed, as on AWS.
const AHEAD: i64 = 60 * DAY;
/// Clocks of clients may be behind.
const LENIENCE: i64 = DAY;

/// When a certificate is to be issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Now.
    Now,
    /// Not before this moment.
    At(Time),
}

/// When a request wants its certificate issued, given the one there is.
pub fn due(request: &CertificateRequest, present: Option<&Certificate>, now: Time) -> Due {
    let Some(present) = present else { return Due::Now };
    let asked = request.renewal_asked_at.is_some_and(|asked| asked > present.imported_at);
    let renewal = present.facts.not_after.plus(-AHEAD);
    if asked || renewal <= now { Due::Now } else { Due::At(renewal) }
}

/// From when until when a certificate issued now holds.
pub fn validity(now: Time) -> (Time, Time) {
    (now.plus(-LENIENCE), now.plus(LASTS))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use model::Scope;
    use model::acm::{CertificateFacts, KeyAlgorithm, PrivateKey};

    use super::*;

    const NOW: Time = Time(1_795_000_000_000);

    fn request() -> CertificateRequest {
        CertificateRequest {
            scope: Scope::new("000000000000", "us-west-2").unwrap(),
            id: "one".into(),
            names: vec!["a.test".into()],
            key_algorithm: KeyAlgorithm::P256,
            transparency: true,
            token: None,
            created_at: NOW,
            renewal_asked_at: None,
            tags: Default::default(),
        }
    }

    fn issued_at(now: Time) -> Certificate {
        let (not_before, not_after) = validity(now);
        Certificate {
            scope: request().scope,
            id: "one".into(),
            certificate: String::new(),
            chain: None,
            private_key: PrivateKey(String::new()),
            facts: CertificateFacts {
                subject: String::new(),
                issuer: String::new(),
                serial: String::new(),
                domain_name: String::new(),
                names: vec![],
                not_before,
                not_after,
                key_algorithm: KeyAlgorithm::P256,
                signature_algorithm: String::new(),
                key_usages: vec![],
                extended_key_usages: vec![],
            },
            created_at: now,
            imported_at: now,
            tags: Default::default(),
        }
    }

    #[test]
    fn at_once_then_two_months_ahead_of_the_end() {
        assert_eq!(due(&request(), None, NOW), Due::Now);
        let present = issued_at(NOW);
        let renewal = NOW.plus(335 * DAY);
        assert_eq!(due(&request(), Some(&present), NOW), Due::At(renewal));
        assert_eq!(due(&request(), Some(&present), renewal), Due::Now);
        assert_eq!(due(&request(), Some(&issued_at(renewal)), renewal), Due::At(renewal.plus(335 * DAY)));
    }

    #[test]
    fn a_renewal_asked_for_is_done_once() {
        let asked = CertificateRequest { renewal_asked_at: Some(NOW.plus(5)), ..request() };
        assert_eq!(due(&asked, Some(&issued_at(NOW)), NOW.plus(6)), Due::Now);
        assert!(matches!(due(&asked, Some(&issued_at(NOW.plus(6))), NOW.plus(7)), Due::At(_)));
    }
}
