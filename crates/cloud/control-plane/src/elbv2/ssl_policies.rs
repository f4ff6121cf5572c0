//! The predefined security policies of HTTPS listeners: names and the versions of TLS they stand for. Never here: handshakes.
//!
//! What is shown is what is spoken: TLS 1.2 and 1.3, suites with forward secrecy and AEAD. Policies that at AWS also allow older
//! versions or other suites get no more than that.

use shapes::elbv2::{Cipher, SslPolicy};

/// The policy of a listener that names none.
pub(crate) const DEFAULT: &str = "ELBSecurityPolicy-2016-08";

/// A policy.
pub(crate) struct Policy {
    /// Its name.
    pub name: &'static str,
    tls12: bool,
    tls13: bool,
}

const fn policy(name: &'static str, tls12: bool, tls13: bool) -> Policy {
    Policy { name, tls12, tls13 }
}

/// All of them.
pub(crate) static ALL: [Policy; 26] = [
    policy(DEFAULT, true, false),
    policy("ELBSecurityPolicy-2015-05", true, false),
    policy("ELBSecurityPolicy-FS-1-1-2019-08", true, false),
    policy("ELBSecurityPolicy-FS-1-2-2019-08", true, false),
    policy("ELBSecurityPolicy-FS-1-2-Res-2019-08", true, false),
    policy("ELBSecurityPolicy-FS-1-2-Res-2020-10", true, false),
    policy("ELBSecurityPolicy-FS-2018-06", true, false),
    policy("ELBSecurityPolicy-TLS-1-0-2015-04", true, false),
    policy("ELBSecurityPolicy-TLS-1-1-2017-01", true, false),
    policy("ELBSecurityPolicy-TLS-1-2-2017-01", true, false),
    policy("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", true, false),
    policy("ELBSecurityPolicy-TLS13-1-0-2021-06", true, true),
    policy("ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04", true, true),
    policy("ELBSecurityPolicy-TLS13-1-1-2021-06", true, true),
    policy("ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04", true, true),
    policy("ELBSecurityPolicy-TLS13-1-2-2021-06", true, true),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04", true, true),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", true, true),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04", true, true),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06", true, true),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04", true, true),
    policy("ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04", true, true),
    policy("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", true, true),
    policy("ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04", true, true),
    policy("ELBSecurityPolicy-TLS13-1-3-2021-06", false, true),
    policy("ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04", false, true),
];

const SUITES_13: [&str; 3] =
    ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];

const SUITES_12: [&str; 6] = [
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
];

/// The policy of this name.
pub(crate) fn named(name: &str) -> Option<&'static Policy> {
    ALL.iter().find(|policy| policy.name == name)
}

impl Policy {
    /// For an answer.
    pub(crate) fn write(&self) -> SslPolicy {
        let versions = [("TLSv1.2", self.tls12), ("TLSv1.3", self.tls13)];
        let versions = versions.iter().filter(|(_, spoken)| *spoken).map(|(name, _)| (*name).to_owned());
        let newer = SUITES_13.iter().filter(|_| self.tls13);
        let suites = newer.chain(SUITES_12.iter().filter(|_| self.tls12));
        let cipher = |(name, priority): (&&str, i64)| Cipher {
            name: Some((*name).to_owned()),
            priority: Some(priority),
        };
        SslPolicy {
            name: Some(self.name.to_owned()),
            ssl_protocols: Some(versions.collect()),
            ciphers: Some(suites.zip(1..).map(cipher).collect()),
            supported_load_balancer_types: Some(vec!["application".to_owned()]),
        }
    }
}
