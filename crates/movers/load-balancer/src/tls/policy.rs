//! Security policies. In: a name as `SslPolicy` has it. Out: the versions of TLS it means here. Never done here: cipher lists
//! of single policies; every policy of a version offers the suites the library has for it.

/// A version of TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TlsVersion {
    /// TLS 1.0; not spoken here, whatever a policy allows.
    V1_0,
    /// TLS 1.1; not spoken here, whatever a policy allows.
    V1_1,
    /// TLS 1.2.
    V1_2,
    /// TLS 1.3.
    V1_3,
}

/// A predefined security policy: its name, oldest and newest version. Suites with forward secrecy and AEAD are offered
/// (ECDHE with AES-GCM or ChaCha20-Poly1305); policies that also allow CBC or RSA key exchange get no more than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecurityPolicy {
    name: &'static str,
    oldest: TlsVersion,
    newest: TlsVersion,
}

use TlsVersion::{V1_0, V1_1, V1_2, V1_3};

const fn policy(name: &'static str, oldest: TlsVersion, newest: TlsVersion) -> SecurityPolicy {
    SecurityPolicy { name, oldest, newest }
}

const POLICIES: [SecurityPolicy; 26] = [
    policy("ELBSecurityPolicy-2016-08", V1_0, V1_2),
    policy("ELBSecurityPolicy-2015-05", V1_0, V1_2),
    policy("ELBSecurityPolicy-TLS-1-0-2015-04", V1_0, V1_2),
    policy("ELBSecurityPolicy-TLS-1-1-2017-01", V1_1, V1_2),
    policy("ELBSecurityPolicy-TLS-1-2-2017-01", V1_2, V1_2),
    policy("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", V1_2, V1_2),
    policy("ELBSecurityPolicy-FS-2018-06", V1_0, V1_2),
    policy("ELBSecurityPolicy-FS-1-1-2019-08", V1_1, V1_2),
    policy("ELBSecurityPolicy-FS-1-2-2019-08", V1_2, V1_2),
    policy("ELBSecurityPolicy-FS-1-2-Res-2019-08", V1_2, V1_2),
    policy("ELBSecurityPolicy-FS-1-2-Res-2020-10", V1_2, V1_2),
    policy("ELBSecurityPolicy-TLS13-1-0-2021-06", V1_0, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-1-2021-06", V1_1, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-2-2021-06", V1_2, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", V1_2, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", V1_2, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06", V1_2, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-3-2021-06", V1_3, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04", V1_0, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04", V1_1, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04", V1_2, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04", V1_2, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04", V1_2, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04", V1_2, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04", V1_2, V1_3),
    policy("ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04", V1_3, V1_3),
];

impl SecurityPolicy {
    /// The predefined policy of this name; `None` when there is no such policy here.
    pub fn named(name: &str) -> Option<Self> {
        POLICIES.iter().find(|policy| policy.name == name).copied()
    }

    /// Every policy, in no order that means anything.
    pub fn all() -> &'static [SecurityPolicy] {
        &POLICIES
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The oldest version it allows at AWS; below 1.2 nothing is spoken here.
    pub fn oldest(&self) -> TlsVersion {
        self.oldest
    }

    /// The newest version it allows.
    pub fn newest(&self) -> TlsVersion {
        self.newest
    }

    pub(crate) fn allows(&self, version: TlsVersion) -> bool {
        (self.oldest..=self.newest).contains(&version)
    }
}

impl Default for SecurityPolicy {
    /// What a listener gets through the API when it names none.
    fn default() -> Self {
        POLICIES[0]
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_policy_can_be_spoken() {
        assert!(SecurityPolicy::all().iter().all(|policy| policy.allows(V1_2) || policy.allows(V1_3)));
        assert_eq!(SecurityPolicy::default().name(), "ELBSecurityPolicy-2016-08");
        let only_13 = SecurityPolicy::named("ELBSecurityPolicy-TLS13-1-3-2021-06").unwrap();
        assert!(only_13.allows(V1_3) && !only_13.allows(V1_2));
        assert!(SecurityPolicy::named("ELBSecurityPolicy-None").is_none());
    }
}
