//! The URLs a message of SNS names: where its certificate is, and where to confirm or to unsubscribe.
//!
//! | URL | subscriber is a task here | anywhere else | setting |
//! |---|---|---|---|
//! | `SigningCertURL` | `https://sns.REGION.amazonaws.com/...` | `https://` and this endpoint | a host for all |
//! | `SubscribeURL`, `UnsubscribeURL` | this endpoint | this endpoint | as on AWS, for all |
//!
//! Validators accept a certificate from AWS's host only, and inside tasks that host is this cloud; on the machine outside it is AWS itself,
//! which has no such certificate, so there the URL names where it really is. The other two carry a token: opened outside a task, AWS's
//! host would be told it. They keep the endpoint's own name, which leads here from both places, unless they are asked to look like AWS's.
//! The signature covers `SubscribeURL` and not the other two.
//!
//! In: the endpoint as the caller named it, the subscriber's host. Out: URLs. Never here: whether anything answers there.

use std::fmt;
use std::sync::Arc;

use model::Region;

/// Whether a host name or address leads to a task of this product.
pub type IsInside = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// How messages name URLs.
#[derive(Clone)]
pub struct Urls {
    /// Host, with its port if it has one, of every `SigningCertURL`; `None` lets the subscriber decide.
    pub certificate_host: Option<String>,
    /// `SubscribeURL` and `UnsubscribeURL` name AWS's host.
    pub like_aws: bool,
    /// Knows the tasks.
    pub is_inside: IsInside,
}

impl fmt::Debug for Urls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { certificate_host, like_aws, .. } = self;
        f.debug_struct("Urls")
            .field("certificate_host", certificate_host)
            .field("like_aws", like_aws)
            .finish()
    }
}

impl Urls {
    /// `SigningCertURL` for a subscriber at `host`; `endpoint` is `http://HOST:PORT`, `file` the certificate's name.
    pub(super) fn certificate(&self, region: &Region, endpoint: &str, host: &str, file: &str) -> String {
        match &self.certificate_host {
            Some(host) => format!("https://{host}/{file}"),
            None if (self.is_inside)(host) => format!("https://{}/{file}", host_of_aws(region)),
            None => {
                format!("https://{}/{file}", endpoint.split_once("://").map_or(endpoint, |(_, host)| host))
            }
        }
    }

    /// `SubscribeURL` or `UnsubscribeURL` with this query.
    pub(super) fn action(&self, region: &Region, endpoint: &str, query: &str) -> String {
        match self.like_aws {
            true => format!("https://{}/?{query}", host_of_aws(region)),
            false => format!("{endpoint}/?{query}"),
        }
    }
}

fn host_of_aws(region: &Region) -> String {
    let suffix = if region.as_str().starts_with("cn-") { ".cn" } else { "" };
    format!("sns.{region}.amazonaws.com{suffix}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const ENDPOINT: &str = "http://localhost:4566";
    const FILE: &str = "SimpleNotificationService-0.pem";

    fn urls(certificate_host: Option<&str>, like_aws: bool) -> Urls {
        let is_inside: IsInside = Arc::new(|host| host == "127.1.0.10");
        Urls { certificate_host: certificate_host.map(str::to_owned), like_aws, is_inside }
    }

    fn certificate(urls: &Urls, region: &str, host: &str) -> String {
        urls.certificate(&Region::new(region).unwrap(), ENDPOINT, host, FILE)
    }

    #[test]
    fn a_task_is_told_awss_host_and_the_machine_outside_ours() {
        let usual = urls(None, false);
        let at = |host: &str| format!("https://{host}/{FILE}");
        assert_eq!(certificate(&usual, "us-west-2", "127.1.0.10"), at("sns.us-west-2.amazonaws.com"));
        assert_eq!(certificate(&usual, "cn-north-1", "127.1.0.10"), at("sns.cn-north-1.amazonaws.com.cn"));
        assert_eq!(certificate(&usual, "us-west-2", "localhost"), at("localhost:4566"));
        let said = urls(Some("sns.us-east-1.amazonaws.com"), false);
        for host in ["localhost", "127.1.0.10"] {
            assert_eq!(certificate(&said, "us-west-2", host), at("sns.us-east-1.amazonaws.com"));
        }
    }

    #[test]
    fn a_token_goes_to_aws_only_when_asked_to() {
        let region = Region::new("us-west-2").unwrap();
        let action = |like_aws| urls(None, like_aws).action(&region, ENDPOINT, "Action=Unsubscribe");
        assert_eq!(action(false), "http://localhost:4566/?Action=Unsubscribe");
        assert_eq!(action(true), "https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe");
    }
}
