//! Signature Version 4 of a request with a body. In: what is sent, by whom, when. Out: the `Authorization` header.
//! Never here: query-string signatures, chunked bodies, clocks. From AWS's documentation "Create a signed AWS API request".

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// What is signed. Headers are lower-case names with trimmed values, sorted by name.
pub(crate) struct Signing<'a> {
    pub(crate) access_key: &'a str,
    pub(crate) secret: &'a str,
    pub(crate) region: &'a str,
    pub(crate) service: &'a str,
    /// `20261122T135936Z`
    pub(crate) date: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body: &'a [u8],
}

impl Signing<'_> {
    /// The header's value, for a POST to `/`.
    pub(crate) fn authorization(&self) -> String {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        let (names, scope) = (names.join(";"), self.scope());
        let canonical = self.canonical_request(&names);
        let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{}", self.date, sha256(canonical.as_bytes()));
        let signature = hex(&mac(&self.key(), &text));
        let id = self.access_key;
        format!("AWS4-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}")
    }

    fn day(&self) -> &str {
        self.date.split('T').next().unwrap_or_default()
    }

    fn scope(&self) -> String {
        format!("{}/{}/{}/aws4_request", self.day(), self.region, self.service)
    }

    fn canonical_request(&self, names: &str) -> String {
        let headers: String = self.headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        format!("POST\n/\n\n{headers}\n{names}\n{}", sha256(self.body))
    }

    fn key(&self) -> Vec<u8> {
        let start = format!("AWS4{}", self.secret).into_bytes();
        [self.day(), self.region, self.service, "aws4_request"]
            .iter()
            .fold(start, |key, text| mac(&key, text))
    }
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    // HMAC takes keys of any length; the error type exists for MACs that do not.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `20261122T135936Z` for seconds since 1970.
pub(crate) fn stamp(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// Year, month and day of a day since 1970, by counting 400-year cycles that begin in March.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `post-vanilla` of AWS's published Signature Version 4 test suite.
    #[test]
    fn the_published_example_is_met() {
        let signing = Signing {
            access_key: "AKIDEXAMPLE",
            secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            region: "us-east-1",
            service: "service",
            date: "20150830T123600Z",
            headers: &[("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")],
            body: b"",
        };
        let expected = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
                        SignedHeaders=host;x-amz-date, \
                        Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";
        assert_eq!(signing.authorization(), expected);
    }

    #[test]
    fn stamps_are_dates() {
        assert_eq!(stamp(0), "19700101T000000Z");
        assert_eq!(stamp(1_440_938_160), "20150830T123600Z");
        assert_eq!(stamp(951_782_400), "20000229T000000Z");
        assert_eq!(stamp(4_102_444_799), "20991231T235959Z");
    }
}
